// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <optional>
#include <string>

namespace commands {

// Returns after `duration`, or at SIGINT or SIGTERM.
void waitForEnd(std::optional<telemetry::Duration> duration);

// Help text that names the scenarios.
std::string scenarioHelp();

} // namespace commands
