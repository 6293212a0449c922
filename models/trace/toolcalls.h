// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"
#include "models/trace/spantree.h"

#include <cstddef>
#include <vector>

namespace trace {

// A call that a generation asked for in its output, and the step of the trace that ran it.
struct ToolAnswer
{
    telemetry::SpanId generation = telemetry::SpanId::None;
    std::size_t message = 0; // of the generation's output
    std::size_t part = 0; // of the message
    telemetry::SpanId step = telemetry::SpanId::None; // None: several fit, and none is chosen
    std::size_t fitting = 1; // steps
    bool isByPlace = false; // without an id; the only one of that name at that place
};

// Joins calls and steps by the id of the call. Where one side has none: by their place, the step
// below the generation, or beside it and after it with no generation between, when the name is the
// same and nothing else fits either of them. Never a guess: where several fit it says how many. A
// tool step inside another one is a part of that. In the order of `generations`. Thread: any.
std::vector<ToolAnswer> toolAnswers(const SpanTree& tree,
                                    const std::vector<telemetry::Generation>& generations,
                                    const std::vector<telemetry::Step>& steps);

} // namespace trace
