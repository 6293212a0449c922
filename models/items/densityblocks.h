// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace items {

// How many generations started when, of those that were known at any time: the rows of a recording
// in blocks of a few thousand, each with its tally, so that what was known at a time is blocks
// added up and the rest of one read. Blocks are read once, and anew when rows were removed
// meanwhile. One thread at a time.
class DensityBlocks
{
public:
    // Buckets by their start, those without any absent. `step`: at least a second. `isNews`: the
    // time asked for is not just a little on from the last, so that it is looked whether what was
    // read before is still there.
    using Buckets = std::map<telemetry::Timestamp, std::int64_t>;
    telemetry::Result<Buckets> read(const store::Reader& reader, telemetry::Timestamp knownAt,
                                    telemetry::Duration step, bool isNews);

private:
    struct Block
    {
        // All that came before it, too, was recorded by then.
        telemetry::Timestamp latest = telemetry::Timestamp::min();
        // Starts in whole m_base, and how many; a start may come several times.
        std::vector<std::pair<std::int64_t, std::int32_t>> starts;
    };

    telemetry::Result<void> catchUp(const store::Reader& reader, bool isNews);
    telemetry::Result<void> finishBlocks(const store::Reader& reader, std::size_t from);

    std::int64_t m_base = 0; // seconds; divides all steps at and above it
    std::int64_t m_removed = 0; // rows, at the time of reading
    std::vector<Block> m_blocks; // whole ones
};

} // namespace items
