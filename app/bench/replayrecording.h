// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <string>

namespace bench {

// Records so many spans of a busy fleet as a live console would have: six services, 29 answers a
// second together, of four spans each, so that ten million spans are a day. Each service answers
// wrongly for a while, one after the other, so that there are alarms; notes and key moments stand
// in the timeline. All by a clock of its own, health and fingerprints included. `path` must not
// exist. What it holds in memory does not grow with the spans. `progress`, unless it is null, is
// called now and then with how many are recorded. A signal ends it, see commands::isInterrupted();
// what was made is gone then, as after any error.
telemetry::Result<void> recordReplay(const std::string& path, std::int64_t spans,
                                     const std::function<void(std::int64_t)>& progress = {});
// Bytes on disk that it takes at most, its log included.
std::int64_t replayRoom(std::int64_t spans);

} // namespace bench
