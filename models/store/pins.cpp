// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/pins.h"

#include "models/store/sqlite.h"
#include "models/telemetry/alarm.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace store {

namespace {

using telemetry::TimeRange;
using telemetry::Timestamp;

// What led to an incident, and what shows that it is over, lies around it.
constexpr telemetry::Duration kMargin = std::chrono::minutes(10);

Timestamp added(Timestamp time, telemetry::Duration duration)
{
    const bool isOver = time > Timestamp::max() - std::chrono::hours(1);
    return isOver ? time : time + duration;
}

void addAlarms(const Database& database, Pins& pins)
{
    // An alarm that is not cleared goes on.
    Statement select = database.prepare(
        "SELECT min(onset_ns), CASE WHEN sum(id=newest AND state=?1)>0 THEN max(time_ns) ELSE ?2 "
        "END FROM (SELECT *, max(id) OVER (PARTITION BY alarm) AS newest FROM alarms) GROUP BY "
        "alarm");
    select.bind(std::int64_t{static_cast<int>(telemetry::AlarmState::Cleared)})
        .bind(std::numeric_limits<std::int64_t>::max());
    while (select.step())
        pins.push_back({.start = select.time(0) - kMargin, .end = added(select.time(1), kMargin)});
}

void addEntries(const Database& database, Pins& pins)
{
    Statement select = database.prepare(
        "SELECT time_ns FROM timeline WHERE kind NOT IN ('recording', 'alarm') ORDER BY time_ns");
    while (select.step()) {
        const Timestamp time = select.time(0);
        if (!pins.empty() && pins.back().end >= time - kMargin && pins.back().start <= time)
            pins.back().end = std::max(pins.back().end, time + kMargin);
        else
            pins.push_back({.start = time - kMargin, .end = time + kMargin});
    }
}

} // namespace

Pins readPins(const Database& database, Timestamp from)
{
    Pins all;
    addEntries(database, all);
    addAlarms(database, all);
    std::erase_if(all, [&](const TimeRange& pin) { return pin.end <= from; });
    std::sort(all.begin(), all.end(),
              [](const TimeRange& a, const TimeRange& b) { return a.start < b.start; });
    Pins apart;
    for (const TimeRange& pin : all) {
        if (!apart.empty() && pin.start <= apart.back().end)
            apart.back().end = std::max(apart.back().end, pin.end);
        else
            apart.push_back({.start = std::max(pin.start, from), .end = pin.end});
    }
    return apart;
}

bool isPinned(const Pins& pins, Timestamp time)
{
    const auto after =
        std::upper_bound(pins.begin(), pins.end(), time,
                         [](Timestamp wanted, const TimeRange& pin) { return wanted < pin.start; });
    return after != pins.begin() && time < std::prev(after)->end;
}

Pins unpinned(const Pins& pins, const TimeRange& range)
{
    Pins open;
    Timestamp at = range.start;
    for (const TimeRange& pin : pins) {
        if (pin.end <= at || pin.start >= range.end)
            continue;
        if (pin.start > at)
            open.push_back({.start = at, .end = pin.start});
        at = std::max(at, pin.end);
    }
    if (at < range.end)
        open.push_back({.start = at, .end = range.end});
    return open;
}

} // namespace store
