// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/levertext.h"

#include "app/commands/terminal.h"
#include "models/telemetry/timetext.h"

namespace commands {

using runbook::FireResult;
using runbook::LeverPlan;
using runbook::LeverState;

namespace {

// Nothing at all would read as if the state were not known.
std::string shown(const std::string& value)
{
    return value.empty() ? "empty text" : value;
}

} // namespace

void printState(const LeverState& state)
{
    print(stdout, "%s%s%s\n", state.exists ? shown(state.value).c_str() : "no entry",
          state.exists || state.value.empty() ? "" : (", which means " + state.value).c_str(),
          state.version.empty() ? "" : (" (version " + state.version + ")").c_str());
}

namespace {

const char* said(runbook::DryRunAnswer answer)
{
    switch (answer) {
    case runbook::DryRunAnswer::WouldAccept:
        return "would be accepted";
    case runbook::DryRunAnswer::WouldRefuse:
        return "would be refused";
    case runbook::DryRunAnswer::Unknown:
        break;
    }
    return "not known what would be said";
}

} // namespace

void printPlan(const LeverPlan& plan, bool isUndo)
{
    print(stdout, "%s: %s on %s (%s)\n", plan.lever.id.c_str(), plan.lever.title.c_str(),
          plan.lever.target.c_str(), plan.lever.environment.c_str());
    if (const std::string meaning = runbook::meaningOf(plan, isUndo); !meaning.empty())
        print(stdout, "%s\n", meaning.c_str());
    print(stdout, "before  ");
    printState(plan.before);
    for (const LeverPlan& replica : plan.replicas)
        print(stdout, "replica %s: %s\n", replica.endpoint.c_str(),
              replica.before.problem.empty() ? shown(replica.before.value).c_str()
                                             : replica.before.problem.c_str());
    for (const runbook::LeftAlone& left : plan.leftAlone)
        print(stdout, "left    %s: %s\n", left.endpoint.c_str(), left.why.c_str());
    print(stdout, "after   %s%s\n", plan.isRemoval ? "no entry" : shown(plan.to).c_str(),
          plan.isNoChange ? "  (it stands there already)" : "");
    for (const runbook::RequestPreview& request : plan.requests) {
        print(stdout, "request %s %s\n", request.method.c_str(), request.url.c_str());
        for (const auto& [name, value] : request.headers)
            print(stdout, "        %s: %s\n", name.c_str(), value.c_str());
        if (!request.body.empty())
            print(stdout, "        %s\n", request.body.c_str());
        for (const auto& [name, text] : request.decoded)
            print(stdout, "decoded %s: %s\n", name.c_str(), text.c_str());
    }
    for (const runbook::DryRun& one : plan.dryRuns)
        print(stdout, "dry run %s%s%s: %s\n", one.title.c_str(), one.title.empty() ? "" : " ",
              said(one.answer), one.detail.c_str());
    if (!plan.lever.undoText.empty())
        print(stdout, "undo    %s\n", plan.lever.undoText.c_str());
    if (!plan.isNoChange)
        print(stdout, "plan    %s (%s direction)\n", runbook::planHash(plan).c_str(),
              runbook::toString(runbook::directionOf(plan)));
}

void printGuard(const std::vector<runbook::Obstacle>& obstacles)
{
    for (const runbook::Obstacle& obstacle : obstacles) {
        if (!obstacle.isBlocking) // what blocks is the error's text
            print(stdout, "%s %s\n",
                  obstacle.isBroken      ? "broken "
                      : obstacle.isGiven ? "given  "
                                         : "warning",
                  obstacle.sentence.c_str());
    }
}

void printServed(const std::vector<runbook::ServingSight>& served)
{
    for (const runbook::ServingSight& sight : served)
        print(stdout, "serves  %s: %s\n", sight.title.c_str(), sight.detail.c_str());
}

void printResult(const FireResult& result)
{
    // A rung that waits for ever because there was nothing to send is not one that is awaited.
    const auto stateOf = [&result](const runbook::Rung& rung) {
        const bool isNeedless = rung.state == runbook::RungState::Waiting && !result.wasSent;
        return isNeedless ? "not sent" : runbook::toString(rung.state);
    };
    for (const runbook::Rung& rung : result.rungs)
        print(stdout, "%-9s %-8s %s  %s\n", runbook::toString(rung.kind), stateOf(rung),
              rung.time == telemetry::Timestamp{} ? "" : telemetry::toRfc3339(rung.time).c_str(),
              rung.detail.c_str());
    for (const FireResult& replica : result.replicas)
        print(stdout, "replica %s: %s, %s\n", replica.endpoint.c_str(),
              runbook::toString(replica.outcome), replica.message.c_str());
    printServed(result.served);
    print(stdout, "%s: %s\n", runbook::toString(result.outcome), result.message.c_str());
}

} // namespace commands
