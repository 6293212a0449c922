// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/nearcopy.h"

#include "models/health/opposites.h"
#include "models/health/plainword.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace health {

namespace {

constexpr std::size_t kFewest = 3; // words of substance that both have
constexpr std::size_t kMost = 40;
constexpr std::size_t kMostStrays = 3; // words of theirs that have no match, where one is replaced
constexpr std::size_t kMostUndenied = 2; // ... where all of ours have one
constexpr std::size_t kLongest = 120; // bytes of a sentence that is told
constexpr std::size_t kNothing = static_cast<std::size_t>(-1);

template<std::size_t count>
std::array<std::uint64_t, count> keysOf(const std::array<std::string_view, count>& words)
{
    std::array<std::uint64_t, count> keys{};
    std::ranges::transform(words, keys.begin(), wordKey);
    std::ranges::sort(keys);
    return keys;
}

bool opensCondition(const Token& token)
{
    static const auto keys = keysOf(std::array<std::string_view, 9>{
        "if", "unless", "whether", "without", "otherwise", "until", "except", "or", "nor"});
    return std::ranges::binary_search(keys, token.key);
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

bool isWord(const Token& token)
{
    const bool says = token.isContent || sideOf(token.key).group >= kFirstClass; // all, some, May
    return says && !token.isNegation;
}

using Places = std::vector<std::size_t>;

Places wordsIn(const std::vector<Token>& tokens, const Stretch& stretch)
{
    Places places;
    for (std::size_t i = stretch.first; i < stretch.last; ++i) {
        if (isWord(tokens[i]))
            places.push_back(i);
    }
    return places;
}

// For each of our words the place of theirs that it is matched with, in order: a longest common
// subsequence.
std::vector<std::size_t> matched(const std::vector<Token>& output, const Places& ours,
                                 const std::vector<Token>& context, const Places& theirs)
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
        , m_ours(wordsIn(m_output, sentence))
        , m_theirs(wordsIn(m_context, match))
    {
    }

    std::optional<Deviation> run()
    {
        if (m_ours.size() < kFewest || m_ours.size() > kMost || m_theirs.empty()
            || m_theirs.size() > 2 * kMost)
            return std::nullopt;
        m_pairs = matched(m_output, m_ours, m_context, m_theirs);
        if (holds(m_output, m_sentence, tellsPlace))
            return std::nullopt;
        Places alone;
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            if (m_pairs[i] == kNothing)
                alone.push_back(i);
        }
        if (alone.empty())
            return negation();
        const std::size_t strays = m_theirs.size() - (m_ours.size() - alone.size());
        if (alone.size() == 1 && m_ours.size() > kFewest && strays <= kMostStrays + 1)
            return replaced(alone.front());
        return exchanged();
    }

private:
    // Both are the same words: is one of them denied?
    std::optional<Deviation> negation() const
    {
        if (m_theirs.size() - m_pairs.size() > kMostUndenied
            || holds(m_output, m_sentence, opensCondition)
            || holds(m_context, m_match, opensCondition))
            return std::nullopt;
        const auto isDenial = [](const Token& token) { return token.isNegation; };
        const Stretch theirs{m_pairs.front() == 0 ? m_match.first
                                                  : m_theirs[m_pairs.front() - 1] + 1,
                             m_theirs[m_pairs.back()] + 1};
        if (holds(m_output, m_sentence, isDenial) == holds(m_context, theirs, isDenial))
            return std::nullopt;
        return ofSentence(Deviation::Kind::Negation);
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
            if (kind && !isSpelling(ours, theirs) && !isSaidElsewhere(ours))
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
        const auto keysOfAll = [](const std::vector<Token>& tokens, const Places& places) {
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
        const bool isWhole = end - start <= kLongest;
        std::size_t cut = isWhole ? end : start + kLongest;
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
    Places m_ours;
    Places m_theirs;
    std::vector<std::size_t> m_pairs;
};

} // namespace

std::optional<Deviation> deviationOf(const TokenText& output, const Stretch& sentence,
                                     const ContextIndex& context, std::string_view contextText,
                                     const Stretch& match)
{
    return Comparison(output, sentence, context, contextText, match).run();
}

} // namespace health
