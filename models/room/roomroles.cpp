// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomroles.h"

#include "models/runbook/person.h"

#include <algorithm>

namespace room {

std::vector<RoomRole> roomRolesOf(const runbook::Roles& roles)
{
    const auto rowOf = [&roles](const std::string& person, runbook::Role role) {
        const auto moves = roles.moves.find(role);
        const auto approves = roles.approvers.find(role);
        return RoomRole{.person = runbook::personKey(person),
                        .isFiring = moves != roles.moves.end()
                            && std::ranges::any_of(moves->second, &runbook::Move::isOtherAllowed),
                        .isApproving = approves != roles.approvers.end() && approves->second};
    };
    std::vector<RoomRole> rows{rowOf({}, roles.everybodyElse)};
    for (const auto& [person, role] : roles.people)
        rows.push_back(rowOf(person, role));
    return rows;
}

RoomRole roleOf(const std::vector<RoomRole>& roles, const std::string& person)
{
    if (roles.empty())
        return {.person = person, .isFiring = true, .isApproving = true};
    const std::string key = runbook::personKey(person);
    auto found = std::ranges::find(roles, key, &RoomRole::person);
    if (found == roles.end())
        found = std::ranges::find(roles, std::string(), &RoomRole::person);
    return found == roles.end() ? RoomRole{.person = key} : *found;
}

} // namespace room
