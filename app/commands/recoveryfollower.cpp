// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/recoveryfollower.h"

#include <algorithm>
#include <utility>

RecoveryFollower::RecoveryFollower(telemetry::AlarmTransition alarm, telemetry::Timestamp inEffect)
    : m_alarm(std::move(alarm))
    , m_inEffect(inEffect)
    , m_readFrom(inEffect)
    , m_recovery(m_alarm)
{
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
    for (const telemetry::Evaluation& evaluation : evaluations) {
        newest = std::max(newest, evaluation.time);
        if (!evaluation.badness)
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
