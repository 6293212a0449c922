// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// A sentence, reduced to what can be held against another one: which words of substance it holds
// (in any order), its figures in their order, and whether it negates.
struct Statement
{
    std::uint64_t words = 0; // hash
    std::vector<std::uint64_t> figures; // hashes
    bool isNegated = false;
    std::uint32_t start = 0; // bytes of the answer
    std::uint32_t end = 0;
};

// Those sentences that hold a figure or a negation and at least three words of substance; what
// counts on ("step 2"), and what a pronoun opens, is left out. At most 64. Linear in the text.
std::vector<Statement> statementsOf(std::string_view text);

enum class Clash
{
    None,
    Figure, // the same words, and one figure is another
    Negation, // the same words and figures, and one of them says no
};
Clash clashOf(const Statement& one, const Statement& other);

// The newest statements of each conversation, for the answers that come after. Bounded: 32 of each
// of some thousand conversations; when it is full it starts anew. One thread.
class StatementMemory
{
public:
    // What was said before in it; takes these in.
    std::vector<Statement> exchange(const std::string& conversation,
                                    const std::vector<Statement>& statements);

private:
    std::map<std::string, std::vector<Statement>> m_conversations;
};

} // namespace health
