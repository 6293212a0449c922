// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <span>

namespace health {

struct Onset
{
    std::size_t at = 0; // first observation after the change, as an index into the values
    std::size_t low = 0; // where it may have been: the likelihood is within a factor of 50
    std::size_t high = 0;
    double level = 0; // mean since
    double likelihood = 0; // logarithm, over that of no change
};

// What the values are held against.
struct Before
{
    double mean = 0;
    double variance = 0; // of single values
    bool isFlag = false;
    bool isRise = true; // the change looked for
};

// When the mean of `values` left that of before for where it is at their end: the change point of
// largest likelihood, by the Bernoulli likelihood for flags and by that of normal values of this
// variance for scores. The interval is where the likelihood is at least a fiftieth of the largest;
// how often it holds the truth is what `bench detect` prints. One pass, from the newest back.
Onset estimateOnset(std::span<const float> values, const Before& before);

} // namespace health
