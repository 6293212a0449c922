// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/canary/meantest.h"

#include <algorithm>
#include <cmath>

namespace canary {

namespace {

// Share of the largest bet that each of `count` bets risks.
double shareOf(std::size_t bet, std::size_t count)
{
    return (static_cast<double>(bet) + 0.5) / static_cast<double>(count);
}

template<std::size_t N>
double averaged(const std::array<double, N>& logs) // log10 of the mean of the capitals
{
    const double most = *std::ranges::max_element(logs);
    double sum = 0;
    for (const double one : logs)
        sum += std::exp(one - most);
    return (most + std::log(sum / static_cast<double>(N))) / std::log(10.0);
}

} // namespace

MeanTest::MeanTest(double threshold)
    : m_threshold(std::clamp(threshold, 0.001, 0.999))
{
}

void MeanTest::observe(double x)
{
    observe(x, 1);
}

void MeanTest::observe(double x, std::int64_t times)
{
    if (std::isnan(x) || times <= 0)
        return;
    x = std::clamp(x, 0.0, 1.0);
    const auto weight = static_cast<double>(times);
    m_count += times;
    m_sum += x * weight;
    for (std::size_t i = 0; i < kBets; ++i) {
        const double share = shareOf(i, kBets);
        m_above[i] += weight * std::log1p(share / m_threshold * (x - m_threshold));
        m_below[i] += weight * std::log1p(share / (1 - m_threshold) * (m_threshold - x));
    }
}

double MeanTest::mean() const
{
    return m_count == 0 ? 0 : m_sum / static_cast<double>(m_count);
}

double MeanTest::evidenceAbove() const
{
    return averaged(m_above);
}

double MeanTest::evidenceBelow() const
{
    return averaged(m_below);
}

MeanBounds shareBounds(std::int64_t ones, std::int64_t zeroes, double alpha)
{
    constexpr int kSteps = 100;
    const double wanted = std::log10(2 / alpha); // both sides
    MeanBounds bounds;
    for (int i = 1; i < kSteps; ++i) {
        const double threshold = static_cast<double>(i) / kSteps;
        MeanTest test(threshold);
        test.observe(1, ones);
        test.observe(0, zeroes);
        if (test.evidenceAbove() >= wanted)
            bounds.low = std::max(bounds.low, threshold);
        if (test.evidenceBelow() >= wanted)
            bounds.high = std::min(bounds.high, threshold);
    }
    return bounds;
}

} // namespace canary
