// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/phrasing.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace sampling {

namespace {

using similarity::Token;

constexpr std::size_t kShortWords = 8;
constexpr double kMostOf = 0.5; // of the weight of all statements
constexpr double kNearly = 0.6; // of a statement's words that stand in one of the other's
constexpr std::uint8_t kTellingMarks =
    similarity::kFigure | similarity::kNegation | similarity::kCode;

bool isArticle(const Token& token)
{
    static constexpr std::array kArticles{similarity::wordHash("a"), similarity::wordHash("an"),
                                          similarity::wordHash("the")};
    return std::ranges::find(kArticles, token.hash) != kArticles.end();
}

bool isSameWord(const Token& one, const Token& other)
{
    return one.hash == other.hash && similarity::areSignsCompatible(one.sign, other.sign);
}

// What stands between lines of three backticks, without what such a line says (a language).
std::string codeIn(std::string_view text)
{
    constexpr std::string_view fence = "```";
    std::string code;
    for (std::size_t open = text.find(fence); open != std::string_view::npos;) {
        const std::size_t first = text.find('\n', open);
        if (first == std::string_view::npos)
            break;
        const std::size_t last = std::min(text.find(fence, first), text.size());
        code += text.substr(first, last - first);
        open = last < text.size() ? text.find(fence, last + fence.size()) : std::string_view::npos;
    }
    return code;
}

std::string beginningOf(std::string_view text)
{
    if (text.size() <= Phrasing::kLongest)
        return std::string(text);
    std::size_t end = Phrasing::kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string(text.substr(0, end));
}

} // namespace

const char* toString(Bearing bearing)
{
    switch (bearing) {
    case Bearing::Supports:
        return "supports";
    case Bearing::Contradicts:
        return "contradicts";
    case Bearing::Silent:
        break;
    }
    return "silent";
}

Phrasing::Phrasing(std::string_view text)
    : m_text(beginningOf(text))
{
    similarity::tokenize(m_text, similarity::Syntax::Plain, m_tokens);
    similarity::tokenize(codeIn(m_text), similarity::Syntax::Plain, m_code);
    std::ranges::copy_if(m_tokens, std::back_inserter(m_words),
                         [](const Token& token) { return !isArticle(token); });
    for (const similarity::Statement& statement :
         similarity::statementsOf(m_text, similarity::Syntax::Plain)) {
        m_statements.push_back(toldOf(statement));
        m_wordings.push_back(wordingOf(statement));
    }
    m_isShort = m_words.size() <= kShortWords || m_statements.empty();
}

Phrasing::Told Phrasing::toldOf(const similarity::Statement& statement)
{
    Told told{.matcher = similarity::StatementMatcher(statement),
              .words = {},
              .weight = 0,
              .hasMark = std::ranges::any_of(
                  statement.tokens,
                  [](const Token& token) { return token.has(kTellingMarks) || isName(token); }),
              .first = statement.first,
              .last = statement.last};
    const std::vector<double> weights = similarity::weightsOf(statement.tokens);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        told.words.emplace_back(statement.tokens[i].hash, weights[i]);
        told.weight += weights[i];
    }
    std::ranges::sort(told.words);
    return told;
}

// The share of a statement's words, by weight, that stand in another one, wherever.
double Phrasing::sharedWith(const Told& statement, const Told& other)
{
    double shared = 0;
    auto there = other.words.begin();
    for (const auto& [hash, weight] : statement.words) {
        while (there != other.words.end() && there->first < hash)
            ++there;
        if (there != other.words.end() && there->first == hash)
            shared += weight;
    }
    return statement.weight > 0 ? shared / statement.weight : 0;
}

Bearing Phrasing::bearingOf(const Phrasing& other, std::size_t statement) const
{
    const Wording& wording = m_wordings[statement];
    const bool isThere = m_statements[statement].matcher.match(other.m_text, other.m_tokens)
        ? !areFiguresExchanged(wording, other.m_wordings)
        : isReworded(wording, other.m_wordings);
    if (isThere)
        return Bearing::Supports;
    // The matcher refuses what is too unlike, and what differs in a mark: the latter is told by
    // how much of the rest is there.
    const bool isNearly = std::ranges::any_of(other.m_statements, [&](const Told& there) {
        return sharedWith(m_statements[statement], there) >= kNearly
            && sharedWith(there, m_statements[statement]) >= kNearly;
    });
    return isNearly ? Bearing::Contradicts : Bearing::Silent;
}

bool Phrasing::isSaidBy(const Phrasing& other) const
{
    if (!m_code.empty() && !other.m_code.empty())
        return m_code.size() == other.m_code.size()
            && std::ranges::equal(m_code, other.m_code, isSameWord);
    if (m_isShort || other.m_isShort)
        return m_words.size() == other.m_words.size()
            && std::ranges::equal(m_words, other.m_words, isSameWord);
    double said = 0;
    double all = 0;
    for (std::size_t i = 0; i < m_statements.size(); ++i) {
        const double weight = m_statements[i].weight;
        const Bearing bearing = bearingOf(other, i);
        if (bearing != Bearing::Supports && m_statements[i].hasMark)
            return false;
        all += weight;
        said += bearing == Bearing::Supports ? weight : 0;
    }
    return said >= kMostOf * all;
}

bool areSame(const Phrasing& one, const Phrasing& other)
{
    return one.isSaidBy(other) && other.isSaidBy(one);
}

} // namespace sampling
