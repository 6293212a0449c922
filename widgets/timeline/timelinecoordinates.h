// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <algorithm>
#include <cmath>

namespace timeline {

// Pure functions between times and pixels; `width` is that of what shows `range`. Not clamped
// unless said.

inline double timeToX(telemetry::Timestamp time, const telemetry::TimeRange& range, double width)
{
    if (range.isEmpty())
        return 0.0;
    const auto offset = static_cast<double>((time - range.start).count());
    return offset / static_cast<double>(range.duration().count()) * width;
}

inline telemetry::Timestamp xToTime(double x, const telemetry::TimeRange& range, double width)
{
    if (range.isEmpty() || width <= 0)
        return range.start;
    const double offset = x / width * static_cast<double>(range.duration().count());
    return range.start + telemetry::Duration(std::llround(offset));
}

// Time of one pixel; at least a nanosecond.
inline telemetry::Duration pixelDuration(const telemetry::TimeRange& range, double width)
{
    if (range.isEmpty() || width <= 0)
        return telemetry::Duration(1);
    const double nanos = static_cast<double>(range.duration().count()) / width;
    return telemetry::Duration(std::max(1LL, std::llround(nanos)));
}

// `range` moved back to a whole number of pixels since the epoch: while the time runs, what is
// drawn moves pixel by pixel, and not at all in between. The width of the range is kept.
inline telemetry::TimeRange snappedToPixel(const telemetry::TimeRange& range, double width)
{
    const auto pixel = pixelDuration(range, width).count();
    const auto start = range.start.time_since_epoch().count();
    const auto back = telemetry::Duration(((start % pixel) + pixel) % pixel);
    return {.start = range.start - back, .end = range.end - back};
}

// What a scrubber shows for `visible` within `bounds`: left and right edge, clamped to the widget,
// and at least `smallest` wide so that it can be taken hold of.
struct Handle
{
    double left = 0;
    double right = 0;
};
inline Handle handleOf(const telemetry::TimeRange& visible, const telemetry::TimeRange& bounds,
                       double width, double smallest)
{
    double left = std::clamp(timeToX(visible.start, bounds, width), 0.0, width);
    double right = std::clamp(timeToX(visible.end, bounds, width), 0.0, width);
    if (right - left < smallest) {
        // Grows to the left: the right edge is the cursor, which must not lie.
        left = right - smallest;
        if (left < 0) {
            left = 0;
            right = std::max(right, std::min(smallest, width));
        }
    }
    return {.left = left, .right = right};
}

} // namespace timeline
