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
    // How much of what each tells alone (the monotone curve nearest to its rates) is left at the
    // same value of the other: 1 is all of it, 0 nothing. All zero where there is nothing to tell.
    Estimate first;
    Estimate second;
    // Surely more than what is left for want of finer ranks.
    static constexpr double kTelling = 0.15;
    bool isFirstTelling() const { return first.low > kTelling; }
    bool isSecondTelling() const { return second.low > kTelling; }
    // Surely less than half is left of the first, and less than of the second. That it is not
    // surely telling is not enough to say so.
    static constexpr double kHalf = 0.5;
    bool isFirstExplained() const
    {
        return isSecondTelling() && first.high < kHalf && first.high < second.low;
    }
};

// From here on two drivers are said to move together.
inline constexpr double kMovesTogether = 0.6;

// `other[i]` is the other driver of observation i. All zero with fewer than fifty.
Together togetherOf(std::span<const Observation> observations, std::span<const double> other,
                    double dispersion);

} // namespace relation
