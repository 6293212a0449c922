// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/estimate.h"

#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sampling {

namespace {

constexpr double kCharactersAToken = 4; // of English, with the tokenisers of today
constexpr std::int64_t kTokensAMessage = 4; // around each message
constexpr double kMillion = 1e6;

std::int64_t charactersOf(const telemetry::Generation& suspect)
{
    std::int64_t count = 0;
    for (const telemetry::Message& message : suspect.inputMessages)
        for (const telemetry::Part& part : message.parts)
            count += static_cast<std::int64_t>(part.text.size() + part.json.size());
    for (const std::string& schema : suspect.toolSchemas)
        count += static_cast<std::int64_t>(schema.size());
    return count;
}

double costOf(const Price& price, std::int64_t input, std::int64_t output)
{
    return (price.input * static_cast<double>(input) + price.output * static_cast<double>(output))
        / kMillion;
}

} // namespace

std::string grouped(std::int64_t number)
{
    std::string text = std::to_string(number);
    for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3)
        text.insert(static_cast<std::size_t>(place), ",");
    return text;
}

Estimate estimateOf(const telemetry::Generation& suspect, const std::vector<std::string>& models,
                    std::size_t samplesEach, std::optional<std::int64_t> maxTokens,
                    const PriceList& prices, std::optional<std::int64_t> sentTokens)
{
    Estimate estimate;
    estimate.requests = models.size() * samplesEach;
    estimate.isInputTold = suspect.inputTokens.has_value() && !sentTokens;
    if (estimate.isInputTold)
        estimate.inputTokens = *suspect.inputTokens;
    else if (sentTokens)
        estimate.inputTokens = *sentTokens;
    else
        estimate.inputTokens = static_cast<std::int64_t>(static_cast<double>(charactersOf(suspect))
                                                         / kCharactersAToken)
            + kTokensAMessage * static_cast<std::int64_t>(suspect.inputMessages.size());
    estimate.outputCap = maxTokens;
    estimate.outputTokens = suspect.outputTokens;
    if (estimate.outputTokens && maxTokens)
        estimate.outputTokens = std::min(*estimate.outputTokens, *maxTokens);
    double likely = 0;
    double most = 0;
    for (const std::string& model : models) {
        const Price* price = prices.of(model);
        if (price == nullptr) {
            estimate.unpriced.push_back(model);
            continue;
        }
        const auto times = static_cast<double>(samplesEach);
        likely += times * costOf(*price, estimate.inputTokens, estimate.outputTokens.value_or(0));
        most += times * costOf(*price, estimate.inputTokens, maxTokens.value_or(0));
    }
    if (estimate.unpriced.empty() && estimate.requests > 0) {
        if (estimate.outputTokens)
            estimate.likely = likely;
        if (maxTokens)
            estimate.most = most;
    }
    return estimate;
}

std::string dollars(double amount)
{
    if (amount > 0 && amount < 0.0001)
        return "less than $0.0001";
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), amount > 0 && amount < 0.01 ? "$%.4f" : "$%.2f",
                  amount);
    return text.data();
}

std::string inWords(const Estimate& estimate)
{
    std::string text = "≈ " + grouped(static_cast<std::int64_t>(estimate.requests)) + " × "
        + (estimate.isInputTold ? "" : "≈ ") + grouped(estimate.inputTokens) + " in + ";
    if (estimate.outputCap)
        text += "≤ " + grouped(*estimate.outputCap) + " out tokens";
    else if (estimate.outputTokens)
        text += "≈ " + grouped(*estimate.outputTokens) + " out tokens, without a limit";
    else
        text += "an unknown number of out tokens";
    if (!estimate.unpriced.empty() || (!estimate.likely && !estimate.most)) {
        text += " · price unknown";
        for (std::size_t i = 0; i < estimate.unpriced.size(); ++i)
            text += (i == 0 ? " of " : ", ") + estimate.unpriced[i];
        return text;
    }
    if (estimate.likely)
        text += " · ≈ " + dollars(*estimate.likely);
    if (estimate.most)
        text += estimate.likely ? " (at most ≈ " + dollars(*estimate.most) + ")"
                                : " · at most ≈ " + dollars(*estimate.most);
    return text;
}

} // namespace sampling
