// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/recentlyused.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// A figure of a sentence, and whether it can be the one thing that two sentences disagree on.
struct StatedFigure
{
    std::uint64_t value = 0; // hash
    // Else it says which thing or when ("order 1002", "in 2019, ..."), not how much of it.
    bool isMeasure = true;
};

// A sentence, reduced to what can be held against another one: which words of substance it holds
// (in any order), its figures in their order, and whether it negates.
struct Statement
{
    std::uint64_t words = 0; // hash
    std::vector<StatedFigure> figures;
    std::uint64_t heading = 0; // hash of what it stands under; 0: under none
    bool isHeadingNamed = false; // it holds the words of its heading, and needs it not to be read
    bool isItem = false; // of a list, or a label with its value
    bool isNegated = false;
    std::uint32_t start = 0; // bytes of the answer
    std::uint32_t end = 0;
    std::string said = {}; // how it begins: at most 96 bytes
};

// Those sentences that hold a figure or a negation and at least three words of substance. Left out
// is what does not say that something is so, once and for all: what counts on ("step 2"), what a
// pronoun opens, rows of tables, code, steps ("bake the ..."), conditions ("if"), questions, and
// what holds for some or for now. At most 64. Linear in the text.
std::vector<Statement> statementsOf(std::string_view text);

enum class Clash
{
    None,
    Figure, // the same words, and one measure is another
    Negation, // the same words and figures, and one of them says no
};
// Of two that stand under different headings only when both name theirs; of items of lists none
// with each other, since each is of its own thing.
Clash clashOf(const Statement& one, const Statement& other);

// The newest statements of each conversation, for the answers that come after. Bounded: 32 of each
// of some thousand conversations; the one that was silent longest makes room. One thread.
class StatementMemory
{
public:
    // What was said before in it; takes these in.
    std::vector<Statement> exchange(const std::string& conversation,
                                    const std::vector<Statement>& statements);

private:
    static constexpr std::size_t kConversations = 4096;

    RecentlyUsed<std::vector<Statement>> m_conversations{kConversations};
};

} // namespace health
