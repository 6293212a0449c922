// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <string>
#include <vector>

namespace incident {

// What people do to an incident leaves an entry of kind "incident" each, the incident's id as
// subject, one line of English and a payload whose `what` says which it is. Nothing is ever
// rewritten: a later entry of the same kind takes the place of an earlier one, and both stay.
// Sequence, recorded time, actor and hashes are for others to add.
//   opened       {uid, title, severity, services, alarms, groups, fingerprints, start_ns}
//   title        {title}
//   severity     {severity, why}
//   commander    {commander}                    empty: nobody any more
//   status       {status, why}
//   services     {services}
//   alarms       {alarms, groups, fingerprints} that joined
//   moment       {moment, time_ns, entry, why}  the entry's time is the moment's
//   link         {title, address}
//   mark, unmark {entry, why}
//   handover     {to, summary}
//   closed       {why}
//   reopened     {why}
// Texts are cut to 16 KiB, lines to 400 bytes.

struct Opening
{
    std::string title = {}; // empty: of the alarm's sentence, else "Incident"
    int severity = 2;
    std::vector<std::string> services = {};
    std::vector<std::string> alarms = {};
    std::vector<std::string> groups = {};
    std::vector<std::string> fingerprints = {};
    telemetry::Timestamp start = {}; // zero: now
};
// From an alarm: its sentence, severity, service, group and onset.
Opening openingOf(const telemetry::AlarmTransition& alarm);
// From the timeline's entry of an alert (kind "alert"): its fingerprint, name and beginning; of its
// labels severity ("critical" and "page" 1, "error" 2, "warning" 3, "info" 4, or the number; 2 when
// they tell none) and service ("service", "service_name", "service.name", else "job"). Usage error
// when it is none.
telemetry::Result<Opening> openingOf(const telemetry::TimelineEntry& alert);

// Usage error where something is not as it has to be: a severity that is none, a start ahead of
// now. `existing` are the incidents that there are: an alarm is of one open incident only.
telemetry::Result<telemetry::TimelineEntry> openedEntry(const Opening& opening,
                                                        const std::vector<Incident>& existing,
                                                        telemetry::Timestamp now);

// Each refuses, in words, what cannot be: of an incident that is closed only reopenedEntry(),
// links, marks, moments and hand-overs (a postmortem adds what it finds), and what would say again
// what is so already.
using Entry = telemetry::Result<telemetry::TimelineEntry>;
Entry titleEntry(const Incident& incident, const std::string& title, telemetry::Timestamp now);
Entry severityEntry(const Incident& incident, int severity, const std::string& why,
                    telemetry::Timestamp now);
Entry commanderEntry(const Incident& incident, const std::string& commander,
                     telemetry::Timestamp now);
// Not Closed: closedEntry() is.
Entry statusEntry(const Incident& incident, Status status, const std::string& why,
                  telemetry::Timestamp now);
Entry servicesEntry(const Incident& incident, const std::vector<std::string>& services,
                    telemetry::Timestamp now);
Entry alarmsEntry(const Incident& incident, const Opening& joined, telemetry::Timestamp now);
// `time` is when it happened, not when it is fixed. `entry` 0: none shows it.
Entry momentEntry(const Incident& incident, MomentKind kind, telemetry::Timestamp time,
                  std::int64_t entry, const std::string& why, telemetry::Timestamp now);
Entry linkEntry(const Incident& incident, const std::string& title, const std::string& address,
                telemetry::Timestamp now);
Entry markEntry(const Incident& incident, std::int64_t entry, const std::string& why,
                telemetry::Timestamp now);
Entry unmarkEntry(const Incident& incident, std::int64_t entry, const std::string& why,
                  telemetry::Timestamp now);
Entry handoverEntry(const Incident& incident, const std::string& to, const std::string& summary,
                    telemetry::Timestamp now);
// Needs a reason, which the report tells.
Entry closedEntry(const Incident& incident, const std::string& why, telemetry::Timestamp now);
Entry reopenedEntry(const Incident& incident, const std::string& why, telemetry::Timestamp now);

} // namespace incident
