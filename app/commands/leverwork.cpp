// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverwork.h"

#include "app/commands/firingdecision.h"
#include "app/commands/guardfacts.h"
#include "app/commands/jsonrows.h"
#include "app/commands/leverjournal.h"
#include "app/commands/leverjson.h"
#include "app/commands/leverrecord.h"
#include "app/commands/levertext.h"
#include "app/commands/operatorname.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/guardrails.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace commands {

using namespace Qt::StringLiterals;
using actuation::HttpLeverGateway;
using runbook::FireOutcome;
using runbook::FireResult;
using runbook::LeverPlan;
using runbook::LeverState;
using runbook::RungKind;
using runbook::RungState;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

int exitStatus(FireOutcome outcome)
{
    switch (outcome) {
    case FireOutcome::Verified:
        return 0;
    case FireOutcome::Conflict:
    case FireOutcome::Refused:
        return 1;
    case FireOutcome::NotYetVisible:
    case FireOutcome::Unknown:
        return 5;
    }
    return 5;
}

// Ends with this console: SIGINT cancels the wait for a reply, which is then read back once.
class CancelOnSignal
{
public:
    CancelOnSignal()
    {
        installSignalHandlers();
        m_thread = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested() && !m_isCancelled) {
                m_isCancelled = isInterrupted();
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
    }
    const std::atomic<bool>* flag() const { return &m_isCancelled; }

private:
    std::atomic<bool> m_isCancelled = false;
    std::jthread m_thread;
};

// Everything that one firing needs besides the plan.
struct Firing
{
    HttpLeverGateway& gateway;
    LeverJournal& journal;
    LeverRecord& record;
    const LeverOptions& options;
    std::shared_ptr<const runbook::Roles> roles; // null: none are set
    std::vector<runbook::Approval> handedOver;
    bool isJson = false;
    QString undone; // the journal's entry that this takes back; empty: it is no undo

    bool isUndo() const { return !undone.isEmpty(); }
};

// What was done cannot be taken back because its record failed: say so and keep the outcome.
void warn(const Result<void>& written)
{
    if (!written)
        report(written.error());
}

void show(const LeverPlan& plan, const FireResult& result, bool isJson)
{
    if (isJson)
        printJson(toJson(plan, result));
    else
        printResult(result);
}

// The exit status is the error's own: an unreachable peer stays one, whatever the outcome is
// called.
int reportNotSent(const Firing& firing, const LeverPlan& plan, const telemetry::Error& error)
{
    const FireResult result =
        runbook::notSent(plan, FireOutcome::Refused, error.message, telemetry::SystemClock().now());
    warn(firing.record.result(plan, result, firing.isUndo()));
    if (firing.isJson)
        printJson(toJson(plan, result));
    return report(error);
}

runbook::GuardFacts factsOf(const Firing& firing, const LeverPlan& plan)
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
    return guardFacts(std::move(known), firing.options.record, plan, {},
                      telemetry::SystemClock().now());
}

// The guard rails, asked just before it is sent, with the intent written. Of a plan that changes
// nothing there is nothing to guard.
Result<FiringDecision> decide(const Firing& firing, const LeverPlan& plan)
{
    const auto write = [&firing](telemetry::TimelineEntry entry) {
        return firing.record.intent(std::move(entry));
    };
    if (!plan.isNoChange)
        return decideFiring(plan, firing.isUndo(), factsOf(firing, plan), firing.options.record,
                            write);
    const auto noted = firing.record.intent(plan, firing.isUndo());
    return noted ? Result<FiringDecision>(FiringDecision{}) : tl::make_unexpected(noted.error());
}

int carryOut(const Firing& firing, const LeverPlan& plan)
{
    const auto decision = decide(firing, plan);
    if (!decision)
        return report(decision.error());
    if (!firing.isJson)
        printGuard(decision->obstacles);
    if (runbook::isBlocked(decision->obstacles))
        return reportNotSent(firing, plan,
                             {ErrorKind::Refused,
                              "Nothing was sent. " + runbook::blockingText(decision->obstacles)});
    // Where nothing changes there is nothing to undo: the journal keeps what was really there.
    const bool isJournalled = !firing.isUndo() && !plan.isNoChange;
    const auto begun = isJournalled ? firing.journal.begin(plan) : Result<QString>(QString());
    if (!begun) // the intent is to have an end
        return reportNotSent(firing, plan, begun.error());
    const CancelOnSignal cancel;
    const auto result = firing.gateway.fire(plan, cancel.flag());
    if (!result) {
        if (isJournalled)
            warn(firing.journal.drop(*begun));
        return reportNotSent(firing, plan, result.error());
    }
    if (isJournalled)
        warn(firing.journal.finish(*begun, plan, *result));
    else if (firing.isUndo() && result->outcome == FireOutcome::Verified)
        warn(firing.journal.markUndone(firing.undone));
    warn(firing.record.result(plan, *result, firing.isUndo()));
    show(plan, *result, firing.isJson);
    return exitStatus(result->outcome);
}

