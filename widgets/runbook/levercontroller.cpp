// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/levercontroller.h"

#include "widgets/runbook/leverentries.h"
#include "widgets/runbook/recoverytext.h"

#include <algorithm>
#include <utility>

namespace runbookview {

namespace {

constexpr int kTickMillis = 250;
constexpr int kHoldMillis = 16;
constexpr int kRecoveryMillis = 500;

// It is known that the control plane did not carry it out: nothing to undo, and a fresh plan may be
// fired.
bool wasNotApplied(const LeverController::Command& command)
{
    using runbook::RungKind;
    using runbook::RungState;
    return command.isFinished
        && (command.ladder.rung(RungKind::Sent).state == RungState::Failed
            || command.ladder.rung(RungKind::Accepted).state == RungState::Failed);
}

} // namespace

LeverController::LeverController(CommandPort& port, const telemetry::Clock& clock,
                                 LeverTiming timing, QObject* parent)
    : QObject(parent)
    , m_port(port)
    , m_clock(clock)
    , m_timing(timing)
{
    m_steady.start();
    m_refreshTimer.setInterval(timing.refresh);
    m_tickTimer.setInterval(kTickMillis);
    m_holdTimer.setInterval(kHoldMillis);
    m_holdTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_refreshTimer, &QTimer::timeout, this, &LeverController::refresh);
    connect(&m_tickTimer, &QTimer::timeout, this, &LeverController::tick);
    connect(&m_holdTimer, &QTimer::timeout, this, &LeverController::tryToFire);
    m_recoveryTimer.setInterval(kRecoveryMillis);
    connect(&m_recoveryTimer, &QTimer::timeout, this, &LeverController::judgeRecovery);
    connect(&port, &CommandPort::planReady, this, &LeverController::takePlan);
    connect(&port, &CommandPort::fireFinished, this, &LeverController::takeResult);
    connect(&port, &CommandPort::recoveryChanged, this, &LeverController::takeRecovery);
}

telemetry::Timestamp LeverController::steadyNow() const
{
    return telemetry::Timestamp(std::chrono::nanoseconds(m_steady.nsecsElapsed()));
}

void LeverController::beginRun()
{
    clear();
    // The newest command may still be on its way, or its recovery be tested.
    if (m_commands.size() > 1)
        m_commands.erase(m_commands.begin(), m_commands.end() - 1);
    ++m_run;
    m_isUndo = false;
    m_notice.clear();
}

void LeverController::select(const std::string& step, const std::string& lever,
                             const std::string& to, telemetry::Duration recoverWithin)
{
    m_recoverWithin = recoverWithin;
    if (step == m_step && m_lever == QString::fromStdString(lever)
        && m_to == QString::fromStdString(to) && !m_isUndo)
        return;
    disarm(tr("Another step was chosen."));
    m_step = step;
    m_lever = QString::fromStdString(lever);
    m_to = QString::fromStdString(to);
    m_isUndo = false;
    m_plan.reset();
    m_planError.clear();
    m_answeredAt.reset();
    m_askedAt = steadyNow();
    m_planRequest = 0;
    m_notice.clear();
    m_refreshTimer.start();
    m_tickTimer.start();
    refresh();
    emit planChanged();
    emit changed();
}

void LeverController::clear()
{
    disarm(tr("The step was left."));
    m_refreshTimer.stop();
    m_tickTimer.stop();
    m_step.clear();
    m_lever.clear();
    m_to.clear();
    m_isUndo = false;
    m_plan.reset();
    m_planRequest = 0;
    emit planChanged();
    emit changed();
}

void LeverController::refresh()
{
    // One question at a time: a slow control plane is not asked ever more often.
    if (m_lever.isEmpty() || m_planRequest != 0)
        return;
    m_planRequest = ++m_lastRequest;
    if (m_isUndo)
        m_port.requestUndo(m_planRequest, m_lever, m_undoPrior);
    else
        m_port.requestPlan(m_planRequest, m_lever, m_to);
}

void LeverController::takePlan(quint64 request, const PlanAnswer& answer)
{
    if (request != m_planRequest)
        return;
    m_planRequest = 0;
    const auto& plan = answer.plan;
    const auto checked = plan ? checkPlan(*plan) : tl::make_unexpected(plan.error());
    if (!checked) {
        m_planError = QString::fromStdString(checked.error().message);
        if (m_plan)
            watch(*m_plan, true);
        emit changed();
        return;
    }
    m_planError.clear();
    m_answeredAt = steadyNow();
    watch(*plan, false);
    m_plan = *plan;
    settleByReading(*plan);
    emit planChanged();
    emit changed();
}

// A plan for another lever is never shown, armed or fired: an undo of it would write one service's
// state into another.
telemetry::Result<void> LeverController::checkPlan(const runbook::LeverPlan& plan) const
{
    if (plan.lever.id == m_lever.toStdString())
        return {};
    return telemetry::failure(telemetry::ErrorKind::Refused,
                              "The plan is for another lever: " + plan.lever.id + ".");
}

