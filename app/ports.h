// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/operatorname.h"
#include "app/commands/recoveryfollower.h"
#include "models/ingest/pipeline.h"
#include "models/items/recordingqueries.h"
#include "models/runbook/effectsight.h"
#include "models/runbook/guardrails.h"
#include "models/runbook/lever.h"
#include "models/runbook/roles.h"
#include "models/telemetry/alarm.h"
#include "widgets/incident/entryport.h"
#include "widgets/runbook/commandport.h"

#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

class RoomPort;
class RoomShare;

// Notes, verdicts and the like into the recording that is being written.
class RecordingEntryPort final : public incident::EntryPort
{
    Q_OBJECT

public:
    RecordingEntryPort(ingest::Pipeline& pipeline, std::string actor, QObject* parent = nullptr);

    // Told of each entry when it is committed, first, on the thread that wrote it; empty: nobody.
    void setShare(std::function<void(const telemetry::TimelineEntry&)> share)
    {
        m_share = std::move(share);
    }

    std::string actor() const override { return m_actor; }
    void append(const telemetry::TimelineEntry& entry) override;
    void appendFor(const std::string& who, const telemetry::TimelineEntry& entry) override;

signals:
    void asked(const telemetry::TimelineEntry& entry); // to be written

private:
    ingest::Pipeline& m_pipeline;
    const std::string m_actor;
    std::function<void(const telemetry::TimelineEntry&)> m_share;
};

// What the runbook dock may do in a live session: plans and fires through the gateway on a thread
// of its own, and afterwards tests on the recording whether the alarm's signal is back. What is
// fired is recorded on that thread too, so that the chain is whole even when the window is closed
// meanwhile. The pipeline must outlive it.
class LeverPort final : public runbookview::CommandPort
{
    Q_OBJECT

public:
    LeverPort(runbook::LeverGateway& levers, ingest::Pipeline& pipeline,
              items::RecordingQueries& queries, commands::Operator who, QObject* parent = nullptr);
    ~LeverPort() override; // gives up a running read-back, records what is known, and waits for it

    // The alarm that the commands of the run are to cure: its signal is what "recovered" is tested
    // on. None: nothing can recover, and the check of the service that the run is about is measured
    // all the same. telemetry::kAnswerTime as the check: it is tested whatever alarm there is.
    void bindAlarm(std::optional<telemetry::AlarmTransition> alarm, const std::string& service = {},
                   const std::string& check = {});
    const std::optional<telemetry::AlarmTransition>& boundAlarm() const { return m_alarm; }
    bool isFiring() const { return m_isFiring; }

    // Null: none are set, and rolesText() says so. Before anything is asked for.
    void setRoles(std::shared_ptr<const runbook::Roles> roles) { m_roles = std::move(roles); }

    // Where what is fired at a lever is kept for `plumbline lever undo`; empty or never said: it is
    // not. Called on the worker's thread. Before anything is fired.
    void setJournalPaths(std::function<QString(const std::string& lever)> paths)
    {
        m_journalPaths = std::move(paths);
    }

    // The shared room, which outlives this, is told what is recorded, and asked before it is sent.
    void setRoom(RoomPort* room);
    // One is set and cannot be had, and why: then only trips are fired, and with broken glass.
    void setRoomProblem(std::string problem) { m_roomProblem = std::move(problem); }

    // Nothing is sent while it is on, whatever was armed before.
    void setReadOnly(bool isReadOnly) { m_isReadOnly = isReadOnly; }

    std::string actor() const override { return m_actor; }
    QString rolesText() const override;
    void setConsent(const runbookview::Consent& consent) override { m_consent = consent; }
    void setRequirement(const std::optional<runbook::Requirement>& requirement) override
    {
        m_requirement = requirement;
    }
    bool followEffect(const runbook::LeverPlan& plan, telemetry::Timestamp accepted) override;
    void requestApproval(const runbook::LeverPlan& plan, const QString& reason) override;
    void requestPlan(quint64 request, const QString& lever, const QString& to) override;
    void requestUndo(quint64 request, const QString& lever, const runbook::Fired& fired) override;
    void setAside(const runbook::Fired& write) override;
    void requestServing(quint64 request, const runbook::LeverPlan& plan) override;
    void requestPutBack(quint64 request, const QString& lever,
                        const runbook::LeverState& state) override;
    void fire(quint64 request, const runbook::LeverPlan& plan, bool isUndo) override;
    void record(const telemetry::TimelineEntry& entry) override;

