// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/loops.h"
#include "models/trace/stepedges.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace trace {

// A step, or several that are shown as one. Texts are as sent: make them safe before they are
// shown.
struct GraphNode
{
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    telemetry::SpanId span = telemetry::SpanId::None; // of several the one that stands for them
    std::vector<telemetry::SpanId> members; // by start; itself, with what is part of it left out
    telemetry::StepKind kind = telemetry::StepKind::Other;
    std::string name; // model, tool, agent or source
    std::string detail; // arguments of a call as people read them (safe); else empty
    std::string agent; // that it is in; empty: in none
    std::size_t loop = kNone; // into LoopGroups::groups
    bool isFolded = false; // a loop that is closed
    std::size_t place = 0; // of an open loop's member, from 1
    bool isRest = false; // steps folded because there are too many; neither loop nor step
    telemetry::Timestamp start;
    telemetry::Timestamp end;
    bool isDurationKnown = false;
    std::optional<std::int64_t> inputTokens; // of generations, added up
    std::optional<std::int64_t> outputTokens;
    bool isFailed = false;
    Failure failure = Failure::None;
    std::size_t retries = 0; // failed tries within it
    std::vector<std::string> failedChecks; // names of the evaluations of it that failed
};

struct GraphEdge
{
    std::size_t from = 0;
    std::size_t to = 0;
    EdgeKind kind = EdgeKind::Order;
};

// A trace by cause and not by time. Edges lead from lower to higher index of nodes. Immutable
// value.
struct StepGraph
{
    std::vector<GraphNode> nodes; // by start
    std::vector<GraphEdge> edges; // by from, then to; at most one for two nodes
    std::unordered_map<telemetry::SpanId, std::size_t> bySpan; // also of members and their parts
    std::size_t steps = 0; // before folding
    std::size_t rests = 0; // nodes that stand for steps which were too many to be shown
    bool isCut = false; // see TraceContents

    std::size_t nodeOf(telemetry::SpanId span) const; // GraphNode::kNone: in none
};

struct GraphOptions
{
    std::set<telemetry::SpanId> opened; // LoopGroup::representative of the loops that are open
    std::size_t mostNodes = 2000;
};

// With more nodes than asked for, those that lie deepest are folded into the agent or tool that
// they are in, and where that is not enough, neighbours in time of one agent into one. Linear but
// for sorting. Thread: any.
StepGraph stepGraphOf(const TraceContents& contents, const LoopGroups& loops,
                      const GraphOptions& options = {});

} // namespace trace
