// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/logistic.h"

#include <span>
#include <vector>

namespace relation {

// Where a curve bends: flat on one side, and a logistic regression on the driver on the other.
// Places are shares of the range of the driver.
struct KneeFit
{
    struct Try
    {
        double at = 0;
        Logistic fit;
    };
    bool isFlatBelow = true;
    Try best;
    std::vector<Try> tries; // in order of their place, the best among them
    double lowest = 0; // of the places that were tried
    double highest = 1;

    // By how much twice the log likelihood is below the best one's.
    double deviance(const Try& tried) const
    {
        return 2 * (best.fit.logLikelihood - tried.fit.logLikelihood);
    }
};

double hingeOf(double place, double knee, bool isFlatBelow);

// By maximum likelihood over places that leave some answers on both sides. `places` are the cells'
// drivers, from 0 to 1, ascending; there are three at least.
KneeFit searchKnee(std::span<const double> places, std::span<const Outcome> outcomes,
                   bool isFlatBelow);

// The largest log likelihood of curves that a knee cannot follow, in as many parameters as are
// given with each: they are only compared, not told.
inline constexpr int kSecondBendParameters = 5;
inline constexpr int kRampParameters = 4;
inline constexpr int kTentParameters = 3;
// One bend more than the knee, anywhere and of either kind.
double secondBend(const KneeFit& knee, std::span<const double> places,
                  std::span<const Outcome> outcomes);
// Flat, logistic, and flat again.
double rampLikelihood(std::span<const double> places, std::span<const Outcome> outcomes);
// The same odds as far on either side of a place.
double tentLikelihood(std::span<const double> places, std::span<const Outcome> outcomes);

// The places whose deviance is not above `limit` (profile likelihood), an end open where even the
// outermost place is among them.
struct KneeInterval
{
    double low = 0;
    double high = 1;
    bool isLowOpen = false;
    bool isHighOpen = false;
};
KneeInterval kneeInterval(const KneeFit& knee, std::span<const double> places,
                          std::span<const Outcome> outcomes, double limit);

} // namespace relation
