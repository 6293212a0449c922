// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/statements.h"

#include "models/health/judging.h"
#include "models/health/textunits.h"
#include "models/health/words.h"

#include <algorithm>
#include <array>
#include <span>

namespace health {

namespace {

constexpr std::size_t kLookedAt = std::size_t{32} << 10U; // bytes of an answer
constexpr std::size_t kMostStatements = 64;
constexpr std::size_t kFewestWords = 3;
constexpr std::size_t kLongestSentence = 60; // units
constexpr std::size_t kRemembered = 32;
constexpr std::size_t kConversations = 4096;

template<std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N>& words)
{
    return std::ranges::find(words, word) != words.end();
}

bool isCounter(std::string_view word)
{
    constexpr std::array<std::string_view, 20> words{
        "step",   "day",     "option",   "part",    "chapter", "phase",  "week",
        "item",   "section", "question", "example", "figure",  "table",  "version",
        "number", "no",      "page",     "line",    "game",    "passage"};
    return isOneOf(word, words);
}

// What it is about was said before: two of them need not be about the same.
bool isPronoun(std::string_view word)
{
    constexpr std::array<std::string_view, 12> words{"it",    "he",   "she",   "they",
                                                     "this",  "that", "these", "those",
                                                     "there", "its",  "their", "another"};
    return isOneOf(word, words);
}

bool isNegation(std::string_view word, std::uint64_t hash)
{
    return word == "t" ? false : wordKind(word, hash).isNegation;
}

// Where "n't" stands: the unit before is "don", "isn" ...
bool isShortNegation(std::string_view text, std::span<const Unit> units, std::size_t at)
{
    const Unit& unit = units[at];
    return unit.end - unit.start == 1 && (text[unit.start] | 0x20) == 't' && unit.isAttached
        && at >= 2 && text[units[at - 2].end - 1] == 'n' && units[at - 1].isAttached;
}

// A figure or a negation, without which no two sentences clash: many short answers lack both.
bool canClash(std::string_view text)
{
    return text.find_first_of("0123456789") != std::string_view::npos
        || holdsAny(text, {" not ", "n't ", "n\xE2\x80\x99t ", " never ", " no "});
}

bool read(std::string_view text, std::span<const Unit> units, Statement& statement)
{
    std::size_t words = 0;
    bool isFirstWord = true;
    std::string before;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        const std::string word = lowered(text.substr(unit.start, unit.end - unit.start));
        if (unit.kind == UnitKind::Mark)
            continue;
        if (unit.kind == UnitKind::Number) {
            if (isCounter(before))
                return false;
            if (i > 0) // else it numbers a list
                statement.figures.push_back(hashOf(word));
            continue;
        }
        if (isFirstWord && isPronoun(word))
            return false;
        isFirstWord = false;
        before = word;
        const std::uint64_t hash = hashOf(word);
        if (isNegation(word, hash) || isShortNegation(text, units, i)) {
            statement.isNegated = !statement.isNegated;
            continue;
        }
        const bool isSubstance = word.size() > 1 ? !wordKind(word, hash).isStop : word[0] >= 'a';
        // "don" of "don't", "isn" of "isn't".
        const bool isHalf = i + 2 < units.size() && isShortNegation(text, units, i + 2);
        if (isSubstance && !isHalf && word != "t" && word != "s") {
            statement.words += hash * 0x9E3779B97F4A7C15ULL;
            ++words;
        }
    }
    return words >= kFewestWords
        && (!statement.figures.empty() || statement.isNegated || words >= 4);
}

} // namespace

std::vector<Statement> statementsOf(std::string_view text)
{
    text = text.substr(0, kLookedAt);
    if (!canClash(text))
        return {};
    const std::vector<Unit> units = unitsOf(text);
    std::vector<Statement> statements;
    std::size_t first = 0;
    for (std::size_t i = 0; i < units.size() && statements.size() < kMostStatements; ++i) {
        const char mark = text[units[i].start];
        // A comma or a full stop inside a number ends nothing.
        const bool ends = i + 1 == units.size() || units[i + 1].opensLine
            || ((mark == '.' || mark == '!' || mark == '?' || mark == ';')
                && !units[i + 1].isAttached);
        if (!ends)
            continue;
        Statement statement;
        statement.start = units[first].start;
        statement.end = units[i].end;
        // A question states nothing.
        if (mark != '?' && i + 1 - first <= kLongestSentence
            && read(text, std::span(units).subspan(first, i + 1 - first), statement))
            statements.push_back(std::move(statement));
        first = i + 1;
    }
    return statements;
}

Clash clashOf(const Statement& one, const Statement& other)
{
    if (one.words != other.words || one.figures.size() != other.figures.size())
        return Clash::None;
    std::size_t different = 0;
    for (std::size_t i = 0; i < one.figures.size(); ++i)
        different += one.figures[i] != other.figures[i] ? 1 : 0;
    if (different == 0)
        return one.isNegated != other.isNegated ? Clash::Negation : Clash::None;
    // Several that differ are two cases of a list.
    return different == 1 && one.isNegated == other.isNegated ? Clash::Figure : Clash::None;
}

std::vector<Statement> StatementMemory::exchange(const std::string& conversation,
                                                 const std::vector<Statement>& statements)
{
    if (m_conversations.size() >= kConversations && !m_conversations.contains(conversation))
        m_conversations.clear();
    std::vector<Statement>& known = m_conversations[conversation];
    std::vector<Statement> before = known;
    known.insert(known.end(), statements.begin(), statements.end());
    if (known.size() > kRemembered)
        known.erase(known.begin(), known.end() - kRemembered);
    return before;
}

} // namespace health
