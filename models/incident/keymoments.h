// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/runbook/pastrun.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/timelineentry.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace incident {

// One of the times of an incident. What nobody fixed is proposed, by a rule, from what the timeline
// holds; what neither tells is unknown.
struct KeyMoment
{
    MomentKind kind = MomentKind::Start;
    std::optional<telemetry::Timestamp> time; // nothing: not known
    std::int64_t entry = 0; // that shows it; 0: none
    std::string why; // what it rests on, in words; of an unknown one what is missing
    std::string who; // who fixed it; empty: proposed
    // It was worked out, as an onset is. What else is proposed was recorded when it happened: only
    // that it is this moment is a rule's word.
    bool isEstimated = false;

    bool isProposed() const { return who.empty(); }
};

// All six, in their order. Rules, each in force where nobody fixed the moment:
// start            the earliest onset of its alarms, else what it reaches back to
// detection        the first of its alarms was raised, or of its alerts told; else when it was
// opened acknowledgement  the first thing that a person did about it: acknowledged, opened, took
// command diagnosis        it was said to be identified, else the run of a runbook was begun
// mitigation       the first lever whose effect was read back and that was not put back before
//                  recovery, unless it moves a service that only others' alarms are about; where
//                  one of them showed recovery, that one; where none was moved from here, the first
//                  that was seen to move at the control plane by another hand, likewise not of a
//                  service that only others' alarms are about
// recovery         the rung "recovered" of such a lever, where the incident has one alarm that was
//                  not raised again; else all its alarms had cleared, each shown to be back, and
//                  all its alerts were resolved
// Of an incident without id, a whole recording in which nobody opened one, nothing goes by when it
// was opened.
// A moment that is proposed never lies before the start. Pure function; `entries` in the order of
// the chain, `alarms` all transitions in the order in which they were recorded.
std::vector<KeyMoment> keyMoments(const Incident& incident,
                                  const std::vector<telemetry::TimelineEntry>& entries,
                                  const std::vector<telemetry::AlarmTransition>& alarms);

// What was fired while `isWithin` holds, with all that became of it, also later. Oldest first.
std::vector<runbook::PastCommand>
commandsWithin(const std::vector<telemetry::TimelineEntry>& entries,
               const std::function<bool(telemetry::Timestamp)>& isWithin);

// Whether what is told as after the start is as far from certain as the start is.
bool isStartEstimated(const std::vector<KeyMoment>& moments);

// "4 min 12 s" after the start; empty where either is unknown.
std::optional<telemetry::Duration> timeTo(const std::vector<KeyMoment>& moments, MomentKind kind);

} // namespace incident
