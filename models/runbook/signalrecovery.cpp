// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/signalrecovery.h"

#include "models/telemetry/answerdelay.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>

namespace runbook {

namespace {

constexpr double kRestOfRise = 1.0 / 3; // that may be left, of the rise that was sure

// An alarm is raised on a few of the worst answers: half of their share may be above what the fault
// does to all of them. What is left must be well below what is known of it at least. The test takes
// the middle of what it is given.
double rateToLeave(const telemetry::AlarmTransition& alarm)
{
    if (!alarm.rateNowLow)
        return alarm.rateNow;
    const double sure = std::clamp(*alarm.rateNowLow - alarm.rateBefore, 0.0, 1.0);
    return std::min(alarm.rateNow, alarm.rateBefore + 2 * kRestOfRise * sure);
}

} // namespace

SignalRecovery::SignalRecovery(const telemetry::AlarmTransition& alarm,
                               telemetry::Duration usualDelay)
    : m_check(alarm.check)
    , m_measure(alarm.measure)
    , m_usualDelay(usualDelay)
    , m_test({.baseline = alarm.rateBefore, .alarmRate = rateToLeave(alarm)})
{
}

bool SignalRecovery::tellsOfText(const telemetry::Evaluation& evaluation)
{
    return evaluation.check == telemetry::kGroundedness
        && evaluation.origin == telemetry::EvaluationOrigin::Validator;
}

std::optional<telemetry::Duration> SignalRecovery::delayOf(const telemetry::Evaluation& evaluation)
{
    // A time that no clock can mean was left out for that of the recording.
    const bool isTold = evaluation.origin == telemetry::EvaluationOrigin::Validator
        && telemetry::namesSpan(evaluation) && evaluation.time != evaluation.recorded;
    return isTold ? std::optional(evaluation.recorded - evaluation.time) : std::nullopt;
}

std::optional<bool> SignalRecovery::hasWrongTime(const telemetry::Evaluation& evaluation,
                                                 telemetry::Duration usual)
{
    const auto delay = delayOf(evaluation);
    return delay ? std::optional(telemetry::isWrongDelay(*delay, usual)) : std::nullopt;
}

RecoveryVerdict SignalRecovery::observe(const telemetry::Evaluation& evaluation)
{
    if (m_check == telemetry::kAnswerText)
        return tellsOfText(evaluation) ? m_test.observe(
                   evaluation.state == telemetry::EvaluationState::NotCaptured ? 1.0 : 0.0)
                                       : m_test.verdict();
    if (m_check == telemetry::kAnswerTime) {
        const auto isWrong = hasWrongTime(evaluation, m_usualDelay);
        return isWrong ? m_test.observe(*isWrong ? 1.0 : 0.0) : m_test.verdict();
    }
    if (telemetry::signalCheck(evaluation) != m_check || !evaluation.badness)
        return m_test.verdict();
    if (m_measure == telemetry::AlarmMeasure::MeanBadness)
        return m_test.observe(*evaluation.badness);
    return m_test.observe(*evaluation.badness >= telemetry::kFailedBadness ? 1.0 : 0.0);
}

} // namespace runbook
