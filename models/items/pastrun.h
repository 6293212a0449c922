// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/effectladder.h"
#include "models/runbook/runbookrun.h"
#include "models/telemetry/timelineentry.h"

#include <map>
#include <string>
#include <vector>

namespace items {

// One command as the timeline tells it.
struct PastCommand
{
    std::string lever; // id
    std::string to; // where the lever was to go; of an undo, where what it takes back had moved it
    std::string sentTo; // likewise, but of an undo where it puts the lever back to
    bool isUndo = false;
    telemetry::Timestamp firedAt;
    runbook::EffectLadder ladder;
};

// A runbook as it stood at a moment.
struct PastRun
{
    std::string runbook; // id; empty: none had been begun, or it had been left
    telemetry::Timestamp started; // zero where the recording does not say
    std::string who;
    std::map<std::string, std::string> parameters;
    std::vector<runbook::StepProgress> steps; // those that were settled; others were still to do
    std::vector<PastCommand> commands; // of the run, oldest first

    const runbook::StepProgress* find(const std::string& step) const; // nullptr: not yet
    // The newest of a step that moves this lever there; nullptr: none was fired. A timeline does
    // not tell two steps apart that move the same lever to the same place.
    const PastCommand* newestOf(const std::string& lever, const std::string& to) const;
};

// Reads a run back from what the timeline held at a moment (in its order). Entries that cannot be
// read are passed over. Pure function.
PastRun pastRun(const std::vector<telemetry::TimelineEntry>& entries);

} // namespace items
