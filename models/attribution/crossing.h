// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/contrast.h"
#include "models/attribution/difference.h"
#include "models/attribution/rowset.h"

namespace attribution {

// The rows that have a property, and how they divide into suspects and rest.
struct Holders
{
    RowSet rows;
    FourCounts counts;
};

// A second property among rows with and without a first one.
struct Crossing
{
    FourCounts with; // of the rows that have the first: those that have the second, and all
    FourCounts without;
};
Crossing crossingOf(const Holders& first, const Holders& second, const RowSet& suspects,
                    const RowSet& rest);

// How the two go together over all rows of both groups: the correlation phi, -1..1.
double correlation(const Crossing& crossing);

// Whether the difference of the second property is the first one's: among rows that are alike in
// the first, less than half of it is left and what is left may be nothing.
bool isExplained(const Crossing& crossing, const Difference& difference, double normalQuantile);

} // namespace attribution
