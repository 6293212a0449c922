// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <vector>

namespace charts {

// A flag above a plot: its sign stands at `x`, its name wants `width` beside it.
struct FlagPlace
{
    double x = 0;
    double width = 0;
    bool isLikeliest = false; // its name is given room first
};

// The room that a name has; none: the flag stands alone.
struct FlagRoom
{
    double left = 0;
    double right = 0;

    bool isNone() const { return right <= left; }
    double width() const { return right - left; }
};

inline constexpr double kFlagSize = 9; // of the sign
inline constexpr double kShortestLabel = 40; // less would say nothing

// Rooms for the names of flags, in order of x, within [left, right]: to the right of the sign, or
// to its left where only there the whole name fits; cut short rather than over another name or
// another flag's sign. Of flags that crowd, the likeliest has its name behind them. Pure.
std::vector<FlagRoom> flagRooms(const std::vector<FlagPlace>& flags, double left, double right);

} // namespace charts
