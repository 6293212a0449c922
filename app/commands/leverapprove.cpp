// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/approvalfiles.h"
#include "app/commands/commandroom.h"
#include "app/commands/jsonrows.h"
#include "app/commands/leverjson.h"
#include "app/commands/leverrecord.h"
#include "app/commands/levertext.h"
#include "app/commands/leverwork.h"
#include "app/commands/operatorname.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/runbook/approval.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"

#include <QFileInfo>

#include <cstdio>
#include <string>
#include <utility>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kShortestHash = 12;

Result<void> checkRole(const LeverOptions& options)
{
    const auto held = rolesOf(options);
    if (!held)
        return tl::make_unexpected(held.error());
    const runbook::Roles* roles = held->get();
    const std::string person = operatorAccount();
    if (roles == nullptr || roles->mayApprove(person))
        return {};
    return failure(ErrorKind::Refused,
                   "Nothing was approved: " + person + " is "
                       + runbook::toString(roles->roleOf(person))
                       + ", a role whose approval does not count.");
}

Result<void> checkHash(const LeverOptions& options, const std::string& hash)
{
    if (options.plan.empty())
        return failure(ErrorKind::Usage,
                       "Nothing was approved: to agree to this plan, add --plan "
                           + hash.substr(0, kShortestHash));
    if (options.plan.size() >= kShortestHash && hash.rfind(options.plan, 0) == 0)
        return {};
    return failure(ErrorKind::Refused,
                   "Nothing was approved: the plan is " + hash + " now, not " + options.plan
                       + ". The lever may have been moved meanwhile, or the plan be another one.");
}

// The recording has to be there: an approval in one of its own would be found by nobody. That of
// another account is not for this one to read, and need not be.
Result<void> checkPlace(const LeverOptions& options)
{
    if (options.record.empty() && options.out.empty()) {
        if (CommandRoom::current() != nullptr)
            return {};
        return failure(ErrorKind::Usage,
                       "Nothing was approved: --record names the recording of the console that is "
                       "to fire, --out a file that it takes with --approval, or --room the room "
                       "that both share.");
    }
    const QFileInfo recording(displayText(options.record));
    if (!options.out.empty() || (recording.exists() && !recording.isReadable()))
        return {};
    const auto reader = store::Reader::open(options.record);
    return reader ? Result<void>() : tl::make_unexpected(reader.error());
}

// Who approves, as it is kept: a name proves nothing, the account does.
runbook::Approval self()
{
    const Operator who = currentOperator();
    return {.person = who.account,
            .account = who.account,
            .plan = {},
            .when = telemetry::SystemClock().now(),
            .name = who.name};
}

// Into the chain; where another program writes that, beside it, and its firing takes it into the
// chain.
Result<QString> keep(const LeverOptions& options, const runbook::LeverPlan& plan)
{
    runbook::Approval approval = self();
    const auto request = runbook::approvalRequestFrom(
        runbook::approvalRequestEntry(plan, approval.account, {}, approval.when));
    approval.plan = request->plan;
    telemetry::TimelineEntry entry = runbook::decisionEntry(*request, approval);
    entry.actor = approval.account;
    if (options.out.empty() && options.record.empty()) {
        const auto told = CommandRoom::current()->tell(entry);
        if (told)
            return u"the shared room"_s;
        return failure(told.error().kind,
                       "The shared room does not have the approval: " + told.error().message
                           + " What this console could keep is told when the room is back; an "
                             "approval counts for ten minutes from when it was given.");
    }
    if (!options.out.empty()) {
        shareInRoom(entry);
        return writeApproval(options.out, entry);
    }
    if (auto record = LeverRecord::open(options.record)) {
        const auto written = record->note(entry);
        if (!written)
            return tl::make_unexpected(written.error());
        return displayText(options.record);
    }
    shareInRoom(entry);
    return writeApprovalBeside(options.record, entry);
}

} // namespace

int approveLever(const LeverOptions& options)
{
    if (const auto allowed = checkRole(options); !allowed)
        return report(allowed.error());
    if (const auto there = checkPlace(options); !there)
        return report(there.error());
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    const auto plan = (*gateway)->plan(options.lever, options.to);
    if (!plan)
        return report(plan.error());
    if (!options.isJson)
        printPlan(*plan);
    if (plan->isNoChange)
        return report(
            {ErrorKind::Refused, "Nothing was approved: the lever stands there already."});
    const std::string hash = runbook::planHash(*plan);
    if (const auto checked = checkHash(options, hash); !checked)
        return report(checked.error());
    const auto kept = keep(options, *plan);
    if (!kept)
        return report(kept.error());
    if (options.isJson)
        printJson({{u"approves"_s, displayText(hash)},
                   {u"lever"_s, displayText(plan->lever.id)},
                   {u"target"_s, displayText(plan->lever.target)},
                   {u"to"_s, displayText(plan->to)},
                   {u"person"_s, displayText(operatorAccount())},
                   {u"kept_in"_s, *kept}});
    else
        print(stdout,
              "Approved by %s, for 10 minutes; it counts where somebody else fires. Kept in %s.\n",
              runbook::approverText(self()).c_str(), kept->toStdString().c_str());
    return 0;
}

} // namespace commands
