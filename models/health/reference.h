// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <vector>

namespace health {

// What a detector learns from the first observations of a series: mean, spread, tail, how much
// neighbours resemble each other, how far the level wanders.
class Reference
{
public:
    explicit Reference(std::size_t wanted);

    void add(double x);
    void clear();
    const std::vector<float>& values() const { return m_values; }
    std::size_t count() const { return m_values.size(); }
    std::size_t wanted() const { return m_wanted; }
    bool isComplete() const { return m_values.size() >= m_wanted; }

    double sum() const { return m_sum; }
    double mean() const;
    double variance() const;
    // (1 + r) / (1 - r) of the lag-one correlation r when it is significant, else 1; at most 9.
    double dispersion() const;
    // Standard deviation of the level itself: of means of 100 neighbours, less what single
    // observations explain; 0 while that is not significant. A daily wave of amplitude a gives
    // a / sqrt(2) once it has been seen whole.
    double wander() const;
    // Smallest observed value that at most `share` of the observations exceed. Linear time: not per
    // observation.
    double upperQuantile(double share) const;
    double shareAbove(double threshold) const;
    // 2 for flags; stops counting beyond `most`.
    std::size_t levels(std::size_t most) const;

private:
    static constexpr std::size_t kBatch = 100;

    std::size_t m_wanted;
    std::vector<float> m_values;
    std::vector<float> m_batchMeans;
    double m_batchSum = 0;
    double m_sum = 0;
    double m_sumSquares = 0;
    double m_sumNeighbours = 0; // of products of neighbours
};

} // namespace health
