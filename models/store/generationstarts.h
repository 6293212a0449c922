// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>

namespace store {

// Rows of generations as they were appended, for who keeps a tally of them.

struct GenerationRows
{
    std::int64_t newest = 0; // 0: none yet
    std::int64_t removed = 0; // how many retention took out, ever
};
telemetry::Result<GenerationRows> generationRows(const Reader& reader);

// When each of the rows in (after, upTo] started, those dated before 1970 left out. From the first
// row on in the order of their starts, from an index alone; else in the order of rows.
telemetry::Result<void>
forEachStart(const Reader& reader, std::int64_t after, std::int64_t upTo,
             const std::function<void(std::int64_t row, telemetry::Timestamp start)>& visit);

// When the newest of the rows up to that one was recorded; Timestamp::min() without any.
telemetry::Result<telemetry::Timestamp> recordedAt(const Reader& reader, std::int64_t row);

} // namespace store
