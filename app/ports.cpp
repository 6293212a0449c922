// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ports.h"

#include "app/commands/guardfacts.h"
#include "app/commands/leverjournal.h"
#include "app/commands/requirementfacts.h"
#include "app/entryanswer.h"
#include "app/roomport.h"
#include "models/items/ownwords.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>

#include <chrono>
#include <memory>
#include <utility>

namespace {

using telemetry::Result;

// Two accounts of one write, the window's and the journal's: how far apart their times may be.
constexpr auto kSameWrite = std::chrono::seconds(5);
constexpr auto kFollowInterval = std::chrono::seconds(1);

telemetry::Timestamp eventTime(telemetry::Timestamp time)
{
    return time == telemetry::Timestamp{} ? telemetry::SystemClock().now() : time;
}

// Answers of the recording come on its writing thread, which outlives the ports: whether the port
// is still there is looked at on the GUI thread only.
template<typename Port, typename Handler>
auto onGuiThread(Port* port, Handler handle)
{
    return [self = QPointer<Port>(port),
            handle = std::move(handle)](Result<telemetry::TimelineEntry> written) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, handle, written = std::move(written)] {
                if (self)
                    handle(*self, written);
            },
            Qt::QueuedConnection);
    };
}

} // namespace

RecordingEntryPort::RecordingEntryPort(ingest::Pipeline& pipeline, std::string actor,
                                       QObject* parent)
    : EntryPort(parent)
    , m_pipeline(pipeline)
    , m_actor(std::move(actor))
{
}

void RecordingEntryPort::append(const telemetry::TimelineEntry& entry)
{
    appendFor(m_actor, entry);
}

void RecordingEntryPort::appendFor(const std::string& who, const telemetry::TimelineEntry& entry)
{
    telemetry::TimelineEntry complete = entry;
    complete.actor = who;
    complete.time = eventTime(entry.time);
    emit asked(complete);
    const auto tell = onGuiThread(
        this, [complete](EntryPort& port, const Result<telemetry::TimelineEntry>& written) {
            if (written)
                emit port.appended(*written);
            else
                emit port.failed(QString::fromStdString(written.error().message), complete);
        });
    m_pipeline.record(complete,
                      [share = m_share, tell](const Result<telemetry::TimelineEntry>& written) {
                          if (written && share)
                              share(*written);
                          tell(written);
                      });
}

LeverPort::LeverPort(runbook::LeverGateway& levers, ingest::Pipeline& pipeline,
                     items::RecordingQueries& queries, commands::Operator who, QObject* parent)
    : CommandPort(parent)
    , m_levers(levers)
    , m_pipeline(pipeline)
    , m_queries(queries)
    , m_who(std::move(who))
    , m_actor(m_who.text())
{
    m_readings.setMaxThreadCount(1);
    m_looks.setMaxThreadCount(1);
    m_worker.setMaxThreadCount(1);
    m_recoveryTimer.setInterval(kFollowInterval);
    connect(&m_recoveryTimer, &QTimer::timeout, this, &LeverPort::lookForRecovery);
    m_effectTimer.setInterval(kFollowInterval);
    connect(&m_effectTimer, &QTimer::timeout, this, &LeverPort::lookForEffect);
}

LeverPort::~LeverPort()
{
    m_isClosing = true;
    m_readings.clear();
    m_readings.waitForDone();
    m_looks.clear();
    m_looks.waitForDone();
    m_worker.clear();
    m_worker.waitForDone();
}

void LeverPort::bindAlarm(std::optional<telemetry::AlarmTransition> alarm,
                          const std::string& service, const std::string& check)
{
    m_alarm = std::move(alarm);
    m_unalarmed = {};
    m_unalarmed.service = service;
    m_unalarmed.check = check;
}

QString LeverPort::rolesText() const
{
    if (!m_roles)
        return tr("No roles are set: everybody may move everything.");
    return tr("%1 acts as %2.")
        .arg(QString::fromStdString(telemetry::sanitizedUtf8(m_actor)),
             items::ownWords(
                 QString::fromLatin1(runbook::toString(m_roles->roleOf(m_who.account)))));
}

// Whatever was required to go there, the way back is open.
LeverPort::Asked LeverPort::asked(bool isUndo) const
{
    return {.consent = m_consent,
            .roles = m_roles,
            .service = m_alarm ? m_alarm->service : m_unalarmed.service,
            .requirement = isUndo ? std::nullopt : m_requirement,
            .isUndo = isUndo,
            .isFiring = m_isFiring};
}

runbook::GuardFacts LeverPort::factsOf(const runbook::LeverPlan& plan, const Asked& asked,
                                       telemetry::Timestamp now) const
{
    runbook::GuardFacts known;
    known.who = {.person = m_who.account,
                 .account = m_who.account,
                 .plan = {},
                 .when = {},
                 .name = m_who.name};
    known.roles = asked.roles.get();
    known.author = asked.consent.author;
    known.isReadOnly = m_isReadOnly;
    known.typed = asked.consent.typed;
    known.breakGlass = asked.consent.breakGlass;
    commands::takeRequirement(known, asked.requirement, m_queries.path(), plan, now);
    known.isUndo = asked.isUndo;
    if (m_room != nullptr)
        known.handedOver = m_room->approvalsOf(runbook::planHash(plan));
    return commands::guardFacts(std::move(known), m_queries.path(), plan, asked.service, now);
}

