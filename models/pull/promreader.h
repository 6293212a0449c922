// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/harvest.h"
#include "models/pull/jsonaccess.h"
#include "models/telemetry/result.h"

#include <cstddef>

namespace pull {

// What a query of the Prometheus HTTP API answered: points, exemplars or totals of buckets. The
// number of series; Unreachable when the reply is something else.
telemetry::Result<std::size_t> readPrometheus(const PromMapping& mapping, const PromQuery& query,
                                              const Variables& variables, const Json& document,
                                              Harvest& harvest);

} // namespace pull
