// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/otlptext.h"

#include "models/net/encoding.h"
#include "models/telemetry/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace pull {

namespace {

using simdjson::dom::element_type;

constexpr int kDeepest = 64;

void open(std::string& list, std::string_view name)
{
    list += list.empty() ? "{\"key\":" : ",{\"key\":";
    list += net::jsonQuoted(telemetry::sanitizedUtf8(name));
    list += ",\"value\":";
}

std::string stringValue(std::string_view text)
{
    return "{\"stringValue\":" + net::jsonQuoted(text) + "}";
}

std::string integerValue(std::int64_t number)
{
    return "{\"intValue\":\"" + std::to_string(number) + "\"}";
}

std::string doubleValue(double number)
{
    return "{\"doubleValue\":" + numberText(number) + "}";
}

// Empty for what has no scalar form.
std::string scalarValue(const Json& value)
{
    switch (value.type()) {
    case element_type::STRING:
        return stringValue(textOf(value));
    case element_type::BOOL:
        return bool(value) ? "{\"boolValue\":true}" : "{\"boolValue\":false}";
    case element_type::INT64:
        return integerValue(std::int64_t(value));
    case element_type::UINT64:
    case element_type::DOUBLE:
        return doubleValue(double(value));
    default:
        return {};
    }
}

std::string autoValue(const Json& value)
{
    simdjson::dom::array items;
    if (value.get(items) == simdjson::SUCCESS) {
        std::string list;
        for (const Json& item : items) {
            const std::string scalar = scalarValue(item);
            if (scalar.empty())
                return stringValue(textOf(value));
            list += (list.empty() ? "" : ",") + scalar;
        }
        return "{\"arrayValue\":{\"values\":[" + list + "]}}";
    }
    const std::string scalar = scalarValue(value);
    return scalar.empty() ? stringValue(textOf(value)) : scalar;
}

std::string formattedValue(const Json& value, Format format)
{
    if (format == Format::Integer) {
        const auto number = integerOf(value);
        return number ? integerValue(*number) : std::string();
    }
    if (format == Format::Number) {
        const auto number = numberOf(value);
        return number ? doubleValue(*number) : std::string();
    }
    if (format == Format::Text || format == Format::Json)
        return stringValue(textOf(value));
    return autoValue(value);
}

std::string camelCase(std::string_view key)
{
    std::string result;
    bool isUpper = false;
    for (const char c : key) {
        if (c == '_') {
            isUpper = !result.empty();
            continue;
        }
        result += isUpper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        isUpper = false;
    }
    return result;
}

// The number of an enumerator by its name in trace.proto, logs.proto or metrics.proto; -1 when it
// is none.
int enumerator(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, int>, 11> names{
        {{"SPAN_KIND_UNSPECIFIED", 0},
         {"SPAN_KIND_INTERNAL", 1},
         {"SPAN_KIND_SERVER", 2},
         {"SPAN_KIND_CLIENT", 3},
         {"SPAN_KIND_PRODUCER", 4},
         {"SPAN_KIND_CONSUMER", 5},
         {"STATUS_CODE_UNSET", 0},
         {"STATUS_CODE_OK", 1},
         {"STATUS_CODE_ERROR", 2},
         {"AGGREGATION_TEMPORALITY_DELTA", 1},
         {"AGGREGATION_TEMPORALITY_CUMULATIVE", 2}}};
    for (const auto& [known, number] : names) {
        if (known == name)
            return number;
    }
    return -1;
}

std::string idText(std::string_view key, std::string_view text)
{
    if (key == "traceId") {
        const auto id = traceIdOf(text);
        return id ? telemetry::toHex(*id) : std::string();
    }
    const auto id = spanIdOf(text);
    return id ? telemetry::toHex(*id) : std::string();
}

void addNormalised(std::string& json, const Json& value, std::string_view key, int depth);

void addMembers(std::string& json, const simdjson::dom::object& object, int depth)
{
    json += '{';
    bool isFirst = true;
    for (const auto& [name, member] : object) {
        if (member.is_null())
            continue;
        const std::string key = camelCase(name);
        json += isFirst ? "" : ",";
        isFirst = false;
        json += net::jsonQuoted(telemetry::sanitizedUtf8(key)) + ":";
        addNormalised(json, member, key, depth + 1);
    }
    json += '}';
}

void addScalar(std::string& json, const Json& value, std::string_view key)
{
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) {
        json += simdjson::minify(value);
        return;
    }
    if (key == "traceId" || key == "spanId" || key == "parentSpanId") {
        json += net::jsonQuoted(idText(key, text));
        return;
    }
    const bool isEnumeration = key == "kind" || key == "code" || key == "aggregationTemporality";
    const int number = isEnumeration ? enumerator(text) : -1;
    json += number >= 0 ? std::to_string(number) : net::jsonQuoted(telemetry::sanitizedUtf8(text));
}

void addNormalised(std::string& json, const Json& value, std::string_view key, int depth)
{
    if (depth > kDeepest) {
        json += "null";
        return;
    }
    simdjson::dom::object object;
    simdjson::dom::array array;
    if (value.get(object) == simdjson::SUCCESS) {
        addMembers(json, object, depth);
    } else if (value.get(array) == simdjson::SUCCESS) {
        json += '[';
        bool isFirst = true;
        for (const Json& item : array) {
            json += isFirst ? "" : ",";
            isFirst = false;
            addNormalised(json, item, key, depth + 1);
        }
        json += ']';
    } else {
        addScalar(json, value, key);
    }
}

} // namespace

std::string numberText(double number)
{
    if (std::isnan(number))
        return "\"NaN\"";
    if (std::isinf(number))
        return number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

std::string nanosText(telemetry::Timestamp time)
{
    return "\"" + std::to_string(telemetry::toUnixNanos(time)) + "\"";
}

void addTextAttribute(std::string& list, std::string_view name, std::string_view text)
{
    open(list, name);
    list += stringValue(telemetry::sanitizedUtf8(text)) + "}";
}

void addNumberAttribute(std::string& list, std::string_view name, double number)
{
    open(list, name);
    list += doubleValue(number) + "}";
}

void addAttribute(std::string& list, std::string_view name, const Json& value, Format format)
{
    const std::string wire = formattedValue(value, format);
    if (wire.empty())
        return;
    open(list, name);
    list += wire + "}";
}

void addAttribute(std::string& list, std::string_view name, const Field& field,
                  const RecordContext& context)
{
    if (field.factor) {
        if (const auto number = fieldNumber(field, context))
            addNumberAttribute(list, name, *number);
        return;
    }
    const auto found = findField(field, context);
    if (found && field.values.empty() && field.lookup.empty()) {
        addAttribute(list, name, *found, field.format);
    } else if (const auto text = fieldText(field, context); text && !text->empty()) {
        addTextAttribute(list, name, *text);
    }
}

std::string normalisedOtlp(const Json& value)
{
    std::string json;
    addNormalised(json, value, {}, 0);
    return json;
}

} // namespace pull
