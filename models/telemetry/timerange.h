// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <chrono>
#include <compare>

namespace telemetry {

using Duration = std::chrono::nanoseconds;
// Nanoseconds since the Unix epoch, UTC. Zero means "not given".
using Timestamp = std::chrono::sys_time<Duration>;

constexpr Timestamp fromUnixNanos(long long nanos)
{
    return Timestamp{Duration{nanos}};
}
constexpr long long toUnixNanos(Timestamp time)
{
    return time.time_since_epoch().count();
}

// A half-open interval [start, end).
struct TimeRange
{
    Timestamp start;
    Timestamp end;

    bool isEmpty() const { return start >= end; }
    Duration duration() const { return isEmpty() ? Duration::zero() : end - start; }
    bool contains(Timestamp time) const { return start <= time && time < end; }
    TimeRange intersected(const TimeRange& other) const
    {
        return {.start = std::max(start, other.start), .end = std::min(end, other.end)};
    }

    friend auto operator<=>(const TimeRange&, const TimeRange&) = default;
};

} // namespace telemetry
