// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/grid.h"

#include <optional>
#include <span>
#include <vector>

namespace relation {

// Two values of a driver, or two narrow ranges, that hold all answers but those far out. Between
// them is four fifths of the way from the lowest to the highest at least.
struct Clumps
{
    struct Range
    {
        double low = 0; // smallest and largest driver in it
        double high = 0;
        double driver = 0; // mean over its answers
    };
    Range lower;
    Range upper;
};

// Nothing where the drivers are of one value, or spread over more than two. `grid` is of the same
// observations.
std::optional<Clumps> clumpsOf(std::span<const Observation> observations, const Grid& grid);

// The observations with the mean of their clump for a driver; those far out stay as they are.
std::vector<Observation> gathered(std::vector<Observation> observations, const Clumps& clumps);

} // namespace relation
