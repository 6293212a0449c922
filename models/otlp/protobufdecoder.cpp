// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/protobufdecoder.h"

#include "models/otlp/decode.h"
#include "models/otlp/rejectionlist.h"
#include "models/otlp/value.h"
#include "models/otlp/wire.h"
#include "models/telemetry/utf8.h"

#include <bit>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

namespace otlp {

namespace {

// A time beyond the year 2262 cannot be represented; it counts as not given.
telemetry::Timestamp timestamp(std::uint64_t nanos)
{
    return telemetry::fromUnixNanos(nanos > INT64_MAX ? 0 : static_cast<long long>(nanos));
}

struct PointContext
{
    std::string_view name;
    std::string_view unit;
    telemetry::MetricType type = telemetry::MetricType::Gauge;
    std::uint8_t temporality = 0;
    bool isMonotonic = false;
};

class Decoder
{
public:
    Decoder(telemetry::SignalKind kind, const std::shared_ptr<const std::string>& buffer,
            telemetry::Batch& batch)
        : m_kind(kind)
        , m_body(*buffer)
        , m_batch(batch)
        , m_rejections(kind)
    {
        m_batch.buffers.push_back(buffer);
    }

    telemetry::Result<void> read();

private:
    // Each reads one message; false when it is malformed, with all before the fault kept.
    bool readResourceItems(std::string_view wire);
    bool readScopeItems(std::string_view wire);
    bool readMetric(std::string_view wire);
    bool readPoints(std::string_view wire, PointContext context);
    void readItem(std::string_view wire);
    // Makes room for one item, and the records of its resource and scope if it is their first: what
    // holds nothing takes no memory. False when there are too many items.
    bool beginItem();
    void addResource(std::string_view wire);
    void addScope(std::string_view wire);
    void addSpan(std::string_view wire);
    void addLog(std::string_view wire);
    void addPoint(std::string_view wire, const PointContext& context);

    // What promoted fields hold must be valid UTF-8; a repaired copy lives in a buffer of its own.
    std::string_view clean(std::string_view text);
    void reject(std::string_view reason, std::string_view wire)
    {
        m_rejections.add(reason, static_cast<std::size_t>(wire.data() - m_body.data()));
    }

    telemetry::SignalKind m_kind;
    std::string_view m_body;
    telemetry::Batch& m_batch;
    RejectionList m_rejections;
    std::string_view m_resourceWire; // of the items being read
    std::string_view m_scopeWire;
    bool m_hasResource = false; // m_resource is its record
    bool m_hasScope = false;
    std::uint32_t m_resource = 0;
    std::uint32_t m_scope = 0;
    std::size_t m_items = 0;
    bool m_isTooMany = false;
};

telemetry::Result<void> Decoder::read()
{
    WireCursor cursor(m_body);
    while (cursor.next() && !m_isTooMany) {
        if (cursor.field() == 1 && cursor.isBytes() && !readResourceItems(cursor.bytes())
            && !m_isTooMany)
            reject("A resource's message is not well-formed protobuf; what follows in it is lost",
                   cursor.bytes());
    }
    if (m_isTooMany) {
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The body holds more than " + std::to_string(kMostItems)
                                      + " items; send them in several requests.");
    }
    auto rejections = m_rejections.take();
    std::move(rejections.begin(), rejections.end(), std::back_inserter(m_batch.rejections));
    if (cursor.hasFailed()) {
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "The body is not a protobuf export request: malformed at byte "
                                      + std::to_string(cursor.offset()) + '.');
    }
    return {};
}

bool Decoder::readResourceItems(std::string_view wire)
{
    // The resource may stand after what it describes, so it is looked up first.
    std::string_view resource;
    detail::forEachMessage(wire, 1, [&resource](std::string_view message) {
        resource = message;
        return true;
    });
    m_resourceWire = resource;
    m_hasResource = false;
    return detail::forEachMessage(wire, 2, [this](std::string_view scopeItems) {
        if (!readScopeItems(scopeItems) && !m_isTooMany)
            reject("A scope's message is not well-formed protobuf; what follows in it is lost",
                   scopeItems);
        return !m_isTooMany;
    });
}

bool Decoder::readScopeItems(std::string_view wire)
{
    std::string_view scope;
    detail::forEachMessage(wire, 1, [&scope](std::string_view message) {
        scope = message;
        return true;
    });
    m_scopeWire = scope;
    m_hasScope = false;
    return detail::forEachMessage(wire, 2, [this](std::string_view item) {
        readItem(item);
        return !m_isTooMany;
    });
}

bool Decoder::beginItem()
{
    if (m_items >= kMostItems) {
        m_isTooMany = true;
        return false;
    }
    ++m_items;
    if (!std::exchange(m_hasResource, true))
        addResource(m_resourceWire);
    if (!std::exchange(m_hasScope, true))
        addScope(m_scopeWire);
    return true;
}

