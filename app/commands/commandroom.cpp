// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandroom.h"

#include "app/commands/roomoptions.h"
#include "app/commands/terminal.h"
#include "models/telemetry/uuid.h"

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

Result<std::unique_ptr<CommandRoom>> CommandRoom::enter(const RoomWords& words,
                                                        const std::string& recording)
{
    auto options = roomOptionsOf(words, recording);
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
    if (!m_room->publish(std::move(entry)))
        print(stderr, "plumbline: the room has too much to keep; an entry is not told to it.\n");
}

Result<void> CommandRoom::tell(telemetry::TimelineEntry entry)
{
    publish(std::move(entry));
    return m_room->sync().get().map([](const room::SyncReport&) {});
}

std::vector<runbook::Approval> CommandRoom::approvalsOf(const std::string& plan)
{
    (void)m_room->sync().get(); // what cannot be had is not there: the room is asked again to spend
    std::vector<runbook::Approval> found;
    for (const room::RoomEntry& entry : m_room->entries().get()) {
        auto approval =
            entry.entry.kind == "approval" ? runbook::approvalFrom(entry.entry) : std::nullopt;
        if (!approval || approval->plan != plan)
            continue;
        // Who says it is who the room knows, whatever stands in what was said.
        approval->person = entry.login.empty() ? entry.account : entry.login;
        approval->account = entry.account;
        approval->name = entry.person;
        approval->when = std::min(entry.recorded, entry.entry.time);
        found.push_back(std::move(*approval));
    }
    return found;
}

room::FiringLeave CommandRoom::mayFire(const runbook::LeverPlan& plan, bool isTrip,
                                       const std::string& breakGlass)
{
    auto asked = m_room->askToFire(
        {.lever = room::lockName(plan.lever.environment, plan.lever.target, plan.lever.id),
         .plan = runbook::planHash(plan),
         .approvals = plan.lever.guard.approvals,
         .isTrip = isTrip,
         .breakGlass = breakGlass},
        telemetry::randomUuid());
    if (!isTrip)
        return asked.get();
    room::FiringLeave leave; // nothing holds it up, not even a room that takes its time
    leave.isAllowed = true;
    return leave;
}

void CommandRoom::release(const runbook::LeverPlan& plan)
{
    m_room->release(room::lockName(plan.lever.environment, plan.lever.target, plan.lever.id));
}

void shareInRoom(const telemetry::TimelineEntry& entry)
{
    if (present() != nullptr && room::isShared(entry.kind))
        present()->publish(entry);
}

} // namespace commands
