// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/glrdetector.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr double kStepRatio = 1.12;
constexpr std::size_t kSumWindow = 8192;
constexpr std::size_t kFewestForRatio = 60;
constexpr double kInterval = 3.912; // log 50, as of onset.h

double divergence(double p, double q)
{
    const double a = std::clamp(p, 1e-12, 1 - 1e-12);
    const double b = std::clamp(q, 1e-12, 1 - 1e-12);
    return a * std::log(a / b) + (1 - a) * std::log((1 - a) / (1 - b));
}

struct Split
{
    double before = 0; // level
    double after = 0;
    double ratio = 0; // log likelihood of two levels over one
};

// `after`: how many of the newest are held to have another level.
Split splitAt(const std::vector<double>& sums, std::size_t after)
{
    const std::size_t count = sums.size() - 1;
    const std::size_t before = count - after;
    const double mean = (sums[count] - sums.front()) / static_cast<double>(count);
    Split split{.before = (sums[before] - sums.front()) / static_cast<double>(before),
                .after = (sums[count] - sums[before]) / static_cast<double>(after)};
    split.ratio = static_cast<double>(before) * divergence(split.before, mean)
        + static_cast<double>(after) * divergence(split.after, mean);
    return split;
}

// The lengths that are looked at, each a little longer than the one before.
template<class Look>
void forEachLength(std::size_t count, Look look)
{
    double step = 1;
    for (std::size_t after = 1; after + kFewestForRatio / 2 <= count;) {
        look(after);
        step *= kStepRatio;
        after = std::max(after + 1, static_cast<std::size_t>(step));
    }
}

} // namespace

GlrDetector::GlrDetector(const DetectorSettings& settings)
    : m_log10RunLength(std::log10(std::max(settings.averageRunLength, 10.0)))
    , m_fewest(kFewestForRatio)
    , m_isTwoSided(settings.twoSided)
    , m_goesOn(settings.goesOn)
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
    if (m_sums.size() > 2 * kSumWindow)
        m_sums.erase(m_sums.begin(), m_sums.begin() + kSumWindow);
    const std::size_t count = m_sums.size() - 1;
    m_statistic = 0;
    if (count < m_fewest)
        return std::nullopt;
    Detection found{.index = m_index};
    std::size_t likeliest = 0;
    forEachLength(count, [&](std::size_t after) {
        const Split split = splitAt(m_sums, after);
        const bool isWorse = split.after > split.before;
        if (split.ratio <= m_statistic || !(isWorse || m_isTwoSided))
            return;
        m_statistic = split.ratio;
        likeliest = after;
        found.direction = isWorse ? Direction::Worse : Direction::Better;
        found.before = split.before;
        found.after = split.after;
    });
    if (m_statistic < m_threshold)
        return std::nullopt;
    // The shortest and the longest that are not less likely by more than the interval allows; the
    // truth may lie up to the next one that is looked at.
    std::size_t shortest = likeliest;
    std::size_t longest = likeliest;
    forEachLength(count, [&](std::size_t after) {
        const Split split = splitAt(m_sums, after);
        const bool isAlike = (split.after > split.before) == (found.direction == Direction::Worse);
        if (!isAlike || split.ratio < m_statistic - kInterval)
            return;
        shortest = std::min(shortest, after);
        longest = std::max(longest, after);
    });
    const auto indexOf = [&](double length) {
        const auto whole = static_cast<std::int64_t>(length);
        return m_index + 1 - std::clamp<std::int64_t>(whole, 1, static_cast<std::int64_t>(count));
    };
    found.onsetIndex = indexOf(static_cast<double>(likeliest));
    found.onsetHigh = indexOf(static_cast<double>(shortest) / kStepRatio);
    found.onsetLow = indexOf(static_cast<double>(longest) * kStepRatio + 1);
    found.evidence = evidence();
    if (m_goesOn)
        return found;
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
