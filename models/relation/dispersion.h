// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/grid.h"

#include <span>

namespace relation {

// By how much more what happened varies than independent answers would; see Relation.
struct Dispersion
{
    double slope = 1;
    double level = 1;
    // Degrees of freedom that the slope's rests on: the fewer, the more it takes to tell anything.
    double freedom = 0;
    // Both the driver and the rate wander slowly, so that the recording holds few independent looks
    // at how they go together.
    bool isDrifting = false;
};

// Of sums over the stretches of time, of which there are ten at least. `expected` is the rate in
// each cell. Where the means of the driver and what is left of the rate both last from stretch to
// stretch, the variance of their product grows with their autocorrelations (Bartlett 1935) and the
// degrees of freedom shrink (Dutilleul 1993). Flags cannot vary less than independent ones (1 at
// least), scores can.
Dispersion dispersionOf(const Grid& grid, std::span<const double> expected, bool isScore);

} // namespace relation
