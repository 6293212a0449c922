// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <cstddef>

namespace health {

inline constexpr double kSecondsOfWeek = 604'800;
// The budget that a console begins with.
inline constexpr double kUsualAlarmsPerWeek = 1;

// The budget of the whole console is told in false alarms a week over all its signals. A monitor
// with `shares` equal shares in it that observes `rate` results a second may alarm falsely every
//   rate x 604,800 x shares / alarmsPerWeek
// observations: its average run length. A monitor that hardly observes anything keeps a run length
// of 500, so that two bad answers are no alarm; it then spends less than its share.
inline double averageRunLength(double alarmsPerWeek, double rate, double shares)
{
    constexpr double kLeast = 500;
    constexpr double kMost = 1e15;
    const double allowed = std::max(alarmsPerWeek, 1e-3) / std::max(shares, 1.0);
    return std::clamp(std::max(rate, 0.0) * kSecondsOfWeek / allowed, kLeast, kMost);
}

} // namespace health
