// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/driftstreams.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace bench {

// Reads labelled streams: a folder with CSV files (t_s,value[,load|segment]) and truth.json, which
// says of each file {scenario, kind, change_index, [segment]}.
telemetry::Result<std::vector<DriftStream>> readDriftStreams(const std::string& folder);

} // namespace bench
