// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/shareinterval.h"

#include <algorithm>
#include <cmath>

namespace telemetry {

double Share::value() const
{
    return count > 0 ? std::clamp(with / count, 0.0, 1.0) : 0;
}

ShareInterval wilsonInterval(const Share& share, double normalQuantile)
{
    const double n = share.count;
    if (!(n > 0))
        return {};
    const double p = share.value();
    const double square = normalQuantile * normalQuantile;
    const double centre = (p + square / (2 * n)) / (1 + square / n);
    const double half =
        normalQuantile / (1 + square / n) * std::sqrt(p * (1 - p) / n + square / (4 * n * n));
    // At the ends it is exact, whatever rounding makes of it.
    return {.low = p > 0 ? std::clamp(centre - half, 0.0, p) : 0,
            .high = p < 1 ? std::clamp(centre + half, p, 1.0) : 1};
}

ShareInterval newcombeInterval(const Share& one, const Share& other, double normalQuantile)
{
    if (!(one.count > 0 && other.count > 0))
        return {.low = -1, .high = 1};
    const ShareInterval first = wilsonInterval(one, normalQuantile);
    const ShareInterval second = wilsonInterval(other, normalQuantile);
    const double value = one.value() - other.value();
    return {.low = value - std::hypot(one.value() - first.low, second.high - other.value()),
            .high = value + std::hypot(first.high - one.value(), other.value() - second.low)};
}

} // namespace telemetry
