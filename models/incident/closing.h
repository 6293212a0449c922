// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/telemetry/timelineentry.h"

#include <string>
#include <vector>

namespace incident {

// What asks for a second thought before `who` closes an incident that is open, in a sentence each:
// that somebody else commands it, and that a run of a runbook that was begun while it was on was
// neither finished nor aborted nor left. `timeline` of the incident, or of the whole recording.
// Empty: nothing does. Names as they were recorded. Pure function.
std::vector<std::string> againstClosing(const Incident& incident,
                                        const std::vector<telemetry::TimelineEntry>& timeline,
                                        const std::string& who);

} // namespace incident
