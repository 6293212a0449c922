// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/loadfit.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr std::array<double, 2> kHigh{0.6, 0.85}; // quantiles of the load
constexpr std::size_t kOften = 1000; // observations until which each plan fits anew
constexpr double kAllWeight = 0.125;
constexpr double kHighWander = 0.01; // above: what is left varies less than the level
constexpr double kHighErrors = 2;
constexpr double kSmallestHighRise = 0.02;

struct PooledBins
{
    double mean = 0;
    double count = 0;
    std::size_t bins = 1;
};

// Monotone increasing means of bins.
std::vector<PooledBins> pooled(const std::array<double, LoadFit::kBins>& sums,
                               const std::array<double, LoadFit::kBins>& counts, double mean)
{
    std::vector<PooledBins> blocks;
    for (std::size_t b = 0; b < LoadFit::kBins; ++b) {
        const bool isEmpty = counts[b] < 1; // many equal loads: it goes with the bin below
        if (isEmpty && !blocks.empty()) {
            ++blocks.back().bins;
            continue;
        }
        blocks.push_back({isEmpty ? mean : sums[b] / counts[b], std::max(counts[b], 1e-9), 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean >= blocks.back().mean) {
            const PooledBins last = blocks.back();
            blocks.pop_back();
            PooledBins& into = blocks.back();
            into.mean =
                (into.mean * into.count + last.mean * last.count) / (into.count + last.count);
            into.count += last.count;
            into.bins += last.bins;
        }
    }
    return blocks;
}

} // namespace

void LoadFit::learn(std::span<const float> badness, std::span<const float> load)
{
    if (load.size() < kBins || badness.size() != load.size())
        return;
    m_sorted.assign(load.begin(), load.end());
    std::ranges::sort(m_sorted);
    for (std::size_t b = 1; b < kBins; ++b)
        m_edges[b - 1] = static_cast<double>(m_sorted[m_sorted.size() * b / kBins]);
    std::array<double, kBins> sums{};
    std::array<double, kBins> counts{};
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < load.size(); ++i) {
        const auto x = static_cast<double>(badness[i]);
        const std::size_t bin = binOf(static_cast<double>(load[i]));
        sums[bin] += x;
        ++counts[bin];
        sum += x;
        squares += x * x;
    }
    const auto count = static_cast<double>(load.size());
    const double mean = sum / count;
    const double variance = std::max(squares / count - mean * mean, 1e-6);
    double explained = 0;
    std::size_t bin = 0;
    for (const PooledBins& block : pooled(sums, counts, mean)) {
        explained += block.count * (block.mean - mean) * (block.mean - mean) / variance;
        for (std::size_t i = 0; i < block.bins; ++i)
            m_shifts[bin++] = block.mean - mean;
    }
    const double kept =
        explained > 0 ? std::max(1 - static_cast<double>(kBins - 1) / explained, 0.0) : 0;
    for (double& shift : m_shifts)
        shift *= kept;
}

std::size_t LoadFit::binOf(double load) const
{
    return static_cast<std::size_t>(std::ranges::upper_bound(m_edges, load) - m_edges.begin());
}

double LoadFit::shift(double load) const
{
    return isKnown() ? m_shifts[binOf(load)] : 0;
}

double LoadFit::quantile(double share) const
{
    const auto at = static_cast<std::size_t>(share * static_cast<double>(m_sorted.size()));
    return m_sorted.empty() ? 0 : static_cast<double>(m_sorted[std::min(at, m_sorted.size() - 1)]);
}

LoadPaths::LoadPaths(std::size_t wanted)
    : m_wanted(wanted)
{
}

void LoadPaths::learn(double x, double load)
{
    if (m_load.size() >= m_wanted)
        return;
    m_badness.push_back(static_cast<float>(x));
    m_load.push_back(static_cast<float>(load));
}

void LoadPaths::plan(const BetPlan& all, double error, double least)
{
    if (m_load.size() >= m_nextFit) {
        m_fit.learn(m_badness, m_load);
        m_nextFit = m_load.size() + (m_load.size() < kOften ? 1 : m_load.size() / 8);
    }
    m_all.plan(all);
    BetPlan high = all;
    high.wander = std::min(high.wander, kHighWander);
    high.tolerance = std::max(least, kHighErrors * error);
    high.smallest = std::max(high.smallest, kSmallestHighRise);
    for (std::size_t i = 0; i < m_high.size(); ++i) {
        m_cuts[i] = m_fit.quantile(kHigh[i]);
        m_high[i].plan(high);
    }
}

double LoadPaths::observe(double x, double load, double otherShift)
{
    const double shift = m_fit.shift(load) + otherShift;
    m_all.observe(x, shift);
    for (std::size_t i = 0; i < m_high.size(); ++i) {
        if (m_fit.isKnown() && load > m_cuts[i])
            m_high[i].observe(x, shift);
    }
    return value();
}

double LoadPaths::value() const
{
    return kAllWeight * m_all.value()
        + (1 - kAllWeight) / 2 * (m_high[0].value() + m_high[1].value());
}

bool LoadPaths::isHighLoad(double factor) const
{
    return std::max(m_high[0].value(), m_high[1].value()) > factor * m_all.value();
}

void LoadPaths::restart()
{
    m_all.restart();
    for (BetMixture& one : m_high)
        one.restart();
}

void LoadPaths::clear()
{
    restart();
    m_badness.clear();
    m_load.clear();
    m_nextFit = 0;
    m_fit = {};
}

} // namespace health
