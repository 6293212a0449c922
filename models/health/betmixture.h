// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>

namespace health {

// What the bets of a mixture are chosen for. All of badness in [0,1].
struct BetPlan
{
    double mean = 0; // of the reference
    double tolerance = 0; // above the mean, that no bet may win on
    double variance = 0; // of single observations
    double dispersion = 1; // >= 1: variance inflation of sums by autocorrelation
    // Slow rise of the level that must not win: what a daily wave does. A bet that breaks even
    // only above it needs no further tolerance.
    double wander = 0;
    double smallest = 0.01; // rises that the bets are made for, from ...
    double largest = 0.4; // ... to
    // Weight of a bet is its rise to the power of minus this: small rises take long anyway, there a
    // larger share of the evidence is worth most.
    double emphasis = 0.4;
    bool isFlag = false; // observations are 0 or 1
};

// One-sided e-detector of Shiryaev-Roberts form for a bounded mean: a mixture of eight bets that
// the conditional mean of X in [0,1] exceeds a limit (Shin, Ramdas, Rinaldo, arXiv 2203.03532).
//   L = 1 + lambda (X - limit),  R = L (R + 1),  M = weighted mean of R over the bets.
// While the conditional mean stays at or below the limits, R_t - t is a supermartingale for each
// bet and hence for the mean: expected observations until M >= A are at least A, whatever the
// shape. Each bet has the lambda that is best for its rise d: d / (variance + d^2), for flags
// d / (limit (1 - limit)), which makes L the likelihood ratio. It is discounted by
// exp(-lambda^2 variance (dispersion - 1) / 2), its excess growth when the increments are
// correlated; a discount only makes M smaller: the promise stays. About forty flops an observation.
class BetMixture
{
public:
    static constexpr std::size_t kBets = 8;

    // May be called at any time; what was gathered so far is kept.
    void plan(const BetPlan& plan);
    void restart(); // keeps the bets, forgets the observations

    // Returns M. `shift` is what is known to move this observation's mean (its load, say); where it
    // raises the limits the stakes are smaller, so that no bet can lose more than it has.
    double observe(double x, double shift = 0)
    {
        const double moved = x - shift;
        const double strength = shift > 0 ? m_lowest / (m_lowest + shift) : 1;
        double sum = 0;
        for (std::size_t k = 0; k < kBets; ++k) {
            const double ratio = (1 - strength) + strength * (m_base[k] + m_slope[k] * moved);
            const double next = ratio * (m_sr[k] + m_weight[k]);
            m_sr[k] = next < kCeiling ? next : kCeiling;
            sum += m_sr[k];
        }
        m_value = sum;
        return sum;
    }
    double value() const { return m_value; }

private:
    using Row = std::array<double, kBets>;
    // Far above any threshold in use, far below overflow even when multiplied by the largest bet.
    static constexpr double kCeiling = 1e250;

    Row m_base{}; // L at x = 0
    Row m_slope{}; // of L in x
    Row m_weight{}; // of the bets; their sum is 1
    Row m_sr{}; // weight times R
    double m_lowest = 1; // of the limits
    double m_value = 0;
};

} // namespace health
