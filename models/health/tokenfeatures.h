// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/contextindex.h"
#include "models/health/contrasts.h"
#include "models/health/nearcopy.h"
#include "models/health/tokens.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace health {

// What the token model looks at, each a small whole number in a byte, so that training and serving
// see the same bits. Shares are of 50; what does not apply is 63 for distances, else 0.
enum class TokenFeature : std::uint8_t
{
    Kind, // 0 negation or opposite that is a stop word, 1 word, 2 number, 3 identifier
    IsName,
    Novel, // neither context nor question holds it
    InQuestion,
    ContextCount,
    Length, // bytes
    PrefixKnown, // novel, but the context has a word with the same first five letters
    PreviousAdjacent, // stands next to its neighbour in the context as well
    NextAdjacent,
    RunBack, // tokens of the context repeated up to here
    RunTotal,
    PreviousDistance, // to the content word before it, where the context has both nearest
    NextDistance,
    Order, // of these two in the context: 0 unknown, 1 same, 2 other way round
    NovelBefore, // of the three tokens before
    NovelAfter,
    NovelNear, // share of the content words within eight tokens
    SentenceCover, // share of the sentence, by rarity, that its best matching stretch holds
    InMatch, // that stretch holds it
    MatchDistance, // sentences from that stretch to the nearest place of the word
    SentenceNovel,
    SentenceNovelShare,
    SentenceContent,
    SentenceNegations,
    MatchNegations,
    NegationNear, // 0 not in the match, 1 negated in both, 2 in neither, 3 here only, 4 there only
    Opposite, // 1 the match has its side, 2 the match has only another side, 3 neither
    OppositeGroup, // 0 none, 1 two sides, 2 a class
    Slot, // its neighbours' places in the context hold: 0 unknown, 1 it, 2 something else
    Unit, // numbers: 1 the next token is the one that follows it in the context, 2 it is not
    StrayKin, // numbers and names: how many of them the match has that the sentence has not
    Position, // share of the output before it
    Sentence, // number of its sentence
    SentencesLeft,
    OutputLength, // tokens / 8
    Refusal, // the output says that it cannot tell
    Hedges, // in the sentence: may, might, should ...
    Count,
};
constexpr std::size_t kTokenFeatures = static_cast<std::size_t>(TokenFeature::Count);

std::array<std::string_view, kTokenFeatures> tokenFeatureNames();

// One row for each token that carries meaning, is a negation or has an opposite, but for those
// inside a verbatim quote of the context, which nobody need doubt. Column by column, each padded to
// whole blocks, so that trees look at a block of rows at once.
class TokenTable
{
public:
    static constexpr std::size_t kBlock = 16;

    explicit TokenTable(std::vector<std::uint32_t> rows);

    std::size_t rows() const { return m_rows.size(); }
    std::size_t stride() const { return m_stride; }
    std::uint32_t tokenOf(std::size_t row) const { return m_rows[row]; }
    const std::uint8_t* column(std::size_t feature) const { return &m_data[feature * m_stride]; }
    std::uint8_t at(TokenFeature feature, std::size_t row) const
    {
        return m_data[static_cast<std::size_t>(feature) * m_stride + row];
    }
    void set(TokenFeature feature, std::size_t row, std::size_t value, std::size_t most)
    {
        m_data[static_cast<std::size_t>(feature) * m_stride + row] =
            static_cast<std::uint8_t>(value < most ? value : most);
    }

    // Of all sentences, each against the stretch that it resembles most.
    Contrasts contrasts;
    // What near copies of sentences say otherwise; at most a few.
    std::vector<Deviation> deviations;

private:
    std::vector<std::uint32_t> m_rows; // index of the token
    std::size_t m_stride;
    std::vector<std::uint8_t> m_data;
};

// `novel` holds one flag for each token of the output.
struct TokenSource
{
    const ContextIndex& context;
    std::string_view contextText;
    const KeySet& question;
    const std::vector<Token>& output;
    std::string_view outputText;
    const std::vector<std::uint8_t>& novel;
    bool isRefusal = false;
};
TokenTable tokenTable(const TokenSource& source);

} // namespace health
