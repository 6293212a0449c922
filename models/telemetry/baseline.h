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
    std::vector<float> badness; // 0 good .. 1 bad, in order
};

} // namespace telemetry