void Decoder::readItem(std::string_view wire)
{
    switch (m_kind) {
    case telemetry::SignalKind::Traces:
        addSpan(wire);
        break;
    case telemetry::SignalKind::Logs:
        addLog(wire);
        break;
    case telemetry::SignalKind::Metrics:
        if (!readMetric(wire) && !m_isTooMany)
            reject("A metric is not well-formed protobuf", wire);
        break;
    }
}

void Decoder::addResource(std::string_view wire)
{
    telemetry::ResourceRecord resource;
    resource.body = wire;
    std::string olderEnvironment;
    std::string pod;
    std::string host;
    forEachAttribute(wire, kResourceAttributes,
                     [&](std::string_view key, const AnyValueView& value) {
                         if (key == "service.name")
                             resource.service = value.toText();
                         else if (key == "service.version")
                             resource.serviceVersion = value.toText();
                         else if (key == "deployment.environment.name")
                             resource.environment = value.toText();
                         else if (key == "deployment.environment")
                             olderEnvironment = value.toText();
                         else if (key == "service.instance.id")
                             resource.instance = value.toText();
                         else if (key == "k8s.pod.name")
                             pod = value.toText();
                         else if (key == "host.name")
                             host = value.toText();
                     });
    if (resource.instance.empty())
        resource.instance = pod.empty() ? std::move(host) : std::move(pod);
    if (resource.service.empty())
        resource.service = "unknown_service";
    if (resource.environment.empty())
        resource.environment = std::move(olderEnvironment);
    m_resource = static_cast<std::uint32_t>(m_batch.resources.size());
    m_batch.resources.push_back(std::move(resource));
}

void Decoder::addScope(std::string_view wire)
{
    telemetry::ScopeRecord scope;
    scope.body = wire;
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == 1)
            scope.name = telemetry::sanitizedUtf8(cursor.bytes());
        else if (cursor.field() == 2)
            scope.version = telemetry::sanitizedUtf8(cursor.bytes());
    }
    m_scope = static_cast<std::uint32_t>(m_batch.scopes.size());
    m_batch.scopes.push_back(std::move(scope));
}

std::string_view Decoder::clean(std::string_view text)
{
    if (telemetry::isValidUtf8(text))
        return text;
    m_batch.buffers.push_back(std::make_shared<const std::string>(telemetry::sanitizedUtf8(text)));
    return *m_batch.buffers.back();
}

telemetry::StatusCode statusCode(std::string_view statusWire)
{
    std::uint64_t code = 0;
    WireCursor cursor(statusWire);
    while (cursor.next()) {
        if (cursor.field() == 3 && cursor.isVarint())
            code = cursor.number();
    }
    return code <= 2 ? static_cast<telemetry::StatusCode>(code) : telemetry::StatusCode::Unset;
}

// Ids as they stand on the wire, not yet judged.
struct RawIds
{
    std::string_view trace;
    std::string_view span;
    std::string_view parent;
};

void readSpanField(const WireCursor& cursor, telemetry::SpanRecord& span, RawIds& ids)
{
    switch (cursor.field()) {
    case 1:
        ids.trace = cursor.bytes();
        break;
    case 2:
        ids.span = cursor.bytes();
        break;
    case 4:
        ids.parent = cursor.bytes();
        break;
    case 5:
        span.name = cursor.bytes();
        break;
    case 6:
        if (cursor.number() <= 5)
            span.kind = static_cast<telemetry::SpanKind>(cursor.number());
        break;
    case 7:
        span.start = timestamp(cursor.number());
        break;
    case 8:
        span.end = timestamp(cursor.number());
        break;
    case 15:
        span.status = statusCode(cursor.bytes());
        break;
    default:
        break;
    }
}

void Decoder::addSpan(std::string_view wire)
{
    telemetry::SpanRecord span;
    RawIds ids;
    WireCursor cursor(wire);
    while (cursor.next())
        readSpanField(cursor, span, ids);
    if (cursor.hasFailed())
        return reject("A span is not well-formed protobuf", wire);
    const auto trace = telemetry::traceIdFromBytes(ids.trace);
    const auto id = telemetry::spanIdFromBytes(ids.span);
    const auto parent = telemetry::spanIdFromBytes(ids.parent);
    if (!trace || !trace->isValid())
        return reject("A span's trace id is not 16 bytes that are not all zero", wire);
    if (!id || *id == telemetry::SpanId::None)
        return reject("A span's id is not 8 bytes that are not all zero", wire);
    if (!parent && !ids.parent.empty())
        return reject("A span's parent id is not 8 bytes", wire);
    if (!beginItem())
        return;
    span.trace = *trace;
    span.id = *id;
    span.parent = parent.value_or(telemetry::SpanId::None);
    span.resource = m_resource;
    span.scope = m_scope;
    span.name = clean(span.name);
    span.body = wire;
    m_batch.spans.push_back(span);
}

std::string_view eventNameAttribute(std::string_view logWire)
{
    std::string_view name;
    forEachAttribute(logWire, kLogAttributes,
                     [&name](std::string_view key, const AnyValueView& value) {
                         if (key == "event.name")
                             name = value.string().value_or(std::string_view());
                     });
    return name;
}

