// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/sentencematch.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace health {

namespace {

constexpr std::size_t kVotes = 12; // sentences that one word may vote for
constexpr std::size_t kLongestSentence = 60; // tokens; tables and lists are cut there

struct Stretch
{
    std::size_t first = 0;
    std::size_t last = 0; // one past
};

std::vector<Stretch> sentencesOf(const std::vector<Token>& tokens)
{
    std::vector<Stretch> sentences;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (sentences.empty() || tokens[i].opensSentence
            || i - sentences.back().first >= kLongestSentence)
            sentences.push_back({i, i});
        sentences.back().last = i + 1;
    }
    return sentences;
}

struct Posting
{
    std::uint32_t count = 0;
    std::array<std::uint32_t, kVotes> sentences{};
};

// The postings of each word, by key: a hash table with open addressing, since one is made for every
// answer and nodes of their own would be most of its cost.
class Index
{
public:
    Index(const std::vector<Token>& tokens, const std::vector<Stretch>& sentences)
        : m_slots(std::bit_ceil(2 * contentTokens(tokens) + 2))
    {
        for (std::size_t s = 0; s < sentences.size(); ++s) {
            for (std::size_t i = sentences[s].first; i < sentences[s].last; ++i) {
                if (tokens[i].isContent)
                    add(tokens[i].key, static_cast<std::uint32_t>(s));
            }
        }
    }

    const Posting* find(std::uint64_t key) const
    {
        const Slot& slot = m_slots[place(key)];
        return slot.posting != 0 ? &m_postings[slot.posting - 1] : nullptr;
    }

private:
    struct Slot
    {
        std::uint64_t key = 0;
        std::uint32_t posting = 0; // its number from 1; 0: free
    };

    static std::size_t contentTokens(const std::vector<Token>& tokens)
    {
        return static_cast<std::size_t>(std::ranges::count_if(tokens, &Token::isContent));
    }

    // Of the key or of the free slot where it belongs; the table is never more than half full.
    std::size_t place(std::uint64_t key) const
    {
        std::size_t at = key & (m_slots.size() - 1);
        while (m_slots[at].posting != 0 && m_slots[at].key != key)
            at = (at + 1) & (m_slots.size() - 1);
        return at;
    }

    void add(std::uint64_t key, std::uint32_t sentence)
    {
        Slot& slot = m_slots[place(key)];
        if (slot.posting == 0) {
            m_postings.emplace_back();
            slot = {key, static_cast<std::uint32_t>(m_postings.size())};
        }
        Posting& posting = m_postings[slot.posting - 1];
        const bool isNew = posting.count == 0 || posting.sentences[posting.count - 1] != sentence;
        if (isNew && posting.count < kVotes)
            posting.sentences[posting.count++] = sentence;
    }

    std::vector<Slot> m_slots;
    std::vector<Posting> m_postings;
};

class Matcher
{
public:
    Matcher(const std::vector<Token>& context, const std::vector<Token>& output)
        : m_context(context)
        , m_output(output)
        , m_contextSentences(sentencesOf(context))
        , m_index(context, m_contextSentences)
        , m_votes(m_contextSentences.size(), 0)
    {
    }

    SentenceMatch run()
    {
        for (const Stretch& sentence : sentencesOf(m_output))
            judge(sentence);
        const double sentences = std::max(m_sentences, 1.0);
        return {.negationGap = m_gaps / sentences,
                .strayNumbers = m_numbers / sentences,
                .strayWords = m_words > 0 ? m_stray / m_words : 0};
    }

private:
    void judge(const Stretch& sentence)
    {
        m_touched.clear();
        double words = 0;
        for (std::size_t i = sentence.first; i < sentence.last; ++i) {
            if (!m_output[i].isContent)
                continue;
            ++words;
            vote(m_output[i]);
        }
        if (words < 2)
            return;
        const auto best =
            std::ranges::max_element(m_touched, {}, [this](std::uint32_t s) { return m_votes[s]; });
        ++m_sentences;
        m_words += words;
        if (best == m_touched.end())
            m_stray += words;
        else
            compare(sentence, m_contextSentences[*best]);
        for (const std::uint32_t s : m_touched)
            m_votes[s] = 0;
    }

    void vote(const Token& token)
    {
        const Posting* found = m_index.find(token.key);
        if (found == nullptr)
            return;
        // A word that stands in few sentences tells more about which one is meant.
        const double weight = 1.0 / (1.0 + 0.25 * found->count);
        for (std::uint32_t i = 0; i < found->count; ++i) {
            const std::uint32_t s = found->sentences[i];
            if (m_votes[s] == 0)
                m_touched.push_back(s);
            m_votes[s] += weight;
        }
    }

    void compare(const Stretch& sentence, const Stretch& match)
    {
        KeySet held(match.last - match.first);
        int negations = 0;
        for (std::size_t i = match.first; i < match.last; ++i) {
            held.insert(m_context[i].key);
            negations += m_context[i].isNegation ? 1 : 0;
        }
        int own = 0;
        bool hasStrayNumber = false;
        for (std::size_t i = sentence.first; i < sentence.last; ++i) {
            const Token& token = m_output[i];
            own += token.isNegation ? 1 : 0;
            const bool isStray = token.isContent && !held.contains(token.key);
            m_stray += isStray ? 1 : 0;
            hasStrayNumber = hasStrayNumber || (isStray && token.kind == TokenKind::Number);
        }
        m_gaps += (own > 0) != (negations > 0) ? 1 : 0;
        m_numbers += hasStrayNumber ? 1 : 0;
    }

    const std::vector<Token>& m_context;
    const std::vector<Token>& m_output;
    std::vector<Stretch> m_contextSentences;
    Index m_index;
    std::vector<double> m_votes; // by context sentence, zero between two output sentences
    std::vector<std::uint32_t> m_touched;
    double m_sentences = 0;
    double m_gaps = 0;
    double m_numbers = 0;
    double m_words = 0;
    double m_stray = 0;
};

} // namespace

SentenceMatch matchSentences(const std::vector<Token>& context, const std::vector<Token>& output)
{
    return Matcher(context, output).run();
}

} // namespace health
