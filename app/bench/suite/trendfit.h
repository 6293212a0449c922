// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/measured.h"

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

// The exponent between one size and the next that is at least four times as large.
struct LocalExponent
{
    double from = 0; // sizes
    double to = 0;
    Measured exponent; // each round
};

// Of `rounds`, each with the same sizes in rising order. Over all sizes one exponent hides what
// grows late under what is paid once; these do not. Nothing of a round that has a point not above 0
// at either size.
std::vector<LocalExponent> localExponents(const std::vector<std::vector<TrendPoint>>& rounds);

// Of the upper half of them, those of small sizes being mostly what is paid once, that with the
// largest median. Nothing of none.
std::optional<LocalExponent> steepestOf(const std::vector<LocalExponent>& locals);

inline constexpr double kSuperLinear = 1.1; // an exponent above it

} // namespace bench
