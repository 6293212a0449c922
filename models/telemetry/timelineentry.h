// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>

namespace telemetry {

// One entry of the timeline, the audit chain: each holds the hash of the one before. Kinds: alarm,
// alert, gap, note, verdict, step, probe, lever, arm, disarm, approval, action, rung, undo, mode,
// reask, recording, training.
struct TimelineEntry
{
    std::int64_t sequence = 0; // 1, 2, 3 ...; given by the recording
    Timestamp time; // when it happened
    Timestamp recorded; // when it was written
    std::string kind;
    std::string actor; // person, "detector", or the component
    std::string subject; // alarm id, lever id, trace id, ...
    std::string text; // one line for people
    std::string payload; // JSON object with the details, "{}" when there are none
    std::string previousHash; // lower-case hex SHA-256; 64 zeros for the first
    std::string hash;
};

} // namespace telemetry
