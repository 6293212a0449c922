// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/recordedsource.h"
#include "app/commands/outward.h"

#include <cstdint>
#include <string>

namespace CLI {
class App;
}

// Set by `demo` without --headless: the window is to be opened on a drill.
struct DrillWindowRequest
{
    bool isRequested = false;
    std::string scenario;
    std::uint64_t seed = 1;
    double speed = 1;
    std::uint16_t controlPort = 0; // 0: any free one
    bool isMixed = false; // with a harmless change
    commands::RecordedSource from = {}; // a recorded incident in the place of a scenario
    std::string recording; // empty: a fresh file
    std::string roles; // file of roles; the settings' when empty
    bool isReadOnly = false; // no lever is moved
    commands::OutwardOptions outward; // whom it tells
};

namespace commands {

// `demo`: drill fleet, sandbox control plane and recording, in the window or without it.
void addDemo(CLI::App& app, int& status, DrillWindowRequest& window);
// `drill`: fleet and sandbox control plane as a process of its own.
void addDrill(CLI::App& app, int& status);

} // namespace commands
