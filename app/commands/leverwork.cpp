// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverwork.h"

#include "app/commands/cancelonsignal.h"
#include "app/commands/commandroom.h"
#include "app/commands/jsonrows.h"
#include "app/commands/leverfiring.h"
#include "app/commands/leverjson.h"
#include "app/commands/levertext.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <utility>

namespace commands {

using namespace Qt::StringLiterals;
using actuation::HttpLeverGateway;
using runbook::FireOutcome;
using runbook::LeverPlan;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

// What only reads names the open writes too, and settles those that it can.
std::vector<runbook::Fired> openWritesAt(const LeverOptions& options, HttpLeverGateway& gateway,
                                         const runbook::LeverState& now)
{
    auto journal = openJournal(options, gateway);
    if (!journal) {
        report(journal.error()); // what was read is told all the same
        return {};
    }
    const actuation::LeverProfile* lever = gateway.profile().find(options.lever);
    return lever ? openWritesOf(options, gateway, *journal, lever->description, now)
                 : std::vector<runbook::Fired>();
}

// What is fired once more while it is open lands twice, or over what somebody did in between.
int fire(const LeverFiring& firing, const LeverPlan& plan)
{
    const LeverOptions& options = firing.options;
    const runbook::Fired* same = sameOpen(firing.open, plan);
    // Of two writes on one version only one can land: where the control plane compares it, the
    // second does no harm.
    const bool isConditional =
        plan.lever.token == runbook::TokenStrength::Atomic && !plan.before.version.empty();
    if (same != nullptr && !options.isAgain && !isTrip(plan) && !isConditional)
        return reportUnsent(firing, plan, FireOutcome::Unknown,
                            runbook::openText(*same)
                                + " Nothing was sent: read it back with 'plumbline lever read', or "
                                  "fire it once more with --again.");
    if (!options.expectVersion.empty() && plan.before.version != options.expectVersion)
        return reportUnsent(firing, plan, FireOutcome::Conflict,
                            "Version " + options.expectVersion
                                + " was expected, but it stands at \"" + plan.before.value
                                + "\" (version " + plan.before.version + "). Nothing was sent.");
    return carryOut(firing, plan);
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
                                     .tokenFile = options.tokenFile,
                                     .actor = {},
                                     .isUndoAsRecorded = options.isAsRecorded});
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
    const auto open = openWritesAt(options, **gateway, *state);
    if (options.isJson) {
        QJsonObject json = toJson(*state);
        json[u"lever"_s] = displayText(options.lever);
        json[u"target"_s] =
            displayText((*gateway)->profile().find(options.lever)->description.target);
        json[u"open_writes"_s] = openJson(open);
        printJson(json);
    } else {
        printState(*state);
        printOpen(open);
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
    const auto open = openWritesAt(options, **gateway, plan->before);
    if (options.isJson) {
        QJsonObject json = toJson(*plan);
        json[u"open_writes"_s] = openJson(open);
        printJson(json);
    } else {
        printPlan(*plan);
        printOpen(open);
    }
    return 0;
}

int fireLever(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    auto journal = openJournal(options, **gateway);
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
    std::string unjournalled;
    if (!journal) {
        if (!isTrip(*plan)) // nothing holds up a trip
            return report(journal.error());
        unjournalled = journal.error().message;
        journal = LeverJournal();
    }
    if (!options.isJson)
        printPlan(*plan);
    const auto roles = rolesOf(options);
    if (!roles)
        return report(roles.error());
    auto handedOver = handedOverOf(options);
    if (!handedOver)
        return report(handedOver.error());
    if (CommandRoom* room = CommandRoom::current(); room != nullptr && !isTrip(*plan))
        std::ranges::move(room->approvalsOf(runbook::planHash(*plan)),
                          std::back_inserter(*handedOver));
    auto record = LeverRecord::open(options.record);
    if (!record)
        return report(record.error());
    if (options.isStillWanted) {
        if (const auto wanted = options.isStillWanted(); !wanted)
            return report(wanted.error());
    }
    const LeverFiring firing{
        .gateway = **gateway,
        .journal = *journal,
        .record = *record,
        .options = options,
        .roles = *roles,
        .handedOver = std::move(*handedOver),
        .isJson = options.isJson,
        .undone = {},
        .open = openWritesOf(options, **gateway, *journal, plan->lever, plan->before, &*record),
        .unjournalled = std::move(unjournalled)};
    if (!options.isJson)
        printOpen(firing.open);
    const int status = fire(firing, *plan);
    if (options.intent != nullptr)
        *options.intent = record->newestIntent();
    return status;
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
    const bool isThere =
        plan->isNoChange || (!plan->before.exists && plan->before.value == options.to);
    // In effect means that what serves shows it, too, where somebody can be asked.
    const CancelOnSignal cancel;
    const auto served = isThere ? (*gateway)->serving(*plan, cancel.flag())
                                : Result<std::vector<runbook::ServingSight>>();
    if (!served)
        return report(served.error());
    const std::string missing = runbook::missingIn(*served);
    const bool matches = isThere && missing.empty();
    const auto open = openWritesAt(options, **gateway, plan->before);
    if (options.isJson)
        printJson({{u"lever"_s, displayText(options.lever)},
                   {u"target"_s, displayText(plan->lever.target)},
                   {u"expected"_s, displayText(options.to)},
                   {u"matches"_s, matches},
                   {u"state"_s, toJson(plan->before)},
                   {u"served"_s, toJson(*served)},
                   {u"open_writes"_s, openJson(open)}});
    else {
        print(stdout, "%s: ",
              matches       ? "as expected"
                  : isThere ? "not as expected, the control plane shows it and what serves does not"
                            : "not as expected");
        printState(plan->before);
        printServed(*served);
        printOpen(open);
    }
    // What could not be asked is not known, and not "not so".
    const bool isUnknown =
        isThere && !matches && std::ranges::all_of(*served, [](const runbook::ServingSight& sight) {
            return sight.isReached || !sight.wasAsked;
        });
    return matches ? 0 : isUnknown ? 4 : 1;
}

} // namespace commands
