// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/scenario.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace drill {

// Who asks, and where he is answered. Users come back; few of them ask for much.
struct Caller
{
    std::string tenant;
    std::string user;
    std::string route; // empty: not in the telemetry
    std::string region;
    std::size_t replica = 0; // of the service
    // Where the user stands in the order in which a release reaches them: 0..1, each for itself.
    double canaryPlace = 1;
    double faultPlace = 1;
    double otherPlace = 1;
};

// Of the conversation that opened with the index-th request to the service.
Caller callerOf(const Service& service, std::uint64_t seed, std::uint64_t index);

} // namespace drill
