// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/observation.h"

#include "models/telemetry/shareinterval.h"

namespace relation {

Estimate wilson(double failed, double count, double normalQuantile)
{
    const telemetry::Share share{.with = failed, .count = count};
    const auto [low, high] = telemetry::wilsonInterval(share, normalQuantile);
    return {.value = share.value(), .low = low, .high = high};
}

Monotone monotone(std::span<const double> values, std::span<const double> weights, bool isRising)
{
    struct Block
    {
        double sum = 0;
        double weight = 0;
        std::size_t length = 0;
        double mean() const { return sum / weight; }
    };
    const double sign = isRising ? 1 : -1;
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < values.size(); ++i) {
        blocks.push_back({.sum = sign * values[i] * weights[i], .weight = weights[i], .length = 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() >= blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().weight += last.weight;
            blocks.back().length += last.length;
        }
    }
    Monotone fitted;
    fitted.blocks = blocks.size();
    for (const Block& block : blocks)
        fitted.values.insert(fitted.values.end(), block.length, sign * block.mean());
    return fitted;
}

} // namespace relation
