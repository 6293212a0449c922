// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/levels.h"

#include "models/telemetry/signal.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr double kLevelRise = 0.005; // worth telling ...
constexpr double kRelativeRise = 0.25; // ... or this much of what was before
constexpr std::int64_t kFewestFailed = 3; // answers since the onset
constexpr std::int64_t kFewestOfMean = 8; // likewise, none of which needs to have failed
constexpr double kClearRise = 3; // standard errors
constexpr double kNormalQuantile = 1.959964; // 95 %

} // namespace

void Share::add(double badness)
{
    ++count;
    failed += badness >= telemetry::kFailedBadness ? 1 : 0;
    sum += badness;
    squares += badness * badness;
}

Interval Share::interval(telemetry::AlarmMeasure measure, double variance) const
{
    if (count <= 0)
        return {};
    if (measure == telemetry::AlarmMeasure::FailedShare)
        return wilsonInterval(failed, count);
    const auto n = static_cast<double>(count);
    const double own = count > 1 ? (squares - sum * sum / n) / (n - 1) : 0;
    const double half = kNormalQuantile * std::sqrt(std::max(own, variance) / n);
    return {std::max(mean() - half, 0.0), std::min(mean() + half, 1.0)};
}

telemetry::AlarmMeasure Levels::measure() const
{
    const double shareRise = since.failedShare() - before.failedShare();
    const double meanRise = since.mean() - before.mean();
    return !isOfMeans && shareRise >= meanRise / 2 ? telemetry::AlarmMeasure::FailedShare
                                                   : telemetry::AlarmMeasure::MeanBadness;
}

bool Levels::isClear(telemetry::AlarmMeasure measure) const
{
    double spread = variance;
    if (measure == telemetry::AlarmMeasure::FailedShare) {
        const double most = static_cast<double>(std::max<std::int64_t>(before.count, 1));
        const double share = std::max(before.failedShare(), 1 / most);
        spread = share * (1 - share);
    }
    // What was before is known from so many answers only.
    const double error =
        std::sqrt(spread / static_cast<double>(since.count)
                  + spread / static_cast<double>(std::max<std::int64_t>(before.count, 1)));
    return since.rate(measure) - before.rate(measure) > kClearRise * error;
}

bool Levels::hasRisen() const
{
    using enum telemetry::AlarmMeasure;
    // One or two answers are no trend, however rare they were: they happen to a healthy service.
    if (measure() == FailedShare ? since.failed < kFewestFailed : since.count < kFewestOfMean)
        return false;
    const double least = std::min(kLevelRise, kRelativeRise * before.rate(measure()));
    return since.count > 0 && rise() > 0 && rise() >= least
        && (isClear(MeanBadness) || (!isOfMeans && isClear(FailedShare)));
}

} // namespace health
