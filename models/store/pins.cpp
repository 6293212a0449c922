// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/pins.h"

#include "models/store/sqlite.h"

#include <algorithm>
#include <chrono>

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
    // One that nobody clears pins no more than one that was: else it would keep everything for
    // good.
    Statement select =
        database.prepare("SELECT min(onset_ns), max(time_ns) FROM alarms GROUP BY alarm");
    while (select.step())
        pins.push_back({.start = select.time(0) - kMargin, .end = added(select.time(1), kMargin)});
}

// What people and we did. Not what comes by itself as often as it likes: the alerts of other
// systems, whether levers can be read, how they were found.
constexpr const char* kTelling =
    "SELECT time_ns FROM timeline WHERE kind NOT IN ('recording', 'alarm', 'alert') AND NOT "
    "(kind='lever' AND instr(payload, '\"before\":')=0) ORDER BY time_ns";

void addEntries(const Database& database, Pins& pins)
{
    Statement select = database.prepare(kTelling);
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
