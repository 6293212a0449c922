// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/statements.h"

#include "models/health/judging.h"
#include "models/health/sentencewords.h"
#include "models/health/textunits.h"
#include "models/health/words.h"

#include <algorithm>
#include <span>
#include <utility>

namespace health {

namespace {

constexpr std::size_t kLookedAtForStatements = std::size_t{32} << 10U; // bytes of an answer
constexpr std::size_t kMostStatements = 64;
constexpr std::size_t kFewestStatementWords = 3;
constexpr std::size_t kLongestStatement = 60; // units
constexpr std::size_t kLongestHeadingUnits = 8; // units
constexpr std::size_t kRememberedStatements = 32;
constexpr std::size_t kLongestSaid = 96; // bytes
constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15ULL;

// Where "n't" stands: the unit before is "don", "isn" ...
bool isShortNegation(std::string_view text, std::span<const Unit> units, std::size_t at)
{
    const Unit& unit = units[at];
    return unit.end - unit.start == 1 && (text[unit.start] | 0x20) == 't' && unit.isAttached
        && at >= 2 && text[units[at - 2].end - 1] == 'n' && units[at - 1].isAttached;
}

// A figure or a negation, without which no two sentences clash: many short answers lack both.
bool mayHoldClash(std::string_view text)
{
    return text.find_first_of("0123456789") != std::string_view::npos
        || holdsAny(text, {" not ", "n't ", "n\xE2\x80\x99t ", " never ", " no "});
}

struct Line
{
    std::size_t first = 0; // units
    std::size_t end = 0;
};

// What a sentence stands under.
struct Heading
{
    std::uint64_t hash = 0;
    std::vector<std::uint64_t> words; // hashes
};

class SentenceReader
{
public:
    SentenceReader(std::string_view text, std::span<const Unit> units)
        : m_text(text)
        , m_units(units)
    {
    }

    bool read(const std::vector<std::uint64_t>& heading, Statement& statement)
    {
        if (isInstruction())
            return false;
        for (std::size_t i = 0; i < m_units.size();) {
            const std::size_t next = m_units[i].kind == UnitKind::Number ? endOfFigure(i) : i + 1;
            if (m_units[i].kind == UnitKind::Number && !takeFigure(i, next, statement))
                return false;
            if (m_units[i].kind == UnitKind::Word && !takeWord(i, statement))
                return false;
            i = next;
        }
        statement.words += m_tenses * kSpread;
        statement.isHeadingNamed =
            !heading.empty() && std::ranges::all_of(heading, [this](std::uint64_t word) {
                return std::ranges::find(m_words, word) != m_words.end();
            });
        // "Revenue was 5 million in 2019": with another figure beside it, a year is a circumstance.
        if (statement.figures.size() > 1) {
            for (const std::size_t year : m_circumstances)
                statement.figures[year].isMeasure = false;
        }
        return m_words.size() >= kFewestStatementWords
            && (!statement.figures.empty() || statement.isNegated || m_words.size() >= 4);
    }

private:
    std::string wordOf(std::size_t unit) const
    {
        return unit < m_units.size() && m_units[unit].kind != UnitKind::Mark
            ? lowered(m_text.substr(m_units[unit].start, m_units[unit].end - m_units[unit].start))
            : std::string();
    }

    // "Bake the bread for 20 minutes": a step among others.
    bool isInstruction() const
    {
        const std::string first = wordOf(0);
        const std::string second = wordOf(1);
        return !first.empty() && !wordKind(first, hashOf(first)).isStop
            && (second == "the" || second == "a" || second == "an" || second == "your"
                || second == "it" || second == "them");
    }

    // Emphasis, quotes and brackets are passed over.
    std::string wordBefore(std::size_t at) const
    {
        constexpr std::string_view passed = "*`\"'([_";
        while (at > 0 && m_units[at - 1].kind == UnitKind::Mark
               && passed.find(m_text[m_units[at - 1].start]) != std::string_view::npos)
            --at;
        return at > 0 ? wordOf(at - 1) : std::string();
    }

    // 1,234.50, 2026-11-04, 14:30, 10-12: one figure.
    std::size_t endOfFigure(std::size_t at) const
    {
        std::size_t end = at + 1;
        while (end + 1 < m_units.size() && m_units[end].kind == UnitKind::Mark
               && m_units[end].end - m_units[end].start == 1 && m_units[end].isAttached
               && m_units[end + 1].kind == UnitKind::Number && m_units[end + 1].isAttached)
            end += 2;
        return end;
    }

    void addWord(std::uint64_t hash, Statement& statement)
    {
        statement.words += hash * kSpread;
        m_words.push_back(hash);
    }

