// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace CLI {
class App;
}

namespace commands {

// Subcommands that draw, and hence need the widgets.
void addBench(CLI::App& app, int& status);
void addBundle(CLI::App& app, int& status);
// Into `runbook`, which has to be there.
void addProposal(CLI::App& app, int& status);
void addReport(CLI::App& app, int& status);
void addShot(CLI::App& app, int& status);
void addTrace(CLI::App& app, int& status);

} // namespace commands