void LeverController::watch(const runbook::LeverPlan& now, bool isStale)
{
    if (!isArmed())
        return;
    const runbook::LeverPlan armed = *m_armed.plan();
    m_armed.watch({.lever = now.lever.id,
                   .target = now.lever.target,
                   .environment = now.lever.environment,
                   .to = now.to,
                   .version = now.before.version,
                   .value = now.before.value,
                   .isStale = isStale});
    if (isArmed())
        return;
    m_notice = tr("Disarmed. %1").arg(QString::fromStdString(m_armed.reason()));
    m_holdTimer.stop();
    m_port.record(disarmEntry(armed, m_armed.reason(), m_clock.now()));
}

bool LeverController::isStale() const
{
    return planAge() > m_timing.staleAfter;
}

telemetry::Duration LeverController::planAge() const
{
    return steadyNow() - m_answeredAt.value_or(m_askedAt);
}

QString LeverController::armObstacle() const
{
    if (!m_halted.isEmpty())
        return m_halted;
    if (isFiring())
        return tr("A command is on its way.");
    if (!m_plan)
        return !m_planError.isEmpty() ? m_planError
            : isStale()               ? tr("The lever has not been read yet.")
                                      : tr("The lever is being read.");
    if (!m_planError.isEmpty())
        return m_planError;
    if (isStale())
        return tr("The state shown is stale.");
    const Command* fired = command();
    if (fired != nullptr && !m_isUndo && !fired->isUndo && !wasNotApplied(*fired))
        return tr("This was fired already; see what became of it above.");
    if (m_plan->isNoChange)
        return tr("Nothing to do: it stands at %1.").arg(QString::fromStdString(m_plan->to));
    return {};
}

void LeverController::setHalted(const QString& reason)
{
    if (reason == m_halted)
        return;
    m_halted = reason;
    if (!reason.isEmpty()) {
        disarm(reason);
        m_holdTimer.stop();
    }
    emit changed();
}

void LeverController::arm()
{
    if (isArmed() || !canArm())
        return;
    m_armed.clear();
    const auto armed = m_armed.arm(*m_plan, steadyNow());
    m_notice = armed ? QString() : QString::fromStdString(armed.error().message);
    if (armed)
        m_port.record(armEntry(*m_plan, m_clock.now()));
    emit changed();
}

void LeverController::disarm(const QString& reason)
{
    if (!isArmed())
        return;
    const runbook::LeverPlan armed = *m_armed.plan();
    m_armed.disarm(reason.toStdString());
    m_holdTimer.stop();
    m_notice = tr("Disarmed. %1").arg(reason);
    m_port.record(disarmEntry(armed, reason.toStdString(), m_clock.now()));
    emit changed();
}

telemetry::Duration LeverController::armedRemaining() const
{
    return m_armed.remaining(steadyNow());
}

void LeverController::tick()
{
    if (isArmed()) {
        const runbook::LeverPlan armed = *m_armed.plan();
        m_armed.tick(steadyNow());
        if (isArmed() && isStale())
            watch(armed, true);
        else if (!isArmed()) {
            m_notice = tr("Disarmed. %1").arg(QString::fromStdString(m_armed.reason()));
            m_holdTimer.stop();
            m_port.record(disarmEntry(armed, m_armed.reason(), m_clock.now()));
        }
    }
    emit changed();
}

void LeverController::press()
{
    if (!isArmed()) {
        m_notice =
            !m_halted.isEmpty() ? m_halted : tr("Arm first. %1").arg(armObstacle()).trimmed();
        emit changed();
        return;
    }
    m_armed.press(steadyNow());
    m_holdTimer.start();
}

void LeverController::release()
{
    if (!m_holdTimer.isActive())
        return;
    m_holdTimer.stop();
    if (isArmed())
        m_notice = tr("Hold to confirm: keep it pressed until it is full.");
    m_armed.release();
    emit holdMoved(0);
    emit changed();
}

void LeverController::tryToFire()
{
    m_armed.hold(steadyNow());
    const double share = m_armed.holdShare();
    emit holdMoved(share);
    if (share < 1)
        return;
    m_holdTimer.stop();
    const auto plan = m_armed.fire(steadyNow());
    emit holdMoved(0);
    if (!plan) {
        m_notice = QString::fromStdString(plan.error().message);
        emit changed();
        return;
    }
    Command fired;
    fired.run = m_run;
    fired.step = m_step;
    fired.plan = *plan;
    fired.prior = m_isUndo ? m_undoPrior : plan->before;
    fired.firedAt = m_clock.now();
    fired.recoverWithin = m_recoverWithin;
    fired.isUndo = m_isUndo;
    m_commands.push_back(std::move(fired));
    m_notice.clear();
    m_recoveryTimer.start();
    m_fireRequest = ++m_lastRequest;
    m_port.fire(m_fireRequest, *plan, m_isUndo);
    emit changed();
}

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
        if (!fired.isUndo && !result->before.value.empty())
            fired.prior = result->before;
    } else {
        fired.message =
            tr("Nothing was sent. %1").arg(QString::fromStdString(result.error().message));
        fired.ladder.settle(runbook::RungKind::Sent, runbook::RungState::Failed, m_clock.now(),
                            result.error().message);
    }
    announce(fired, before); // the port has recorded it
    // What the plan showed is no longer true.
    m_planRequest = 0;
    refresh();
    emit changed();
}

