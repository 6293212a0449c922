// SPDX-License-Identifier: GPL-3.0-or-later

// What became of the commands: the control plane's answer, new answers, the recovery.

#include "models/items/ownwords.h"
#include "models/runbook/openwrites.h"
#include "models/telemetry/inenglish.h"
#include "widgets/runbook/levercontroller.h"
#include "widgets/runbook/leverentries.h"
#include "widgets/runbook/recoverytext.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <string>

namespace runbookview {

namespace {

// How long new answers are waited for where the runbook sets no time.
constexpr telemetry::Duration kEffectWithin = std::chrono::minutes(5);

struct EffectWords
{
    Q_DECLARE_TR_FUNCTIONS(runbookview::LeverController)
};

// What a rung says is part of the chain.
std::string backDetail(const RecoveryStatus& status, bool wasServedBefore)
{
    const telemetry::InEnglish recorded;
    QString text = EffectWords::tr("%1 is back, n = %2")
                       .arg(status.signal, QString::number(status.mean.observations));
    if (wasServedBefore)
        text += EffectWords::tr("; by what cannot be told, the value was served before, too");
    return text.toStdString();
}

std::string notRecoveredDetail(const LeverController::Command& command)
{
    const telemetry::InEnglish recorded;
    return notRecoveredText(command.recovery, command.recoverWithin).toStdString();
}

} // namespace

void LeverController::takeResult(quint64 request, const FireAnswer& answer)
{
    const auto& result = answer.result;
    if (request != m_fireRequest)
        return;
    m_fireRequest = 0;
    m_armed.clear();
    Command& fired = m_commands.back();
    const runbook::EffectLadder before = fired.ladder;
    fired.isFinished = true;
    if (result) {
        fired.ladder.take(*result);
        fired.message = QString::fromStdString(result->message);
        for (const runbook::ServingSight& sight : result->served) {
            fired.message +=
                tr(" What serves, %1: %2.")
                    .arg(QString::fromStdString(sight.title), QString::fromStdString(sight.detail));
            if (!sight.isReached)
                fired.notServed = sight.title + ": " + sight.detail;
        }
        fired.awaitsAnswers = result->wasSent && result->outcome == runbook::FireOutcome::Verified
            && fired.ladder.rung(runbook::RungKind::InEffect).state == runbook::RungState::Waiting;
        if (!fired.isUndo && !result->before.value.empty())
            fired.prior = result->before;
        fired.fired = runbook::firedFrom(fired.plan, *result);
    } else {
        fired.message = tr("Nothing was sent. %1")
                            .arg(QString::fromStdString(items::ownWords(result.error().message)));
        fired.ladder.settle(runbook::RungKind::Sent, runbook::RungState::Failed, m_clock.now(),
                            result.error().message);
    }
    if (!result) {
        fired.fired.outcome = runbook::FireOutcome::Refused;
        fired.fired.wasSent = false;
    }
    fired.fired.who = m_port.actor();
    fired.fired.when = fired.firedAt;
    const auto effect = fired.ladder.rung(runbook::RungKind::InEffect).state;
    if (runbook::isOpen(fired.fired) && effect != runbook::RungState::Reached
        && effect != runbook::RungState::Failed && effect != runbook::RungState::Void)
        m_reader.follow(fired.fired, fired.stepTo);
    announce(fired, before); // the port has recorded it
    // What the plan showed is no longer true.
    m_isReadSince = false;
    m_planRequest = 0;
    refresh();
    emit changed();
}

bool LeverController::canConfirm() const
{
    const Command* fired = command();
    return m_plan && m_plan->isNoChange && m_planError.isEmpty() && !m_isUndo && !m_isPutBack
        && m_halted.isEmpty() && !isFiring() && !isStale() && !isOpen()
        && (fired == nullptr || fired->mayBeFiredAgain());
}

void LeverController::confirm()
{
    if (canConfirm())
        send(*m_plan);
}

// Says when the wanted state is there or out of reach. Steps of an earlier run are not this one's.
void LeverController::announce(const Command& command, const runbook::EffectLadder& before)
{
    if (command.run != m_run)
        return;
    for (const runbook::Rung& rung : command.ladder.rungs()) {
        if (rung.state == before.rung(rung.kind).state || rung.state == runbook::RungState::Void)
            continue;
        // Where nothing was sent and nobody else moved it, the step stands as it did.
        const bool wasTried = rung.kind != runbook::RungKind::Sent
            || command.fired.outcome == runbook::FireOutcome::Conflict;
        if (rung.state == runbook::RungState::Failed && !command.isBack() && wasTried
            && !command.isConfirmation)
            emit failed(QString::fromStdString(command.step), QString::fromStdString(rung.detail));
        const bool isLate = rung.kind == runbook::RungKind::Recovered
            && before.rung(rung.kind).state == runbook::RungState::Failed;
        if (isLate && rung.state == runbook::RungState::Reached)
            emit recoveredLate(QString::fromStdString(command.step),
                               QString::fromStdString(rung.detail));
        if (rung.state != runbook::RungState::Reached || rung.kind != runbook::RungKind::InEffect)
            continue;
        if (command.isBack()) {
            m_isPutBack = false;
            m_isUndo = false; // from here on the step itself can be carried out again
            emit undone(QString::fromStdString(command.step),
                        QString::fromStdString(command.plan.isRemoval        ? "no entry"
                                                   : command.plan.to.empty() ? "empty"
                                                                             : command.plan.to));
        } else
            emit inEffect(QString::fromStdString(command.step));
    }
}

void LeverController::settle(Command& command, runbook::RungKind kind, runbook::RungState state,
                             const std::string& detail)
{
    const runbook::EffectLadder before = command.ladder;
    const bool isThere =
        kind == runbook::RungKind::InEffect && state == runbook::RungState::Reached;
    if (!command.ladder.settle(kind, state, m_clock.now(), detail)
        && !(isThere && command.ladder.findThere(m_clock.now(), detail)))
        return;
    const runbook::Rung& rung = command.ladder.rung(kind);
    // What was open is settled in the chain, too: its rungs stand after its end, or it has none.
    const bool isSettling = kind == runbook::RungKind::InEffect
        && (state == runbook::RungState::Reached || state == runbook::RungState::Failed)
        && runbook::isOpen(command.fired);
    m_port.record(isSettling ? runbook::settlingEntry(command.fired, rung, m_clock.now())
                             : rungEntry(command.plan, rung, m_clock.now()));
    if (isSettling)
        m_settled.push_back(command.firedAt);
    announce(command, before);
}

void LeverController::takeEffect(const EffectStatus& status)
{
    Command* newest = followed();
    if (newest == nullptr || !newest->awaitsAnswers)
        return;
    Command& fired = *newest;
    if (status.isReached) {
        fired.awaitsAnswers = false;
        m_reader.settle(fired.firedAt);
        fired.wasServedBefore = status.wasServedBefore;
        settle(fired, runbook::RungKind::InEffect, runbook::RungState::Reached,
               status.detail.toStdString());
        if (!fired.isBack() && fired.ladder.isReached(runbook::RungKind::InEffect))
            m_port.followRecovery(m_clock.now());
    } else {
        fired.ladder.explain(runbook::RungKind::InEffect, status.detail.toStdString());
    }
    emit changed();
}

// Waited for long enough: it is said that it was not seen. It may still be.
void LeverController::judgeEffect()
{
    Command* newest = followed();
    if (newest == nullptr || !newest->awaitsAnswers)
        return;
    Command& fired = *newest;
    const runbook::Rung& rung = fired.ladder.rung(runbook::RungKind::InEffect);
    const telemetry::Duration limit =
        fired.recoverWithin > telemetry::Duration::zero() ? fired.recoverWithin : kEffectWithin;
    if (rung.state != runbook::RungState::Waiting
        || m_clock.now() - std::max(fired.firedAt, fired.awaitedSince) <= limit)
        return;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit).count();
    settle(fired, runbook::RungKind::InEffect, runbook::RungState::Unknown,
           "not seen in new answers within " + std::to_string(seconds) + " s: " + rung.detail);
    emit changed();
}

