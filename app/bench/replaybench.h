// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

inline constexpr std::int64_t kLargeReplay = 10'000'000; // spans of `bench replay-large`

struct ReplaySettings
{
    std::string name = "replay"; // as it is called in what is printed
    std::int64_t spans = 1'000'000;
    int rounds = 5; // openings; of seeks ten times as many
    std::string recording; // made and kept if it is not there; empty: made, and gone afterwards
    std::function<void(const std::string&)> progress;
};

// Sorted samples of one kind, in milliseconds.
struct ReplayTimes
{
    std::vector<double> ms;

    void add(double value);
    double median() const;
    double least() const { return ms.empty() ? 0 : ms.front(); }
    double most() const { return ms.empty() ? 0 : ms.back(); }
};

struct ReplaySeeks
{
    std::string page;
    bool isAsKnownNow = false; // else as known at the cursor
    ReplayTimes ours; // from the seek until all that the window shows is read and painted
    ReplayTimes plain; // the same rows by plain SQLite, see ReplayFigures
};

struct ReplayPlay
{
    std::optional<double> speed; // none: as fast as possible
    double framesPerSecond = 0; // painted
    double stepsPerSecond = 0; // of the cursor
    double pace = 0; // recorded seconds a second
};

// What making the recording took.
struct ReplayWriting
{
    double spansPerSecond = 0;
    double peakMegabytes = 0; // of this process, resident; 0: not known
};

struct ReplayFigures
{
    std::string skipped; // why nothing was measured; empty: it was
    std::optional<ReplayWriting> writing; // none: it was there
    std::int64_t spans = 0;
    double megabytes = 0;
    ReplayTimes open; // from the path to the window with all that it shows read and painted
    ReplayTimes shown; // until the window was painted for the first time
    ReplayTimes close; // until window and recording are closed, whatever was being read
    std::vector<ReplaySeeks> seeks;
    std::vector<ReplayPlay> plays;
    // The anchor: all spans that lie in what the window shows, through the index on their start, a
    // row each without its body, known by then, by one statement on a connection of its own; and
    // how many such windows a second. Interleaved with ours.
    ReplayTimes plainOpen;
    double plainRows = 0; // a window, on average
};

// Opens, seeks in and plays a recording in the console's own window (offscreen unless
// QT_QPA_PLATFORM says otherwise). Must be called on the main thread, once a process. Before it
// makes a recording it tells the room that takes, and how long, and skips all where the disk has
// too little. A signal ends it, once handlers are installed.
telemetry::Result<ReplayFigures> benchReplay(const ReplaySettings& settings);

// Runs and prints it; exit status.
int runReplay(const ReplaySettings& settings, bool isJson);

} // namespace bench
