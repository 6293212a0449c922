// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/relationfit.h"

#include <cstdint>
#include <optional>

namespace relation {

// Up to which value of the driver (from which on, when the rate falls with it) the rate is not
// above a limit.
struct Bound
{
    enum class Where : std::uint8_t
    {
        Everywhere, // as far as was seen
        Nowhere,
        At,
    };
    Where where = Where::Nowhere;
    double at = 0;
};

struct Relief
{
    Bound expected; // by the curve
    // By the upper and by the lower end of its band, each 97.5 % sure at each value if the shape is
    // right. Of planted knees (300 each of 1,000 and 6,000 answers) the cautious one was on the
    // wrong side of the truth in 0 to 3 of 100, the hopeful one in 2 to 6: most where few answers
    // make a line of a knee.
    Bound cautious;
    Bound hopeful;
};

// Nothing when there is no relation: then no value of the driver helps; nor where the rate turns
// back: then it is not all that lies beyond one value that is bad.
std::optional<Relief> reliefUnder(const Relation& relation, double limit);

// Share of the traffic to shed so that calls in flight fall from one number to another: they go
// with the traffic as long as a call takes as long as before (Little's law).
double shedShare(double from, double to);

// Share of the answers that lie beyond a bound, on the bad side.
double shareBeyond(const Relation& relation, const Bound& bound);

} // namespace relation
