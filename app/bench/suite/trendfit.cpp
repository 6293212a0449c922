// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/trendfit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace bench {

namespace {

// Less would make the noise of two times a large part of the exponent.
constexpr double kLeastFactor = 4;

} // namespace

std::optional<double> slopeOf(const std::vector<TrendPoint>& points)
{
    if (points.size() < 2)
        return {};
    const auto count = static_cast<double>(points.size());
    double meanX = 0;
    double meanY = 0;
    for (const TrendPoint& point : points) {
        meanX += point.x / count;
        meanY += point.y / count;
    }
    double both = 0;
    double alone = 0;
    for (const TrendPoint& point : points) {
        both += (point.x - meanX) * (point.y - meanY);
        alone += (point.x - meanX) * (point.x - meanX);
    }
    if (!(alone > 0))
        return {};
    return both / alone;
}

std::optional<double> exponentOf(const std::vector<TrendPoint>& points)
{
    std::vector<TrendPoint> logarithms;
    for (const TrendPoint& point : points) {
        if (point.x > 0 && point.y > 0)
            logarithms.push_back({.x = std::log(point.x), .y = std::log(point.y)});
    }
    return slopeOf(logarithms);
}

std::vector<LocalExponent> localExponents(const std::vector<std::vector<TrendPoint>>& rounds)
{
    std::vector<LocalExponent> locals;
    if (rounds.empty())
        return locals;
    const std::vector<TrendPoint>& sizes = rounds.front();
    for (std::size_t from = 0; from < sizes.size(); ++from) {
        const auto larger = std::ranges::find_if(sizes, [&](const TrendPoint& point) {
            return point.x >= sizes[from].x * kLeastFactor;
        });
        if (larger == sizes.end())
            break;
        const auto to = static_cast<std::size_t>(larger - sizes.begin());
        std::vector<double> exponents;
        for (const auto& round : rounds) {
            if (const auto exponent = exponentOf({round.at(from), round.at(to)}))
                exponents.push_back(*exponent);
        }
        if (!exponents.empty())
            locals.push_back({.from = sizes[from].x,
                              .to = sizes[to].x,
                              .exponent = measuredOf(std::move(exponents))});
    }
    return locals;
}

std::optional<LocalExponent> steepestOf(const std::vector<LocalExponent>& locals)
{
    const auto upper = locals.begin() + static_cast<std::ptrdiff_t>(locals.size() / 2);
    const auto found = std::max_element(upper, locals.end(), [](const auto& one, const auto& two) {
        return one.exponent.median < two.exponent.median;
    });
    return found == locals.end() ? std::nullopt : std::optional(*found);
}

} // namespace bench
