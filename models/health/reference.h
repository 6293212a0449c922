// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <vector>

namespace health {

// What a detector learns from the first observations of a series: mean, spread, tail and how much
// neighbours resemble each other.
class Reference
{
public:
    explicit Reference(std::size_t wanted);

    void add(double x);
    void clear();
    const std::vector<double>& values() const { return m_values; }
    std::size_t count() const { return m_values.size(); }
    std::size_t wanted() const { return m_wanted; }
    bool isComplete() const { return m_values.size() >= m_wanted; }

    double mean() const;
    double variance() const;
    // (1 + r) / (1 - r) of the lag-one correlation r when it is significant, else 1; at most 9.
    double dispersion() const;
    // Smallest observed value that at most `share` of the observations exceed. Sorts: not per
    // observation.
    double upperQuantile(double share) const;

private:
    std::size_t m_wanted;
    std::vector<double> m_values;
    double m_sum = 0;
    double m_sumSquares = 0;
    double m_sumNeighbours = 0; // of products of neighbours
};

} // namespace health