runbookview::PlanAnswer LeverPort::answered(Result<runbook::LeverPlan> plan, const Asked& asked)
{
    runbookview::PlanAnswer answer(std::move(plan));
    if (answer.plan && !answer.plan->isNoChange) {
        const auto now = telemetry::SystemClock().now();
        answer.obstacles =
            runbook::guardObstacles(*answer.plan, factsOf(*answer.plan, asked, now), now);
        if (answer.plan->lever.guard.approvals > 0)
            recordDecisions(*answer.plan, now);
    }
    if (answer.plan && !asked.isFiring)
        answer.openWrites = commands::openWritesIn(m_queries.path(), answer.plan->lever.id);
    return answer;
}

// Who said what of the plan, and why, is part of what happened, whether it is fired or not.
void LeverPort::recordDecisions(const runbook::LeverPlan& plan, telemetry::Timestamp now)
{
    for (const auto& entry : commands::decisionsToRecord(m_queries.path(), plan, now)) {
        if (m_recorded.insert(entry.payload + telemetry::toRfc3339(entry.time)).second)
            record(entry);
    }
}

void LeverPort::requestApproval(const runbook::LeverPlan& plan, const QString& reason)
{
    record(runbook::approvalRequestEntry(plan, m_who.account, reason.toStdString(),
                                         telemetry::SystemClock().now()));
}

void LeverPort::requestPlan(quint64 request, const QString& lever, const QString& to)
{
    m_readings.start([this, request, lever = lever.toStdString(), to = to.toStdString(),
                      asked = asked()] {
        auto answer = answered(m_levers.plan(lever, to), asked);
        QMetaObject::invokeMethod(
            this, [this, request, answer = std::move(answer)] { emit planReady(request, answer); },
            Qt::QueuedConnection);
    });
}

void LeverPort::requestUndo(quint64 request, const QString& lever, const runbook::Fired& fired)
{
    m_readings.start([this, request, lever = lever.toStdString(), fired = runbook::Fired(fired),
                      asked = asked(true)]() mutable {
        fired.plan.lever.id = lever;
        const auto undo = runbook::planUndo(m_levers, fired);
        auto answer = answered(undo ? Result<runbook::LeverPlan>(undo->plan)
                                    : tl::make_unexpected(undo.error()),
                               asked);
        if (undo) {
            answer.conflict = commands::conflictIn(m_queries.path(), *undo, fired);
            answer.open = undo->open;
        }
        QMetaObject::invokeMethod(
            this, [this, request, answer = std::move(answer)] { emit planReady(request, answer); },
            Qt::QueuedConnection);
    });
}

// The command line is not to hold it up either.
void LeverPort::setAside(const runbook::Fired& write)
{
    const QString path = m_journalPaths ? m_journalPaths(write.plan.lever.id) : QString();
    auto journal = path.isEmpty() ? Result<commands::LeverJournal>(
                       telemetry::failure(telemetry::ErrorKind::Usage, "There is no journal."))
                                  : commands::LeverJournal::open(path);
    if (!journal)
        return;
    for (const auto& entry : journal->openWrites()) {
        const bool isSame = runbook::isSameLever(entry.fired.plan.lever, write.plan.lever)
            && entry.fired.plan.to == write.plan.to
            && std::chrono::abs(entry.fired.when - write.when) < kSameWrite;
        if (isSame)
            static_cast<void>(journal->setAside(entry.id)); // else it stays open there, and says so
    }
}

void LeverPort::requestServing(quint64 request, const runbook::LeverPlan& plan)
{
    m_looks.start([this, request, plan] {
        runbookview::ServingAnswer answer(m_levers.serving(plan, &m_isClosing));
        QMetaObject::invokeMethod(
            this,
            [this, request, answer = std::move(answer)] { emit servingReady(request, answer); },
            Qt::QueuedConnection);
    });
}

void LeverPort::requestPutBack(quint64 request, const QString& lever,
                               const runbook::LeverState& state)
{
    m_readings.start([this, request, lever = lever.toStdString(), state, asked = asked()] {
        auto answer = answered(m_levers.planUndo(lever, state), asked);
        QMetaObject::invokeMethod(
            this, [this, request, answer = std::move(answer)] { emit planReady(request, answer); },
            Qt::QueuedConnection);
    });
}

Result<telemetry::TimelineEntry> LeverPort::recordNow(telemetry::TimelineEntry entry)
{
    // Moved, not copied: should the pipeline drop it, nobody is left to hold it.
    EntryAnswer answer = awaitedEntry();
    m_pipeline.record(complete(std::move(entry)), std::move(answer.handler));
    auto written = answer.committed.get();
    if (written && m_share)
        m_share->share(*written);
    return written;
}

telemetry::TimelineEntry LeverPort::complete(telemetry::TimelineEntry entry) const
{
    entry.time = eventTime(entry.time);
    if (entry.actor.empty())
        entry.actor = m_actor;
    return entry;
}

// Any thread.
void LeverPort::record(const telemetry::TimelineEntry& entry)
{
    emit decided(QString::fromStdString(entry.kind), QString::fromStdString(entry.subject),
                 QString::fromStdString(entry.text));
    const auto tell =
        onGuiThread(this, [](LeverPort& port, const Result<telemetry::TimelineEntry>& written) {
            if (!written)
                emit port.recordFailed(QString::fromStdString(written.error().message));
        });
    m_pipeline.record(complete(entry),
                      [share = m_share, tell](const Result<telemetry::TimelineEntry>& written) {
                          if (written && share)
                              share->share(*written);
                          tell(written);
                      });
}
