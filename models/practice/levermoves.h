// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/pastrun.h"
#include "models/runbook/rung.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace practice {

// A lever that somebody moved, from a console or elsewhere.
struct MovedLever
{
    std::string lever; // id
    std::string from; // where it stood; empty: not known
    std::string to;
    telemetry::Timestamp time; // the firing, or when it was seen to have moved
    std::optional<telemetry::Timestamp> inEffect; // nothing: it is not known to have come there
    std::string who;
    // Takes an earlier one of them back, which was begun then; it may be the cure all the same,
    // where what it takes back was the fault.
    bool isPutBack = false;
    std::optional<telemetry::Timestamp> takesBack; // nothing: not known which
    bool isSeenOnly = false; // moved elsewhere: seen at the control plane, without rungs
    bool hasMoved = true; // false: refused, nothing was sent, or accepted and never in effect
    // Whether it moved is not known: nobody told, it was accepted only, or set aside before.
    bool isUnknown = false;
    // The rung "recovered"; Waiting where nobody looked.
    runbook::RungState recovered = runbook::RungState::Waiting;
    std::optional<telemetry::Timestamp> recoveredAt;
    std::string told; // what became of it, in words
};

// Commands, and the moves that the control plane showed (entries of kind "lever") where they are
// not the trace of one of these commands. Oldest first. Pure function.
std::vector<MovedLever> movedLevers(const std::vector<runbook::PastCommand>& commands,
                                    const std::vector<telemetry::TimelineEntry>& entries);

// Whether the lever of a move (one of these) still stood where that put it when `until` came;
// nothing: not known, as a later one may have moved it or not.
std::optional<bool> isKept(const std::vector<MovedLever>& moves, const MovedLever& move,
                           telemetry::Timestamp until);

struct StandingLever
{
    std::string kind;
    std::string target;
    std::string value; // as the control plane held it
    bool exists = true;

    friend bool operator==(const StandingLever&, const StandingLever&) = default;
};
// How levers stood at a time, by id, as far as entries of kind "lever" tell: as found and moved up
// to then; one that was first found later stands where it was found, or where its first move began.
// Entries in the order of the chain; of those that cannot be read nothing is known.
std::map<std::string, StandingLever>
leversStandingAt(const std::vector<telemetry::TimelineEntry>& entries, telemetry::Timestamp time);

} // namespace practice
