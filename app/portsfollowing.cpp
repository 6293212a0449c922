// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the lever port that looks for what a command brought about: in new answers, and in
// the signal that alarmed.

#include "app/commands/answersight.h"
#include "app/ports.h"
#include "models/items/openalarms.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using telemetry::Evaluation;
using telemetry::Result;

// In words, as they are read beside the step: a check's key has none between its words.
std::string signalOf(const telemetry::AlarmTransition& alarm)
{
    std::string check = telemetry::sanitizedUtf8(alarm.check);
    std::ranges::replace(check, '_', ' ');
    return check + " of " + telemetry::sanitizedUtf8(alarm.service);
}

// What one look at the recording is for, and what it found.
struct RecoveryLook
{
    store::View view;
    store::GenerationFilter filter;
    std::optional<store::View> usual;
    bool isAlarmed = false;
};
struct RecoverySight
{
    std::vector<Evaluation> evaluations;
    std::optional<std::vector<Evaluation>> usual; // what a clock's answers are measured by
    std::string failing; // the signals of open alarms, in words
};

Result<RecoverySight> sightOf(const store::Reader& reader, const RecoveryLook& look)
{
    auto evaluations = reader.evaluations(look.view, look.filter);
    if (!evaluations)
        return tl::make_unexpected(evaluations.error());
    RecoverySight sight{
        .evaluations = std::move(*evaluations), .usual = std::nullopt, .failing = {}};
    if (look.usual) {
        store::GenerationFilter first = look.filter;
        first.limit = RecoveryFollower::kUsualRows;
        auto usual = reader.evaluations(*look.usual, first);
        if (!usual)
            return tl::make_unexpected(usual.error());
        sight.usual = std::move(*usual);
    }
    if (look.isAlarmed)
        return sight;
    const auto transitions = reader.alarmTransitions({});
    if (!transitions)
        return tl::make_unexpected(transitions.error());
    std::map<std::string, telemetry::AlarmTransition> newest;
    for (const telemetry::AlarmTransition& transition : *transitions)
        newest[transition.alarm] = transition;
    for (const auto& [id, alarm] : newest) {
        if (items::isOpen(alarm))
            sight.failing +=
                (sight.failing.empty() ? "" : ", ") + signalOf(alarm) + " (" + id + ")";
    }
    return sight;
}

} // namespace

bool LeverPort::followEffect(const runbook::LeverPlan& plan, telemetry::Timestamp accepted)
{
    if (plan.lever.seenAs.empty())
        return false;
    m_effect = std::make_shared<Effect>(
        Effect{.plan = plan, .accepted = accepted, .service = asked().service});
    m_effectTimer.start();
    return true;
}

void LeverPort::lookForEffect()
{
    // Each look is whole, over the newest answers: one that comes late is in the next.
    m_effectTimer.stop();
    m_queries.run<runbook::EffectSight>(
        this,
        [effect = *m_effect, now = telemetry::SystemClock().now()](
            const store::Reader& reader) -> Result<runbook::EffectSight> {
            return commands::effectIn(reader, effect.plan, effect.accepted, effect.service, now);
        },
        [this, asked = m_effect](const Result<runbook::EffectSight>& sight) {
            if (asked != m_effect)
                return;
            const bool isOver = (sight && sight->isReached())
                || telemetry::SystemClock().now() - asked->accepted > RecoveryFollower::kLongest;
            if (isOver)
                m_effect.reset();
            else
                m_effectTimer.start();
            if (sight)
                emit effectChanged({.isReached = sight->isReached(),
                                    .wasServedBefore = sight->wasServedBefore(),
                                    .detail = QString::fromStdString(sight->detail())});
        });
}

void LeverPort::followRecovery(telemetry::Timestamp inEffect)
{
    if (!m_toFollow)
        return;
    m_recovery = std::make_shared<RecoveryFollower>(*m_toFollow, inEffect);
    m_recoveryTimer.start();
}

void LeverPort::lookForRecovery()
{
    // A read that is still under way when another command is fired is not of that one.
    m_recoveryTimer.stop();
    m_queries.run<RecoverySight>(
        this,
        [look = RecoveryLook{.view = m_recovery->view(telemetry::SystemClock().now()),
                             .filter = m_recovery->filter(),
                             .usual = m_recovery->usualView(),
                             .isAlarmed = m_recovery->isAlarmed()}](const store::Reader& reader) {
            return sightOf(reader, look);
        },
        [this, asked = m_recovery](const Result<RecoverySight>& sight) {
            if (asked != m_recovery)
                return;
            if (sight) {
                if (sight->usual)
                    m_recovery->takeUsual(*sight->usual);
                m_recovery->take(sight->evaluations);
                tellRecovery(sight->failing);
            }
            if (m_recovery->isOver(telemetry::SystemClock().now()))
                m_recovery.reset();
            else
                m_recoveryTimer.start();
        });
}

void LeverPort::tellRecovery(const std::string& failing)
{
    const telemetry::AlarmTransition& alarm = m_recovery->alarm();
    const runbook::RecoveryTest& test = m_recovery->test();
    runbookview::RecoveryStatus status;
    status.signal = QString::fromStdString(signalOf(alarm));
    status.isAlarmed = m_recovery->isAlarmed();
    status.isOfTimes = alarm.check == telemetry::kAnswerTime;
    if (status.isOfTimes)
        status.before = {.answers = alarm.observations,
                         .wrong = m_recovery->wrongBefore(),
                         .least = RecoveryFollower::kLeastTimes,
                         .reach = RecoveryFollower::kClockReach,
                         .usualDelay = m_recovery->usualDelay()};
    if (!status.isAlarmed)
        status.failing = QString::fromStdString(failing);
    status.measure = alarm.measure;
    status.verdict = test.verdict();
    status.mean = test.mean();
    status.threshold = test.threshold();
    status.baseline = alarm.rateBefore;
    emit recoveryChanged(status);
}
