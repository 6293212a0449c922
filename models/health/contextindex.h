// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/tokens.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace health {

// Tokens [first, last).
struct Stretch
{
    std::size_t first = 0;
    std::size_t last = 0;
};

// Sentences of a text; tables and lists, which have none, are cut every 60 tokens.
std::vector<Stretch> sentencesOf(const std::vector<Token>& tokens);

// Where each word of a text stands. Keeps a reference to the tokens. One hash table with open
// addressing and one chain: one is made for every answer, and nodes of their own would be most of
// its cost.
class ContextIndex
{
public:
    static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

    explicit ContextIndex(const std::vector<Token>& tokens);

    const std::vector<Token>& tokens() const { return m_tokens; }
    const std::vector<Stretch>& sentences() const { return m_sentences; }
    std::uint32_t sentenceOf(std::uint32_t position) const { return m_sentenceOf[position]; }

    struct Places
    {
        std::uint32_t first = kNone; // in ascending order from here by next()
        std::uint32_t count = 0;
    };
    Places find(std::uint64_t key) const;
    std::uint32_t next(std::uint32_t position) const { return m_next[position]; }

private:
    struct Slot
    {
        std::uint64_t key = 0;
        Places places;
    };

    std::size_t slotOf(std::uint64_t key) const;

    const std::vector<Token>& m_tokens;
    std::vector<Stretch> m_sentences;
    std::vector<std::uint32_t> m_sentenceOf;
    std::vector<std::uint32_t> m_next;
    std::vector<Slot> m_slots; // never more than half full
};

} // namespace health
