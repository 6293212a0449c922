// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/approvalfiles.h"
#include "app/commands/guardfacts.h"
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
    if (options.roles.empty())
        return {};
    const auto roles = readRoles(options.roles);
    if (!roles)
        return tl::make_unexpected(roles.error());
    const std::string person = operatorName();
    if (roles->mayApprove(person))
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

// Into the chain; where another program writes that, beside it, and its firing takes it into the
// chain.
Result<QString> keep(const LeverOptions& options, const runbook::LeverPlan& plan)
{
    const auto now = telemetry::SystemClock().now();
    if (auto record = LeverRecord::open(options.record)) {
        const auto written = record->note(runbook::approvalEntry(plan, operatorName(), now));
        if (!written)
            return tl::make_unexpected(written.error());
        return displayText(options.record);
    }
    telemetry::TimelineEntry entry = runbook::approvalEntry(plan, operatorName(), now);
    entry.actor = operatorName();
    return writeApprovalBeside(options.record, entry);
}

} // namespace

int approveLever(const LeverOptions& options)
{
    if (const auto allowed = checkRole(options); !allowed)
        return report(allowed.error());
    // It has to be there: an approval in a recording of its own would be found by nobody.
    if (const auto reader = store::Reader::open(options.record); !reader)
        return report(reader.error());
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
                   {u"person"_s, displayText(operatorName())},
                   {u"kept_in"_s, *kept}});
    else
        print(stdout, "Approved by %s, for 10 minutes. Kept in %s.\n", operatorName().c_str(),
              kept->toStdString().c_str());
    return 0;
}

} // namespace commands
