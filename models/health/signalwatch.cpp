// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/signalwatch.h"

#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <chrono>

namespace health {

using telemetry::SignalKey;
using telemetry::Timestamp;

namespace {

constexpr std::chrono::seconds kLateVerdict{60}; // after the answer, a verdict of a judge

} // namespace

double stretched(double probability, double failAt)
{
    if (failAt == telemetry::kFailedBadness)
        return probability;
    return probability < failAt ? probability * telemetry::kFailedBadness / failAt
                                : telemetry::kFailedBadness
            + (probability - failAt) * (1 - telemetry::kFailedBadness) / (1 - failAt);
}

double unstretched(double badness, double failAt)
{
    if (failAt == telemetry::kFailedBadness)
        return badness;
    return badness < telemetry::kFailedBadness ? badness * failAt / telemetry::kFailedBadness
                                               : failAt
            + (badness - telemetry::kFailedBadness) * (1 - failAt)
                / (1 - telemetry::kFailedBadness);
}

double failAtOf(const EngineSettings& settings, const std::string& check)
{
    const auto found = settings.checks.find(check);
    return found != settings.checks.end() ? found->second.failAt : telemetry::kFailedBadness;
}

SignalWatch::Told::Told(const SignalKey& signal)
    : key(signal)
    , place({signal.service, signal.operation, signal.check})
    , hasDistribution(!telemetry::isValidatorCheck(signal.check)
                      && signal.check != telemetry::kAnswerText)
{
}

SignalWatch::SignalWatch(const EngineSettings& settings)
    : m_alarms(settings.severity)
    , m_monitors(settings, m_alarms)
{
}

void SignalWatch::noteAppearances(const SignalKey& key, Timestamp time)
{
    if (key.operation == telemetry::kJudgeOperation)
        return;
    m_appearances.note(key.service, "model", key.model, time);
    m_appearances.note(key.service, "version", key.version, time);
    m_appearances.note(key.service, "adapter", key.adapter, time);
    m_appearances.note(key.service, "prompt version", key.promptVersion, time);
}

void SignalWatch::answer(const SignalKey& key, const AnswerReading& reading, Timestamp time,
                         Timestamp recorded)
{
    noteAppearances(key, time);
    if (key.operation != telemetry::kJudgeOperation)
        m_rates.note(key.service, time);
    m_shifts.observe(key, reading, time, recorded);
}

Monitor* SignalWatch::monitorOf(Told& told)
{
    if (told.monitor == nullptr)
        told.monitor = m_monitors.find(told.place);
    return told.monitor;
}

MonitorInput SignalWatch::inputOf(Told& told, double badness, Timestamp time) const
{
    if (told.rate == nullptr)
        told.rate = m_rates.find(told.key.service);
    const SignalKey& key = told.key;
    return {.time = time,
            .badness = badness,
            .facets = {key.model, key.version, key.adapter, key.route, key.promptVersion},
            .load = told.rate != nullptr ? ServiceRates::of(*told.rate) : std::nullopt};
}

MonitorInput SignalWatch::inputOf(Told& told, double badness, Timestamp said,
                                  Timestamp answered) const
{
    MonitorInput input = inputOf(told, badness, answered);
    if (said - answered > kLateVerdict)
        input.load.reset();
    return input;
}

void SignalWatch::observeDistribution(Told& told, double badness, Timestamp time,
                                      Timestamp recorded)
{
    if (!told.hasDistribution)
        return;
    const Monitor* mean = monitorOf(told);
    if (!told.shiftPlace)
        told.shiftPlace.emplace(MonitorKey{told.key.service, told.key.operation,
                                           telemetry::distributionCheck(told.key.check)});
    if (told.shift == nullptr)
        told.shift = m_monitors.findShift(*told.shiftPlace);
    // Where the mean has an alarm already, the distribution has nothing to add.
    if (told.shift != nullptr && (told.shift->isAlarmed() || mean == nullptr || !mean->isAlarmed()))
        m_shifts.watch(*told.shiftPlace, *told.shift, badness, time, recorded);
}

void SignalWatch::watch(Told& told, const MonitorInput& input, Timestamp recorded)
{
    Monitor* monitor = monitorOf(told);
    if (monitor == nullptr)
        return;
    const MonitorKey& which = told.place.key;
    switch (m_monitors.feed(told.place, *monitor, input)) {
    case Monitor::Event::Raise:
        m_alarms.raise(which, *monitor,
                       m_appearances.near(which.service, monitor->onset(), monitor->onsetLow(),
                                          monitor->onsetHigh()),
                       input.time, recorded);
        break;
    case Monitor::Event::Recover:
        m_alarms.recover(which, *monitor, Ending::Recovered, input.time, recorded);
        break;
    case Monitor::Event::Vanish:
        m_alarms.recover(which, *monitor, Ending::Vanished, input.time, recorded);
        break;
    case Monitor::Event::None:
        if (monitor->isAlarmed())
            m_alarms.follow(which, *monitor, input.badness, input.time, recorded);
        break;
    }
}

void SignalWatch::verdict(Told& told, double badness, Timestamp time, Timestamp recorded)
{
    observeDistribution(told, badness, time, recorded);
    watch(told, inputOf(told, badness, time), recorded);
}

void SignalWatch::judged(Told& told, double badness, Timestamp said, Timestamp answered,
                         Timestamp recorded)
{
    observeDistribution(told, badness, said, recorded);
    watch(told, inputOf(told, badness, said, answered), recorded);
}

void SignalWatch::mean(Told& told, double badness, Timestamp time, Timestamp recorded)
{
    if (Monitor* monitor = monitorOf(told))
        monitor->setOfMeans();
    noteAppearances(told.key, time);
    watch(told, inputOf(told, badness, time), recorded);
}

void SignalWatch::relearn(Told& told, double badness, Timestamp said, Timestamp answered)
{
    if (Monitor* monitor = monitorOf(told))
        m_monitors.feed(told.place, *monitor, inputOf(told, badness, said, answered));
}

void SignalWatch::relearnMean(Told& told, double badness, Timestamp time)
{
    Monitor* monitor = monitorOf(told);
    if (monitor == nullptr)
        return;
    monitor->setOfMeans();
    m_monitors.feed(told.place, *monitor, inputOf(told, badness, time));
}

} // namespace health
