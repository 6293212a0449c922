// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <string>
#include <string_view>

namespace telemetry {

// RFC 3339 in UTC with nine decimals: 2026-11-24T02:51:07.123456789Z.
std::string toRfc3339(Timestamp time);

// RFC 3339 with any offset and 0..9 decimals, or integer nanoseconds since the epoch.
Result<Timestamp> timestampFromText(std::string_view text);

// "90s", "5m", "2h", "1500ms", "3d", or a bare number of seconds. Usage error otherwise.
Result<Duration> durationFromText(std::string_view text);

// How long something took, the same wherever it is told; "850 µs", "917 ms", "59.9 s", "2 min 5 s",
// "2 h", "3 d 4 h". Below a minute rounded to what is shown, above it whole units that are over.
// Negative: without a sign, which each place writes in its own way.
std::string durationText(Duration duration);

} // namespace telemetry
