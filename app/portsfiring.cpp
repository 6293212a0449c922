// SPDX-License-Identifier: GPL-3.0-or-later

// LeverPort: what is done once a lever is fired.

#include "app/commands/firingdecision.h"
#include "app/commands/guardfacts.h"
#include "app/firedjournal.h"
#include "app/ports.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/inenglish.h"
#include "models/telemetry/signalcheck.h"

#include <QMetaObject>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

using telemetry::Result;

namespace {

// Recorded with what is on the screen then, which is said in the window's language.
QString sentText(bool isUndo)
{
    const telemetry::InEnglish recorded;
    return isUndo ? LeverPort::tr("an undo was sent") : LeverPort::tr("the lever was fired");
}

} // namespace

void LeverPort::fire(quint64 request, const runbook::LeverPlan& plan, bool isUndo)
{
    emit decided(isUndo ? u"undo"_s : u"action"_s, QString::fromStdString(plan.lever.id),
                 sentText(isUndo));
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
    // A clock moves no check: whatever alarm is open, it is not by that that it is seen right
    // again.
    const bool isOfTimes = m_unalarmed.check == telemetry::kAnswerTime;
    m_toFollow = m_alarm && !isOfTimes ? m_alarm : std::optional(m_unalarmed);
    if (isOfTimes && m_alarm) // before which the delay of answers was as usual
        m_toFollow->onset = m_alarm->onset;
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
