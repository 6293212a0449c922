// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <atomic>
#include <optional>
#include <string>

namespace commands {

// What recovery is tested on: the signal of one alarm, in a recording that another program writes.
struct RecoveryWait
{
    std::string recording; // empty: recovery is not looked for
    std::optional<telemetry::AlarmTransition> alarm; // as it stood before anything was sent
    telemetry::Duration within{}; // from when the lever is in effect
    const std::atomic<bool>* cancel = nullptr; // ends the wait
};

// The alarm whose signal the lever is to bring back: `id`, else the worst that is open for the
// plan's target now. Refused where there is none: then there is nothing that could recover.
telemetry::Result<telemetry::AlarmTransition>
alarmToClear(const std::string& recording, const std::string& id, const runbook::LeverPlan& plan);

// Adds the rung "recovered" to what was fired: reached as soon as the sequential test says so;
// failed where it says at the end of the time that the signal is still bad; else unknown, with what
// was measured. Left alone where the lever is not in effect. Blocks.
runbook::FireResult withRecovery(runbook::FireResult result, const RecoveryWait& wait);

} // namespace commands
