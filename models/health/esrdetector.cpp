// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/esrdetector.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr double kTailShare = 0.01;
constexpr double kScoreTolerance = 0.018;
constexpr double kFlagTolerance = 0.2; // of the baseline
constexpr double kStandardErrors = 1.0; // of the learnt mean, added to it
constexpr std::size_t kFewest = 60; // observations before anything may be claimed
constexpr std::size_t kLearnEvery = 16; // observations between two moves of the baseline
// A run of evidence ends learning: a change must not become part of the baseline it is held
// against.
constexpr double kSuspiciousShare = 0.75; // of the logarithm of the threshold
constexpr double kFewestFailures = 12; // before a rate may be watched that is still being learnt

} // namespace

EsrDetector::EsrDetector(const DetectorSettings& settings)
    : m_settings(settings)
    , m_reference(std::max(kFewest, static_cast<std::size_t>(std::max(settings.reference, 0))))
{
    m_settings.averageRunLength = std::max(m_settings.averageRunLength, 10.0);
    m_minimum = std::max(kFewest, m_reference.wanted() / 4);
    m_betterWeight = settings.twoSided ? 0.2 : 0;
    m_tailWeight = settings.isFlag ? 0 : 0.3;
    m_meanWeight = 1 - m_betterWeight - m_tailWeight;
}

std::optional<Detection> EsrDetector::observe(double badness)
{
    const double x = badness > 0 ? std::min(badness, 1.0) : 0;
    ++m_index;
    if (m_isWatching) {
        m_mean.observe(x, x, m_index);
        if (m_tailWeight > 0)
            m_tail.observe(x > m_tailThreshold ? 1 : 0, x, m_index);
        if (m_betterWeight > 0)
            m_better.observe(1 - x, x, m_index);
        if (combined() >= m_settings.averageRunLength) {
            const Detection found = detection();
            startAfresh();
            return found;
        }
    }
    learn(x);
    return std::nullopt;
}

void EsrDetector::learn(double x)
{
    if (m_reference.isComplete())
        return;
    if (m_isWatching && evidence() > kSuspiciousShare * std::log10(m_settings.averageRunLength))
        return;
    m_reference.add(x);
    const std::size_t count = m_reference.count();
    const bool isDue = count % kLearnEvery == 0 || m_reference.isComplete();
    const bool isEnough = m_reference.isComplete()
        || (count >= m_minimum
            && m_reference.mean() * static_cast<double>(count) >= kFewestFailures);
    if (!isDue || !isEnough)
        return;
    updateLimits();
    m_isWatching = true;
}

void EsrDetector::updateLimits()
{
    const double count = static_cast<double>(m_reference.count());
    const double mean = m_reference.mean();
    const double spread = m_reference.variance();
    const double dispersion = m_reference.dispersion();
    const double absolute = m_settings.tolerance.value_or(m_settings.isFlag ? 0 : kScoreTolerance);
    const double relative =
        m_settings.relativeTolerance.value_or(m_settings.isFlag ? kFlagTolerance : 0);
    // One more failure than was seen keeps a spotless reference from claiming a rate of zero.
    const double floor = std::sqrt(std::max(spread, 1 / count) / count * dispersion);
    const double tolerance = std::max({absolute, relative * mean, kStandardErrors * floor});
    m_baseline = mean;
    m_mean.adjust(mean + tolerance, spread, dispersion);
    m_better.adjust(1 - std::max(mean - tolerance, 0.0), spread, dispersion);
    m_tailThreshold = m_reference.upperQuantile(kTailShare);
    const double tailError = std::sqrt(kTailShare * (1 - kTailShare) / count * dispersion);
    m_tail.adjust(kTailShare + std::max(tailError, kTailShare), kTailShare, dispersion);
}

double EsrDetector::combined() const
{
    return m_meanWeight * m_mean.value() + m_tailWeight * m_tail.value()
        + m_betterWeight * m_better.value();
}

Detection EsrDetector::detection()
{
    const double worse = std::max(m_meanWeight * m_mean.value(), m_tailWeight * m_tail.value());
    const bool isBetter = m_betterWeight * m_better.value() > worse;
    const bool isTail = m_tailWeight * m_tail.value() > m_meanWeight * m_mean.value();
    const BetMixture& strongest = isBetter ? m_better : isTail ? m_tail : m_mean;
    return {.index = m_index,
            .onsetIndex = strongest.onset(),
            .direction = isBetter ? Direction::Better : Direction::Worse,
            .before = m_baseline,
            .after = strongest.levelSinceOnset(),
            .evidence = evidence()};
}

void EsrDetector::startAfresh()
{
    m_reference.clear();
    m_isWatching = false;
    m_mean.restart();
    m_tail.restart();
    m_better.restart();
}

double EsrDetector::evidence() const
{
    return m_isWatching ? std::max(std::log10(std::max(combined(), 1.0)), 0.0) : 0;
}

std::optional<double> EsrDetector::baseline() const
{
    return m_isWatching ? std::optional(m_baseline) : std::nullopt;
}

} // namespace health
