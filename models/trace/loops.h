// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace trace {

enum class LoopKind : std::uint8_t
{
    SameCall, // the same tool, retrieval or agent with the same arguments, with the same result
    Polling, // the same call, until its result changed
    SameStep, // generations that say nearly the same
    Cycle, // several steps in turn, over and over
    Retry, // the same again after it failed
    PingPong, // two agents hand over to each other with the same words
};
const char* toString(LoopKind kind);

// Steps that say or ask the same. Texts are one line each and safe to show.
struct LoopGroup
{
    LoopKind kind = LoopKind::SameCall;
    std::vector<telemetry::SpanId> members; // by start; of all rounds, with what belongs to a round
    std::size_t count = 0; // calls, rounds or tries
    // The member that stands for all of them: the first call; of tries the last.
    telemetry::SpanId representative = telemetry::SpanId::None;
    std::string name; // of what repeats: "get_order", "search → chat"
    telemetry::Timestamp first; // start of the first, end of the last
    telemetry::Timestamp last;
    bool hasStopped = false; // something else came after it where it ran; of tries: one worked
    std::string failure; // of tries: what it was
    // "get_order(88412) called 7 times with the same arguments, each time with the same result"
    std::string reason;
};

struct LoopGroups
{
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    std::vector<LoopGroup> groups; // by first; no span is in two of them
    std::unordered_map<telemetry::SpanId, std::size_t> byMember;

    std::size_t of(telemetry::SpanId span) const; // kNone: in no group
};

// What repeats in a trace. Steps are compared within the agent, workflow or tool that they are in,
// and within what was asked in one turn; calls are the same when CallReader says so, so that an
// agent which asks for one page, order or file after the other does not repeat itself. What is
// called again with another result each time makes progress. Content that was not captured is
// compared with nothing. Calls and rounds count from three times on, tries from two. Of a trace
// whose content was read in part (TraceContents::isCut) only that part. n log n in the steps,
// linear in their texts. Thread: any.
LoopGroups findLoops(const TraceContents& contents);

} // namespace trace
