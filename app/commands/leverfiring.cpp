// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverfiring.h"

#include "app/commands/answersight.h"
#include "app/commands/cancelonsignal.h"
#include "app/commands/commandroom.h"
#include "app/commands/firingdecision.h"
#include "app/commands/firingroom.h"
#include "app/commands/guardfacts.h"
#include "app/commands/jsonrows.h"
#include "app/commands/leverjson.h"
#include "app/commands/levertext.h"
#include "app/commands/operatorname.h"
#include "app/commands/outcome.h"
#include "app/commands/recoverywait.h"
#include "app/commands/requirementfacts.h"
#include "app/commands/terminal.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/leverentries.h"
#include "models/runbook/openwrites.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace commands {

using namespace Qt::StringLiterals;
using actuation::HttpLeverGateway;
using runbook::FireOutcome;
using runbook::FireResult;
using runbook::LeverPlan;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

// Two accounts of one write, the journal's and the recording's: how far apart their times may be.
constexpr auto kSameWrite = std::chrono::seconds(5);

// What was done cannot be taken back because its record failed: say so and keep the outcome.
void warn(const Result<void>& written)
{
    if (!written)
        report(written.error());
}

int firedStatus(FireOutcome outcome, bool isUndo)
{
    switch (outcome) {
    case FireOutcome::Verified:
        return 0;
    case FireOutcome::Conflict:
    case FireOutcome::Refused:
        return 1;
    case FireOutcome::Partial:
        return isUndo ? 1 : 5;
    case FireOutcome::NotYetVisible:
    case FireOutcome::Unknown:
        return 5;
    }
    return 5;
}

void show(const LeverFiring& firing, const LeverPlan& plan, const FireResult& result)
{
    if (!firing.isJson) {
        printResult(result);
        return printOpen(firing.open);
    }
    QJsonObject json = toJson(plan, result);
    // The command line's own words for a firing know of no part: the wanted state is not seen, as a
    // whole. Which machines took it stands in replicas.
    if (!firing.isUndo() && result.outcome == FireOutcome::Partial) {
        json[u"outcome"_s] = QLatin1String(runbook::toString(FireOutcome::NotYetVisible));
        json[u"partial"_s] = true;
    }
    json[u"open_writes"_s] = openJson(firing.open);
    printJson(json);
}

// The exit status is the error's own: an unreachable peer stays one, whatever the outcome is
// called.
int reportNotSent(const LeverFiring& firing, const LeverPlan& plan, const telemetry::Error& error)
{
    const FireResult result =
        runbook::notSent(plan, FireOutcome::Refused, error.message, telemetry::SystemClock().now());
    warn(firing.record.result(plan, result, firing.isUndo()));
    if (firing.isJson)
        printJson(toJson(plan, result));
    return report(error);
}

runbook::GuardFacts factsOf(const LeverFiring& firing, const LeverPlan& plan)
{
    runbook::GuardFacts known;
    const Operator who = currentOperator();
    known.who = {
        .person = who.account, .account = who.account, .plan = {}, .when = {}, .name = who.name};
    known.roles = firing.roles.get();
    known.author = firing.options.author;
    known.handedOver = firing.handedOver;
    known.typed = firing.options.confirm;
    known.breakGlass = firing.options.breakGlass;
    known.isCommandLine = true;
    known.isUndo = firing.isUndo();
    const telemetry::Timestamp now = telemetry::SystemClock().now();
    if (!known.isUndo) // whatever was required to go there, the way back is open
        takeRequirement(known, firing.options.requirement, firing.options.record, plan, now);
    return guardFacts(std::move(known), firing.options.record, plan, {}, now);
}

// The guard rails, asked just before it is sent, with the intent written.
Result<FiringDecision> decide(const LeverFiring& firing, const LeverPlan& plan)
{
    const auto write = [&firing](telemetry::TimelineEntry entry) {
        return firing.record.intent(std::move(entry));
    };
    return decideFiring(plan, firing.isUndo(),
                        plan.isNoChange ? runbook::GuardFacts{} : factsOf(firing, plan),
                        firing.options.record, write);
}

