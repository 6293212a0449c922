// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/densityblocks.h"
#include "models/items/seriessnapshot.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace items {

// The whole recording at a glance: what the scrubber shows. It reaches over all that is recorded,
// so that any time can be gone to, but holds only what was known at the time it was read for: what
// lay ahead is not given away.
struct OverviewSnapshot
{
    telemetry::TimeRange bounds; // empty while nothing is recorded
    telemetry::TimeRange whole; // with what a broken clock dates far outside
    std::int64_t outside = 0; // how many such items
    bool isImport = false; // asking for what was known then gives nothing
    telemetry::Duration step = std::chrono::seconds(1); // width of a density bucket
    std::vector<store::DensityBucket> density; // buckets without any are absent
    std::vector<AlarmSpan> alarms;
    std::vector<store::ChangeRow> changes; // first appearances are left out: nothing changed
    std::vector<telemetry::TimelineEntry> entries; // notes, key moments, what was done with levers
    std::vector<store::Gap> gaps;
    std::int64_t behind = 0; // generations that started after the cursor
};

// Reads overviews one after the other: what was recorded since the last, and to what was known at
// another time as little as that takes, see DensityBlocks. One thread at a time.
class OverviewReader
{
public:
    struct Request
    {
        telemetry::Timestamp cursor;
        telemetry::Timestamp knownAt = telemetry::Timestamp::max();
        bool countsBehind = false;
        bool showsAll = false; // bounds are the whole
    };
    telemetry::Result<OverviewSnapshot> read(const store::Reader& reader, const Request& request);

private:
    telemetry::Result<void> readEntries(const store::Reader& reader);

    telemetry::Timestamp m_knownAt = telemetry::Timestamp::min();
    DensityBlocks m_density;
    std::int64_t m_lastSequence = 0;
    std::vector<telemetry::TimelineEntry> m_entries; // all that are marked, known or not
};

// Adds the notes beside a recording: they were written about a time and are marked there, whatever
// was known then.
void addSideNotes(OverviewSnapshot& snapshot, const std::string& recording);

// Width of a density bucket: at most about 600 of them, and the same for a long while as a
// recording grows.
telemetry::Duration densityStep(telemetry::Duration whole);

} // namespace items
