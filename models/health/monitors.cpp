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
constexpr std::size_t kTexts = 3; // likewise
constexpr double kShareOfTexts = 0.01; // beside it

std::size_t budgetKind(const MonitorKey& key)
{
    if (key.check == telemetry::kAnswerText)
        return kTexts;
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

Monitors::Place::Place(MonitorKey which)
    : key(std::move(which))
    , kind(budgetKind(key))
{
}

const WatchedPart* Monitors::serviceOf(const MonitorKey& key) const
{
    const auto found = m_settings.services.find(key.service);
    return found != m_settings.services.end() ? &found->second : nullptr;
}

const WatchedPart* Monitors::checkOf(const MonitorKey& key) const
{
    const auto found = m_settings.checks.find(key.check);
    return found != m_settings.checks.end() ? &found->second : nullptr;
}

bool Monitors::isToBeWatched(const MonitorKey& key) const
{
    const WatchedPart* service = serviceOf(key);
    const WatchedPart* check = checkOf(key);
    return (service == nullptr || service->isWatched) && (check == nullptr || check->isWatched);
}

// Those of one monitor, small since there are thousands.
EngineSettings Monitors::settingsOf(const MonitorKey& key) const
{
    EngineSettings settings;
    settings.falseAlarmsPerWeek = m_settings.falseAlarmsPerWeek;
    settings.referenceObservations = m_settings.referenceObservations;
    settings.rateTolerance = m_settings.rateTolerance;
    settings.clearAfter = m_settings.clearAfter;
    settings.detector = m_settings.detector;
    for (const WatchedPart* part : {checkOf(key), serviceOf(key)}) {
        if (part != nullptr && part->tolerance)
            settings.rateTolerance = *part->tolerance;
    }
    return settings;
}

Monitor* Monitors::find(const Place& place)
{
    const MonitorKey& key = place.key;
    const auto found = m_monitors.find(key);
    if (found != m_monitors.end())
        return &found->second;
    if (telemetry::isAskedAgain(key.service) || !isToBeWatched(key))
        return nullptr;
    // Of a shift that somebody calls a mean: there is none.
    const std::size_t kind = std::min(place.kind, kMostMonitors.size() - 1);
    if (m_monitorsOf.at(kind) >= kMostMonitors.at(kind)) {
        if (m_refused.size() < kMostRefused)
            m_refused.insert(std::hash<std::string>()(key.service + '\x1f' + key.operation + '\x1f'
                                                      + key.check));
        return nullptr;
    }
    ++m_monitorsOf.at(kind);
    Monitor& monitor = m_monitors.emplace(key, Monitor(settingsOf(key))).first->second;
    if (const auto open = m_alarms.adopt(key))
        resume(place, monitor, *open);
    return &monitor;
}

void Monitors::resume(const Place& place, Monitor& monitor, const telemetry::AlarmTransition& open)
{
    if (monitor.isAlarmed())
        return;
    const bool wasWatching = monitor.isWatching();
    monitor.resume(open.meanBefore.value_or(open.rateBefore), open.meanNow.value_or(open.rateNow),
                   open.onset);
    watchingAs(place) -= wasWatching && !monitor.isWatching() ? 1 : 0;
    m_alarms.expect(place.key, monitor);
}

Monitors::RunLengths Monitors::runLengths(const Place& place, double rate) const
{
    const double shares = sharesOf(place);
    RunLengths lengths{.allowed = averageRunLength(m_settings.falseAlarmsPerWeek, rate, shares),
                       .usual = averageRunLength(kUsualAlarmsPerWeek, rate, shares)};
    if (!m_settings.services.empty() || !m_settings.checks.empty()) {
        for (const WatchedPart* part : {serviceOf(place.key), checkOf(place.key)}) {
            if (part != nullptr && part->runLength) {
                lengths.allowed = *part->runLength;
                break;
            }
        }
    }
    return lengths;
}

double Monitors::sharesOf(const Place& place) const
{
    const std::size_t kind = place.kind;
    const double verdicts = (m_watching[0] > 0 ? 1 : 0) + (m_watching[1] > 0 ? 1 : 0);
    const double forVerdicts = m_watching[kShifts] > 0 ? 1 - kShareOfShifts : 1;
    const double share = kind == kTexts ? kShareOfTexts
        : kind == kShifts               ? kShareOfShifts
                                        : forVerdicts / std::max(verdicts, 1.0);
    const auto own = static_cast<double>(std::max<std::size_t>(m_watching.at(kind), 1));
    return own / share;
}

double Monitors::runLength(const Place& place, const Monitor& monitor) const
{
    return runLengths(place, monitor.rate()).allowed;
}

double Monitors::runLength(const Place& place, const ShiftMonitor& monitor) const
{
    return runLengths(place, monitor.rate()).allowed;
}

Monitor::Event Monitors::feed(const Place& place, Monitor& monitor, const MonitorInput& input)
{
    const bool wasWatching = monitor.isWatching();
    const RunLengths lengths = runLengths(place, monitor.rate());
    const Monitor::Event event = monitor.observe(input, lengths.allowed, lengths.usual);
    watchingAs(place) += monitor.isWatching() && !wasWatching ? 1 : 0;
    if (monitor.hasLearnt())
        m_taught.insert(place.key);
    return event;
}

ShiftMonitor* Monitors::findShift(const Place& place)
{
    const MonitorKey& key = place.key;
    const auto found = m_shifts.find(key);
    if (found != m_shifts.end())
        return &found->second;
    if (m_shifts.size() >= kMostShifts || telemetry::isAskedAgain(key.service)
        || !isToBeWatched(key))
        return nullptr;
    ShiftMonitor& monitor =
        m_shifts.emplace(key, ShiftMonitor(settingsOf(key), shiftUnit(key.check))).first->second;
    if (const auto open = m_alarms.adopt(key))
        monitor.resume(open->onset);
    return &monitor;
}

ShiftMonitor::Event Monitors::feed(const Place& place, ShiftMonitor& monitor,
                                   const ShiftReading& reading)
{
    const bool wasWatching = monitor.isWatching();
    const RunLengths lengths = runLengths(place, monitor.rate());
    const ShiftMonitor::Event event = monitor.observe(reading, lengths.allowed, lengths.usual);
    std::size_t& watching = watchingAs(place);
    watching += monitor.isWatching() && !wasWatching ? 1 : 0;
    watching -= wasWatching && !monitor.isWatching() ? 1 : 0;
    if (monitor.hasLearnt())
        m_taughtShifts.insert(place.key);
    return event;
}

void Monitors::restoreShift(const Place& place, const telemetry::Baseline& baseline)
{
    ShiftMonitor* monitor = findShift(place);
    if (monitor == nullptr || monitor->isWatching())
        return;
    monitor->restore(baseline.badness, baseline.loads);
    watchingAs(place) += monitor->isWatching() ? 1 : 0;
}

void Monitors::restore(const std::vector<telemetry::Baseline>& baselines)
{
    for (const telemetry::Baseline& baseline : baselines) {
        const Place place({baseline.service, baseline.operation, baseline.check});
        if (place.kind == kShifts) {
            restoreShift(place, baseline);
            continue;
        }
        Monitor* monitor = find(place);
        if (monitor == nullptr || monitor->isWatching())
            continue;
        monitor->restore(baseline.badness, baseline.season);
        monitor->setRelearning(true);
        watchingAs(place) += monitor->isWatching() ? 1 : 0;
    }
}

void Monitors::endRelearning()
{
    for (auto& [key, monitor] : m_monitors) {
        monitor.setRelearning(false);
        if (const auto open = m_alarms.adopt(key))
            resume(Place(key), monitor, *open);
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
