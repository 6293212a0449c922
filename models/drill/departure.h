// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/otlp/encode.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>
#include <vector>

namespace drill {

// What an exporter is handed at `due`.
struct Departure
{
    telemetry::Timestamp due;
    std::uint64_t order = 0; // for equal times
    std::string resourceKey; // instance and version of its instrumentation
    otlp::Attributes resource;
    std::string scope;
    std::string scopeVersion;
    std::vector<otlp::OutgoingSpan> spans;
    std::vector<otlp::OutgoingLog> logs;
};

// One OTLP request, as protobuf.
struct RequestBody
{
    telemetry::SignalKind kind = telemetry::SignalKind::Traces;
    std::string bytes;
    std::uint64_t items = 0;
};
// One of traces and one of log records for each resource, in the order of the resources' keys.
std::vector<RequestBody> requestBodiesOf(std::vector<Departure> departures);

} // namespace drill
