// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/stepgraph.h"
#include "models/trace/steproles.h"

#include <vector>

namespace trace {

// Which steps are shown as one node of the graph; by node of the tree.
struct StepFolding
{
    // The step that it is shown as: itself, the first of its loop, the agent or tool that it is in,
    // or the first of its neighbours.
    std::vector<int> shownAs;
    std::vector<bool> isLoop; // what is shown so stands for a loop that is closed
    std::vector<bool> isRest; // for steps that were too many
};

StepFolding foldingOf(const SpanTree& tree, const StepRoles& roles, const LoopGroups& loops,
                      const GraphOptions& options);

} // namespace trace
