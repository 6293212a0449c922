// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window's lever port that asks the shared room.

#include "app/commands/firingroom.h"
#include "app/commands/leverfiring.h"
#include "app/ports.h"
#include "app/roomport.h"

using telemetry::Result;

void LeverPort::setRoom(RoomPort* room)
{
    m_room = room;
    m_share = room->share();
}

// The shared room is asked last: its lock, and its approvals, which are spent with it.
Result<runbook::FireResult> LeverPort::fireAllowed(quint64 request, const runbook::LeverPlan& plan,
                                                   bool isUndo, const std::string& breakGlass)
{
    // A room that is set and cannot be had is no room that nobody wants.
    if (!m_roomProblem.empty() && !plan.isNoChange && breakGlass.empty() && !commands::isTrip(plan))
        return telemetry::failure(
            telemetry::ErrorKind::Refused,
            "A shared room is set and cannot be had, so nobody else's lock or "
            "approval is known: "
                + m_roomProblem + " Mend it, or break the glass.");
    if (m_room == nullptr || plan.isNoChange)
        return fireJournalled(request, plan, isUndo, {});
    const room::FiringLeave leave = m_room->mayFire(plan, breakGlass);
    if (!leave.isAllowed)
        return telemetry::failure(telemetry::ErrorKind::Refused, leave.reason);
    if (leave.isBroken)
        record(commands::brokenRoomEntry(plan, breakGlass, leave));
    const auto mayStill = [&]() -> Result<void> {
        const room::FiringLeave now = m_room->mayStillFire(plan, breakGlass, leave);
        if (!now.isAllowed)
            return telemetry::failure(telemetry::ErrorKind::Refused, now.reason);
        if (now.isBroken && !leave.isBroken)
            record(commands::brokenRoomEntry(plan, breakGlass, now));
        return {};
    };
    auto result = fireJournalled(request, plan, isUndo, mayStill);
    m_room->release(plan);
    return result;
}
