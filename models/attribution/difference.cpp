// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/difference.h"

#include "models/attribution/exactinterval.h"
#include "models/telemetry/shareinterval.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace attribution {

namespace {

double share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

double polynomial(double x, std::initializer_list<double> coefficients)
{
    double sum = 0;
    for (const double coefficient : coefficients)
        sum = sum * x + coefficient;
    return sum;
}

// Acklam's rational approximation of the lower quantile, p <= 0.5.
double approximateQuantile(double p)
{
    constexpr double kTail = 0.02425;
    if (p < kTail) {
        const double q = std::sqrt(-2 * std::log(p));
        return polynomial(q,
                          {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838,
                           -2.549732539343734, 4.374664141464968, 2.938163982698783})
            / polynomial(q,
                         {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996,
                          3.754408661907416, 1});
    }
    const double q = p - 0.5;
    const double r = q * q;
    return q
        * polynomial(r,
                     {-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
                      1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239})
        / polynomial(r,
                     {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                      6.680131188771972e+01, -1.328068155288572e+01, 1});
}

double logChoose(std::int64_t n, std::int64_t k)
{
    const auto logFactorial = [](std::int64_t count) {
        return logGamma(static_cast<double>(count) + 1);
    };
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

} // namespace

double FourCounts::suspectShare() const
{
    return weighed(*this).suspectShare();
}

double FourCounts::restShare() const
{
    return weighed(*this).restShare();
}

double WeighedCounts::suspectShare() const
{
    return share(suspectsWith, suspects);
}

double WeighedCounts::restShare() const
{
    return share(restWith, rest);
}

WeighedCounts weighed(const FourCounts& counts)
{
    return {.suspectsWith = static_cast<double>(counts.suspectsWith),
            .suspects = static_cast<double>(counts.suspects),
            .restWith = static_cast<double>(counts.restWith),
            .rest = static_cast<double>(counts.rest)};
}

Interval shareInterval(double with, double count, double normalQuantile)
{
    const auto [low, high] =
        telemetry::wilsonInterval({.with = with, .count = count}, normalQuantile);
    return {.low = low, .high = high};
}

Difference shareDifference(const FourCounts& counts, double normalQuantile)
{
    return weighedDifference(weighed(counts), normalQuantile);
}

Difference weighedDifference(const WeighedCounts& counts, double normalQuantile)
{
    if (counts.suspects <= 0 || counts.rest <= 0)
        return {};
    const auto [low, high] = telemetry::newcombeInterval(
        {.with = counts.suspectsWith, .count = counts.suspects},
        {.with = counts.restWith, .count = counts.rest}, normalQuantile);
    return {.value = counts.suspectShare() - counts.restShare(), .low = low, .high = high};
}

double chanceOf(const FourCounts& counts)
{
    const std::int64_t all = counts.suspects + counts.rest;
    const std::int64_t with = counts.suspectsWith + counts.restWith;
    const std::int64_t most = std::min(with, counts.suspects);
    double term = std::exp(logChoose(with, counts.suspectsWith)
                           + logChoose(all - with, counts.suspects - counts.suspectsWith)
                           - logChoose(all, counts.suspects));
    double sum = 0;
    for (std::int64_t k = counts.suspectsWith; k <= most; ++k) {
        sum += term;
        // The next term of the hypergeometric distribution; falling once it is small.
        const double ratio = static_cast<double>(with - k)
            * static_cast<double>(counts.suspects - k)
            / (static_cast<double>(k + 1)
               * static_cast<double>(all - with - counts.suspects + k + 1));
        term *= ratio;
        if (ratio < 1 && term <= sum * 1e-15) // also when both are too small to be told from zero
            break;
    }
    return std::min(1.0, sum);
}

Difference stratifiedDifference(const std::vector<FourCounts>& strata, double normalQuantile)
{
    double weights = 0;
    double sum = 0;
    double variance = 0;
    for (const FourCounts& stratum : strata) {
        if (stratum.suspects <= 0 || stratum.rest <= 0)
            continue;
        const auto suspects = static_cast<double>(stratum.suspects);
        const auto rest = static_cast<double>(stratum.rest);
        const double weight = suspects * rest / (suspects + rest);
        // Half an answer more on each side: a stratum of ones and zeros is not certain.
        const double first = (static_cast<double>(stratum.suspectsWith) + 0.5) / (suspects + 1);
        const double second = (static_cast<double>(stratum.restWith) + 0.5) / (rest + 1);
        weights += weight;
        sum += weight * (stratum.suspectShare() - stratum.restShare());
        variance +=
            weight * weight * (first * (1 - first) / suspects + second * (1 - second) / rest);
    }
    if (weights <= 0)
        return {};
    const double value = sum / weights;
    const double half = normalQuantile * std::sqrt(variance) / weights;
    return {
        .value = value, .low = std::max(-1.0, value - half), .high = std::min(1.0, value + half)};
}

double normalQuantile(double alpha)
{
    const double p = alpha / 2;
    double x = approximateQuantile(p);
    const double error = std::erfc(-x / std::numbers::sqrt2) / 2 - p;
    const double step = error * std::sqrt(2 * std::numbers::pi) * std::exp(x * x / 2);
    x -= step / (1 + x * step / 2);
    return -x;
}

} // namespace attribution
