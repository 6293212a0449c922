// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/guardrails.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace commands {

// Whether a plan may be sent, as the last thing before it is.
struct FiringDecision
{
    std::int64_t intent = 0; // its sequence in the chain; 0: nobody records it
    std::vector<runbook::Obstacle> obstacles;
};
// Writes an intent and returns when it is on disk, with its sequence.
using WriteIntent =
    std::function<telemetry::Result<telemetry::TimelineEntry>(telemetry::TimelineEntry)>;

// Caps and approvals have to hold between consoles that fire at the same time. So the intent is
// written first, and what was fired and approved is read after it, up to it: of two intents the
// later one in the store sees the earlier, which counts as sent until its end says otherwise, and
// loses. The intent tells whose approvals it rests on as they were known just before. `facts` are
// those of before, by guardFacts(). A plan that changes nothing has nothing to guard. An error: the
// intent could not be written, nothing may be sent. Any thread but the one that writes.
telemetry::Result<FiringDecision> decideFiring(const runbook::LeverPlan& plan, bool isUndo,
                                               const runbook::GuardFacts& facts,
                                               const std::string& recording,
                                               const WriteIntent& write);

// The ends of a firing, in order, for the chain: its rungs and how it ended, which name their
// intent.
std::vector<telemetry::TimelineEntry> endEntries(const runbook::LeverPlan& plan,
                                                 const runbook::FireResult& result, bool isUndo,
                                                 telemetry::Timestamp now, std::int64_t intent);

} // namespace commands
