// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/reply.h"

#include "models/net/encoding.h"
#include "models/telemetry/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>

#include <simdjson.h>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

using simdjson::dom::element;
using Wanted = std::vector<std::pair<std::string, std::string>>;

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

bool fits(const element& item, const Wanted& wanted)
{
    return std::ranges::all_of(wanted, [&](const auto& one) {
        const auto value = at(item, one.first);
        return value && textOf(*value) == one.second;
    });
}

std::optional<element> search(const element& list, const Wanted& wanted, bool isLast)
{
    std::optional<element> found;
    const auto look = [&](const element& item) {
        if ((!found || isLast) && fits(item, wanted))
            found = item;
    };
    simdjson::dom::array items;
    simdjson::dom::object members;
    if (list.get(items) == simdjson::SUCCESS) {
        for (const element item : items)
            look(item);
    } else if (list.get(members) == simdjson::SUCCESS) {
        for (const auto& [name, item] : members)
            look(item);
    }
    return found;
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
    return statuses.empty() || std::ranges::any_of(statuses, [&](int wanted) {
               return wanted == status || (wanted < 10 && wanted == status / 100);
           });
}

std::optional<double> numberOf(const std::string& text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

// Neither holds where one of the two is no number.
bool isInOrder(const std::string& low, const std::string& high)
{
    const auto a = numberOf(low);
    const auto b = numberOf(high);
    return a && b && *a <= *b;
}

// The templates of one selector with its variables put in.
struct Rendered
{
    std::string name;
    Wanted where;
    std::string take;
};

Result<Rendered> rendered(const Selector& selector, const Variables& variables)
{
    Rendered result;
    const auto name = selector.name.render(variables, Destination::Pointer);
    const auto take = selector.take.render(variables, Destination::Pointer);
    for (const auto* text : {&name, &take}) {
        if (!*text)
            return tl::make_unexpected(text->error());
    }
    for (const auto& [pointer, equals] : selector.where) {
        const auto text = equals.render(variables, Destination::Text);
        if (!text)
            return tl::make_unexpected(text.error());
        result.where.emplace_back(pointer, *text);
    }
    result.name = *name;
    result.take = *take;
    return result;
}

// Parsers own what they have parsed: for JSON that stands as text in JSON.
using Parsers = std::deque<simdjson::dom::parser>;

// What `then` goes on in: text with JSON in it is looked into.
std::optional<element> unpacked(const element& value, Parsers& parsers)
{
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS)
        return value;
    element inner;
    if (parsers.emplace_back().parse(text.data(), text.size(), true).get(inner)
        != simdjson::SUCCESS)
        return std::nullopt;
    return inner;
}

// From `root` on; nullopt when it is not there.
Result<std::optional<element>> walk(element root, const Selector& selector,
                                    const Variables& variables, Parsers& parsers)
{
    const auto texts = rendered(selector, variables);
    if (!texts)
        return tl::make_unexpected(texts.error());
    std::optional<element> value = at(root, texts->name);
    if (value && !texts->where.empty())
        value = search(*value, texts->where, selector.isLast);
    if (value)
        value = at(*value, texts->take);
    if (value && selector.then)
        value = unpacked(*value, parsers);
    if (value && selector.then)
        return walk(*value, *selector.then, variables, parsers);
    return value;
}

} // namespace

struct Reply::Private
{
    explicit Private(net::Exchange received)
        : exchange(std::move(received))
    {
    }

    net::Exchange exchange;
    simdjson::dom::parser parser;
    std::optional<element> root;
};

Reply::Reply(net::Exchange exchange)
    : d(new Private(std::move(exchange)))
{
    element root;
    // The parser keeps its own padded copy.
    if (d->parser.parse(d->exchange.body.data(), d->exchange.body.size(), true).get(root)
        == simdjson::SUCCESS)
        d->root = root;
}

Reply::~Reply() = default;

const net::Exchange& Reply::exchange() const
{
    return d->exchange;
}

bool Reply::isJson() const
{
    return d->root.has_value();
}

