// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace commands {

// Where sources of the user stand: beside the settings, as other things of his.
std::string sourceFolder();

// What `pull --list` prints of these sources, of all when there are none: parameters with their
// defaults, feeds, and what each of them asks for. Errors are those of pull::loadSource.
telemetry::Result<void> printSources(const std::vector<std::string>& sources,
                                     const std::string& userFolder, bool isJson);

} // namespace commands
