// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/callsignature.h"
#include "models/trace/steproles.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trace {

// A step as loops are looked for among: what it was asked and what it gave, as numbers.
struct LoopStep
{
    int node = SpanTree::kNone;
    telemetry::SpanId span = telemetry::SpanId::None;
    telemetry::StepKind kind = telemetry::StepKind::Other;
    std::string_view name; // tool, model, agent or source
    std::string_view arguments; // as sent; empty when not captured
    std::string_view result; // likewise
    int scope = SpanTree::kNone; // see StepRoles
    std::int64_t turn = 0; // user messages that had been said by then; as far as is known
    // Kind, name and arguments; of a generation what it said and which calls it asked for.
    std::uint64_t identity = 0;
    bool isKnown = false; // its content was captured: the identity tells more than kind and name
    bool isTelling = false; // what a generation said is more than a word or two
    std::uint64_t input = 0; // of a failed generation: what it was given; 0 unknown
    std::uint64_t outcome = 0; // of the result; 0 unknown
    bool isFailed = false;
    std::string failure; // in words
};

// The contents of a trace by span, so that each is found at once.
struct ContentIndex
{
    explicit ContentIndex(const TraceContents& contents);

    std::unordered_map<telemetry::SpanId, const telemetry::Generation*> generations;
    std::unordered_map<telemetry::SpanId, const telemetry::Step*> steps;
};

// The model of a generation; the name of a step, else of its span.
std::string_view stepNameOf(const SpanTree& tree, int node, const ContentIndex& index);

// The steps by start, those in a step left out. Views last as long as `contents`.
std::vector<LoopStep> loopStepsOf(const TraceContents& contents, const StepRoles& roles,
                                  const ContentIndex& index, CallReader& reader);

} // namespace trace
