// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/prices.h"

#include "models/yaml/list.h"
#include "models/yaml/scope.h"

#include <charconv>
#include <cmath>

namespace sampling {

namespace {

double priceIn(const yaml::Scope& scope, std::string_view key)
{
    const yaml::Node* node = scope.require(key);
    if (node == nullptr)
        return 0;
    double value = 0;
    const std::string& text = node->scalar;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)
        || value < 0)
        scope.report(*node, std::string(key) + " is a price in US dollars for a million tokens.");
    return value;
}

} // namespace

const Price* PriceList::of(std::string_view model) const
{
    for (const Price& price : prices) {
        const std::string_view name = price.model;
        if (name == model
            || (name.ends_with('*') && model.starts_with(name.substr(0, name.size() - 1))))
            return &price;
    }
    return nullptr;
}

PriceListResult parsePrices(const std::string& text)
{
    PriceListResult result;
    for (const yaml::Node& node :
         yaml::listIn(text, "prices", yaml::EmptyList::Allowed, result.problems)) {
        const yaml::Scope scope(node, "the price", result.problems);
        if (!scope.isMap()) {
            scope.report(node, "A price is a map with model, input and output.");
            continue;
        }
        scope.allow({"model", "input", "output"});
        Price price;
        price.model = scope.requiredText("model");
        price.input = priceIn(scope, "input");
        price.output = priceIn(scope, "output");
        result.list.prices.push_back(std::move(price));
    }
    return result;
}

} // namespace sampling
