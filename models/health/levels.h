// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/interval.h"
#include "models/telemetry/alarm.h"

#include <cstdint>

namespace health {

// What is known of a stretch of observations.
struct Share
{
    std::int64_t count = 0;
    std::int64_t failed = 0; // badness >= telemetry::kFailedBadness
    double sum = 0;
    double squares = 0;

    void add(double badness);
    Share less(const Share& part) const
    {
        return {count - part.count, failed - part.failed, sum - part.sum, squares - part.squares};
    }
    double mean() const { return count > 0 ? sum / static_cast<double>(count) : 0; }
    double failedShare() const
    {
        return count > 0 ? static_cast<double>(failed) / static_cast<double>(count) : 0;
    }
    double rate(telemetry::AlarmMeasure measure) const
    {
        return measure == telemetry::AlarmMeasure::MeanBadness ? mean() : failedShare();
    }
    // In which the rate lies, 95 %: Wilson's of a share, the normal one of a mean, of which the
    // single observations are held to vary by `variance` at least.
    Interval interval(telemetry::AlarmMeasure measure, double variance) const;
};

// What an alarm is about, before its onset and since.
struct Levels
{
    Share before;
    Share since;
    double variance = 0; // of the observations of the baseline
    bool isOfMeans = false; // see Monitor::isOfMeans

    // The share of failed answers, or the mean badness where the rise hardly shows in the share.
    telemetry::AlarmMeasure measure() const;
    double rise() const { return since.rate(measure()) - before.rate(measure()); }
    // By half a percentage point or a quarter of what was before, and by more than chance does to
    // so many observations: the likeliest onset is where a few bad ones happen to begin.
    bool hasRisen() const;

private:
    bool isClear(telemetry::AlarmMeasure measure) const;
};

} // namespace health
