// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/pseudonyms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace redact {

namespace {

constexpr std::size_t kLongestWord = 256; // bytes
constexpr std::size_t kShortestNumber = 5; // we write those with commas
constexpr std::string_view kLogin = ", login "; // as room::RoomEntry::author() spells it
constexpr std::array<std::string_view, 5> kOurs{"person", "source", "user", "conversation",
                                                "tenant"};

std::optional<std::size_t> numberIn(std::string_view name, std::string_view kind)
{
    if (!name.starts_with(kind) || name.size() < kind.size() + 2 || name[kind.size()] != ' ')
        return std::nullopt;
    name.remove_prefix(kind.size() + 1);
    std::size_t number = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool isWhole = read.ec == std::errc{} && read.ptr == name.data() + name.size();
    return isWhole && number > 0 && name.front() != '0' ? std::optional(number) : std::nullopt;
}

} // namespace

std::vector<std::string> spellingsOf(const std::string& person)
{
    std::vector<std::string> all{person};
    std::string who = person;
    if (const auto login = who.rfind(kLogin); login != std::string::npos && login != 0) {
        all.push_back(who.substr(login + kLogin.size()));
        who.resize(login);
        all.push_back(who);
    }
    const auto open = who.rfind(" (");
    if (open == std::string::npos || !who.ends_with(')') || open == 0)
        return all;
    all.push_back(who.substr(0, open));
    all.push_back(who.substr(open + 2, who.size() - open - 3));
    return all;
}

bool isTelling(std::string_view name, std::size_t shortest)
{
    const bool isNumber = name.find_first_not_of("0123456789.,:-+ ") == std::string_view::npos;
    return name.size() >= (isNumber ? kShortestNumber : shortest) && name.size() <= kLongestWord
        && std::ranges::find(kOurs, name) == kOurs.end();
}

std::string Numbering::give(const std::string& name)
{
    if (const auto kept = numberIn(name, m_kind); kept && m_given.insert(*kept).second)
        return name;
    do
        ++m_newest;
    while (!m_given.insert(m_newest).second);
    return m_kind + ' ' + std::to_string(m_newest);
}

} // namespace redact