// Where new answers are looked for. Refused before anything is sent: what cannot be read, and the
// recording that this command writes itself, into which no new answer can come meanwhile.
Result<AnswerWait> answerWait(const LeverOptions& options)
{
    AnswerWait wait{.recording = options.answers, .within = {}, .cancel = nullptr};
    if (options.answers.empty())
        return wait;
    const auto within = telemetry::durationFromText(options.answersWithin);
    if (!within)
        return tl::make_unexpected(within.error());
    wait.within = *within;
    const auto reader = store::Reader::open(options.answers);
    if (!reader)
        return tl::make_unexpected(reader.error());
    std::error_code error;
    if (!options.record.empty()
        && std::filesystem::equivalent(options.answers, options.record, error))
        return failure(ErrorKind::Usage,
                       "Nothing was sent: while this command writes " + options.record
                           + " no new answer comes into it. Name with --answers the recording that "
                             "they are written to.");
    return wait;
}

// What recovery is tested on, before anything is sent.
Result<RecoveryWait> recoveryWait(const LeverOptions& options, const LeverPlan& plan)
{
    RecoveryWait wait;
    if (options.recoveredWithin.empty())
        return wait;
    if (options.answers.empty())
        return failure(ErrorKind::Usage,
                       "--recovered-within needs --answers: the recording in which the signal is "
                       "tested.");
    const auto within = telemetry::durationFromText(options.recoveredWithin);
    if (!within)
        return tl::make_unexpected(within.error());
    auto alarm = alarmToClear(options.answers, options.alarm, plan);
    if (!alarm)
        return tl::make_unexpected(alarm.error());
    wait.recording = options.answers;
    wait.alarm = std::move(*alarm);
    wait.within = *within;
    return wait;
}

void noteRecovery(const std::string& path, const LeverPlan& plan, const FireResult& result,
                  std::int64_t intent)
{
    const auto rung =
        std::ranges::find(result.rungs, runbook::RungKind::Recovered, &runbook::Rung::kind);
    if (path.empty() || rung == result.rungs.end())
        return;
    auto record = LeverRecord::open(path);
    if (!record)
        return warn(tl::make_unexpected(record.error()));
    auto entry = runbook::rungEntry(plan, *rung, rung->time);
    warn(record->note(intent != 0 ? runbook::ofIntent(std::move(entry), intent) : entry));
}

// What the room says to a firing: why not, or with which words all the same.
Result<void> heed(const LeverFiring& firing, const LeverPlan& plan, const room::FiringLeave& leave)
{
    if (!leave.isAllowed)
        return failure(ErrorKind::Refused, "Nothing was sent. " + leave.reason);
    if (leave.isBroken)
        warn(firing.record.note(brokenRoomEntry(plan, firing.options.breakGlass, leave)));
    else if (!leave.reason.empty())
        print(stderr, "plumbline: %s\n", leave.reason.c_str());
    return {};
}

// Effective is not recovered: where it was asked for, the exit status says which.
int statusOf(const FireResult& result, bool isUndo)
{
    const int status = firedStatus(result.outcome, isUndo);
    const auto recovered =
        std::ranges::find(result.rungs, runbook::RungKind::Recovered, &runbook::Rung::kind);
    if (status != 0 || recovered == result.rungs.end()
        || recovered->state == runbook::RungState::Reached)
        return status;
    return recovered->state == runbook::RungState::Failed ? 1 : 5;
}

} // namespace

Result<LeverJournal> openJournal(const LeverOptions& options, const HttpLeverGateway& gateway)
{
    if (!options.journal.empty())
        return LeverJournal::open(QString::fromStdString(options.journal));
    return LeverJournal::open(LeverJournal::defaultPath(gateway, options.baseUrl, options.lever));
}

