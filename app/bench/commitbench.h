// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <vector>

namespace bench {

struct CommitSettings
{
    int rounds = 5;
    std::int64_t rows = 100'000; // spans, each side, each round
};

struct CommitTimes
{
    double slow = 0; // 99 % of the commits took no longer, ms
    double most = 0; // ms
    double rowsPerSecond = 0; // spans, their insertion and their commits
};

// In turns: spans by the recording's own writer (store::Writer, whose commit() is what is timed),
// its log written back by a thread; and the rows that it wrote by bare statements into a file of
// the same schema, as SQLite does it by itself, within the commit that makes the log too long.
struct CommitRound
{
    CommitTimes ours;
    CommitTimes plain;
};

telemetry::Result<std::vector<CommitRound>> benchCommits(const CommitSettings& settings);
int runCommits(const CommitSettings& settings, bool isJson); // prints; exit status

} // namespace bench
