// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <vector>

namespace bench {

struct AlarmLatency
{
    std::vector<double> seconds; // sorted; from sending the request to the painted alarm
    int missed = 0; // of the alarms, not painted within ten seconds
};

// Receiver, recording, health and the console's window in this process. `alarms` services that
// answer well, then one request each with answers that no passage supports: how long it takes from
// sending that request until the fleet matrix is painted with the service's alarm. Must be called
// on the main thread, once a process.
telemetry::Result<AlarmLatency> benchAlarmLatency(int alarms);

} // namespace bench
