// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/value.h"

#include "models/otlp/jsontext.h"
#include "models/otlp/wire.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace otlp {

namespace {

constexpr int kMaxTextDepth = 64;

// The last AnyValue field of a message, which is the one that counts (oneof).
struct Chosen
{
    AnyValueView::Type type = AnyValueView::Type::Empty;
    std::uint64_t number = 0;
    std::string_view bytes;
};

AnyValueView::Type typeOf(const WireCursor& cursor)
{
    using Type = AnyValueView::Type;
    switch (cursor.field()) {
    case 1:
        return cursor.isBytes() ? Type::String : Type::Empty;
    case 2:
        return cursor.isVarint() ? Type::Bool : Type::Empty;
    case 3:
        return cursor.isVarint() ? Type::Int : Type::Empty;
    case 4:
        return cursor.isFixed64() ? Type::Double : Type::Empty;
    case 5:
        return cursor.isBytes() ? Type::Array : Type::Empty;
    case 6:
        return cursor.isBytes() ? Type::KeyValueList : Type::Empty;
    case 7:
        return cursor.isBytes() ? Type::Bytes : Type::Empty;
    default:
        return Type::Empty;
    }
}

Chosen choose(std::string_view wire)
{
    Chosen chosen;
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (const auto type = typeOf(cursor); type != AnyValueView::Type::Empty)
            chosen = {.type = type, .number = cursor.number(), .bytes = cursor.bytes()};
    }
    return cursor.hasFailed() ? Chosen{} : chosen;
}

void appendJson(std::string& json, const AnyValueView& value, int depth);

void appendJsonArray(std::string& json, std::string_view wire, int depth)
{
    json += '[';
    bool isFirst = true;
    forEachElement(wire, [&](const AnyValueView& element) {
        if (!isFirst)
            json += ',';
        isFirst = false;
        appendJson(json, element, depth);
    });
    json += ']';
}

void appendJsonObject(std::string& json, std::string_view wire, int depth)
{
    json += '{';
    bool isFirst = true;
    forEachAttribute(wire, kKeyValueListValues,
                     [&](std::string_view key, const AnyValueView& value) {
                         if (!isFirst)
                             json += ',';
                         isFirst = false;
                         appendJsonString(json, key);
                         json += ':';
                         appendJson(json, value, depth);
                     });
    json += '}';
}

void appendJson(std::string& json, const AnyValueView& value, int depth)
{
    const Chosen chosen = choose(value.wire());
    switch (chosen.type) {
    case AnyValueView::Type::Empty:
        json += "null";
        return;
    case AnyValueView::Type::String:
        appendJsonString(json, chosen.bytes);
        return;
    case AnyValueView::Type::Bool:
        json += chosen.number != 0 ? "true" : "false";
        return;
    case AnyValueView::Type::Int:
        json += std::to_string(std::bit_cast<std::int64_t>(chosen.number));
        return;
    case AnyValueView::Type::Double:
        appendJsonNumber(json, std::bit_cast<double>(chosen.number));
        return;
    case AnyValueView::Type::Bytes:
        json += '"';
        appendBase64(json, chosen.bytes);
        json += '"';
        return;
    case AnyValueView::Type::Array:
    case AnyValueView::Type::KeyValueList:
        break;
    }
    if (depth >= kMaxTextDepth)
        json += "\"(nested too deeply to show)\"";
    else if (chosen.type == AnyValueView::Type::Array)
        appendJsonArray(json, chosen.bytes, depth + 1);
    else
        appendJsonObject(json, chosen.bytes, depth + 1);
}

// Whole doubles below 2^53 in magnitude are exact integers.
std::optional<std::int64_t> wholeNumber(double number)
{
    constexpr double limit = 9223372036854774784.0; // the largest double that fits
    if (!(std::abs(number) <= limit) || std::trunc(number) != number)
        return std::nullopt;
    return static_cast<std::int64_t>(number);
}

} // namespace

namespace detail {

bool readKeyValue(std::string_view wire, KeyValueView& keyValue)
{
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == 1 && cursor.isBytes())
            keyValue.key = cursor.bytes();
        else if (cursor.field() == 2 && cursor.isBytes())
            keyValue.value = cursor.bytes();
    }
    return !cursor.hasFailed();
}

