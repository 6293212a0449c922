// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"

namespace store {

// Gives a connection the aggregate function histogram_sum(blob): the sum of histograms as
// RollupWriter stores them.
telemetry::Result<void> addHistogramSum(const Database& database);

} // namespace store
