// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <string>

namespace bench {

struct RawInsert
{
    std::int64_t rows = 0; // over all tables
    double seconds = 0; // from the first insert to the last commit
};

// The anchor of the ingest benchmark: reads every row of every table of `recording` into memory and
// then inserts them into a fresh file with the same schema, indexes, page size and journal mode,
// with nothing but prepared statements, in `transactions` transactions that mix the tables as
// ingest does, while a thread of its own moves the log into the file as it does for ingest.
telemetry::Result<RawInsert> insertRaw(const std::string& recording, const std::string& scratch,
                                       int transactions);

} // namespace bench