// A conflict that was seen before anything was sent.
int reportConflict(const Firing& firing, const LeverPlan& plan, const std::string& message)
{
    warn(firing.record.intent(plan,
                              firing.isUndo())); // first: entries stand in order of their times
    const FireResult result =
        runbook::notSent(plan, FireOutcome::Conflict, message, telemetry::SystemClock().now());
    warn(firing.record.result(plan, result, firing.isUndo()));
    show(plan, result, firing.isJson);
    return exitStatus(result.outcome);
}

Result<LeverJournal> openJournal(const LeverOptions& options, const HttpLeverGateway& gateway)
{
    if (!options.journal.empty())
        return LeverJournal::open(QString::fromStdString(options.journal));
    std::string place = gateway.profile().id;
    for (const auto& [name, value] : gateway.profile().parameters)
        place += '\n' + name + '=' + value;
    const std::string& url = options.baseUrl.empty() ? gateway.profile().baseUrl : options.baseUrl;
    return LeverJournal::open(LeverJournal::defaultPath(url, place, options.lever));
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

bool isSame(const LeverState& one, const LeverState& other)
{
    return one.exists == other.exists && one.raw == other.raw && one.version == other.version;
}

// On each machine, what was read back after the firing; where it was not, what was written, or what
// stood there before. One that cannot be read now is the undo's own affair.
bool areOurs(const LeverJournal::Entry& entry, const LeverState& now)
{
    const auto of = [](const std::vector<LeverState>& states, const std::string& endpoint) {
        const auto found = std::ranges::find(states, endpoint, &LeverState::endpoint);
        return found == states.end() || !found->problem.empty() ? nullptr : &*found;
    };
    return std::ranges::all_of(now.replicas, [&](const LeverState& replica) {
        if (!replica.problem.empty())
            return true;
        if (entry.after) {
            if (const LeverState* after = of(entry.after->replicas, replica.endpoint))
                return isSame(*after, replica);
        }
        const LeverState* before = of(entry.before.replicas, replica.endpoint);
        return (before != nullptr && isSame(*before, replica))
            || (replica.exists && replica.raw == entry.plan.rawAfter);
    });
}

// The state is what the journalled firing left, as far as is known.
bool isOurs(const LeverJournal::Entry& entry, const LeverState& now)
{
    if (!now.replicas.empty())
        return areOurs(entry, now);
    if (!entry.writtenVersion.empty())
        return now.exists && now.version == entry.writtenVersion;
    if (entry.after && entry.outcome == "verified")
        return now.exists == entry.after->exists && now.raw == entry.after->raw
            && now.version == entry.after->version;
    return now.exists != entry.plan.isRemoval
        && (entry.plan.isRemoval || now.raw == entry.plan.rawAfter);
}

int undo(const LeverOptions& options, HttpLeverGateway& gateway, LeverJournal& journal,
         const LeverJournal::Entry& entry)
{
    const auto plan = gateway.planUndo(options.lever, entry.before);
    if (!plan)
        return report(plan.error());
    if (!options.confirm.empty()) {
        const auto confirmed = checkConfirmation(options, *plan);
        if (!confirmed)
            return report(confirmed.error());
    }
    if (options.isDryRun) {
        options.isJson ? printJson(toJson(*plan)) : printPlan(*plan, true);
        return 0;
    }
    const auto roles = rolesOf(options);
    if (!roles)
        return report(roles.error());
    auto handedOver = handedOverOf(options);
    if (!handedOver)
        return report(handedOver.error());
    auto record = LeverRecord::open(options.record);
    if (!record)
        return report(record.error());
    const Firing firing{.gateway = gateway,
                        .journal = journal,
                        .record = *record,
                        .options = options,
                        .roles = *roles,
                        .handedOver = std::move(*handedOver),
                        .isJson = options.isJson,
                        .undone = entry.id};
    if (!plan->isNoChange && !isOurs(entry, plan->before))
        return reportConflict(firing, *plan,
                              "Somebody else has changed it since it was fired: it now stands at \""
                                  + plan->before.value + "\" (version " + plan->before.version
                                  + "). Nothing was sent.");
    return carryOut(firing, *plan);
}

} // namespace

