// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace CLI {
class App;
}

namespace commands {

// Each function adds one subcommand. When it is chosen, its callback stores the exit status (see
// exitStatus in outcome.h) in `status`; human text goes to stdout, diagnostics to stderr.
void addCanary(CLI::App& app, int& status);
void addCauses(CLI::App& app, int& status);
void addCheck(CLI::App& app, int& status);
void addClaims(CLI::App& app, int& status);
void addCrashReport(CLI::App& app, int& status);
// Hidden: prints all that `app` takes, once the other subcommands are added.
void addDescribe(CLI::App& app, int& status);
void addDetect(CLI::App& app, int& status);
void addDiff(CLI::App& app, int& status);
void addExplore(CLI::App& app, int& status);
void addImport(CLI::App& app, int& status);
void addIncident(CLI::App& app, int& status);
void addIncidentCases(CLI::App& app, int& status);
void addInfo(CLI::App& app, int& status);
void addJudges(CLI::App& app, int& status);
void addLever(CLI::App& app, int& status);
void addNotify(CLI::App& app, int& status);
void addNote(CLI::App& app, int& status);
void addObjectives(CLI::App& app, int& status);
void addPull(CLI::App& app, int& status);
void addQuery(CLI::App& app, int& status);
void addReask(CLI::App& app, int& status);
void addRecord(CLI::App& app, int& status);
void addRecover(CLI::App& app, int& status);
void addRoom(CLI::App& app, int& status);
void addRunbook(CLI::App& app, int& status);
void addScorecard(CLI::App& app, int& status);
void addSecret(CLI::App& app, int& status);
void addSettings(CLI::App& app, int& status);
void addSources(CLI::App& app, int& status);
void addSpread(CLI::App& app, int& status);
void addVerify(CLI::App& app, int& status);

} // namespace commands
