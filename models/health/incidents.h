// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <cstddef>
#include <string>
#include <vector>

namespace health {

// What one fault did, as alarms tell it.
struct Incident
{
    std::string id;
    // The newest transition of each of its alarms, the earliest onset first: that one is taken for
    // the root. It is a guess where there are more.
    std::vector<telemetry::AlarmTransition> alarms;
    std::vector<std::string> services; // in the order in which they were hit
    std::size_t open = 0; // alarms that are not over
    telemetry::Timestamp onset;
    int severity = 4; // of the worst
    std::string sentence; // what a person would say
};

// From all transitions, in the order in which they were made; the newest incident last. An alarm of
// a recording made before alarms were grouped is an incident of its own, under its own id.
std::vector<Incident> incidentsOf(const std::vector<telemetry::AlarmTransition>& transitions);

} // namespace health
