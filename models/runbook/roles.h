// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/yaml/problem.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace runbook {

// Which way a lever is moved: to its safe value, or anywhere else. A lever without a safe value has
// no safe way, and taking an entry away is never called safe.
enum class Direction : std::uint8_t
{
    Safe,
    Other,
};
Direction directionOf(const LeverPlan& plan);

enum class Role : std::uint8_t
{
    Observer,
    Responder,
    Commander,
};

// What a role may move, and how much of it. Zero: no such cap.
struct Move
{
    std::vector<std::string> kinds; // of levers; empty: all
    bool isSafeAllowed = false;
    bool isOtherAllowed = false;
    int perHour = 0; // firings of one lever, by anybody
    std::int64_t blastRadius = 0; // answers of the last 15 minutes
};

// Who may do what, as a file says it (resources/roles/README.md). Without a file everybody may do
// everything: that is said wherever levers are, and is no Roles.
struct Roles
{
    std::map<std::string, Role> people; // by operator name, compared as personKey() does
    Role everybodyElse = Role::Observer;
    bool mayAuthorExecute = true; // who wrote a runbook may carry it out
    std::map<Role, std::vector<Move>> moves;
    std::map<Role, bool> approvers; // whose approval counts

    Role roleOf(const std::string& person) const;
    // The first that allows it; nullptr when none does.
    const Move* moveFor(Role role, const std::string& kind, Direction direction) const;
    bool mayApprove(const std::string& person) const;
};

struct RolesReading
{
    std::optional<Roles> roles; // none when there are problems
    std::vector<yaml::Problem> problems;
};
RolesReading rolesFromYaml(const std::string& text);

const char* toString(Direction direction);
const char* toString(Role role);

} // namespace runbook
