// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>

namespace bench {

// A recording of nothing but one trace: a run of an agent and of the agents that it calls, which
// ask a model, call tools one after another or at once, read and query inside of these, fail now
// and then and are tried again. The same number of spans gives the same trace.
struct RecordedAgentTrace
{
    telemetry::TraceId id;
    telemetry::TimeRange range;
    telemetry::Timestamp recorded;
    int spans = 0;
    int failed = 0;
    int deepest = 0; // levels, 1 for the root alone
    std::int64_t bytes = 0; // of the file
};

// Makes the file, which is not there yet. `spans` at least 1.
telemetry::Result<RecordedAgentTrace> recordAgentTrace(const std::string& path, int spans);

} // namespace bench
