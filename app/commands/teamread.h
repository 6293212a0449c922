// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/team/teamcopy.h"
#include "models/telemetry/result.h"

#include <QString>

#include <atomic>
#include <string>

namespace commands {

// The team's configuration from where it is, with the secret of that name where it is behind a URL
// (empty: none is asked for; Usage error when it is missing). Blocks: not on the GUI thread. Errors
// as team::readTeam().
telemetry::Result<team::TeamCopy> readTeamOf(const QString& source, const std::string& secret,
                                             const std::atomic<bool>* cancel = nullptr);

} // namespace commands
