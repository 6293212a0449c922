// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/tokenfeatures.h"

#include "models/health/opposites.h"
#include "models/health/quotes.h"
#include "models/health/sentencealign.h"
#include "models/health/words.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace health {

namespace {

constexpr double kNearCopy = 0.5; // of a sentence's words in the stretch it resembles most
constexpr std::size_t kMostDeviations = 16;

constexpr std::size_t kShare = 50;
constexpr std::size_t kUnknownDistance = 63;
constexpr std::size_t kMostTokenPlaces = 16; // of a word in the context that are looked at
constexpr std::size_t kPrefix = 5;
constexpr std::size_t kSlotReach = 6;

std::size_t shareOf(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0 : part * kShare / whole;
}

std::optional<std::uint64_t> prefixKey(const Token& token, std::string_view text)
{
    if (token.kind != TokenKind::Word || token.end - token.start < kPrefix)
        return std::nullopt;
    char prefix[kPrefix];
    for (std::size_t i = 0; i < kPrefix; ++i) {
        const char c = text[token.start + i];
        prefix[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return hashOf({prefix, kPrefix});
}

bool isHedge(std::uint64_t key)
{
    static const std::array<std::uint64_t, 9> keys{
        wordKey("may"),       wordKey("might"),   wordKey("could"),
        wordKey("should"),    wordKey("often"),   wordKey("likely"),
        wordKey("typically"), wordKey("overall"), wordKey("ensure")};
    return std::ranges::find(keys, key) != keys.end();
}

// Fills the table sentence by sentence.
class Filler
{
    using enum TokenFeature;

public:
    explicit Filler(const TokenSource& source)
        : m_source(source)
        , m_context(source.context)
        , m_output(source.output)
        , m_aligner(source.context)
        , m_places(placesOf(source.context, source.output))
        , m_quotes(source.context, m_places)
    {
    }

    TokenTable run()
    {
        m_table = TokenTable(scoredTokens());
        if (m_table.rows() > 0)
            fill();
        return std::move(m_table);
    }

private:
    void fill()
    {
        const std::vector<Stretch> sentences = sentencesOf(m_output);
        countNovel();
        findPrefixes();
        std::size_t row = 0;
        for (std::size_t s = 0; s < sentences.size(); ++s) {
            std::size_t end = row;
            while (end < m_table.rows() && m_table.tokenOf(end) < sentences[s].last)
                ++end;
            if (end > row)
                sentence(sentences[s], row, end);
            for (; row < end; ++row) {
                m_table.set(Sentence, row, s, 30);
                m_table.set(SentencesLeft, row, sentences.size() - 1 - s, 30);
            }
        }
    }

    std::vector<std::uint32_t> scoredTokens() const
    {
        std::vector<std::uint32_t> rows;
        rows.reserve(m_output.size());
        for (std::size_t i = 0; i < m_output.size(); ++i) {
            const Token& token = m_output[i];
            const bool says = token.isContent || token.isNegation || sideOf(token.key).group != 0;
            if (says && !m_quotes.isInside(i))
                rows.push_back(static_cast<std::uint32_t>(i));
        }
        return rows;
    }

    void countNovel()
    {
        m_novelUpTo.assign(m_output.size() + 1, 0);
        m_contentUpTo.assign(m_output.size() + 1, 0);
        for (std::size_t i = 0; i < m_output.size(); ++i) {
            m_novelUpTo[i + 1] = m_novelUpTo[i] + m_source.novel[i];
            m_contentUpTo[i + 1] = m_contentUpTo[i] + (m_output[i].isContent ? 1 : 0);
        }
    }

    // Only where something is novel is it worth knowing how the context's words begin.
    void findPrefixes()
    {
        if (m_novelUpTo.back() == 0)
            return;
        for (const Token& token : m_context.tokens()) {
            if (const auto key =
                    token.isContent ? prefixKey(token, m_source.contextText) : std::nullopt)
                m_prefixes.insert(*key);
        }
    }

    static std::size_t between(const std::vector<std::uint32_t>& upTo, std::size_t first,
                               std::size_t last)
    {
        return upTo[std::min(last, upTo.size() - 1)] - upTo[std::min(first, upTo.size() - 1)];
    }

    void sentence(const Stretch& sentence, std::size_t firstRow, std::size_t lastRow)
    {
        const Alignment match = m_aligner.align(m_output, m_places, sentence);
        m_match = match.match;
        const std::size_t novel = between(m_novelUpTo, sentence.first, sentence.last);
        const std::size_t content = between(m_contentUpTo, sentence.first, sentence.last);
        const std::size_t hedges = static_cast<std::size_t>(
            std::count_if(at(m_output, sentence.first), at(m_output, sentence.last),
                          [](const Token& token) { return isHedge(token.key); }));
        const std::size_t negations = negationsIn(m_output, sentence);
        const std::size_t theirs = negationsIn(m_context.tokens(), m_match);
        m_table.contrasts += contrastsOf(m_output, sentence, m_context.tokens(), m_match);
        if (match.cover >= kNearCopy && m_table.deviations.size() < kMostDeviations) {
            if (const auto deviation = deviationOf({m_output, m_source.outputText}, sentence,
                                                   m_context, m_source.contextText, match.best))
                m_table.deviations.push_back(*deviation);
        }
        findKin(sentence);
        addSides(m_context.tokens(), match.best, m_bestSides);
        addSides(m_context.tokens(), m_match, m_sides);
        for (std::size_t row = firstRow; row < lastRow; ++row) {
            m_table.set(SentenceCover, row, static_cast<std::size_t>(match.cover * kShare), kShare);
            m_table.set(SentenceNovel, row, novel, 30);
            m_table.set(SentenceNovelShare, row, shareOf(novel, content), kShare);
            m_table.set(SentenceContent, row, content, 40);
            m_table.set(SentenceNegations, row, negations, 3);
            m_table.set(MatchNegations, row, theirs, 3);
            m_table.set(Hedges, row, hedges, 5);
            token(sentence, row);
        }
    }

    static std::vector<Token>::const_iterator at(const std::vector<Token>& tokens, std::size_t i)
    {
        return tokens.begin() + static_cast<std::ptrdiff_t>(i);
    }

    static std::size_t negationsIn(const std::vector<Token>& tokens, const Stretch& stretch)
    {
        return static_cast<std::size_t>(
            std::count_if(at(tokens, stretch.first), at(tokens, stretch.last),
                          [](const Token& token) { return token.isNegation; }));
    }

    static void addSides(const std::vector<Token>& tokens, const Stretch& stretch,
                         std::vector<Side>& sides)
    {
        sides.clear();
        for (std::size_t p = stretch.first; p < stretch.last; ++p) {
            if (const Side side = sideOf(tokens[p].key); side.group != 0)
                sides.push_back(side);
        }
    }

    // Numbers and names of the match that the sentence does not have.
    void findKin(const Stretch& sentence)
    {
        m_strayNumbers = 0;
        m_strayNames = 0;
        for (std::size_t p = m_match.first; p < m_match.last; ++p) {
            const Token& token = m_context.tokens()[p];
            const bool isNumber = token.kind == TokenKind::Number;
            if (!isNumber && !token.isName)
                continue;
            if (std::any_of(at(m_output, sentence.first), at(m_output, sentence.last),
                            [&token](const Token& other) { return other.key == token.key; }))
                continue;
            ++(isNumber ? m_strayNumbers : m_strayNames);
        }
    }

    void token(const Stretch& sentence, std::size_t row)
    {
        const std::size_t i = m_table.tokenOf(row);
        const Token& token = m_output[i];
        const ContextIndex::Places places = m_places[i];
        m_table.set(Kind, row, kindOf(token), 3);
        m_table.set(IsName, row, token.isName ? 1 : 0, 1);
        m_table.set(Novel, row, isNovel(i, places) ? 1 : 0, 1);
        m_table.set(InQuestion, row, m_source.question.contains(token.key) ? 1 : 0, 1);
        m_table.set(ContextCount, row, places.count, 20);
        m_table.set(Length, row, token.end - token.start, 20);
        m_table.set(RunBack, row, m_quotes.upTo(i), 12);
        m_table.set(RunTotal, row, m_quotes.whole(i), 24);
        m_table.set(NovelBefore, row, between(m_novelUpTo, i < 3 ? 0 : i - 3, i), 3);
        m_table.set(NovelAfter, row, between(m_novelUpTo, i + 1, i + 4), 3);
        const std::size_t near = i < 8 ? 0 : i - 8;
        m_table.set(NovelNear, row,
                    shareOf(between(m_novelUpTo, near, i + 9), between(m_contentUpTo, near, i + 9)),
                    kShare);
        m_table.set(Position, row, shareOf(i, m_output.size()), kShare);
        m_table.set(OutputLength, row, m_output.size() / 8, 100);
        m_table.set(Refusal, row, m_source.isRefusal ? 1 : 0, 1);
        if (m_table.at(Novel, row) != 0) {
            const auto prefix = prefixKey(token, m_source.outputText);
            m_table.set(PrefixKnown, row, prefix && m_prefixes.contains(*prefix) ? 1 : 0, 1);
        }
        place(sentence, row, i, places);
        compare(sentence, row, i, places);
    }

    static std::size_t kindOf(const Token& token)
    {
        if (token.kind == TokenKind::Word)
            return token.isContent ? 1 : 0;
        return token.kind == TokenKind::Number ? 2 : 3;
    }

    bool isNovel(std::size_t i, const ContextIndex::Places& places) const
    {
        if (m_output[i].isContent)
            return m_source.novel[i] != 0;
        return places.count == 0 && !m_source.question.contains(m_output[i].key);
    }

    // Of the content word before or after within the sentence.
    std::size_t neighbour(const Stretch& sentence, std::size_t i, bool isAfter) const
    {
        const std::size_t end = isAfter ? sentence.last : sentence.first;
        while (i != end) {
            if (!isAfter && i == sentence.first)
                break;
            i = isAfter ? i + 1 : i - 1;
            if (i != sentence.last && m_output[i].isContent)
                return i;
        }
        return sentence.last;
    }

    // Where the context has the word, and next to what.
    void place(const Stretch& sentence, std::size_t row, std::size_t i,
               const ContextIndex::Places& places)
    {
        const std::size_t before = neighbour(sentence, i, false);
        const std::size_t after = neighbour(sentence, i, true);
        const auto [back, order] = nearest(places, before, sentence);
        const auto [ahead, ignored] = nearest(places, after, sentence);
        m_table.set(PreviousDistance, row, back, kUnknownDistance);
        m_table.set(NextDistance, row, ahead, kUnknownDistance);
        m_table.set(Order, row, order, 2);
        bool followsSame = false;
        bool precedesSame = false;
        std::uint32_t p = places.first;
        for (std::size_t n = 0; p != ContextIndex::kNone && n < kMostTokenPlaces; ++n) {
            followsSame = followsSame || (i > 0 && p > 0 && sameAt(p - 1, i - 1));
            precedesSame = precedesSame
                || (i + 1 < m_output.size() && p + 1 < m_context.tokens().size()
                    && sameAt(p + 1, i + 1));
            p = m_context.next(p);
        }
        m_table.set(PreviousAdjacent, row, followsSame ? 1 : 0, 1);
        m_table.set(NextAdjacent, row, precedesSame ? 1 : 0, 1);
        if (m_output[i].kind == TokenKind::Number && places.count > 0)
            m_table.set(Unit, row, precedesSame ? 1 : 2, 2);
        if (before != sentence.last && after != sentence.last)
            m_table.set(Slot, row, slot(i, before, after), 2);
    }

    bool sameAt(std::size_t p, std::size_t i) const
    {
        return m_context.tokens()[p].key == m_output[i].key;
    }

    struct Nearest
    {
        std::size_t distance = kUnknownDistance;
        std::size_t order = 0;
    };
    Nearest nearest(const ContextIndex::Places& places, std::size_t other,
                    const Stretch& sentence) const
    {
        Nearest result;
        if (places.count == 0 || other == sentence.last)
            return result;
        std::uint32_t q = m_places[other].first;
        std::uint32_t p = places.first;
        for (std::size_t n = 0;
             p != ContextIndex::kNone && q != ContextIndex::kNone && n < 2 * kMostTokenPlaces;
             ++n) {
            const std::size_t distance = p > q ? p - q : q - p;
            if (distance < result.distance && distance > 0)
                result = {distance, p > q ? std::size_t{1} : std::size_t{2}};
            std::uint32_t& lower = p < q ? p : q;
            lower = m_context.next(lower);
        }
        return result;
    }

    // Both neighbours stand near each other in the context: is the word between them?
    std::size_t slot(std::size_t i, std::size_t before, std::size_t after) const
    {
        std::size_t result = 0;
        std::uint32_t p = m_places[before].first;
        for (std::size_t n = 0; p != ContextIndex::kNone && n < kMostTokenPlaces / 2; ++n) {
            const std::size_t end = std::min(p + kSlotReach, m_context.tokens().size());
            bool isHeld = false;
            std::size_t content = 0;
            for (std::size_t q = p + 1; q < end; ++q) {
                if (sameAt(q, after)) {
                    if (isHeld)
                        return 1;
                    result = content > 0 ? 2 : result;
                    break;
                }
                isHeld = isHeld || sameAt(q, i);
                content += m_context.tokens()[q].isContent ? 1 : 0;
            }
            p = m_context.next(p);
        }
        return result;
    }

    // The word against the match of its sentence.
    void compare(const Stretch& sentence, std::size_t row, std::size_t i,
                 const ContextIndex::Places& places)
    {
        const Token& token = m_output[i];
        std::size_t distance = kUnknownDistance;
        std::uint32_t held = ContextIndex::kNone;
        const std::uint32_t home = m_match.last > m_match.first
            ? m_context.sentenceOf(static_cast<std::uint32_t>(m_match.first))
            : 0;
        std::uint32_t p = places.first;
        for (std::size_t n = 0; p != ContextIndex::kNone && n < 4 * kMostTokenPlaces; ++n) {
            if (held == ContextIndex::kNone && p >= m_match.first && p < m_match.last)
                held = p;
            const std::uint32_t theirs = m_context.sentenceOf(p);
            distance =
                std::min<std::size_t>(distance, theirs > home ? theirs - home : home - theirs);
            p = m_context.next(p);
        }
        m_table.set(InMatch, row, held != ContextIndex::kNone ? 1 : 0, 1);
        m_table.set(MatchDistance, row, distance, kUnknownDistance);
        if (held != ContextIndex::kNone) {
            const bool here = isNegated(m_output, i, sentence.first);
            const bool there = isNegated(m_context.tokens(), held, m_match.first);
            m_table.set(NegationNear, row, here ? (there ? 1 : 3) : (there ? 4 : 2), 4);
        }
        if (token.kind == TokenKind::Number)
            m_table.set(StrayKin, row, m_strayNumbers, 6);
        else if (token.isName)
            m_table.set(StrayKin, row, m_strayNames, 6);
        if (const Side side = sideOf(token.key); side.group != 0) {
            m_table.set(Opposite, row, oppositeOf(side), 3);
            m_table.set(OppositeGroup, row, side.group < kFirstClass ? 1 : 2, 2);
        }
    }

    static bool isNegated(const std::vector<Token>& tokens, std::size_t i, std::size_t first)
    {
        const std::size_t from = std::max(first, i < kNegationReach ? 0 : i - kNegationReach);
        return std::any_of(at(tokens, from), at(tokens, i),
                           [](const Token& token) { return token.isNegation; });
    }

    // What the one best sentence says of it counts before what its neighbour says.
    std::size_t oppositeOf(Side side) const
    {
        const std::size_t inBest = oppositeIn(m_bestSides, side);
        return inBest < 3 ? inBest : oppositeIn(m_sides, side);
    }

    static std::size_t oppositeIn(const std::vector<Side>& sides, Side side)
    {
        std::size_t result = 3;
        for (const Side other : sides) {
            if (other.group == side.group && other.side == side.side)
                return 1;
            if (side.excludes(other))
                result = 2;
        }
        return result;
    }

    const TokenSource& m_source;
    const ContextIndex& m_context;
    const std::vector<Token>& m_output;
    TokenTable m_table{{}};
    SentenceAligner m_aligner;
    KeySet m_prefixes{64};
    std::vector<ContextIndex::Places> m_places; // of each output token
    Quotes m_quotes;
    std::vector<std::uint32_t> m_novelUpTo;
    std::vector<std::uint32_t> m_contentUpTo;
    Stretch m_match; // of the sentence at hand
    std::size_t m_strayNumbers = 0;
    std::size_t m_strayNames = 0;
    std::vector<Side> m_bestSides;
    std::vector<Side> m_sides; // of the whole match
};

} // namespace

std::array<std::string_view, kTokenFeatures> tokenFeatureNames()
{
    return {"kind",
            "is_name",
            "novel",
            "in_question",
            "context_count",
            "length",
            "prefix_known",
            "previous_adjacent",
            "next_adjacent",
            "run_back",
            "run_total",
            "previous_distance",
            "next_distance",
            "order",
            "novel_before",
            "novel_after",
            "novel_near",
            "sentence_cover",
            "in_match",
            "match_distance",
            "sentence_novel",
            "sentence_novel_share",
            "sentence_content",
            "sentence_negations",
            "match_negations",
            "negation_near",
            "opposite",
            "opposite_group",
            "slot",
            "unit",
            "stray_kin",
            "position",
            "sentence",
            "sentences_left",
            "output_length",
            "refusal",
            "hedges"};
}

TokenTable::TokenTable(std::vector<std::uint32_t> rows)
    : m_rows(std::move(rows))
    , m_stride((m_rows.size() + kBlock - 1) / kBlock * kBlock)
    , m_data(kTokenFeatures * m_stride, 0)
{
}

TokenTable tokenTable(const TokenSource& source)
{
    return Filler(source).run();
}

} // namespace health
