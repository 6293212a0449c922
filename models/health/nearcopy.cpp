// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/nearcopy.h"

#include "models/health/opposites.h"
#include "models/health/plainword.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace health {

namespace {

constexpr std::size_t kFewestSharedWords = 3; // words of substance that both have
constexpr std::size_t kFewestAlike = 2; // ... where only a denial differs
constexpr std::size_t kMostWordsCompared = 40;
constexpr std::size_t kMostStrays = 3; // words of theirs that have no match, where one is replaced
constexpr std::size_t kMostUndenied = 2; // ... where all of ours have one
constexpr std::size_t kLongestTold = 120; // bytes of a sentence that is told
constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

template<std::size_t count>
std::array<std::uint64_t, count> keysOf(const std::array<std::string_view, count>& words)
{
    std::array<std::uint64_t, count> keys{};
    std::ranges::transform(words, keys.begin(), wordKey);
    std::ranges::sort(keys);
    return keys;
}

// Of passages, steps and figures the answer has a numbering of its own.
bool tellsPlace(const Token& token)
{
    static const auto keys = keysOf(std::array<std::string_view, 8>{
        "passage", "document", "source", "step", "figure", "page", "section", "image"});
    return std::ranges::binary_search(keys, token.key);
}

bool comparesWith(const Token& token)
{
    static const std::uint64_t than = wordKey("than");
    return token.key == than;
}

using TokenPlaces = std::vector<std::size_t>;

// For each of our words the place of theirs that it is matched with, in order: a longest common
// subsequence.
std::vector<std::size_t> matched(const std::vector<Token>& output, const TokenPlaces& ours,
                                 const std::vector<Token>& context, const TokenPlaces& theirs)
{
    const std::size_t width = theirs.size() + 1;
    std::vector<std::uint8_t> longest((ours.size() + 1) * width, 0);
    for (std::size_t i = ours.size(); i-- > 0;) {
        for (std::size_t j = theirs.size(); j-- > 0;) {
            const bool isSame = output[ours[i]].key == context[theirs[j]].key;
            longest[i * width + j] = isSame
                ? static_cast<std::uint8_t>(longest[(i + 1) * width + j + 1] + 1)
                : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
        }
    }
    std::vector<std::size_t> pairs(ours.size(), kNothing);
    for (std::size_t i = 0, j = 0; i < ours.size() && j < theirs.size();) {
        if (output[ours[i]].key == context[theirs[j]].key)
            pairs[i++] = j++;
        else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1])
            ++i;
        else
            ++j;
    }
    return pairs;
}

bool holds(const std::vector<Token>& tokens, const Stretch& stretch, bool (*isOfKind)(const Token&))
{
    return std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(stretch.first),
                       tokens.begin() + static_cast<std::ptrdiff_t>(stretch.last), isOfKind);
}

class Comparison
{
public:
    Comparison(const TokenText& output, const Stretch& sentence, const ContextIndex& index,
               std::string_view contextText, const Stretch& match)
        : m_output(output.tokens)
        , m_outputText(output.text)
        , m_sentence(sentence)
        , m_index(index)
        , m_context(index.tokens())
        , m_contextText(contextText)
        , m_match(match)
        , m_here(senseOf({m_output, m_outputText}, sentence))
        , m_there(senseOf({m_context, m_contextText}, match))
        , m_ours(m_here.tokensOf(Role::Word))
        , m_theirs(m_there.tokensOf(Role::Word))
    {
    }

    std::optional<Deviation> run()
    {
        if (m_here.isQuestion || m_there.isQuestion || m_ours.size() < kFewestAlike
            || m_ours.size() > kMostWordsCompared || m_theirs.empty()
            || m_theirs.size() > 2 * kMostWordsCompared || holds(m_output, m_sentence, tellsPlace))
            return std::nullopt;
        m_pairs = matched(m_output, m_ours, m_context, m_theirs);
        m_isShared.assign(m_theirs.size(), false);
        TokenPlaces alone;
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            if (m_pairs[i] == kNothing)
                alone.push_back(i);
            else
                m_isShared[m_pairs[i]] = true;
        }
        const std::size_t strays = m_theirs.size() - (m_ours.size() - alone.size());
        if (alone.empty())
            return negation(strays);
        if (m_ours.size() < kFewestSharedWords)
            return std::nullopt;
        // "At least" says something, though it is no word of its own.
        const std::size_t said = m_ours.size() + m_here.bounds.size();
        if (alone.size() == 1 && said > kFewestSharedWords && strays <= kMostStrays + 1) {
            if (auto deviation = replaced(alone.front()))
                return deviation;
            // "All rooms have a bath" where none has.
            return isLoose(m_output[m_ours[alone.front()]])
                    && !isDenied(m_here, m_ours[alone.front()])
                ? negation(strays)
                : std::nullopt;
        }
        return exchanged();
    }

