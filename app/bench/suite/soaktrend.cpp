// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/soaktrend.h"

#include "app/bench/suite/trendfit.h"

#include <algorithm>
#include <cmath>
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

double soakQuantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
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
        || !isLogBounded.value_or(true) || !isWindowSmooth.value_or(true);
}

SoakVerdict soakVerdict(const SoakFigures& figures)
{
    SoakVerdict verdict{
        .isMemoryFlat = isFlat(figures, &SoakSample::residentMegabytes, kSoakMemoryAim),
        .isLatencyFlat = isFlat(figures, &SoakSample::medianMilliseconds, kSoakLatencyAim),
        .isLogBounded = {},
        .isWindowSmooth = {}};
    if (!figures.samples.empty())
        verdict.isLogBounded = longestLog(figures) <= kSoakLogAim;
    if (figures.window && figures.window->frames > 0)
        verdict.isWindowSmooth = figures.window->slow <= kSoakFrameAim;
    return verdict;
}

} // namespace bench
