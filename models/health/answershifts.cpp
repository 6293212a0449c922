// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/answershifts.h"

#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <chrono>

namespace health {

using telemetry::Timestamp;

AnswerReading readingOf(const telemetry::Generation& generation, bool isFirst)
{
    if (generation.isFailed || generation.isInferred
        || generation.operation == telemetry::kJudgeOperation || !isFirst)
        return {};
    AnswerReading reading;
    if (generation.outputTokens)
        reading.length =
            shiftScale(ShiftUnit::Tokens, static_cast<double>(*generation.outputTokens));
    if (generation.start > Timestamp{} && generation.end > generation.start)
        reading.duration =
            shiftScale(ShiftUnit::Seconds,
                       std::chrono::duration<double>(generation.end - generation.start).count());
    return reading;
}

void AnswerShifts::watch(const Monitors::Place& place, ShiftMonitor& monitor, double x,
                         Timestamp time, Timestamp recorded)
{
    const MonitorKey& which = place.key;
    const ShiftReading reading{.x = x, .load = m_shared.rates.of(which.service), .time = time};
    switch (m_shared.monitors.feed(place, monitor, reading)) {
    case ShiftMonitor::Event::Raise:
        m_shared.alarms.raise(which, monitor,
                              m_shared.appearances.near(which.service, monitor.onset(),
                                                        monitor.facts().onsetLow,
                                                        monitor.facts().onsetHigh),
                              time, recorded);
        break;
    case ShiftMonitor::Event::Recover:
        m_shared.alarms.recover(which, monitor, false, time, recorded);
        break;
    case ShiftMonitor::Event::Settle:
        m_shared.alarms.recover(which, monitor, true, time, recorded);
        break;
    case ShiftMonitor::Event::None:
        if (monitor.isAlarmed())
            m_shared.alarms.followShift(which, time, recorded);
        break;
    }
}

void AnswerShifts::observe(const telemetry::SignalKey& key, const AnswerReading& reading,
                           Timestamp time, Timestamp recorded)
{
    const auto watchOne = [&](const char* check, const std::optional<double>& x) {
        if (!x)
            return;
        const Monitors::Place place({key.service, key.operation, check});
        if (ShiftMonitor* monitor = m_shared.monitors.findShift(place))
            watch(place, *monitor, *x, time, recorded);
    };
    watchOne(telemetry::kAnswerLength, reading.length);
    watchOne(telemetry::kCallDuration, reading.duration);
}

} // namespace health
