// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/betmixture.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

// Far above any threshold in use, far below overflow even when multiplied by the largest bet.
constexpr double kCeiling = 1e250;
constexpr double kSmallestBet = 0.3;
constexpr double kLargestStake = 0.9; // L stays above 0.1

} // namespace

void BetMixture::start(double limit, double variance, double dispersion)
{
    adjust(limit, variance, dispersion);
    restart();
}

void BetMixture::restart()
{
    m_sr.fill(0);
    m_cusum.fill(1);
    m_onset.fill(0);
    m_count.fill(0);
    m_levels.fill(0);
    m_value = 0;
}

void BetMixture::adjust(double limit, double variance, double dispersion)
{
    m_limit = std::clamp(limit, 1e-4, 1 - 1e-4);
    const double largest = std::max(kLargestStake / m_limit, kSmallestBet);
    for (std::size_t k = 0; k < kBets; ++k) {
        const double step = static_cast<double>(k) / static_cast<double>(kBets - 1);
        m_lambda[k] = kSmallestBet * std::pow(largest / kSmallestBet, step);
        m_discount[k] =
            std::exp(-0.5 * m_lambda[k] * m_lambda[k] * variance * std::max(dispersion - 1, 0.0));
    }
}

double BetMixture::observe(double x, double level, std::int64_t index)
{
    const double excess = x - m_limit;
    const auto at = static_cast<double>(index);
    double sum = 0;
    for (std::size_t k = 0; k < kBets; ++k) {
        const double ratio = m_discount[k] * (1 + m_lambda[k] * excess);
        const bool isRunning = m_cusum[k] > 1;
        m_sr[k] = std::min(ratio * (m_sr[k] + 1), kCeiling);
        m_onset[k] = isRunning ? m_onset[k] : at;
        m_count[k] = (isRunning ? m_count[k] : 0) + 1;
        m_levels[k] = (isRunning ? m_levels[k] : 0) + level;
        m_cusum[k] = std::min(ratio * (isRunning ? m_cusum[k] : 1), kCeiling);
        sum += m_sr[k];
    }
    m_value = sum / static_cast<double>(kBets);
    return m_value;
}

std::size_t BetMixture::best() const
{
    return static_cast<std::size_t>(std::ranges::max_element(m_sr) - m_sr.begin());
}

std::int64_t BetMixture::onset() const
{
    return static_cast<std::int64_t>(m_onset[best()]);
}

double BetMixture::levelSinceOnset() const
{
    const std::size_t k = best();
    return m_count[k] > 0 ? m_levels[k] / m_count[k] : 0;
}

} // namespace health
