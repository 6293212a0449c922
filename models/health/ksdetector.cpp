// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/ksdetector.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace health {

double kolmogorovDistance(const std::vector<float>& first, const std::vector<float>& second)
{
    std::size_t i = 0;
    std::size_t j = 0;
    double most = 0;
    while (i < first.size() && j < second.size()) {
        const float at = std::min(first[i], second[j]);
        while (i < first.size() && first[i] <= at)
            ++i;
        while (j < second.size() && second[j] <= at)
            ++j;
        most = std::max(most,
                        std::abs(static_cast<double>(i) / static_cast<double>(first.size())
                                 - static_cast<double>(j) / static_cast<double>(second.size())));
    }
    return most;
}

double kolmogorovProbability(double distance, std::size_t first, std::size_t second)
{
    const auto a = static_cast<double>(first);
    const auto b = static_cast<double>(second);
    const double root = std::sqrt(a * b / (a + b));
    const double x = (root + 0.12 + 0.11 / root) * distance;
    if (x < 0.2)
        return 1;
    double sum = 0;
    for (int k = 1; k <= 100; ++k) {
        const double term = std::exp(-2.0 * k * k * x * x);
        sum += k % 2 == 1 ? term : -term;
        if (term < 1e-16)
            break;
    }
    return std::clamp(2 * sum, 0.0, 1.0);
}

KsDetector::KsDetector(const DetectorSettings& settings)
    : m_level(
        std::min(static_cast<double>(kStride) / std::max(settings.averageRunLength, 10.0), 0.5))
    , m_wanted(std::max(kWindow, static_cast<std::size_t>(std::max(settings.reference, 0))))
    , m_window(kWindow, 0.0F)
    , m_goesOn(settings.goesOn)
{
}

void KsDetector::startAfresh()
{
    m_reference.clear();
    m_isWatching = false;
    m_sinceTest = 0;
    m_evidence = 0;
    m_start = m_index + 1;
}

double KsDetector::significance() const
{
    std::vector<float> newest = m_window;
    std::ranges::sort(newest);
    return kolmogorovProbability(kolmogorovDistance(m_reference, newest), m_reference.size(),
                                 newest.size());
}

std::optional<Detection> KsDetector::observe(const Reading& reading)
{
    ++m_index;
    const auto x = static_cast<float>(reading.badness > 0 ? std::min(reading.badness, 1.0) : 0.0);
    if (!m_isWatching) {
        m_reference.push_back(x);
        if (m_reference.size() < m_wanted)
            return std::nullopt;
        m_mean = std::accumulate(m_reference.begin(), m_reference.end(), 0.0)
            / static_cast<double>(m_reference.size());
        std::ranges::sort(m_reference);
        m_isWatching = true;
        m_start = m_index + 1;
        return std::nullopt;
    }
    m_window[static_cast<std::size_t>(m_index - m_start) % kWindow] = x;
    ++m_sinceTest;
    const bool isFull = m_index - m_start + 1 >= static_cast<std::int64_t>(kWindow);
    if (!isFull || m_sinceTest < kStride)
        return std::nullopt;
    m_sinceTest = 0;
    const double p = significance();
    m_evidence = -std::log10(std::max(p, 1e-300));
    if (p > m_level)
        return std::nullopt;
    const double mean = std::accumulate(m_window.begin(), m_window.end(), 0.0)
        / static_cast<double>(m_window.size());
    const std::int64_t oldest = m_index + 1 - static_cast<std::int64_t>(kWindow);
    const Detection found{.index = m_index,
                          .onsetIndex = m_index - static_cast<std::int64_t>(kWindow) / 2,
                          .onsetLow = oldest,
                          .onsetHigh = m_index,
                          .direction = mean >= m_mean ? Direction::Worse : Direction::Better,
                          .before = m_mean,
                          .after = mean,
                          .evidence = m_evidence};
    if (!m_goesOn)
        startAfresh();
    return found;
}

double KsDetector::evidence() const
{
    return m_evidence;
}

std::optional<double> KsDetector::baseline() const
{
    return m_isWatching ? std::optional(m_mean) : std::nullopt;
}

} // namespace health