private:
    TokenText here() const { return {m_output, m_outputText}; }
    TokenText there() const { return {m_context, m_contextText}; }

    // Both are the same words: is one of them denied, or bounded from the other side?
    std::optional<Deviation> negation(std::size_t strays) const
    {
        if (strays > kMostUndenied)
            return std::nullopt;
        const std::size_t ours = m_here.tokensOf(Role::Denial).size();
        const std::size_t theirs = denialsThere();
        const bool isOneDenied = (ours == 0) != (theirs == 0);
        // "No one under 18 may" and "everyone over 18 may" go together.
        if (isBoundOtherwise())
            return isOneDenied ? std::nullopt
                               : std::optional(ofSentence(Deviation::Kind::Negation));
        const bool isAlike = undeniedRest(here(), m_here) == undeniedRest(there(), m_there);
        // Denials of several parts of a sentence turn it round only when nothing else differs.
        const bool isContrary = isAlike ? ours % 2 != theirs % 2 : isOneDenied;
        if (!isContrary || (!isAlike && !isComparable()))
            return std::nullopt;
        return ofSentence(Deviation::Kind::Negation);
    }

    // Enough is said, in no case only, and within the same limits.
    bool isComparable() const
    {
        if (m_ours.size() < kFewestSharedWords || m_here.isConditional || m_there.isConditional)
            return false;
        // What of theirs leads up to the first word that both have, and what follows the last one,
        // as far as no word of theirs alone stands between.
        std::size_t first = m_match.first;
        std::size_t last = m_match.last;
        std::size_t left = static_cast<std::size_t>(std::ranges::count(m_isShared, true));
        for (std::size_t j = 0; j < m_theirs.size(); ++j) {
            if (m_isShared[j])
                --left;
            else if (left == 0)
                last = std::min(last, m_theirs[j]);
            else if (std::find(m_isShared.begin(),
                               m_isShared.begin() + static_cast<std::ptrdiff_t>(j), true)
                     == m_isShared.begin() + static_cast<std::ptrdiff_t>(j))
                first = m_theirs[j] + 1;
        }
        return limitsIn(here(), m_here, m_sentence) == limitsIn(there(), m_there, {first, last});
    }

    // The same number is "at most" here and "at least" there.
    bool isBoundOtherwise() const
    {
        return std::ranges::any_of(m_here.bounds, [this](const Bound& ours) {
            return std::ranges::any_of(m_there.bounds, [this, &ours](const Bound& theirs) {
                return m_output[ours.word].key == m_context[theirs.word].key
                    && ours.isUpper != theirs.isUpper;
            });
        });
    }

    // Denials of what both say. One of what only the context says is of something else.
    std::size_t denialsThere() const
    {
        const TokenPlaces denials = m_there.tokensOf(Role::Denial);
        return static_cast<std::size_t>(std::ranges::count_if(
            denials, [this](std::size_t denial) { return isOfShared(denial); }));
    }

    bool isOfShared(std::size_t denial) const
    {
        std::size_t next = 0;
        while (next < m_theirs.size()
               && (m_theirs[next] < denial
                   || (!m_isShared[next] && isAdverb(there(), m_theirs[next]))))
            ++next;
        if (next == m_theirs.size()) // "costs nothing"
            return m_isShared.back();
        if (m_isShared[next])
            return true;
        const auto shared = std::find(m_isShared.begin() + static_cast<std::ptrdiff_t>(next),
                                      m_isShared.end(), true);
        if (shared == m_isShared.end() || std::find(m_isShared.begin(), shared, true) == shared)
            return false;
        const auto after = static_cast<std::size_t>(shared - m_isShared.begin());
        return reaches(there(), m_theirs[next], m_theirs[after]);
    }

    // Directly: "not in May", "no failure".
    static bool isDenied(const SentenceSense& sense, std::size_t word)
    {
        for (std::size_t i = word; i-- > sense.stretch.first;) {
            if (sense.roleOf(i) == Role::Denial)
                return true;
            if (sense.roleOf(i) == Role::Word)
                return false;
        }
        return false;
    }

    // Two differences that cancel each other: "not allowed" and "forbidden".
    bool isCancelled(Deviation::Kind kind, std::size_t ours, std::size_t theirs) const
    {
        if (isDenied(m_here, ours) != isDenied(m_there, theirs))
            return true;
        return kind == Deviation::Kind::Opposite && sideOf(m_output[ours].key).group < kFirstClass
            && m_here.tokensOf(Role::Denial).empty() != (denialsThere() == 0);
    }

    // What stands in the context where this word stands here, between the same neighbours.
    std::optional<Deviation> replaced(std::size_t lone) const
    {
        const std::size_t after = lone + 1 < m_pairs.size() ? m_pairs[lone + 1] : kNothing;
        const std::size_t before = lone > 0 ? m_pairs[lone - 1] : kNothing;
        const std::size_t first =
            before == kNothing ? (after > kMostStrays ? after - kMostStrays : 0) : before + 1;
        const std::size_t last =
            after == kNothing ? std::min(m_theirs.size(), before + 1 + kMostStrays) : after;
        const Token& ours = m_output[m_ours[lone]];
        if (ours.opensSentence && ours.kind == TokenKind::Number) // the item of a list
            return std::nullopt;
        if (last > first + kMostStrays)
            return std::nullopt;
        for (std::size_t j = first; j < last; ++j) {
            const Token& theirs = m_context[m_theirs[j]];
            const auto kind = difference(ours, theirs);
            if (kind && !isSpelling(ours, theirs) && !isSaidElsewhere(ours)
                && !isCancelled(*kind, m_ours[lone], m_theirs[j]))
                return Deviation{.kind = *kind,
                                 .first = m_ours[lone],
                                 .last = m_ours[lone],
                                 .there = std::string(m_contextText.substr(
                                     theirs.start, theirs.end - theirs.start))};
        }
        return std::nullopt;
    }

    // One is a part of the other: "Spindle top" and "Spindletop", "264" and "2 64".
    bool isSpelling(const Token& ours, const Token& theirs) const
    {
        const std::string one = foldedText(m_outputText.substr(ours.start, ours.end - ours.start));
        const std::string other =
            foldedText(m_contextText.substr(theirs.start, theirs.end - theirs.start));
        return ours.kind == TokenKind::Word
            ? one.find(other) != std::string::npos || other.find(one) != std::string::npos
            : one.ends_with(other) || other.ends_with(one);
    }

    // Another sentence has the word beside all of the others but one.
    bool isSaidElsewhere(const Token& ours) const
    {
        constexpr std::size_t kMostPlaces = 16;
        const ContextIndex::Places places = m_index.find(ours.key);
        std::uint32_t place = places.first;
        for (std::size_t n = 0; place != ContextIndex::kNone && n < kMostPlaces; ++n) {
            const Stretch& other = m_index.sentences()[m_index.sentenceOf(place)];
            place = m_index.next(place);
            if (other.first == m_match.first)
                continue;
            const auto held = std::ranges::count_if(m_ours, [&](std::size_t word) {
                return std::any_of(m_context.begin() + static_cast<std::ptrdiff_t>(other.first),
                                   m_context.begin() + static_cast<std::ptrdiff_t>(other.last),
                                   [&](const Token& t) { return t.key == m_output[word].key; });
            });
            if (static_cast<std::size_t>(held) + 1 >= m_ours.size())
                return true;
        }
        return false;
    }

    static std::optional<Deviation::Kind> difference(const Token& ours, const Token& theirs)
    {
        if (ours.kind == TokenKind::Number && theirs.kind == TokenKind::Number)
            return Deviation::Kind::Number;
        if (sideOf(ours.key).group != 0 && sideOf(ours.key).excludes(sideOf(theirs.key)))
            return Deviation::Kind::Opposite;
        if (ours.isName && theirs.isName)
            return Deviation::Kind::Name;
        return std::nullopt;
    }

    // The same words in another order about "than": the greater has become the lesser.
    std::optional<Deviation> exchanged() const
    {
        if (!holds(m_output, m_sentence, comparesWith) || !holds(m_context, m_match, comparesWith)
            || m_ours.size() != m_theirs.size())
            return std::nullopt;
        const auto keysOfAll = [](const std::vector<Token>& tokens, const TokenPlaces& places) {
            std::vector<std::uint64_t> keys;
            for (const std::size_t place : places)
                keys.push_back(tokens[place].key);
            std::ranges::sort(keys);
            return keys;
        };
        if (keysOfAll(m_output, m_ours) != keysOfAll(m_context, m_theirs))
            return std::nullopt;
        return ofSentence(Deviation::Kind::Exchanged);
    }

    Deviation ofSentence(Deviation::Kind kind) const
    {
        const std::size_t start = m_context[m_match.first].start;
        const std::size_t end = m_context[m_match.last - 1].end;
        const bool isWhole = end - start <= kLongestTold;
        std::size_t cut = isWhole ? end : start + kLongestTold;
        while (!isWhole && (static_cast<unsigned char>(m_contextText[cut]) & 0xC0U) == 0x80U)
            --cut;
        return {.kind = kind,
                .first = m_sentence.first,
                .last = m_sentence.last - 1,
                .there =
                    std::string(m_contextText.substr(start, cut - start)) + (isWhole ? "" : "...")};
    }

    const std::vector<Token>& m_output;
    const std::string_view m_outputText;
    const Stretch m_sentence;
    const ContextIndex& m_index;
    const std::vector<Token>& m_context;
    const std::string_view m_contextText;
    const Stretch m_match;
    SentenceSense m_here;
    SentenceSense m_there;
    TokenPlaces m_ours;
    TokenPlaces m_theirs;
    std::vector<std::size_t> m_pairs;
    std::vector<bool> m_isShared; // of theirs
};

} // namespace

std::optional<Deviation> deviationOf(const TokenText& output, const Stretch& sentence,
                                     const ContextIndex& context, std::string_view contextText,
                                     const Stretch& match)
{
    return Comparison(output, sentence, context, contextText, match).run();
}

} // namespace health
