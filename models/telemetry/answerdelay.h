// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <algorithm>
#include <chrono>

namespace telemetry {

// Whether an answer that came so long after the time that it tells tells a wrong one: a clock is
// off, or its sender lags. More than half a minute over what is usual, as a sender may wait with
// all that it sends; or it lies ahead.
constexpr bool isWrongDelay(Duration delay, Duration usual)
{
    constexpr Duration late = std::chrono::seconds(30);
    constexpr Duration early = std::chrono::seconds(5);
    return delay > usual + late || delay < std::min(usual, Duration{}) - early;
}

} // namespace telemetry
