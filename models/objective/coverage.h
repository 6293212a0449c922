// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/healthcell.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace objective {

// What was counted of an objective's check. Both leave out what has no result.
struct Source
{
    std::function<telemetry::Result<telemetry::Rollup>(const telemetry::TimeRange&)> sum;
    // In buckets of this width, in order; those without a result may be absent.
    std::function<telemetry::Result<std::vector<store::SeriesPoint>>(const telemetry::TimeRange&,
                                                                     telemetry::Duration)>
        series;
};

// A bucket of a window that has results.
struct Bucket
{
    telemetry::TimeRange range;
    std::int64_t count = 0;
    std::int64_t failed = 0;
};

// What the results of a window stand for.
struct Coverage
{
    std::vector<Bucket> buckets; // in order
    // To the second, in order and apart: time with results, and silences that are no holes. What
    // lies before the first result is not covered, nor what lies after the last unless that is a
    // silence like others.
    std::vector<telemetry::TimeRange> stretches;

    telemetry::Duration within(const telemetry::TimeRange& range) const;
};

// A silence is a hole in the telemetry unless the pace of results explains it (ten times the usual
// distance between two) or the service has that rhythm, as at night: four silences of the window
// are at least half as long. Silences that end within the next bucket are not told (hours for more
// than two days, else minutes).
telemetry::Result<Coverage> coverageOf(const telemetry::TimeRange& window, const Source& source);

} // namespace objective
