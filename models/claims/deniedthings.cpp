// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/deniedthings.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace claims {

namespace {

using health::Role;
using health::SentenceSense;
using health::Stretch;
using health::TokenKind;
using health::TokenText;

constexpr std::size_t kMostThingWords = 6; // of substance, of one thing
constexpr std::size_t kReach = 10; // tokens from a denial to the end of what it denies
constexpr std::size_t kFewestOfPrice = 2;
constexpr std::size_t kFewestWords = 3;
constexpr std::size_t kMostApart = 8; // tokens of a passage between the words of one thing
constexpr std::size_t kMostSentenceTokens = 120; // tokens

template<std::size_t count>
bool isOneOf(std::string_view word, const std::array<std::string_view, count>& words)
{
    return std::ranges::find(words, word) != words.end();
}

// Lower case; empty for what is long: no small word.
std::string wordAt(const TokenText& text, std::size_t token)
{
    constexpr std::size_t longest = 14;
    const health::Token& one = text.tokens[token];
    if (one.end - one.start > longest)
        return {};
    std::string word(text.text.substr(one.start, one.end - one.start));
    for (char& c : word)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return word;
}

bool isDemand(std::string_view word)
{
    static constexpr std::array<std::string_view, 12> words{
        "required",  "require",    "requires",  "needed",     "need", "needs",
        "necessary", "compulsory", "mandatory", "obligatory", "must", "requirement"};
    return isOneOf(word, words);
}

bool isVerbOfDemand(std::string_view word)
{
    return word == "require" || word == "need" || word == "requires" || word == "needs";
}

// Something is so in some case only, or another statement begins.
bool isCondition(std::string_view word)
{
    static constexpr std::array<std::string_view, 14> words{
        "if",    "unless",  "except", "when", "whether", "until", "once",
        "while", "without", "only",   "may",  "might",   "could", "otherwise"};
    return isOneOf(word, words);
}

// Of those, the ones by which a whole sentence holds in some case only; "may" permits, too.
bool isCase(std::string_view word)
{
    return isCondition(word) && word != "without" && word != "may" && word != "might"
        && word != "could";
}

// Says that something may be done.
bool isPermission(std::string_view word)
{
    static constexpr std::array<std::string_view, 13> words{
        "can",    "may",     "could",     "able", "possible", "allowed", "accepted",
        "accept", "accepts", "permitted", "fine", "okay",     "eligible"};
    return isOneOf(word, words);
}

// Says that something is not to be had, without a denial in it.
bool isRefusal(std::string_view word)
{
    static constexpr std::array<std::string_view, 22> words{
        "never",   "nothing",  "nobody", "fail",       "fails",   "failed", "refuse",    "refused",
        "refuses", "rejected", "reject", "impossible", "invalid", "void",   "forbidden", "declined",
        "denied",  "unable",   "hardly", "prohibited", "stops",   "useless"};
    return isOneOf(word, words);
}

// Says that what else is demanded need not be.
bool isWaiver(std::string_view word)
{
    static constexpr std::array<std::string_view, 8> words{
        "optional", "waived", "waives", "exempt", "unnecessary", "voluntary", "excepted", "free"};
    return isOneOf(word, words);
}

// Points back to what the sentence before was about.
bool pointsBack(std::string_view word)
{
    static constexpr std::array<std::string_view, 6> words{"it",    "this", "that",
                                                           "these", "they", "those"};
    return isOneOf(word, words);
}

bool isOfAll(std::string_view word)
{
    static constexpr std::array<std::string_view, 5> words{"every", "all", "any", "each", "always"};
    return isOneOf(word, words);
}

bool opensClause(std::string_view word)
{
    static constexpr std::array<std::string_view, 12> words{"and",     "but",    "which",    "that",
                                                            "because", "so",     "although", "who",
                                                            "while",   "though", "nor",      "as"};
    return isOneOf(word, words);
}

bool opensQualifier(std::string_view word)
{
    static constexpr std::array<std::string_view, 16> words{
        "for",    "to", "of",   "on",    "in",     "within", "at",    "from",
        "during", "by", "with", "after", "before", "over",   "under", "beyond"};
    return isOneOf(word, words);
}

bool isPrice(std::string_view word)
{
    static constexpr std::array<std::string_view, 8> words{
        "fee", "fees", "charge", "charges", "deposit", "surcharge", "cost", "costs"};
    return isOneOf(word, words);
}

std::string_view gapBefore(const TokenText& text, std::size_t token)
{
    const std::size_t from = token == 0 ? 0 : text.tokens[token - 1].end;
    return text.text.substr(
        from, text.tokens[token].start - std::min<std::size_t>(from, text.tokens[token].start));
}

bool isBroken(std::string_view gap)
{
    return gap.find_first_of(",;:()\n.!?") != std::string_view::npos
        || gap.find(" - ") != std::string_view::npos
        || gap.find("\xE2\x80\x93") != std::string_view::npos
        || gap.find("\xE2\x80\x94") != std::string_view::npos;
}

class DenialReader
{
public:
    DenialReader(const TokenText& text, const Stretch& sentence)
        : m_text(text)
        , m_sentence(sentence)
        , m_sense(health::senseOf(text, sentence))
    {
    }

