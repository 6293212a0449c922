// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/recordeddrills.h"

#include <cstdint>
#include <string>

namespace commands {

struct DrillFromOptions
{
    RecordedSource source;
    std::string otlpUrl;
    std::uint16_t control = 0;
    double speed = 1;
    std::string duration; // empty: to its end
    std::string truth; // file for what was behind it; empty: none
    std::string profile; // file for a profile of its levers; empty: none
};

// --truth-out and --profile-out.
void addFromFiles(CLI::App& command, DrillFromOptions& options, CLI::Option& from);

// Plays it until it is over, interrupted, or the time is up. The exit status.
int runDrillFrom(const DrillFromOptions& options);

} // namespace commands
