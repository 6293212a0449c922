// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/retentionrollups.h"

#include "models/store/interner.h"
#include "models/store/rollupwriter.h"
#include "models/telemetry/signal.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <string>

namespace store {

namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kSecondsSlice = 10 * kMinute; // of recorded time, in one step
constexpr std::int64_t kMinutesSlice = 60;
constexpr std::int64_t kLate =
    6; // slices in which health may still write when they were dealt with

std::int64_t minuteOf(telemetry::Timestamp time)
{
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

// `second` is where the bucket begins.
std::string unpinnedRows(const std::string& table, const std::string& second)
{
    return "DELETE FROM " + table + " WHERE recorded_bucket>=?1 AND recorded_bucket<?2 AND "
        + "coalesce((SELECT p.end_s FROM temp.pinned p WHERE p.start_s<=" + second
        + " ORDER BY p.start_s DESC LIMIT 1), " + second + ")<=" + second;
}

// Statements are prepared only when it is there. A recording that is no ring needs no index.
const Database& withTables(const Database& database, bool isRing)
{
    static_cast<void>(database.execute("CREATE TEMP TABLE IF NOT EXISTS pinned(start_s INTEGER "
                                       "PRIMARY KEY, end_s INTEGER NOT NULL)"));
    if (isRing)
        static_cast<void>(
            database.execute("CREATE INDEX IF NOT EXISTS rollups_second_by_recorded ON "
                             "rollups_second(recorded_bucket); CREATE INDEX IF NOT EXISTS "
                             "rollups_minute_by_recorded ON rollups_minute(recorded_bucket)"));
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
    , m_removeSeconds(database.prepare(unpinnedRows("rollups_second", "bucket")))
    , m_removeMinutes(database.prepare(unpinnedRows("rollups_minute", "bucket*60")
                                       + " RETURNING signal, bucket"))
    , m_hasMinute(
          database.prepare("SELECT 1 FROM rollups_minute WHERE signal=? AND bucket=? LIMIT 1"))
    , m_removeCounted(database.prepare(
          "DELETE FROM counted_buckets WHERE source=? AND signal=? AND bucket>=? AND bucket<?"))
    , m_removeSignal(database.prepare(
          "DELETE FROM signals WHERE id=?1 AND id<(SELECT max(id) FROM signals) AND NOT EXISTS "
          "(SELECT 1 FROM rollups_minute WHERE signal=?1) AND NOT EXISTS (SELECT 1 FROM "
          "rollups_second WHERE signal=?1)"))
{
}

bool RollupRetention::setPins(const Pins& pins)
{
    if (!m_database.execute("DELETE FROM temp.pinned"))
        return false;
    Statement insert = m_database.prepare(
        "INSERT INTO temp.pinned(start_s, end_s) VALUES(?1,?2) ON CONFLICT(start_s) DO UPDATE SET "
        "end_s=max(end_s, excluded.end_s)");
    std::optional<std::pair<std::int64_t, std::int64_t>> open;
    const auto close = [&] {
        return !open || insert.bind(open->first * kMinute).bind(open->second * kMinute).run();
    };
    bool isGood = true;
    for (const telemetry::TimeRange& pin : pins) {
        const std::int64_t first = minuteOf(pin.start);
        const std::int64_t end = minuteOf(pin.end) + 1;
        if (open && first <= open->second) {
            open->second = std::max(open->second, end);
            continue;
        }
        isGood = isGood && close();
        open = {first, end};
    }
    return isGood && close();
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

bool RollupRetention::removeMinutes(std::int64_t endMinute)
{
    return removeSlice(m_firstMinute, m_removeMinutes, m_minutes, endMinute, kMinutesSlice)
        && settle();
}

bool RollupRetention::remove(telemetry::Timestamp seconds, telemetry::Timestamp minutes)
{
    m_isMore = false;
    return removeSeconds(minuteOf(seconds)) && removeMinutes(minuteOf(minutes));
}

bool RollupRetention::removeOldest(telemetry::Timestamp end, bool& isDone)
{
    const auto before = std::pair(m_seconds.next, m_minutes.next);
    bool isGood = removeSeconds(minuteOf(end));
    if (isGood && m_seconds.next == before.first)
        isGood = removeMinutes(minuteOf(end));
    isDone = before == std::pair(m_seconds.next, m_minutes.next);
    return isGood;
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
    for (const auto& [signal, minute] : std::exchange(m_gone, {})) {
        signals.insert(signal);
        const bool isLeft = m_hasMinute.bind(signal).bind(minute).step();
        isGood = isGood && !m_hasMinute.hasFailed();
        m_hasMinute.reset();
        for (std::size_t i = 0; !isLeft && i < sources.size(); ++i)
            isGood = isGood
                && m_removeCounted.bind(sources[i])
                       .bind(signal)
                       .bind(minute * kMinute)
                       .bind((minute + 1) * kMinute)
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
    m_gone.clear();
    m_isMore = false;
}

} // namespace store
