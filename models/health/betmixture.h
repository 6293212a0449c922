// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace health {

// One-sided e-detector of Shiryaev-Roberts form for a bounded mean: a mixture of twelve bets that
// the conditional mean of X in [0,1] exceeds `limit` (Shin, Ramdas, Rinaldo, arXiv 2203.03532).
//   L = 1 + lambda (X - limit),  R = L (R + 1),  M = mean of R over the bets.
// While the conditional mean stays at or below the limit, R_t - t is a supermartingale for each bet
// and hence for the mean: expected observations until M >= A are at least A, whatever the shape.
class BetMixture
{
public:
    static constexpr std::size_t kBets = 12;

    // `limit` in (0,1). `dispersion` >= 1 is the variance inflation of sums by autocorrelation;
    // each bet is discounted by exp(-lambda^2 variance (dispersion - 1) / 2), its excess growth
    // when the increments are correlated. A discount only makes M smaller: the promise stays.
    void start(double limit, double variance, double dispersion);
    void restart(); // keeps the bets, forgets the observations

    // The baseline moved while it is still being learnt; what was gathered so far is kept.
    void adjust(double limit, double variance, double dispersion);

    // Returns M. `level` is what levelSinceOnset averages; often x itself.
    double observe(double x, double level, std::int64_t index);
    double value() const { return m_value; }

    // Estimated first observation after the change: last restart of the CUSUM path of the best bet.
    std::int64_t onset() const;
    double levelSinceOnset() const;

private:
    using Row = std::array<double, kBets>;

    std::size_t best() const;

    Row m_lambda{};
    Row m_discount{};
    Row m_sr{}; // Shiryaev-Roberts statistic of each bet
    Row m_cusum{}; // max(likelihood ratio path, 1) of each bet
    Row m_onset{}; // index at which that path last left 1; doubles so that the loop vectorises
    Row m_count{}; // observations since then ...
    Row m_levels{}; // ... and the sum of their levels
    double m_limit = 0.5;
    double m_value = 0;
};

} // namespace health
