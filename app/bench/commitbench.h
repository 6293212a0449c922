// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <vector>

namespace bench {

struct CommitSettings
{
    int rounds = 5;
    std::int64_t rows = 200'000; // each side, each round
};

struct CommitTimes
{
    double slow = 0; // 99 % of the commits took no longer, ms
    double most = 0; // ms
    double rowsPerSecond = 0;
};

// The same rows into two files, one after the other: with the log written back by a thread of its
// own, as the recording has it, and as SQLite does it by itself, within the commit that makes the
// log too long (wal_autocheckpoint as it comes).
struct CommitRound
{
    CommitTimes ours;
    CommitTimes plain;
};

telemetry::Result<std::vector<CommitRound>> benchCommits(const CommitSettings& settings);
int runCommits(const CommitSettings& settings, bool isJson); // prints; exit status

} // namespace bench
