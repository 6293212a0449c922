// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/guardrails.h"
#include "models/runbook/requirement.h"

#include <optional>
#include <string>

namespace commands {

// Reads from the recording (empty: none) how the step ended that the lever's step requires, and
// says in the facts what is missing. Reads anew each time, so that what is asked just before a
// firing is of then. Any thread.
void takeRequirement(runbook::GuardFacts& facts,
                     const std::optional<runbook::Requirement>& requirement,
                     const std::string& recording, const runbook::LeverPlan& plan,
                     telemetry::Timestamp now);

// How many proofs of this candidate have ended in the run that goes on, however they did. None
// where the recording cannot be read, or none is named.
int earlierProofs(const std::string& recording, const std::string& runbook, const std::string& step,
                  const std::string& candidate);

} // namespace commands
