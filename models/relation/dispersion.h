// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/observation.h"

#include <span>
#include <vector>

namespace relation {

// By how much more what happened varies than independent answers would; see Relation.
struct Dispersion
{
    double slope = 1;
    double level = 1;
};

// `observations` are in order of their driver; `cells` were made of them, `expected` is the rate in
// each. Flags cannot vary less than independent ones (1 at least), scores can.
Dispersion dispersionOf(std::span<const Observation> observations, std::span<const Cell> cells,
                        std::span<const double> expected, bool isScore);

} // namespace relation
