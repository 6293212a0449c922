// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/viewstate.h"
#include "models/telemetry/result.h"

#include <string>

namespace commands {

// Where a recording of an incident is opened: its page, with all of it in view, at the moment when
// it was closed, or, of one that was still open, at the last that came before it was put into the
// bundle. As known then, but of an import, of which nothing was known then. Usage error where there
// is no such incident.
telemetry::Result<items::ViewState> viewOfIncident(const std::string& recording,
                                                   const std::string& incident);

} // namespace commands
