// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/levercontroller.h"

#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "widgets/runbook/leverentries.h"

#include <algorithm>
#include <utility>

namespace runbookview {

namespace {

constexpr int kTickMillis = 250;
constexpr int kHoldMillis = 16;
constexpr int kRecoveryMillis = 500;

} // namespace

LeverController::LeverController(CommandPort& port, const telemetry::Clock& clock,
                                 LeverTiming timing, QObject* parent)
    : QObject(parent)
    , m_port(port)
    , m_clock(clock)
    , m_timing(timing)
    , m_reader(port, clock)
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
    // Nobody was asked where that could not be recorded.
    connect(&port, &CommandPort::recordFailed, this, [this] {
        m_askedPlan.clear();
        emit changed();
    });
    connect(&m_recoveryTimer, &QTimer::timeout, this, &LeverController::judgeRecovery);
    connect(&port, &CommandPort::planReady, this, &LeverController::takePlan);
    connect(&port, &CommandPort::fireSent, this, &LeverController::takeSent);
    connect(&port, &CommandPort::fireFinished, this, &LeverController::takeResult);
    connect(&port, &CommandPort::effectChanged, this, &LeverController::takeEffect);
    connect(&m_reader, &OpenWriteReader::read, this, &LeverController::takeReading);
    connect(&m_reader, &OpenWriteReader::served, this, &LeverController::takeServed);
    connect(&m_reader, &OpenWriteReader::changed, this, &LeverController::changed);
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
    m_isPutBack = false;
    m_notice.clear();
}

void LeverController::select(const std::string& step, const std::string& lever,
                             const std::string& to, telemetry::Duration recoverWithin)
{
    m_recoverWithin = recoverWithin;
    if (step == m_step && m_lever == QString::fromStdString(lever)
        && m_to == QString::fromStdString(to))
        return; // an undo that is chosen stays chosen
    disarm(QString::fromUtf8(
        QT_TRANSLATE_NOOP("runbookview::LeverController", "Another step was chosen.")));
    clearConsent();
    m_step = step;
    m_lever = QString::fromStdString(lever);
    m_to = QString::fromStdString(to);
    m_isUndo = false;
    m_isPutBack = false;
    forgetPlan();
    m_notice.clear();
    m_refreshTimer.start();
    m_tickTimer.start();
    refresh();
    emit planChanged();
    emit changed();
}

void LeverController::clear()
{
    disarm(
        QString::fromUtf8(QT_TRANSLATE_NOOP("runbookview::LeverController", "The step was left.")));
    clearConsent();
    m_refreshTimer.stop();
    m_tickTimer.stop();
    m_step.clear();
    m_lever.clear();
    m_to.clear();
    m_isUndo = false;
    m_isPutBack = false;
    forgetPlan();
    emit planChanged();
    emit changed();
}

void LeverController::forgetPlan()
{
    m_plan.reset();
    m_obstacles.clear();
    m_planError.clear();
    m_conflict.clear();
    m_open.clear();
    m_recorded.clear();
    m_answeredAt.reset();
    m_askedAt = steadyNow();
    m_planRequest = 0;
}

void LeverController::refresh()
{
    // One question at a time: a slow control plane is not asked ever more often.
    if (m_lever.isEmpty() || m_planRequest != 0)
        return;
    m_planRequest = ++m_lastRequest;
    if (m_isUndo)
        m_port.requestUndo(m_planRequest, m_lever, m_undoOf);
    else if (m_isPutBack)
        m_port.requestPutBack(m_planRequest, m_lever, m_undoOf.plan.before);
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
    m_isReadSince = true;
    m_obstacles = answer.obstacles;
    watch(*plan, false);
    const bool isOther = m_plan && planHash(*m_plan) != planHash(*plan);
    m_plan = *plan;
    if (isOther && clearConsent())
        refresh(); // what stood in the way was told with it
    if (const std::string why = guardText(); !why.empty())
        disarm(QString::fromStdString(why));
    m_conflict = QString::fromStdString(answer.conflict);
    m_open = QString::fromStdString(answer.open);
    if (!m_conflict.isEmpty())
        disarm(QString::fromUtf8(QT_TRANSLATE_NOOP("runbookview::LeverController",
                                                   "Somebody else has changed the lever.")));
    if (!m_commands.empty() && command() == &m_commands.back())
        settleByReading(m_commands.back(), *plan);
    settleRecorded(answer);
    if (m_isUndo && !canArm()) // why says more than what to do
        m_notice.clear();
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
                   .plan = planHash(now),
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
    if (const std::string why = guardText(); !why.empty() && !m_plan->isNoChange)
        return QString::fromStdString(why);
    if (!undoConflict().isEmpty())
        return tr("Somebody else has changed it since: an undo would overwrite that.");
    if (!undoOpen().isEmpty() && m_plan->isNoChange)
        return tr("There is nothing to put back yet: what was sent may yet land.");
    const Command* fired = command();
    const bool isStepItself = !m_isUndo && !m_isPutBack;
    if (fired != nullptr && fired->isBack() && isOpen())
        return tr("What was put back may yet land: it is read back, and not sent again.");
    if (openElsewhere() != nullptr && !isQuick())
        return tr("The same write is open: it was sent, and may yet land. Read it again, or set it "
                  "aside.");
    if (fired != nullptr && isStepItself && !fired->isBack() && !fired->mayBeFiredAgain())
        return tr("This was fired already; see what became of it above.");
    if (m_plan->isNoChange)
        return m_plan->isRemoval ? tr("Nothing to do: there is no entry.")
            : m_plan->to.empty()
            ? tr("Nothing to do: it is empty.")
            : tr("Nothing to do: it stands at %1.").arg(QString::fromStdString(m_plan->to));
    return {};
}

