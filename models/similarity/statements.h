// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/tokens.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace similarity {

// A sentence that can be looked for elsewhere.
struct Statement
{
    std::string text;
    std::vector<Token> tokens; // of `text`
    std::size_t first = 0; // bytes of what it was taken from
    std::size_t last = 0;
};

// The sentences of a text that have kShortestMatch tokens or more; of a longer one than
// kLongestStatement its pieces. A text that is shorter as a whole is one statement if it has kGram
// tokens.
inline constexpr std::size_t kLongestStatement = 48; // tokens
std::vector<Statement> statementsOf(std::string_view text, Syntax syntax);

// What each token counts for: common words less than others.
std::vector<double> weightsOf(std::span<const Token> tokens);

// How a text holds a statement.
enum class Likeness : std::uint8_t
{
    Edited, // word for word but for some
    Quoted, // word for word, between quotation marks or as a quotation
    Copied, // word for word, or the larger part of it in one piece
};
const char* toString(Likeness likeness);

struct StatementMatch
{
    Likeness likeness = Likeness::Edited;
    double containment = 0; // share of the statement that is there, its common words counting less
    // Other words stand where some of its own would. Without that it says more or less, but the
    // same; with it, mostly the same.
    bool isReworded = false;
    std::size_t first = 0; // bytes of the text, half-open
    std::size_t last = 0;
};

// The best place of a statement in a text; nothing where the text does not say it: fewer than two
// thirds of it is there, or a figure, its sign, a name, a name of code, a negation, a unit or the
// like is another one. Local
// alignment (Smith and Waterman, 1981) around what both share; costs the statement's length squared
// for each such place, eight at most.
class StatementMatcher
{
public:
    explicit StatementMatcher(const Statement& statement);

    // `tokens` are those of `text`.
    std::optional<StatementMatch> match(std::string_view text, std::span<const Token> tokens) const;

private:
    struct Aligned;
    std::vector<std::size_t> placesIn(std::span<const Token> tokens) const;
    Aligned align(std::span<const Token> tokens, std::size_t first, std::size_t last) const;
    Aligned centred(Aligned aligned, std::span<const Token> tokens) const;
    bool saysTheSame(const Aligned& aligned, std::span<const Token> tokens) const;
    bool isReworded(const Aligned& aligned, std::span<const Token> tokens) const;
    std::optional<StatementMatch> judged(const Aligned& aligned, std::string_view text,
                                         std::span<const Token> tokens) const;

    std::vector<Token> m_tokens;
    std::vector<double> m_weights; // one a token
    double m_weight = 0; // of all
    std::vector<std::pair<std::uint64_t, std::size_t>> m_pairs; // hash of two neighbours, place
};

} // namespace similarity
