// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/runbook/machine.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace actuation {

// Some levers stand on each machine by itself, and a service has moved when all have: here many
// become one, and what is not so everywhere is counted and never rounded up.

using runbook::machineOf;
// Base URLs with commas or white space between them, each machine once, as it was first written.
std::vector<std::string> endpointsIn(const std::string& text);

// At least one. The value where all agree; otherwise a count of each, and a raw value that equals
// none. Unreachable when none could be read (then the first one's words).
telemetry::Result<runbook::LeverState> combined(std::vector<runbook::LeverState> replicas);

struct ReplicaResult
{
    std::string endpoint;
    telemetry::Result<runbook::FireResult> result; // an error: nothing was written there
};
// Sent is reached with the first that left. The others are reached or failed when it is so on all,
// Accepted on all that had to be sent to.
// It is unknown when some are through and others have failed, and waits only while none has.
// Verified only when all are. Unknown or NotYetVisible when one is; Partial when some took it and
// others did not, or when an undo left alone what we wrote; else Conflict when all say so, or
// Refused. An error when nothing was sent to any and none answered.
telemetry::Result<runbook::FireResult> combined(const runbook::LeverPlan& plan,
                                                const std::vector<ReplicaResult>& replicas);

} // namespace actuation
