// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/recordedsource.h"
#include "models/actuation/profile.h"
#include "models/practice/recordeddrill.h"
#include "models/telemetry/result.h"

#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace commands {

// --from, --incident and --lead. Returns --from.
CLI::Option* addRecordedSource(CLI::App& command, RecordedSource& source);

// Pool thread. Usage error for what does not exist.
telemetry::Result<practice::RecordedDrill> readRecordedDrill(const RecordedSource& source);

// Moves the levers of a recorded incident in the sandbox control plane: the built-in profile, or
// the text of one with these levers where that does not know them all. Empty: the built-in one
// does. A lever whose name no profile can have is named in `leftOut`.
std::string sandboxProfileText(const std::map<std::string, practice::StandingLever>& levers,
                               std::vector<std::string>& leftOut);
telemetry::Result<actuation::Profile>
sandboxProfile(const std::map<std::string, practice::StandingLever>& levers);

// What a person should know before it begins, line by line, without telling what the cure is.
std::vector<std::string> recordedDrillNotes(const practice::RecordedDrill& drill);

} // namespace commands
