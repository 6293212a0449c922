// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

struct RawInsert
{
    std::int64_t rows = 0; // over all tables
    double seconds = 0; // of all transactions, reading the rows left out
    std::vector<double> commits; // milliseconds, each
};

enum class RawLog
{
    MovedApart, // by a thread of its own, as for ingest
    Default, // by SQLite itself, in the commit that makes it too long
};

// The anchor of what writes recordings: inserts every row of every table of `recording` into a
// fresh file with the same schema, indexes, page size and journal mode, with nothing but prepared
// statements, in `transactions` transactions that mix the tables as ingest does. The rows of a
// transaction are read into memory before it, which is not counted.
telemetry::Result<RawInsert> insertRaw(const std::string& recording, const std::string& scratch,
                                       int transactions, RawLog log = RawLog::MovedApart);

} // namespace bench
