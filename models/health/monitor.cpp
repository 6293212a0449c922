// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/monitor.h"

#include "models/telemetry/signal.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace health {

namespace {

constexpr std::size_t kFewest = 60; // observations before anything may be claimed
constexpr std::size_t kLearningFactor = 5; // the baseline goes on being refined that much longer
constexpr double kStandardErrors = 2; // of the learnt mean, added to it
constexpr double kSuspiciousShare = 0.5; // of the logarithm of the threshold; stops learning
constexpr std::size_t kKept = 2000; // observations, for onset and suspects
constexpr double kRecovery = 1e4; // average run length of the recovery test while the fault lasts
constexpr double kNewest = 0.1; // weight of one observation in the level of the newest ones

std::size_t longestReference(const EngineSettings& settings)
{
    return kLearningFactor
        * std::max(kFewest, static_cast<std::size_t>(std::max(settings.referenceObservations, 0)));
}

} // namespace

void Share::add(double badness)
{
    ++count;
    failed += badness >= telemetry::kFailedBadness ? 1 : 0;
    sum += badness;
}

Monitor::Monitor(const EngineSettings& settings)
    : m_settings(settings)
    , m_reference(longestReference(settings))
{
}

// Beyond so many names, the others are one.
std::uint16_t Monitor::modelNumber(const std::string& model)
{
    constexpr std::size_t kMostModels = 64;
    const auto known = std::ranges::find(m_models, model);
    if (known != m_models.end())
        return static_cast<std::uint16_t>(known - m_models.begin());
    if (m_models.size() <= kMostModels)
        m_models.push_back(m_models.size() < kMostModels ? model : std::string());
    return static_cast<std::uint16_t>(m_models.size() - 1);
}

Monitor::Event Monitor::observe(telemetry::Timestamp time, double badness, const std::string& model,
                                double threshold)
{
    const Observation observation{time, static_cast<float>(std::clamp(badness, 0.0, 1.0)),
                                  modelNumber(model)};
    ++m_index;
    m_recent.push_back(observation);
    if (m_recent.size() > kKept)
        m_recent.pop_front();
    if (m_isAlarmed)
        return recover(observation);
    const Event event = m_isWatching ? watch(observation, threshold) : Event::None;
    if (event == Event::None && !(m_isRestored && m_isRelearning))
        learn(observation, threshold);
    return event;
}

void Monitor::restore(const std::vector<float>& badness)
{
    for (const float one : badness) {
        if (m_reference.isComplete())
            break;
        m_reference.add(one);
        m_baseline.add(one);
    }
    m_isRestored = true;
    if (m_reference.count() >= kFewest)
        adjust();
}

std::optional<std::vector<float>> Monitor::takeLearnt()
{
    if (!std::exchange(m_hasLearnt, false))
        return std::nullopt;
    std::vector<float> learnt;
    for (const double value : m_reference.values())
        learnt.push_back(static_cast<float>(value));
    return learnt;
}

void Monitor::resume(double before, double now, telemetry::Timestamp onset)
{
    const double learnt = m_baseline.mean();
    if (m_baseline.count > 0 && std::abs(learnt - now) < std::abs(learnt - before))
        forgetBaseline(); // it was the fault that was learnt
    m_isAlarmed = true;
    m_onset = onset;
    m_midpoint = std::clamp((before + now) / 2, 0.01, 0.99);
    m_recovered.start(1 - m_midpoint, 0.05, 1);
}

void Monitor::forgetBaseline()
{
    m_reference.clear();
    m_baseline = {};
    m_worse.restart();
    m_isRestored = false;
    m_isWatching = false;
    m_hasLearnt = false;
}

void Monitor::standDown()
{
    m_isAlarmed = false;
    m_recoveredAt.reset();
    m_worse.restart();
}

double Monitor::evidence() const
{
    return m_isAlarmed ? m_evidence : std::log10(std::max(m_worse.value(), 1.0));
}

void Monitor::learn(const Observation& observation, double threshold)
{
    if (m_reference.isComplete())
        return;
    if (m_isWatching && evidence() > kSuspiciousShare * std::log10(std::max(threshold, 10.0)))
        return;
    m_reference.add(observation.badness);
    m_baseline.add(observation.badness);
    const std::size_t count = m_reference.count();
    const std::size_t first = std::max(kFewest, m_reference.wanted() / kLearningFactor / 2);
    if (count < first || (count != first && count % 20 != 0 && !m_reference.isComplete()))
        return;
    m_hasLearnt = true;
    adjust();
}

void Monitor::adjust()
{
    const double mean = m_reference.mean();
    const double spread = m_reference.variance();
    const double dispersion = m_reference.dispersion();
    const auto observations = static_cast<double>(m_reference.count());
    const double error = std::sqrt(std::max(spread, 1 / observations) / observations * dispersion);
    const double tolerance = std::max(
        {m_settings.scoreTolerance, m_settings.rateTolerance * mean, kStandardErrors * error});
    m_worse.adjust(mean + tolerance, spread, dispersion);
    if (!m_isWatching)
        m_worse.restart();
    m_isWatching = true;
}

Monitor::Event Monitor::watch(const Observation& observation, double threshold)
{
    if (m_worse.observe(observation.badness, observation.badness, m_index) < threshold)
        return Event::None;
    raise();
    return Event::Raise;
}

void Monitor::raise()
{
    m_evidence = evidence();
    m_isAlarmed = true;
    m_onset = timeOf(m_worse.onset());
    m_midpoint = (m_baseline.mean() + m_worse.levelSinceOnset()) / 2;
    m_recoveredAt.reset();
    m_recovered.start(1 - m_midpoint, m_reference.variance(), 1);
}

Monitor::Event Monitor::recover(const Observation& observation)
{
    if (!m_recoveredAt) {
        if (m_recovered.observe(1 - observation.badness, observation.badness, m_index)
            >= kRecovery) {
            m_recoveredAt = observation.time;
            m_sinceRecovered = {};
            m_newestLevel = 0;
        }
        return Event::None;
    }
    m_sinceRecovered.add(observation.badness);
    m_newestLevel += kNewest * (observation.badness - m_newestLevel);
    if (observation.time - *m_recoveredAt < m_settings.clearAfter)
        return Event::None;
    if (std::max(m_sinceRecovered.mean(), m_newestLevel) > m_midpoint) {
        m_recoveredAt.reset();
        m_recovered.restart();
        return Event::None;
    }
    standDown();
    return Event::Recover;
}

telemetry::Timestamp Monitor::timeOf(std::int64_t index) const
{
    const std::int64_t oldest = m_index + 1 - static_cast<std::int64_t>(m_recent.size());
    const std::int64_t at =
        std::clamp<std::int64_t>(index - oldest, 0, static_cast<std::int64_t>(m_recent.size()) - 1);
    return m_recent[static_cast<std::size_t>(at)].time;
}

} // namespace health
