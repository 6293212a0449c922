// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/quantiles.h"

#include <cmath>
#include <initializer_list>
#include <numbers>

namespace relation {

namespace {

constexpr int kHalvings = 80;

// The value of a falling function, in (0,high), where it is `wanted`.
template<typename Function>
double solve(double high, double wanted, Function&& function)
{
    double low = 0;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = (low + high) / 2;
        (function(middle) > wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

// Lentz's way along the continued fraction; quick for x below (a + 1) / (a + b + 2).
double fraction(double x, double a, double b)
{
    constexpr int kTerms = 400;
    constexpr double kTiny = 1e-300;
    double upper = 1;
    double lower = 1 / (1 - (a + b) * x / (a + 1));
    double value = lower;
    for (int m = 1; m <= kTerms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        const double before = value;
        for (const double term : {even, odd}) {
            lower = 1 / (1 + term * lower + kTiny);
            upper = 1 + term / upper + kTiny;
            value *= lower * upper;
        }
        if (std::abs(value - before) < 1e-14 * value)
            break;
    }
    return value;
}

double incompleteBeta(double x, double a, double b)
{
    if (!(x > 0))
        return 0;
    if (!(x < 1))
        return 1;
    const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b)
                                  + a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a
                                     : 1 - front * fraction(1 - x, b, a) / b;
}

} // namespace

double normalQuantile(double tail)
{
    return solve(40, tail, [](double x) { return std::erfc(x / std::numbers::sqrt2) / 2; });
}

double tailOfF(double value, double first, double second)
{
    return incompleteBeta(second / (second + first * value), second / 2, first / 2);
}

double quantileOfF(double tail, double first, double second)
{
    return solve(1e6, tail, [=](double x) { return tailOfF(x, first, second); });
}

} // namespace relation
