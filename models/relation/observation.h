// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace relation {

// One answer, or several of one stretch of time that stand at the same value of a driver: calls in
// flight, input tokens, whatever may move the rate of failures. Answers whose outcome or driver is
// unknown are no observations; whoever makes these counts them.
struct Observation
{
    double driver = 0; // finite
    double count = 1; // answers
    double failed = 0; // of them, 0..count; or the sum of their scores, from 0 (good) to 1 (bad)
    std::int64_t time = 0; // of any unit; only the order counts
};

// What was seen, with a 95 % interval.
struct Estimate
{
    double value = 0;
    double low = 0;
    double high = 1;
};

// Wilson's score interval (1927) of a share; `count` may be a fraction (answers over a dispersion).
// [0,1] when it is not positive: nothing is known.
Estimate wilson(double failed, double count, double normalQuantile = 1.959964);

// Neighbouring values of the driver, taken together.
struct Cell
{
    double low = 0; // smallest and largest driver in it
    double high = 0;
    double driver = 0; // mean over its answers
    double count = 0;
    double failed = 0;

    double rate() const { return count > 0 ? failed / count : 0; }
};

// The nearest monotone sequence by weighted least squares (pool adjacent violators; Ayer et al.
// 1955). Weights are positive. `blocks` is how many different values it has.
struct Monotone
{
    std::vector<double> values;
    std::size_t blocks = 0;
};
Monotone monotone(std::span<const double> values, std::span<const double> weights, bool isRising);

} // namespace relation