    bool takeFigure(std::size_t at, std::size_t end, Statement& statement)
    {
        const std::string before = wordBefore(at);
        if (isCounter(before))
            return false;
        if (at == 0 && end < m_units.size() && !isUnitOfMeasure(wordOf(end)))
            return true; // it numbers a list
        const std::string_view text =
            m_text.substr(m_units[at].start, m_units[end - 1].end - m_units[at].start);
        // web-07, v2, #1002: a name.
        const bool isName = at > 0 && m_units[at].isAttached
            && (m_units[at - 1].kind == UnitKind::Word || m_text[m_units[at - 1].start] == '#'
                || (at > 1 && m_units[at - 1].isAttached && m_units[at - 2].kind == UnitKind::Word
                    && (m_text[m_units[at - 1].start] == '-'
                        || m_text[m_units[at - 1].start] == '_')));
        if (isName) {
            statement.words += hashOf(text) * kSpread;
            return true;
        }
        if (isCircumstance(before) && !isUnitOfMeasure(wordOf(end)))
            m_circumstances.push_back(statement.figures.size());
        statement.figures.push_back({hashOf(text), isMeasure(at, end, before)});
        return true;
    }

    // Whether it says how much, and not which: "costs 24 euros", "is 24", not "order 1002 was".
    bool isMeasure(std::size_t at, std::size_t end, const std::string& before) const
    {
        // "In 2019, ...", "On 12 May the ...": when or where, ahead of what is said.
        if (m_units[0].kind == UnitKind::Word && isCircumstance(wordOf(0)) && at <= 3)
            return false;
        const std::string after = wordOf(end);
        if (before.empty() || wordKind(before, hashOf(before)).isStop || isUnitOfMeasure(after))
            return true;
        if (end < m_units.size() && m_text[m_units[end].start] == '%')
            return true;
        // A word that can be a verb in front ("costs", "reached") has it as its object, at the end
        // of what is said; a noun has it as its name.
        const bool isVerbLike = before.ends_with('s') || before.ends_with("ed");
        return isVerbLike && at > 1
            && (after.empty() || isCircumstance(after) || !wordKind(after, hashOf(after)).isStop);
    }

    // "No, the fee is ..." answers a question; "no-fee", "no fee" denies.
    bool isPausedAfter(std::size_t at) const
    {
        if (at + 1 >= m_units.size() || m_units[at + 1].kind != UnitKind::Mark)
            return false;
        const char mark = m_text[m_units[at + 1].start];
        return mark == ',' || mark == ';' || !m_units[at + 1].isAttached;
    }

    bool takeWord(std::size_t at, Statement& statement)
    {
        const std::string word = wordOf(at);
        const bool isFirst = std::exchange(m_isFirst, false);
        if ((isFirst && isPronoun(word)) || isConditional(word) || isPassing(word))
            return false;
        const std::uint64_t hash = hashOf(word);
        if (isFirst && word == "no" && isPausedAfter(at))
            return true;
        if (isNegation(word, hash) || isShortNegation(m_text, m_units, at)) {
            statement.isNegated = !statement.isNegated;
            return true;
        }
        const bool isSubstance = word.size() > 1 ? !wordKind(word, hash).isStop : word[0] >= 'a';
        // "don" of "don't", "isn" of "isn't".
        const bool isHalf = at + 2 < m_units.size() && isShortNegation(m_text, m_units, at + 2);
        if (isSubstance && !isHalf && word != "t" && word != "s") {
            std::string root = word;
            stem(root);
            addWord(hashOf(root), statement);
        } else if (isContrast(word)) {
            statement.words += hash * kSpread;
        }
        m_tenses |= tenseOf(word);
        return true;
    }

    static bool isNegation(std::string_view word, std::uint64_t hash)
    {
        return word == "t" ? false : wordKind(word, hash).isNegation;
    }

    std::string_view m_text;
    std::span<const Unit> m_units;
    std::vector<std::uint64_t> m_words; // of substance
    std::vector<std::size_t> m_circumstances; // figures
    unsigned m_tenses = 0;
    bool m_isFirst = true;
};

// The sentences of a text, line by line.
class StatementReader
{
public:
    explicit StatementReader(std::string_view text)
        : m_text(text)
        , m_units(unitsOf(text))
    {
    }

    std::vector<Statement> run()
    {
        for (Line line; line.end < m_units.size() && m_statements.size() < kMostStatements;) {
            line.first = line.end++;
            while (line.end < m_units.size() && !m_units[line.end].opensLine)
                ++line.end;
            readLine(line);
        }
        return std::move(m_statements);
    }

private:
    std::string_view textOf(std::size_t unit) const
    {
        return m_text.substr(m_units[unit].start, m_units[unit].end - m_units[unit].start);
    }

    char markAt(std::size_t unit) const
    {
        return m_units[unit].kind == UnitKind::Mark ? m_text[m_units[unit].start] : '\0';
    }

