// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/pins.h"
#include "models/store/sqlite.h"

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace store {

class Interner;

// Takes rollups out by the time at which they were recorded, a slice at a time, and what hangs on
// them: totals counted elsewhere and signals of which nothing is left. What pins cover stays, whole
// minutes of it: a row of minutes has all of its seconds or none, one of hours all of its minutes,
// which readers rely on. Part of Retention; the writing connection of a ring has an index more for
// each width.
class RollupRetention
{
public:
    RollupRetention(const Database& database, Interner& interner, bool isRing);

    // Written for SQL to look at, also by the rest of Retention: temp.pinned(start_s, end_s), whole
    // minutes, apart from each other.
    bool addPin(const telemetry::TimeRange& pin);
    bool clearPins();

    // One slice of seconds recorded before `seconds`, one of minutes recorded before `minutes` and
    // one of hours recorded before `hours`. False after an error.
    bool remove(telemetry::Timestamp seconds, telemetry::Timestamp minutes,
                telemetry::Timestamp hours);
    // One slice of what was recorded first, before `end`: `isDone` when there is none.
    bool removeOldest(telemetry::Timestamp end, bool& isDone);
    // Seconds that seem to be recorded after `now`, until `until`: with the rows that they are of.
    bool removeAhead(telemetry::Timestamp now, telemetry::Timestamp until);
    bool isMore() const { return m_isMore; }
    // Goes through all of it again; also after a rollback.
    void restart();

private:
    // How far one of the tables was dealt with, in its own recorded buckets.
    struct Progress
    {
        std::optional<std::int64_t> next;
    };
    bool removeSlice(Statement& first, Statement& remove, Progress& progress, std::int64_t end,
                     std::int64_t slice);
    bool removeSeconds(std::int64_t endMinute);
    bool removeMinutes(std::int64_t endMinute);
    bool removeHours(std::int64_t endHour);
    // What hung on hours that are gone.
    bool settle();
    std::vector<std::int64_t> countedSources();

    const Database& m_database;
    Interner& m_interner;
    Statement m_firstSecond;
    Statement m_firstMinute;
    Statement m_firstHour;
    Statement m_removeSeconds;
    Statement m_removeMinutes;
    Statement m_removeHours;
    Statement m_pinBefore;
    Statement m_removePin;
    Statement m_insertPin;
    Statement m_hasHour;
    Statement m_removeCounted;
    Statement m_removeSignal;
    Progress m_seconds;
    Progress m_minutes;
    Progress m_hours;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_gone; // signal and hour
    bool m_isMore = false;
};

} // namespace store
