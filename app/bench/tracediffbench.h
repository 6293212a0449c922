// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/shareinterval.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bench {

struct TraceDiffSettings
{
    int pairs = 200; // of a suspect with a planted fault and the good run that was picked; as many
                     // of two good runs
    std::uint64_t firstSeed = 1;
    std::string scenario; // only this one; empty: all that plant a fault in a step
    std::function<void(const std::string&)> progress; // of each pair that was not told rightly
};

// How the diverging step is named: by us, then the baselines.
enum class Namer : std::uint8_t
{
    Comparison,
    OtherOutput, // first step whose output is another text
    OtherParameter, // first step that any parameter of is another one
    WorstJudged, // step whose check failed worst
    LastGeneration, // always the answer
};
inline constexpr std::size_t kNamers = 5;
const char* nameOf(Namer namer);

struct TraceDiffCounts
{
    std::string scenario;
    int pairs = 0;
    int unpaired = 0; // suspects for which no good run was found; they count as pairs
    std::array<int, kNamers> right{};
    int seen = 0; // named because a divergence was seen, not by elimination
    int nullPairs = 0;
    int calledDiverging = 0; // of the null pairs
};

struct TraceDiffFigures
{
    std::vector<TraceDiffCounts> scenarios;
    std::vector<double> pickMilliseconds; // to find the good run
    std::vector<double> compareMilliseconds; // to compare, both read already
    TraceDiffCounts sum() const;
};

// Each scenario in drills of its own, plain and with a red herring by turns, judged as a live
// console would; suspects are taken evenly from the planted ones, good runs are picked without
// knowing what was planted.
telemetry::Result<TraceDiffFigures> benchTraceDiff(const TraceDiffSettings& settings);

// Prints the figures; the exit status.
int runTraceDiff(const TraceDiffSettings& settings, bool isJson);

} // namespace bench
