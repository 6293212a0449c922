// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"

#include <string>
#include <vector>

namespace comparison {

// All steps of a trace, by node. Pointers into `contents`, which has to outlive them.
std::vector<ComparedStep> stepsOf(const trace::TraceContents& contents);

// What a step was given last and what it gave, as text; empty: not captured.
std::string inputOf(const ComparedStep& step);
std::string outputOf(const ComparedStep& step);
// "get_order {"order":"A-1"}", one a line: what a generation asks for. Empty: it asks for no tool.
std::string callsOf(const telemetry::Generation& generation);
std::vector<std::string> calledTools(const telemetry::Generation& generation);

// Fills pairs and isApproximate of a comparison whose steps are there.
void alignSteps(Comparison& all);

} // namespace comparison
