// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/traffic.h"

#include <cstdint>
#include <string>

namespace bench {

// Lines as the Collector's file exporter writes them: one TracesData document in OTLP JSON each,
// with 64-bit integers as strings.
class JsonTraffic
{
public:
    explicit JsonTraffic(std::uint64_t seed = 1);
    // Without the line break; about 1.5 kB a span.
    std::string line(int traces);

private:
    TraceGenerator m_generator;
    telemetry::Timestamp m_time;
};

} // namespace bench
