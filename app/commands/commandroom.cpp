// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandroom.h"

#include "app/commands/firingroom.h"
#include "app/commands/roomoptions.h"
#include "app/commands/terminal.h"

#include <QCoreApplication>

#include <cstdio>
#include <utility>

namespace commands {

using telemetry::Result;

namespace {

CommandRoom*& present()
{
    static CommandRoom* room = nullptr;
    return room;
}

} // namespace

CommandRoom::CommandRoom(std::unique_ptr<QCoreApplication> application,
                         std::unique_ptr<room::Room> room)
    : m_application(std::move(application))
    , m_room(std::move(room))
{
    if (m_room)
        present() = this;
}

CommandRoom::~CommandRoom()
{
    if (!m_room)
        return;
    present() = nullptr;
    const auto sent = m_room->sync().get();
    if (!sent)
        print(stderr,
              "plumbline: what was done is kept, and told to the room when it is back: %s\n",
              sent.error().message.c_str());
}

CommandRoom* CommandRoom::current()
{
    return present();
}

Result<std::unique_ptr<CommandRoom>> CommandRoom::enter(const RoomWords& words)
{
    auto options = roomOptionsOf(words);
    if (!options)
        return tl::make_unexpected(options.error());
    if (!*options)
        return std::unique_ptr<CommandRoom>(new CommandRoom(nullptr, nullptr));
    auto application = applicationIfNone();
    auto room = std::make_unique<room::Room>(std::move(**options));
    return std::unique_ptr<CommandRoom>(new CommandRoom(std::move(application), std::move(room)));
}

void CommandRoom::publish(telemetry::TimelineEntry entry)
{
    if (const auto kept = m_room->publish(std::move(entry)).get(); !kept)
        print(stderr, "plumbline: the room is not told of an entry: %s\n",
              kept.error().message.c_str());
}

Result<void> CommandRoom::tell(telemetry::TimelineEntry entry)
{
    if (const auto kept = m_room->publish(std::move(entry)).get(); !kept)
        return kept;
    return m_room->sync().get().map([](const room::SyncReport&) {});
}

std::vector<runbook::Approval> CommandRoom::approvalsOf(const std::string& plan)
{
    (void)m_room->sync().get(); // what cannot be had is not there: the room is asked again to spend
    return m_room->approvalsOf(plan);
}

room::FiringLeave CommandRoom::mayFire(const runbook::LeverPlan& plan,
                                       const std::string& breakGlass)
{
    return askRoom(*m_room, firingAsk(plan, breakGlass));
}

room::FiringLeave CommandRoom::mayStillFire(const runbook::LeverPlan& plan,
                                            const std::string& breakGlass,
                                            const room::FiringLeave& leave)
{
    return askStill(*m_room, firingAsk(plan, breakGlass), leave);
}

void CommandRoom::release(const runbook::LeverPlan& plan)
{
    m_room->release(lockOf(plan));
}

void shareInRoom(const telemetry::TimelineEntry& entry)
{
    if (present() != nullptr && room::isShared(entry.kind))
        present()->publish(entry);
}

} // namespace commands
