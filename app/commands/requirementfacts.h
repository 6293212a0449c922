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

} // namespace commands
