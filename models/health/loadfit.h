// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/betmixture.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace health {

// How badness goes with load in the reference: the rise over the mean in ten bins of equally many
// observations, made monotone (pool adjacent violators) and shrunk towards no dependence by what
// chance alone would show (positive-part James and Stein). Beyond the highest load seen the last
// bin holds.
class LoadFit
{
public:
    static constexpr std::size_t kBins = 10;

    // `badness` and `load` are of the same observations; fewer than ten leave it without a fit.
    void learn(std::span<const float> badness, std::span<const float> load);
    double shift(double load) const; // expected badness less the mean of all
    double quantile(double share) const; // of the loads it was learnt from
    bool isKnown() const { return !m_sorted.empty(); }
    double lowest() const { return quantile(0); }
    double highest() const { return quantile(1); }

private:
    std::size_t binOf(double load) const;

    std::vector<float> m_sorted;
    std::array<double, kBins - 1> m_edges{};
    std::array<double, kBins> m_shifts{};
};

// Is it worse than this load explains? Bets on what is left when the expectation at the load is
// taken away: one mixture over all observations, two over those above the 60 % and the 85 %
// quantile of the load, where a service that has got a knee shows it first. Each sees its own
// observations alone; their weighted mean is an e-detector.
class LoadPaths
{
public:
    explicit LoadPaths(std::size_t wanted);

    void learn(double x, double load);
    // `error`: standard error of the mean; `least`: rise that is worth an alarm under high load.
    void plan(const BetPlan& all, double error, double least);
    double observe(double x, double load, double otherShift); // moved by that for another reason
    void restart();
    void clear();

    double value() const;
    double residual() const { return m_all.value(); }
    // The evidence under high load is `factor` times that of all loads.
    bool isHighLoad(double factor = 1) const;
    double expected(double load) const { return m_fit.shift(load); }
    // Hardly more, and no less, than was ever seen in the reference: only then does the fit excuse
    // a rise or an improvement.
    bool isUsual(double load) const
    {
        return m_fit.isKnown() && load >= m_fit.lowest() && load <= kHardlyMore * m_fit.highest();
    }
    double usual() const { return m_fit.quantile(0.5); }
    bool isHigh(double load) const { return m_fit.isKnown() && load > m_cuts.front(); }

private:
    static constexpr double kHardlyMore = 1.1;

    std::size_t m_wanted;
    std::vector<float> m_badness;
    std::vector<float> m_load;
    std::size_t m_nextFit = 0; // observations; fitting sorts
    LoadFit m_fit;
    std::array<double, 2> m_cuts{};
    BetMixture m_all;
    std::array<BetMixture, 2> m_high;
};

} // namespace health
