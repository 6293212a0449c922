// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/monitors.h"

#include "models/health/falsealarmbudget.h"
#include "models/telemetry/askedagain.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

namespace health {

namespace {

// Of each kind; more are only rolled up. What judges call their checks comes from outside: however
// many there are, our validators keep their places.
constexpr std::array<std::size_t, 2> kMostMonitors{10'240, 4096};
constexpr std::size_t kMostShifts = 4096; // of how answers are
constexpr std::size_t kMostRefused = 100'000; // that are told apart

constexpr std::size_t kShifts = 2; // as a kind
constexpr double kShareOfShifts = 0.05; // of the budget

std::size_t kindOf(const MonitorKey& key)
{
    if (telemetry::isShiftCheck(key.check))
        return kShifts;
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
    if (telemetry::isAskedAgain(key.service))
        return nullptr;
    if (m_monitorsOf.at(kindOf(key)) >= kMostMonitors.at(kindOf(key))) {
        if (m_refused.size() < kMostRefused)
            m_refused.insert(std::hash<std::string>()(key.service + '\x1f' + key.operation + '\x1f'
                                                      + key.check));
        return nullptr;
    }
    ++m_monitorsOf.at(kindOf(key));
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
    m_alarms.expect(key, monitor);
}

double Monitors::runLength(const MonitorKey& key, double rate) const
{
    const std::size_t kind = kindOf(key);
    const double verdicts = (m_watching[0] > 0 ? 1 : 0) + (m_watching[1] > 0 ? 1 : 0);
    const double forVerdicts = m_watching[kShifts] > 0 ? 1 - kShareOfShifts : 1;
    const double share = kind == kShifts ? kShareOfShifts : forVerdicts / std::max(verdicts, 1.0);
    const auto own = static_cast<double>(std::max<std::size_t>(m_watching.at(kind), 1));
    return averageRunLength(m_settings.falseAlarmsPerWeek, rate, own / share);
}

double Monitors::runLength(const MonitorKey& key, const Monitor& monitor) const
{
    return runLength(key, monitor.rate());
}

double Monitors::runLength(const MonitorKey& key, const ShiftMonitor& monitor) const
{
    return runLength(key, monitor.rate());
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

ShiftMonitor* Monitors::findShift(const MonitorKey& key)
{
    const auto found = m_shifts.find(key);
    if (found != m_shifts.end())
        return &found->second;
    if (m_shifts.size() >= kMostShifts || telemetry::isAskedAgain(key.service))
        return nullptr;
    ShiftMonitor& monitor =
        m_shifts.emplace(key, ShiftMonitor(m_settings, shiftUnit(key.check))).first->second;
    if (const auto open = m_alarms.adopt(key))
        monitor.resume(open->onset);
    return &monitor;
}

ShiftMonitor::Event Monitors::feed(const MonitorKey& key, ShiftMonitor& monitor,
                                   const ShiftReading& reading)
{
    const bool wasWatching = monitor.isWatching();
    const ShiftMonitor::Event event = monitor.observe(reading, runLength(key, monitor));
    std::size_t& watching = watchingAs(key);
    watching += monitor.isWatching() && !wasWatching ? 1 : 0;
    watching -= wasWatching && !monitor.isWatching() ? 1 : 0;
    if (monitor.hasLearnt())
        m_taughtShifts.insert(key);
    return event;
}

void Monitors::restoreShift(const MonitorKey& key, const telemetry::Baseline& baseline)
{
    ShiftMonitor* monitor = findShift(key);
    if (monitor == nullptr || monitor->isWatching())
        return;
    monitor->restore(baseline.badness, baseline.loads);
    watchingAs(key) += monitor->isWatching() ? 1 : 0;
}

void Monitors::restore(const std::vector<telemetry::Baseline>& baselines)
{
    for (const telemetry::Baseline& baseline : baselines) {
        const MonitorKey key{baseline.service, baseline.operation, baseline.check};
        if (telemetry::isShiftCheck(key.check)) {
            restoreShift(key, baseline);
            continue;
        }
        Monitor* monitor = find(key);
        if (monitor == nullptr || monitor->isWatching())
            continue;
        monitor->restore(baseline.badness, baseline.season);
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
    for (auto& [key, monitor] : m_shifts) {
        if (const auto open = m_alarms.adopt(key))
            monitor.resume(open->onset);
    }
}

void Monitors::standDown(const MonitorKey& key)
{
    const auto found = m_monitors.find(key);
    if (found != m_monitors.end())
        found->second.standDown();
    const auto shift = m_shifts.find(key);
    if (shift != m_shifts.end())
        shift->second.standDown();
}

std::vector<telemetry::Baseline> Monitors::takeBaselines()
{
    std::vector<telemetry::Baseline> baselines;
    for (const MonitorKey& key : std::exchange(m_taught, {})) {
        Monitor& monitor = m_monitors.at(key);
        if (auto learnt = monitor.takeLearnt())
            baselines.push_back({.service = key.service,
                                 .operation = key.operation,
                                 .check = key.check,
                                 .badness = std::move(*learnt),
                                 .season = monitor.season()});
    }
    for (const MonitorKey& key : std::exchange(m_taughtShifts, {})) {
        ShiftMonitor& monitor = m_shifts.at(key);
        monitor.noteTold();
        baselines.push_back({.service = key.service,
                             .operation = key.operation,
                             .check = key.check,
                             .badness = monitor.watch().values(),
                             .loads = monitor.watch().loads()});
    }
    return baselines;
}

} // namespace health
