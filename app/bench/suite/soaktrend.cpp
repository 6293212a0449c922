// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/soaktrend.h"

#include "app/bench/suite/trendfit.h"

#include <algorithm>
#include <cstddef>

namespace bench {

namespace {

constexpr std::size_t kLeastSloped = 4;

std::optional<bool> isFlat(const SoakFigures& figures, double SoakSample::*figure, double aim)
{
    const auto slope = soakSlope(figures, figure);
    if (!slope || figures.hours < kSoakTold)
        return {};
    return slope->hourlyShare <= aim;
}

} // namespace

std::optional<SoakSlope> soakSlope(const SoakFigures& figures, double SoakSample::*figure)
{
    const std::size_t first = figures.samples.size() / 4;
    std::vector<TrendPoint> points;
    double mean = 0;
    for (std::size_t i = first; i < figures.samples.size(); ++i) {
        points.push_back({.x = figures.samples[i].hours, .y = figures.samples[i].*figure});
        mean += figures.samples[i].*figure;
    }
    if (points.size() < kLeastSloped)
        return {};
    mean /= static_cast<double>(points.size());
    const auto slope = slopeOf(points);
    if (!slope)
        return {};
    const double hours = points.back().x - points.front().x;
    const double hourly = mean > 0 ? *slope / mean : 0;
    return SoakSlope{.perHour = *slope, .share = hourly * hours, .hourlyShare = hourly};
}

double longestLog(const SoakFigures& figures)
{
    double longest = 0;
    for (const SoakSample& sample : figures.samples)
        longest = std::max(longest, sample.logMegabytes);
    return longest;
}

bool SoakVerdict::isMissed() const
{
    return !isMemoryFlat.value_or(true) || !isLatencyFlat.value_or(true)
        || !isLogBounded.value_or(true);
}

SoakVerdict soakVerdict(const SoakFigures& figures)
{
    SoakVerdict verdict{
        .isMemoryFlat = isFlat(figures, &SoakSample::residentMegabytes, kSoakMemoryAim),
        .isLatencyFlat = isFlat(figures, &SoakSample::medianMilliseconds, kSoakLatencyAim),
        .isLogBounded = {}};
    if (!figures.samples.empty())
        verdict.isLogBounded = longestLog(figures) <= kSoakLogAim;
    return verdict;
}

} // namespace bench
