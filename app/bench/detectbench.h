// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/driftstreams.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

// How one detector did on the streams of one scenario.
struct Tally
{
    std::string detector;
    std::string scenario;
    int streams = 0;
    std::int64_t nullObservations = 0; // before the change, or all of a null
    std::int64_t falseAlarms = 0; // among them
    std::vector<double> delays; // observations, of the streams where it was found
    int driverRight = 0; // of those: driver and segment as they are
    int onsetHeld = 0; // of those: the interval of the onset holds the change
    bool isNull = false;

    double falsePerTenThousand() const;
    // Over all streams, one that is missed being later than any; absent when that one is missed.
    std::optional<double> delay(double quantile) const;
    double foundShare() const; // of all streams ...
    double namedShare() const; // ... and where driver and segment are right besides
};

struct RunLength
{
    std::string what;
    double promised = 0;
    std::int64_t observations = 0;
    std::int64_t alarms = 0;
    // Observations over alarms: the mean run length where runs that are cut short count as far as
    // they went. The observations themselves where there was no alarm.
    double measured() const;
};

struct Throughput
{
    std::string detector;
    std::string series;
    double updatesPerSecond = 0; // of one core, by its processor time
};

struct DetectFigures
{
    std::vector<Tally> data; // of the labelled streams; empty without
    std::vector<Tally> generated;
    std::vector<RunLength> runLengths;
    std::vector<Throughput> throughput;
    int streams = 0; // a scenario
};

struct DetectBenchSettings
{
    int streams = 1000; // a scenario; a tenth for the detectors that take microseconds
    std::string data; // folder with labelled streams; empty: none
    std::function<void(const std::string&)> progress = [](const std::string&) {};
};

// "plumbline" is what `plumbline detect` does when no detector is named; "console" is the monitor
// of the window and of `serve` at the same run length; "told all" knows both distributions and only
// not when (Shiryaev and Roberts with the true likelihood ratio, A = 10,000): its mean delay is the
// least there can be at that run length, up to a small constant; a median may lie below. The
// generated streams have seeds from 10^9 on; the constants of the detectors were chosen on seeds
// below 10^8, and never on the labelled streams.
telemetry::Result<DetectFigures> benchDetect(const DetectBenchSettings& settings);

// The monitor of the live console, as a contestant.
inline constexpr const char* kConsole = "console";

const std::vector<std::string>& contestants(); // names, in the order of the report

// A target of the project: a figure that must, and one that should be reached.
struct DetectTarget
{
    std::string what;
    std::optional<double> figure; // absent: not measured, or never found
    double must = 0;
    double moonshot = 0;
    bool isMost = true; // the figure may be at most that; else at least
    bool isMeasured = true;
    std::optional<double> toldAll = {}; // of who was told all on these streams; generated only

    bool reaches(double bound) const
    {
        return figure && (isMost ? *figure <= bound : *figure >= bound);
    }
};
// Of the first contestant unless another is named.
std::vector<DetectTarget> detectTargets(const std::vector<Tally>& tallies,
                                        const std::string& contestant = contestants().front());
DetectTarget throughputTarget(const DetectFigures& figures);

} // namespace bench
