// SPDX-License-Identifier: GPL-3.0-or-later

// The way back: the undo, what somebody else did in between, and writes of which nobody knows what
// became.

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "models/runbook/openwrites.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/levercontroller.h"

#include <algorithm>
#include <chrono>

namespace runbookview {

namespace {

constexpr std::size_t kLongestUndoText = 300;

// The plan as it would be made now that the control plane shows what it was to bring about.
runbook::LeverPlan shownBy(runbook::LeverPlan plan, const runbook::LeverState& now)
{
    plan.before = now;
    plan.isNoChange = true;
    return plan;
}

bool isSameWrite(const LeverController::Command& command, const runbook::Fired& write)
{
    return command.plan.lever.id == write.plan.lever.id && command.plan.to == write.plan.to
        && std::chrono::abs(command.firedAt - write.when) < OpenWriteReader::kSameWrite;
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

bool LeverCommand::mayBeFiredAgain() const
{
    using runbook::RungKind;
    using runbook::RungState;
    const RungState effect = ladder.rung(RungKind::InEffect).state;
    // A confirmation sent nothing: that it found nothing in effect does not hold the step up.
    return wasNotApplied() || !setAside.isEmpty() || effect == RungState::Failed
        || (isConfirmation && isFinished && effect != RungState::Reached);
}

bool LeverController::canUndo() const
{
    const Command* fired = moved();
    if (fired == nullptr || !fired->isFinished || m_isUndo || m_isPutBack || isFiring()
        || !m_halted.isEmpty())
        return false;
    // An undo that was not carried out, or not everywhere, is still to be done.
    return fired->isUndo
        ? fired->mayBeFiredAgain() || fired->fired.outcome == runbook::FireOutcome::Partial
        : !fired->wasNotApplied();
}

void LeverController::adopt(Command command)
{
    using runbook::RungState;
    command.run = m_run;
    command.isFinished = true;
    const runbook::Fired fired = command.fired;
    const std::string readTo = command.stepTo;
    const RungState effect = command.ladder.rung(runbook::RungKind::InEffect).state;
    const bool isAwaited = runbook::isOpen(fired)
        || (fired.wasSent && fired.outcome == runbook::FireOutcome::Verified);
    const bool isFollowed = isAwaited && command.setAside.isEmpty()
        && (effect == RungState::Waiting || effect == RungState::Unknown);
    // The newest is the one that is followed: what is on its way from here stays that.
    const auto later = std::ranges::find_if(
        m_commands, [&command](const Command& each) { return each.firedAt > command.firedAt; });
    m_commands.insert(later, std::move(command));
    if (isFollowed) {
        m_reader.follow(fired, readTo);
        m_reader.readAgain(fired.when);
    }
    emit changed();
}

void LeverController::selectUndo()
{
    if (!canUndo())
        return;
    disarm(QString::fromUtf8(
        QT_TRANSLATE_NOOP("runbookview::LeverController",
                          "the undo was chosen instead"))); // what was armed is another plan
    clearConsent();
    m_isUndo = true;
    m_undoOf = moved()->isUndo ? moved()->undoOf : moved()->fired;
    m_undoOf.plan.lever = moved()->plan.lever;
    m_undoOf.plan.before = moved()->prior;
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
    disarm(QString::fromUtf8(
        QT_TRANSLATE_NOOP("runbookview::LeverController", "a new step was chosen instead")));
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
void LeverController::settleByReading(Command& fired, const runbook::LeverPlan& seen)
{
    using runbook::RungKind;
    using runbook::RungState;
    using runbook::WriteFate;
    const runbook::LeverState& now = seen.before;
    const RungState effect = fired.ladder.rung(RungKind::InEffect).state;
    const bool isSettled = effect != RungState::Waiting && effect != RungState::Unknown;
    if (!fired.isFinished || isSettled || fired.awaitsAnswers || !fired.setAside.isEmpty()
        || !runbook::isSameLever(fired.plan.lever, seen.lever))
        return;
    if (fired.plan.lever.title.empty()) // taken up from a recording, which does not tell it all
        fired.plan.lever = seen.lever;
    const bool isUnsettled = runbook::isOpen(fired.fired);
    const WriteFate fate =
        isUnsettled ? runbook::fateOf(fired.fired, now, seen.lever.token) : WriteFate::Open;
    if (fate == WriteFate::Overtaken) {
        const runbook::Rung rung = runbook::settledRung(fate, now, m_clock.now());
        fired.message =
            tr("What became of it was read later, at %1.").arg(items::utcTimeText(m_clock.now()));
        settle(fired, rung.kind, rung.state, rung.detail);
        m_reader.settle(fired.firedAt);
        return;
    }
    const bool isNewest = &fired == followed() || fired.isConfirmation;
    const bool isThere =
        fired.plan.isRemoval ? !now.exists : now.exists && now.value == fired.plan.to;
    const bool wasVerified = fired.fired.outcome == runbook::FireOutcome::Verified;
    if (fate != WriteFate::Landed && !((isNewest || wasVerified) && isThere))
        return;
    // The control plane alone is no effect where somebody can be asked what serves.
    fired.readBack = "read later: "
        + (!now.exists             ? "no entry"
               : now.value.empty() ? "empty"
                                   : now.value);
    m_reader.expectServed(fired.fired, shownBy(fired.plan, now));
}

void LeverController::takeServed(const runbook::Fired& write, const runbook::LeverState& shown,
                                 const std::string& missing)
{
    using runbook::RungKind;
    using runbook::RungState;
    const auto found = std::ranges::find(m_commands, write.when, &Command::firedAt);
    if (found == m_commands.end()) { // of a run that was left, or of another console
        if (!missing.empty())
            return;
        m_port.record(
            runbook::settledEntry(write, runbook::WriteFate::Landed, shown, m_clock.now()));
        m_reader.settle(write.when);
        return;
    }
    found->notServed = missing;
    if (missing.empty())
        return settleServed(*found);
    const std::string why = "the control plane shows it, but what serves does not: " + missing;
    if (found->isConfirmation)
        found->ladder.explain(RungKind::InEffect, why);
    else if (found->ladder.rung(RungKind::InEffect).state == RungState::Waiting)
        settle(*found, RungKind::InEffect, RungState::Unknown, why);
    emit changed();
}

void LeverController::settleServed(Command& fired)
{
    using runbook::RungKind;
    using runbook::RungState;
    const bool isNewest = &fired == followed();
    // What was told at first ("it may yet land") is not so any more.
    fired.message =
        tr("What became of it was read later, at %1.").arg(items::utcTimeText(m_clock.now()));
    fired.awaitsAnswers = isNewest && m_port.followEffect(fired.plan, fired.firedAt);
    if (fired.awaitsAnswers) {
        fired.awaitedSince = m_clock.now();
        m_recoveryTimer.start();
        return; // it stays open: it can be read again, and set aside
    }
    m_reader.settle(fired.firedAt);
    const bool isUnseen = !isNewest && !fired.plan.lever.seenAs.empty();
    settle(fired, RungKind::InEffect, RungState::Reached,
           fired.readBack
               + (isUnseen ? "; told by the control plane alone: new answers were not looked at"
                           : ""));
    if (isNewest && !fired.isBack() && fired.ladder.isReached(RungKind::InEffect))
        m_port.followRecovery(m_clock.now());
}

void LeverController::takeReading(const runbook::Fired& write, const runbook::LeverPlan& seen)
{
    const auto found = std::find_if(m_commands.begin(), m_commands.end(), [&](const Command& each) {
        return each.firedAt == write.when;
    });
    if (found != m_commands.end())
        return settleByReading(*found, seen);
    if (!runbook::isSameLever(write.plan.lever, seen.lever))
        return; // of one that is called alike, somewhere else
    // Of a run that was left: it is still settled in the recording.
    const runbook::LeverState& now = seen.before;
    const runbook::WriteFate fate = runbook::fateOf(write, now, seen.lever.token);
    if (fate == runbook::WriteFate::Open)
        return;
    if (fate == runbook::WriteFate::Landed)
        return m_reader.expectServed(write, shownBy(write.plan, now));
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
        if (isOwn || isSettled || m_reader.follows(write)
            || !runbook::isSameLever(write.plan.lever, answer.plan->lever))
            continue;
        if (runbook::fateOf(write, answer.plan->before, answer.plan->lever.token)
            == runbook::WriteFate::Open) {
            m_recorded.push_back(write);
            continue;
        }
        m_settled.push_back(write.when);
        takeReading(write, *answer.plan);
    }
}

// Sent from another step, run or console, and nobody knows yet what became of it.
const runbook::Fired* LeverController::openElsewhere() const
{
    if (!m_plan || m_plan->isNoChange)
        return nullptr;
    if (const runbook::Fired* same = m_reader.openLike(*m_plan))
        return same;
    const auto recorded = std::ranges::find_if(m_recorded, [this](const runbook::Fired& each) {
        return runbook::isSameWrite(each, *m_plan);
    });
    return recorded == m_recorded.end() ? nullptr : &*recorded;
}

bool LeverController::canSetAside() const
{
    if (isOpen())
        return !command()->isConfirmation && m_reader.wasRead(command()->firedAt);
    return openElsewhere() != nullptr; // the plan is a reading of it
}

void LeverController::setAside(const QString& reason)
{
    if (!canSetAside() || reason.trimmed().isEmpty())
        return;
    const runbook::Fired write = isOpen() ? command()->fired : *openElsewhere();
    const auto own = std::ranges::find(m_commands, write.when, &Command::firedAt);
    if (own != m_commands.end()) {
        const runbook::Rung rung = runbook::setAsideRung(reason.toStdString(), m_clock.now());
        own->setAside = reason;
        own->awaitsAnswers = false;
        own->message.clear();
        own->ladder.settle(rung.kind, rung.state, rung.time, rung.detail);
    }
    m_port.record(runbook::setAsideEntry(write, reason.toStdString(), m_clock.now()));
    m_port.setAside(write);
    m_settled.push_back(write.when);
    std::erase_if(m_recorded, [&write](const auto& each) { return each.when == write.when; });
    m_reader.settle(write.when);
    if (m_isUndo) { // what it was chosen on is not so any more
        m_open.clear();
        m_planRequest = 0;
    }
    refresh();
    emit changed();
}

QString LeverController::overtakenText() const
{
    const Command* fired = command();
    if (fired == nullptr || !m_plan || isFiring() || !m_isReadSince
        || !fired->ladder.isReached(runbook::RungKind::InEffect))
        return {};
    const bool isMovedOn = std::ranges::any_of(m_commands, [fired](const Command& each) {
        return each.firedAt > fired->firedAt && each.plan.lever.id == fired->plan.lever.id
            && !each.wasNotApplied();
    });
    if (isMovedOn) // by another step of this run
        return {};
    const runbook::LeverState& now = m_plan->before;
    const bool isThere =
        fired->plan.isRemoval ? !now.exists : now.exists && now.value == fired->plan.to;
    if (isThere)
        return {};
    return tr("That was so then. By now the control plane shows %1: somebody else has changed it.")
        .arg(!now.exists             ? tr("no entry")
                 : now.value.empty() ? tr("an empty value")
                                     : u'“' + common::safeLine(now.value, kLongestUndoText) + u'”');
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
        texts << common::safeLine(items::ownWords(runbook::openText(write)), kLongestUndoText);
    return texts;
}

} // namespace runbookview