    void readLine(Line line)
    {
        const std::string_view text = m_text.substr(
            m_units[line.first].start, m_units[line.end - 1].end - m_units[line.first].start);
        if (text.starts_with("```")) {
            m_isCode = !m_isCode;
            return;
        }
        // A row of a table tells of a thing of its own.
        const bool isRow = text.starts_with('|') || std::ranges::count(text, '|') > 1
            || text.find('\t') != std::string_view::npos;
        if (m_isCode || isRow)
            return;
        if (isHeading(text, line)) {
            openHeading(line);
            return;
        }
        const bool isItem = isListItem(text, line);
        for (std::size_t first = line.first, i = line.first; i < line.end; ++i) {
            const char mark = markAt(i);
            // A comma or a full stop inside a number ends nothing.
            const bool ends = i + 1 == line.end
                || ((mark == '.' || mark == '!' || mark == '?' || mark == ';')
                    && !m_units[i + 1].isAttached);
            if (!ends)
                continue;
            // A question states nothing.
            if (mark != '?' && i + 1 - first <= kLongestStatement)
                readSentence({first, i + 1}, isItem);
            first = i + 1;
        }
    }

    // "## Basic", "**Host A**", "Basic plan:".
    bool isHeading(std::string_view text, Line line) const
    {
        if (text.starts_with('#'))
            return true;
        if (line.end - line.first > kLongestHeadingUnits)
            return false;
        return text.ends_with(':') || text.ends_with(":**")
            || (text.size() > 4 && text.starts_with("**") && text.ends_with("**"));
    }

    void openHeading(Line line)
    {
        m_heading = {};
        for (std::size_t i = line.first; i < line.end; ++i) {
            if (m_units[i].kind == UnitKind::Mark)
                continue;
            std::string word = lowered(textOf(i));
            const std::uint64_t hash = hashOf(word);
            m_heading.hash = m_heading.hash * kSpread + hash;
            if (wordKind(word, hash).isStop)
                continue;
            stem(word);
            m_heading.words.push_back(hashOf(word));
        }
    }

    // "- ...", "3. ...", and "label: value", which belongs to what the list is of.
    bool isListItem(std::string_view text, Line line) const
    {
        const char mark = markAt(line.first);
        if (((mark == '-' || mark == '*' || mark == '+') && text.size() > 1 && text[1] != '*')
            || text.starts_with("\xE2\x80\xA2"))
            return true;
        if (m_units[line.first].kind == UnitKind::Number && line.end > line.first + 1
            && (markAt(line.first + 1) == '.' || markAt(line.first + 1) == ')'))
            return true;
        // Four words and a value are no sentence of the kind that has an end.
        const char last = markAt(line.end - 1);
        return last != '.' && last != '!' && last != ';';
    }

    void readSentence(Line line, bool isItem)
    {
        Statement statement;
        statement.start = m_units[line.first].start;
        statement.end = m_units[line.end - 1].end;
        statement.isItem = isItem;
        statement.heading = m_heading.hash;
        if (!SentenceReader(m_text, std::span(m_units).subspan(line.first, line.end - line.first))
                 .read(m_heading.words, statement))
            return;
        statement.said = excerptOf(line);
        m_statements.push_back(std::move(statement));
    }

    std::string excerptOf(Line line) const
    {
        const std::size_t start = m_units[line.first].start;
        std::size_t length = std::min(m_units[line.end - 1].end - start, kLongestSaid);
        const auto isInside = [this](std::size_t at) {
            return at < m_text.size() && (static_cast<unsigned char>(m_text[at]) & 0xC0U) == 0x80U;
        };
        while (length > 0 && isInside(start + length))
            --length;
        return std::string(m_text.substr(start, length));
    }

    std::string_view m_text;
    std::vector<Unit> m_units;
    std::vector<Statement> m_statements;
    Heading m_heading;
    bool m_isCode = false;
};

} // namespace

std::vector<Statement> statementsOf(std::string_view text)
{
    text = text.substr(0, kLookedAtForStatements);
    if (!mayHoldClash(text))
        return {};
    return StatementReader(text).run();
}

Clash clashOf(const Statement& one, const Statement& other)
{
    if (one.words != other.words || one.figures.size() != other.figures.size()
        || (one.isItem && other.isItem))
        return Clash::None;
    if (one.heading != other.heading && one.heading != 0 && other.heading != 0
        && !one.isHeadingNamed && !other.isHeadingNamed)
        return Clash::None;
    std::size_t different = 0;
    bool isMeasure = true;
    for (std::size_t i = 0; i < one.figures.size(); ++i) {
        if (one.figures[i].value == other.figures[i].value)
            continue;
        ++different;
        isMeasure = one.figures[i].isMeasure && other.figures[i].isMeasure;
    }
    if (different == 0)
        return one.isNegated != other.isNegated ? Clash::Negation : Clash::None;
    // Several that differ are two cases of a list.
    return different == 1 && isMeasure && one.isNegated == other.isNegated ? Clash::Figure
                                                                           : Clash::None;
}

std::vector<Statement> StatementMemory::exchange(const std::string& conversation,
                                                 const std::vector<Statement>& statements)
{
    std::vector<Statement>& known = m_conversations[conversation];
    std::vector<Statement> before = known;
    known.insert(known.end(), statements.begin(), statements.end());
    if (known.size() > kRememberedStatements)
        known.erase(known.begin(), known.end() - kRememberedStatements);
    return before;
}

} // namespace health
