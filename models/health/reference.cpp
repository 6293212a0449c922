// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/reference.h"

#include <algorithm>
#include <cmath>

namespace health {

Reference::Reference(std::size_t wanted)
    : m_wanted(std::max<std::size_t>(wanted, 1))
{
}

void Reference::add(double x)
{
    if (!m_values.empty())
        m_sumNeighbours += static_cast<double>(m_values.back()) * x;
    m_values.push_back(static_cast<float>(x));
    m_sum += x;
    m_sumSquares += x * x;
    m_batchSum += x;
    if (m_values.size() % kBatch != 0)
        return;
    m_batchMeans.push_back(static_cast<float>(m_batchSum / static_cast<double>(kBatch)));
    m_batchSum = 0;
}

void Reference::clear()
{
    m_values.clear();
    m_batchMeans.clear();
    m_batchSum = 0;
    m_sum = 0;
    m_sumSquares = 0;
    m_sumNeighbours = 0;
}

double Reference::mean() const
{
    return m_values.empty() ? 0 : m_sum / static_cast<double>(m_values.size());
}

double Reference::variance() const
{
    if (m_values.size() < 2)
        return 0;
    const double count = static_cast<double>(m_values.size());
    return std::max((m_sumSquares - m_sum * m_sum / count) / (count - 1), 0.0);
}

double Reference::dispersion() const
{
    const double spread = variance();
    const double pairs = static_cast<double>(m_values.size()) - 1;
    if (pairs < 30 || spread < 1e-12)
        return 1;
    // The ends' share in the two partial means is of order 1/n and left out.
    const double correlation = (m_sumNeighbours / pairs - mean() * mean()) / spread;
    if (correlation < 2.5 / std::sqrt(pairs))
        return 1;
    const double bounded = std::min(correlation, 0.8);
    return (1 + bounded) / (1 - bounded);
}

double Reference::wander() const
{
    const std::size_t batches = m_batchMeans.size();
    if (batches < 4)
        return 0;
    double sum = 0;
    double squares = 0;
    for (const float one : m_batchMeans) {
        sum += static_cast<double>(one);
        squares += static_cast<double>(one) * static_cast<double>(one);
    }
    const auto count = static_cast<double>(batches);
    const double between = std::max(squares - sum * sum / count, 0.0) / (count - 1);
    const double explained = variance() * dispersion() / static_cast<double>(kBatch);
    // One standard error of a variance of so many means.
    const bool isSignificant = between > explained * (1 + std::sqrt(2 / (count - 1)));
    return isSignificant ? std::sqrt(between - explained) : 0;
}

double Reference::upperQuantile(double share) const
{
    if (m_values.empty())
        return 1;
    std::vector<float> sorted = m_values;
    const auto above = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    const auto at = sorted.end() - 1 - static_cast<std::ptrdiff_t>(above);
    std::nth_element(sorted.begin(), at, sorted.end());
    return static_cast<double>(*at);
}

double Reference::shareAbove(double threshold) const
{
    if (m_values.empty())
        return 0;
    const auto above = std::ranges::count_if(
        m_values, [threshold](float x) { return static_cast<double>(x) > threshold; });
    return static_cast<double>(above) / static_cast<double>(m_values.size());
}

std::size_t Reference::levels(std::size_t most) const
{
    std::vector<float> seen;
    for (const float x : m_values) {
        if (std::ranges::find(seen, x) != seen.end())
            continue;
        seen.push_back(x);
        if (seen.size() > most)
            break;
    }
    return seen.size();
}

} // namespace health
