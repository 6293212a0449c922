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

bool SignalRecovery::tellsOfText(const telemetry::Evaluation& evaluation)
{
    return evaluation.check == telemetry::kGroundedness
        && evaluation.origin == telemetry::EvaluationOrigin::Validator;
}

RecoveryVerdict SignalRecovery::observe(const telemetry::Evaluation& evaluation)
{
    if (m_check == telemetry::kAnswerText)
        return tellsOfText(evaluation) ? m_test.observe(
                   evaluation.state == telemetry::EvaluationState::NotCaptured ? 1.0 : 0.0)
                                       : m_test.verdict();
    if (telemetry::signalCheck(evaluation) != m_check || !evaluation.badness)
        return m_test.verdict();
    if (m_measure == telemetry::AlarmMeasure::MeanBadness)
        return m_test.observe(*evaluation.badness);
    return m_test.observe(*evaluation.badness >= telemetry::kFailedBadness ? 1.0 : 0.0);
}

} // namespace runbook
