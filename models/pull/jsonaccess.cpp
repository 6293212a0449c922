// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/jsonaccess.h"

#include "models/net/encoding.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace pull {

namespace {

using simdjson::dom::element_type;

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;

bool isHex(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

std::string padded(std::string_view digits, std::size_t count)
{
    return std::string(count - digits.size(), '0').append(digits);
}

double unitNanos(Format unit)
{
    switch (unit) {
    case Format::Seconds:
        return 1e9;
    case Format::Milliseconds:
        return 1e6;
    case Format::Microseconds:
        return 1e3;
    default:
        return 1;
    }
}

std::optional<double> numberIn(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

// As a 64-bit integer, signed or not.
bool isTooBig(std::string_view digits, bool isNegative)
{
    std::uint64_t number = 0;
    const auto error = std::from_chars(digits.data(), digits.data() + digits.size(), number).ec;
    constexpr std::uint64_t lowest = 1ULL << 63U;
    return error == std::errc::result_out_of_range || (isNegative && number > lowest);
}

} // namespace

std::string withBigNumbersAsFloats(std::string_view json)
{
    constexpr std::string_view digits = "0123456789";
    std::string result;
    std::size_t at = 0;
    while (at < json.size()) {
        const std::size_t next = json.find_first_of("\"0123456789", at);
        if (next == std::string_view::npos)
            break;
        std::size_t end = next + 1;
        const bool isString = json[next] == '"';
        if (isString) {
            while (end < json.size() && json[end] != '"')
                end += json[end] == '\\' ? 2 : 1;
            end = std::min(end + 1, json.size());
        } else {
            end = std::min(json.find_first_not_of(digits, next), json.size());
        }
        result.append(json, at, end - at);
        at = end;
        const char after = end < json.size() ? json[end] : ',';
        const char before = next > 0 ? json[next - 1] : ',';
        if (!isString && after != '.' && after != 'e' && after != 'E' && before != '.'
            && isTooBig(json.substr(next, end - next), before == '-'))
            result += "e0";
    }
    return result.append(json, at);
}

simdjson::error_code parseJson(simdjson::dom::parser& parser, std::string_view text, Json& root)
{
    const auto error = parser.parse(simdjson::padded_string(text)).get(root);
    if (error != simdjson::NUMBER_ERROR)
        return error;
    return parser.parse(simdjson::padded_string(withBigNumbersAsFloats(text))).get(root);
}

std::uint64_t hashOf(std::string_view bytes, std::uint64_t seed)
{
    std::uint64_t hash = seed;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

std::optional<Json> at(const Json& root, const std::string& pointer)
{
    Json found = root;
    if (!pointer.empty() && root.at_pointer(pointer).get(found) != simdjson::SUCCESS)
        return std::nullopt;
    if (found.is_null())
        return std::nullopt;
    return found;
}

bool forEachItem(const Json& root, const std::string& pointer,
                 const std::function<void(const Json&)>& visit)
{
    const auto found = at(root, pointer);
    simdjson::dom::array items;
    if (!found || found->get(items) != simdjson::SUCCESS)
        return false;
    for (const Json& item : items)
        visit(item);
    return true;
}

std::string textOf(const Json& value)
{
    if (std::string_view text; value.get(text) == simdjson::SUCCESS)
        return telemetry::sanitizedUtf8(text);
    return telemetry::sanitizedUtf8(simdjson::minify(value));
}

std::optional<double> numberOf(const Json& value)
{
    if (std::string_view text; value.get(text) == simdjson::SUCCESS)
        return numberIn(text);
    double number = 0;
    if (value.get(number) != simdjson::SUCCESS)
        return std::nullopt;
    return number;
}

std::optional<std::int64_t> integerOf(const Json& value)
{
    std::int64_t whole = 0;
    if (value.get(whole) == simdjson::SUCCESS)
        return whole;
    if (std::string_view text; value.get(text) == simdjson::SUCCESS) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
        if (error == std::errc() && end == text.data() + text.size())
            return whole;
    }
    const auto number = numberOf(value);
    constexpr double largest = 9.2e18;
    if (!number || std::abs(*number) > largest)
        return std::nullopt;
    return std::llround(*number);
}

std::optional<std::int64_t> nanosOf(const Json& value, Format unit)
{
    const double nanos = unitNanos(unit);
    std::int64_t whole = 0;
    const std::string text = textOf(value);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    const auto factor = static_cast<std::int64_t>(nanos);
    if (error == std::errc() && end == text.data() + text.size()
        && std::abs(whole) <= std::numeric_limits<std::int64_t>::max() / factor)
        return whole * factor;
    const auto number = numberIn(text);
    constexpr double largest = 9.2e18;
    if (!number || std::abs(*number) * nanos > largest)
        return std::nullopt;
    // Seconds of today have 53 bits too few for nanoseconds: the parts are read apart.
    const double floor = std::floor(*number);
    return static_cast<std::int64_t>(floor) * factor + std::llround((*number - floor) * nanos);
}

std::optional<telemetry::Timestamp> timeOf(const Json& value, Format format)
{
    if (format != Format::Auto && format != Format::Text) {
        const auto nanos = nanosOf(value, format);
        return nanos ? std::optional(telemetry::fromUnixNanos(*nanos)) : std::nullopt;
    }
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS || text.find('-') == std::string::npos)
        return std::nullopt; // a bare number does not say of what
    std::string whole(text);
    const std::string_view tail =
        std::string_view(whole).substr(std::min<std::size_t>(11, whole.size()));
    if (tail.find_first_of("Zz+-") == std::string::npos)
        whole += 'Z'; // SQL's form, in UTC
    const auto time = telemetry::timestampFromText(whole);
    return time ? std::optional(*time) : std::nullopt;
}

std::optional<telemetry::TraceId> traceIdOf(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    std::string digits(text);
    std::erase(digits, '-');
    std::optional<telemetry::TraceId> id;
    if (isHex(digits) && digits.size() <= kTraceDigits) {
        id = telemetry::traceIdFromHex(padded(digits, kTraceDigits));
    } else if (const auto bytes = net::fromBase64(text); bytes && bytes->size() == 16) {
        id = telemetry::traceIdFromBytes(*bytes);
    } else {
        const std::uint64_t high = hashOf(text);
        char hex[kTraceDigits + 1];
        std::snprintf(hex, sizeof hex, "%016llx%016llx", static_cast<unsigned long long>(high),
                      static_cast<unsigned long long>(hashOf(text, high)));
        id = telemetry::traceIdFromHex(hex);
    }
    return id && id->isValid() ? id : std::nullopt;
}

std::optional<telemetry::SpanId> spanIdOf(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    std::optional<telemetry::SpanId> id;
    if (isHex(text) && text.size() <= kSpanDigits)
        id = telemetry::spanIdFromHex(padded(text, kSpanDigits));
    else if (const auto bytes = net::fromBase64(text); bytes && bytes->size() == 8)
        id = telemetry::spanIdFromBytes(*bytes);
    else
        id = telemetry::SpanId{hashOf(text)};
    return id && *id != telemetry::SpanId::None ? id : std::nullopt;
}

bool holds(const std::vector<RowCondition>& conditions, const Json& record)
{
    return std::all_of(conditions.begin(), conditions.end(), [&](const RowCondition& condition) {
        const auto found = at(record, condition.pointer);
        const std::string value = found ? textOf(*found) : std::string();
        const auto& values = condition.values;
        return (std::find(values.begin(), values.end(), value) != values.end())
            != condition.isNegated;
    });
}

std::optional<Json> findField(const Field& field, const RecordContext& context)
{
    if (context.record == nullptr || !holds(field.when, *context.record))
        return std::nullopt;
    for (const std::string& pointer : field.pointers) {
        const auto found = at(*context.record, pointer);
        if (!found)
            continue;
        std::string_view text;
        if (found->get(text) == simdjson::SUCCESS && text.empty() && field.pointers.size() > 1)
            continue; // the next one may say more
        return found;
    }
    return std::nullopt;
}

std::optional<std::string> fieldText(const Field& field, const RecordContext& context)
{
    std::optional<std::string> text;
    if (const auto found = findField(field, context))
        text = textOf(*found);
    if (text && !field.lookup.empty() && context.lookups) {
        const auto table = context.lookups->find(field.lookup);
        if (table == context.lookups->end() || !table->second.contains(*text))
            return std::nullopt;
        return table->second.at(*text);
    }
    for (std::size_t i = 0; !text && i < field.others.size(); ++i)
        text = fieldText(field.others[i], context);
    const bool isHeld = context.record == nullptr || holds(field.when, *context.record);
    if (!text && isHeld && !field.literal.isEmpty()) {
        const auto rendered = field.literal.render(
            context.variables ? *context.variables : Variables{}, Destination::Text);
        if (rendered)
            text = *rendered;
    }
    if (text)
        if (const auto mapped = field.values.find(*text); mapped != field.values.end())
            return mapped->second;
    return text;
}

std::optional<double> fieldNumber(const Field& field, const RecordContext& context)
{
    std::optional<double> number;
    if (const auto found = findField(field, context))
        number = numberOf(*found);
    if (!number)
        if (const auto text = fieldText(field, context))
            number = numberIn(*text);
    if (number && field.factor)
        *number *= *field.factor;
    return number;
}

std::optional<telemetry::Timestamp> fieldTime(const Field& field, const RecordContext& context)
{
    const auto found = findField(field, context);
    return found ? timeOf(*found, field.format) : std::nullopt;
}

} // namespace pull
