// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/grid.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace relation {

namespace {

constexpr std::size_t kSample = 16'384;
constexpr std::size_t kGuides = 1024;
constexpr double kMostStretches = 40;
constexpr double kFewestStretches = 10;
constexpr double kAnswersAStretch = 25; // at least; fewer answers in all tell nothing of clusters
constexpr double kOutermost = 0.01; // share of the answers on either side of the middle ones
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// One of each run of observations, at a place that no period of theirs can follow.
std::vector<Observation> sampleOf(std::span<const Observation> observations)
{
    const std::size_t count = std::min(kSample, observations.size());
    std::vector<Observation> sample;
    sample.reserve(count);
    std::uint64_t state = 20'261'127;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = i * observations.size() / count;
        const std::size_t to = (i + 1) * observations.size() / count;
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        const Observation& one = observations[from + (state >> 33U) % (to - from)];
        if (one.count > 0)
            sample.push_back(one);
    }
    return sample;
}

double answersOf(std::span<const Observation> observations)
{
    double sum = 0;
    for (const Observation& one : observations)
        sum += one.count;
    return sum;
}

// What lies outside of it is far out.
struct Fence
{
    double low = -kInfinity;
    double high = kInfinity;
};

// `sample` is in order of the driver.
Fence fenceOf(std::span<const Observation> sample, double total)
{
    double seen = 0;
    double low = -kInfinity;
    double high = -kInfinity;
    for (const Observation& one : sample) {
        seen += one.count;
        if (!std::isfinite(low) && seen > kOutermost * total)
            low = one.driver;
        if (!std::isfinite(high) && seen >= (1 - kOutermost) * total)
            high = one.driver;
    }
    const double width = high - low;
    // Where nearly all stand at one value there is no width to go by.
    if (!(width > 0))
        return {};
    return {.low = low - width, .high = high + width};
}

// The largest driver of each cell but the last.
std::vector<double> edgesOf(std::span<const Observation> sample, double total, std::size_t most)
{
    const double wanted = total / static_cast<double>(std::max<std::size_t>(1, most));
    std::vector<double> edges;
    double seen = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); ++i) {
        seen += sample[i].count;
        if (seen >= wanted * static_cast<double>(edges.size() + 1)
            && sample[i + 1].driver > sample[i].driver)
            edges.push_back(sample[i].driver);
    }
    return edges;
}

// The last time of each stretch but the last.
std::vector<std::int64_t> stretchEnds(std::vector<Observation>& sample, double total, double all)
{
    const double wanted = std::min(kMostStretches, std::floor(all / kAnswersAStretch));
    std::vector<std::int64_t> ends;
    if (wanted < kFewestStretches)
        return ends;
    std::ranges::sort(sample, {}, &Observation::time);
    double seen = 0;
    for (std::size_t i = 0; i + 1 < sample.size(); ++i) {
        seen += sample[i].count;
        if (seen >= total / wanted * static_cast<double>(ends.size() + 1)
            && sample[i + 1].time > sample[i].time)
            ends.push_back(sample[i].time);
    }
    if (static_cast<double>(ends.size()) + 1 < kFewestStretches)
        ends.clear();
    return ends;
}

// Which cell a driver is in. Most are found at the first look: a guide for each piece of the range
// says between which cells it lies.
class Finder
{
public:
    explicit Finder(const std::vector<double>& edges)
        : m_edges(edges)
    {
        if (edges.empty())
            return;
        m_low = edges.front();
        m_scale = static_cast<double>(kGuides) / (edges.back() - m_low);
        if (!std::isfinite(m_scale))
            m_scale = 0;
        m_guides.assign(kGuides + 1, edges.size());
        for (std::size_t i = edges.size(); i-- > 0;)
            m_guides[piece(edges[i])] = i;
        for (std::size_t i = kGuides; i-- > 0;)
            m_guides[i] = std::min(m_guides[i], m_guides[i + 1]);
    }

    // The first whose edge is not below the driver.
    std::size_t cellOf(double driver) const
    {
        if (m_edges.empty() || driver > m_edges.back())
            return m_edges.size();
        const std::size_t at = piece(driver);
        const auto first = m_edges.begin() + static_cast<std::ptrdiff_t>(m_guides[at]);
        const auto last = at < kGuides
            ? m_edges.begin() + static_cast<std::ptrdiff_t>(m_guides[at + 1])
            : m_edges.end();
        return static_cast<std::size_t>(std::lower_bound(first, last, driver) - m_edges.begin());
    }

private:
    std::size_t piece(double driver) const
    {
        const double share = (driver - m_low) * m_scale;
        return share > 0 ? std::min(kGuides, static_cast<std::size_t>(share)) : 0;
    }

