// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/harvest.h"
#include "models/pull/jsonaccess.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <string>
#include <vector>

namespace pull {

// What GET /api/v2/alerts of Alertmanager, or GET /api/v1/rules of Prometheus, lists as firing.
// Rules that cannot be evaluated become notes. The number of alerts; Unreachable when the reply is
// something else.
telemetry::Result<std::size_t> readAlerts(const AlertMapping& mapping, const Json& document,
                                          Harvest& harvest);

// The body of Alertmanager's webhook (version 4). Unreadable when it is none.
telemetry::Result<std::vector<AlertSighting>> readWebhook(const std::string& body);

} // namespace pull
