// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace bench {

// Of several rounds: the middle one (of an even number the mean of the two), the least and the
// most. All three are the same of one round, and 0 of none.
struct Measured
{
    double median = 0;
    double least = 0;
    double most = 0;
    bool operator==(const Measured&) const = default;
};

inline Measured measuredOf(std::vector<double> rounds)
{
    if (rounds.empty())
        return {};
    std::ranges::sort(rounds);
    const std::size_t half = rounds.size() / 2;
    const double median =
        rounds.size() % 2 == 1 ? rounds[half] : (rounds[half - 1] + rounds[half]) / 2;
    return {.median = median, .least = rounds.front(), .most = rounds.back()};
}

} // namespace bench
