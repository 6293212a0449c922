// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/trendfit.h"

#include <cmath>

namespace bench {

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

} // namespace bench
