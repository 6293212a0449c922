// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace otlp {

// A non-owning view of one OTLP AnyValue in protobuf wire form. Decoding is lazy: asking the type
// costs one tag read. Source: opentelemetry-proto 1.11.0, common.proto.
class AnyValueView
{
public:
    enum class Type : std::uint8_t
    {
        Empty,
        String,
        Bool,
        Int,
        Double,
        Array,
        KeyValueList,
        Bytes,
    };

    AnyValueView() = default;
    explicit AnyValueView(std::string_view wire)
        : m_wire(wire)
    {
    }

    Type type() const; // the last field set wins, as in protobuf; malformed input is Empty
    std::string_view wire() const { return m_wire; }

    std::optional<std::string_view> string() const; // String only
    std::optional<bool> boolean() const; // Bool only
    std::optional<std::int64_t> integer() const; // Int, or a Double that is whole
    std::optional<double> number() const; // Int or Double
    std::string_view bytes() const; // String or Bytes, else empty
    std::string_view nested() const; // the ArrayValue or KeyValueList message, else empty

    // Text for people and for joins: strings as they are, numbers in shortest form, true/false,
    // structured values as JSON (depth limited to 64, bytes as base64). Invalid UTF-8 is replaced.
    std::string toText() const;
    // The value as one JSON value, same limits.
    std::string toJson() const;

private:
    std::string_view m_wire;
};

// Calls fn(std::string_view key, AnyValueView value) for each KeyValue in the repeated field
// `field` of the message `wire`; stops quietly at malformed wire data. Returns false when it did.
template<class F>
bool forEachAttribute(std::string_view wire, std::uint32_t field, F&& fn);

// Calls fn(AnyValueView) for each element of an ArrayValue message.
template<class F>
bool forEachElement(std::string_view arrayWire, F&& fn);

// Field numbers of attribute lists in their messages (trace.proto, logs.proto, metrics.proto).
inline constexpr std::uint32_t kResourceAttributes = 1;
inline constexpr std::uint32_t kKeyValueListValues = 1;
inline constexpr std::uint32_t kSpanAttributes = 9;
inline constexpr std::uint32_t kEventAttributes = 3;
inline constexpr std::uint32_t kLinkAttributes = 4;
inline constexpr std::uint32_t kLogAttributes = 6;

// A span's events, links and the rest that is not promoted, read from SpanRecord::body.
struct EventView
{
    std::uint64_t timeNanos = 0;
    std::string_view name;
    std::string_view wire; // whole message; attributes in field kEventAttributes
};
struct LinkView
{
    std::string_view traceId; // 16 raw bytes when well formed
    std::string_view spanId; // 8 raw bytes
    std::string_view wire;
};
template<class F>
bool forEachEvent(std::string_view spanWire, F&& fn);
template<class F>
bool forEachLink(std::string_view spanWire, F&& fn);

// dropped_attributes_count + dropped_events_count + dropped_links_count of a Span message.
std::uint32_t droppedCount(std::string_view spanWire);
std::string_view statusMessage(std::string_view spanWire);
// body of a LogRecord message (field 5).
AnyValueView logBody(std::string_view logWire);

} // namespace otlp

#include "models/otlp/value_impl.h"
