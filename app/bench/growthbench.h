// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/measured.h"
#include "app/bench/suite/trendfit.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct GrowthSettings
{
    int rounds = 5;
    std::int64_t mostSpans =
        1'000'000; // of the largest recording; each is ten times the one before
    std::function<void(const std::string&)> progress; // null: none
};

struct GrowthPoint
{
    double size = 0;
    std::vector<double> seconds; // of processor time, all threads together; each round
};

// How the cost of one thing goes with a size.
struct GrowthCost
{
    std::string what; // "written"
    std::string text; // for people
    std::string over; // "spans", "signals", "windows"
    std::vector<GrowthPoint> points;
    std::vector<double> exponents; // of cost over size, fitted over all sizes; each round
    std::vector<LocalExponent> locals; // from size to size
    Measured exponent() const { return measuredOf(exponents); }
    // What it is judged by; nothing where there are no two sizes.
    std::optional<LocalExponent> steepest() const { return steepestOf(locals); }
};

// Recordings of 1000 spans and ten times more each: written as a live console does, and read for
// the suspects and the sums of all of it; observations of ever more signals; and ever more of the
// console's windows on one recording, until each has read and painted what it shows. Main thread,
// once a process.
telemetry::Result<std::vector<GrowthCost>> benchGrowth(const GrowthSettings& settings);
int runGrowth(const GrowthSettings& settings, bool isJson); // prints; exit status

} // namespace bench
