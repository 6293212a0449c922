// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/reply.h"

#include "models/net/encoding.h"

#include <algorithm>

#include <simdjson.h>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

using simdjson::dom::element;

std::optional<element> at(const element& root, const std::string& pointer)
{
    element found;
    if (pointer.empty())
        return root;
    if (root.at_pointer(pointer).get(found) != simdjson::SUCCESS)
        return std::nullopt;
    return found;
}

std::string textOf(const element& value)
{
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS)
        return std::string(text);
    return simdjson::minify(value);
}

std::optional<element> search(const element& list, const Selector& selector,
                              const std::string& wanted)
{
    simdjson::dom::array items;
    if (list.get(items) != simdjson::SUCCESS)
        return std::nullopt;
    for (const element item : items) {
        const auto candidate = at(item, selector.where);
        if (candidate && textOf(*candidate) == wanted)
            return at(item, selector.take);
    }
    return std::nullopt;
}

Result<std::string> decoded(const std::string& text, Decoder decoder)
{
    if (decoder == Decoder::Base64)
        return net::fromBase64(text);
    if (decoder == Decoder::Int) {
        const bool isSigned = text.substr(0, 1) == "-";
        const std::string digits = text.substr(isSigned ? 1 : 0);
        if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos)
            return failure(ErrorKind::Unreadable,
                           "\"" + text.substr(0, 80) + "\" is not a whole number");
        return text;
    }
    simdjson::dom::parser parser;
    element value;
    if (parser.parse(simdjson::padded_string(text)).get(value) != simdjson::SUCCESS)
        return failure(ErrorKind::Unreadable, "\"" + text.substr(0, 80) + "\" is not JSON");
    return textOf(value);
}

bool statusMatches(const std::vector<int>& statuses, int status)
{
    return statuses.empty() || std::any_of(statuses.begin(), statuses.end(), [&](int wanted) {
               return wanted == status || (wanted < 10 && wanted == status / 100);
           });
}

} // namespace

struct Reply::Private
{
    explicit Private(const net::Exchange& received)
        : exchange(received)
    {
    }

    const net::Exchange& exchange;
    simdjson::dom::parser parser;
    std::optional<element> root;
};

Reply::Reply(const net::Exchange& exchange)
    : d(new Private(exchange))
{
    element root;
    // The parser keeps its own padded copy.
    if (d->parser.parse(exchange.body.data(), exchange.body.size(), true).get(root)
        == simdjson::SUCCESS)
        d->root = root;
}

Reply::~Reply() = default;

bool Reply::isJson() const
{
    return d->root.has_value();
}

bool Reply::matches(const ReplyMatch& match) const
{
    if (!statusMatches(match.statuses, d->exchange.status))
        return false;
    if (!match.bodyContains.empty()
        && d->exchange.body.find(match.bodyContains) == std::string::npos)
        return false;
    if (match.json.empty())
        return true;
    return d->root
        && std::all_of(match.json.begin(), match.json.end(), [&](const Condition& condition) {
               const auto value = at(*d->root, condition.pointer);
               switch (condition.kind) {
               case Condition::Kind::Equals:
                   return value && textOf(*value) == condition.text;
               case Condition::Kind::Exists:
                   return value.has_value();
               case Condition::Kind::Absent:
                   return !value.has_value();
               }
               return false;
           });
}

WriteVerdict Reply::verdict(const std::vector<ReplyRule>& rules) const
{
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const ReplyRule& candidate) {
        return matches(candidate.when);
    });
    if (rule != rules.end())
        return rule->verdict;
    // A redirect is an answer and no more: it is never followed, and nothing was done here.
    const int hundred = d->exchange.status / 100;
    return hundred == 3 || hundred == 4 ? WriteVerdict::Refused : WriteVerdict::Unknown;
}

std::optional<std::string> Reply::found(const Selector& selector, const std::string& wanted) const
{
    if (selector.source == Selector::Source::Body)
        return d->exchange.body;
    if (selector.source == Selector::Source::Header) {
        const std::string value(d->exchange.header(selector.name));
        return value.empty() ? std::nullopt : std::optional(value);
    }
    if (!d->root)
        return std::nullopt;
    auto value = at(*d->root, selector.name);
    if (value && selector.isSearch)
        value = search(*value, selector, wanted);
    return value ? std::optional(textOf(*value)) : std::nullopt;
}

Result<std::optional<std::string>> Reply::select(const Selector& selector,
                                                 const Variables& variables) const
{
    std::string wanted;
    if (selector.isSearch) {
        const auto rendered = selector.equals.render(variables, Destination::Text);
        if (!rendered)
            return tl::make_unexpected(rendered.error());
        wanted = *rendered;
    }
    std::optional<std::string> text = found(selector, wanted);
    if (!text)
        return selector.fallback;
    for (const Decoder decoder : selector.decoders) {
        const auto next = decoded(*text, decoder);
        if (!next)
            return failure(ErrorKind::Unreadable, selector.name + ": " + next.error().message);
        text = *next;
    }
    return text;
}

} // namespace actuation
