// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/observation.h"

#include <span>

namespace relation {

// Whether two drivers of the same answers move together, and if so whether either still tells
// something of the rate where the other is the same.
struct Together
{
    double correlation = 0; // of their ranks (Spearman), -1..1
    // Change of the log odds from the lowest to the highest rank, at the same rank of the other.
    Estimate first;
    Estimate second;
    bool isFirstTelling() const { return first.low > 0 || first.high < 0; }
    bool isSecondTelling() const { return second.low > 0 || second.high < 0; }
};

// From here on two drivers are said to move together.
inline constexpr double kMovesTogether = 0.6;

// `other[i]` is the other driver of observation i. All zero with fewer than fifty.
Together togetherOf(std::span<const Observation> observations, std::span<const double> other,
                    double dispersion);

} // namespace relation
