// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace bench {

// Of a stretch of recorded time, at its end.
struct SoakSample
{
    double hours = 0; // of recorded time
    double residentMegabytes = 0; // of this process
    double recordingMegabytes = 0; // the file
    double logMegabytes = 0; // the write-ahead log, at its longest in this stretch
    double medianMilliseconds = 0; // what a recorded second took until it was judged and on disk
    double slowMilliseconds = 0; // 99 % of them took no longer
    // Of the window's frames, likewise; none: there is no window, or it painted nothing.
    std::optional<double> frameMilliseconds = {};
};

// How the window beside it was, milliseconds.
struct SoakFrames
{
    std::int64_t frames = 0; // painted; of none the times are 0
    double median = 0;
    double slow = 0; // kSoakSlow of them took no longer
    double most = 0;
    double slowTurn = 0; // by how much its thread came late to its events, likewise; see Heartbeat
};

struct SoakFigures
{
    std::int64_t spans = 0;
    std::int64_t reads = 0; // of what a page shows, by somebody else, meanwhile
    double hours = 0; // that were recorded
    double seconds = 0; // that it took
    bool isInterrupted = false; // before all of it was done
    std::vector<SoakSample> samples;
    std::optional<SoakFrames> window; // none: there was none
};

inline constexpr double kSoakSlow = 0.99;
// Nearest rank; 0 of none.
double soakQuantile(std::vector<double> values, double share);

// A slope an hour of recorded time; what it adds up to over the hours looked at, and what it is an
// hour, as shares of the mean.
struct SoakSlope
{
    double perHour = 0;
    double share = 0;
    double hourlyShare = 0;
};
// Of the samples after the first quarter, in which caches fill; nothing of fewer than four.
std::optional<SoakSlope> soakSlope(const SoakFigures& figures, double SoakSample::*figure);
double longestLog(const SoakFigures& figures); // megabytes

inline constexpr double kSoakMemoryAim = 0.05; // an hour, of the mean: resident memory
inline constexpr double kSoakLatencyAim = 0.25; // likewise: the median second
inline constexpr double kSoakLogAim = 256; // megabytes, at any time
inline constexpr double kSoakFrameAim = 16.6; // ms, kSoakSlow of the window's frames
// Of less recorded time a slope an hour is that of caches that still fill.
inline constexpr double kSoakTold = 0.5; // hours

// Against these aims; nothing: it cannot be told.
struct SoakVerdict
{
    std::optional<bool> isMemoryFlat;
    std::optional<bool> isLatencyFlat;
    std::optional<bool> isLogBounded;
    std::optional<bool> isWindowSmooth;
    bool isMissed() const; // any of those that are told
};
SoakVerdict soakVerdict(const SoakFigures& figures);

} // namespace bench
