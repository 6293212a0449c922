// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/link.h"

namespace telemetry {

const char* toString(LinkState state)
{
    switch (state) {
    case LinkState::Waiting:
        return "waiting";
    case LinkState::Connected:
        return "connected";
    case LinkState::Lagging:
        return "lagging";
    case LinkState::Stale:
        return "stale";
    case LinkState::Failing:
        return "failing";
    case LinkState::Closed:
        return "closed";
    }
    return "waiting";
}

LinkState linkStateFrom(std::int64_t number)
{
    const bool isKnown = number >= 0 && number <= static_cast<std::int64_t>(LinkState::Closed);
    return isKnown ? static_cast<LinkState>(number) : LinkState::Waiting;
}

} // namespace telemetry
