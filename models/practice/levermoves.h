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
    bool isPutBack = false; // takes an earlier one of them back
    bool isSeenOnly = false; // moved elsewhere: seen at the control plane, without rungs
    bool hasMoved = true; // false: refused, or nothing was sent
    bool isUnknown = false; // whether it moved is not known
    // The rung "recovered"; Waiting where nobody looked.
    runbook::RungState recovered = runbook::RungState::Waiting;
    std::optional<telemetry::Timestamp> recoveredAt;
    std::string told; // what became of it, in words
};

// Commands, and the moves that the control plane showed (entries of kind "lever") where they are
// not the trace of one of these commands. Oldest first. Pure function.
std::vector<MovedLever> movedLevers(const std::vector<runbook::PastCommand>& commands,
                                    const std::vector<telemetry::TimelineEntry>& entries);

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
