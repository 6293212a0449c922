// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runbook {

// What is known of a firing on one machine, where a lever stands on several.
struct FiredMachine
{
    std::string endpoint;
    std::optional<FireOutcome> outcome; // none: nobody told
    bool wasSent = false;
    std::string writtenVersion;
    std::string message; // of its result
    std::optional<LeverState> after; // as read back
};

// What is known of a firing, by whoever kept it: the window, the journal, the timeline.
struct Fired
{
    LeverPlan plan; // lever.id, before, to, rawAfter, isRemoval; lever.token where it is known
    std::optional<FireOutcome> outcome; // none: it was about to be sent, and nobody told since
    bool wasSent = true; // false only where it is known that nothing left
    std::optional<LeverState> after; // as read back
    std::string writtenVersion;
    std::vector<FiredMachine> machines; // empty: one, or not kept
    std::string who; // empty: not known
    bool isFromRecording = false; // which may hold firings at several control planes
    telemetry::Timestamp when = {}; // zero: not known
    std::int64_t intent = 0; // its intent's sequence in the recording's chain; 0: not known
};
Fired firedFrom(const LeverPlan& plan, const FireResult& result);

// Whether a state is what the firing left, as far as is known: nobody has moved the lever since.
// Where the control plane named the version that it made of our write, that version has to stand;
// where it was read back, that state; else the value that was written.
// Where the version is that of more than the lever, the value alone tells.
bool isOurs(const Fired& fired, const LeverState& now, bool isVersionShared = false);

// What may have become of a write of which nobody told.
enum class WriteFate : std::uint8_t
{
    Open, // it may yet land, or be seen
    Landed, // it is seen: the lever stands where it was to go, and did not before
    Overtaken, // it cannot land any more: its condition names a version that is gone
};
// Whether what became of a firing is not known: the result was lost, or accepted and never seen.
bool isOpen(const Fired& fired);
// What a reading says of an open write: nothing where it is not later than the write (both times
// known). Of several machines each that was written to has to be read, and at least one has to be
// judged. `token` of the lever as it is today.
WriteFate fateOf(const Fired& fired, const LeverState& now, TokenStrength token);
// "The write of pin:bot to m-2 by ada, 18:02:03 UTC, is open: it was sent, and may yet land."
std::string openText(const Fired& fired);

struct UndoPlan
{
    LeverPlan plan; // of what is to be taken back alone; leftAlone names the other machines
    std::string conflict; // not empty: nothing may be sent, and what stands there instead
    // Not empty: the write that is to be taken back may yet land. Where the plan then changes
    // nothing, nothing is undone by it.
    std::string open;

    bool isSettled() const { return open.empty() || !plan.isNoChange; }
};
// The one way to an undo, for the window and the command line: reads, never writes. What stands now
// has to be what the firing wrote, on each machine by itself. Where somebody else has moved it
// since that is a conflict; among several machines those are left alone that we did not write, that
// somebody moved since, or that cannot be read. To set it all the same is a new firing. Errors are
// the gateway's.
telemetry::Result<UndoPlan> planUndo(LeverGateway& levers, const Fired& fired);
// The same, of a plan that the gateway made to put `fired.plan.before` back.
UndoPlan ruledUndo(LeverPlan plan, const Fired& fired);

} // namespace runbook
