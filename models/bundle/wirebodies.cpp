// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/wirebodies.h"

#include "models/otlp/wire.h"
#include "models/otlp/wirebuffer.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace bundle {

namespace {

constexpr std::size_t kLengthWidth = 4; // bytes kept for the length of a message

// The field of Metric that holds its points (metrics.proto of opentelemetry-proto 1.11.0).
std::uint32_t pointsField(telemetry::MetricType type)
{
    switch (type) {
    case telemetry::MetricType::Gauge:
        return 5;
    case telemetry::MetricType::Sum:
        return 7;
    case telemetry::MetricType::Histogram:
        return 9;
    case telemetry::MetricType::ExponentialHistogram:
        return 10;
    case telemetry::MetricType::Summary:
        return 11;
    }
    return 5;
}

void addField(otlp::WireBuffer& wire, std::uint32_t field, std::string_view bytes)
{
    wire.addTag(field, 2);
    wire.addBytes(bytes);
}

// ResourceX { 1 resource, 2 ScopeX { 1 scope, 2 item } }, as of all three signals.
std::string requestOf(const WireBody& body)
{
    otlp::WireBuffer wire(body.resource.size() + body.scope.size() + body.item.size() + 64);
    const auto outer = wire.open(1, kLengthWidth);
    addField(wire, 1, body.resource);
    const auto inner = wire.open(2, kLengthWidth);
    addField(wire, 1, body.scope);
    if (body.signal == telemetry::SignalKind::Metrics
        && !(body.item.empty() && body.metric.empty())) {
        const auto metric = wire.open(2, kLengthWidth);
        addField(wire, 1, body.metric);
        const auto points = wire.open(pointsField(body.type), kLengthWidth);
        if (!body.item.empty())
            addField(wire, 1, body.item);
        wire.close(points);
        wire.close(metric);
    } else if (!body.item.empty()) {
        addField(wire, 2, body.item);
    }
    wire.close(inner);
    wire.close(outer);
    return wire.take();
}

// The first field of this number below a message; empty where there is none.
std::string_view below(std::string_view message, const std::vector<std::uint32_t>& path)
{
    for (const std::uint32_t field : path) {
        otlp::WireCursor cursor(message);
        std::string_view found;
        while (found.empty() && cursor.next()) {
            if (cursor.field() == field && cursor.isBytes())
                found = cursor.bytes();
        }
        message = found;
    }
    return message;
}

} // namespace

std::optional<RedactedBody> redactBody(const redact::Redactor& redactor, const WireBody& body,
                                       std::int64_t& count)
{
    const auto request = std::make_shared<const std::string>(requestOf(body));
    std::vector<telemetry::Redaction> redactions;
    const auto kept = redactor.redact(body.signal, request, redactions);
    if (kept == request)
        return std::nullopt;
    for (const telemetry::Redaction& redaction : redactions)
        count += static_cast<std::int64_t>(redaction.count);
    const bool isPoint = body.signal == telemetry::SignalKind::Metrics;
    return RedactedBody{.resource = std::string(below(*kept, {1, 1})),
                        .scope = std::string(below(*kept, {1, 2, 1})),
                        .item =
                            std::string(isPoint ? below(*kept, {1, 2, 2, pointsField(body.type), 1})
                                                : below(*kept, {1, 2, 2}))};
}

} // namespace bundle
