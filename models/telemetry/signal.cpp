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

std::optional<double> Rollup::mean() const
{
    return count > 0 ? std::optional(sum / static_cast<double>(count)) : std::nullopt;
}

std::optional<double> Rollup::variance() const
{
    if (count <= 0)
        return std::nullopt;
    const double middle = sum / static_cast<double>(count);
    return std::max(0.0, sumSquares / static_cast<double>(count) - middle * middle);
}

std::optional<double> Rollup::quantile(double q) const
{
    double total = 0;
    for (const std::uint32_t bin : histogram)
        total += bin;
    if (total <= 0)
        return std::nullopt;
    double below = 0;
    for (std::size_t i = 0; i < histogram.size(); ++i) {
        const double bin = histogram[i];
        if (bin > 0 && below + bin >= q * total)
            return (static_cast<double>(i) + std::clamp((q * total - below) / bin, 0.0, 1.0))
                / kBins;
        below += bin;
    }
    return 1;
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
