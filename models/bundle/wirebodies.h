// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/redactor.h"
#include "models/telemetry/batch.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bundle {

// One record as a recording keeps it: the message itself, its resource and scope beside it.
struct WireBody
{
    telemetry::SignalKind signal = telemetry::SignalKind::Traces;
    std::string_view resource;
    std::string_view scope;
    std::string_view item; // Span, LogRecord or a data point; empty: none, only where it is from
    std::string_view metric; // of a point: name; alone it is of a metric without points
    telemetry::MetricType type = telemetry::MetricType::Gauge; // of a point
};
struct RedactedBody
{
    std::string resource;
    std::string scope;
    std::string item;
};

// Applies the rules to an export request around the record, and takes it out again. Nothing when
// nothing was taken out; else how many pieces are added to `count`. A part that the rules dropped,
// or that cannot be read, is empty.
std::optional<RedactedBody> redactBody(const redact::Redactor& redactor, const WireBody& body,
                                       std::int64_t& count);

} // namespace bundle
