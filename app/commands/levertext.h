// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/guardrails.h"
#include "models/runbook/lever.h"

#include <vector>

namespace commands {

// For people, on stdout.
void printState(const runbook::LeverState& state);
void printPlan(const runbook::LeverPlan& plan, bool isUndo = false);
void printGuard(const std::vector<runbook::Obstacle>& obstacles);
void printServed(const std::vector<runbook::ServingSight>& served); // a line each
void printResult(const runbook::FireResult& result);

} // namespace commands
