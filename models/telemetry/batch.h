// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"
#include "models/telemetry/redaction.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace telemetry {

// What one delivery brought. Everything is kept as OTLP protobuf wire bytes (JSON is re-encoded),
// so that nothing is lost and views can decode what they need; only what indexes and joins need is
// promoted to fields. All string_views point into Batch::buffers.

struct ResourceRecord
{
    std::string_view body; // opentelemetry.proto.resource.v1.Resource
    std::string service; // service.name, or "unknown_service"
    std::string serviceVersion; // service.version
    std::string environment; // deployment.environment.name, or the older deployment.environment
    std::string instance; // service.instance.id, else the pod, else the host
};

struct ScopeRecord
{
    std::string_view body; // opentelemetry.proto.common.v1.InstrumentationScope
    std::string name;
    std::string version;
};

// OTLP numbers: trace.proto, Span.SpanKind and Status.StatusCode.
enum class SpanKind : std::uint8_t
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
};
enum class StatusCode : std::uint8_t
{
    Unset,
    Ok,
    Error,
};

struct SpanRecord
{
    TraceId trace;
    SpanId id = SpanId::None;
    SpanId parent = SpanId::None;
    Timestamp start;
    Timestamp end; // may be before start when clocks are skewed; kept as sent
    SpanKind kind = SpanKind::Unspecified;
    StatusCode status = StatusCode::Unset;
    std::uint32_t resource = 0; // index into Batch::resources
    std::uint32_t scope = 0; // index into Batch::scopes
    std::string_view name;
    std::string_view body; // opentelemetry.proto.trace.v1.Span, whole
};

struct LogRecord
{
    TraceId trace; // all zero when the record has no span context
    SpanId span = SpanId::None;
    Timestamp time; // time_unix_nano, else observed_time_unix_nano
    Timestamp observed;
    int severity = 0;
    std::uint32_t resource = 0;
    std::uint32_t scope = 0;
    std::string_view eventName; // field event_name, else attribute event.name, else empty
    std::string_view body; // opentelemetry.proto.logs.v1.LogRecord, whole
};

enum class MetricType : std::uint8_t
{
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
};

struct MetricPoint
{
    std::string_view name;
    std::string_view unit;
    MetricType type = MetricType::Gauge;
    std::uint8_t temporality = 0; // 0 unspecified, 1 delta, 2 cumulative
    bool isMonotonic = false;
    Timestamp start;
    Timestamp time;
    std::optional<double>
        value; // number points; absent for NO_RECORDED_VALUE, null (a JSON NaN) and histograms
    std::uint32_t resource = 0;
    std::uint32_t scope = 0;
    std::string_view body; // the data point message of its type
};

enum class SignalKind : std::uint8_t
{
    Traces,
    Logs,
    Metrics,
};

// Items that could not be kept, and why; never silently dropped.
struct Rejection
{
    SignalKind signal = SignalKind::Traces;
    std::uint64_t count = 0;
    std::string reason; // one per distinct reason, without positions or values: it is counted by it
    std::string example = {}; // where the first one is, for who sent it; not stored
};

struct Batch
{
    Timestamp recorded; // when the console learned it
    std::string source; // "otlp-http", "otlp-grpc", or the imported file's name
    std::vector<std::shared_ptr<const std::string>> buffers;
    std::vector<ResourceRecord> resources;
    std::vector<ScopeRecord> scopes;
    std::vector<SpanRecord> spans;
    std::vector<LogRecord> logs;
    std::vector<MetricPoint> points;
    std::vector<Rejection> rejections;
    std::vector<Redaction> redactions;

    std::uint64_t rejectedCount(SignalKind signal) const;
};

} // namespace telemetry
