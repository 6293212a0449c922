// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <functional>
#include <optional>
#include <string>

namespace commands {

// Returns after `duration`, or at SIGINT or SIGTERM.
// `look` is called now and then meanwhile.
void waitForEnd(std::optional<telemetry::Duration> duration,
                const std::function<void()>& look = {});
// Also when `isOver` says so.
void waitUntil(std::optional<telemetry::Duration> duration, const std::function<bool()>& isOver);

// Help text that names the scenarios.
std::string scenarioHelp();

} // namespace commands
