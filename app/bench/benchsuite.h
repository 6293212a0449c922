// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/suite/benchdocument.h"
#include "models/telemetry/result.h"

#include <functional>
#include <string>
#include <vector>

namespace bench {

struct SuiteSettings
{
    std::vector<std::string> names; // of suiteBenches(), "all" for all of them
    bool isQuick = false; // small sizes: half an hour at most on a machine that is idle
    std::string page; // file to write the page of plots to; empty: none
    std::string
        baseline; // what an earlier run printed with --json, to be compared with; empty: none
    std::string result; // with a baseline: take these figures, and run nothing; empty: run
    std::function<void(const std::string&)> progress; // null: none
};

// Runs the benchmarks, each in processes of its own, one at a time, and prints a row of each
// figure, or how they are beside the baseline. The exit status: 1 where a benchmark failed, or
// something is worse than in the baseline.
int runSuite(const SuiteSettings& settings, bool isJson);

} // namespace bench
