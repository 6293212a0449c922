// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentopening.h"

#include <cstdint>
#include <string>
#include <vector>

namespace incident {

// What people do to an incident leaves an entry of kind "incident" each, the incident's id as
// subject, one line of English and a payload whose `what` says which it is. Nothing is ever
// rewritten: a later entry of the same kind takes the place of an earlier one, and both stay.
// Sequence, recorded time, actor and hashes are for others to add.
//   opened       {uid, title, summary, severity, services, alarms, groups, fingerprints, start_ns}
//   title        {title}
//   severity     {severity, why}
//   commander    {commander}                    empty: nobody any more
//   status       {status, why}
//   services     {services}
//   alarms       {alarms, groups, fingerprints, services, why, start_ns} that joined; start_ns:
//                their onset, where it is known
//   taken_out    {alarms, groups, fingerprints, services, into, why, start_ns} that left; start_ns:
//                what it reaches back to then, where that is another
//   moment       {moment, time_ns, entry, why}  the entry's time is the moment's
//   unfixed      {moment, why}                  what the rule proposes again
//   link         {title, address}
//   mark, unmark {entry, why}
//   handover     {to, summary}                  who commands an open one from then on
//   closed       {why}
//   reopened     {why}
// Texts are cut to 16 KiB, lines to 400 bytes.

// Each refuses, in words, what cannot be: of an incident that is closed only reopenedEntry(),
// links, marks, moments, hand-overs and what is taken out (a postmortem adds what it finds), and
// what would say again
// what is so already.
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
// `time` is when it happened, not when it is fixed. `entry` 0: none shows it.
Entry momentEntry(const Incident& incident, MomentKind kind, telemetry::Timestamp time,
                  std::int64_t entry, const std::string& why, telemetry::Timestamp now);
// What the rule proposes holds again; refused where nobody fixed it.
Entry unfixedEntry(const Incident& incident, MomentKind kind, const std::string& why,
                   telemetry::Timestamp now);
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
