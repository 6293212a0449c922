// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/recoveryfollower.h"

#include "models/telemetry/evaluation.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <set>
#include <utility>

namespace {

bool isMissing(const telemetry::Evaluation& evaluation)
{
    return evaluation.state == telemetry::EvaluationState::NotCaptured;
}

// The call failed, or only called tools.
bool isWithoutAnswer(const telemetry::Evaluation& evaluation)
{
    return evaluation.check == telemetry::kDegeneration
        && evaluation.origin == telemetry::EvaluationOrigin::Validator
        && evaluation.state == telemetry::EvaluationState::NoData;
}

} // namespace

RecoveryFollower::RecoveryFollower(telemetry::AlarmTransition alarm, telemetry::Timestamp inEffect)
    : m_alarm(std::move(alarm))
    , m_inEffect(inEffect)
    , m_readFrom(inEffect)
    , m_recovery(m_alarm)
{
}

bool RecoveryFollower::isText() const
{
    return m_alarm.check == telemetry::kAnswerText;
}

store::View RecoveryFollower::view(telemetry::Timestamp now) const
{
    store::View view;
    view.range = {.start = m_readFrom, .end = std::max(m_readFrom, now)};
    return view;
}

store::GenerationFilter RecoveryFollower::filter() const
{
    store::GenerationFilter filter;
    filter.service = m_alarm.service;
    filter.operation = m_alarm.operation;
    filter.limit = kMostRows;
    return filter;
}

void RecoveryFollower::take(const std::vector<telemetry::Evaluation>& evaluations)
{
    telemetry::Timestamp newest = m_readFrom;
    std::set<std::pair<telemetry::TraceId, telemetry::SpanId>> notMissing;
    for (const telemetry::Evaluation& evaluation : evaluations) {
        newest = std::max(newest, evaluation.time);
        if (isText() && runbook::SignalRecovery::tellsOfText(evaluation) && !isMissing(evaluation))
            notMissing.emplace(evaluation.trace, evaluation.span);
        else if (isText() && isWithoutAnswer(evaluation))
            notMissing.emplace(evaluation.trace, evaluation.span); // there is none to come
    }
    for (const telemetry::Evaluation& evaluation : evaluations) {
        // A text that is missing may come in another delivery: all are held for as long.
        const bool isTold = isText() ? runbook::SignalRecovery::tellsOfText(evaluation)
                && evaluation.time <= newest - kTextWait
                && (!isMissing(evaluation)
                    || !notMissing.contains({evaluation.trace, evaluation.span}))
                                     : evaluation.badness.has_value();
        if (!isTold)
            continue;
        Identity identity(evaluation.time, evaluation.trace, evaluation.span, evaluation.responseId,
                          evaluation.check, evaluation.evaluator);
        if (m_taken.insert(std::move(identity)).second)
            m_recovery.observe(evaluation);
    }
    // A full page may not reach the newest ones: then the late ones are given up for them.
    const bool isFull = std::ssize(evaluations) >= kMostRows;
    m_readFrom = std::max(m_readFrom, isFull ? newest : newest - kLateness);
    m_taken.erase(m_taken.begin(), m_taken.lower_bound(Identity(m_readFrom, {}, {}, {}, {}, {})));
}

bool RecoveryFollower::isOver(telemetry::Timestamp now) const
{
    const bool isBack = isAlarmed() && test().verdict() == runbook::RecoveryVerdict::Recovered;
    return isBack || now - m_inEffect > kLongest;
}
