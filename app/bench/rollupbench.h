// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>

namespace bench {

struct RollupBenchSettings
{
    std::int64_t rows = 2'000'000; // of seconds
    int series = 500; // signals at most: fewer where the rows would not make an hour of so many
};

struct RollupFigures
{
    std::int64_t rows = 0; // of seconds
    std::int64_t minutes = 0; // rows of the other widths
    std::int64_t hours = 0;
    double writeSeconds = 0;
    double bytesPerRow = 0; // of seconds, in the file, all three widths together
    double plainBytesPerRow = 0; // anchor: the same without histograms and wider rows
    double plainWriteSeconds = 0;
    // Milliseconds: of the whole range by service and check; of an hour by model; of one signal;
    // and the percentile of a service's hour.
    double wholeMilliseconds = 0;
    double hourMilliseconds = 0;
    double oneMilliseconds = 0;
    double hourPercentileMilliseconds = 0;
    double hourSeconds = 0; // that were there of it: an hour, but of too few rows
    // The anchors, by SQL over single observations, an index on service and time: a minute's sums
    // by model, and the percentile of a service's minute.
    double rawMinuteMilliseconds = 0;
    double rawPercentileMilliseconds = 0;
    std::int64_t rawObservations = 0; // of that service and minute
};

// Writes so many rows as health does, then sums them up. Everything in a folder that is gone
// afterwards.
telemetry::Result<RollupFigures> benchRollups(const RollupBenchSettings& settings);

} // namespace bench
