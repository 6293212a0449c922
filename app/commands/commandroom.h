// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/application.h"
#include "app/commands/roomwords.h"
#include "models/room/room.h"
#include "models/runbook/approval.h"
#include "models/runbook/lever.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"

#include <memory>
#include <string>
#include <vector>

namespace commands {

// The shared room of a command that moves levers or settles steps, while it runs. What a command
// appends to a chain is told to it by shareInRoom(), and its lever asks it just before it sends.
// Main thread.
class CommandRoom
{
public:
    // Where none is named there is no room, and all of this does nothing. The server need not be
    // there: then what is dangerous is held up, and what was said is sent later. Usage error of a
    // URL.
    static telemetry::Result<std::unique_ptr<CommandRoom>> enter(const RoomWords& words);
    CommandRoom(const CommandRoom&) = delete;
    CommandRoom& operator=(const CommandRoom&) = delete;
    // Sends what waits, and says on stderr what the room's server did not take.
    ~CommandRoom();

    // Null: this command has none.
    static CommandRoom* current();

    // In the room's journal when it returns; says on stderr where it could not be kept.
    void publish(telemetry::TimelineEntry entry);
    // Waits until the others can have it; else why not.
    telemetry::Result<void> tell(telemetry::TimelineEntry entry);
    // Of others, given in the room; for the guard rails of the lever.
    std::vector<runbook::Approval> approvalsOf(const std::string& plan);
    // The lever's lock, held until it is released or the command ends, and its approvals, spent.
    room::FiringLeave mayFire(const runbook::LeverPlan& plan, const std::string& breakGlass);
    // Just before it is sent: whether the lock is still held.
    room::FiringLeave mayStillFire(const runbook::LeverPlan& plan, const std::string& breakGlass,
                                   const room::FiringLeave& leave);
    // The firing is over: its lock is for others.
    void release(const runbook::LeverPlan& plan);

private:
    CommandRoom(std::unique_ptr<QCoreApplication> application, std::unique_ptr<room::Room> room);

    std::unique_ptr<QCoreApplication> m_application; // where there is none: outlives the room
    std::unique_ptr<room::Room> m_room; // null: none is named
};

// Nothing where the command has no room, or the entry's kind is not for one.
void shareInRoom(const telemetry::TimelineEntry& entry);

} // namespace commands
