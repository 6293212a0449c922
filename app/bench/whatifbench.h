// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <string>

namespace bench {

struct WhatIfBenchSettings
{
    std::int64_t answers = 100'000; // of which a dozen results each is recorded
    std::string recording; // another one instead; empty: one is made
};

struct WhatIfFigures
{
    std::int64_t answers = 0;
    std::int64_t observations = 0; // that detectors were told: results, lengths and durations
    std::int64_t rows = 0; // of results in the file
    double bytesPerObservation = 0; // of what is kept to tell them again
    std::int64_t alarms = 0;
    // Observations a second of processor time, the middle of several runs: of one pass with the
    // settings in use; of one with four variants, each counted.
    double onePerSecond = 0;
    double fourPerSecond = 0;
    // Rows a second, likewise, that SQLite alone steps over: row, check, badness and both times of
    // each.
    double scanPerSecond = 0;
    double megabytes = 0; // most memory that was taken beside what was taken before
};

// In a folder that is gone afterwards.
telemetry::Result<WhatIfFigures> benchWhatIf(const WhatIfBenchSettings& settings);

} // namespace bench
