// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/crossing.h"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace attribution {

namespace {

// Of a difference that another property explains no more than this is left.
constexpr double kLeftOver = 0.5;

std::int64_t countInAll(const RowSet& one, const RowSet& two, const RowSet& three)
{
    std::int64_t count = 0;
    for (std::size_t word = 0; word < one.words().size(); ++word)
        count += std::popcount(one.words()[word] & two.words()[word] & three.words()[word]);
    return count;
}

} // namespace

Crossing crossingOf(const Holders& first, const Holders& second, const RowSet& suspects,
                    const RowSet& rest)
{
    Crossing crossing;
    crossing.with = {.suspectsWith = countInAll(first.rows, second.rows, suspects),
                     .suspects = first.counts.suspectsWith,
                     .restWith = countInAll(first.rows, second.rows, rest),
                     .rest = first.counts.restWith};
    crossing.without = {.suspectsWith = second.counts.suspectsWith - crossing.with.suspectsWith,
                        .suspects = first.counts.suspects - first.counts.suspectsWith,
                        .restWith = second.counts.restWith - crossing.with.restWith,
                        .rest = first.counts.rest - first.counts.restWith};
    return crossing;
}

double correlation(const Crossing& crossing)
{
    const auto number = [](std::int64_t count) { return static_cast<double>(count); };
    const double both = number(crossing.with.suspectsWith + crossing.with.restWith);
    const double onlyFirst = number(crossing.with.suspects + crossing.with.rest) - both;
    const double onlySecond = number(crossing.without.suspectsWith + crossing.without.restWith);
    const double none = number(crossing.without.suspects + crossing.without.rest) - onlySecond;
    const double scale = std::sqrt(both + onlyFirst) * std::sqrt(onlySecond + none)
        * std::sqrt(both + onlySecond) * std::sqrt(onlyFirst + none);
    return scale > 0 ? (both * none - onlyFirst * onlySecond) / scale : 0;
}

bool isExplained(const Crossing& crossing, const Difference& difference, double normalQuantile)
{
    const Difference left = stratifiedDifference({crossing.with, crossing.without}, normalQuantile);
    return left.low <= 0 && left.value < kLeftOver * difference.value;
}

} // namespace attribution