// What is typed is known here at once, and told to the port when it is fired.
std::string LeverController::guardText() const
{
    std::vector<runbook::Obstacle> others = m_obstacles;
    std::erase_if(others, [](const runbook::Obstacle& each) {
        return each.rail == runbook::Rail::TypedTarget;
    });
    return runbook::blockingText(others);
}

void LeverController::setConsent(const Consent& consent)
{
    if (consent == m_consent)
        return;
    const bool isOnlyTyped =
        consent.breakGlass == m_consent.breakGlass && consent.author == m_consent.author;
    m_consent = consent;
    m_port.setConsent(consent);
    if (isOnlyTyped)
        return;
    m_planRequest = 0; // an answer that is under way was asked for without it
    refresh();
}

// True when something was said that no longer holds. Who wrote the runbook stays who it is.
bool LeverController::clearConsent()
{
    const Consent kept{.typed = {}, .breakGlass = {}, .author = m_consent.author};
    if (m_consent == kept)
        return false;
    m_consent = kept;
    m_port.setConsent(m_consent);
    emit consentCleared();
    return true;
}

bool LeverController::needsApproval() const
{
    return m_plan && !m_plan->isNoChange && m_halted.isEmpty() && !isFiring()
        && std::any_of(m_obstacles.begin(), m_obstacles.end(), [](const auto& each) {
               return each.rail == runbook::Rail::Approval && each.isBlocking;
           });
}

void LeverController::askApproval(const QString& reason)
{
    if (!needsApproval())
        return;
    m_askedPlan = planHash(*m_plan);
    m_askedApproval = m_clock.now();
    m_port.requestApproval(*m_plan, reason);
    emit changed();
}

std::optional<telemetry::Timestamp> LeverController::approvalAsked() const
{
    const bool isOfPlan = m_plan && !m_askedPlan.empty() && planHash(*m_plan) == m_askedPlan;
    if (!isOfPlan || m_clock.now() - m_askedApproval > runbook::kApprovalHolds)
        return std::nullopt;
    return m_askedApproval;
}

void LeverController::setRequirement(const std::optional<runbook::Requirement>& requirement)
{
    if (requirement == m_requirement)
        return;
    m_requirement = requirement;
    m_port.setRequirement(requirement);
    m_planRequest = 0; // likewise
    refresh();
}

bool LeverController::isQuick() const
{
    return m_plan && !m_isUndo && !m_isPutBack && !m_isDangerous
        && runbook::directionOf(*m_plan) == runbook::Direction::Safe;
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
    m_notice = tr("Disarmed. %1").arg(tr(reason.toUtf8().constData()));
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
    // The safe direction: the hold itself arms, and its end disarms. The intent is recorded when it
    // is fired, like any other's.
    m_isQuickHold = false;
    if (!isArmed() && isQuick() && canArm()) {
        m_armed.clear();
        m_isQuickHold = m_armed.arm(*m_plan, steadyNow()).has_value();
        m_notice.clear();
    }
    if (!isArmed()) {
        // What was fired already is not told to be armed first.
        const Command* fired = command();
        const QString obstacle = armObstacle();
        const bool isOfThat = fired != nullptr && fired->isBack() == (m_isUndo || m_isPutBack);
        if (!m_halted.isEmpty())
            m_notice = m_halted;
        else if (isOfThat && !fired->isConfirmation && overtakenText().isEmpty()
                 && fired->ladder.isReached(runbook::RungKind::InEffect))
            m_notice =
                (fired->isBack() ? tr("Put back at %1 UTC, and in effect: nothing is left to arm.")
                     : canUndo()
                     ? tr("Fired at %1 UTC, and in effect. To arm it again, undo it first.")
                     : tr("Fired at %1 UTC, and in effect: nothing is left to arm."))
                    .arg(items::utcTimeText(fired->firedAt));
        else if (isOfThat && !fired->mayBeFiredAgain() && !obstacle.isEmpty())
            m_notice = obstacle; // on its way, or fired
        else
            m_notice = tr("Arm first. %1").arg(items::ownWords(obstacle)).trimmed();
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
    if (std::exchange(m_isQuickHold, false))
        m_armed.disarm({});
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
    m_isQuickHold = false;
    const auto plan = m_armed.fire(steadyNow());
    emit holdMoved(0);
    if (!plan) {
        m_notice = QString::fromStdString(plan.error().message);
        emit changed();
        return;
    }
    send(*plan);
}

void LeverController::send(const runbook::LeverPlan& plan)
{
    Command fired;
    fired.run = m_run;
    fired.step = m_step;
    fired.stepTo = m_to.toStdString();
    fired.plan = plan;
    fired.prior = m_isUndo ? m_undoOf.plan.before : plan.before;
    fired.undoOf = m_isUndo ? m_undoOf : runbook::Fired{};
    fired.fired.plan = plan;
    fired.isPutBack = m_isPutBack;
    fired.isConfirmation = plan.isNoChange;
    fired.firedAt = m_clock.now();
    while (std::any_of(m_commands.begin(), m_commands.end(),
                       [&fired](const Command& each) { return each.firedAt == fired.firedAt; }))
        fired.firedAt += std::chrono::nanoseconds(1); // it names the command
    fired.recoverWithin = m_recoverWithin;
    fired.isUndo = m_isUndo;
    if (!plan.isNoChange && !runbook::brokenText(m_obstacles).empty())
        fired.brokenGlass = QString::fromStdString(m_consent.breakGlass);
    m_commands.push_back(std::move(fired));
    m_notice.clear();
    m_recoveryTimer.start();
    m_fireRequest = ++m_lastRequest;
    m_port.fire(m_fireRequest, plan, m_isUndo);
    emit changed();
}

} // namespace runbookview
