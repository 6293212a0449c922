// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace health {

// What a cell of the health view shows. The last five are kinds of unknown: never green, never
// zero.
enum class HealthState : std::uint8_t
{
    Well,
    AlarmRaised,
    Acknowledged,
    Degraded, // worse than one half of the answers failing, no alarm (yet)
    Stale,
    NoData,
    NotCaptured,
    Inconclusive,
    JudgeUnavailable,
};

const char* toString(HealthState state);
bool isUnknown(HealthState state);

// How long a value stays fresh: the median gap between observations times 1.9, at least 15 s; 15 s
// while fewer than two gaps are known. `times` in any order.
telemetry::Duration expectedInterval(std::vector<telemetry::Timestamp> times);

struct CellFacts
{
    telemetry::Rollup rollup; // of the window that is shown
    std::optional<telemetry::Timestamp>
        lastEvent; // newest observation or unknown, absent: none ever
    telemetry::Timestamp now;
    telemetry::Duration expected = std::chrono::seconds(15);
    std::optional<telemetry::AlarmState> alarm; // newest state, absent: none
    // Kind of the newest evaluation without a result, to tell why there is none.
    std::optional<telemetry::EvaluationState> unknownKind;
};

// An open alarm counts first, staleness next: an old value may not pass for a present one.
HealthState healthStateOf(const CellFacts& facts);

} // namespace health
