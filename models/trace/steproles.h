// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <cstdint>
#include <vector>

namespace trace {

// What a span is for whoever asks for steps and not for spans.
enum class StepRole : std::uint8_t
{
    None, // a wrapper that is in no step: a server's span, a function of the program
    Part, // of the step that it is in: HTTP calls, the client inside a framework, a query's
          // embedding
    Frame, // holds other steps and is none itself: workflows, a framework's loop
    Step,
};

// Frames and steps of one trace, by node. A generation in a generation is a part of it, unless the
// outer one holds several or runs tools: then it is a frame. What is in a retrieval, a guardrail or
// an evaluator is a part of that, what is in a tool only when it is no agent and no generation.
// Where a trace has no step of a known kind, each span is one. Linear. Plain value.
struct StepRoles
{
    std::vector<StepRole> roles;
    std::vector<int> owner; // the step that a node is or is a part of; kNone: of none
    std::vector<int> scope; // the nearest frame or step around that holds other steps; kNone: none
    std::vector<int> steps; // nodes with StepRole::Step, by start
};

StepRoles stepRolesOf(const SpanTree& tree);

} // namespace trace
