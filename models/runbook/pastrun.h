// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/effectladder.h"
#include "models/runbook/lever.h"
#include "models/runbook/runbook.h"
#include "models/runbook/runbookrun.h"
#include "models/runbook/undorule.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace runbook {

// One command as the timeline tells it.
struct PastCommand
{
    std::string lever; // id
    std::string to; // where the lever was to go; of an undo, where what it takes back had moved it
    std::string sentTo; // likewise, but of an undo where it puts the lever back to
    bool isUndo = false;
    telemetry::Timestamp firedAt;
    std::string who = {};
    EffectLadder ladder;
    // "verified", "refused" ...; empty: nobody told, the console may have ended before.
    std::string outcome = {};
    std::string rawReply = {}; // what the control plane said to it; empty: not recorded
    // As the intent was recorded: lever (id, kind, target, environment), before, to, rawAfter and
    // isRemoval. `before` is what an undo puts back.
    LeverPlan plan = {};
    Fired fired = {}; // the same with its outcome, for the rule of the undo
    bool isPriorKnown = false; // plan.before is whole: it can be put back
    bool isSetAside = false; // somebody took it for one that does not count any more

    // Whether it cannot be said that the lever was moved nor that it was not: it has to be read
    // back, never fired again blindly. Not of what was set aside.
    bool isUnknown() const;
    // Its lever was moved by it, or nobody can say that it was not: accepted is not in effect.
    bool mayHaveMoved() const;
    // It may be what somebody who looks at the control plane saw happen: that its lever stands at
    // `value` since about `seen`.
    bool mayBeSeenAs(const std::string& value, telemetry::Timestamp seen) const;
    // What became of it, in words, whether it was told at once or read later.
    std::string outcomeText() const;
};

// A runbook as it stood at a moment.
struct PastRun
{
    std::string runbook; // id; empty: none had been begun, or it had been left
    telemetry::Timestamp started; // zero where the recording does not say
    std::string who;
    std::map<std::string, std::string> parameters;
    std::vector<StepProgress> steps; // those that were settled; others were still to do
    std::map<std::string, std::string> evidence; // of the parameters, in words
    std::vector<PastCommand> commands; // of the run, oldest first
    std::optional<RunAbort> aborted;
    std::string title; // these as recorded when it began, empty in recordings of before
    std::string version;
    std::string digest;
    std::string markdown; // the runbook as it was followed
    RunbookSource source;

    const StepProgress* find(const std::string& step) const; // nullptr: not yet
    // The newest of a step that moves this lever there; nullptr: none was fired. A timeline does
    // not tell two steps apart that move the same lever to the same place.
    const PastCommand* newestOf(const std::string& lever, const std::string& to) const;
    // The same without what was fired only to see that the lever stands there already.
    const PastCommand* newestMove(const std::string& lever, const std::string& to) const;
    // What an undo takes back: the newest firing of its lever before it; nullptr: not known.
    const PastCommand* takenBackBy(const PastCommand& undo) const;
    // What there is to put back of such a step: the newest firing that is in effect, if only on
    // some of several machines, was not put back since, and of which it is recorded what stood
    // before; nullptr: nothing.
    const PastCommand* undoableOf(const std::string& lever, const std::string& to) const;
    // The newest of a step is an undo that is in effect.
    bool isPutBack(const std::string& lever, const std::string& to) const;
};

// The run as a live one, to be carried on with the runbook that it was begun with. Usage error when
// that is another one: a step was settled that it does not have.
telemetry::Result<RunbookRun> resumable(const PastRun& past, const Runbook& runbook);
// The runbook that a run was begun with: as recorded, else the one of its id among these when its
// digest is the recorded one, if any is, and it has all steps that were settled. Refused, and why,
// when there is none.
telemetry::Result<Runbook> runbookOf(const PastRun& past, const std::vector<Runbook>& runbooks);

// Reads a run back from what the timeline held at a moment (in its order). Entries that cannot be
// read are passed over. Pure function.
PastRun pastRun(const std::vector<telemetry::TimelineEntry>& entries);
// Every command of the entries, whatever run it was of, or of none: oldest first. Likewise.
std::vector<PastCommand> pastCommands(const std::vector<telemetry::TimelineEntry>& entries);

} // namespace runbook
