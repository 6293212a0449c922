// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace telemetry {

// Badness from which an answer counts as failed.
inline constexpr double kFailedBadness = 0.5;

// What a series of observations is about. Empty strings are values of their own ("not given").
struct SignalKey
{
    std::string service;
    std::string operation;
    std::string model; // served, else requested
    std::string version; // service.version
    std::string adapter;
    std::string promptVersion;
    std::string route = {};
    std::string check;

    friend auto operator<=>(const SignalKey&, const SignalKey&) = default;
};

// Mergeable summary of the badness observations of one signal in one bucket of event time, as far
// as they were recorded in one bucket of recorded time. Rows are only ever added, so that "as known
// at T" is the sum of the rows recorded by T. Buckets are seconds (minutes, hours) since the epoch.
struct Rollup
{
    static constexpr int kBins = 20; // histogram of badness over [0,1], last bin closed

    std::int64_t bucket = 0; // event time
    std::int64_t recordedBucket = 0;
    std::int64_t count = 0; // observations with a badness
    std::int64_t failed = 0; // badness >= kFailedBadness
    std::int64_t unknown = 0; // evaluated without a result: not captured, judge unavailable, ...
    double sum = 0; // of badness
    double sumSquares = 0;
    std::array<std::uint32_t, kBins> histogram{};
    // What another engine measured, a level at a time, without a word on single answers.
    std::int64_t levels = 0; // readings
    double levelSum = 0; // of their badness
    std::int64_t levelCount = 0; // answers behind them; 0: the source does not tell how many

    // Nothing when there are no readings.
    std::optional<double> level() const
    {
        return levels > 0 ? std::optional(levelSum / static_cast<double>(levels)) : std::nullopt;
    }
    // Of the observations with a badness; nothing when there are none.
    std::optional<double> mean() const;
    std::optional<double> variance() const;
    // Badness that a share `q` (0..1) of the observations does not exceed, to the width of a bin.
    std::optional<double> quantile(double q) const;
    void add(double badness);
    void merge(const Rollup& other); // keeps this bucket and recordedBucket
};

} // namespace telemetry
