// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/dispersion.h"

#include <algorithm>
#include <cmath>

namespace relation {

namespace {

constexpr double kMostStretches = 40;
constexpr double kFewestStretches = 10;
constexpr double kAnswersAStretch = 25; // at least; fewer answers in all tell nothing of clusters
constexpr double kLeast = 0.02;

// Ends of stretches of equally many answers.
std::vector<std::int64_t> stretchEnds(std::span<const Observation> observations)
{
    std::vector<std::pair<std::int64_t, double>> times;
    times.reserve(observations.size());
    double total = 0;
    for (const Observation& one : observations) {
        times.emplace_back(one.time, one.count);
        total += one.count;
    }
    const double wanted = std::min(kMostStretches, std::floor(total / kAnswersAStretch));
    std::vector<std::int64_t> ends;
    if (wanted < kFewestStretches)
        return ends;
    std::ranges::sort(times);
    double seen = 0;
    for (const auto& [time, count] : times) {
        if (seen >= total / wanted * static_cast<double>(ends.size() + 1)
            && (ends.empty() || time > ends.back()))
            ends.push_back(time);
        seen += count;
    }
    return ends;
}

} // namespace

Dispersion dispersionOf(std::span<const Observation> observations, std::span<const Cell> cells,
                        std::span<const double> expected, bool isScore)
{
    const std::vector<std::int64_t> ends = stretchEnds(observations);
    if (ends.size() + 1 < static_cast<std::size_t>(kFewestStretches))
        return {};
    double total = 0;
    for (const Cell& cell : cells)
        total += cell.count;
    std::vector<double> slopeSums(ends.size() + 1);
    std::vector<double> levelSums(ends.size() + 1);
    double slopeVariance = 0;
    double levelVariance = 0;
    std::size_t at = 0;
    double before = 0;
    for (const Observation& one : observations) {
        while (at + 1 < cells.size() && one.driver > cells[at].high)
            before += cells[at++].count;
        // The place of its cell among the answers, from -1/2 to 1/2: no far-out driver weighs more.
        const double place = (before + cells[at].count / 2) / total - 0.5;
        const double share = std::clamp(expected[at], 1e-6, 1 - 1e-6);
        const double rest = one.failed - one.count * share;
        const double variance = one.count * share * (1 - share);
        const auto stretch = static_cast<std::size_t>(
            std::upper_bound(ends.begin(), ends.end(), one.time) - ends.begin());
        slopeSums[stretch] += rest * place;
        levelSums[stretch] += rest;
        slopeVariance += variance * place * place;
        levelVariance += variance;
    }
    const auto squares = [](const std::vector<double>& sums) {
        double sum = 0;
        for (const double one : sums)
            sum += one * one;
        return sum;
    };
    const double least = isScore ? kLeast : 1;
    Dispersion found;
    if (slopeVariance > 0)
        found.slope = std::max(least, squares(slopeSums) / slopeVariance);
    if (levelVariance > 0)
        found.level = std::max(least, squares(levelSums) / levelVariance);
    return found;
}

} // namespace relation
