// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ports.h"

#include "app/commands/answersight.h"
#include "app/commands/firingdecision.h"
#include "app/commands/guardfacts.h"
#include "app/commands/requirementfacts.h"
#include "app/entryanswer.h"
#include "app/firedjournal.h"
#include "app/roomport.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

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
    const auto tell =
        onGuiThread(this,
                    [complete](EntryPort& port, const Result<telemetry::TimelineEntry>& written) {
                        if (written)
                            emit port.appended(*written);
                        else
                            emit port.failed(QString::fromStdString(written.error().message),
                                             complete);
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
             QLatin1String(runbook::toString(m_roles->roleOf(m_who.account))));
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

void LeverPort::fire(quint64 request, const runbook::LeverPlan& plan, bool isUndo)
{
    emit decided(isUndo ? u"undo"_s : u"action"_s, QString::fromStdString(plan.lever.id),
                 isUndo ? tr("an undo was sent") : tr("the lever was fired"));
    if (plan.isNoChange) { // what is followed goes on: nothing changes by this
        m_worker.start([this, request, plan, asked = asked(isUndo)] {
            const auto result = confirm(plan, asked);
            QMetaObject::invokeMethod(
                this, [this, request, result] { emit fireFinished(request, result); },
                Qt::QueuedConnection);
        });
        return;
    }
    // Whatever was followed before: this command changes what there is to be seen.
    m_recoveryTimer.stop();
    m_recovery.reset();
    m_effectTimer.stop();
    m_effect.reset();
    m_toFollow = m_alarm ? m_alarm : std::optional(m_unalarmed);
    if (isUndo || m_toFollow->service.empty() || m_toFollow->check.empty())
        m_toFollow.reset();
    m_isFiring = true;
    m_worker.start([this, request, plan, isUndo, asked = asked(isUndo)] {
        auto result = carryOut(request, plan, isUndo, asked);
        QMetaObject::invokeMethod(
            this,
            [this, request, plan, result = std::move(result)] {
                takeResult(request, plan, result);
            },
            Qt::QueuedConnection);
    });
}

// Read once more, with one look at what serves: nobody waits for that with the hand on a lever.
Result<runbook::FireResult> LeverPort::confirm(const runbook::LeverPlan& plan, const Asked& asked)
{
    using runbook::FireOutcome;
    using runbook::RungKind;
    using runbook::RungState;
    const auto now = [] { return telemetry::SystemClock().now(); };
    const auto decision = commands::decideFiring(
        plan, false, factsOf(plan, asked, now()), m_queries.path(),
        [this](telemetry::TimelineEntry entry) { return recordNow(std::move(entry)); });
    if (!decision)
        return tl::make_unexpected(decision.error());
    auto read = plan.isRemoval ? m_levers.planUndo(plan.lever.id, plan.before)
                               : m_levers.plan(plan.lever.id, plan.to);
    const auto served = read && read->isNoChange ? m_levers.serving(*read, &m_isClosing)
                                                 : Result<std::vector<runbook::ServingSight>>();
    if (!read || !served) {
        const telemetry::Error error = read ? served.error() : read.error();
        for (const auto& entry : commands::endEntries(
                 plan, runbook::notSent(plan, FireOutcome::Refused, error.message, now()), false,
                 now(), decision->intent))
            record(entry);
        return tl::make_unexpected(error);
    }
    const std::string missing = runbook::missingIn(*served);
    runbook::FireResult result;
    result.before = plan.before;
    result.after = read->before;
    result.wasReadBack = true;
    result.served = *served;
    const std::string notSent = "nothing had to be sent";
    runbook::Rung effect{.kind = RungKind::InEffect,
                         .state = RungState::Reached,
                         .time = now(),
                         .detail = "read back: it stands there"};
    if (!read->isNoChange) {
        result.outcome = FireOutcome::Conflict;
        effect.state = RungState::Failed;
        effect.detail = "somebody has changed it since";
        result.message = "It stood there, and somebody has changed it since. Nothing was sent.";
    } else if (!missing.empty()) {
        result.outcome = FireOutcome::NotYetVisible;
        effect.state = RungState::Waiting;
        effect.time = {};
        effect.detail += ", but it is not served: " + missing;
        result.message =
            "It stands there, but it is not served: " + missing + ". Nothing was sent.";
    } else {
        result.outcome = FireOutcome::Verified;
        effect.detail += served->empty() ? "" : ", and it is served";
        result.message = "It stands there already. Nothing was sent.";
    }
    result.rungs = {{.kind = RungKind::Sent, .time = {}, .detail = notSent},
                    {.kind = RungKind::Accepted, .time = {}, .detail = notSent},
                    effect};
    for (const auto& entry : commands::endEntries(plan, result, false, now(), decision->intent))
        record(entry);
    return result;
}

Result<runbook::FireResult> LeverPort::carryOut(quint64 request, const runbook::LeverPlan& plan,
                                                bool isUndo, const Asked& asked)
{
    const auto now = [] { return telemetry::SystemClock().now(); };
    // Asked again: what was shown may be two seconds old, and much can happen in a hold.
    const auto decision = commands::decideFiring(
        plan, isUndo, factsOf(plan, asked, now()), m_queries.path(),
        [this](telemetry::TimelineEntry entry) { return recordNow(std::move(entry)); });
    if (!decision)
        return telemetry::failure(decision.error().kind,
                                  "What was about to be done could not be recorded, so it was not "
                                  "done: "
                                      + decision.error().message);
    auto result = runbook::isBlocked(decision->obstacles)
        ? Result<runbook::FireResult>(telemetry::failure(
            telemetry::ErrorKind::Refused, runbook::blockingText(decision->obstacles)))
        : fireAllowed(request, plan, isUndo, asked.consent.breakGlass);
    if (result)
        result = awaitingAnswers(plan, std::move(*result), asked.service);
    const runbook::FireResult ended = result
        ? *result
        : runbook::notSent(plan, runbook::FireOutcome::Refused, result.error().message, now());
    for (const auto& entry : commands::endEntries(plan, ended, isUndo, now(), decision->intent))
        record(entry);
    return result;
}

Result<runbook::FireResult> LeverPort::fireJournalled(quint64 request,
                                                      const runbook::LeverPlan& plan, bool isUndo,
                                                      const std::function<Result<void>()>& mayStill)
{
    FiredJournal journal(m_journalPaths ? m_journalPaths(plan.lever.id) : QString(), plan, isUndo);
    if (const auto may = mayStill ? mayStill() : Result<void>(); !may) {
        journal.finish(tl::make_unexpected(may.error()));
        return tl::make_unexpected(may.error());
    }
    auto result = m_levers.fireWatched(plan, &m_isClosing, [this, request](const auto& sent) {
        QMetaObject::invokeMethod(
            this, [this, request, sent] { emit fireSent(request, sent); }, Qt::QueuedConnection);
    });
    journal.finish(result);
    if (result && !journal.problem().empty()) // the chain has it, and so the window
        result->message += " 'plumbline lever undo' does not know of it: " + journal.problem();
    return result;
}

// What the control plane shows is in effect only once new answers show it, where they would.
runbook::FireResult LeverPort::awaitingAnswers(const runbook::LeverPlan& plan,
                                               runbook::FireResult result,
                                               const std::string& service) const
{
    const auto rung = std::ranges::find_if(result.rungs, [](const runbook::Rung& each) {
        return each.kind == runbook::RungKind::InEffect
            && each.state == runbook::RungState::Reached;
    });
    if (!result.wasSent || plan.lever.seenAs.empty() || rung == result.rungs.end())
        return result;
    const auto now = telemetry::SystemClock().now();
    const auto reader = store::Reader::open(m_queries.path());
    // What cannot be read is looked for again, and is not taken for a silence.
    const auto answering = reader ? commands::answeringService(**reader, plan, service, now)
                                  : Result<std::string>(tl::make_unexpected(reader.error()));
    const bool hasAnswers = !answering || !answering->empty();
    const runbook::EffectSight sight(plan, now, hasAnswers);
    if (sight.isReached()) {
        rung->detail += (rung->detail.empty() ? "" : "; ") + sight.detail();
        return result;
    }
    rung->state = runbook::RungState::Waiting;
    rung->time = {};
    rung->detail = sight.detail();
    return result;
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

void LeverPort::takeResult(quint64 request, const runbook::LeverPlan& plan,
                           const Result<runbook::FireResult>& result)
{
    m_isFiring = false;
    emit fireFinished(request, result);
    if (!result)
        return;
    const auto rungOf = [&result](runbook::RungKind kind) {
        return std::ranges::find(result->rungs, kind, &runbook::Rung::kind);
    };
    const auto accepted = rungOf(runbook::RungKind::Accepted);
    const auto effect = rungOf(runbook::RungKind::InEffect);
    if (effect == result->rungs.end())
        return;
    if (effect->state == runbook::RungState::Reached)
        followRecovery(effect->time);
    else if (result->outcome == runbook::FireOutcome::Verified && result->wasSent
             && effect->state == runbook::RungState::Waiting && accepted != result->rungs.end())
        followEffect(plan, accepted->time);
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
