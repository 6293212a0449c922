// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/offline.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ingest {
class Pipeline;
}

namespace commands {

// What was planted in a drill's recording.
struct DrillTruth
{
    drill::Scenario scenario;
    telemetry::Timestamp faultTime;
    telemetry::Timestamp end;
    std::vector<drill::Traffic::Change> redHerrings;
    std::vector<drill::HandedOver> handedOver; // in the order in which they were taken
    std::vector<drill::EpisodeTruth> episodes; // in the order in which they began
    std::uint64_t generations = 0;
};

// Makes a drill by its own clock and records it as a live console would have: recorded times,
// health, alarms, links, levers and the timeline are as if it had taken as long as it tells.
// `path` must not exist. `judged` is called about once a second of it, with its clock: all that
// happened by then is on disk and judged, and nothing else is written until it returns.
using JudgedHandler = std::function<void(telemetry::Timestamp now, ingest::Pipeline& pipeline)>;
telemetry::Result<DrillTruth> recordDrill(const drill::OfflineSettings& settings,
                                          const std::string& path,
                                          const JudgedHandler& judged = {});

} // namespace commands
