// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <vector>

namespace telemetry {

// What is usual for one check of one operation of one service: the observations that a monitor
// learnt it from. Kept in the recording, since what was said then may be gone from it, or lie too
// far back to be read again.
struct Baseline
{
    std::string service;
    std::string operation;
    std::string check; // of the signal
    // 0 good .. 1 bad, in order; of how answers are (isShiftCheck()), on the scale of
    // health::shiftScale().
    std::vector<float> badness;
    // Results a second at each of them, negative where that is not known; empty: not kept.
    std::vector<float> loads = {};
    // How the level goes with the hour of the day, see health::SeasonFit::state(); may be empty.
    std::vector<float> season = {};
};

} // namespace telemetry
