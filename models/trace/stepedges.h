// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/loopsteps.h"
#include "models/trace/steproles.h"
#include "models/trace/tracecontents.h"

#include <cstdint>
#include <vector>

namespace trace {

// Why one step comes of another; the strongest first.
enum class EdgeKind : std::uint8_t
{
    Asked, // the generation asked for this call
    Given, // its result, or what it said, is in what the next was given
    Documents, // documents that it retrieved are in what the generation was given
    HandedOver, // one agent, or the tool that runs it, to another
    Judged, // a guardrail or evaluator looked at what it said
    Order, // nothing in the data tells: one began after the other ended, or within it
};
const char* toString(EdgeKind kind);

struct StepEdge
{
    int from = SpanTree::kNone; // nodes with StepRole::Step
    int to = SpanTree::kNone;
    EdgeKind kind = EdgeKind::Order;
};

// What the data tells of causes: ids of calls, results, documents and answers that stand again in
// what a later step was given (by their words: three of five runs of three words), agents that are
// run by a tool. A step of which nothing tells is put behind what ended last before it began in the
// same agent or workflow, else below that. At most one edge for two steps, never against time; each
// step but the first has one that leads to it. Linear in the texts, n log n in the steps.
std::vector<StepEdge> stepEdgesOf(const TraceContents& contents, const StepRoles& roles,
                                  const ContentIndex& index);

} // namespace trace
