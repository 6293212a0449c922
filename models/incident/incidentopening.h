// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <optional>
#include <string>
#include <vector>

namespace incident {

using Entry = telemetry::Result<telemetry::TimelineEntry>;

// What an incident is opened from, and what joins one.
struct Opening
{
    std::string title = {}; // empty: "Incident"
    std::string summary = {}; // what the alarm or alert says, in a sentence; empty: nothing did
    int severity = 2;
    std::vector<std::string> services = {};
    std::vector<std::string> alarms = {};
    std::vector<std::string> groups = {};
    std::vector<std::string> fingerprints = {};
    telemetry::Timestamp start = {}; // zero: now
};
// From an alarm: its short title, sentence, severity, service, group and onset.
Opening openingOf(const telemetry::AlarmTransition& alarm);
// With the other alarms of its groups that are open and part of no open incident, and their
// services. `transitions` in the order in which they were recorded.
Opening withGroup(Opening opening, const std::vector<telemetry::AlarmTransition>& transitions,
                  const std::vector<Incident>& existing);
// From the timeline's entry of an alert (kind "alert"): its fingerprint, name and beginning; of its
// labels severity ("critical" and "page" 1, "error" 2, "warning" 3, "info" 4, or the number; 2 when
// they tell none) and service ("service", "service_name", "service.name", else "job"). Usage error
// when it is none.
telemetry::Result<Opening> openingOf(const telemetry::TimelineEntry& alert);
// What and where, in a few words: "answers not grounded: shop-assistant". Names as they were sent.
std::string shortTitle(const telemetry::AlarmTransition& alarm);

// The open incident that an alarm is part of: itself, else by its group, unless somebody took it
// out of that one. nullptr: none.
const Incident* openWith(const std::vector<Incident>& incidents,
                         const telemetry::AlarmTransition& alarm);
const Incident* openWith(const std::vector<Incident>& incidents, const Opening& opening);
// That an alarm or an alert is part of itself, by its id or fingerprint: an open one first, else
// the newest that is closed. nullptr: none.
const Incident* holding(const std::vector<Incident>& incidents, const std::string& alarm);

// Usage error where something is not as it has to be: a severity that is none, a start ahead of
// now. `existing` are the incidents that there are: an alarm is of one open incident only, and
// likewise its group.
Entry openedEntry(const Opening& opening, const std::vector<Incident>& existing,
                  telemetry::Timestamp now);
// They are part of it from now on, their services affected, and it reaches back to their onset,
// where that is earlier: what was taken out and is put back leaves nothing lost. Refused where
// another open one has them. `why` may be empty.
Entry alarmsEntry(const Incident& incident, const std::vector<Incident>& existing,
                  const Opening& joining, const std::string& why, telemetry::Timestamp now);

// What leaves an incident with an alarm or an alert.
struct Leaving
{
    std::vector<std::string> alarms = {};
    std::vector<std::string> groups = {};
    std::vector<std::string> fingerprints = {};
    std::vector<std::string> services = {};
    std::optional<telemetry::Timestamp> start =
        {}; // what it reaches back to then; nothing: as before
};
// `opening` is of what is taken out, `alarms` are all transitions. Its group goes too where no
// alarm that stays is of it; its service where none that stays is about it and nobody said which
// services are affected; and where the incident reached back to its onset, it reaches back to the
// earliest that stays, else to what a person said when it was opened, or to that. What alerts that
// stay are about is not known here: then services and start stay.
Leaving leavingOf(const Incident& incident, const Opening& opening,
                  const std::vector<telemetry::AlarmTransition>& alarms);
// Needs a reason. Also of an incident that is closed: a postmortem may find that it was no part.
// `into`: id of the incident that it becomes part of, by alarmsEntry() of that one; empty: of none.
Entry takenOutEntry(const Incident& incident, const Leaving& leaving, const std::string& into,
                    const std::string& why, telemetry::Timestamp now);

} // namespace incident
