// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/interval.h"

#include <algorithm>
#include <cmath>

namespace health {

Interval wilsonInterval(std::int64_t failed, std::int64_t count, double normalQuantile)
{
    if (count <= 0)
        return {};
    const auto n = static_cast<double>(count);
    const double share = static_cast<double>(std::clamp<std::int64_t>(failed, 0, count)) / n;
    const double square = normalQuantile * normalQuantile;
    const double centre = (share + square / (2 * n)) / (1 + square / n);
    const double half = normalQuantile / (1 + square / n)
        * std::sqrt(share * (1 - share) / n + square / (4 * n * n));
    return {std::clamp(centre - half, 0.0, share), std::clamp(centre + half, share, 1.0)};
}

} // namespace health
