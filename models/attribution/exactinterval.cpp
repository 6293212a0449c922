// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/exactinterval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace attribution {

namespace {

// The continued fraction of the incomplete beta function, by Lentz (Numerical Recipes, 6.4); takes
// about the root of the larger argument in turns when x lies below the mean.
double betaFraction(double a, double b, double x)
{
    constexpr double kTiny = 1e-300;
    constexpr int kMostTurns = 20'000;
    const auto kept = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
    double c = 1;
    double d = 1 / kept(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int turn = 1; turn <= kMostTurns; ++turn) {
        const double m = turn;
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / kept(1 + even * d);
        c = kept(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / kept(1 + odd * d);
        c = kept(1 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1) < 1e-13)
            break;
    }
    return fraction;
}

// The share at which so many or more have a chance of `chance`: x of n, 0 < x <= n. The logarithm
// of the chance is concave in that of the share, so that Newton's steps come to it from below.
double lowerLimit(double x, double n, double chance)
{
    const double a = x;
    const double b = n - x + 1;
    const double mean = a / (a + b);
    const double scale = logGamma(a + b) - logGamma(a) - logGamma(b);
    const double wanted = std::log(chance);
    // No more than this has the chance of x in a row.
    double t = std::max(wanted / a, std::log(std::numeric_limits<double>::min()) / 2);
    t = std::min(t, std::log(mean));
    for (int turn = 0; turn < 60; ++turn) {
        const double p = std::exp(t);
        const double density = a * t + (b - 1) * std::log1p(-p) + scale;
        const double fraction = betaFraction(a, b, p) * (1 - p);
        const double value = density + std::log(fraction / a);
        const double step = (wanted - value) * fraction / a;
        t = std::min(t + step, std::log(mean));
        if (std::abs(step) < 1e-12)
            break;
    }
    return std::exp(t);
}

} // namespace

double logGamma(double x)
{
    double shift = 0;
    if (x < 10) {
        double product = 1;
        for (; x < 10; ++x)
            product *= x;
        shift = std::log(product);
    }
    const double squared = x * x;
    return (x - 0.5) * std::log(x) - x + 0.5 * std::log(2 * std::numbers::pi)
        + (1.0 / 12
           - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / (1188 * squared)) / squared) / squared)
               / squared)
        / x
        - shift;
}

Interval exactInterval(double with, double count, double alpha)
{
    if (count <= 0)
        return {};
    const double x = std::clamp(with, 0.0, count);
    return {.low = x > 0 ? lowerLimit(x, count, alpha / 2) : 0,
            .high = x < count ? 1 - lowerLimit(count - x, count, alpha / 2) : 1};
}

Difference exactDifference(const WeighedCounts& counts, double alpha)
{
    if (counts.suspects <= 0 || counts.rest <= 0)
        return {};
    const double value = counts.suspectShare() - counts.restShare();
    if (value < 0) {
        const Difference other = exactDifference({.suspectsWith = counts.restWith,
                                                  .suspects = counts.rest,
                                                  .restWith = counts.suspectsWith,
                                                  .rest = counts.suspects},
                                                 alpha);
        return {.value = -other.value, .low = -other.high, .high = -other.low};
    }
    const double low = exactInterval(counts.suspectsWith, counts.suspects, alpha).low;
    const double high = exactInterval(counts.restWith, counts.rest, alpha).high;
    // Half of the chance each: that either of the two misses.
    const double highest = exactInterval(counts.suspectsWith, counts.suspects, alpha / 2).high;
    const double lowest = exactInterval(counts.restWith, counts.rest, alpha / 2).low;
    return {.value = value,
            .low = value - std::hypot(counts.suspectShare() - low, high - counts.restShare()),
            .high = highest - lowest};
}

} // namespace attribution
