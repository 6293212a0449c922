// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace otlp {

// An owned attribute value for producers of telemetry (drill, tests, benchmarks).
// Messages go as JSON text, which the conventions allow on spans.
using AttributeValue =
    std::variant<std::string, std::int64_t, double, bool, std::vector<std::string>>;
using Attributes = std::vector<std::pair<std::string, AttributeValue>>;

struct OutgoingEvent
{
    telemetry::Timestamp time;
    std::string name;
    Attributes attributes;
};

struct OutgoingSpan
{
    telemetry::TraceId trace;
    telemetry::SpanId id = telemetry::SpanId::None;
    telemetry::SpanId parent = telemetry::SpanId::None;
    std::string name;
    telemetry::SpanKind kind = telemetry::SpanKind::Internal;
    telemetry::StatusCode status = telemetry::StatusCode::Unset;
    std::string statusMessage;
    telemetry::Timestamp start;
    telemetry::Timestamp end;
    Attributes attributes;
    std::vector<OutgoingEvent> events;
};

struct OutgoingLog
{
    telemetry::TraceId trace;
    telemetry::SpanId span = telemetry::SpanId::None;
    telemetry::Timestamp time;
    int severity = 9;
    std::string eventName;
    std::string body;
    Attributes attributes;
};

// One request body with one resource and one scope.
std::string encodeTraces(const Attributes& resource, std::string_view scopeName,
                         const std::vector<OutgoingSpan>& spans,
                         std::string_view scopeVersion = {});
std::string encodeLogs(const Attributes& resource, std::string_view scopeName,
                       const std::vector<OutgoingLog>& logs, std::string_view scopeVersion = {});

// Export*ServiceResponse bodies: empty on full success, partial_success when something was
// rejected.
std::string encodeResponse(telemetry::SignalKind kind, std::uint64_t rejected,
                           std::string_view message, bool asJson);
// google.rpc.Status with message (field 2), for every 4xx and 5xx.
std::string encodeStatus(std::string_view message, bool asJson);
// google.rpc.Status with a gRPC code and google.rpc.RetryInfo among its details: what a gRPC peer
// is told in grpc-status-details-bin.
std::string encodeRetryStatus(int code, std::string_view message, int seconds);

} // namespace otlp
