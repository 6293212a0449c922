// SPDX-License-Identifier: GPL-3.0-or-later

// The way back: the undo, what somebody else did in between, and writes of which nobody knows what
// became.

#include "models/runbook/openwrites.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/levercontroller.h"

#include <algorithm>
#include <chrono>

namespace runbookview {

namespace {

// Two accounts of one write, this window's and the recording's: how far apart their times may be.
constexpr telemetry::Duration kSameWrite = std::chrono::seconds(5);
constexpr std::size_t kLongestText = 300;

bool isSameWrite(const LeverController::Command& command, const runbook::Fired& write)
{
    return command.plan.lever.id == write.plan.lever.id && command.plan.to == write.plan.to
        && std::chrono::abs(command.firedAt - write.when) < kSameWrite;
}

} // namespace

bool LeverCommand::wasNotApplied() const
{
    using runbook::RungKind;
    using runbook::RungState;
    return isFinished && fired.outcome != runbook::FireOutcome::Partial
        && (ladder.rung(RungKind::Sent).state == RungState::Failed
            || ladder.rung(RungKind::Accepted).state == RungState::Failed);
}

bool LeverController::canUndo() const
{
    const Command* fired = command();
    if (fired == nullptr || !fired->isFinished || m_isUndo || m_isPutBack || isFiring()
        || !m_halted.isEmpty())
        return false;
    // An undo that was not carried out, or not everywhere, is still to be done.
    return fired->isUndo
        ? fired->wasNotApplied() || fired->fired.outcome == runbook::FireOutcome::Partial
        : !fired->wasNotApplied();
}

void LeverController::adopt(Command command)
{
    command.run = m_run;
    command.isFinished = true;
    // In front: the newest is the one that is followed.
    m_commands.insert(m_commands.begin(), std::move(command));
    emit changed();
}

void LeverController::selectUndo()
{
    if (!canUndo())
        return;
    disarm(tr("the undo was chosen instead")); // what was armed is another plan
    clearConsent();
    m_isUndo = true;
    m_undoOf = command()->isUndo ? command()->undoOf : command()->fired;
    m_undoOf.plan.lever = command()->plan.lever;
    m_undoOf.plan.before = command()->prior;
    forgetPlan();
    m_notice = tr("Undo chosen. Read what it does, then arm and hold as before.");
    refresh();
    emit planChanged();
    emit changed();
}

void LeverController::selectPutBack()
{
    if (!canPutBack())
        return;
    disarm(tr("a new step was chosen instead"));
    clearConsent();
    m_isUndo = false;
    m_isPutBack = true;
    forgetPlan();
    m_notice = tr("A new step, no undo: it overwrites what stands there now. Type the target, then "
                  "arm and hold.");
    refresh();
    emit planChanged();
    emit changed();
}

void LeverController::takeSent(quint64 request, const runbook::Rung& sent)
{
    if (request != m_fireRequest || m_commands.empty())
        return;
    // The port records it with the answer, with this time.
    m_commands.back().ladder.settle(sent.kind, sent.state, sent.time, sent.detail);
    emit changed();
}

// A later reading can settle whether the wanted state is there. It cannot say whether our write was
// accepted: somebody else may have put the lever there.
void LeverController::settleByReading(Command& fired, const runbook::LeverState& now,
                                      runbook::TokenStrength token)
{
    using runbook::RungKind;
    using runbook::RungState;
    using runbook::WriteFate;
    if (!fired.isFinished || fired.ladder.isReached(RungKind::InEffect) || fired.awaitsAnswers)
        return;
    const bool isUnsettled = runbook::isOpen(fired.fired);
    const WriteFate fate = isUnsettled ? runbook::fateOf(fired.fired, now, token) : WriteFate::Open;
    if (fate == WriteFate::Overtaken) {
        const runbook::Rung rung = runbook::settledRung(fate, now, m_clock.now());
        settle(fired, rung.kind, rung.state, rung.detail);
        m_reader.settle(fired.firedAt);
        return;
    }
    const bool isNewest = &fired == &m_commands.back();
    if (fate != WriteFate::Landed && !(isNewest && now.value == fired.plan.to))
        return;
    m_reader.settle(fired.firedAt);
    if (!fired.notServed.empty()) {
        // The control plane alone is no effect where what serves was asked and showed otherwise.
        if (fired.ladder.rung(RungKind::InEffect).state == RungState::Waiting)
            settle(fired, RungKind::InEffect, RungState::Unknown,
                   "the control plane shows it, but what serves did not: " + fired.notServed);
        return;
    }
    fired.awaitsAnswers = isNewest && m_port.followEffect(fired.plan, fired.firedAt);
    if (fired.awaitsAnswers)
        return;
    settle(fired, RungKind::InEffect, RungState::Reached,
           "read later: "
               + (!now.exists             ? "no entry"
                      : now.value.empty() ? "empty"
                                          : now.value));
    if (isNewest && !fired.isBack() && fired.ladder.isReached(RungKind::InEffect))
        m_port.followRecovery(m_clock.now());
}

void LeverController::takeReading(const runbook::Fired& write, const runbook::LeverState& now,
                                  runbook::TokenStrength token)
{
    const auto found = std::find_if(m_commands.begin(), m_commands.end(), [&](const Command& each) {
        return each.firedAt == write.when;
    });
    if (found != m_commands.end())
        return settleByReading(*found, now, token);
    // Of a run that was left: it is still settled in the recording.
    const runbook::WriteFate fate = runbook::fateOf(write, now, token);
    if (fate == runbook::WriteFate::Open)
        return;
    m_port.record(runbook::settledEntry(write, fate, now, m_clock.now()));
    m_reader.settle(write.when);
}

// What this reading tells of open writes that others left, or this console before it ended.
void LeverController::settleRecorded(const PlanAnswer& answer)
{
    m_recorded.clear();
    for (const runbook::Fired& write : answer.openWrites) {
        const bool isOwn =
            std::any_of(m_commands.begin(), m_commands.end(),
                        [&write](const Command& each) { return isSameWrite(each, write); });
        const bool isSettled = std::ranges::find(m_settled, write.when) != m_settled.end();
        if (isOwn || isSettled)
            continue;
        const runbook::WriteFate fate =
            runbook::fateOf(write, answer.plan->before, answer.plan->lever.token);
        if (fate == runbook::WriteFate::Open) {
            m_recorded.push_back(write);
            continue;
        }
        m_settled.push_back(write.when);
        m_port.record(runbook::settledEntry(write, fate, answer.plan->before, m_clock.now()));
    }
}

QString LeverController::openText() const
{
    return command() != nullptr ? m_reader.text(command()->firedAt) : QString();
}

void LeverController::readAgain()
{
    if (command() != nullptr)
        m_reader.readAgain(command()->firedAt);
}

QStringList LeverController::openTexts() const
{
    // That of the command that is shown stands on its ladder.
    QStringList texts =
        m_reader.openTexts(command() != nullptr ? command()->firedAt : telemetry::Timestamp{});
    for (const runbook::Fired& write : m_recorded)
        texts << common::safeLine(runbook::openText(write), kLongestText);
    return texts;
}

} // namespace runbookview
