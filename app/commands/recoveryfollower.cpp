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
    , m_readFrom(isTime() ? inEffect - kClockReach : inEffect)
    , m_recovery(m_alarm)
{
}

bool RecoveryFollower::isTime() const
{
    return m_alarm.check == telemetry::kAnswerTime;
}

bool RecoveryFollower::isAlarmed() const
{
    return isTime() ? m_alarm.observations >= kLeastTimes && m_alarm.rateNow >= kLeastWrong
                    : !m_alarm.alarm.empty();
}

bool RecoveryFollower::isText() const
{
    return m_alarm.check == telemetry::kAnswerText;
}

std::optional<store::View> RecoveryFollower::usualView() const
{
    if (!isTime() || m_isUsualKnown)
        return std::nullopt;
    const bool hasOnset = m_alarm.onset != telemetry::Timestamp{} && m_alarm.onset < m_inEffect;
    store::View view;
    view.range = {.start = (hasOnset ? m_alarm.onset : m_inEffect) - kUsualReach,
                  .end = m_inEffect};
    return view;
}

RecoveryFollower::FirstOf
RecoveryFollower::firstOf(const std::vector<telemetry::Evaluation>& evaluations)
{
    FirstOf first;
    for (const telemetry::Evaluation& evaluation : evaluations) {
        if (!runbook::SignalRecovery::delayOf(evaluation))
            continue;
        const telemetry::Evaluation*& known = first[{evaluation.trace, evaluation.span}];
        if (known == nullptr || evaluation.recorded < known->recorded)
            known = &evaluation;
    }
    return first;
}

void RecoveryFollower::takeUsual(const std::vector<telemetry::Evaluation>& evaluations)
{
    m_isUsualKnown = true;
    std::vector<std::pair<telemetry::Timestamp, telemetry::Duration>> delays; // as they came
    for (const auto& [span, evaluation] : firstOf(evaluations)) {
        if (evaluation->recorded < m_inEffect)
            delays.emplace_back(evaluation->recorded, evaluation->recorded - evaluation->time);
    }
    if (delays.empty())
        return;
    std::ranges::sort(delays);
    delays.resize((delays.size() + 9) / 10);
    std::ranges::sort(delays, {}, [](const auto& pair) { return pair.second; });
    m_usualDelay = delays[delays.size() / 2].second;
}

store::View RecoveryFollower::view(telemetry::Timestamp now) const
{
    store::View view;
    view.range = {.start = m_readFrom, .end = std::max(m_readFrom, now)};
    if (isTime()) // what is dated ahead is what is looked for
        view.range.end += kClockReach;
    return view;
}

store::GenerationFilter RecoveryFollower::filter() const
{
    store::GenerationFilter filter;
    filter.service = m_alarm.service;
    filter.operation = m_alarm.operation;
    if (!isTime()) // of answers that are dated wrongly none may be passed over
        filter.limit = kMostRows;
    return filter;
}

void RecoveryFollower::take(const std::vector<telemetry::Evaluation>& evaluations)
{
    if (isTime())
        return takeTimes(evaluations);
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

// By when they were recorded, not by what they tell: a wrong clock may date an answer of before
// after the lever, and one of after before it.
void RecoveryFollower::takeTimes(const std::vector<telemetry::Evaluation>& evaluations)
{
    const FirstOf first = firstOf(evaluations);
    telemetry::Timestamp newest = m_readFrom;
    for (const telemetry::Evaluation& evaluation : evaluations) {
        if (runbook::SignalRecovery::delayOf(evaluation))
            newest = std::max(newest, std::min(evaluation.time, evaluation.recorded));
    }
    if (!std::exchange(m_isBeforeKnown, true)) {
        for (const auto& [span, evaluation] : first) {
            if (evaluation->recorded >= m_inEffect)
                continue;
            ++m_alarm.observations;
            const auto isWrong = runbook::SignalRecovery::hasWrongTime(*evaluation, m_usualDelay);
            m_wrongBefore += isWrong.value_or(false) ? 1 : 0;
        }
        m_alarm.measure = telemetry::AlarmMeasure::FailedShare;
        m_alarm.rateBefore = 0;
        m_alarm.rateNow = m_alarm.observations == 0
            ? 0
            : static_cast<double>(m_wrongBefore) / static_cast<double>(m_alarm.observations);
        m_alarm.rateNowLow = m_alarm.rateNow;
        m_recovery = runbook::SignalRecovery(m_alarm, m_usualDelay);
    }
    for (const auto& [span, evaluation] : first) {
        if (evaluation->recorded < m_inEffect)
            continue;
        Identity identity(evaluation->time, evaluation->trace, evaluation->span, {}, {}, {});
        if (m_taken.insert(std::move(identity)).second)
            m_recovery.observe(*evaluation);
    }
    m_readFrom = std::max(m_readFrom, newest - kClockReach);
    m_taken.erase(m_taken.begin(), m_taken.lower_bound(Identity(m_readFrom, {}, {}, {}, {}, {})));
}

bool RecoveryFollower::isOver(telemetry::Timestamp now) const
{
    const bool isBack = isAlarmed() && test().verdict() == runbook::RecoveryVerdict::Recovered;
    return isBack || now - m_inEffect > kLongest;
}
