// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <optional>
#include <span>
#include <string_view>

namespace health {

// One observation with what is known about its circumstances.
struct Reading
{
    double badness = 0; // 0 good .. 1 bad
    std::optional<double> load = {}; // any scale, as long as more is more
    // What it belongs to, one name a dimension, always in the same order; may be empty.
    std::span<const std::string_view> segments = {};
    std::optional<telemetry::Timestamp> time = {}; // event time, where it is one of a calendar
};

} // namespace health
