// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/logcheck.h"
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
    // All that its pages lead to was read, but SQLite finds them, or an index of it, damaged: rows
    // may be missing without a trace.
    bool isDoubtful = false;
    // By the numbers of rows that are missing between those that could be read; 0: cannot be told.
    std::int64_t mostLost = 0;
    // Rows that could be read, but what they belong to is gone: what comes next would take its
    // number, and they would be of that.
    std::int64_t leftOut = 0;
};

struct Salvaged
{
    std::vector<SalvagedTable> tables; // in order of their names
    bool isSound = true; // SQLite finds the file itself in order
    // What was committed into the log (-wal) and cannot be read from it any more.
    LogDamage log;
    // Spans that could be read but for their content, which are left out.
    std::int64_t spansWithoutContent = 0;
    // Answers of which the span is left out or gone; they stay, as of a span that was never sent.
    std::int64_t answersWithoutSpan = 0;
    // Names, traces, resources and scopes that others refer to and that are gone: each is called
    // "lost ..." instead, a trace by an id that begins with "lost" in ASCII.
    std::int64_t renamed = 0;

    bool isWhole() const;
    std::int64_t leftOut() const; // rows, of all tables
    std::string sentence() const; // for people; names the tables
};

// Copies what can be read of a recording into a new one, row by row: sound pages are looked for
// between damaged ones. The new one says in its timeline that it was salvaged, and what is missing;
// where entries of the timeline are, its chain is broken there. Damage that does not show in the
// structure of the file (another digit in a text) stays as it is. The original is only read. `out`
// is there when all of it is written and synced, and never before.
//
// Usage error: `out` is there already. Unreadable, naming the file: it is no recording, or its
// first page or its list of tables is gone. Refused: `out` cannot be written; then nothing is left
// of it. Any thread.
telemetry::Result<Salvaged> salvage(const std::string& path, const std::string& out,
                                    telemetry::Timestamp now);

} // namespace store
