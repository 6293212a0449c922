// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/rewording.h"
#include "models/similarity/statements.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sampling {

// How one text bears on a statement.
enum class Bearing
{
    Supports, // says it, word for word but for some, or see isReworded()
    Contradicts, // says nearly that, with another figure, name, name of code or negation
    Silent,
};
const char* toString(Bearing bearing);

// In what an answer differs from another one.
struct Apart
{
    // Bytes of its text, half-open, ascending, that the other does not say: of statements that hold
    // a figure, a name or a negation, where either has such, else of all. The words that differ
    // where the other says nearly that, else the statement.
    std::vector<std::pair<std::size_t, std::size_t>> stretches;
    // Statements of the other that it says nothing of, likewise.
    std::vector<std::string> leftOut;
};

// One answer, taken apart for comparisons of words. Not a model of language: two answers that say
// one thing in other words altogether are two, which overstates how much a model varies, and a
// word that has no mark (a synonym for its opposite) may pass for the same. Any bytes will do.
class Phrasing
{
public:
    // More of a text than that is not compared.
    static constexpr std::size_t kLongest = std::size_t{32} * 1024; // bytes

    explicit Phrasing(std::string_view text);

    const std::string& text() const { return m_text; }
    // Of few words: compared as a whole, and not by statements.
    bool isShort() const { return m_isShort; }
    std::size_t statementCount() const { return m_statements.size(); }

    // What `other` says of a statement of this one.
    Bearing bearingOf(const Phrasing& other, std::size_t statement) const;
    // Whether all that this says stands in `other` too: each statement that holds a figure, a name,
    // a name of code or a negation, and by words at least half of everything. Short texts: the same
    // words, but for articles. Texts that both hold fenced code: the same code, word for word,
    // whatever is said around it.
    bool isSaidBy(const Phrasing& other) const;
    // What sets this apart from `other`, which does not mean the same.
    Apart apartFrom(const Phrasing& other) const;

private:
    struct Told
    {
        similarity::StatementMatcher matcher;
        std::vector<std::pair<std::uint32_t, double>> words; // hash, weight; ascending
        double weight = 0; // of all words
        bool hasMark = false;
        std::size_t first = 0; // bytes of the text, half-open
        std::size_t last = 0;
    };
    struct Unsaid // statements, ascending
    {
        std::vector<std::size_t> marked; // that hold a figure, a name or a negation
        std::vector<std::size_t> others;
    };
    Unsaid unsaidBy(const Phrasing& other) const;
    std::vector<std::pair<std::size_t, std::size_t>>
    wordsWithout(const Phrasing& other, std::size_t first, std::size_t last) const;
    static Told toldOf(const similarity::Statement& statement);
    static double sharedWith(const Told& statement, const Told& other);

    std::string m_text;
    std::vector<similarity::Token> m_tokens;
    std::vector<similarity::Token> m_words; // without articles
    std::vector<similarity::Token> m_code; // of what stands between fences
    std::vector<Told> m_statements;
    std::vector<Wording> m_wordings; // one a statement
    bool m_isShort = false;
};

// Bidirectional: either says what the other says.
bool areSame(const Phrasing& one, const Phrasing& other);

} // namespace sampling
