// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/observation.h"

#include <cstddef>
#include <span>
#include <vector>

namespace relation {

// Observations counted once, by their driver and by their time; all that is fitted is of these
// counts.
struct Grid
{
    struct Count
    {
        double answers = 0;
        double failed = 0;
    };
    // Neighbouring drivers with about equally many answers, ascending. Far out, and in none of
    // them, is what lies beyond the middle 98 % of the answers by more than their width: a token
    // count that is wrong must not say where the others bend.
    std::vector<Cell> cells;
    Cell farBelow;
    Cell farAbove;
    // Of time, with about equally many answers each: ten to forty, or none when there are too few
    // answers, or too few times, to tell clusters from chance.
    std::size_t stretches = 0;
    std::vector<Count> counts; // of cell c in stretch s at c * stretches + s

    double answers() const; // in all cells
    double failed() const;
};

// Of many observations, edges are taken from a sample (the same for equal input); counts are exact.
Grid gridOf(std::span<const Observation> observations, std::size_t mostCells);

// Neighbours taken together until there are about `most`.
std::vector<Cell> merged(std::span<const Cell> cells, std::size_t most);

} // namespace relation
