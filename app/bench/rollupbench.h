// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>

namespace bench {

struct RollupBenchSettings
{
    std::int64_t rows = 2'000'000; // of seconds
    int series = 500; // signals
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
    // and of the whole range by SQL over the rows of seconds, the anchor.
    double wholeMilliseconds = 0;
    double hourMilliseconds = 0;
    double oneMilliseconds = 0;
    double scanMilliseconds = 0;
};

// Writes so many rows as health does, then sums them up. Everything in a folder that is gone
// afterwards.
telemetry::Result<RollupFigures> benchRollups(const RollupBenchSettings& settings);

} // namespace bench