    std::vector<DeniedThing> run()
    {
        if (m_sense.isQuestion || m_sentence.last - m_sentence.first > kMostSentenceTokens)
            return {};
        bool isPermitted = false;
        bool isRefused = false;
        for (std::size_t i = m_sentence.first; i < m_sentence.last; ++i) {
            const std::string word = wordAt(m_text, i);
            if (isCase(word))
                return {}; // "If you cancel early, there is no fee."
            isPermitted = isPermitted || isPermission(word);
            isRefused = isRefused || isRefusal(word)
                || (word != "without" && m_sense.roleOf(i) == Role::Denial);
        }
        for (std::size_t i = m_sentence.first; i < m_sentence.last; ++i) {
            const std::string word = wordAt(m_text, i);
            // "Not possible without a receipt" demands one, and so may all that permits nothing.
            if (word == "without" && isPermitted && !isRefused && i > m_sentence.first)
                takeWithout(i);
            else if (word == "without")
                continue;
            else if (m_sense.roleOf(i) == Role::Denial && word == "no")
                takeNo(i);
            else if (m_sense.roleOf(i) == Role::Denial)
                takeNot(i);
        }
        return std::move(m_found);
    }

private:
    bool isBoundary(std::size_t token) const
    {
        return isBroken(gapBefore(m_text, token)) || opensClause(wordAt(m_text, token));
    }
    std::size_t endOfClause(std::size_t from) const
    {
        std::size_t end = from;
        while (end < m_sentence.last && (end == from || !isBoundary(end)))
            ++end;
        return end;
    }
    std::size_t startOfClause(std::size_t from) const
    {
        std::size_t start = from;
        while (start > m_sentence.first && !isBroken(gapBefore(m_text, start))
               && !opensClause(wordAt(m_text, start - 1)))
            --start;
        return start;
    }

    // With the words of [first, last); nothing where they cannot be held against a passage.
    void add(std::size_t first, std::size_t last, std::size_t denial, std::size_t fewest,
             DeniedThing thing)
    {
        thing.words = {std::min(first, denial), std::max(last, denial + 1)};
        for (std::size_t i = first; i < last; ++i) {
            const health::Token& token = m_text.tokens[i];
            const std::string word = wordAt(m_text, i);
            if (i == denial)
                continue;
            if (token.kind == TokenKind::Number || isCondition(word)
                || m_sense.roleOf(i) == Role::Denial)
                return;
            if (token.isContent && !isDemand(word))
                thing.keys.push_back(token.key);
        }
        std::ranges::sort(thing.keys);
        const auto twice = std::ranges::unique(thing.keys);
        thing.keys.erase(twice.begin(), twice.end());
        if (thing.keys.size() < fewest || thing.keys.size() > kMostThingWords
            || last - first > kReach + kMostThingWords)
            return;
        m_found.push_back(std::move(thing));
    }

    static DeniedThing ofDemand()
    {
        DeniedThing thing;
        thing.isDemand = true;
        return thing;
    }

    void takeWithout(std::size_t i)
    {
        if (i + 1 < m_sentence.last && !isBoundary(i + 1))
            add(i + 1, endOfClause(i + 1), i, 1, ofDemand());
    }

    // "no receipt required", "no receipt is needed", "there is no restocking fee"
    void takeNo(std::size_t i)
    {
        if (i + 1 >= m_sentence.last || isBoundary(i + 1))
            return;
        const std::size_t end = endOfClause(i + 1);
        DeniedThing thing;
        bool isOfPrice = false;
        for (std::size_t j = i + 1; j < end; ++j) {
            const std::string word = wordAt(m_text, j);
            thing.isDemand = thing.isDemand || isDemand(word);
            isOfPrice = isOfPrice || isPrice(word);
        }
        add(i + 1, end, i, thing.isDemand ? 1 : isOfPrice ? kFewestOfPrice : kFewestWords, thing);
    }

    void takeNot(std::size_t i)
    {
        const std::size_t end = endOfClause(i + 1);
        for (std::size_t d = i + 1; d < std::min(end, i + 4); ++d) {
            const std::string word = wordAt(m_text, d);
            if (!isDemand(word) || word == "must")
                continue;
            // "do not need a receipt"; "a receipt is not required"
            if (isVerbOfDemand(word) || (d + 1 < end && wordAt(m_text, d + 1) == "to"))
                add(d + 1, end, i, 1, ofDemand());
            else
                add(startOfClause(i), end, i, 1, ofDemand());
            return;
        }
    }

