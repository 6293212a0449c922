// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace redact {

// What stands in the place of names: reports and bundles number alike, so that a person has one
// number in both. Pure functions, and one class of one thread.

// Ways in which texts tell of one person, the whole first: "Ada Lovelace (ada)", "Ada Lovelace",
// "ada". Of "Ada Lovelace (ada), login al" also the login and what stands before it. The last is
// the account, by which persons are told apart.
std::vector<std::string> spellingsOf(const std::string& person);

inline constexpr std::size_t kShortestPerson = 2; // bytes of a name that is looked for in texts
inline constexpr std::size_t kShortestUser = 3;

// Whether a text that holds it as a word means it: no figure of ours ("42", "0.42"), none of the
// words that numbers stand behind, no word shorter than that or longer than 256 bytes.
bool isTelling(std::string_view name, std::size_t shortest);

// "person 1", "person 2" ... in the order in which they are given. Somebody who is called so
// already, as in a recording that was redacted before, keeps that number while it is free.
class Numbering
{
public:
    explicit Numbering(std::string kind) // "person"
        : m_kind(std::move(kind))
    {
    }
    std::string give(const std::string& name);
    std::size_t count() const { return m_given.size(); }

private:
    std::string m_kind;
    std::set<std::size_t> m_given;
    std::size_t m_newest = 0; // of those that were not kept
};

} // namespace redact
