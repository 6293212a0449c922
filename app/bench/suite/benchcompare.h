// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/suite/benchfigure.h"

#include <string>
#include <vector>

namespace bench {

// How a row is beside the same row of an earlier run.
struct BenchChange
{
    enum class Kind
    {
        Worse,
        Better,
        Same, // no more than the rounds differ among themselves, or than a tenth
        Failed, // it, or its anchor, was measured before and is not now: its benchmark failed, the
                // row is gone, or what it needs is not there
        Untold, // it cannot be compared; `why`
    };
    Kind kind = Kind::Untold;
    std::string bench;
    std::string name;
    bool isOfRatio = false; // else of the figure
    Measured before;
    Measured after;
    std::string why;
};

inline constexpr double kTold = 0.10; // a change of the median that counts

// Each row of `before`, in its order. What is compared is the ratio to the anchor, which takes the
// machine out; of a steady row the figure itself. It is worse (or better) where the rounds of the
// two do not overlap and the median has changed by more than a tenth. A single round has no spread:
// that cannot be told, but of a steady row.
std::vector<BenchChange> benchChanges(const std::vector<BenchFigure>& before,
                                      const std::vector<BenchFigure>& after);

bool hasWorsened(const std::vector<BenchChange>& changes); // Worse or Failed

const char* toString(BenchChange::Kind kind); // "worse", "cannot be told"

} // namespace bench
