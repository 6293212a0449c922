// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <vector>

namespace items {

// The whole recording at a glance: what the scrubber shows. As known at the end of the recording,
// so that what lies ahead of the cursor can be gone to.
struct OverviewSnapshot
{
    telemetry::TimeRange bounds; // empty while nothing is recorded
    telemetry::Duration step = std::chrono::seconds(1); // width of a density bucket
    struct Density
    {
        telemetry::Timestamp start;
        std::int64_t generations = 0;
        friend bool operator==(const Density&, const Density&) = default;
    };
    std::vector<Density> density; // buckets without any are absent
    std::vector<AlarmSpan> alarms;
    std::vector<store::ChangeRow> changes; // first appearances are left out: nothing changed
    std::vector<telemetry::TimelineEntry> entries;
    std::vector<store::Gap> gaps;
    std::int64_t behind = 0; // generations that started after the cursor
};

// Pool thread.
telemetry::Result<OverviewSnapshot> readOverview(const store::Reader& reader,
                                                 telemetry::Timestamp cursor);

} // namespace items
