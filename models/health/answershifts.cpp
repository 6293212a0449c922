// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/answershifts.h"

#include "models/health/evaluationfacts.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <chrono>

namespace health {

using telemetry::Timestamp;

void AnswerShifts::watch(const MonitorKey& which, double x, Timestamp time, Timestamp recorded)
{
    ShiftMonitor* monitor = m_shared.monitors.findShift(which);
    if (monitor == nullptr)
        return;
    const ShiftReading reading{.x = x, .load = m_shared.rates.of(which.service), .time = time};
    switch (m_shared.monitors.feed(which, *monitor, reading)) {
    case ShiftMonitor::Event::Raise:
        m_shared.alarms.raise(which, *monitor,
                              m_shared.appearances.near(which.service, monitor->onset()), time,
                              recorded);
        break;
    case ShiftMonitor::Event::Recover:
        m_shared.alarms.recover(which, *monitor, false, time, recorded);
        break;
    case ShiftMonitor::Event::Settle:
        m_shared.alarms.recover(which, *monitor, true, time, recorded);
        break;
    case ShiftMonitor::Event::None:
        if (monitor->isAlarmed())
            m_shared.alarms.followShift(which, time, recorded);
        break;
    }
}

void AnswerShifts::observe(const telemetry::Generation& generation, Timestamp time,
                           Timestamp recorded)
{
    const telemetry::SpanKey span{generation.trace, generation.span};
    if (generation.isFailed || generation.isInferred
        || generation.operation == telemetry::kJudgeOperation || m_shared.spans.isJudged(span))
        return;
    MonitorKey which{generation.service, generation.operation, telemetry::kAnswerLength};
    if (generation.outputTokens)
        watch(which, shiftScale(ShiftUnit::Tokens, static_cast<double>(*generation.outputTokens)),
              time, recorded);
    if (generation.start <= Timestamp{} || generation.end <= generation.start)
        return;
    which.check = telemetry::kCallDuration;
    const double seconds = std::chrono::duration<double>(generation.end - generation.start).count();
    watch(which, shiftScale(ShiftUnit::Seconds, seconds), time, recorded);
}

void AnswerShifts::observe(const telemetry::SignalKey& key, double badness, Timestamp time,
                           Timestamp recorded)
{
    if (telemetry::isValidatorCheck(key.check))
        return;
    const Monitor* mean = m_shared.monitors.find({key.service, key.operation, key.check});
    const MonitorKey which{key.service, key.operation, telemetry::distributionCheck(key.check)};
    const ShiftMonitor* shift = m_shared.monitors.findShift(which);
    if (shift != nullptr && (shift->isAlarmed() || mean == nullptr || !mean->isAlarmed()))
        watch(which, badness, time, recorded);
}

} // namespace health
