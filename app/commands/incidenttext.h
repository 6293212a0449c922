// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"

#include <string>
#include <vector>

namespace commands {

// "INC-0001  severity 1  mitigated  code-assistant cites APIs that do not exist", safe to print.
std::string incidentLine(const incident::Incident& incident);
// All that is known of it, line by line; safe to print.
std::vector<std::string> incidentText(const incident::IncidentRecord& record);

} // namespace commands
