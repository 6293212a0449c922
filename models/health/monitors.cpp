// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/monitors.h"

#include "models/health/falsealarmbudget.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <utility>

namespace health {

namespace {

constexpr std::size_t kMostMonitors = 4096; // more are only rolled up

std::size_t kindOf(const MonitorKey& key)
{
    return telemetry::isValidatorCheck(key.check) ? 0 : 1;
}

} // namespace

Monitors::Monitors(const EngineSettings& settings, AlarmBook& alarms)
    : m_settings(settings)
    , m_alarms(alarms)
{
}

Monitor* Monitors::find(const MonitorKey& key)
{
    const auto found = m_monitors.find(key);
    if (found != m_monitors.end())
        return &found->second;
    if (m_monitors.size() >= kMostMonitors)
        return nullptr;
    Monitor& monitor = m_monitors.emplace(key, Monitor(m_settings)).first->second;
    if (const auto open = m_alarms.adopt(key))
        resume(key, monitor, *open);
    return &monitor;
}

std::size_t& Monitors::watchingAs(const MonitorKey& key)
{
    return m_watching.at(kindOf(key));
}

void Monitors::resume(const MonitorKey& key, Monitor& monitor,
                      const telemetry::AlarmTransition& open)
{
    if (monitor.isAlarmed())
        return;
    const bool wasWatching = monitor.isWatching();
    monitor.resume(open.meanBefore.value_or(open.rateBefore), open.meanNow.value_or(open.rateNow),
                   open.onset);
    watchingAs(key) -= wasWatching && !monitor.isWatching() ? 1 : 0;
}

double Monitors::runLength(const MonitorKey& key, const Monitor& monitor) const
{
    const auto kinds =
        std::ranges::count_if(m_watching, [](std::size_t count) { return count > 0; });
    const std::size_t own = std::max<std::size_t>(m_watching.at(kindOf(key)), 1);
    const double shares =
        static_cast<double>(own) * static_cast<double>(std::max<std::ptrdiff_t>(kinds, 1));
    return averageRunLength(m_settings.falseAlarmsPerWeek, monitor.rate(), shares);
}

Monitor::Event Monitors::feed(const MonitorKey& key, Monitor& monitor, const MonitorInput& input)
{
    const bool wasWatching = monitor.isWatching();
    const Monitor::Event event = monitor.observe(input, runLength(key, monitor));
    watchingAs(key) += monitor.isWatching() && !wasWatching ? 1 : 0;
    if (monitor.hasLearnt())
        m_taught.insert(key);
    return event;
}

void Monitors::restore(const std::vector<telemetry::Baseline>& baselines)
{
    for (const telemetry::Baseline& baseline : baselines) {
        const MonitorKey key{baseline.service, baseline.operation, baseline.check};
        Monitor* monitor = find(key);
        if (monitor == nullptr || monitor->isWatching())
            continue;
        monitor->restore(baseline.badness);
        monitor->setRelearning(true);
        watchingAs(key) += monitor->isWatching() ? 1 : 0;
    }
}

void Monitors::endRelearning()
{
    for (auto& [key, monitor] : m_monitors) {
        monitor.setRelearning(false);
        if (const auto open = m_alarms.adopt(key))
            resume(key, monitor, *open);
        else if (monitor.isAlarmed())
            monitor.standDown(); // it is over by what was decided then
    }
}

void Monitors::standDown(const MonitorKey& key)
{
    const auto found = m_monitors.find(key);
    if (found != m_monitors.end())
        found->second.standDown();
}

std::vector<telemetry::Baseline> Monitors::takeBaselines()
{
    std::vector<telemetry::Baseline> baselines;
    for (const MonitorKey& key : std::exchange(m_taught, {})) {
        if (auto learnt = m_monitors.at(key).takeLearnt())
            baselines.push_back({.service = key.service,
                                 .operation = key.operation,
                                 .check = key.check,
                                 .badness = std::move(*learnt)});
    }
    return baselines;
}

} // namespace health