void Decoder::addLog(std::string_view wire)
{
    telemetry::LogRecord log;
    RawIds ids;
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == 1)
            log.time = timestamp(cursor.number());
        else if (cursor.field() == 2 && cursor.number() <= 24)
            log.severity = static_cast<int>(cursor.number());
        else if (cursor.field() == 9)
            ids.trace = cursor.bytes();
        else if (cursor.field() == 10)
            ids.span = cursor.bytes();
        else if (cursor.field() == 11)
            log.observed = timestamp(cursor.number());
        else if (cursor.field() == 12)
            log.eventName = cursor.bytes();
    }
    if (cursor.hasFailed())
        return reject("A log record is not well-formed protobuf", wire);
    // A log record needs no span context, but a broken one must not point at the wrong span.
    const auto trace = telemetry::traceIdFromBytes(ids.trace);
    const auto span = telemetry::spanIdFromBytes(ids.span);
    if ((!trace && !ids.trace.empty()) || (!span && !ids.span.empty()))
        return reject("A log record's trace id is not 16 bytes, or its span id not 8", wire);
    if (!beginItem())
        return;
    log.trace = trace.value_or(telemetry::TraceId{});
    log.span = span.value_or(telemetry::SpanId::None);
    if (telemetry::toUnixNanos(log.time) == 0)
        log.time = log.observed;
    if (log.eventName.empty())
        log.eventName = eventNameAttribute(wire);
    log.eventName = clean(log.eventName);
    log.resource = m_resource;
    log.scope = m_scope;
    log.body = wire;
    m_batch.logs.push_back(log);
}

std::optional<telemetry::MetricType> metricType(std::uint32_t field)
{
    switch (field) {
    case 5:
        return telemetry::MetricType::Gauge;
    case 7:
        return telemetry::MetricType::Sum;
    case 9:
        return telemetry::MetricType::Histogram;
    case 10:
        return telemetry::MetricType::ExponentialHistogram;
    case 11:
        return telemetry::MetricType::Summary;
    default:
        return std::nullopt;
    }
}

bool Decoder::readMetric(std::string_view wire)
{
    PointContext context;
    std::string_view data;
    bool hasData = false;
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == 1) {
            context.name = cursor.bytes();
        } else if (cursor.field() == 3) {
            context.unit = cursor.bytes();
        } else if (const auto type = metricType(cursor.field()); type && cursor.isBytes()) {
            context.type = *type;
            data = cursor.bytes();
            hasData = true;
        }
    }
    if (cursor.hasFailed())
        return false;
    context.name = clean(context.name);
    context.unit = clean(context.unit);
    return !hasData || readPoints(data, context);
}

bool Decoder::readPoints(std::string_view wire, PointContext context)
{
    // Temporality may stand after the points it holds for.
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == 2 && cursor.isVarint() && cursor.number() <= 2)
            context.temporality = static_cast<std::uint8_t>(cursor.number());
        else if (cursor.field() == 3 && cursor.isVarint())
            context.isMonotonic = cursor.number() != 0;
    }
    return detail::forEachMessage(wire, 1, [&](std::string_view point) {
        addPoint(point, context);
        return !m_isTooMany;
    });
}

void Decoder::addPoint(std::string_view wire, const PointContext& context)
{
    const bool isNumber =
        context.type == telemetry::MetricType::Gauge || context.type == telemetry::MetricType::Sum;
    const std::uint32_t flagsField = context.type == telemetry::MetricType::Histogram
            || context.type == telemetry::MetricType::ExponentialHistogram
        ? 10
        : 8;
    telemetry::MetricPoint point;
    std::uint64_t flags = 0;
    WireCursor cursor(wire);
    while (cursor.next()) {
        if (cursor.field() == 2 && cursor.isFixed64())
            point.start = timestamp(cursor.number());
        else if (cursor.field() == 3 && cursor.isFixed64())
            point.time = timestamp(cursor.number());
        else if (cursor.field() == flagsField && cursor.isVarint())
            flags = cursor.number();
        else if (isNumber && cursor.field() == 4 && cursor.isFixed64())
            point.value = std::bit_cast<double>(cursor.number());
        else if (isNumber && cursor.field() == 6 && cursor.isFixed64())
            point.value = static_cast<double>(std::bit_cast<std::int64_t>(cursor.number()));
    }
    if (cursor.hasFailed())
        return reject("A metric's data point is not well-formed protobuf", wire);
    if (!beginItem())
        return;
    constexpr std::uint64_t noRecordedValue = 1;
    if ((flags & noRecordedValue) != 0 || (point.value && std::isnan(*point.value)))
        point.value.reset();
    point.name = context.name;
    point.unit = context.unit;
    point.type = context.type;
    point.temporality = context.temporality;
    point.isMonotonic = context.isMonotonic;
    point.resource = m_resource;
    point.scope = m_scope;
    point.body = wire;
    m_batch.points.push_back(point);
}

} // namespace

telemetry::Result<void> readRequest(telemetry::SignalKind kind,
                                    std::shared_ptr<const std::string> buffer,
                                    telemetry::Batch& batch)
{
    return Decoder(kind, buffer, batch).read();
}

} // namespace otlp
