// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/observation.h"

#include <algorithm>
#include <cmath>

namespace relation {

Estimate wilson(double failed, double count, double normalQuantile)
{
    if (!(count > 0))
        return {};
    const double share = std::clamp(failed / count, 0.0, 1.0);
    const double square = normalQuantile * normalQuantile;
    const double centre = (share + square / (2 * count)) / (1 + square / count);
    const double half = normalQuantile / (1 + square / count)
        * std::sqrt(share * (1 - share) / count + square / (4 * count * count));
    return {.value = share,
            .low = std::clamp(centre - half, 0.0, share),
            .high = std::clamp(centre + half, share, 1.0)};
}

std::vector<Cell> cellsOf(std::span<const Observation> observations, std::size_t most)
{
    double total = 0;
    for (const Observation& one : observations)
        total += one.count;
    const double wanted = total / static_cast<double>(std::max<std::size_t>(1, most));
    std::vector<Cell> cells;
    double before = 0; // answers in the cells that are full
    double sum = 0; // of driver times answers, in the last cell
    for (const Observation& one : observations) {
        const bool isFull = cells.empty()
            || (before + cells.back().count >= wanted * static_cast<double>(cells.size())
                && one.driver > cells.back().high);
        if (isFull) {
            before += cells.empty() ? 0 : cells.back().count;
            cells.push_back({.low = one.driver, .high = one.driver, .driver = one.driver});
            sum = 0;
        }
        Cell& cell = cells.back();
        cell.high = one.driver;
        cell.count += one.count;
        cell.failed += one.failed;
        sum += one.driver * one.count;
        // Rounding must not lead out of the cell, nor change what all of it have in common.
        cell.driver = cell.count > 0 ? std::clamp(sum / cell.count, cell.low, cell.high) : cell.low;
    }
    std::erase_if(cells, [](const Cell& cell) { return !(cell.count > 0); });
    return cells;
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
