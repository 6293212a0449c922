// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>
#include <vector>

namespace store {

// What could be read of one table of a damaged recording.
struct SalvagedTable
{
    std::string name;
    std::int64_t rows = 0; // in the new file
    bool isDamaged = false; // not all of it could be read
    // By the numbers of rows that are missing between those that could be read; 0: cannot be told.
    std::int64_t mostLost = 0;
};

struct Salvaged
{
    std::vector<SalvagedTable> tables; // in order of their names
    // Spans that could be read but for their content, which are left out.
    std::int64_t spansWithoutContent = 0;
    // Names, traces, resources and scopes that others refer to and that are gone: each is called
    // "lost ..." instead, a trace by an id that begins with "lost" in ASCII.
    std::int64_t renamed = 0;

    bool isWhole() const;
    std::string sentence() const; // for people; names the tables
};

// Copies what can be read of a recording into a new one, row by row: rows around a damaged page are
// found from both sides of it. The new one says in its timeline that it was salvaged, and what is
// missing; where entries of the timeline are, its chain is broken there. Damage that does not show
// in the structure of the file (another digit in a text) stays as it is. The original is only read.
//
// Usage error: `out` is there already. Unreadable, naming the file: it is no recording, or its
// first page or its list of tables is gone. Refused: `out` cannot be written; then nothing is left
// of it. Any thread.
telemetry::Result<Salvaged> salvage(const std::string& path, const std::string& out,
                                    telemetry::Timestamp now);

} // namespace store