Result<void> checkConfirmation(const LeverOptions& options, const LeverPlan& plan)
{
    if (options.confirm == plan.lever.target)
        return {};
    const std::string target = plan.lever.target;
    return failure(ErrorKind::Usage,
                   (options.confirm.empty()
                        ? std::string("Nothing was sent: confirm the target.")
                        : "Nothing was sent: \"" + options.confirm + "\" is not the target.")
                       + " It is " + target + " in " + plan.lever.environment
                       + "; to go on, add --confirm " + target);
}

int carryOut(const LeverFiring& firing, const LeverPlan& plan)
{
    auto wait = answerWait(firing.options);
    if (!wait)
        return report(wait.error());
    auto recovery = recoveryWait(firing.options, plan);
    if (!recovery)
        return report(recovery.error());
    const auto decision = decide(firing, plan);
    if (!decision)
        return report(decision.error());
    if (!firing.isJson)
        printGuard(decision->obstacles);
    if (runbook::isBlocked(decision->obstacles)) {
        const bool isUntyped = std::ranges::any_of(decision->obstacles, [](const auto& each) {
            return each.rail == runbook::Rail::TypedTarget && each.isBlocking;
        });
        return reportNotSent(
            firing, plan,
            {ErrorKind::Refused,
             "Nothing was sent. " + runbook::blockingText(decision->obstacles)
                 + (isUntyped ? " Here that is --confirm " + plan.lever.target : std::string())});
    }
    CommandRoom* room = plan.isNoChange ? nullptr : CommandRoom::current();
    room::FiringLeave leave;
    if (room != nullptr) {
        leave = room->mayFire(plan, firing.options.breakGlass);
        if (const auto may = heed(firing, plan, leave); !may)
            return reportNotSent(firing, plan, may.error());
    }
    // Where nothing changes there is nothing to undo: the journal keeps what was really there.
    std::string unjournalled = firing.unjournalled;
    const auto begun = !plan.isNoChange && unjournalled.empty()
        ? firing.journal.begin(plan, firing.undone)
        : Result<QString>(QString());
    if (!begun && !isTrip(plan)) // the intent is to have an end
        return reportNotSent(firing, plan, begun.error());
    if (!begun)
        unjournalled = begun.error().message;
    const QString entry = begun.value_or(QString());
    if (room != nullptr) {
        const bool wasBroken = leave.isBroken;
        leave = room->mayStillFire(plan, firing.options.breakGlass, leave);
        const auto may = wasBroken && leave.isAllowed ? Result<void>() : heed(firing, plan, leave);
        if (!may) {
            if (!entry.isEmpty())
                warn(firing.journal.drop(entry));
            room->release(plan);
            return reportNotSent(firing, plan, may.error());
        }
    }
    const CancelOnSignal cancel;
    const auto result = firing.gateway.fire(plan, cancel.flag());
    if (!result) {
        if (!entry.isEmpty())
            warn(firing.journal.drop(entry));
        return reportNotSent(firing, plan, result.error());
    }
    if (!entry.isEmpty())
        warn(firing.journal.finish(entry, plan, *result));
    else if (firing.isUndo() && result->outcome == FireOutcome::Verified)
        warn(firing.journal.markUndone(firing.undone));
    wait->cancel = cancel.flag();
    recovery->cancel = cancel.flag();
    FireResult seen = withAnswers(plan, *result, *wait);
    if (!unjournalled.empty())
        seen.message += " 'plumbline lever undo' does not know of it: " + unjournalled;
    warn(firing.record.result(plan, seen, firing.isUndo()));
    if (room != nullptr)
        room->release(plan);
    if (recovery->alarm) {
        // It may take long, and nobody else's trip waits for it.
        const std::int64_t intent = firing.record.newestIntent();
        firing.record.release();
        seen = withRecovery(std::move(seen), *recovery);
        noteRecovery(firing.options.record, plan, seen, intent);
    }
    show(firing, plan, seen);
    return statusOf(seen, firing.isUndo());
}

