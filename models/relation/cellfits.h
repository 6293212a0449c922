// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/logistic.h"
#include "models/relation/observation.h"

#include <span>
#include <vector>

namespace relation {

// The cells in the form that regressions take.
struct Scaled
{
    std::vector<double> places; // drivers as shares of their range
    std::vector<Outcome> outcomes;
    double low = 0;
    double width = 1;

    double driverOf(double place) const { return low + place * width; }
};
Scaled scaledOf(std::span<const Cell> cells);

// The nearest monotone rates, the better of the two directions.
struct Steps
{
    Monotone fit;
    bool isRising = true;
    double logLikelihood = 0;
};
Steps stepsOf(std::span<const Outcome> outcomes);

// The nearest rates that rise and then fall, or fall and then rise.
struct Unimodal
{
    bool isPeak = true;
    std::size_t peak = 0; // outcomes of its highest (lowest) step: peak..last
    std::size_t last = 0;
    // The outermost of them that may as well be the highest (95 %, by profile likelihood).
    std::size_t least = 0;
    std::size_t most = 0;
    double logLikelihood = 0;
};
// `limit` is of the deviance.
Unimodal unimodalOf(std::span<const Outcome> outcomes, double limit);

// How far rates are from what was seen, over groups of neighbouring outcomes in which enough was to
// be expected.
struct Misfit
{
    double pearson = 0;
    double deviance = 0;
    double evenDeviance = 0; // of one rate for all, over the same groups
    double groups = 0;
};
Misfit misfitOf(std::span<const Outcome> outcomes, std::span<const double> rates);

} // namespace relation
