// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadgroups.h"

#include "models/similarity/winnowing.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace spread {

std::string groupKeyOf(const SpreadPlace& place, GroupBy by)
{
    switch (by) {
    case GroupBy::Place:
        return std::string(place.isEarlier ? "before " : "") + similarity::toString(place.kind)
            + ' ' + place.service;
    case GroupBy::Wording: {
        std::vector<similarity::Token> tokens;
        similarity::tokenize(place.stretch, similarity::Syntax::Plain, tokens);
        return std::to_string(place.statement) + ' '
            + std::to_string(similarity::textHash(tokens, 0));
    }
    case GroupBy::User:
        return place.user;
    }
    return {};
}

std::vector<SpreadGroup> groupsOf(const Spread& spread, GroupBy by)
{
    struct Seen
    {
        std::size_t group = 0;
        std::set<std::string> services;
        std::set<std::string> users;
    };
    std::vector<SpreadGroup> groups;
    std::unordered_map<std::string, Seen> seen;
    for (std::size_t i = 0; i < spread.places.size(); ++i) {
        const SpreadPlace& place = spread.places[i];
        const std::string key = groupKeyOf(place, by);
        const auto [known, isNew] = seen.try_emplace(key);
        if (isNew) {
            known->second.group = groups.size();
            groups.push_back(
                {.key = key, .first = i, .places = 0, .edited = 0, .services = 0, .users = 0});
        }
        SpreadGroup& group = groups[known->second.group];
        ++group.places;
        group.edited += place.likeness == similarity::Likeness::Edited ? 1 : 0;
        known->second.services.insert(place.service);
        if (!place.user.empty())
            known->second.users.insert(place.user);
    }
    for (const auto& [key, one] : seen) {
        groups[one.group].services = one.services.size();
        groups[one.group].users = one.users.size();
    }
    std::ranges::stable_sort(groups, std::ranges::greater{}, &SpreadGroup::places);
    return groups;
}

} // namespace spread
