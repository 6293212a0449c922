// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/effectsight.h"
#include "models/runbook/lever.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <atomic>
#include <string>

namespace commands {

// One look at whether the answers that a recording holds by `now`, of those that began after the
// write was accepted, show what a lever was moved to. Their service is the plan's target, else
// `service`, whichever answered in the 15 minutes before: a silence since then does not turn the
// control plane's word into an effect. Any thread; reads.
telemetry::Result<runbook::EffectSight>
effectIn(const store::Reader& reader, const runbook::LeverPlan& plan, telemetry::Timestamp accepted,
         const std::string& service, telemetry::Timestamp now);

struct AnswerWait
{
    std::string recording; // that another program writes; empty: the control plane alone tells
    telemetry::Duration within{}; // how long new answers are waited for
    const std::atomic<bool>* cancel = nullptr; // ends the wait
};

// What a lever's firing came to once new answers were looked at. "In effect" stays reached only
// where they show it, or nothing could; otherwise it is unknown and says how many there were, and
// the outcome is NotYetVisible. Left alone: what was not sent or not verified. Blocks.
runbook::FireResult withAnswers(const runbook::LeverPlan& plan, runbook::FireResult result,
                                const AnswerWait& wait);

} // namespace commands
