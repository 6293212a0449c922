// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <set>
#include <string>
#include <vector>

namespace items {

// A lever that was fired, or was seen to have been moved by somebody else.
struct LeverMark
{
    telemetry::Timestamp time; // when it was about to be sent, or seen
    std::string lever;
    std::string target;
    std::string to; // empty: not told
    std::string
        outcome; // runbook::toString(FireOutcome); empty: none yet, or nothing was sent by us
    bool isUndo = false;
    bool isSeen = false; // moved elsewhere
};

// From the timeline: intents with their outcomes, and what was seen of levers that nobody here had
// just fired. Entries in any other shape are left out. Pure.
std::vector<LeverMark> leverMarks(const std::vector<telemetry::TimelineEntry>& entries);

// Pool thread. Those in the view's range that concern a service (empty: all): whose target is not
// another one of `services`.
telemetry::Result<std::vector<LeverMark>> readLeverMarks(const store::Reader& reader,
                                                         const store::View& view,
                                                         const std::string& service,
                                                         const std::set<std::string>& services);

} // namespace items