    const TokenText& m_text;
    const Stretch& m_sentence;
    SentenceSense m_sense;
    std::vector<DeniedThing> m_found;
};

// The closest stretch of a passage that holds all of the words, and one of demand where that is
// denied. Empty: there is none.
Stretch heldBy(const DeniedThing& denied, const TokenText& text, const Stretch& passage)
{
    Stretch best{passage.last, passage.last};
    const std::size_t most = denied.keys.size() + (denied.isDemand ? 1 : 0) + kMostApart;
    for (std::size_t first = passage.first; first < passage.last; ++first) {
        const auto isOfIt = [&](std::size_t token) {
            return std::ranges::binary_search(denied.keys, text.tokens[token].key);
        };
        if (!isOfIt(first) && !(denied.isDemand && isDemand(wordAt(text, first))))
            continue;
        std::vector<bool> held(denied.keys.size(), false);
        std::size_t left = denied.keys.size();
        bool isDemanded = !denied.isDemand;
        const std::size_t end = std::min(passage.last, first + most);
        for (std::size_t i = first; i < end; ++i) {
            if (i > first && gapBefore(text, i).find_first_of(";\n") != std::string_view::npos)
                break;
            isDemanded = isDemanded || isDemand(wordAt(text, i));
            const auto key = std::ranges::lower_bound(denied.keys, text.tokens[i].key);
            if (key != denied.keys.end() && *key == text.tokens[i].key) {
                const auto at = static_cast<std::size_t>(key - denied.keys.begin());
                left -= held[at] ? 0 : 1;
                held[at] = true;
            }
            if (left > 0 || !isDemanded)
                continue;
            if (best.first == best.last || i + 1 - first < best.last - best.first)
                best = {first, i + 1};
            break;
        }
    }
    return best.first == best.last ? Stretch{} : best;
}

} // namespace

std::vector<DeniedThing> deniedThingsOf(const TokenText& text, const Stretch& sentence)
{
    return DenialReader(text, sentence).run();
}

bool waivesWhatWentBefore(const TokenText& text, const Stretch& passage)
{
    if (passage.last - passage.first > kMostSentenceTokens)
        return false;
    const SentenceSense sense = health::senseOf(text, passage);
    bool isBack = false;
    bool isWaived = false;
    bool isDemanded = false;
    bool isDenied = false;
    for (std::size_t i = passage.first; i < passage.last; ++i) {
        const std::string word = wordAt(text, i);
        isBack = isBack || pointsBack(word);
        isWaived = isWaived || isWaiver(word);
        isDemanded = isDemanded || isDemand(word);
        isDenied = isDenied || sense.roleOf(i) == Role::Denial;
    }
    return isBack && !sense.isQuestion && (isWaived || (isDemanded && isDenied));
}

StanceFound stanceOf(const DeniedThing& denied, const TokenText& text, const Stretch& passage,
                     const std::vector<std::uint64_t>& asked)
{
    const Stretch held = heldBy(denied, text, passage);
    if (held.first == held.last)
        return {};
    const SentenceSense sense = health::senseOf(text, passage);
    if (sense.isQuestion)
        return {};
    for (std::size_t i = passage.first; i < passage.last; ++i) {
        const std::string word = wordAt(text, i);
        if (sense.roleOf(i) == Role::Denial || word == "without" || isWaiver(word))
            return {.stance = Stance::Denies, .words = held};
    }
    // Whose demand it is: what stands before it is what it is about.
    bool isQualifier = true;
    for (std::size_t i = passage.first; i < passage.last; ++i) {
        const std::string word = wordAt(text, i);
        if (isCondition(word) && word != "may")
            return {};
        if (i < held.first && gapBefore(text, i).find_first_of(";.!?\n") != std::string_view::npos)
            isQualifier = true;
        if (isOfAll(word))
            isQualifier = false; // "every return needs a receipt"
        const bool isInside = i >= held.first && i < held.last;
        if (isInside || (i >= held.last && isBroken(gapBefore(text, i))))
            isQualifier = false;
        if (!isInside && opensQualifier(word))
            isQualifier = true;
        const health::Token& token = text.tokens[i];
        if (isQualifier && token.isContent && token.kind != TokenKind::Number
            && !std::ranges::binary_search(asked, token.key))
            return {};
    }
    // With the article or figure in front: "A receipt is required".
    Stretch words = held;
    while (words.first > passage.first && held.first - words.first < 2
           && !isBroken(gapBefore(text, words.first)) && !text.tokens[words.first - 1].isContent)
        --words.first;
    return {.stance = Stance::Affirms, .words = words};
}

} // namespace claims
