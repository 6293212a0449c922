// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/signal.h"

#include <algorithm>
#include <cstddef>

namespace telemetry {

void Rollup::add(double badness)
{
    const double bounded = std::clamp(badness, 0.0, 1.0);
    const auto bin = std::min<int>(kBins - 1, static_cast<int>(bounded * kBins));
    ++count;
    failed += bounded >= kFailedBadness ? 1 : 0;
    sum += bounded;
    sumSquares += bounded * bounded;
    ++histogram[static_cast<std::size_t>(bin)];
}

void Rollup::merge(const Rollup& other)
{
    count += other.count;
    failed += other.failed;
    unknown += other.unknown;
    sum += other.sum;
    sumSquares += other.sumSquares;
    levels += other.levels;
    levelSum += other.levelSum;
    levelCount += other.levelCount;
    for (std::size_t i = 0; i < histogram.size(); ++i)
        histogram[i] += other.histogram[i];
}

} // namespace telemetry
