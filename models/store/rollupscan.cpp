// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/rollupscan.h"

#include "models/store/rollupwriter.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <string>

namespace store {

namespace {

constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::min();
constexpr int kFirstSchemaWithHours = 14; // in an older file their table is there, and empty

constexpr const char* kColumns = "SELECT bucket, recorded_bucket, count, failed, unknown, sum, "
                                 "sum_squares, histogram, levels, level_sum, level_count FROM ";

std::int64_t secondOf(telemetry::Timestamp time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

std::int64_t ceilDivide(std::int64_t value, std::int64_t divisor)
{
    return -floorDivide(-value, divisor);
}

telemetry::Rollup rollupRow(const Statement& row)
{
    telemetry::Rollup rollup;
    rollup.bucket = row.integer(0);
    rollup.recordedBucket = row.integer(1);
    rollup.count = row.integer(2);
    rollup.failed = row.integer(3);
    rollup.unknown = row.integer(4);
    rollup.sum = row.real(5);
    rollup.sumSquares = row.real(6);
    readHistogram(row.blob(7), rollup);
    rollup.levels = row.integer(8);
    rollup.levelSum = row.real(9);
    rollup.levelCount = row.integer(10);
    return rollup;
}

// That nothing is left of the finer rows of row `m`.
std::string hasNothingFiner(const std::string& finer)
{
    return "NOT EXISTS (SELECT 1 FROM " + finer
        + " s WHERE s.signal=m.signal AND s.bucket>=m.bucket*60 AND s.bucket<m.bucket*60+60 AND "
          "s.recorded_bucket>=m.recorded_bucket*60 AND "
          "s.recorded_bucket<m.recorded_bucket*60+60)";
}

} // namespace

Window windowOf(const View& view)
{
    return {.first = secondOf(view.range.start),
            .last =
                std::chrono::ceil<std::chrono::seconds>(view.range.end).time_since_epoch().count(),
            .known = view.knownAt};
}

RollupScan::RollupScan(Reader::Private& reader)
    : m_reader(reader)
    , m_newestHour(reader.database.prepare(
          "SELECT bucket FROM rollups_hour WHERE signal=? AND recorded_bucket<=? ORDER BY bucket "
          "DESC LIMIT 1"))
    , m_newestMinute(reader.database.prepare(
          "SELECT bucket FROM rollups_minute WHERE signal=? AND bucket<? AND recorded_bucket<=? "
          "ORDER BY bucket DESC LIMIT 1"))
{
    const std::string columns(kColumns);
    const auto prepare = [&reader](const std::string& sql) { return reader.database.prepare(sql); };
    m_levels[0].rows = prepare(columns
                               + "rollups_second WHERE signal=? AND bucket>=? AND bucket<? AND "
                                 "recorded_bucket>=? AND recorded_ns<=?");
    m_levels[0].newest = prepare("SELECT DISTINCT bucket FROM rollups_second WHERE signal=? AND "
                                 "bucket<? AND recorded_ns<=? ORDER BY bucket DESC LIMIT ?");
    const std::array<std::string, 3> tables{"rollups_second", "rollups_minute", "rollups_hour"};
    for (std::size_t level = 1; level < m_levels.size(); ++level) {
        Level& one = m_levels[level];
        one.seconds = m_levels[level - 1].seconds * 60;
        one.rows = prepare(columns + tables[level]
                           + " WHERE signal=? AND bucket>=? AND bucket<? AND recorded_bucket>=? "
                             "AND recorded_bucket<=?");
        const std::string isBare = hasNothingFiner(tables[level - 1]);
        one.bare = prepare(
            columns + tables[level]
            + " m WHERE signal=? AND bucket>=? AND bucket<? AND recorded_bucket<? AND " + isBare);
        one.newest = prepare("SELECT DISTINCT bucket FROM " + tables[level]
                             + " m WHERE signal=? AND bucket>=? AND bucket<=? AND "
                               "recorded_bucket<? AND "
                             + isBare + " ORDER BY bucket DESC LIMIT ?");
    }
}

RollupScan::Width RollupScan::widthFor(std::int64_t seconds)
{
    return seconds % 3600 == 0 ? Width::Hour : seconds % 60 == 0 ? Width::Minute : Width::Second;
}

bool RollupScan::visitBare(std::size_t level, std::int64_t signal, const Window& window,
                           const Visit& visit)
{
    Level& one = m_levels[level];
    const std::int64_t first = ceilDivide(window.first, one.seconds);
    const std::int64_t last = ceilDivide(window.last, one.seconds);
    if (first >= last)
        return true;
    one.bare.bind(signal).bind(first).bind(last).bind(
        floorDivide(secondOf(window.known), one.seconds));
    while (one.bare.step())
        visit(one.bare.integer(0) * one.seconds, rollupRow(one.bare));
    const bool isGood = !m_reader.hasFailed(one.bare);
    one.bare.reset();
    return isGood;
}

bool RollupScan::visitSeconds(std::int64_t signal, const Window& window, std::int64_t recordedFrom,
                              const Visit& visit)
{
    if (window.first >= window.last)
        return true;
    Statement& rows = m_levels[0].rows;
    rows.bind(signal).bind(window.first).bind(window.last).bind(recordedFrom).bind(window.known);
    while (rows.step())
        visit(rows.integer(0), rollupRow(rows));
    const bool isGood = !m_reader.hasFailed(rows);
    rows.reset();
    return isGood;
}

// The rows know which buckets were touched by what was recorded in the bucket that was open at the
// cursor: looking through all finer ones for them costs seven times as much over a day.
bool RollupScan::visitLevel(std::size_t level, std::int64_t signal, const Window& window,
                            std::int64_t recordedFrom, const Visit& visit)
{
    if (level == 0)
        return visitSeconds(signal, window, recordedFrom, visit);
    Level& one = m_levels[level];
    const std::int64_t first = ceilDivide(window.first, one.seconds);
    const std::int64_t last = floorDivide(window.last, one.seconds);
    if (first >= last)
        return visitLevel(level - 1, signal, window, recordedFrom, visit)
            && visitBare(level, signal, window, visit);
    const std::int64_t known = floorDivide(secondOf(window.known), one.seconds);
    const std::int64_t from =
        recordedFrom == kAlways ? kAlways : floorDivide(recordedFrom, one.seconds);
    one.rows.bind(signal).bind(first).bind(last).bind(from).bind(known);
    std::vector<std::int64_t> open;
    while (one.rows.step()) {
        if (one.rows.integer(1) < known)
            visit(one.rows.integer(0) * one.seconds, rollupRow(one.rows));
        else
            open.push_back(one.rows.integer(0));
    }
    bool isGood = !m_reader.hasFailed(one.rows);
    one.rows.reset();
    for (const std::int64_t bucket : open) {
        const Window inside{bucket * one.seconds, (bucket + 1) * one.seconds, window.known};
        isGood = isGood && visitLevel(level - 1, signal, inside, known * one.seconds, visit);
    }
    for (const Window& edge : {Window{window.first, first * one.seconds, window.known},
                               Window{last * one.seconds, window.last, window.known}})
        isGood = isGood
            && (edge.first >= edge.last
                || (visitLevel(level - 1, signal, edge, recordedFrom, visit)
                    && visitBare(level, signal, edge, visit)));
    return isGood;
}

bool RollupScan::visit(std::int64_t signal, const Window& window, Width widest, const Visit& visit)
{
    const auto wanted = static_cast<std::size_t>(widest);
    const std::size_t level =
        m_reader.schema < kFirstSchemaWithHours ? std::min<std::size_t>(wanted, 1) : wanted;
    bool isGood = visitLevel(level, signal, window, kAlways, visit);
    for (std::size_t wider = level + 1; wider < m_levels.size(); ++wider)
        isGood = isGood && visitBare(wider, signal, window, visit);
    return isGood;
}

void RollupScan::addNewest(std::size_t level, std::int64_t signal, telemetry::Timestamp known,
                           std::size_t limit, std::int64_t end,
                           std::vector<telemetry::Timestamp>& seconds)
{
    // Older ones than all that is asked for do not count.
    const Level& one = m_levels[level];
    Statement& newest = m_levels[level].newest;
    newest.bind(signal).bind(
        seconds.size() < limit ? kAlways : floorDivide(secondOf(seconds.back()), one.seconds));
    newest.bind(floorDivide(end, one.seconds)).bind(floorDivide(secondOf(known), one.seconds));
    newest.bind(static_cast<std::int64_t>(limit));
    while (newest.step())
        seconds.emplace_back(std::chrono::seconds{newest.integer(0) * one.seconds});
    static_cast<void>(m_reader.hasFailed(newest));
    newest.reset();
    std::ranges::sort(seconds, std::greater());
    seconds.resize(std::min(seconds.size(), limit));
}

std::optional<std::int64_t> RollupScan::newestOf(Statement& rows)
{
    std::optional<std::int64_t> bucket;
    if (rows.step())
        bucket = rows.integer(0);
    static_cast<void>(m_reader.hasFailed(rows));
    rows.reset();
    return bucket;
}

// At a cursor far back there are many newer rows. The hours pass over them, and say where to begin
// among the minutes, and these among the seconds: no finer row is of a later bucket.
std::vector<telemetry::Timestamp> RollupScan::newest(std::int64_t signal,
                                                     telemetry::Timestamp known, std::size_t limit)
{
    std::vector<telemetry::Timestamp> seconds;
    std::int64_t end = std::numeric_limits<std::int64_t>::max();
    if (m_reader.schema >= kFirstSchemaWithHours) {
        const auto hour =
            newestOf(m_newestHour.bind(signal).bind(floorDivide(secondOf(known), 3600)));
        if (!hour)
            return seconds;
        end = (*hour + 1) * 3600;
    }
    const auto minute = newestOf(m_newestMinute.bind(signal)
                                     .bind(floorDivide(end, 60))
                                     .bind(floorDivide(secondOf(known), 60)));
    if (minute) {
        Statement& newest = m_levels[0].newest;
        newest.bind(signal).bind((*minute + 1) * 60).bind(known);
        newest.bind(static_cast<std::int64_t>(limit));
        while (newest.step())
            seconds.emplace_back(std::chrono::seconds{newest.integer(0)});
        static_cast<void>(m_reader.hasFailed(newest));
        newest.reset();
        addNewest(1, signal, known, limit, end, seconds);
    }
    addNewest(2, signal, known, limit, end, seconds);
    return seconds;
}

} // namespace store
