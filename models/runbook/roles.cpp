// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/roles.h"

#include "models/runbook/person.h"
#include "models/yaml/scope.h"
#include "models/yaml/tree.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>
#include <variant>

namespace runbook {

namespace {

constexpr std::array kRoles{Role::Observer, Role::Responder, Role::Commander};

std::optional<Role> roleFrom(std::string_view name)
{
    const auto* const found = std::find_if(kRoles.begin(), kRoles.end(), [name](Role role) {
        return name == std::string_view(toString(role));
    });
    return found == kRoles.end() ? std::nullopt : std::optional(*found);
}

class RolesParser
{
public:
    explicit RolesParser(std::vector<yaml::Problem>& problems)
        : m_problems(problems)
    {
    }

    void read(const yaml::Node& document, Roles& roles)
    {
        const yaml::Scope scope(document, "the file of roles", m_problems);
        if (!scope.isMap())
            return;
        scope.allow({"people", "everybody_else", "author_may_execute", "roles"});
        readPeople(scope, roles);
        if (const yaml::Node* node = scope.find("everybody_else"))
            readRole(scope, *node, roles.everybodyElse);
        roles.mayAuthorExecute = scope.flag("author_may_execute", true);
        const yaml::Node* list = scope.require("roles");
        if (list == nullptr)
            return;
        if (!list->isMap()) {
            scope.report(*list, "\"roles\" must be a map of role names");
            return;
        }
        for (const yaml::Entry& entry : list->entries)
            readRights(entry, roles);
    }

private:
    void readPeople(const yaml::Scope& scope, Roles& roles) const
    {
        std::map<std::string, std::string> spellings;
        for (const auto& [person, node] : scope.texts("people")) {
            const std::string key = personKey(person);
            const auto [same, isNew] = spellings.emplace(key, person);
            if (key.empty())
                scope.report(*node, "a person has to have a name");
            else if (!isNew)
                scope.report(*node,
                             "\"" + person + "\" and \"" + same->second + "\" are one person");
            readRole(scope, *node, roles.people[person]);
        }
    }

    void readRole(const yaml::Scope& scope, const yaml::Node& node, Role& role) const
    {
        if (const auto known = roleFrom(node.scalar))
            role = *known;
        else
            scope.report(node, "a role is observer, responder or commander");
    }

    void readRights(const yaml::Entry& entry, Roles& roles) const
    {
        const yaml::Scope scope(entry.value, "the role", m_problems);
        const auto role = roleFrom(entry.key.scalar);
        if (!role) {
            scope.report(entry.key, "a role is observer, responder or commander");
            return;
        }
        if (!scope.isMap())
            return;
        scope.allow({"approves", "moves"});
        roles.approvers[*role] = scope.flag("approves", false);
        const yaml::Node* moves = scope.find("moves");
        if (moves == nullptr)
            return;
        if (!moves->isSequence()) {
            scope.report(*moves, "\"moves\" must be a list");
            return;
        }
        for (const yaml::Node& item : moves->items)
            roles.moves[*role].push_back(readMove(item));
    }

    Move readMove(const yaml::Node& node) const
    {
        Move move;
        const yaml::Scope scope(node, "the move", m_problems);
        if (!scope.isMap())
            return move;
        scope.allow({"kinds", "directions", "per_hour", "blast_radius"});
        if (const yaml::Node* kinds = scope.find("kinds"))
            move.kinds = words(scope, *kinds, "kinds");
        const yaml::Node* directions = scope.require("directions");
        if (directions != nullptr) {
            for (const std::string& word : words(scope, *directions, "directions")) {
                move.isSafeAllowed = move.isSafeAllowed || word == "safe";
                move.isOtherAllowed = move.isOtherAllowed || word == "other";
                if (word != "safe" && word != "other")
                    scope.report(*directions, "a direction is safe or other");
            }
        }
        readCount(scope, "per_hour", move.perHour);
        readCount(scope, "blast_radius", move.blastRadius);
        return move;
    }

    static std::vector<std::string> words(const yaml::Scope& scope, const yaml::Node& node,
                                          const char* key)
    {
        std::vector<std::string> result;
        const bool isGood = node.isSequence() && !node.items.empty()
            && std::all_of(node.items.begin(), node.items.end(),
                           [](const yaml::Node& item) { return item.isScalar(); });
        if (!isGood)
            scope.report(node, "\"" + std::string(key) + "\" must be a list of words");
        for (const yaml::Node& item : node.items)
            result.push_back(item.scalar);
        return result;
    }

    template<class Number>
    static void readCount(const yaml::Scope& scope, std::string_view key, Number& count)
    {
        const yaml::Node* node = scope.find(key);
        if (node == nullptr)
            return;
        const std::string& text = node->scalar;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (error != std::errc{} || end != text.data() + text.size() || count < 1)
            scope.report(*node, "\"" + std::string(key) + "\" must be a whole number from 1 on");
    }

    std::vector<yaml::Problem>& m_problems;
};

} // namespace

Direction directionOf(const LeverPlan& plan)
{
    const bool isSafe =
        !plan.isRemoval && !plan.lever.safeValue.empty() && plan.to == plan.lever.safeValue;
    return isSafe ? Direction::Safe : Direction::Other;
}

Role Roles::roleOf(const std::string& person) const
{
    const std::string key = personKey(person);
    if (key.empty())
        return everybodyElse;
    const auto found = std::find_if(people.begin(), people.end(), [&key](const auto& each) {
        return personKey(each.first) == key;
    });
    return found == people.end() ? everybodyElse : found->second;
}

const Move* Roles::moveFor(Role role, const std::string& kind, Direction direction) const
{
    const auto rights = moves.find(role);
    if (rights == moves.end())
        return nullptr;
    const auto found = std::find_if(
        rights->second.begin(), rights->second.end(), [&kind, direction](const Move& move) {
            const bool isKind = move.kinds.empty()
                || std::find(move.kinds.begin(), move.kinds.end(), kind) != move.kinds.end();
            return isKind
                && (direction == Direction::Safe ? move.isSafeAllowed : move.isOtherAllowed);
        });
    return found == rights->second.end() ? nullptr : &*found;
}

bool Roles::mayApprove(const std::string& person) const
{
    const auto found = approvers.find(roleOf(person));
    return found != approvers.end() && found->second;
}

RolesReading rolesFromYaml(const std::string& text)
{
    RolesReading reading;
    const auto parsed = yaml::parse(text);
    if (const auto* problem = std::get_if<yaml::Problem>(&parsed)) {
        reading.problems.push_back(*problem);
        return reading;
    }
    Roles roles;
    RolesParser(reading.problems).read(std::get<yaml::Node>(parsed), roles);
    if (reading.problems.empty())
        reading.roles = std::move(roles);
    return reading;
}

const char* toString(Direction direction)
{
    return direction == Direction::Safe ? "safe" : "other";
}

const char* toString(Role role)
{
    switch (role) {
    case Role::Observer:
        return "observer";
    case Role::Responder:
        return "responder";
    case Role::Commander:
        return "commander";
    }
    return "unknown";
}

} // namespace runbook
