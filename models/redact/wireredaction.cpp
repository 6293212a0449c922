// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/wireredaction.h"

#include "models/otlp/value.h"
#include "models/otlp/wire.h"
#include "models/telemetry/utf8.h"

#include <bit>
#include <cmath>
#include <utility>

#include <protozero/pbf_writer.hpp>

namespace redact {

namespace {

constexpr std::size_t kLongestId = 16; // bytes
constexpr int kDeepestValue = 160; // structured values deeper than this are taken as bytes

std::string stringValue(std::string_view text)
{
    std::string wire;
    protozero::pbf_writer value(wire);
    value.add_string(1, text.data(), text.size());
    return wire;
}

// A marker may be as long as an id, and would pass for one: what was none stays none.
std::optional<std::string> noId(std::optional<std::string> marker)
{
    if (marker && marker->size() <= kLongestId)
        marker->resize(kLongestId + 1, ' ');
    return marker;
}

std::string serviceOf(std::string_view resource)
{
    std::string service;
    otlp::forEachAttribute(resource, otlp::kResourceAttributes,
                           [&](std::string_view key, const otlp::AnyValueView& value) {
                               if (key == "service.name")
                                   service = value.toText();
                           });
    return service.empty() ? "unknown_service" : service;
}

} // namespace

enum class WireRedaction::Message : std::uint8_t
{
    Request,
    ResourceItems,
    Resource,
    ScopeItems,
    Scope,
    Span,
    Event,
    Link,
    Status,
    Log,
    Metric,
    NumberPoints, // gauge and sum
    HistogramPoints,
    ExponentialPoints,
    SummaryPoints,
    NumberPoint,
    HistogramPoint,
    ExponentialPoint,
    SummaryPoint,
    Exemplar,
    KeyValue,
    AnyValue,
    ArrayValue,
    KeyValueList,
    Text,
    Numbers, // packed, or buckets
    Id, // 16 bytes at most, else bytes like any
    Unknown,
};

// The changed copy of a message, as far as it has been gone through.
struct WireRedaction::Change
{
    explicit Change(std::string_view message)
        : wire(message)
    {
    }

    std::string_view wire;
    std::string out;
    std::size_t copied = 0;
    bool isChanged = false;

