// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/statements.h"
#include "models/similarity/winnowing.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace spread {

// What fingerprints alone tell of a statement in a text.
struct Sighting
{
    double share = 0; // of the statement that surely is there, its common words counting less
    bool isWhole = false; // word for word, but for two words at either end
    std::uint64_t around = 0; // equal where the same words stand at all places that may be it
};

// A statement as its fingerprints. Says of the fingerprints of a text whether the text may hold it,
// by the rules of similarity::StatementMatcher as far as they can be told without the words: a
// figure, a negation or a name of code of the statement that is nowhere near, a negation inside,
// another name or unit near where the statement's is missing. What remains has to be read.
class StatementSketch
{
public:
    StatementSketch(const similarity::Statement& statement, std::uint64_t key);

    // Marks by their lowest bits. All texts that hold the statement have those of its figures.
    using MarkBits = std::bitset<256>;
    static std::size_t markBit(std::uint32_t mark) { return mark % MarkBits().size(); }
    const MarkBits& figures() const { return m_figures; }

    // The best of its places. `hasMarks`: words are marked, see similarity::wordMark(); without
    // marks anything with a run of the statement may hold it. One thread at a time.
    std::optional<Sighting> sighting(std::span<const std::uint32_t> fingerprints, bool hasMarks);

private:
    static constexpr std::size_t kMostTokens = 64;
    static_assert(similarity::kLongestStatement <= kMostTokens);
    using Covered = std::bitset<kMostTokens>;

    struct Gram
    {
        std::uint32_t fingerprint = 0;
        std::size_t place = 0;
    };
    struct Hit
    {
        std::size_t at = 0; // in the fingerprints of the text
        std::size_t place = 0; // of the statement
    };
    struct Word
    {
        std::size_t place = 0;
        std::uint32_t mark = 0;
        similarity::MarkKind kind = similarity::MarkKind::Telling;
        std::vector<std::uint32_t> opposed; // marks
    };
    using Hits = std::span<const Hit>;
    using Fingerprints = std::span<const std::uint32_t>;

    void findHits(Fingerprints fingerprints);
    std::optional<Sighting> judged(Hits hits, Fingerprints fingerprints, bool hasMarks) const;
    // As far as a statement with these hits may reach.
    Fingerprints around(Hits hits, Fingerprints fingerprints) const;
    bool maySay(Hits hits, const Covered& covered, Fingerprints fingerprints) const;
    bool isOwn(std::uint32_t mark) const;
    bool isInstead(const Word& word, std::uint32_t mark) const; // another name, or opposed to it
    // What stands where a word of the statement would, between the hits around it.
    Fingerprints instead(const Word& word, Hits hits, Fingerprints fingerprints) const;

    std::vector<Gram> m_grams; // by fingerprint
    std::uint64_t m_bits = 0; // of these: which lowest six bits there are
    std::vector<Word> m_words; // that are marked
    MarkBits m_figures;
    std::vector<double> m_weights; // one a token
    double m_weight = 0; // of all
    std::vector<Hit> m_hits; // working memory
};

} // namespace spread