    void followRecovery(telemetry::Timestamp inEffect) override;

signals:
    // Somebody decided something here: kind and subject of the entry that says so, and in words.
    void decided(const QString& kind, const QString& subject, const QString& text);

private:
    // What the worker is told of the GUI thread's affairs.
    struct Asked
    {
        runbookview::Consent consent;
        std::shared_ptr<const runbook::Roles> roles;
        std::string service; // that the run is about
        std::optional<runbook::Requirement> requirement;
        bool isUndo = false;
        bool isFiring = false; // what is under way is no open write
    };
    Asked asked(bool isUndo = false) const;
    runbook::GuardFacts factsOf(const runbook::LeverPlan& plan, const Asked& asked,
                                telemetry::Timestamp now) const; // any thread
    runbookview::PlanAnswer answered(telemetry::Result<runbook::LeverPlan> plan,
                                     const Asked& asked);
    void recordDecisions(const runbook::LeverPlan& plan, telemetry::Timestamp now);
    // The worker's thread: the guard rails, the intent, the write, what became of it.
    telemetry::Result<runbook::FireResult> carryOut(quint64 request, const runbook::LeverPlan& plan,
                                                    bool isUndo, const Asked& asked);
    telemetry::Result<runbook::FireResult> confirm(const runbook::LeverPlan& plan,
                                                   const Asked& asked);
    telemetry::Result<runbook::FireResult> fireAllowed(quint64 request,
                                                       const runbook::LeverPlan& plan, bool isUndo,
                                                       const std::string& breakGlass);
    telemetry::Result<runbook::FireResult>
    fireJournalled(quint64 request, const runbook::LeverPlan& plan, bool isUndo,
                   const std::function<telemetry::Result<void>()>& mayStill); // empty: it may
    runbook::FireResult awaitingAnswers(const runbook::LeverPlan& plan, runbook::FireResult result,
                                        const std::string& service) const;
    void lookForEffect();
    // Waits for the commit; the entry as written.
    telemetry::Result<telemetry::TimelineEntry> recordNow(telemetry::TimelineEntry entry);
    void takeResult(quint64 request, const runbook::LeverPlan& plan,
                    const telemetry::Result<runbook::FireResult>& result);
    telemetry::TimelineEntry complete(telemetry::TimelineEntry entry) const;
    void lookForRecovery();
    void tellRecovery(const std::string& failing);

    runbook::LeverGateway& m_levers;
    ingest::Pipeline& m_pipeline;
    items::RecordingQueries& m_queries;
    const commands::Operator m_who; // its account is the identity
    const std::string m_actor; // as the timeline tells it
    std::atomic<bool> m_isClosing = false;
    std::atomic<bool> m_isReadOnly = false;
    bool m_isFiring = false;
    QThreadPool m_readings; // one thread, for plans: a firing does not wait behind a slow one
    std::set<std::string> m_recorded; // decisions beside the recording; the readings' thread only
    QThreadPool m_looks; // one thread, at what serves, which may be slow
    QThreadPool m_worker; // one thread: commands go one after the other
    RoomPort* m_room = nullptr; // none is set
    std::shared_ptr<RoomShare> m_share; // with it; what is on its way may outlive both
    std::string m_roomProblem; // empty: none
    QTimer m_recoveryTimer;
    std::shared_ptr<const runbook::Roles> m_roles;
    std::function<QString(const std::string& lever)> m_journalPaths;
    runbookview::Consent m_consent;
    std::optional<runbook::Requirement> m_requirement;
    struct Effect // what is looked for in new answers
    {
        runbook::LeverPlan plan;
        telemetry::Timestamp accepted;
        std::string service; // that the run is about
    };
    QTimer m_effectTimer;
    std::shared_ptr<Effect> m_effect; // while it is looked for; null otherwise
    std::optional<telemetry::AlarmTransition> m_alarm;
    telemetry::AlarmTransition m_unalarmed; // no id: what is measured without an alarm
    std::optional<telemetry::AlarmTransition> m_toFollow; // of the newest command
    std::shared_ptr<RecoveryFollower> m_recovery; // while it is followed; null otherwise
};