Result<std::unique_ptr<HttpLeverGateway>> openGateway(const LeverOptions& options)
{
    auto profile = actuation::loadProfile(options.profile);
    if (!profile)
        return tl::make_unexpected(profile.error());
    auto parameters = parametersFromText(options.parameters);
    if (!parameters)
        return tl::make_unexpected(parameters.error());
    return HttpLeverGateway::create(std::move(*profile),
                                    {.baseUrl = options.baseUrl,
                                     .parameters = std::move(*parameters),
                                     .tokenFile = options.tokenFile});
}

int listLevers(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    const actuation::Profile& profile = (*gateway)->profile();
    if (!options.isJson) {
        for (const runbook::LeverDescription& lever : (*gateway)->levers())
            print(stdout, "%-28s %-20s %s\n", lever.id.c_str(), lever.target.c_str(),
                  lever.title.c_str());
        return 0;
    }
    QJsonArray levers;
    for (const runbook::LeverDescription& lever : (*gateway)->levers())
        levers.append(toJson(lever));
    printJson(
        {{u"profile"_s, displayText(profile.id)},
         {u"title"_s, displayText(profile.title)},
         {u"environment"_s, displayText(profile.environment)},
         {u"base_url"_s, displayText(options.baseUrl.empty() ? profile.baseUrl : options.baseUrl)},
         {u"levers"_s, levers}});
    return 0;
}

int readLever(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    const auto state = (*gateway)->read(options.lever);
    if (!state)
        return report(state.error());
    if (options.isJson) {
        QJsonObject json = toJson(*state);
        json[u"lever"_s] = displayText(options.lever);
        json[u"target"_s] =
            displayText((*gateway)->profile().find(options.lever)->description.target);
        printJson(json);
    } else {
        printState(*state);
    }
    return 0;
}

int planLever(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    const auto plan = (*gateway)->plan(options.lever, options.to);
    if (!plan)
        return report(plan.error());
    options.isJson ? printJson(toJson(*plan)) : printPlan(*plan);
    return 0;
}

int fireLever(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    auto journal = openJournal(options, **gateway);
    if (!journal)
        return report(journal.error());
    const actuation::LeverProfile* lever = (*gateway)->profile().find(options.lever);
    if (lever) { // the target is checked before the control plane is even asked
        LeverPlan named;
        named.lever = lever->description;
        const auto confirmed = checkConfirmation(options, named);
        if (!confirmed)
            return report(confirmed.error());
    }
    const auto plan = (*gateway)->plan(options.lever, options.to);
    if (!plan)
        return report(plan.error());
    if (!options.isJson)
        printPlan(*plan);
    const auto roles = rolesOf(options);
    if (!roles)
        return report(roles.error());
    auto handedOver = handedOverOf(options);
    if (!handedOver)
        return report(handedOver.error());
    auto record = LeverRecord::open(options.record);
    if (!record)
        return report(record.error());
    if (options.isStillWanted) {
        if (const auto wanted = options.isStillWanted(); !wanted)
            return report(wanted.error());
    }
    const Firing firing{.gateway = **gateway,
                        .journal = *journal,
                        .record = *record,
                        .options = options,
                        .roles = *roles,
                        .handedOver = std::move(*handedOver),
                        .isJson = options.isJson,
                        .undone = {}};
    if (!options.expectVersion.empty() && plan->before.version != options.expectVersion)
        return reportConflict(firing, *plan,
                              "Version " + options.expectVersion
                                  + " was expected, but it stands at \"" + plan->before.value
                                  + "\" (version " + plan->before.version + "). Nothing was sent.");
    return carryOut(firing, *plan);
}

int verifyLever(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    const auto plan =
        (*gateway)->plan(options.lever, options.to); // reads, and knows what it would take
    if (!plan)
        return report(plan.error());
    const bool matches =
        plan->isNoChange || (!plan->before.exists && plan->before.value == options.to);
    if (options.isJson)
        printJson({{u"lever"_s, displayText(options.lever)},
                   {u"target"_s, displayText(plan->lever.target)},
                   {u"expected"_s, displayText(options.to)},
                   {u"matches"_s, matches},
                   {u"state"_s, toJson(plan->before)}});
    else {
        print(stdout, "%s: ", matches ? "as expected" : "not as expected");
        printState(plan->before);
    }
    return matches ? 0 : 1;
}

int undoLever(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    auto journal = openJournal(options, **gateway);
    if (!journal)
        return report(journal.error());
    const auto entry = journal->newest();
    if (!entry || entry->plan.lever.id != options.lever)
        return report({ErrorKind::Refused,
                       "There is nothing to undo for " + options.lever + ": "
                           + journal->path().toStdString()
                           + " holds no firing that is not undone."});
    return undo(options, **gateway, *journal, *entry);
}

} // namespace commands
