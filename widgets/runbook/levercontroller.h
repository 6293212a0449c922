// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/armedlever.h"
#include "models/runbook/effectladder.h"
#include "models/telemetry/clock.h"
#include "widgets/runbook/commandport.h"
#include "widgets/runbook/levercommand.h"
#include "widgets/runbook/openwritereader.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>
#include <string>
#include <vector>

namespace runbookview {

// Carries one lever step from its plan to the last rung: keeps reading the lever, arms, disarms
// when anything changes underneath, fires, follows the ladder and offers the undo, all recorded
// through the port. What was fired is kept for each step of the run; a command of an earlier run is
// followed to its end, but never shown in or counted for a later one. GUI thread.
class LeverController final : public QObject
{
    Q_OBJECT

public:
    LeverController(CommandPort& port, const telemetry::Clock& clock, LeverTiming timing = {},
                    QObject* parent = nullptr);

    using Command = LeverCommand;

    // Another run begins, or none: what was fired in the one before is no longer this one's.
    void beginRun();
    // Looks at this step's lever from now on. Disarms.
    void select(const std::string& step, const std::string& lever, const std::string& to,
                telemetry::Duration recoverWithin = {});
    void clear();

    const std::optional<runbook::LeverPlan>& plan() const { return m_plan; }
    QString planError() const { return m_planError; }
    bool isStale() const; // read too long ago, or asked for so long and never read
    telemetry::Duration planAge() const; // since the last good answer, or since it is asked for

    // While there is a reason, nothing can be armed, held, fired or undone, by whatever way, and
    // what is armed is disarmed. Empty: as usual.
    void setHalted(const QString& reason);
    // What somebody says besides pressing; the guard rails are asked again. It is meant for the
    // plan that is shown: with another one it is gone.
    void setConsent(const Consent& consent);
    const Consent& consent() const { return m_consent; }
    // What the step requires of an earlier one; nothing where it requires nothing.
    void setRequirement(const std::optional<runbook::Requirement>& requirement);
    // What stands in the way of the plan, and what is to be known; as of the last reading.
    const std::vector<runbook::Obstacle>& obstacles() const { return m_obstacles; }
    QString rolesText() const { return m_port.rolesText(); }
    bool needsApproval() const; // the approval of others is what the plan waits for
    // Asks whoever has the recording open to agree to the plan.
    void askApproval(const QString& reason);
    std::optional<telemetry::Timestamp> approvalAsked() const; // when; none: not, or lapsed
    // The runbook calls the step dangerous: it is armed whatever its direction.
    void setDangerous(bool isDangerous) { m_isDangerous = isDangerous; }
    bool isQuick() const; // a move to the safe value: one hold, no arming

    bool canArm() const { return armObstacle().isEmpty(); }
    QString armObstacle() const; // why it cannot be armed now; empty when it can
    void arm();
    void disarm(const QString& reason); // in English, as it is recorded; the notice translates
    bool isArmed() const { return m_armed.state() == runbook::ArmedLever::State::Armed; }
    bool isFiring() const { return m_fireRequest != 0; }
    telemetry::Duration armedRemaining() const;
    // Why it was disarmed, or what to do; empty when there is nothing to say.
    QString notice() const { return m_notice; }

    void press();
    void release();

