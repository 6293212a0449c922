// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/pulledwriter.h"

#include <algorithm>
#include <chrono>
#include <string_view>

namespace store {

namespace {

// Verdicts have a badness of 0 or 1. A total may shrink (the other engine forgot some): the
// histogram's unsigned bins wrap and come out right in every sum that holds the rows before.
telemetry::Rollup difference(const CountedBucket& counted, const CountedBucket& known)
{
    telemetry::Rollup rollup;
    rollup.bucket = counted.bucket;
    rollup.count = counted.count - known.count;
    rollup.failed = counted.failed - known.failed;
    rollup.unknown = counted.unknown - known.unknown;
    rollup.sum = static_cast<double>(rollup.failed);
    rollup.sumSquares = rollup.sum;
    rollup.levels = (counted.level ? 1 : 0) - (known.level ? 1 : 0);
    rollup.levelSum = counted.level.value_or(0) - known.level.value_or(0);
    rollup.levelCount = counted.levelCount - known.levelCount;
    rollup.histogram.front() = static_cast<std::uint32_t>(rollup.count - rollup.failed);
    rollup.histogram.back() = static_cast<std::uint32_t>(rollup.failed);
    return rollup;
}

} // namespace

std::optional<double> meanBadness(const CountedBucket& bucket)
{
    if (bucket.count <= 0)
        return bucket.level;
    const std::int64_t failed = std::clamp<std::int64_t>(bucket.failed, 0, bucket.count);
    return static_cast<double>(failed) / static_cast<double>(bucket.count);
}

PulledWriter::PulledWriter(const Database& database, Interner& interner, RollupTables& rollups)
    : m_interner(interner)
    , m_rollups(rollups)
    , m_find(database.prepare(
          "SELECT count, failed, unknown, level, level_count FROM counted_buckets WHERE source=? "
          "AND signal=? AND bucket=?"))
    , m_replace(
          database.prepare("INSERT OR REPLACE INTO counted_buckets(source, signal, bucket, "
                           "count, failed, unknown, level, level_count) VALUES(?,?,?,?,?,?,?,?)"))
    , m_setCursor(database.prepare("INSERT OR REPLACE INTO cursors(name, value, recorded_ns) "
                                   "VALUES(?,?,?)"))
    // Older versions left empty ones behind; they go with the first that is taken out.
    , m_dropCursor(database.prepare("DELETE FROM cursors WHERE name=? OR value=''"))
{
}

bool PulledWriter::append(const Cursor& cursor, telemetry::Timestamp recorded)
{
    if (cursor.value.empty())
        return m_dropCursor.bind(std::string_view(cursor.name)).run();
    m_setCursor.bind(std::string_view(cursor.name)).bind(std::string_view(cursor.value));
    return m_setCursor.bind(recorded).run();
}

bool PulledWriter::append(const CountedBucket& given, std::int64_t source,
                          telemetry::Timestamp recorded, std::vector<CountedBucket>* fresh)
{
    CountedBucket counted = given;
    counted.count = std::max<std::int64_t>(0, counted.count);
    // Failures beyond what was counted: of how many, nobody knows.
    constexpr std::int64_t kMost = std::int64_t{1} << 53;
    counted.unknown = std::clamp<std::int64_t>(counted.unknown, 0, kMost)
        + std::clamp<std::int64_t>(std::max<std::int64_t>(0, counted.failed) - counted.count, 0,
                                   kMost);
    counted.failed = std::clamp<std::int64_t>(counted.failed, 0, counted.count);
    counted.unknown = std::max<std::int64_t>(0, counted.unknown);
    if (counted.level)
        counted.level = std::clamp(*counted.level, 0.0, 1.0);
    counted.levelCount = counted.level ? std::max<std::int64_t>(0, counted.levelCount) : 0;
    const std::int64_t signal = m_interner.signal(counted.key);
    if (signal == 0)
        return false;
    CountedBucket known;
    const bool isKnown = m_find.bind(source).bind(signal).bind(counted.bucket).step();
    if (isKnown) {
        known.count = m_find.integer(0);
        known.failed = m_find.integer(1);
        known.unknown = m_find.integer(2);
        if (!m_find.isNull(3))
            known.level = m_find.real(3);
        known.levelCount = m_find.integer(4);
    }
    const bool isGood = !m_find.hasFailed();
    m_find.reset();
    if (!isGood)
        return false;
    telemetry::Rollup rollup = difference(counted, known);
    if (rollup.count == 0 && rollup.failed == 0 && rollup.unknown == 0 && rollup.levels == 0
        && rollup.levelSum == 0 && rollup.levelCount == 0)
        return true;
    if (!isKnown && fresh != nullptr)
        fresh->push_back(counted);
    if (!isKnown)
        m_redactions.insert(m_redactions.end(), counted.redactions.begin(),
                            counted.redactions.end());
    rollup.recordedBucket =
        std::chrono::floor<std::chrono::seconds>(recorded).time_since_epoch().count();
    m_replace.bind(source).bind(signal).bind(counted.bucket);
    m_replace.bind(counted.count).bind(counted.failed).bind(counted.unknown);
    m_replace.bind(counted.level).bind(counted.levelCount);
    return m_replace.run() && m_rollups.add(signal, rollup, recorded);
}

bool PulledWriter::append(const Pulled& pulled, std::vector<CountedBucket>* fresh)
{
    m_redactions.clear(); // of one that failed
    const std::int64_t source = m_interner.string(pulled.source);
    bool isGood = source > 0;
    for (const CountedBucket& counted : pulled.buckets)
        isGood = isGood && append(counted, source, pulled.recorded, fresh);
    for (const Cursor& cursor : pulled.cursors)
        isGood = isGood && append(cursor, pulled.recorded);
    return isGood;
}

} // namespace store
