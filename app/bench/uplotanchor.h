// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/chartbench.h"

namespace bench {

// Measures uPlot in headless Chromium on the same data, or says in `figures` why it is not there.
telemetry::Result<void> addAnchor(const ChartBenchSettings& settings, ChartFigures& figures);

} // namespace bench
