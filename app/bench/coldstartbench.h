// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

// Each of these starts processes of this program, one at a time, with files of their own that are
// gone afterwards; see StartedConsole. The files of the program are in the system's cache: a round
// that is not counted goes before.
struct ColdStartSettings
{
    int rounds = 7;
    int spans = 20'000; // of the recording
    std::function<void(const std::string&)> progress; // null: none
};

// Milliseconds from before the process was started until its first frame was painted. One after
// the other, in turns.
struct ColdStartRound
{
    // The floor: a QApplication and an empty QMainWindow, in a program with nothing but Qt; nothing
    // where that is not there.
    std::optional<double> floor;
    double empty = 0; // the same in this program, which loads its libraries first
    double window = 0; // the console that receives, no recording named
    double recording = 0; // the console on a recording
};

telemetry::Result<std::vector<ColdStartRound>> benchColdStart(const ColdStartSettings& settings);

struct IdleSettings
{
    int rounds = 5;
    std::chrono::seconds watched{10}; // each window, each round
    std::chrono::seconds settling{3}; // before that
    int spans = 20'000; // of the recording
    std::function<void(const std::string&)> progress; // null: none
};

struct IdleWindow
{
    double core = 0; // processor time of the process / time: 0.01 is a hundredth of a core
    double resident = 0; // MB of 10^6 bytes; what is shared with others counts in full
    double proportional = 0; // MB; what is shared counts in parts (the benchmark's process shares)
};

struct IdleRound
{
    std::optional<IdleWindow> floor; // as above
    IdleWindow empty;
    IdleWindow window;
    IdleWindow recording;
};

// What a window that nobody touches, and that receives nothing, costs.
telemetry::Result<std::vector<IdleRound>> benchIdle(const IdleSettings& settings);

// Run and print; the exit status.
int runColdStart(const ColdStartSettings& settings, bool isJson);
int runIdle(const IdleSettings& settings, bool isJson);

} // namespace bench
