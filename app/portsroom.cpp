// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window's lever port that asks the shared room.

#include "app/commands/leverfiring.h"
#include "app/ports.h"
#include "app/roomport.h"

using telemetry::Result;

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
        return fireJournalled(request, plan, isUndo);
    if (const auto allowed = m_room->mayFire(plan, breakGlass); !allowed)
        return tl::make_unexpected(allowed.error());
    auto result = fireJournalled(request, plan, isUndo);
    m_room->release(plan);
    return result;
}
