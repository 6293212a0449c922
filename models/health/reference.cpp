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
        m_sumNeighbours += m_values.back() * x;
    m_values.push_back(x);
    m_sum += x;
    m_sumSquares += x * x;
}

void Reference::clear()
{
    m_values.clear();
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

double Reference::upperQuantile(double share) const
{
    if (m_values.empty())
        return 1;
    std::vector<double> sorted = m_values;
    const auto above = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    const auto at = sorted.end() - 1 - static_cast<std::ptrdiff_t>(above);
    std::nth_element(sorted.begin(), at, sorted.end());
    return *at;
}

} // namespace health
