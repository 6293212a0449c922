// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/hypotheses.h"
#include "models/telemetry/result.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace bench {

struct CausesBenchSettings
{
    int seeds = 10;
    std::uint64_t firstSeed = 1;
    std::string scenario; // only this one; empty: all
    std::function<void(const std::string&)> progress; // of each drill that did not come first
};

// What was said of one drill.
struct CausesRun
{
    std::string scenario;
    std::uint64_t seed = 0;
    bool isMixed = false;
    std::string redHerring;
    causes::Cause truth = causes::Cause::ModelVersion;
    causes::Cause first = causes::Cause::ModelVersion;
    int place = 0; // of the true cause, 1 is the first
    double lead = 0; // its score less that of the best other
    bool hasAlarm = false; // else the service was asked about, as somebody who looks would
    std::string service; // that was asked about
    telemetry::Timestamp looked; // when: nothing later was known
    double milliseconds = 0; // to say so
};

struct CausesFigures
{
    std::vector<CausesRun> runs;
    // [truth][first]
    std::array<std::array<int, causes::kCauseCount>, causes::kCauseCount> confusion{};

    double shareWithin(int places, bool isMixed) const; // of drills of that kind
};

// Every scenario with every seed, plain and with a red herring, from telemetry to hypotheses.
telemetry::Result<CausesFigures> benchCauses(const CausesBenchSettings& settings);

// Prints the figures; the exit status.
int runCauses(const CausesBenchSettings& settings, bool isJson);

} // namespace bench
