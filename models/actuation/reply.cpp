// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/reply.h"

#include "models/actuation/jsonpart.h"
#include "models/net/encoding.h"
#include "models/telemetry/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

using Wanted = std::vector<std::pair<std::string, std::string>>;

bool fits(const JsonPart& item, const Wanted& wanted)
{
    return std::ranges::all_of(wanted, [&](const auto& one) {
        const auto value = item.at(one.first);
        return value && value->text() == one.second;
    });
}

std::optional<JsonPart> search(const JsonPart& list, const Wanted& wanted, bool isLast)
{
    std::optional<JsonPart> found;
    list.forEach([&](std::string_view, const JsonPart& item) {
        if (fits(item, wanted))
            found = item;
        return !found || isLast;
    });
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
                           "a text of " + std::to_string(text.size())
                               + " bytes is not a whole number");
        return text;
    }
    const auto value = JsonPart::of(text);
    if (!value)
        return failure(ErrorKind::Unreadable,
                       "a text of " + std::to_string(text.size()) + " bytes is not JSON");
    return value->text();
}

bool statusMatches(const std::vector<int>& statuses, int status)
{
    return statuses.empty() || std::ranges::any_of(statuses, [&](int wanted) {
               return wanted == status || (wanted < 10 && wanted == status / 100);
           });
}

std::optional<double> decimalOf(const std::string& text)
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
    const auto a = decimalOf(low);
    const auto b = decimalOf(high);
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

// JSON that stands as text in JSON, kept for what looks into it.
using Texts = std::deque<std::string>;

// What `then` goes on in: text with JSON in it is looked into.
std::optional<JsonPart> unpacked(const JsonPart& value, Texts& texts)
{
    return value.kind() == JsonPart::Kind::String ? JsonPart::of(texts.emplace_back(value.text()))
                                                  : std::optional(value);
}

// From `root` on; nullopt when it is not there.
Result<std::optional<JsonPart>> walk(const JsonPart& root, const Selector& selector,
                                     const Variables& variables, Texts& texts)
{
    const auto way = rendered(selector, variables);
    if (!way)
        return tl::make_unexpected(way.error());
    std::optional<JsonPart> value = root.at(way->name);
    if (value && !way->where.empty())
        value = search(*value, way->where, selector.isLast);
    if (value)
        value = value->at(way->take);
    if (value && selector.then)
        value = unpacked(*value, texts);
    if (value && selector.then)
        return walk(*value, *selector.then, variables, texts);
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
    std::optional<JsonPart> root; // in the exchange's body
};

Reply::Reply(net::Exchange exchange)
    : d(new Private(std::move(exchange)))
{
    d->root = JsonPart::of(d->exchange.body);
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
        Texts texts;
        const auto value = walk(*d->root, selector, variables, texts);
        if (!value)
            return tl::make_unexpected(value.error());
        // A null says that there is nothing.
        if (*value && (*value)->kind() != JsonPart::Kind::Null)
            text = (*value)->text();
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
        selected = selector.fallback;
    if (selected && *selected) {
        const auto word = selector.words.find(**selected);
        if (word != selector.words.end())
            selected = word->second;
    }
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
    case Condition::Kind::Contains: // an empty text stands in everything, and says nothing
        return value && !wanted->empty() && value->find(*wanted) != std::string::npos;
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
    if (!contained || (contained->empty() && !match.bodyContains.isEmpty())
        || reply->exchange().body.find(*contained) == std::string::npos)
        return false;
    const auto isOneOfThem = [&](ReplyMatch alternative) {
        alternative.in = match.in;
        return matches(alternative, variables);
    };
    if (!match.any.empty() && std::ranges::none_of(match.any, isOneOfThem))
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
    const Reply* reply = find({});
    if (rule != rules.end()) {
        // A page to log in at, of whatever stands between, has status 200 too: by its status alone
        // it says nothing of the write.
        const bool isPage = reply != nullptr
            && telemetry::asciiLowered(reply->exchange().header("content-type"))
                   .starts_with("text/html");
        const bool isOfStatus = rule->when.conditions.empty() && rule->when.bodyContains.isEmpty()
            && rule->when.any.empty();
        if (rule->verdict == WriteVerdict::Accepted && isOfStatus && isPage)
            return WriteVerdict::Unknown;
        return rule->verdict;
    }
    const int status = reply == nullptr ? 0 : reply->exchange().status;
    // A redirect to where it would be done is never followed. With 302 and 303 a server also says
    // that it has done it, and with 408 that it did not get all of it, in its view.
    const bool isElsewhere = status == 301 || status == 307 || status == 308;
    return isElsewhere || (status / 100 == 4 && status != 408) ? WriteVerdict::Refused
                                                               : WriteVerdict::Unknown;
}

} // namespace actuation