    // What was fired for a step of this run before the console took it up: shown, not fired again,
    // and offered for undo like this console's own. What is open is read back by itself, at once.
    // `command` has step, stepTo, plan, ladder, prior, fired, firedAt, isUndo and undoOf.
    void adopt(Command command);
    // The newest of the selected step in this run; nullptr before it was fired.
    const Command* command() const;
    const Command* moved() const; // likewise, but not one that only confirmed how it stands
    bool canUndo() const;
    bool isUndoSelected() const { return m_isUndo; }
    void selectUndo();
    // Why the undo that is chosen may not be sent: somebody else has moved the lever since. Empty:
    // it may, or none is chosen.
    QString undoConflict() const { return m_isUndo ? m_conflict : QString(); }
    // The write that the undo would take back may yet land.
    QString undoOpen() const { return m_isUndo ? m_open : QString(); }
    // The way out of a conflict: the prior state set over what stands there, as a new firing.
    bool canPutBack() const { return m_halted.isEmpty() && !undoConflict().isEmpty(); }
    bool isPutBackSelected() const { return m_isPutBack; }
    void selectPutBack();
    // What became of the selected step's newest command is not known; it is read back by itself.
    bool isOpen() const { return command() != nullptr && m_reader.isOpen(command()->firedAt); }
    QString openText() const; // what was read back so far, and when it is read next
    void readAgain();
    // A person takes the selected step's open write for one that does not count any more, once it
    // has been read back; what became of it stays unknown.
    bool canSetAside() const;
    void setAside(const QString& reason);
    // The lever stands where the step wants it, and this run did not move it: read once more, with
    // what serves. Nothing is written, so nothing is armed.
    bool canConfirm() const;
    void confirm();
    // The newest command was in effect, and the lever stands elsewhere by now, in words.
    QString overtakenText() const;
    // Open writes of this window, and those of the recording that are of the plan's lever.
    QStringList openTexts() const;

signals:
    void changed();
    void consentCleared(); // what was typed and broken was for another plan
    void planChanged(); // read again, or none any more
    void holdMoved(double share);
    void inEffect(const QString& step);
    // It will not be in effect, or it is and the signal did not come back in time.
    void failed(const QString& step, const QString& detail);
    void recoveredLate(const QString& step, const QString& detail); // after all
    void undone(const QString& step, const QString& prior); // the state before the step is back

private:
    void refresh();
    void forgetPlan();
    bool clearConsent();
    void takeSent(quint64 request, const runbook::Rung& sent);
    void takeReading(const runbook::Fired& write, const runbook::LeverPlan& seen);
    void settleRecorded(const PlanAnswer& answer);
    void takePlan(quint64 request, const PlanAnswer& answer);
    void takeResult(quint64 request, const FireAnswer& answer);
    void takeEffect(const EffectStatus& status);
    void judgeEffect();
    void takeRecovery(const RecoveryStatus& status);
    std::string guardText() const;
    void judgeRecovery();
    void settleByReading(Command& fired, const runbook::LeverPlan& seen);
    void takeServed(const runbook::Fired& write, const runbook::LeverState& shown,
                    const std::string& missing);
    void settleServed(Command& fired);
    Command* followed();
    const runbook::Fired* openElsewhere() const; // the same write as the plan's, of whomever
    void send(const runbook::LeverPlan& plan);
    telemetry::Result<void> checkPlan(const runbook::LeverPlan& plan) const;
    void settle(Command& command, runbook::RungKind kind, runbook::RungState state,
                const std::string& detail);
    void announce(const Command& command, const runbook::EffectLadder& before);
    void watch(const runbook::LeverPlan& now, bool isStale);
    void tick();
    void tryToFire();
    telemetry::Timestamp steadyNow() const; // for holding and ages; never goes backwards

    CommandPort& m_port;
    const telemetry::Clock& m_clock;
    const LeverTiming m_timing;
    QElapsedTimer m_steady;
    QTimer m_refreshTimer;
    QTimer m_tickTimer;
    QTimer m_holdTimer;
    QTimer m_recoveryTimer; // runs whatever step is looked at, until the limit of the newest one
    quint64 m_run = 0;
    std::string m_step;
    QString m_lever;
    QString m_to;
    telemetry::Duration m_recoverWithin{};
    bool m_isUndo = false;
    bool m_isPutBack = false;
    runbook::Fired m_undoOf; // what an undo takes back, and whose prior state is put back
    QString m_conflict;
    QString m_open;
    std::optional<runbook::LeverPlan> m_plan;
    QString m_planError;
    telemetry::Timestamp m_askedAt; // steady; the first question about this step
    std::optional<telemetry::Timestamp> m_answeredAt; // steady
    bool m_isReadSince = false; // the last answer is of after the newest command's end
    quint64 m_lastRequest = 0;
    quint64 m_planRequest = 0; // the one that is waited for; 0: none
    quint64 m_fireRequest = 0;
    runbook::ArmedLever m_armed;
    Consent m_consent;
    std::string m_askedPlan; // hash of the plan that others were asked about
    telemetry::Timestamp m_askedApproval; // when
    std::optional<runbook::Requirement> m_requirement;
    std::vector<runbook::Obstacle> m_obstacles;
    bool m_isDangerous = false;
    bool m_isQuickHold = false; // armed by the hold that is under way
    QString m_halted; // why nothing can be commanded now
    QString m_notice;
    OpenWriteReader m_reader;
    std::vector<runbook::Fired> m_recorded; // open writes of the plan's lever, by whomever
    std::vector<telemetry::Timestamp> m_settled; // of those, settled from here
    std::vector<Command> m_commands; // of this run, and the newest before; oldest first
};

} // namespace runbookview
