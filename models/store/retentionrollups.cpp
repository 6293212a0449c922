// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retentionrollups.h"

#include "models/store/interner.h"
#include "models/store/minute.h"
#include "models/store/rollupwriter.h"
#include "models/telemetry/signal.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <string>

namespace store {

namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kMinutesInHour = 60;
constexpr std::int64_t kSecondsSlice = 10 * kMinute; // of recorded time, in one step
constexpr std::int64_t kMinutesSlice = kMinutesInHour;
constexpr std::int64_t kHoursSlice = 24;
constexpr std::int64_t kLate =
    6; // slices in which health may still write when they were dealt with

// Rows of which no pin covers anything from second `start` until `end`: those of minutes, whole
// hours, so that an hour has all of its minutes or none.
std::string unpinnedRows(const std::string& table, const std::string& start, const std::string& end)
{
    return "DELETE FROM " + table + " WHERE recorded_bucket>=?1 AND recorded_bucket<?2 AND "
        + "coalesce((SELECT p.end_s FROM temp.pinned p WHERE p.start_s<" + end
        + " ORDER BY p.start_s DESC LIMIT 1), " + start + ")<=" + start;
}

// The hour that begins at minute `bucket` or before.
constexpr const char* kHourStart = "(bucket-((bucket%60)+60)%60)*60";
constexpr const char* kHourEnd = "((bucket-((bucket%60)+60)%60)+60)*60";

// Statements are prepared only when it is there. A recording that is no ring needs no index.
const Database& withTables(const Database& database, bool isRing)
{
    static_cast<void>(database.execute("CREATE TEMP TABLE IF NOT EXISTS pinned(start_s INTEGER "
                                       "PRIMARY KEY, end_s INTEGER NOT NULL)"));
    if (isRing)
        static_cast<void>(database.execute(
            "CREATE INDEX IF NOT EXISTS rollups_second_by_recorded ON "
            "rollups_second(recorded_bucket); CREATE INDEX IF NOT EXISTS "
            "rollups_minute_by_recorded ON rollups_minute(recorded_bucket); CREATE INDEX IF "
            "NOT EXISTS rollups_hour_by_recorded ON rollups_hour(recorded_bucket)"));
    return database;
}

} // namespace

RollupRetention::RollupRetention(const Database& database, Interner& interner, bool isRing)
    : m_database(withTables(database, isRing))
    , m_interner(interner)
    , m_firstSecond(database.prepare(
          "SELECT min(recorded_bucket) FROM rollups_second WHERE recorded_bucket>=?"))
    , m_firstMinute(database.prepare(
          "SELECT min(recorded_bucket) FROM rollups_minute WHERE recorded_bucket>=?"))
    , m_firstHour(database.prepare(
          "SELECT min(recorded_bucket) FROM rollups_hour WHERE recorded_bucket>=?"))
    , m_removeSeconds(database.prepare(unpinnedRows("rollups_second", "bucket", "bucket+1")))
    , m_removeMinutes(database.prepare(unpinnedRows("rollups_minute", kHourStart, kHourEnd)))
    , m_removeHours(database.prepare(unpinnedRows("rollups_hour", "bucket*3600", "(bucket+1)*3600")
                                     + " RETURNING signal, bucket"))
    , m_pinBefore(database.prepare("SELECT start_s, end_s FROM temp.pinned WHERE start_s<=? ORDER "
                                   "BY start_s DESC LIMIT 1"))
    , m_removePin(database.prepare("DELETE FROM temp.pinned WHERE start_s=?"))
    , m_insertPin(database.prepare("INSERT INTO temp.pinned(start_s, end_s) VALUES(?,?)"))
    , m_hasHour(database.prepare("SELECT 1 FROM rollups_hour WHERE signal=? AND bucket=? LIMIT 1"))
    , m_removeCounted(database.prepare(
          "DELETE FROM counted_buckets WHERE source=? AND signal=? AND bucket>=? AND bucket<?"))
    , m_removeSignal(database.prepare(
          "DELETE FROM signals WHERE id=?1 AND id<(SELECT max(id) FROM signals) AND NOT EXISTS "
          "(SELECT 1 FROM rollups_hour WHERE signal=?1) AND NOT EXISTS (SELECT 1 FROM "
          "rollups_minute WHERE signal=?1) AND NOT EXISTS (SELECT 1 FROM rollups_second WHERE "
          "signal=?1)"))
{
}

bool RollupRetention::addPin(const telemetry::TimeRange& pin)
{
    std::int64_t start = minuteOf(pin.start) * kMinute;
    std::int64_t end = (minuteOf(pin.end) + 1) * kMinute;
    bool isGood = true;
    while (isGood && m_pinBefore.bind(end).step() && m_pinBefore.integer(1) >= start) {
        const std::int64_t joined = m_pinBefore.integer(0);
        start = std::min(start, joined);
        end = std::max(end, m_pinBefore.integer(1));
        m_pinBefore.reset();
        isGood = m_removePin.bind(joined).run();
    }
    isGood = isGood && !m_pinBefore.hasFailed();
    m_pinBefore.reset();
    return isGood && m_insertPin.bind(start).bind(end).run();
}

