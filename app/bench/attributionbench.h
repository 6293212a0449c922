// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct AttributionSettings
{
    std::int64_t generations = 1'000'000;
    int attributes = 60;
    int rounds = 3; // of ours; the middle one is the figure
};

struct AttributionFigures
{
    std::int64_t generations = 0;
    int attributes = 0;
    std::int64_t suspects = 0;
    double contrastSeconds = 0;
    // The anchor: SELECT value, is_suspect, count(*) GROUP BY 1, 2 of each attribute, by SQLite, of
    // a table in memory with the same codes. It counts, and compares nothing.
    double groupBySeconds = 0;
    std::int64_t tries = 0; // properties that were compared
    std::size_t findings = 0;
    std::size_t explained = 0; // of them
    bool isPlantedFirst = false; // the planted cause is the first finding
    // Of the counts, those of SQLite that differ from ours. None, or one of both counts wrongly.
    std::int64_t different = 0;
};

// Random attributes of all kinds with one planted cause, a name for it and a bystander that goes
// with it.
telemetry::Result<AttributionFigures> benchAttribution(const AttributionSettings& settings);

int runAttribution(const AttributionSettings& settings, bool isJson);

} // namespace bench
