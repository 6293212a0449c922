// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <vector>

namespace bench {

struct TrendPoint
{
    double x = 0;
    double y = 0;
};

// By least squares. Nothing of fewer than two different x.
std::optional<double> slopeOf(const std::vector<TrendPoint>& points);

// The exponent k of y ~ x^k, by least squares of the logarithms; points that are not above 0 are
// left out. 1 is linear. Whatever is paid once, whatever the size, makes it smaller.
std::optional<double> exponentOf(const std::vector<TrendPoint>& points);

inline constexpr double kSuperLinear = 1.1; // an exponent above it

} // namespace bench
