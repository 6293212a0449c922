// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <chrono>
#include <cstdint>

namespace store {

// The minute that a time is in, as rows by minute are numbered.
inline std::int64_t minuteOf(telemetry::Timestamp time)
{
    return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count();
}

} // namespace store
