// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/template.h"

#include "models/net/encoding.h"
#include "models/telemetry/text.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace pull {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr long long kNanosInMicro = 1'000;
constexpr long long kNanosInMilli = 1'000'000;
constexpr long long kNanosInSecond = 1'000'000'000;

constexpr std::pair<std::string_view, Filter> kFilters[] = {
    {"rfc3339", Filter::Rfc3339}, {"s", Filter::Seconds},      {"ms", Filter::Milliseconds},
    {"us", Filter::Microseconds}, {"ns", Filter::Nanoseconds}, {"sql", Filter::Sql},
    {"base64", Filter::Base64}};

std::optional<Filter> filterFromName(std::string_view name)
{
    for (const auto& [known, filter] : kFilters) {
        if (known == name)
            return filter;
    }
    return std::nullopt;
}

std::string ofTime(long long nanos, Filter filter)
{
    const std::string full = telemetry::toRfc3339(telemetry::fromUnixNanos(nanos));
    switch (filter) {
    case Filter::Rfc3339:
        return full;
    case Filter::Seconds:
        return std::to_string(nanos / kNanosInSecond);
    case Filter::Milliseconds:
        return std::to_string(nanos / kNanosInMilli);
    case Filter::Microseconds:
        return std::to_string(nanos / kNanosInMicro);
    case Filter::Sql:
        return full.substr(0, 10) + " " + full.substr(11, 8);
    case Filter::Nanoseconds:
    case Filter::Base64:
        break;
    }
    return std::to_string(nanos);
}

Result<std::string> filtered(const std::string& name, std::string value, Filter filter)
{
    if (filter == Filter::Base64)
        return net::base64(value);
    long long nanos = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), nanos);
    if (error != std::errc() || end != value.data() + value.size())
        return failure(ErrorKind::Usage,
                       "{{" + name + "}} is no time, and has a filter for times.");
    return ofTime(nanos, filter);
}

} // namespace

Template Template::parse(const yaml::Node& node, const std::vector<std::string>& known,
                         std::vector<yaml::Problem>& problems)
{
    Template result;
    const auto report = [&](std::string message) {
        problems.push_back(
            {.line = node.line, .column = node.column, .message = std::move(message)});
    };
    if (!node.isScalar())
        report("a text is needed here");
    std::string_view rest = node.scalar;
    while (!rest.empty()) {
        const std::size_t open = rest.find("{{");
        if (open != 0)
            result.m_pieces.push_back({.text = std::string(rest.substr(0, open)), .filters = {}});
        if (open == std::string_view::npos)
            break;
        const std::size_t close = rest.find("}}", open);
        if (close == std::string_view::npos) {
            report("\"{{\" without \"}}\"");
            break;
        }
        std::string_view inner = rest.substr(open + 2, close - open - 2);
        Piece piece{.text = std::string(telemetry::trimmed(inner.substr(0, inner.find('|')), " ")),
                    .isVariable = true,
                    .filters = {}};
        if (std::find(known.begin(), known.end(), piece.text) == known.end())
            report("unknown variable \"" + piece.text + "\"");
        while (inner.find('|') != std::string_view::npos) {
            inner.remove_prefix(inner.find('|') + 1);
            const std::string_view name = telemetry::trimmed(inner.substr(0, inner.find('|')), " ");
            if (const auto filter = filterFromName(name))
                piece.filters.push_back(*filter);
            else
                report("unknown filter \"" + std::string(name)
                       + "\"; there are rfc3339, s, ms, us, ns, sql and base64");
        }
        result.m_pieces.push_back(std::move(piece));
        rest.remove_prefix(close + 2);
    }
    return result;
}

Template Template::literal(std::string text)
{
    Template result;
    result.append(std::move(text));
    return result;
}

void Template::append(std::string text)
{
    m_pieces.push_back({.text = std::move(text), .filters = {}});
}

Result<std::string> Template::render(const Variables& variables, Destination destination) const
{
    std::string text;
    for (const Piece& piece : m_pieces) {
        if (!piece.isVariable) {
            text += piece.text;
            continue;
        }
        const auto found = variables.find(piece.text);
        std::string value = found == variables.end() ? std::string() : found->second;
        for (const Filter filter : piece.filters) {
            auto changed = filtered(piece.text, std::move(value), filter);
            if (!changed)
                return changed;
            value = std::move(*changed);
        }
        if (destination == Destination::Path && (value == "." || value == ".."))
            return failure(ErrorKind::Usage,
                           "\"" + value + "\" may not be the value of {{" + piece.text
                               + "}} in a path.");
        text += destination == Destination::Path ? net::percentEncoded(value, false) : value;
    }
    constexpr std::string_view breaks("\r\n\0", 3);
    if (destination == Destination::Header && text.find_first_of(breaks) != std::string::npos)
        return failure(ErrorKind::Usage, "A header cannot hold a line break.");
    return text;
}

bool Template::uses(std::string_view variable) const
{
    return std::any_of(m_pieces.begin(), m_pieces.end(), [variable](const Piece& piece) {
        return piece.isVariable && piece.text == variable;
    });
}

std::string Template::text() const
{
    std::string text;
    for (const Piece& piece : m_pieces) {
        if (!piece.isVariable) {
            text += piece.text;
            continue;
        }
        text += "{{" + piece.text;
        for (const Filter filter : piece.filters) {
            for (const auto& [name, known] : kFilters)
                text += known == filter ? "|" + std::string(name) : std::string();
        }
        text += "}}";
    }
    return text;
}

} // namespace pull
