// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct SoakSettings
{
    double hours = 8; // of recorded time
    int rate = 2000; // spans a second of recorded time; four of them are an answer
    std::string keep = "2GiB"; // the recording is a ring of so much, see store::keepFromText()
    std::function<void(const std::string&)> progress; // null: none
};

// Of a stretch of recorded time, at its end.
struct SoakSample
{
    double hours = 0; // of recorded time
    double residentMegabytes = 0; // of this process
    double recordingMegabytes = 0; // the file
    double logMegabytes = 0; // the write-ahead log, at its longest in this stretch
    double medianMilliseconds = 0; // what a recorded second took until it was judged and on disk
    double slowMilliseconds = 0; // 99 % of them took no longer
};

struct SoakFigures
{
    std::int64_t spans = 0;
    double hours = 0; // that were recorded
    double seconds = 0; // that it took
    bool isInterrupted = false; // before all of it was done
    std::vector<SoakSample> samples;
};

// A slope an hour of recorded time, and what it adds up to over the hours looked at, as a share of
// the mean.
struct SoakSlope
{
    double perHour = 0;
    double share = 0;
};
// Of the samples after the first quarter, in which caches fill; nothing of fewer than four.
std::optional<SoakSlope> soakSlope(const SoakFigures& figures, double SoakSample::*figure);

// The whole path behind the receiver, as in a live console: decoding, dialects, redaction, health,
// and the ring. Time is stepped, a second of it at once and as fast as that goes, so that hours
// take as long as their work; nothing waits for the machine's clock but the thread that writes the
// log back. A signal ends it early.
telemetry::Result<SoakFigures> benchSoak(const SoakSettings& settings);
int runSoak(const SoakSettings& settings, bool isJson); // prints; exit status

} // namespace bench
