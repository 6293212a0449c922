// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/recoverytest.h"

#include <algorithm>
#include <cmath>

namespace runbook {

namespace {

// Shares of the largest admissible bet. None is 1, so that no single observation takes all capital.
constexpr std::array<double, 8> kShares{0.03, 0.07, 0.15, 0.3, 0.45, 0.6, 0.8, 0.95};
constexpr double kLargestCapital = 1e100; // of a bet; far beyond any threshold, short of overflow

// log of the mean of exp(values), without overflow.
template<std::size_t N>
double logMeanExp(const std::array<double, N>& values)
{
    const double top = *std::max_element(values.begin(), values.end());
    double sum = 0;
    for (const double value : values)
        sum += std::exp(value - top);
    return top + std::log(sum / static_cast<double>(N));
}

} // namespace

const char* toString(RecoveryVerdict verdict)
{
    switch (verdict) {
    case RecoveryVerdict::NotEnoughData:
        return "not_enough_data";
    case RecoveryVerdict::Recovered:
        return "recovered";
    case RecoveryVerdict::StillBad:
        return "still_bad";
    }
    return "not_enough_data";
}

RecoveryTest::RecoveryTest(const RecoverySettings& settings)
    : m_alpha(std::clamp(settings.alpha, 1e-9, 0.5))
{
    const double midpoint = (settings.baseline + settings.alarmRate) / 2;
    const double least = settings.baseline + settings.tolerance;
    m_threshold = std::clamp(std::max(midpoint, least), 0.001, 0.999);
    for (std::size_t i = 0; i < kBets; ++i) {
        m_goodBets.at(i) = kShares.at(i) / (1 - m_threshold);
        m_badBets.at(i) = kShares.at(i) / m_threshold;
    }
}

RecoveryVerdict RecoveryTest::observe(double badness)
{
    if (std::isnan(badness))
        return m_verdict;
    const double x = std::clamp(badness, 0.0, 1.0);
    updateInterval(x);
    ++m_count;
    m_sum += x;
    const auto n = static_cast<double>(m_count);
    const double startWeight = 1 / (n * (n + 1));
    for (std::size_t i = 0; i < kBets; ++i) {
        const double gain = 1 + m_goodBets.at(i) * (m_threshold - x);
        m_good.at(i) = std::min((m_good.at(i) + startWeight) * gain, kLargestCapital);
        m_bad.at(i) += std::log1p(m_badBets.at(i) * (x - m_threshold));
    }
    const double needed = -std::log10(m_alpha);
    if (m_verdict == RecoveryVerdict::Recovered || recoveryEvidence() >= needed)
        m_verdict = RecoveryVerdict::Recovered;
    else if (badnessEvidence() >= needed)
        m_verdict = RecoveryVerdict::StillBad;
    else
        m_verdict = RecoveryVerdict::NotEnoughData;
    return m_verdict;
}

double RecoveryTest::recoveryEvidence() const
{
    double capital = 0;
    for (const double value : m_good)
        capital += value / static_cast<double>(kBets);
    // The starts still to come hold their share, unstaked: the sum of 1/(j(j+1)) over j > n.
    return std::log10(capital + 1 / (static_cast<double>(m_count) + 1));
}

double RecoveryTest::badnessEvidence() const
{
    return logMeanExp(m_bad) / std::log(10.0);
}

void RecoveryTest::updateInterval(double x)
{
    const auto t = static_cast<double>(m_count) + 1;
    const double meanBefore = (0.5 + m_sum) / t;
    const double varianceBefore = (0.25 + m_deviations) / t;
    const double level = std::log(2 / m_alpha);
    const double lambda =
        std::min(std::sqrt(2 * level / (varianceBefore * t * std::log(1 + t))), 0.5);
    const double v = 4 * (x - meanBefore) * (x - meanBefore);
    m_weight += lambda;
    m_weightedSum += lambda * x;
    m_penalty += v * (-std::log1p(-lambda) - lambda) / 4;
    const double meanAfter = (0.5 + m_sum + x) / (t + 1);
    m_deviations += (x - meanAfter) * (x - meanAfter);
}

MeanInterval RecoveryTest::mean() const
{
    if (m_count == 0)
        return {};
    const double centre = m_weightedSum / m_weight;
    const double radius = (std::log(2 / m_alpha) + m_penalty) / m_weight;
    const double mean = m_sum / static_cast<double>(m_count);
    return {.mean = mean,
            .low = std::min(mean, std::max(0.0, centre - radius)),
            .high = std::max(mean, std::min(1.0, centre + radius)),
            .observations = m_count};
}

} // namespace runbook
