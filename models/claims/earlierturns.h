// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <vector>

namespace claims {

// What was said earlier in the conversation of an answer.
struct EarlierTurns
{
    std::vector<telemetry::Generation> generations; // earliest start first
    // There may be more than were found: the search for them is bounded.
    bool isCut = false;
};

// Generations of the same service and session that began before, the newest 24 of them. Sessions
// have no index: at most the 2000 newest generations of the service are looked at, some 0.1 ms
// each. None where the generation names no session. As known at `view.knownAt`, whatever its range.
telemetry::Result<EarlierTurns> readEarlierTurns(const store::Reader& reader,
                                                 const telemetry::Generation& generation,
                                                 const store::View& view);

} // namespace claims
