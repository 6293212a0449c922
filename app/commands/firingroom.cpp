// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/firingroom.h"

#include "app/commands/leverfiring.h"
#include "models/runbook/approval.h"
#include "models/telemetry/clock.h"

namespace commands {

std::string lockOf(const runbook::LeverPlan& plan)
{
    return room::lockName(plan.lever.environment, plan.lever.target, plan.lever.id);
}

room::FiringAsk firingAsk(const runbook::LeverPlan& plan, const std::string& breakGlass)
{
    return {.lever = lockOf(plan),
            .plan = runbook::planHash(plan),
            .approvals = plan.lever.guard.approvals,
            .isTrip = isTrip(plan),
            .breakGlass = breakGlass};
}

room::FiringLeave askRoom(room::Room& room, const room::FiringAsk& ask)
{
    auto asked = room.askToFire(ask);
    if (!ask.isTrip)
        return asked.get();
    room::FiringLeave leave;
    leave.isAllowed = true;
    return leave;
}

room::FiringLeave askStill(room::Room& room, const room::FiringAsk& ask,
                           const room::FiringLeave& leave)
{
    return ask.isTrip ? leave : room.confirmFiring(ask, leave).get();
}

telemetry::TimelineEntry brokenRoomEntry(const runbook::LeverPlan& plan, const std::string& reason,
                                         const room::FiringLeave& leave)
{
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = "note";
    entry.subject = plan.lever.id;
    entry.text =
        "The glass was broken: " + reason + ". The shared room stood in the way: " + leave.reason;
    entry.payload = "{}";
    return entry;
}

} // namespace commands
