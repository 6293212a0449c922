// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/giventext.h"
#include "models/health/contextindex.h"
#include "models/health/tokens.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace claims {

// Finds the passages that hold most of a sentence's words of substance, each word weighing as much
// as it is rare (BM25's inverse document frequency, without its saturation: a sentence says a word
// once). A passage is a sentence, an item or a line, of at most 60 words. One thread.
class EvidenceSearch
{
public:
    // Keeps a reference to the text, which is closed. Words of the question, which is in the text
    // or is `asked`, tell what an answer is about, and weigh more.
    EvidenceSearch(const GivenText& given, std::string_view asked);

    // For answers of thousands of sentences: fewer places are looked at for each.
    void hurry() { m_mostVotes /= 6; }

    struct Passage
    {
        health::Stretch tokens;
        std::size_t start = 0; // bytes of the given text, half-open
        std::size_t end = 0;
        std::uint32_t piece = 0; // of GivenText::pieces()
        bool isQuestion = false; // asks: states nothing
    };
    struct Hit
    {
        std::size_t passage = 0;
        double cover = 0; // 0..1: share of the words' weight
        double score = 0; // that, and whether they stand in the same order, and where
    };
    enum class Among
    {
        Given,
        GivenSources, // but what the model said itself
        Dropped,
        DroppedSources, // but what the model said itself
    };
    // Best first, at most `most`. Looks at a bounded number of places, whatever the text.
    std::vector<Hit> find(const std::vector<health::Token>& tokens, const health::Stretch& words,
                          Among among, std::size_t most);

    // What find() tells of this one.
    double coverOf(const std::vector<health::Token>& tokens, const health::Stretch& words,
                   std::size_t passage);

    // Runs of words that a sentence and a passage share, as tokens of both, in order of the
    // sentence; each begins and ends with a word of substance.
    std::vector<std::pair<health::Stretch, health::Stretch>>
    sharedRuns(const std::vector<health::Token>& tokens, const health::Stretch& words,
               std::size_t passage) const;

    // The share of the words' weight that stands anywhere in what was given and not said by the
    // model itself: 1 where all do.
    double coverAnywhere(const std::vector<health::Token>& tokens,
                         const health::Stretch& words) const;

    const std::vector<Passage>& passages() const { return m_passages; }
    std::size_t passageOf(std::size_t token) const { return m_passageOf[token]; }
    const std::vector<health::Token>& tokens() const { return m_tokens; }
    // Of all, what was dropped and what the model said itself too.
    const health::ContextIndex& index() const { return m_index; }
    // Of what was given and not said by the model itself; its tokens are as many, those of the rest
    // with a key that no word has.
    const health::ContextIndex& sources() const { return m_sources ? *m_sources : m_index; }
    bool isDropped(std::size_t passage) const;
    // There are more words than are looked at: what is found nowhere may stand in the rest.
    bool isCut() const { return m_isCut; }

private:
    struct Word
    {
        std::uint64_t key = 0;
        double weight = 0;
        std::uint32_t position = 0; // among the words of substance
        health::ContextIndex::Places places;
    };
    std::vector<Word> wordsOf(const std::vector<health::Token>& tokens,
                              const health::Stretch& words) const;
    void cut();
    void indexSources();
    void addAsked(std::string_view asked);
    bool isAmong(std::size_t passage, Among among) const;
    void vote(std::vector<Word> words, Among among);
    Hit scored(const std::vector<Word>& sorted, double whole, std::size_t passage) const;

    const GivenText& m_given;
    std::vector<health::Token> m_tokens;
    health::ContextIndex m_index;
    std::vector<health::Token> m_sourceTokens; // empty: all are of sources
    std::optional<health::ContextIndex> m_sources;
    std::vector<Passage> m_passages;
    std::vector<std::uint32_t> m_passageOf; // by token
    health::KeySet m_asked{64};
    bool m_hasDropped = false;
    bool m_isCut = false;
    std::size_t m_mostVotes = 1500; // places that are looked at for one sentence
    // Of the stretch that was asked about last: its things ask for many passages.
    std::vector<Word> m_words;
    double m_whole = 0;
    const health::Token* m_wordsOf = nullptr; // the first of them
    std::size_t m_wordCount = 0;
    std::vector<float> m_votes; // by passage, zero between two calls
    std::vector<std::uint32_t> m_touched;
};

} // namespace claims
