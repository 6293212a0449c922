// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/room.h"
#include "models/runbook/lever.h"
#include "models/telemetry/timelineentry.h"

#include <string>

namespace commands {

// What a shared room is asked before a lever is moved, by the window and the command line alike.
std::string lockOf(const runbook::LeverPlan& plan);
room::FiringAsk firingAsk(const runbook::LeverPlan& plan, const std::string& breakGlass);
// Waits for the room, but with a trip: nothing holds that up, not even a room that takes its time.
room::FiringLeave askRoom(room::Room& room, const room::FiringAsk& ask);
// Likewise, just before it is sent: whether the lock is still held. A trip goes by `leave`.
room::FiringLeave askStill(room::Room& room, const room::FiringAsk& ask,
                           const room::FiringLeave& leave);
// What the room would have stood in the way with, before a glass was broken; a note.
telemetry::TimelineEntry brokenRoomEntry(const runbook::LeverPlan& plan, const std::string& reason,
                                         const room::FiringLeave& leave);

} // namespace commands
