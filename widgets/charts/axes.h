// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QString>

#include <vector>

namespace charts {

// Where an axis has its ticks and what they say. Pure functions.

struct TimeTicks
{
    telemetry::Duration step = std::chrono::seconds(1);
    std::vector<telemetry::Timestamp> times; // multiples of the step within the range
};

// Round times, at most `most` of them.
TimeTicks timeTicks(const telemetry::TimeRange& range, int most);
// "02:51:05", "02:51" or "24 Nov", as the step asks for. UTC.
QString tickText(telemetry::Timestamp time, telemetry::Duration step);

// The smallest of 1, 2, 5, 10 ... (times a power of ten) that is not below `value`; 1 for what is
// not positive.
double niceCeiling(double value);

// The upper end of an axis that starts at zero. It grows at once and shrinks only when the data
// fills less than two fifths of it, so that it does not jump. Never above `limit`.
double steadyCeiling(double current, double wanted, double limit);

inline double toMillis(telemetry::Timestamp time)
{
    return static_cast<double>(time.time_since_epoch().count()) / 1e6;
}
inline telemetry::Timestamp fromMillis(double millis)
{
    return telemetry::fromUnixNanos(static_cast<long long>(millis * 1e6));
}

} // namespace charts
