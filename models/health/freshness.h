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
    Degraded, // more answers fail than should, no alarm (yet, or any more)
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
    telemetry::Rollup recent; // of the newest part of it
    std::optional<telemetry::Timestamp>
        lastEvent; // newest observation or unknown, absent: none ever
    // Newest observation of the window with a result, absent: none.
    std::optional<telemetry::Timestamp> lastResult;
    telemetry::Timestamp now;
    telemetry::Duration expected = std::chrono::seconds(15);
    std::optional<telemetry::AlarmState> alarm; // newest state, absent: none
    // Share of failed answers before the newest alarm of this cell, open or over; absent when it
    // was about something else or there was none.
    std::optional<double> baseline;
    // Kind of the newest evaluation without a result, to tell why there is none.
    std::optional<telemetry::EvaluationState> unknownKind;
};

// Share of failed answers up to which a check may be called well, unless a baseline is lower.
inline constexpr double kObjective = 0.1;
// The same of a cell with this baseline: never above the objective.
double wellUpTo(std::optional<double> baseline);

// An open alarm counts first, staleness next: an old value may not pass for a present one. Where
// nothing was captured there is no value to be old.
// Degraded: the low bound of the 95 % interval of the failed share, of the window or of its newest
// part, is above the objective, or above the baseline by more than is worth an alarm. Well is a
// claim and needs ten results and a result for more than half of what was evaluated, and that
// results still come; else the state says why it is not known.
HealthState healthStateOf(const CellFacts& facts);

// What is evaluated now gets no result any more, as where the texts of answers have stopped to
// come: none of several in the newest part, or none of many for longer than `expected`. What the
// window holds of before says nothing of now.
bool haveResultsStopped(const CellFacts& facts);

} // namespace health