bool readEvent(std::string_view wire, EventView& event)
{
    event.wire = wire;
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == 1 && cursor.isFixed64())
            event.timeNanos = cursor.number();
        else if (cursor.field() == 2 && cursor.isBytes())
            event.name = cursor.bytes();
    }
    return !cursor.hasFailed();
}

bool readLink(std::string_view wire, LinkView& link)
{
    link.wire = wire;
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == 1 && cursor.isBytes())
            link.traceId = cursor.bytes();
        else if (cursor.field() == 2 && cursor.isBytes())
            link.spanId = cursor.bytes();
    }
    return !cursor.hasFailed();
}

} // namespace detail

AnyValueView::Type AnyValueView::type() const
{
    return choose(m_wire).type;
}

std::optional<std::string_view> AnyValueView::string() const
{
    const Chosen chosen = choose(m_wire);
    return chosen.type == Type::String ? std::optional(chosen.bytes) : std::nullopt;
}

std::optional<bool> AnyValueView::boolean() const
{
    const Chosen chosen = choose(m_wire);
    return chosen.type == Type::Bool ? std::optional(chosen.number != 0) : std::nullopt;
}

std::optional<std::int64_t> AnyValueView::integer() const
{
    const Chosen chosen = choose(m_wire);
    if (chosen.type == Type::Int)
        return std::bit_cast<std::int64_t>(chosen.number);
    return chosen.type == Type::Double ? wholeNumber(std::bit_cast<double>(chosen.number))
                                       : std::nullopt;
}

std::optional<double> AnyValueView::number() const
{
    const Chosen chosen = choose(m_wire);
    if (chosen.type == Type::Int)
        return static_cast<double>(std::bit_cast<std::int64_t>(chosen.number));
    return chosen.type == Type::Double ? std::optional(std::bit_cast<double>(chosen.number))
                                       : std::nullopt;
}

std::string_view AnyValueView::bytes() const
{
    const Chosen chosen = choose(m_wire);
    return chosen.type == Type::String || chosen.type == Type::Bytes ? chosen.bytes
                                                                     : std::string_view();
}

std::string_view AnyValueView::nested() const
{
    const Chosen chosen = choose(m_wire);
    return chosen.type == Type::Array || chosen.type == Type::KeyValueList ? chosen.bytes
                                                                           : std::string_view();
}

std::string AnyValueView::toText() const
{
    const Chosen chosen = choose(m_wire);
    std::string text;
    switch (chosen.type) {
    case Type::Empty:
        break;
    case Type::String:
        text = telemetry::sanitizedUtf8(chosen.bytes);
        break;
    case Type::Bytes:
        appendBase64(text, chosen.bytes);
        break;
    case Type::Double:
        appendJsonNumber(text, std::bit_cast<double>(chosen.number));
        if (text.front() == '"') // NaN and infinities are words here, not JSON strings
            text = text.substr(1, text.size() - 2);
        break;
    case Type::Bool:
    case Type::Int:
    case Type::Array:
    case Type::KeyValueList:
        appendJson(text, *this, 0);
        break;
    }
    return text;
}

std::string AnyValueView::toJson() const
{
    std::string json;
    appendJson(json, *this, 0);
    return json;
}

std::uint32_t droppedCount(std::string_view spanWire)
{
    std::uint64_t count = 0;
    WireCursor cursor(spanWire);
    while (cursor.next()) {
        const auto field = cursor.field();
        if (cursor.isVarint() && (field == 10 || field == 12 || field == 14))
            count += static_cast<std::uint32_t>(cursor.number());
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, UINT32_MAX));
}

std::string_view statusMessage(std::string_view spanWire)
{
    std::string_view message;
    detail::forEachMessage(spanWire, 15, [&message](std::string_view status) {
        return detail::forEachMessage(status, 2, [&message](std::string_view text) {
            message = text;
            return true;
        });
    });
    return message;
}

AnyValueView logBody(std::string_view logWire)
{
    std::string_view body;
    detail::forEachMessage(logWire, 5, [&body](std::string_view value) {
        body = value;
        return true;
    });
    return AnyValueView(body);
}

} // namespace otlp