int reportUnsent(const LeverFiring& firing, const LeverPlan& plan, FireOutcome outcome,
                 const std::string& message)
{
    warn(firing.record.intent(plan,
                              firing.isUndo())); // first: entries stand in order of their times
    const FireResult result =
        runbook::notSent(plan, outcome, message, telemetry::SystemClock().now());
    warn(firing.record.result(plan, result, firing.isUndo()));
    show(firing, plan, result);
    return firedStatus(result.outcome, firing.isUndo());
}

namespace {

// What a reading tells, and then what serves: the control plane alone is no effect where somebody
// can be asked.
runbook::WriteFate servedFate(HttpLeverGateway& gateway, const runbook::Fired& fired,
                              const runbook::LeverState& now, runbook::TokenStrength token)
{
    const auto fate = runbook::fateOf(fired, now, token);
    if (fate != runbook::WriteFate::Landed)
        return fate;
    LeverPlan shown = fired.plan;
    shown.before = now;
    shown.isNoChange = true;
    const auto served = gateway.serving(shown, nullptr);
    return served && runbook::missingIn(*served).empty() ? fate : runbook::WriteFate::Open;
}

} // namespace

std::vector<runbook::Fired> openWritesOf(const LeverOptions& options, HttpLeverGateway& gateway,
                                         LeverJournal& journal,
                                         const runbook::LeverDescription& lever,
                                         const runbook::LeverState& now, LeverRecord* record)
{
    using runbook::WriteFate;
    std::vector<runbook::Fired> open;
    for (const LeverJournal::Entry& entry : journal.openWrites()) {
        if (!isLeverOf(entry.plan.lever, lever))
            continue; // a journal may be shared; another lever's reading tells nothing of it
        const WriteFate fate = servedFate(gateway, entry.fired, now, lever.token);
        if (fate == WriteFate::Open)
            open.push_back(entry.fired);
        else
            warn(journal.settle(entry.id, fate));
    }
    if (options.record.empty())
        return open;
    for (const runbook::Fired& fired : openWritesIn(options.record, lever.id)) {
        if (!isLeverOf(fired.plan.lever, lever))
            continue;
        const WriteFate fate = servedFate(gateway, fired, now, lever.token);
        const bool isKnown = std::ranges::any_of(open, [&fired](const runbook::Fired& each) {
            return each.plan.to == fired.plan.to
                && std::chrono::abs(each.when - fired.when) < kSameWrite;
        });
        if (fate == WriteFate::Open && !isKnown)
            open.push_back(fired);
        else if (fate != WriteFate::Open && record != nullptr)
            warn(record->note(
                runbook::settledEntry(fired, fate, now, telemetry::SystemClock().now())));
    }
    return open;
}

const runbook::Fired* sameOpen(const std::vector<runbook::Fired>& open, const LeverPlan& plan)
{
    const auto found = std::ranges::find_if(open, [&plan](const runbook::Fired& each) {
        if (plan.isRemoval || each.plan.isRemoval)
            return plan.isRemoval && each.plan.isRemoval;
        return plan.to.empty() ? displayText(each.plan.rawAfter) == displayText(plan.rawAfter)
                               : displayText(each.plan.to) == displayText(plan.to);
    });
    return plan.isNoChange || found == open.end() ? nullptr : &*found;
}

bool isTrip(const LeverPlan& plan)
{
    return runbook::directionOf(plan) == runbook::Direction::Safe;
}

QJsonArray openJson(const std::vector<runbook::Fired>& open)
{
    QJsonArray json;
    for (const runbook::Fired& fired : open)
        json.append(QJsonObject{
            {u"lever"_s, displayText(fired.plan.lever.id)},
            {u"to"_s, displayText(fired.plan.to)},
            {u"who"_s, displayText(fired.who)},
            {u"when"_s,
             fired.when == telemetry::Timestamp{}
                 ? QJsonValue()
                 : QJsonValue(QString::fromStdString(telemetry::toRfc3339(fired.when)))},
            {u"text"_s, displayText(runbook::openText(fired))}});
    return json;
}

void printOpen(const std::vector<runbook::Fired>& open)
{
    for (const runbook::Fired& fired : open)
        print(stdout, "open    %s\n", runbook::openText(fired).c_str());
}

} // namespace commands