Result<std::optional<std::string>> Reply::select(const Selector& selector,
                                                 const Variables& variables) const
{
    std::optional<std::string> text;
    if (selector.source == Selector::Source::Body) {
        text = d->exchange.body;
    } else if (selector.source == Selector::Source::Header) {
        const auto name = selector.name.render(variables, Destination::Header);
        if (!name)
            return tl::make_unexpected(name.error());
        const std::string value(d->exchange.header(telemetry::asciiLowered(*name)));
        text = value.empty() ? std::nullopt : std::optional(value);
    } else if (d->root) {
        Parsers parsers;
        const auto value = walk(*d->root, selector, variables, parsers);
        if (!value)
            return tl::make_unexpected(value.error());
        // A null says that there is nothing.
        if (*value && !(*value)->is_null())
            text = textOf(**value);
    }
    if (!text)
        return std::optional<std::string>();
    for (const Decoder decoder : selector.decoders) {
        const auto next = decoded(*text, decoder);
        if (!next)
            return tl::make_unexpected(next.error());
        text = *next;
    }
    return text;
}

void Replies::add(const std::string& name, net::Exchange exchange)
{
    m_replies[name] = std::make_unique<Reply>(std::move(exchange));
}

const Reply* Replies::find(const std::string& name) const
{
    const auto found = m_replies.find(name);
    return found == m_replies.end() ? nullptr : found->second.get();
}

Result<std::optional<std::string>> Replies::select(const Selector& selector,
                                                   const Variables& variables) const
{
    const Reply* reply = find(selector.in);
    auto selected = reply != nullptr ? reply->select(selector, variables)
                                     : Result<std::optional<std::string>>(std::nullopt);
    if (selected && !*selected)
        return selector.fallback;
    return selected;
}

bool Replies::holds(const Condition& condition, const ReplyMatch& match,
                    const Variables& variables) const
{
    Selector selector = condition.selector;
    if (selector.in.empty())
        selector.in = match.in;
    const auto selected = select(selector, variables);
    const auto wanted = condition.text.render(variables, Destination::Text);
    if (!selected || !wanted)
        return false;
    const std::optional<std::string>& value = *selected;
    switch (condition.kind) {
    case Condition::Kind::Equals:
        return value && *value == *wanted;
    case Condition::Kind::Differs:
        return !value || *value != *wanted;
    case Condition::Kind::Contains:
        return value && value->find(*wanted) != std::string::npos;
    case Condition::Kind::AtLeast:
        return value && isInOrder(*wanted, *value);
    case Condition::Kind::AtMost:
        return value && isInOrder(*value, *wanted);
    case Condition::Kind::Exists:
        return value.has_value();
    case Condition::Kind::Absent:
        return !value.has_value();
    }
    return false;
}

bool Replies::matches(const ReplyMatch& match, const Variables& variables) const
{
    if (match.isEmpty())
        return true;
    const Reply* reply = find(match.in);
    if (reply == nullptr || !statusMatches(match.statuses, reply->exchange().status))
        return false;
    const auto contained = match.bodyContains.render(variables, Destination::Text);
    if (!contained || reply->exchange().body.find(*contained) == std::string::npos)
        return false;
    return std::ranges::all_of(match.conditions, [&](const Condition& condition) {
        const bool isOfJson = condition.selector.source == Selector::Source::Pointer;
        const Reply* asked = condition.selector.in.empty() ? reply : find(condition.selector.in);
        return asked != nullptr && (!isOfJson || asked->isJson())
            && holds(condition, match, variables);
    });
}

WriteVerdict Replies::verdict(const std::vector<ReplyRule>& rules, const Variables& variables) const
{
    const auto rule = std::ranges::find_if(
        rules, [&](const ReplyRule& candidate) { return matches(candidate.when, variables); });
    if (rule != rules.end())
        return rule->verdict;
    // A redirect is an answer and no more: it is never followed, and nothing was done here.
    const Reply* reply = find({});
    const int hundred = reply == nullptr ? 0 : reply->exchange().status / 100;
    return hundred == 3 || hundred == 4 ? WriteVerdict::Refused : WriteVerdict::Unknown;
}

} // namespace actuation
