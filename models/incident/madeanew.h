// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidententries.h"

#include <vector>

namespace incident {

// What an entry says that another program made, against what stands by now and by the same
// functions: nothing of it is taken over as it is. Usage error where it is no entry of kind
// "incident", names one that is not there, or holds what none does. Pure function.
Entry madeAnew(const telemetry::TimelineEntry& asked, const std::vector<Incident>& standing,
               telemetry::Timestamp now);

} // namespace incident
