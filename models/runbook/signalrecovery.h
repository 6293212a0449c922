// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/recoverytest.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/evaluation.h"

#include <optional>
#include <string>

namespace runbook {

// Is the signal of an alarm back? Tests the measure that the alarm was raised on (failed answers,
// or mean badness) between the two rates that it gives, a third up from what was usual to the lower
// end of what it was raised on (half way up where no interval is known). A mean that drifted from
// 0.07 to 0.25 has hardly a failed answer: counting those would call it recovered at once. Plain
// value, no threads.
class SignalRecovery
{
public:
    // `usualDelay`: of telemetry::kAnswerTime, see hasWrongTime().
    explicit SignalRecovery(const telemetry::AlarmTransition& alarm,
                            telemetry::Duration usualDelay = {});

    // Whether answers come with their texts (telemetry::kAnswerText) is no check with results: of
    // each answer the one of ours tells it that reads all of it, and finds no content where the
    // answer or what it was given is missing or cut.
    static bool tellsOfText(const telemetry::Evaluation& evaluation);

    // Likewise of telemetry::kAnswerTime: an evaluation of ours tells by when it was recorded how
    // long after its answer's time, which it has, that came. Nothing of one that tells no time.
    static std::optional<telemetry::Duration> delayOf(const telemetry::Evaluation& evaluation);
    // And whether that is a wrong one, where so much is usual: see telemetry::isWrongDelay().
    static std::optional<bool> hasWrongTime(const telemetry::Evaluation& evaluation,
                                            telemetry::Duration usual = {});

    // An evaluation of the alarm's service and operation, made after the lever took effect. Those
    // of other checks and those without a result are left out.
    RecoveryVerdict observe(const telemetry::Evaluation& evaluation);

    const RecoveryTest& test() const { return m_test; }

private:
    std::string m_check;
    telemetry::AlarmMeasure m_measure;
    telemetry::Duration m_usualDelay;
    RecoveryTest m_test;
};

} // namespace runbook
