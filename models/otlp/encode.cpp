// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/encode.h"

#include "models/otlp/jsontext.h"

#include <type_traits>

#include <protozero/pbf_writer.hpp>

namespace otlp {

namespace {

using protozero::pbf_writer;

void addText(pbf_writer& message, protozero::pbf_tag_type field, std::string_view text)
{
    message.add_string(field, text.data(), text.size());
}

// An empty list is a value too, which a nested writer would drop.
void addTexts(pbf_writer& any, const std::vector<std::string>& texts)
{
    std::string values;
    pbf_writer array(values);
    for (const std::string& text : texts) {
        pbf_writer element(array, 1);
        addText(element, 1, text);
    }
    any.add_message(5, values);
}

void addAnyValue(pbf_writer& keyValue, const AttributeValue& value)
{
    pbf_writer any(keyValue, 2);
    std::visit(
        [&any](const auto& held) {
            using T = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<T, std::string>) {
                addText(any, 1, held);
            } else if constexpr (std::is_same_v<T, bool>) {
                any.add_bool(2, held);
            } else if constexpr (std::is_same_v<T, std::int64_t>) {
                any.add_int64(3, held);
            } else if constexpr (std::is_same_v<T, double>) {
                any.add_double(4, held);
            } else {
                addTexts(any, held);
            }
        },
        value);
}

void addAttributes(pbf_writer& message, protozero::pbf_tag_type field, const Attributes& attributes)
{
    for (const auto& [key, value] : attributes) {
        pbf_writer keyValue(message, field);
        addText(keyValue, 1, key);
        addAnyValue(keyValue, value);
    }
}

std::string bigEndian(telemetry::SpanId id)
{
    const auto number = static_cast<std::uint64_t>(id);
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(number >> (56 - 8 * i) & 0xffU);
    return bytes;
}

void addTraceId(pbf_writer& message, protozero::pbf_tag_type field, const telemetry::TraceId& id)
{
    if (id.isValid())
        addText(message, field, std::string(id.bytes.begin(), id.bytes.end()));
}

void addSpanId(pbf_writer& message, protozero::pbf_tag_type field, telemetry::SpanId id)
{
    if (id != telemetry::SpanId::None)
        addText(message, field, bigEndian(id));
}

std::uint64_t nanos(telemetry::Timestamp time)
{
    return static_cast<std::uint64_t>(telemetry::toUnixNanos(time));
}

void addSpan(pbf_writer& scopeSpans, const OutgoingSpan& span)
{
    pbf_writer message(scopeSpans, 2);
    addTraceId(message, 1, span.trace);
    addSpanId(message, 2, span.id);
    addSpanId(message, 4, span.parent);
    addText(message, 5, span.name);
    message.add_enum(6, static_cast<int>(span.kind));
    message.add_fixed64(7, nanos(span.start));
    message.add_fixed64(8, nanos(span.end));
    addAttributes(message, 9, span.attributes);
    for (const OutgoingEvent& event : span.events) {
        pbf_writer wire(message, 11);
        wire.add_fixed64(1, nanos(event.time));
        addText(wire, 2, event.name);
        addAttributes(wire, 3, event.attributes);
    }
    pbf_writer status(message, 15);
    if (!span.statusMessage.empty())
        addText(status, 2, span.statusMessage);
    status.add_enum(3, static_cast<int>(span.status));
}

void addLog(pbf_writer& scopeLogs, const OutgoingLog& log)
{
    pbf_writer message(scopeLogs, 2);
    message.add_fixed64(1, nanos(log.time));
    message.add_enum(2, log.severity);
    if (!log.body.empty()) {
        pbf_writer body(message, 5);
        addText(body, 1, log.body);
    }
    addAttributes(message, 6, log.attributes);
    addTraceId(message, 9, log.trace);
    addSpanId(message, 10, log.span);
    message.add_fixed64(11, nanos(log.time));
    if (!log.eventName.empty())
        addText(message, 12, log.eventName);
}

// resource_spans/resource_logs around scope_spans/scope_logs: the same numbers for both signals.
template<class AddItems>
std::string encodeRequest(const Attributes& resource, std::string_view scopeName,
                          std::string_view scopeVersion, AddItems&& addItems)
{
    std::string body;
    {
        pbf_writer request(body);
        pbf_writer resourceItems(request, 1);
        {
            pbf_writer resourceMessage(resourceItems, 1);
            addAttributes(resourceMessage, 1, resource);
        }
        pbf_writer scopeItems(resourceItems, 2);
        {
            pbf_writer scope(scopeItems, 1);
            addText(scope, 1, scopeName);
            if (!scopeVersion.empty())
                addText(scope, 2, scopeVersion);
        }
        addItems(scopeItems);
    }
    return body;
}

const char* rejectedName(telemetry::SignalKind kind)
{
    switch (kind) {
    case telemetry::SignalKind::Traces:
        return "rejectedSpans";
    case telemetry::SignalKind::Logs:
        return "rejectedLogRecords";
    case telemetry::SignalKind::Metrics:
        return "rejectedDataPoints";
    }
    return "rejectedSpans";
}

} // namespace

std::string encodeTraces(const Attributes& resource, std::string_view scopeName,
                         const std::vector<OutgoingSpan>& spans, std::string_view scopeVersion)
{
    return encodeRequest(resource, scopeName, scopeVersion, [&spans](pbf_writer& scopeSpans) {
        for (const OutgoingSpan& span : spans)
            addSpan(scopeSpans, span);
    });
}

std::string encodeLogs(const Attributes& resource, std::string_view scopeName,
                       const std::vector<OutgoingLog>& logs, std::string_view scopeVersion)
{
    return encodeRequest(resource, scopeName, scopeVersion, [&logs](pbf_writer& scopeLogs) {
        for (const OutgoingLog& log : logs)
            addLog(scopeLogs, log);
    });
}

std::string encodeResponse(telemetry::SignalKind kind, std::uint64_t rejected,
                           std::string_view message, bool asJson)
{
    const bool isFullSuccess = rejected == 0 && message.empty();
    std::string body;
    if (asJson) {
        if (isFullSuccess)
            return "{}";
        body = std::string("{\"partialSuccess\":{\"") + rejectedName(kind) + "\":\""
            + std::to_string(rejected) + "\",\"errorMessage\":";
        appendJsonString(body, message);
        return body + "}}";
    }
    if (!isFullSuccess) {
        pbf_writer response(body);
        pbf_writer partialSuccess(response, 1);
        partialSuccess.add_int64(1, static_cast<std::int64_t>(rejected));
        addText(partialSuccess, 2, message);
    }
    return body;
}

std::string encodeStatus(std::string_view message, bool asJson)
{
    std::string body;
    if (asJson) {
        body = "{\"message\":";
        appendJsonString(body, message);
        return body + '}';
    }
    pbf_writer status(body);
    addText(status, 2, message);
    return body;
}

std::string encodeRetryStatus(int code, std::string_view message, int seconds)
{
    std::string body;
    pbf_writer status(body);
    status.add_int32(1, code);
    addText(status, 2, message);
    pbf_writer detail(status, 3); // google.protobuf.Any
    addText(detail, 1, "type.googleapis.com/google.rpc.RetryInfo");
    pbf_writer retryInfo(detail, 2);
    pbf_writer delay(retryInfo, 1); // google.protobuf.Duration
    delay.add_int64(1, seconds);
    return body;
}

} // namespace otlp