void LeverController::takeRecovery(const RecoveryStatus& status)
{
    Command* newest = followed();
    if (newest == nullptr || newest->isBack())
        return;
    Command& fired = *newest;
    fired.recovery = status;
    if (status.isAlarmed && status.verdict == runbook::RecoveryVerdict::Recovered)
        settle(fired, runbook::RungKind::Recovered, runbook::RungState::Reached,
               backDetail(status, fired.wasServedBefore));
    emit changed();
}

// The limit of the newest command is over: what is known by then is put down. Only what was
// measured is a failure; a silence is no statement about the answers.
void LeverController::judgeRecovery()
{
    judgeEffect();
    Command* fired = followed();
    const bool isAwaited = fired != nullptr && fired->awaitsAnswers
        && fired->ladder.rung(runbook::RungKind::InEffect).state == runbook::RungState::Waiting;
    const auto known = fired != nullptr ? fired->ladder.rung(runbook::RungKind::Recovered).state
                                        : runbook::RungState::Void;
    const bool isOpen =
        known == runbook::RungState::Waiting || known == runbook::RungState::Unknown;
    if (!isOpen || fired->isBack() || fired->recoverWithin <= telemetry::Duration::zero()) {
        if (!isAwaited && (fired == nullptr || fired->isFinished))
            m_recoveryTimer.stop();
        return;
    }
    const runbook::Rung& effect = fired->ladder.rung(runbook::RungKind::InEffect);
    const auto state = isShownNotRecovered(fired->recovery) ? runbook::RungState::Failed
                                                            : runbook::RungState::Unknown;
    if (effect.state != runbook::RungState::Reached || state == known
        || m_clock.now() - effect.time <= fired->recoverWithin)
        return;
    settle(*fired, runbook::RungKind::Recovered, state, notRecoveredDetail(*fired));
    emit changed();
}

// What answers and recovery are looked at for: the newest that moved something.
LeverController::Command* LeverController::followed()
{
    const auto found = std::find_if(m_commands.rbegin(), m_commands.rend(),
                                    [](const Command& each) { return !each.isConfirmation; });
    return found == m_commands.rend() ? nullptr : &*found;
}

const LeverController::Command* LeverController::moved() const
{
    const auto found =
        std::find_if(m_commands.rbegin(), m_commands.rend(), [this](const Command& each) {
            return each.run == m_run && each.step == m_step && !each.isConfirmation
                && each.plan.lever.id == m_lever.toStdString();
        });
    return found == m_commands.rend() ? nullptr : &*found;
}

const LeverController::Command* LeverController::command() const
{
    const auto found =
        std::find_if(m_commands.rbegin(), m_commands.rend(), [this](const Command& each) {
            return each.run == m_run && each.step == m_step
                && each.plan.lever.id == m_lever.toStdString();
        });
    return found == m_commands.rend() ? nullptr : &*found;
}

} // namespace runbookview
