// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

class Reader;

// One record as it was sent: a span, a log record, or a point of a metric.
struct RawHeader
{
    telemetry::SignalKind signal = telemetry::SignalKind::Traces;
    std::int64_t row = 0; // in its table
    std::int64_t trace = 0; // a number of this recording's own; 0: it names none
    telemetry::Timestamp recorded; // when it arrived
    telemetry::Timestamp told; // a span's end, else the record's time
};

// All records that began in the range, by event time; in no order. Pool thread, one transaction.
// Refused when there are more than `limit`. What was pulled or imported as results without a record
// has none.
telemetry::Result<std::vector<RawHeader>>
rawHeaders(const Reader& reader, const telemetry::TimeRange& range, std::size_t limit);

struct RawRecord
{
    std::int64_t resource = 0; // numbers, for whoever keeps the bytes apart
    std::int64_t scope = 0;
    std::string body; // Span, LogRecord or the data point
    // Points only; see telemetry::MetricPoint.
    std::string name;
    std::string unit;
    telemetry::MetricType type = telemetry::MetricType::Gauge;
    int temporality = 0;
    bool isMonotonic = false;
};
// `visit` gets those that are still there, in the order given. Pool thread, one transaction.
telemetry::Result<void> forEachRaw(const Reader& reader, const std::vector<RawHeader>& headers,
                                   const std::function<void(const RawHeader&, RawRecord)>& visit);
// Bytes of a resource or scope; empty when it is gone.
std::string rawResource(const Reader& reader, std::int64_t number);
std::string rawScope(const Reader& reader, std::int64_t number);

} // namespace store
