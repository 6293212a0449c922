// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/rollupbench.h"
#include "app/bench/whatifbench.h"

namespace bench {

// What is read of a recording once more: run and print; the program's exit status.
int runRollups(const RollupBenchSettings& settings, bool isJson);
int runWhatIf(const WhatIfBenchSettings& settings, bool isJson);

} // namespace bench
