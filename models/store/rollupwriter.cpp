// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/rollupwriter.h"

#include <algorithm>
#include <cstddef>

namespace store {

namespace {

constexpr std::size_t kRecentRows = 20'000;

} // namespace

namespace {

constexpr std::size_t kDense = std::size_t{telemetry::Rollup::kBins} * 4;

std::string denseBytes(const telemetry::Rollup& rollup)
{
    std::string bytes;
    bytes.reserve(kDense);
    for (const std::uint32_t count : rollup.histogram) {
        for (unsigned shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>((count >> shift) & 0xffU);
    }
    return bytes;
}

void readDense(std::string_view bytes, telemetry::Rollup& rollup)
{
    for (std::size_t bin = 0; bin < rollup.histogram.size(); ++bin) {
        std::uint32_t count = 0;
        for (std::size_t byte = 0; byte < 4; ++byte)
            count |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[bin * 4 + byte]))
                << (8U * byte);
        rollup.histogram[bin] += count;
    }
}

} // namespace

std::string histogramBytes(const telemetry::Rollup& rollup)
{
    std::string bytes;
    for (std::size_t bin = 0; bin < rollup.histogram.size(); ++bin) {
        std::uint32_t count = rollup.histogram[bin];
        if (count == 0)
            continue;
        bytes += static_cast<char>(bin);
        for (; count >= 0x80U; count >>= 7U)
            bytes += static_cast<char>((count & 0x7fU) | 0x80U);
        bytes += static_cast<char>(count);
    }
    return bytes.size() < kDense ? bytes : denseBytes(rollup);
}

void readHistogram(std::string_view bytes, telemetry::Rollup& rollup)
{
    if (bytes.size() >= kDense) {
        readDense(bytes, rollup);
        return;
    }
    for (std::size_t i = 0; i < bytes.size();) {
        const auto bin = static_cast<unsigned char>(bytes[i++]);
        std::uint32_t count = 0;
        for (unsigned shift = 0; i < bytes.size() && shift < 32; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes[i++]);
            count |= (byte & 0x7fU) << shift;
            if (byte < 0x80U)
                break;
        }
        if (bin < rollup.histogram.size())
            rollup.histogram[bin] += count;
    }
}

// Minutes and hours are read only when they are over, so that only seconds need the exact time.
RollupWriter::RollupWriter(const Database& database, const std::string& table, std::int64_t seconds)
    : m_seconds(seconds)
    , m_select(
          database.prepare("SELECT count, failed, unknown, sum, sum_squares, histogram, levels, "
                           "level_sum, level_count, "
                           + std::string(seconds == 1 ? "recorded_ns" : "0") + " FROM " + table
                           + " WHERE signal=? AND bucket=? AND recorded_bucket=?"))
    , m_replace(
          database.prepare("INSERT OR REPLACE INTO " + table
                           + "(signal, bucket, recorded_bucket, count, failed, unknown, sum, "
                             "sum_squares, histogram, levels, level_sum, level_count"
                           + (seconds == 1 ? ", recorded_ns) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"
                                           : ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?)")))
{
}

RollupWriter::Row* RollupWriter::find(const Key& key)
{
    if (const auto known = m_recent.find(key); known != m_recent.end())
        return &known->second;
    if (m_recent.size() >= kRecentRows)
        m_recent.clear();
    Row& row = m_recent[key];
    std::tie(std::ignore, row.sum.bucket, row.sum.recordedBucket) = key;
    m_select.bind(std::get<0>(key)).bind(std::get<1>(key)).bind(std::get<2>(key));
    if (m_select.step()) {
        row.sum.count = m_select.integer(0);
        row.sum.failed = m_select.integer(1);
        row.sum.unknown = m_select.integer(2);
        row.sum.sum = m_select.real(3);
        row.sum.sumSquares = m_select.real(4);
        readHistogram(m_select.blob(5), row.sum);
        row.sum.levels = m_select.integer(6);
        row.sum.levelSum = m_select.real(7);
        row.sum.levelCount = m_select.integer(8);
        row.recorded = m_select.time(9);
    }
    const bool isGood = !m_select.hasFailed();
    m_select.reset();
    return isGood ? &row : nullptr;
}

bool RollupWriter::add(std::int64_t signal, const telemetry::Rollup& rollup,
                       telemetry::Timestamp recorded)
{
    const Key key{signal, floorDivide(rollup.bucket, m_seconds),
                  floorDivide(rollup.recordedBucket, m_seconds)};
    Row* row = find(key);
    if (row == nullptr)
        return false;
    row->sum.merge(rollup);
    row->recorded = std::max(row->recorded, recorded);
    const std::string histogram = histogramBytes(row->sum);
    m_replace.bind(signal).bind(row->sum.bucket).bind(row->sum.recordedBucket);
    m_replace.bind(row->sum.count).bind(row->sum.failed).bind(row->sum.unknown);
    m_replace.bind(row->sum.sum).bind(row->sum.sumSquares).bindBlob(histogram);
    m_replace.bind(row->sum.levels).bind(row->sum.levelSum).bind(row->sum.levelCount);
    if (m_seconds == 1)
        m_replace.bind(row->recorded);
    return m_replace.run();
}

RollupTables::RollupTables(const Database& database)
    : m_seconds(database, "rollups_second", 1)
    , m_minutes(database, "rollups_minute", 60)
    , m_hours(database, "rollups_hour", 3600)
{
}

bool RollupTables::add(std::int64_t signal, const telemetry::Rollup& rollup,
                       telemetry::Timestamp recorded)
{
    return m_seconds.add(signal, rollup, recorded) && m_minutes.add(signal, rollup, recorded)
        && m_hours.add(signal, rollup, recorded);
}

void RollupTables::forget()
{
    m_seconds.forget();
    m_minutes.forget();
    m_hours.forget();
}

} // namespace store
