// SPDX-License-Identifier: GPL-3.0-or-later

// When an alarm of a monitor is over.

#include "models/health/monitor.h"
#include "models/health/onset.h"

#include <algorithm>

namespace health {

namespace {

constexpr double kVanished = 20; // answers that the scope would have had in the meantime
constexpr std::size_t kNewestOfAll = 50; // answers that tell how well it is again
constexpr double kRecovery = 1e4; // average run length of the recovery test while the fault lasts
constexpr double kNewestWeight = 0.1; // weight of one observation in the level of the newest ones

} // namespace

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
    m_recoveredLevel = levelSinceTheEnd();
    standDown();
    return Event::Recover;
}

} // namespace health
