// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/contextindex.h"

#include <bit>

namespace health {

namespace {

constexpr std::size_t kLongestSentenceTokens = 60; // tokens

} // namespace

std::vector<Stretch> sentencesOf(const std::vector<Token>& tokens)
{
    std::vector<Stretch> sentences;
    sentences.reserve(tokens.size() / 12 + 1);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (sentences.empty() || tokens[i].opensSentence
            || i - sentences.back().first >= kLongestSentenceTokens)
            sentences.push_back({i, i});
        sentences.back().last = i + 1;
    }
    return sentences;
}

ContextIndex::ContextIndex(const std::vector<Token>& tokens)
    : m_tokens(tokens)
    , m_sentences(health::sentencesOf(tokens))
    , m_sentenceOf(tokens.size())
    , m_next(tokens.size())
    , m_slots(std::bit_ceil(2 * tokens.size() + 2))
{
    for (std::size_t s = 0; s < m_sentences.size(); ++s) {
        for (std::size_t i = m_sentences[s].first; i < m_sentences[s].last; ++i)
            m_sentenceOf[i] = static_cast<std::uint32_t>(s);
    }
    // Backwards, so that each chain ascends.
    for (std::size_t i = tokens.size(); i-- > 0;) {
        Slot& slot = m_slots[slotOf(tokens[i].key)];
        slot.key = tokens[i].key;
        m_next[i] = slot.places.first;
        slot.places.first = static_cast<std::uint32_t>(i);
        ++slot.places.count;
    }
}

std::size_t ContextIndex::slotOf(std::uint64_t key) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = key & mask;
    while (m_slots[at].places.count != 0 && m_slots[at].key != key)
        at = (at + 1) & mask;
    return at;
}

ContextIndex::Places ContextIndex::find(std::uint64_t key) const
{
    return m_slots[slotOf(key)].places;
}

} // namespace health
