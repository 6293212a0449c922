// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace CLI {
class App;
}

namespace commands {

// `runbook status` and `runbook abort`: the run that a recording holds.
void addRunState(CLI::App& parent, int& status);

} // namespace commands
