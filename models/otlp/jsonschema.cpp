// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/jsonschema.h"

#include <array>

namespace otlp {

namespace {

using enum JsonType;

constexpr bool kOnce = false;
constexpr bool kRepeated = true;

constexpr std::array kResourceFields{
    JsonField{"attributes", 1, KeyValue, kRepeated},
    JsonField{"droppedAttributesCount", 2, Varint},
};
constexpr std::array kScopeFields{
    JsonField{"name", 1, Text},
    JsonField{"version", 2, Text},
    JsonField{"attributes", 3, KeyValue, kRepeated},
    JsonField{"droppedAttributesCount", 4, Varint},
};
constexpr JsonMessage kResource{"resource", kResourceFields, JsonFault::CostsElement,
                                JsonFault::CostsElement};
constexpr JsonMessage kScope{"scope", kScopeFields, JsonFault::CostsElement,
                             JsonFault::CostsElement};

constexpr std::array kEventFields{
    JsonField{"timeUnixNano", 1, Fixed64},
    JsonField{"name", 2, Text},
    JsonField{"attributes", 3, KeyValue, kRepeated},
    JsonField{"droppedAttributesCount", 4, Varint},
};
constexpr JsonMessage kEvent{"span event", kEventFields};
constexpr std::array kLinkFields{
    JsonField{"traceId", 1, TraceId},
    JsonField{"spanId", 2, SpanId},
    JsonField{"traceState", 3, Text},
    JsonField{"attributes", 4, KeyValue, kRepeated},
    JsonField{"droppedAttributesCount", 5, Varint},
    JsonField{"flags", 6, Fixed32},
};
constexpr JsonMessage kLink{"span link", kLinkFields};
constexpr std::array kStatusFields{
    JsonField{"message", 2, Text},
    JsonField{"code", 3, Varint},
};
constexpr JsonMessage kStatus{"status", kStatusFields};
constexpr std::array kSpanFields{
    JsonField{"traceId", 1, TraceId},
    JsonField{"spanId", 2, SpanId},
    JsonField{"parentSpanId", 4, SpanId},
    JsonField{"name", 5, Text},
    JsonField{"kind", 6, Varint},
    JsonField{"startTimeUnixNano", 7, Fixed64},
    JsonField{"endTimeUnixNano", 8, Fixed64},
    JsonField{"attributes", 9, KeyValue, kRepeated},
    JsonField{"droppedAttributesCount", 10, Varint},
    JsonField{"events", 11, Message, kRepeated, &kEvent},
    JsonField{"droppedEventsCount", 12, Varint},
    JsonField{"status", 15, Message, kOnce, &kStatus},
    JsonField{"links", 13, Message, kRepeated, &kLink},
    JsonField{"droppedLinksCount", 14, Varint},
    JsonField{"flags", 16, Fixed32},
    JsonField{"traceState", 3, Text},
};
constexpr JsonMessage kSpan{"span", kSpanFields, JsonFault::CostsItem};

constexpr std::array kLogFields{
    JsonField{"timeUnixNano", 1, Fixed64},
    JsonField{"severityNumber", 2, Varint},
    JsonField{"severityText", 3, Text},
    JsonField{"body", 5, AnyValue},
    JsonField{"attributes", 6, KeyValue, kRepeated},
    JsonField{"droppedAttributesCount", 7, Varint},
    JsonField{"flags", 8, Fixed32},
    JsonField{"traceId", 9, TraceId},
    JsonField{"spanId", 10, SpanId},
    JsonField{"observedTimeUnixNano", 11, Fixed64},
    JsonField{"eventName", 12, Text},
};
constexpr JsonMessage kLog{"log record", kLogFields, JsonFault::CostsItem};

constexpr std::array kExemplarFields{
    JsonField{"timeUnixNano", 2, Fixed64}, JsonField{"asDouble", 3, Double},
    JsonField{"spanId", 4, SpanId},        JsonField{"traceId", 5, TraceId},
    JsonField{"asInt", 6, Fixed64},        JsonField{"filteredAttributes", 7, KeyValue, kRepeated},
};
constexpr JsonMessage kExemplar{"exemplar", kExemplarFields};
constexpr std::array kNumberPointFields{
    JsonField{"startTimeUnixNano", 2, Fixed64},
    JsonField{"timeUnixNano", 3, Fixed64},
    JsonField{"asDouble", 4, Double},
    JsonField{"exemplars", 5, Message, kRepeated, &kExemplar},
    JsonField{"asInt", 6, Fixed64},
    JsonField{"attributes", 7, KeyValue, kRepeated},
    JsonField{"flags", 8, Varint},
};
constexpr JsonMessage kNumberPoint{"data point", kNumberPointFields, JsonFault::CostsItem};
constexpr std::array kHistogramPointFields{
    JsonField{"startTimeUnixNano", 2, Fixed64},
    JsonField{"timeUnixNano", 3, Fixed64},
    JsonField{"count", 4, Fixed64},
    JsonField{"sum", 5, Double},
    JsonField{"bucketCounts", 6, Fixed64, kRepeated},
    JsonField{"explicitBounds", 7, Double, kRepeated},
    JsonField{"exemplars", 8, Message, kRepeated, &kExemplar},
    JsonField{"attributes", 9, KeyValue, kRepeated},
    JsonField{"flags", 10, Varint},
    JsonField{"min", 11, Double},
    JsonField{"max", 12, Double},
};
constexpr JsonMessage kHistogramPoint{"data point", kHistogramPointFields, JsonFault::CostsItem};
constexpr std::array kBucketsFields{
    JsonField{"offset", 1, ZigZag},
    JsonField{"bucketCounts", 2, Varint, kRepeated},
};
constexpr JsonMessage kBuckets{"buckets", kBucketsFields};
constexpr std::array kExponentialPointFields{
    JsonField{"attributes", 1, KeyValue, kRepeated},
    JsonField{"startTimeUnixNano", 2, Fixed64},
    JsonField{"timeUnixNano", 3, Fixed64},
    JsonField{"count", 4, Fixed64},
    JsonField{"sum", 5, Double},
    JsonField{"scale", 6, ZigZag},
    JsonField{"zeroCount", 7, Fixed64},
    JsonField{"positive", 8, Message, kOnce, &kBuckets},
    JsonField{"negative", 9, Message, kOnce, &kBuckets},
    JsonField{"flags", 10, Varint},
    JsonField{"exemplars", 11, Message, kRepeated, &kExemplar},
    JsonField{"min", 12, Double},
    JsonField{"max", 13, Double},
    JsonField{"zeroThreshold", 14, Double},
};
constexpr JsonMessage kExponentialPoint{"data point", kExponentialPointFields,
                                        JsonFault::CostsItem};
constexpr std::array kQuantileFields{
    JsonField{"quantile", 1, Double},
    JsonField{"value", 2, Double},
};
constexpr JsonMessage kQuantile{"quantile", kQuantileFields};
constexpr std::array kSummaryPointFields{
    JsonField{"startTimeUnixNano", 2, Fixed64},
    JsonField{"timeUnixNano", 3, Fixed64},
    JsonField{"count", 4, Fixed64},
    JsonField{"sum", 5, Double},
    JsonField{"quantileValues", 6, Message, kRepeated, &kQuantile},
    JsonField{"attributes", 7, KeyValue, kRepeated},
    JsonField{"flags", 8, Varint},
};
constexpr JsonMessage kSummaryPoint{"data point", kSummaryPointFields, JsonFault::CostsItem};

constexpr std::array kGaugeFields{
    JsonField{"dataPoints", 1, Message, kRepeated, &kNumberPoint},
};
constexpr JsonMessage kGauge{"gauge", kGaugeFields};
constexpr std::array kSumFields{
    JsonField{"dataPoints", 1, Message, kRepeated, &kNumberPoint},
    JsonField{"aggregationTemporality", 2, Varint},
    JsonField{"isMonotonic", 3, Bool},
};
constexpr JsonMessage kSum{"sum", kSumFields};
constexpr std::array kHistogramFields{
    JsonField{"dataPoints", 1, Message, kRepeated, &kHistogramPoint},
    JsonField{"aggregationTemporality", 2, Varint},
};
constexpr JsonMessage kHistogram{"histogram", kHistogramFields};
constexpr std::array kExponentialFields{
    JsonField{"dataPoints", 1, Message, kRepeated, &kExponentialPoint},
    JsonField{"aggregationTemporality", 2, Varint},
};
constexpr JsonMessage kExponential{"exponential histogram", kExponentialFields};
constexpr std::array kSummaryFields{
    JsonField{"dataPoints", 1, Message, kRepeated, &kSummaryPoint},
};
constexpr JsonMessage kSummary{"summary", kSummaryFields};
constexpr std::array kMetricFields{
    JsonField{"name", 1, Text},
    JsonField{"description", 2, Text},
    JsonField{"unit", 3, Text},
    JsonField{"gauge", 5, Message, kOnce, &kGauge},
    JsonField{"sum", 7, Message, kOnce, &kSum},
    JsonField{"histogram", 9, Message, kOnce, &kHistogram},
    JsonField{"exponentialHistogram", 10, Message, kOnce, &kExponential},
    JsonField{"summary", 11, Message, kOnce, &kSummary},
    JsonField{"metadata", 12, KeyValue, kRepeated},
};
constexpr JsonMessage kMetric{"metric", kMetricFields, JsonFault::CostsItem};

// One pair of envelopes a signal: resource around scope around item.
using EnvelopeFields = std::array<JsonField, 3>;
constexpr EnvelopeFields envelope(const JsonField& about, std::string_view name,
                                  const JsonMessage& content)
{
    return {about, JsonField{name, 2, Message, kRepeated, &content},
            JsonField{"schemaUrl", 3, Text}};
}
constexpr JsonField kScopeField{"scope", 1, Message, kOnce, &kScope};
constexpr JsonField kResourceField{"resource", 1, Message, kOnce, &kResource};

constexpr EnvelopeFields kScopeSpansFields = envelope(kScopeField, "spans", kSpan);
constexpr EnvelopeFields kScopeLogsFields = envelope(kScopeField, "logRecords", kLog);
constexpr EnvelopeFields kScopeMetricsFields = envelope(kScopeField, "metrics", kMetric);
constexpr JsonMessage kScopeSpans{"scopeSpans element", kScopeSpansFields, JsonFault::CostsItem};
constexpr JsonMessage kScopeLogs{"scopeLogs element", kScopeLogsFields, JsonFault::CostsItem};
constexpr JsonMessage kScopeMetrics{"scopeMetrics element", kScopeMetricsFields,
                                    JsonFault::CostsItem};

constexpr EnvelopeFields kResourceSpansFields = envelope(kResourceField, "scopeSpans", kScopeSpans);
constexpr EnvelopeFields kResourceLogsFields = envelope(kResourceField, "scopeLogs", kScopeLogs);
constexpr EnvelopeFields kResourceMetricsFields =
    envelope(kResourceField, "scopeMetrics", kScopeMetrics);
constexpr JsonMessage kResourceSpans{"resourceSpans element", kResourceSpansFields,
                                     JsonFault::CostsItem};
constexpr JsonMessage kResourceLogs{"resourceLogs element", kResourceLogsFields,
                                    JsonFault::CostsItem};
constexpr JsonMessage kResourceMetrics{"resourceMetrics element", kResourceMetricsFields,
                                       JsonFault::CostsItem};

constexpr std::array kTracesFields{
    JsonField{"resourceSpans", 1, Message, kRepeated, &kResourceSpans}};
constexpr std::array kLogsFields{JsonField{"resourceLogs", 1, Message, kRepeated, &kResourceLogs}};
constexpr std::array kMetricsFields{
    JsonField{"resourceMetrics", 1, Message, kRepeated, &kResourceMetrics}};
constexpr JsonMessage kTraces{"request", kTracesFields};
constexpr JsonMessage kLogs{"request", kLogsFields};
constexpr JsonMessage kMetrics{"request", kMetricsFields};

} // namespace

const JsonMessage& requestSchema(telemetry::SignalKind kind)
{
    switch (kind) {
    case telemetry::SignalKind::Traces:
        return kTraces;
    case telemetry::SignalKind::Logs:
        return kLogs;
    case telemetry::SignalKind::Metrics:
        return kMetrics;
    }
    return kTraces;
}

const JsonField* findField(const JsonMessage& message, std::string_view name)
{
    for (const JsonField& field : message.fields) {
        if (field.name == name)
            return &field;
    }
    return nullptr;
}

} // namespace otlp
