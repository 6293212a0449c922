// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/roles.h"

#include <string>
#include <vector>

namespace room {

// What the roles of a room let somebody do; a room without any lets everybody do both.
struct RoomRole
{
    // Key (runbook::personKey()) of their login, or of their account where the store proves
    // nobody; empty: everybody who is not named.
    std::string person;
    bool isFiring = false; // moves levers other than to their safe value, whose approvals it spends
    bool isApproving = false;
};

// Of a file of roles; never empty. What kinds of levers a role moves, and how often, is held by the
// console that fires.
std::vector<RoomRole> roomRolesOf(const runbook::Roles& roles);
RoomRole roleOf(const std::vector<RoomRole>& roles, const std::string& person);

} // namespace room
