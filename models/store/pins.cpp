// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/pins.h"

#include <algorithm>
#include <chrono>
#include <utility>

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

// What people and we did. Not what comes by itself as often as it likes: the alerts of other
// systems, whether levers can be read, how they were found.
constexpr const char* kTelling =
    "SELECT time_ns FROM timeline WHERE sequence>?1 AND sequence<=?2 AND kind NOT IN "
    "('recording', 'alarm', 'alert') AND NOT (kind='lever' AND instr(payload, '\"before\":')=0)";

} // namespace

void addPin(Pins& pins, const TimeRange& range)
{
    const auto first =
        std::lower_bound(pins.begin(), pins.end(), range.start,
                         [](const TimeRange& pin, Timestamp start) { return pin.end < start; });
    auto last = first;
    TimeRange joined = range;
    for (; last != pins.end() && last->start <= range.end; ++last) {
        joined.start = std::min(joined.start, last->start);
        joined.end = std::max(joined.end, last->end);
    }
    if (first == last)
        pins.insert(first, joined);
    else
        *pins.erase(first, std::prev(last)) = joined;
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

PinReader::PinReader(const Database& database)
    : m_newest(database.prepare("SELECT (SELECT coalesce(max(id), 0) FROM alarms), "
                                "(SELECT coalesce(max(sequence), 0) FROM timeline)"))
    , m_alarmsAfter(database.prepare(
          "SELECT alarm, min(onset_ns), max(time_ns) FROM alarms WHERE id>?1 AND id<=?2 GROUP BY "
          "alarm"))
    , m_entriesAfter(database.prepare(kTelling))
{
}

std::optional<Pins> PinReader::news()
{
    if (!m_newest.step())
        return std::nullopt;
    const std::int64_t alarm = m_newest.integer(0);
    const std::int64_t entry = m_newest.integer(1);
    m_newest.reset();
    Pins pins;
    m_alarmsAfter.bind(std::exchange(m_lastAlarm, alarm)).bind(alarm);
    m_entriesAfter.bind(std::exchange(m_lastEntry, entry)).bind(entry);
    const bool isGood = readAlarms(pins) && readEntries(pins);
    m_alarmsAfter.reset();
    m_entriesAfter.reset();
    return isGood ? std::optional(std::move(pins)) : std::nullopt;
}

// One that nobody clears pins no more than one that was: else it would keep everything for good.
bool PinReader::readAlarms(Pins& pins)
{
    while (m_alarmsAfter.step()) {
        const TimeRange told{.start = m_alarmsAfter.time(1), .end = m_alarmsAfter.time(2)};
        TimeRange& range =
            m_alarms.try_emplace(std::string(m_alarmsAfter.text(0)), told).first->second;
        range.start = std::min(range.start, told.start);
        range.end = std::max(range.end, told.end);
        pins.push_back({.start = range.start - kMargin, .end = added(range.end, kMargin)});
    }
    return !m_alarmsAfter.hasFailed();
}

bool PinReader::readEntries(Pins& pins)
{
    while (m_entriesAfter.step()) {
        const Timestamp time = m_entriesAfter.time(0);
        pins.push_back({.start = time - kMargin, .end = added(time, kMargin)});
    }
    return !m_entriesAfter.hasFailed();
}

void PinReader::restart()
{
    m_alarms.clear();
    m_lastAlarm = 0;
    m_lastEntry = 0;
}

} // namespace store