bool RollupRetention::clearPins()
{
    return m_database.execute("DELETE FROM temp.pinned").has_value();
}

// Where nothing was recorded for long is passed over.
bool RollupRetention::removeSlice(Statement& first, Statement& remove, Progress& progress,
                                  std::int64_t end, std::int64_t slice)
{
    first.bind(progress.next.value_or(std::numeric_limits<std::int64_t>::min()));
    const bool isAny = first.step() && !first.isNull(0);
    const std::int64_t oldest = isAny ? first.integer(0) : end;
    bool isGood = !first.hasFailed();
    first.reset();
    if (!isGood || oldest >= end)
        return isGood;
    const std::int64_t from =
        std::max(progress.next.value_or(oldest), floorDivide(oldest, slice) * slice);
    const std::int64_t until = std::min(end, floorDivide(oldest, slice) * slice + slice);
    remove.bind(from - kLate * slice).bind(until);
    while (remove.step())
        m_gone.emplace_back(remove.integer(0), remove.integer(1));
    isGood = !remove.hasFailed();
    remove.reset();
    progress.next = until;
    m_isMore = m_isMore || until < end;
    return isGood;
}

bool RollupRetention::removeSeconds(std::int64_t endMinute)
{
    return removeSlice(m_firstSecond, m_removeSeconds, m_seconds, endMinute * kMinute,
                       kSecondsSlice);
}

// Whole hours of recorded time.
bool RollupRetention::removeMinutes(std::int64_t endMinute)
{
    return removeSlice(m_firstMinute, m_removeMinutes, m_minutes,
                       floorDivide(endMinute, kMinutesInHour) * kMinutesInHour, kMinutesSlice);
}

bool RollupRetention::removeHours(std::int64_t endHour)
{
    return removeSlice(m_firstHour, m_removeHours, m_hours, endHour, kHoursSlice) && settle();
}

bool RollupRetention::remove(telemetry::Timestamp seconds, telemetry::Timestamp minutes,
                             telemetry::Timestamp hours)
{
    m_isMore = false;
    return removeSeconds(minuteOf(seconds)) && removeMinutes(minuteOf(minutes))
        && removeHours(floorDivide(minuteOf(hours), kMinutesInHour));
}

bool RollupRetention::removeOldest(telemetry::Timestamp end, bool& isDone)
{
    const auto before = std::array{m_seconds.next, m_minutes.next, m_hours.next};
    bool isGood = removeSeconds(minuteOf(end));
    if (isGood && m_seconds.next == before[0])
        isGood = removeMinutes(minuteOf(end));
    if (isGood && m_seconds.next == before[0] && m_minutes.next == before[1])
        isGood = removeHours(floorDivide(minuteOf(end), kMinutesInHour));
    isDone = before == std::array{m_seconds.next, m_minutes.next, m_hours.next};
    return isGood;
}

bool RollupRetention::removeAhead(telemetry::Timestamp now, telemetry::Timestamp until)
{
    constexpr std::int64_t kBeingWritten = 2; // minutes
    return m_removeSeconds.bind((minuteOf(now) + kBeingWritten) * kMinute)
        .bind((minuteOf(until) + 1) * kMinute)
        .run();
}

std::vector<std::int64_t> RollupRetention::countedSources()
{
    // From source to source by the key; there are few, and many rows of each.
    Statement select = m_database.prepare(
        "WITH RECURSIVE one(source) AS (SELECT min(source) FROM counted_buckets UNION ALL SELECT "
        "(SELECT min(source) FROM counted_buckets c WHERE c.source>one.source) FROM one WHERE "
        "one.source IS NOT NULL) SELECT source FROM one WHERE source IS NOT NULL");
    std::vector<std::int64_t> sources;
    while (select.step())
        sources.push_back(select.integer(0));
    return sources;
}

// A total goes with the last of the rows that it was the sum of: earlier, what is pulled again
// would count twice.
bool RollupRetention::settle()
{
    if (m_gone.empty())
        return true;
    const std::vector<std::int64_t> sources = countedSources();
    std::set<std::int64_t> signals;
    bool isGood = true;
    for (const auto& [signal, hour] : std::exchange(m_gone, {})) {
        signals.insert(signal);
        const bool isLeft = m_hasHour.bind(signal).bind(hour).step();
        isGood = isGood && !m_hasHour.hasFailed();
        m_hasHour.reset();
        for (std::size_t i = 0; !isLeft && i < sources.size(); ++i)
            isGood = isGood
                && m_removeCounted.bind(sources[i])
                       .bind(signal)
                       .bind(hour * kMinutesInHour * kMinute)
                       .bind((hour + 1) * kMinutesInHour * kMinute)
                       .run();
    }
    bool isForgotten = false;
    for (const std::int64_t signal : signals) {
        isGood = isGood && m_removeSignal.bind(signal).run();
        isForgotten = isForgotten || (isGood && m_database.changes() > 0);
    }
    if (isForgotten)
        m_interner.forgetSignals();
    return isGood;
}

void RollupRetention::restart()
{
    m_seconds = {};
    m_minutes = {};
    m_hours = {};
    m_gone.clear();
    m_isMore = false;
}

} // namespace store
