// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>

namespace health {

// One answer of a stretch in which it is asked whether bad answers go with the load.
struct LoadedAnswer
{
    double badness = 0; // less what is usual at its load and hour
    double load = 0;
    bool isHigh = false; // above what most loads of the reference are
};

// Whether a fault may be said to go with the load: enough answers of one stretch stand under high
// load and under others; where it is high it is clearly more than `usual`, not just more than the
// half of a steady load always is; and the former are worse than chance makes them, also when the
// stretch is taken apart at any one moment, before and behind which only answers of the same side
// are compared. So a change at a moment is not laid to a load that was steady, nor to one that rose
// at the same time. Answers in the order of their times. Pure.
bool isShownByLoad(std::span<const LoadedAnswer> answers, double usual);

// The same of another mark that some of the answers bear, in the place of a high load: a few of
// them will do where enough others are there.
bool isShownByMark(std::span<const LoadedAnswer> answers);

// Whether that is clearly more than what is usual.
bool isMoreThanUsual(double load, double usual);

} // namespace health
