// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace commands {

// Says on stderr how many results of judges no row counts. The rows are for programs.
telemetry::Result<void> noteUnplaced(const store::Reader& reader, const store::View& view,
                                     const std::string& service,
                                     const std::vector<store::JudgeRow>& rows);

} // namespace commands