    void leaveOut(std::size_t start, std::size_t end)
    {
        out.append(wire.substr(copied, start - copied));
        copied = end;
        isChanged = true;
    }
    void put(std::size_t start, std::size_t end, std::uint32_t field, std::string_view content)
    {
        leaveOut(start, end);
        protozero::pbf_writer(out).add_bytes(field, content.data(), content.size());
    }
    std::optional<std::string> take()
    {
        if (!isChanged)
            return std::nullopt;
        out.append(wire.substr(copied));
        return std::move(out);
    }
};

WireRedaction::Message WireRedaction::messageOf(Message parent, std::uint32_t field,
                                                telemetry::SignalKind signal)
{
    using enum Message;
    const auto among = [field](auto... numbers) { return ((field == numbers) || ...); };
    switch (parent) {
    case Request:
        return field == 1 ? ResourceItems : Unknown;
    case ResourceItems:
        return field == 1 ? Resource : field == 2 ? ScopeItems : field == 3 ? Text : Unknown;
    case Resource:
        return field == 1 ? KeyValue : Unknown;
    case ScopeItems:
        if (field == 2)
            return signal == telemetry::SignalKind::Traces ? Span
                : signal == telemetry::SignalKind::Logs    ? Log
                                                           : Metric;
        return field == 1 ? Scope : field == 3 ? Text : Unknown;
    case Scope:
        return among(1U, 2U) ? Text : field == 3 ? KeyValue : Unknown;
    case Span:
        return among(1U, 2U, 4U) ? Id
            : among(3U, 5U)      ? Text
            : field == 9         ? KeyValue
            : field == 11        ? Event
            : field == 13        ? Link
            : field == 15        ? Status
                                 : Unknown;
    case Event:
        return field == 2 ? Text : field == 3 ? KeyValue : Unknown;
    case Link:
        return among(1U, 2U) ? Id : field == 3 ? Text : field == 4 ? KeyValue : Unknown;
    case Status:
        return field == 2 ? Text : Unknown;
    case Log:
        return among(9U, 10U) ? Id
            : among(3U, 12U)  ? Text
            : field == 5      ? AnyValue
            : field == 6      ? KeyValue
                              : Unknown;
    case Metric:
        return among(1U, 2U, 3U) ? Text
            : among(5U, 7U)      ? NumberPoints
            : field == 9         ? HistogramPoints
            : field == 10        ? ExponentialPoints
            : field == 11        ? SummaryPoints
            : field == 12        ? KeyValue
                                 : Unknown;
    case NumberPoints:
        return field == 1 ? NumberPoint : Unknown;
    case HistogramPoints:
        return field == 1 ? HistogramPoint : Unknown;
    case ExponentialPoints:
        return field == 1 ? ExponentialPoint : Unknown;
    case SummaryPoints:
        return field == 1 ? SummaryPoint : Unknown;
    case NumberPoint:
        return field == 7 ? KeyValue : field == 5 ? Exemplar : Unknown;
    case KeyValue:
        return field == 1 ? Text : field == 2 ? AnyValue : Unknown;
    case HistogramPoint:
        return field == 9 ? KeyValue : field == 8 ? Exemplar : among(6U, 7U) ? Numbers : Unknown;
    case ExponentialPoint:
        return field == 1 ? KeyValue : field == 11 ? Exemplar : among(8U, 9U) ? Numbers : Unknown;
    case SummaryPoint:
        return field == 7 ? KeyValue : field == 6 ? Numbers : Unknown;
    case Exemplar:
        return field == 7 ? KeyValue : among(4U, 5U) ? Id : Unknown;
    case ArrayValue:
        return field == 1 ? AnyValue : Unknown;
    case KeyValueList:
        return field == 1 ? KeyValue : Unknown;
    default: // handled elsewhere, or holds no messages
        return Unknown;
    }
}

std::optional<std::string> WireRedaction::redact(std::string_view request)
{
    return message(Message::Request, request, 0);
}

std::vector<telemetry::Redaction> WireRedaction::takeRedactions()
{
    std::vector<telemetry::Redaction> list;
    for (const auto& [key, count] : m_counts)
        list.push_back({.rule = m_text.patterns().rules()[key.second].id,
                        .service = key.first,
                        .count = count});
    m_counts.clear();
    return list;
}

std::optional<std::string> WireRedaction::field(Message type, std::string_view content, int depth)
{
    switch (type) {
    case Message::Numbers:
        return std::nullopt;
    case Message::Id:
        return content.size() <= kLongestId ? std::nullopt : noId(m_text.redactBytes(content));
    case Message::Unknown:
        return m_text.redactBytes(content);
    case Message::Text:
        return m_text.redact(content);
    case Message::AnyValue:
        return anyValue(content, depth);
    case Message::ResourceItems:
        return resourceItems(content, depth);
    case Message::Resource:
    case Message::Scope:
    case Message::Span:
    case Message::Log:
    case Message::Metric:
        // One pass over the item tells for most that there is nothing in it; of numbers it cannot.
        return m_text.patterns().hasNumberChecks() || m_text.patterns().mayMatch(content)
            ? message(type, content, depth)
            : std::nullopt;
    default:
        return message(type, content, depth);
    }
}

// Counts what was found in it for its service, whose name may have been redacted itself.
std::optional<std::string> WireRedaction::resourceItems(std::string_view wire, int depth)
{
    auto changed = message(Message::ResourceItems, wire, depth);
    if (!changed)
        return changed;
    std::string_view resource;
    otlp::detail::forEachMessage(*changed, 1, [&](std::string_view found) {
        resource = found;
        return true;
    });
    const std::string service = serviceOf(resource);
    const auto counts = m_text.takeCounts();
    for (std::size_t rule = 0; rule < counts.size(); ++rule) {
        if (counts[rule] > 0)
            m_counts[{service, rule}] += counts[rule];
    }
    return changed;
}

// What follows a fault is kept where the item is then rejected, with the place of the fault.
bool WireRedaction::isRejectedWhenMalformed(Message type)
{
    return type == Message::Request || type == Message::ResourceItems || type == Message::ScopeItems
        || (type >= Message::Span && type <= Message::SummaryPoint && type != Message::Event
            && type != Message::Link && type != Message::Status);
}

std::optional<std::string> WireRedaction::message(Message type, std::string_view wire, int depth)
{
    if (depth > kDeepestValue) {
        const auto marker = m_text.redactBytes(wire);
        return marker ? std::optional(std::string()) : std::nullopt;
    }
    Change change(wire);
    otlp::WireCursor cursor(wire);
    while (cursor.next()) {
        if (!cursor.isBytes())
            continue;
        const std::string_view content = cursor.bytes();
        const auto end = static_cast<std::size_t>(content.data() + content.size() - wire.data());
        const Message kind = messageOf(type, cursor.field(), m_signal);
        bool isDropped = false;
        const auto changed = kind == Message::KeyValue ? keyValue(content, depth + 1, isDropped)
                                                       : field(kind, content, depth + 1);
        if (isDropped || (changed && kind == Message::Unknown))
            change.leaveOut(cursor.offset(), end);
        else if (changed)
            change.put(cursor.offset(), end, cursor.field(), *changed);
    }
    if (cursor.hasFailed() && !isRejectedWhenMalformed(type)
        && m_text.patterns().mayMatch(wire.substr(cursor.offset())))
        change.leaveOut(cursor.offset(), wire.size());
    return change.take();
}

std::optional<std::string> WireRedaction::keyValue(std::string_view wire, int depth,
                                                   bool& isDropped)
{
    std::string_view key;
    otlp::detail::forEachMessage(wire, 1, [&key](std::string_view found) {
        key = found;
        return true;
    });
    const auto rule = m_text.ruleForName(key);
    if (!rule) {
        m_name = key;
        auto changed = message(Message::KeyValue, wire, depth);
        m_name = {};
        return changed;
    }
    const std::string marker = m_text.take(*rule);
    isDropped = m_text.patterns().rules()[*rule].action == Action::Drop;
    const auto otherKey = m_text.redact(key);
    std::string replaced;
    protozero::pbf_writer writer(replaced);
    writer.add_string(1, otherKey ? *otherKey : std::string(key));
    writer.add_message(2, stringValue(marker));
    return replaced;
}

std::optional<std::string> WireRedaction::anyValue(std::string_view wire, int depth)
{
    const std::string_view name = std::exchange(m_name, {}); // not of what is within a list
    Change change(wire);
    otlp::WireCursor cursor(wire);
    while (cursor.next()) {
        const std::uint32_t field = cursor.field();
        const std::string_view content = cursor.bytes();
        std::optional<std::string> changed;
        if (field == 1 && cursor.isBytes())
            changed = m_text.redactValue(name, content);
        else if (field == 5 && cursor.isBytes())
            changed = message(Message::ArrayValue, content, depth + 1);
        else if (field == 6 && cursor.isBytes())
            changed = message(Message::KeyValueList, content, depth + 1);
        else if (const auto marker = scalar(cursor))
            return stringValue(*marker);
        if (changed) {
            const auto end =
                static_cast<std::size_t>(content.data() + content.size() - wire.data());
            change.put(cursor.offset(), end, field, *changed);
        }
    }
    if (cursor.hasFailed() && m_text.patterns().mayMatch(wire.substr(cursor.offset())))
        change.leaveOut(cursor.offset(), wire.size());
    return change.take();
}

// The marker for a number or bytes that may not stay.
std::optional<std::string> WireRedaction::scalar(const otlp::WireCursor& cursor)
{
    if (cursor.isBytes())
        return m_text.redactBytes(cursor.bytes());
    if (cursor.field() == 3 && cursor.isVarint())
        return m_text.redactNumber(std::to_string(cursor.number()));
    constexpr double kMostDigits = 1e19;
    const double number = std::bit_cast<double>(cursor.number());
    if (cursor.field() == 4 && cursor.isFixed64() && number >= 0 && number < kMostDigits
        && number == std::floor(number))
        return m_text.redactNumber(std::to_string(static_cast<std::uint64_t>(number)));
    return std::nullopt;
}

} // namespace redact
