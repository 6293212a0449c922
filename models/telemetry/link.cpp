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

} // namespace telemetry
