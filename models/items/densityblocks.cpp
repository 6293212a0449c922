// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/densityblocks.h"

#include "models/store/generationstarts.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace items {

namespace {

constexpr std::int64_t kBlockRows = 4096;
constexpr std::int64_t kMinute = 60;

// See densityStep(): 1, 2; 5, 10, 15, 30; minutes and hours. Steps that are none of these are of
// months, where a minute is nothing.
std::int64_t baseOf(std::int64_t step)
{
    return step >= kMinute ? kMinute : step >= 5 ? 5 : 1;
}

} // namespace

telemetry::Result<void> DensityBlocks::catchUp(const store::Reader& reader, bool isNews)
{
    const auto rows = store::generationRows(reader);
    if (!rows)
        return tl::make_unexpected(rows.error());
    if (isNews && rows->removed != m_removed)
        m_blocks.clear();
    if (m_blocks.empty())
        m_removed = rows->removed;
    const std::size_t had = m_blocks.size();
    // The last block is whole when there is a row after it.
    const auto whole =
        static_cast<std::size_t>(std::max<std::int64_t>(0, rows->newest - 1)) / kBlockRows;
    if (whole <= had)
        return {};
    m_blocks.resize(whole);
    const auto read = store::forEachStart(
        reader, static_cast<std::int64_t>(had) * kBlockRows,
        static_cast<std::int64_t>(whole) * kBlockRows,
        [this](std::int64_t row, telemetry::Timestamp start) {
            auto& starts = m_blocks[static_cast<std::size_t>((row - 1) / kBlockRows)].starts;
            const std::int64_t bucket =
                std::chrono::floor<std::chrono::seconds>(start.time_since_epoch()).count() / m_base;
            if (!starts.empty() && starts.back().first == bucket)
                ++starts.back().second;
            else
                starts.emplace_back(bucket, 1);
        });
    const auto finished = read ? finishBlocks(reader, had) : read;
    if (!finished)
        m_blocks.resize(had); // half of it is worse than none
    return finished;
}

telemetry::Result<void> DensityBlocks::finishBlocks(const store::Reader& reader, std::size_t from)
{
    for (std::size_t i = from; i < m_blocks.size(); ++i) {
        const auto recorded =
            store::recordedAt(reader, static_cast<std::int64_t>(i + 1) * kBlockRows);
        if (!recorded)
            return tl::make_unexpected(recorded.error());
        m_blocks[i].latest = i > 0 ? std::max(m_blocks[i - 1].latest, *recorded) : *recorded;
        m_blocks[i].starts.shrink_to_fit();
    }
    return {};
}

telemetry::Result<DensityBlocks::Buckets> DensityBlocks::read(const store::Reader& reader,
                                                              telemetry::Timestamp knownAt,
                                                              telemetry::Duration step, bool isNews)
{
    const std::int64_t seconds =
        std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::seconds>(step).count());
    if (m_base == 0 || baseOf(seconds) < m_base) {
        m_base = baseOf(seconds);
        m_blocks.clear();
    }
    if (const auto caught = catchUp(reader, isNews); !caught)
        return tl::make_unexpected(caught.error());
    const auto known = std::ranges::upper_bound(m_blocks, knownAt, {}, &Block::latest);
    std::unordered_map<std::int64_t, std::int64_t> counts; // by number of step
    for (auto block = m_blocks.begin(); block != known; ++block) {
        for (const auto& [bucket, count] : block->starts)
            counts[bucket * m_base / seconds] += count;
    }
    Buckets buckets;
    for (const auto& [number, count] : counts)
        buckets[telemetry::Timestamp(std::chrono::seconds(number * seconds))] = count;
    // The rest: less than a block, and in a recording that grows what came meanwhile.
    const auto rest = reader.density(knownAt, std::chrono::seconds(seconds),
                                     (known - m_blocks.begin()) * kBlockRows);
    if (!rest)
        return tl::make_unexpected(rest.error());
    for (const store::DensityBucket& bucket : rest->buckets)
        buckets[bucket.start] += bucket.generations;
    return buckets;
}

} // namespace items
