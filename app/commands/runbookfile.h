// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/telemetry/result.h"

#include <string>

namespace commands {

// A file, or the name of a runbook that ships with the program. At most a byte more than a runbook
// may have. Unreadable error.
telemetry::Result<std::string> readRunbookText(const std::string& path);
// Likewise, parsed, with where it was read from. Refused, naming the first, when it has problems.
telemetry::Result<runbook::Runbook> readRunbook(const std::string& path);

} // namespace commands
