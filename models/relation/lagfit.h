// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace relation {

// Two series of equal steps in time. NaN: nothing is known of that step.
struct LagInput
{
    std::span<const double> driver;
    std::span<const double> outcome;
};

struct LagPoint
{
    int lag = 0; // steps by which the outcome follows the driver
    double correlation = 0; // -1..1, after the driver's memory and all waves were taken off
    int pairs = 0; // steps that it rests on
};

struct LagPeak
{
    int lag = 0;
    int low = 0; // 95 % of the peaks of block bootstraps
    int high = 0;
    double correlation = 0;
};

struct LagFit
{
    bool isTooFew = true; // steps with a pair; nothing else is said
    std::vector<LagPoint> points; // lags least..most
    // 95 % of the largest correlations, over all lags, when the driver is shuffled in blocks or,
    // where it is more, shifted by more than the largest lag: waves of a day keep their shape then.
    double threshold = 1;
    int memory = 0; // order of the autoregression that was taken off
    std::optional<LagPeak> peak; // the largest, when it is clearly beyond the threshold
};

// Cross-correlation of pre-whitened series (Box and Jenkins): an autoregression of the driver,
// chosen by AIC, is taken off both, and waves that stand out are taken off each, so that two slow
// series, or two with a daily course, do not seem to follow each other. Equal for equal input.
// 0 <= least <= most.
LagFit fitLag(const LagInput& input, int most, int least = 0);

} // namespace relation
