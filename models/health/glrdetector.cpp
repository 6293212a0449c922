// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/glrdetector.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr double kRatio = 1.12;
constexpr std::size_t kWindow = 8192;
constexpr std::size_t kFewest = 60;
constexpr double kInterval = 3.912; // log 50, as of onset.h

double divergence(double p, double q)
{
    const double a = std::clamp(p, 1e-12, 1 - 1e-12);
    const double b = std::clamp(q, 1e-12, 1 - 1e-12);
    return a * std::log(a / b) + (1 - a) * std::log((1 - a) / (1 - b));
}

} // namespace

GlrDetector::GlrDetector(const DetectorSettings& settings)
    : m_log10RunLength(std::log10(std::max(settings.averageRunLength, 10.0)))
    , m_fewest(kFewest)
    , m_isTwoSided(settings.twoSided)
    , m_sums(1, 0.0)
{
    const double horizon = 2 * std::max(settings.averageRunLength, 10.0);
    m_threshold = std::log(6 * horizon * std::sqrt(horizon));
}

std::optional<Detection> GlrDetector::observe(const Reading& reading)
{
    ++m_index;
    const double x = reading.badness > 0 ? std::min(reading.badness, 1.0) : 0;
    m_sums.push_back(m_sums.back() + x);
    if (m_sums.size() > 2 * kWindow)
        m_sums.erase(m_sums.begin(), m_sums.begin() + kWindow);
    const std::size_t count = m_sums.size() - 1;
    m_statistic = 0;
    if (count < m_fewest)
        return std::nullopt;
    const double first = m_sums.front();
    const double mean = (m_sums[count] - first) / static_cast<double>(count);
    Detection found{.index = m_index};
    std::size_t low = 0;
    std::size_t high = 0;
    double step = 1;
    for (std::size_t after = 1; after + kFewest / 2 <= count;) {
        const std::size_t before = count - after;
        const double levelBefore = (m_sums[before] - first) / static_cast<double>(before);
        const double levelAfter = (m_sums[count] - m_sums[before]) / static_cast<double>(after);
        const double ratio = static_cast<double>(before) * divergence(levelBefore, mean)
            + static_cast<double>(after) * divergence(levelAfter, mean);
        const bool isWorse = levelAfter > levelBefore;
        if (ratio > m_statistic && (isWorse || m_isTwoSided)) {
            if (ratio > m_statistic + kInterval)
                low = after; // what lay before is less likely by more than the interval allows
            m_statistic = ratio;
            high = after;
            found.direction = isWorse ? Direction::Worse : Direction::Better;
            found.before = levelBefore;
            found.after = levelAfter;
        }
        step *= kRatio;
        after = std::max(after + 1, static_cast<std::size_t>(step));
    }
    if (m_statistic < m_threshold)
        return std::nullopt;
    found.onsetIndex = m_index + 1 - static_cast<std::int64_t>(high);
    found.onsetHigh = m_index + 1 - static_cast<std::int64_t>(low);
    found.onsetLow = m_index + 1
        - static_cast<std::int64_t>(std::min(
            count, static_cast<std::size_t>(static_cast<double>(high) * kRatio) + 1));
    found.evidence = evidence();
    m_sums.assign(1, 0.0);
    m_statistic = 0;
    return found;
}

// The statistic on the scale of the run length that the threshold stands for.
double GlrDetector::evidence() const
{
    return std::min(m_statistic / m_threshold, 1.0) * m_log10RunLength;
}

std::optional<double> GlrDetector::baseline() const
{
    const std::size_t count = m_sums.size() - 1;
    return count < m_fewest
        ? std::nullopt
        : std::optional((m_sums.back() - m_sums.front()) / static_cast<double>(count));
}

} // namespace health
