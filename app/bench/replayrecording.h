// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <string>

namespace bench {

// Records so many spans of a busy fleet as a live console would have: six services, 29 answers a
// second together, of four spans each, so that ten million spans are a day. Each service answers
// wrongly for a while, one after the other, so that there are alarms; notes and key moments stand
// in the timeline. All by a clock of its own, health and fingerprints included. `path` must not
// exist.
telemetry::Result<void> recordReplay(const std::string& path, std::int64_t spans);

} // namespace bench
