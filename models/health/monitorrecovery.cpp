// SPDX-License-Identifier: GPL-3.0-or-later

// When an alarm of a monitor is over.

#include "models/health/interval.h"
#include "models/health/monitor.h"
#include "models/health/onset.h"
#include "models/telemetry/alarm.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

constexpr double kVanished = 20; // answers that the scope would have had in the meantime
constexpr std::size_t kNewestOfAll = 50; // answers that tell how well it is again
constexpr double kRecovery = 1e4; // average run length of the recovery test while the fault lasts
constexpr double kNewestWeight = 0.1; // weight of one observation in the level of the newest ones
constexpr double kUsualRise = 0.005; // above what was usual that is not worth telling ...
constexpr double kUsualShare = 0.25; // ... or this share of it
constexpr double kWanders = 2; // standard deviations of the level itself, that are usual

} // namespace

// An alarm that rests on few answers, nearly all of them bad, must not be over as soon as only half
// of them are: the level counts by the lower end of its interval, but half of the rise at least.
void Monitor::planMidpoint(double before, double level, std::int64_t count)
{
    const auto failed = std::llround(level * static_cast<double>(count));
    const double sure = std::max(wilsonInterval(failed, count).low, before + (level - before) / 2);
    m_usual = before;
    m_midpoint = std::clamp((before + sure) / 2, 0.01, 0.99);
}

void Monitor::planRecovery(double variance)
{
    m_recoveredAt.reset();
    m_recovered.plan({.mean = 1 - m_midpoint,
                      .variance = variance,
                      .smallest = 0.02,
                      .largest = 0.6,
                      .emphasis = 0});
    m_recovered.restart();
}

bool Monitor::hasVanished(const Observation& observation)
{
    if (!m_scope)
        return false;
    m_outside = isInScope(observation) ? 0 : m_outside + 1;
    return static_cast<double>(m_outside) * m_scopeShare > kVanished;
}

// No fewer than those that proved it: the likeliest end is an estimate.
Share Monitor::levelSinceTheEnd() const
{
    std::vector<float> values;
    for (const Observation& observation : m_recent) {
        if (observation.time >= m_onset && isInScope(observation))
            values.push_back(observation.badness);
    }
    const Onset end = estimateOnset(values,
                                    {.mean = m_alarmLevel,
                                     .variance = m_watch.reference().variance(),
                                     .isFlag = m_watch.isFlag(),
                                     .isRise = false});
    const std::size_t proved =
        std::min(static_cast<std::size_t>(m_sinceRecovered.count), values.size());
    const std::size_t first =
        std::max(std::min(end.at, values.size() - proved),
                 values.size() - std::min(std::max(kNewestOfAll, proved), values.size()));
    Share level;
    for (std::size_t i = first; i < values.size(); ++i)
        level.add(static_cast<double>(values[i]));
    return level;
}

// Mean badness up to which it is as it was before the alarm.
double Monitor::usualAtMost() const
{
    return std::max({m_usual + kUsualRise,
                     m_usual * (1 + std::max(kUsualShare, m_settings.rateTolerance)),
                     m_usual + kWanders * m_watch.reference().wander(), m_usualHigh});
}

Monitor::Event Monitor::recover(const Observation& observation)
{
    if (hasVanished(observation)) {
        standDown();
        return Event::Vanish;
    }
    if (!isInScope(observation))
        return Event::None;
    const auto badness = static_cast<double>(observation.badness);
    if (!m_recoveredAt) {
        if (m_recovered.observe(1 - badness) >= kRecovery) {
            m_recoveredAt = observation.time;
            m_sinceRecovered = {};
            m_newestLevel = 0;
        }
        return Event::None;
    }
    m_sinceRecovered.add(badness);
    m_newestLevel += kNewestWeight * (badness - m_newestLevel);
    if (observation.time - *m_recoveredAt < m_settings.clearAfter)
        return Event::None;
    if (std::max(m_sinceRecovered.mean(), m_newestLevel) > m_midpoint) {
        m_recoveredAt.reset();
        m_recovered.restart();
        return Event::None;
    }
    const Share level = levelSinceTheEnd();
    const double variance = m_watch.reference().variance();
    const double low = level.interval(telemetry::AlarmMeasure::MeanBadness, variance).low;
    // Better than when it was raised, and still not well: what looked like the fault were a few of
    // its worst answers. It is over when this is.
    if (const double most = usualAtMost(); low > most) {
        m_alarmLevel = level.mean();
        m_midpoint =
            std::clamp(std::min(m_midpoint, std::max(most, (m_usual + low) / 2)), 0.01, 0.99);
        planRecovery(variance);
        return Event::None;
    }
    m_recoveredLevel = level;
    standDown();
    return Event::Recover;
}

} // namespace health
