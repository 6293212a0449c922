// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/freshness.h"

#include "models/health/interval.h"

#include <algorithm>
#include <chrono>

namespace health {

namespace {

using namespace std::chrono_literals;
using telemetry::AlarmState;
using telemetry::EvaluationState;

constexpr double kGapTolerance = 1.9;
constexpr telemetry::Duration kShortestSilence = 15s;
constexpr std::int64_t kFewestBad = 3; // results, to call a share too high
constexpr std::int64_t kFewestRecent = 10; // the same for the newest part: it is looked at often
constexpr std::int64_t kFewestGood = 10; // results, to call it well
constexpr std::int64_t kFewestWithout =
    3; // without a result, where none of the newest part had one
constexpr std::int64_t kManyWithout = 8; // the same where some of it had
constexpr double kTolerance = 0.03; // above a baseline, absolute ...
constexpr double kRelativeTolerance = 0.25; // ... or as a share of it, as the monitors have it

HealthState kindOfUnknown(std::optional<EvaluationState> kind)
{
    switch (kind.value_or(EvaluationState::NoData)) {
    case EvaluationState::NotCaptured:
        return HealthState::NotCaptured;
    case EvaluationState::Inconclusive:
        return HealthState::Inconclusive;
    case EvaluationState::JudgeUnavailable:
        return HealthState::JudgeUnavailable;
    case EvaluationState::Stale:
        return HealthState::Stale;
    case EvaluationState::NoData:
    case EvaluationState::Passed:
    case EvaluationState::Failed:
        break;
    }
    return HealthState::NoData;
}

bool isTooHigh(const telemetry::Rollup& rollup, std::int64_t fewest, double limit)
{
    return rollup.count >= fewest && wilsonInterval(rollup.failed, rollup.count).low > limit;
}

} // namespace

double wellUpTo(std::optional<double> baseline)
{
    if (!baseline)
        return kObjective;
    return std::min(kObjective, *baseline + std::max(kTolerance, kRelativeTolerance * *baseline));
}

const char* toString(HealthState state)
{
    switch (state) {
    case HealthState::Well:
        return "well";
    case HealthState::AlarmRaised:
        return "alarm";
    case HealthState::Acknowledged:
        return "acknowledged";
    case HealthState::Degraded:
        return "degraded";
    case HealthState::Stale:
        return "stale";
    case HealthState::NoData:
        return "no data";
    case HealthState::NotCaptured:
        return "not captured";
    case HealthState::Inconclusive:
        return "inconclusive";
    case HealthState::JudgeUnavailable:
        return "judge unavailable";
    }
    return "no data";
}

bool isUnknown(HealthState state)
{
    return state >= HealthState::Stale;
}

telemetry::Duration expectedInterval(std::vector<telemetry::Timestamp> times)
{
    if (times.size() < 3)
        return kShortestSilence;
    std::ranges::sort(times);
    std::vector<telemetry::Duration> gaps;
    for (std::size_t i = 1; i < times.size(); ++i)
        gaps.push_back(times[i] - times[i - 1]);
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
    std::ranges::nth_element(gaps, middle);
    const auto tolerated = static_cast<double>(middle->count()) * kGapTolerance;
    return std::max(kShortestSilence, telemetry::Duration(static_cast<std::int64_t>(tolerated)));
}

bool haveResultsStopped(const CellFacts& facts)
{
    const telemetry::Rollup& recent = facts.recent;
    if (recent.count == 0 && recent.levels == 0)
        return recent.unknown >= kFewestWithout;
    return recent.unknown >= kManyWithout && facts.lastResult
        && facts.now - *facts.lastResult > facts.expected;
}

HealthState healthStateOf(const CellFacts& facts)
{
    if (facts.alarm == AlarmState::Raised || facts.alarm == AlarmState::Latched)
        return HealthState::AlarmRaised;
    if (facts.alarm == AlarmState::Acknowledged || facts.alarm == AlarmState::Shelved
        || facts.alarm == AlarmState::Suppressed)
        return HealthState::Acknowledged;
    if (!facts.lastEvent)
        return HealthState::NoData;
    const telemetry::Rollup& rollup = facts.rollup;
    // No value was ever there that could have grown old.
    if (rollup.count == 0 && rollup.levels == 0 && rollup.unknown > 0
        && facts.unknownKind == EvaluationState::NotCaptured)
        return HealthState::NotCaptured;
    if (facts.now - *facts.lastEvent > facts.expected)
        return HealthState::Stale;
    const double limit = wellUpTo(facts.baseline);
    if (isTooHigh(rollup, kFewestBad, limit) || isTooHigh(facts.recent, kFewestRecent, limit))
        return HealthState::Degraded;
    if (haveResultsStopped(facts))
        return kindOfUnknown(facts.unknownKind);
    // A level without its answers is better than nothing, and no claim that all is well.
    if (rollup.count == 0 && rollup.levels > 0)
        return HealthState::Inconclusive;
    if (rollup.count <= rollup.unknown)
        return kindOfUnknown(facts.unknownKind);
    return rollup.count < kFewestGood ? HealthState::Inconclusive : HealthState::Well;
}

} // namespace health
