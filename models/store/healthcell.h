// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <string>
#include <vector>

namespace store {

// One point of a series: the sum of the rollups in [start, start+width).
struct SeriesPoint
{
    telemetry::Timestamp start;
    telemetry::Rollup sum;
};

// One cell of the fleet matrix.
struct HealthCell
{
    std::string service;
    std::string check;
    telemetry::Rollup sum; // over the view's range
    telemetry::Timestamp lastEvent; // newest observation known, any time; zero when never
    // Seconds of the newest observations known, any time, newest first, at most kRecentSeconds: how
    // often there are any does not depend on the range that is looked at.
    std::vector<telemetry::Timestamp> recent;
    static constexpr std::size_t kRecentSeconds = 32;
    // What a MatrixQuery asked for besides.
    std::vector<SeriesPoint> trend; // buckets without data are absent
    telemetry::Rollup newest; // over the end of the range
    // Newest observation of the range that had a result: to the second at the end of the range,
    // else when the bucket began that it was counted in; zero: none had.
    telemetry::Timestamp lastResult;
};

// What the fleet matrix tells of a cell besides its sum.
struct MatrixQuery
{
    // Bucket width, whole seconds, minutes for more than half an hour; zero: no trend.
    telemetry::Duration trendStep = telemetry::Duration::zero();
    telemetry::Duration newest = telemetry::Duration::zero(); // how much of the end
};

} // namespace store
