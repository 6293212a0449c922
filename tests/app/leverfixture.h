// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/runbook/lever.h"
#include "models/telemetry/clock.h"

#include <atomic>
#include <string>
#include <vector>

// What tests of levers share: a plan of a pin, and a control plane that only counts.
namespace levertest {

inline telemetry::Timestamp now()
{
    return telemetry::SystemClock().now();
}

inline runbook::LeverPlan pin()
{
    runbook::LeverPlan plan;
    plan.lever.id = "pin:bot";
    plan.lever.kind = "pin";
    plan.lever.target = "bot";
    plan.before = {.value = "v7", .raw = "v7", .version = "3", .exists = true, .readAt = {}};
    plan.to = "v6";
    plan.rawAfter = "v6";
    return plan;
}

// Whose effect new answers show.
inline runbook::LeverPlan seenPin()
{
    runbook::LeverPlan plan = pin();
    plan.lever.seenAs = "model";
    return plan;
}

inline runbook::LeverPlan testPin()
{
    runbook::LeverPlan plan = pin();
    plan.lever.environment = "test";
    return plan;
}

class FakeGateway : public runbook::LeverGateway
{
public:
    std::vector<runbook::LeverDescription> levers() const override { return {}; }
    telemetry::Result<runbook::LeverState> read(const std::string&) override
    {
        return runbook::LeverState{};
    }
    telemetry::Result<runbook::LeverPlan> plan(const std::string&, const std::string&) override
    {
        return planned;
    }
    telemetry::Result<runbook::LeverPlan> planUndo(const std::string&,
                                                   const runbook::LeverState&) override
    {
        return planned;
    }
    telemetry::Result<runbook::FireResult> fire(const runbook::LeverPlan&,
                                                const std::atomic<bool>*) override
    {
        ++fired;
        runbook::FireResult result;
        result.outcome = runbook::FireOutcome::Verified;
        result.wasSent = true;
        for (const auto kind :
             {runbook::RungKind::Sent, runbook::RungKind::Accepted, runbook::RungKind::InEffect})
            result.rungs.push_back(
                {.kind = kind, .state = runbook::RungState::Reached, .time = now(), .detail = {}});
        return result;
    }

    runbook::LeverPlan planned = seenPin();
    std::atomic<int> fired = 0;
};

} // namespace levertest
