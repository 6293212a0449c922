// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace health {

// Shares, 0 <= low <= high <= 1.
struct Interval
{
    double low = 0;
    double high = 1;
};

// Wilson's score interval for a proportion (1927), 95 % by default. [0,1] when `count` is zero:
// nothing is known. `failed` is clamped to [0, count].
Interval wilsonInterval(std::int64_t failed, std::int64_t count, double normalQuantile = 1.959964);

} // namespace health
