// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/chartbench.h"

namespace bench {

// One round of so many frames of uPlot in headless Chromium on the same data, started for it, or
// why there is none, in `figures`.
telemetry::Result<void> addUplotRound(const ChartBenchSettings& settings, int frames,
                                      ChartFigures& figures);

} // namespace bench