// Says when the wanted state is there or out of reach. Steps of an earlier run are not this one's.
void LeverController::announce(const Command& command, const runbook::EffectLadder& before)
{
    if (command.run != m_run)
        return;
    for (const runbook::Rung& rung : command.ladder.rungs()) {
        if (rung.state == before.rung(rung.kind).state || rung.state == runbook::RungState::Void)
            continue;
        if (rung.state == runbook::RungState::Failed && !command.isUndo)
            emit failed(QString::fromStdString(command.step), QString::fromStdString(rung.detail));
        const bool isLate = rung.kind == runbook::RungKind::Recovered
            && before.rung(rung.kind).state == runbook::RungState::Failed;
        if (isLate && rung.state == runbook::RungState::Reached)
            emit recoveredLate(QString::fromStdString(command.step),
                               QString::fromStdString(rung.detail));
        if (rung.state != runbook::RungState::Reached || rung.kind != runbook::RungKind::InEffect)
            continue;
        if (command.isUndo) {
            m_isUndo = false; // from here on the step itself can be carried out again
            emit undone(
                QString::fromStdString(command.step),
                QString::fromStdString(command.plan.isRemoval ? "no entry" : command.plan.to));
        } else
            emit inEffect(QString::fromStdString(command.step));
    }
}

void LeverController::settle(Command& command, runbook::RungKind kind, runbook::RungState state,
                             const std::string& detail)
{
    const runbook::EffectLadder before = command.ladder;
    if (!command.ladder.settle(kind, state, m_clock.now(), detail))
        return;
    m_port.record(rungEntry(command.plan, command.ladder.rung(kind), m_clock.now()));
    announce(command, before);
}

// A later reading can settle whether the wanted state is there. It cannot say whether our write was
// accepted: somebody else may have put the lever there.
void LeverController::settleByReading(const runbook::LeverPlan& plan)
{
    if (m_commands.empty() || command() != &m_commands.back())
        return;
    Command& fired = m_commands.back();
    if (!fired.isFinished || plan.before.value != fired.plan.to
        || fired.ladder.isReached(runbook::RungKind::InEffect))
        return;
    settle(fired, runbook::RungKind::InEffect, runbook::RungState::Reached,
           "read later: " + plan.before.value);
    if (!fired.isUndo && fired.ladder.isReached(runbook::RungKind::InEffect))
        m_port.followRecovery(m_clock.now());
}

void LeverController::takeRecovery(const RecoveryStatus& status)
{
    if (m_commands.empty() || m_commands.back().isUndo)
        return;
    Command& fired = m_commands.back();
    fired.recovery = status;
    if (status.isAlarmed && status.verdict == runbook::RecoveryVerdict::Recovered)
        settle(fired, runbook::RungKind::Recovered, runbook::RungState::Reached,
               tr("%1 is back, n = %2")
                   .arg(status.signal)
                   .arg(status.mean.observations)
                   .toStdString());
    emit changed();
}

// The limit of the newest command is over: what is known by then is put down. Only what was
// measured is a failure; a silence is no statement about the answers.
void LeverController::judgeRecovery()
{
    const Command* fired = m_commands.empty() ? nullptr : &m_commands.back();
    const auto known = fired != nullptr ? fired->ladder.rung(runbook::RungKind::Recovered).state
                                        : runbook::RungState::Void;
    const bool isOpen =
        known == runbook::RungState::Waiting || known == runbook::RungState::Unknown;
    if (!isOpen || fired->isUndo || fired->recoverWithin <= telemetry::Duration::zero()) {
        m_recoveryTimer.stop();
        return;
    }
    const runbook::Rung& effect = fired->ladder.rung(runbook::RungKind::InEffect);
    const auto state = isShownNotRecovered(fired->recovery) ? runbook::RungState::Failed
                                                            : runbook::RungState::Unknown;
    if (effect.state != runbook::RungState::Reached || state == known
        || m_clock.now() - effect.time <= fired->recoverWithin)
        return;
    settle(m_commands.back(), runbook::RungKind::Recovered, state,
           notRecoveredText(fired->recovery, fired->recoverWithin).toStdString());
    emit changed();
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

bool LeverController::canUndo() const
{
    const Command* fired = command();
    if (fired == nullptr || !fired->isFinished || m_isUndo || isFiring() || !m_halted.isEmpty())
        return false;
    // An undo that was not carried out is still to be done.
    return fired->isUndo == wasNotApplied(*fired);
}

void LeverController::selectUndo()
{
    if (!canUndo())
        return;
    m_isUndo = true;
    m_undoPrior = command()->prior;
    m_plan.reset();
    m_planError.clear();
    m_answeredAt.reset();
    m_askedAt = steadyNow();
    m_planRequest = 0;
    m_notice = tr("Undo chosen. Read what it does, then arm and hold as before.");
    refresh();
    emit planChanged();
    emit changed();
}

} // namespace runbookview
