// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/canary/probeset.h"
#include "models/telemetry/result.h"

#include <string>

namespace commands {

// Of at most 4 MiB. The second refuses one with problems, naming each place.
telemetry::Result<canary::ProbeSetResult> readProbeSet(const std::string& path);
telemetry::Result<canary::ProbeSet> readGoodProbeSet(const std::string& path);

} // namespace commands
