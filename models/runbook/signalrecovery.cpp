// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/signalrecovery.h"

#include "models/telemetry/signal.h"
#include "models/telemetry/signalcheck.h"

namespace runbook {

SignalRecovery::SignalRecovery(const telemetry::AlarmTransition& alarm)
    : m_check(alarm.check)
    , m_measure(alarm.measure)
    , m_test({.baseline = alarm.rateBefore, .alarmRate = alarm.rateNow})
{
}

RecoveryVerdict SignalRecovery::observe(const telemetry::Evaluation& evaluation)
{
    if (telemetry::signalCheck(evaluation) != m_check || !evaluation.badness)
        return m_test.verdict();
    if (m_measure == telemetry::AlarmMeasure::MeanBadness)
        return m_test.observe(*evaluation.badness);
    return m_test.observe(*evaluation.badness >= telemetry::kFailedBadness ? 1.0 : 0.0);
}

} // namespace runbook
