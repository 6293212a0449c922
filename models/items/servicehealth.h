// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/freshness.h"
#include "models/health/interval.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <QMetaType>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace items {

// One check of one service over the visible range, as known at the cursor.
struct CheckCell
{
    bool isPresent = false; // the check has been seen on this service, ever
    health::HealthState state = health::HealthState::NoData;
    int severity = 0; // of the worst that is open on it, 1 worst; 0: nothing is
    std::int64_t count = 0; // observations with a result, in the range
    std::int64_t failed = 0;
    // Onset of its open alarm, where the range reaches back before it: then what is shown first
    // counts from there, for the range mixes what was well into it.
    std::optional<telemetry::Timestamp> since;
    std::int64_t sinceCount = 0;
    std::int64_t sinceFailed = 0;
    std::int64_t unknown = 0; // evaluated without a result
    std::int64_t recentCount = 0; // the same of the newest minute
    std::int64_t recentFailed = 0;
    // Onset of its open alarm, where the newest minute reaches back before it: then "recent" is
    // what has come since, for the minute would mix what was well into it.
    std::optional<telemetry::Timestamp> recentSince;
    // Degraded without an alarm: results of any time, which what is usual is learnt from.
    std::optional<std::int64_t> seen;
    std::optional<double> usual; // failed share before the newest alarm on it
    double limit = 0; // share up to which it may be called well
    double mean = 0; // badness, 0..1; means nothing when count is zero
    // Where another engine gives a level and no verdicts: mean badness, and answers behind it.
    std::optional<double> level;
    std::int64_t levelCount = 0; // 0: not told
    telemetry::Timestamp lastEvent; // newest observation, of any time; zero when never
    // When the newest one with a result was, where none of what has come since had one: the figures
    // are of before.
    std::optional<telemetry::Timestamp> noResultSince;
    std::vector<float>
        trend; // failed share a bucket, oldest first; negative where there is no data

    double failedShare() const
    {
        return count > 0 ? static_cast<double>(failed) / static_cast<double>(count) : 0;
    }
    health::Interval interval() const { return health::wilsonInterval(failed, count); }
    // A figure that says how it is now.
    bool hasFigure() const { return count > 0 && !noResultSince; }
    // What the cell shows: since the onset of its alarm, or over the range.
    bool isSinceOnset() const { return since && sinceCount > 0; }
    std::int64_t shownCount() const { return isSinceOnset() ? sinceCount : count; }
    std::int64_t shownFailed() const { return isSinceOnset() ? sinceFailed : failed; }
    double shownShare() const
    {
        return shownCount() > 0
            ? static_cast<double>(shownFailed()) / static_cast<double>(shownCount())
            : 0;
    }
    health::Interval shownInterval() const
    {
        return health::wilsonInterval(shownFailed(), shownCount());
    }
    friend bool operator==(const CheckCell&, const CheckCell&) = default;
};

// An open alarm that no cell shows: of how answers are distributed, or of a judge's own calls.
struct OtherAlarm
{
    std::string check;
    health::HealthState state = health::HealthState::AlarmRaised;
    int severity = 4; // 1 worst

    friend bool operator==(const OtherAlarm&, const OtherAlarm&) = default;
};

struct ServiceHealth
{
    std::string service;
    std::int64_t generations = 0; // in the range
    bool isThinned = false; // others were in it, and were removed by retention
    telemetry::Timestamp lastEvent;
    std::map<std::string, CheckCell> checks;
    std::vector<OtherAlarm> others = {}; // worst first

    // 0 worst. Alarms first, then degraded, unknown, well.
    int rank() const;
    friend bool operator==(const ServiceHealth&, const ServiceHealth&) = default;
};

// All that the fleet matrix and the incident line show, read in one go.
struct FleetSnapshot
{
    telemetry::Timestamp now; // what ages count from: the cursor
    std::vector<std::string> checks; // columns: those with an open alarm, then ours
    // Worst first: by rank, then by the severity of what is open, then by name.
    std::vector<ServiceHealth> services;
    std::vector<telemetry::AlarmTransition> alarms; // where each stood
};

// Alarms as they stood at `then`, see alarmsThen(). Pool thread.
telemetry::Result<FleetSnapshot> readFleet(const store::Reader& reader, const store::View& view,
                                           telemetry::Timestamp then = telemetry::Timestamp::max());

// The worst open state of the alarms of one service and check; an empty check means any.
std::optional<telemetry::AlarmState>
openAlarm(const std::vector<telemetry::AlarmTransition>& alarms, const std::string& service,
          const std::string& check);

// How much a state matters, 0 most.
int rankOf(health::HealthState state);

} // namespace items

Q_DECLARE_METATYPE(items::CheckCell)