    const std::vector<double>& m_edges;
    std::vector<std::size_t> m_guides;
    double m_low = 0;
    double m_scale = 0;
};

void take(Cell& cell, const Observation& one, double& sum)
{
    if (!(cell.count > 0)) {
        cell.low = one.driver;
        cell.high = one.driver;
    }
    cell.low = std::min(cell.low, one.driver);
    cell.high = std::max(cell.high, one.driver);
    cell.count += one.count;
    cell.failed += one.failed;
    sum += one.driver * one.count;
}

// Rounding must not lead out of the cell, nor change what all of it have in common.
void settle(Cell& cell, double sum)
{
    cell.driver = cell.count > 0 ? std::clamp(sum / cell.count, cell.low, cell.high) : cell.low;
}

// Cells that the sample had and nothing is in.
void dropEmpty(Grid& grid)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < grid.cells.size(); ++i) {
        if (!(grid.cells[i].count > 0))
            continue;
        const auto from = grid.counts.begin() + static_cast<std::ptrdiff_t>(i * grid.stretches);
        std::copy_n(from, grid.stretches,
                    grid.counts.begin() + static_cast<std::ptrdiff_t>(kept * grid.stretches));
        grid.cells[kept++] = grid.cells[i];
    }
    grid.cells.resize(kept);
    grid.counts.resize(kept * grid.stretches);
}

} // namespace

double Grid::answers() const
{
    double sum = 0;
    for (const Cell& cell : cells)
        sum += cell.count;
    return sum;
}

double Grid::failed() const
{
    double sum = 0;
    for (const Cell& cell : cells)
        sum += cell.failed;
    return sum;
}

Grid gridOf(std::span<const Observation> observations, std::size_t mostCells)
{
    Grid grid;
    std::vector<Observation> sample = sampleOf(observations);
    if (sample.empty())
        return grid;
    std::ranges::sort(sample, {}, &Observation::driver);
    const Fence fence = fenceOf(sample, answersOf(sample));
    std::erase_if(sample, [fence](const Observation& one) {
        return one.driver < fence.low || one.driver > fence.high;
    });
    const double total = answersOf(sample);
    const std::vector<double> edges = edgesOf(sample, total, mostCells);
    const std::vector<std::int64_t> ends = stretchEnds(sample, total, answersOf(observations));
    grid.stretches = ends.empty() ? 0 : ends.size() + 1;
    grid.cells.resize(edges.size() + 1);
    grid.counts.resize(grid.cells.size() * grid.stretches);
    std::vector<double> sums(grid.cells.size() + 2);
    const Finder finder(edges);
    std::size_t stretch = 0;
    for (const Observation& one : observations) {
        if (!(one.count > 0))
            continue;
        if (one.driver < fence.low || one.driver > fence.high) {
            const bool isBelow = one.driver < fence.low;
            take(isBelow ? grid.farBelow : grid.farAbove, one,
                 sums[grid.cells.size() + (isBelow ? 0 : 1)]);
            continue;
        }
        const std::size_t cell = finder.cellOf(one.driver);
        take(grid.cells[cell], one, sums[cell]);
        if (ends.empty())
            continue;
        // Mostly they come in order of time.
        const bool isSame = (stretch == 0 || one.time > ends[stretch - 1])
            && (stretch == ends.size() || one.time <= ends[stretch]);
        if (!isSame)
            stretch =
                static_cast<std::size_t>(std::ranges::lower_bound(ends, one.time) - ends.begin());
        Grid::Count& count = grid.counts[cell * grid.stretches + stretch];
        count.answers += one.count;
        count.failed += one.failed;
    }
    for (std::size_t i = 0; i < grid.cells.size(); ++i)
        settle(grid.cells[i], sums[i]);
    settle(grid.farBelow, sums[grid.cells.size()]);
    settle(grid.farAbove, sums[grid.cells.size() + 1]);
    dropEmpty(grid);
    return grid;
}

std::vector<Cell> merged(std::span<const Cell> cells, std::size_t most)
{
    double total = 0;
    for (const Cell& cell : cells)
        total += cell.count;
    const double wanted = total / static_cast<double>(std::max<std::size_t>(1, most));
    std::vector<Cell> made;
    double seen = 0;
    double sum = 0;
    for (const Cell& cell : cells) {
        const double middle = seen + cell.count / 2;
        if (made.empty() || middle >= wanted * static_cast<double>(made.size())) {
            made.push_back({.low = cell.low});
            sum = 0;
        }
        Cell& last = made.back();
        last.high = cell.high;
        last.count += cell.count;
        last.failed += cell.failed;
        sum += cell.driver * cell.count;
        settle(last, sum);
        seen += cell.count;
    }
    return made;
}

} // namespace relation
