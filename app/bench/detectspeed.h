// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/detectbench.h"

#include <vector>

namespace bench {

// Run lengths on series in which nothing changes, each beside what is promised: of the statistic
// with the mean known, and of whole detectors that learn it.
std::vector<RunLength> measureRunLengths();

// Of each detector of ours and each anchor, on flags and on scores; the best of three rounds.
std::vector<Throughput> measureThroughput();

} // namespace bench
