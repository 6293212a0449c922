// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/statements.h"

#include "models/similarity/winnowing.h"
#include "models/similarity/wordclasses.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace similarity {

namespace {

constexpr double kCommonWeight = 0.3; // of a word like "the"
constexpr double kLeastContained = 0.66;
constexpr std::size_t kLeastMatched = 4; // tokens
constexpr std::size_t kMostPlaces = 8;
constexpr std::size_t kSlack = 6; // tokens that an edited copy may be longer
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::uint64_t pairHash(const Token& first, const Token& second)
{
    return (std::uint64_t{first.hash} << 32U) | second.hash;
}

void addStatement(std::string_view text, Syntax syntax, std::span<const Token> tokens,
                  std::vector<Statement>& statements)
{
    Statement& statement = statements.emplace_back();
    statement.first = tokens.front().start;
    statement.last = tokens.back().end;
    // `code` at either end keeps both of its marks.
    const std::string_view inside = text.substr(statement.first, statement.last - statement.first);
    if (std::ranges::count(inside, '`') % 2 != 0) {
        if (statement.last < text.size() && text[statement.last] == '`')
            ++statement.last;
        else if (statement.first > 0 && text[statement.first - 1] == '`')
            --statement.first;
    }
    statement.text = text.substr(statement.first, statement.last - statement.first);
    tokenize(statement.text, syntax, statement.tokens);
}

bool isQuotationMark(std::string_view text)
{
    constexpr std::array<std::string_view, 10> kMarks{"\"",
                                                      "\xe2\x80\x9c",
                                                      "\xe2\x80\x9d",
                                                      "\xe2\x80\x9e",
                                                      "\xc2\xab",
                                                      "\xc2\xbb",
                                                      "'",
                                                      "\xe2\x80\x98",
                                                      "\xe2\x80\x99",
                                                      "`"};
    return std::ranges::any_of(kMarks,
                               [text](std::string_view mark) { return text.starts_with(mark); });
}

// A string of JSON stands between quotation marks as a whole: those say nothing.
bool isQuoted(std::string_view text, std::size_t first, std::size_t last)
{
    if (text.empty() || syntaxOf(text) == Syntax::Json)
        return text.substr(0, first).ends_with("\\\"");
    std::size_t before = first;
    while (before > 0 && first - before < 3 && !isQuotationMark(text.substr(before - 1)))
        --before;
    const bool opens = before > 0 && isQuotationMark(text.substr(before - 1));
    const std::size_t line = text.rfind('\n', first);
    const std::size_t lineStart = line == std::string_view::npos ? 0 : line + 1;
    if (text.substr(lineStart).starts_with('>'))
        return true;
    for (std::size_t at = last; opens && at < text.size() && at - last < 4; ++at) {
        if (isQuotationMark(text.substr(at)))
            return true;
    }
    return false;
}

} // namespace

const char* toString(Likeness likeness)
{
    switch (likeness) {
    case Likeness::Edited:
        return "lightly edited";
    case Likeness::Quoted:
        return "quoted";
    case Likeness::Copied:
        return "copied";
    }
    return "";
}

std::vector<Statement> statementsOf(std::string_view text, Syntax syntax)
{
    std::vector<Token> tokens;
    tokenize(text, syntax, tokens);
    std::vector<Statement> statements;
    const auto close = [&](std::size_t first, std::size_t end, std::size_t least) {
        while (first < end && tokens[first].has(kRedacted))
            ++first;
        if (end - first >= least && first < end)
            addStatement(text, syntax, std::span(tokens).subspan(first, end - first), statements);
    };
    std::size_t first = 0;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const bool isEnd = tokens[i].has(kSentenceStart) || tokens[i].has(kRedacted)
            || i - first >= kLongestStatement;
        if (!isEnd)
            continue;
        close(first, i, kShortestMatch);
        first = i;
    }
    close(first, tokens.size(), statements.empty() ? kGram : kShortestMatch);
    return statements;
}

std::vector<double> weightsOf(std::span<const Token> tokens)
{
    std::vector<double> weights;
    for (const Token& token : tokens)
        weights.push_back(isCommonWord(token.hash) ? kCommonWeight : 1);
    return weights;
}

struct StatementMatcher::Aligned
{
    double score = 0;
    std::vector<std::size_t> places; // one a token of the statement: where it is, or kNone
    std::size_t first = 0; // tokens of the text, half-open
    std::size_t last = 0;
    std::size_t matched = 0;
};

StatementMatcher::StatementMatcher(const Statement& statement)
    : m_tokens(statement.tokens)
    , m_weights(weightsOf(m_tokens))
{
    for (const double weight : m_weights)
        m_weight += weight;
    for (std::size_t i = 0; i + 1 < m_tokens.size(); ++i)
        m_pairs.emplace_back(pairHash(m_tokens[i], m_tokens[i + 1]), i);
    std::ranges::sort(m_pairs);
}

// Where the statement would begin, by pairs of neighbours that both have; those that most pairs
// agree on first.
std::vector<std::size_t> StatementMatcher::placesIn(std::span<const Token> tokens) const
{
    const std::size_t width = m_tokens.size() + kSlack;
    std::vector<std::pair<std::size_t, std::size_t>> votes; // block, number
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const auto found = std::ranges::equal_range(m_pairs, pairHash(tokens[i], tokens[i + 1]), {},
                                                    [](const auto& pair) { return pair.first; });
        for (const auto& [hash, place] : found) {
            const std::size_t begin = i > place ? i - place : 0;
            const std::size_t block = begin / width;
            if (votes.empty() || votes.back().first != block)
                votes.emplace_back(block, 0);
            ++votes.back().second;
        }
    }
    std::ranges::stable_sort(votes, std::greater{}, [](const auto& vote) { return vote.second; });
    std::vector<std::size_t> places;
    for (const auto& [block, number] : votes) {
        const std::size_t begin = block * width;
        if (std::ranges::find(places, begin) == places.end())
            places.push_back(begin);
        if (places.size() == kMostPlaces)
            break;
    }
    return places;
}

StatementMatcher::Aligned StatementMatcher::align(std::span<const Token> tokens, std::size_t first,
                                                  std::size_t last) const
{
    constexpr double kGap = 0.4;
    const std::size_t rows = m_tokens.size();
    const std::size_t columns = last - first;
    std::vector<double> scores((rows + 1) * (columns + 1), 0.0);
    const auto score = [&](std::size_t row, std::size_t column) -> double& {
        return scores[row * (columns + 1) + column];
    };
    double best = 0;
    std::size_t bestRow = 0;
    std::size_t bestColumn = 0;
    for (std::size_t row = 1; row <= rows; ++row) {
        for (std::size_t column = 1; column <= columns; ++column) {
            const bool isSame = m_tokens[row - 1].hash == tokens[first + column - 1].hash;
            const double diagonal =
                score(row - 1, column - 1) + (isSame ? m_weights[row - 1] : -kGap);
            const double value = std::max(
                {0.0, diagonal, score(row - 1, column) - kGap, score(row, column - 1) - kGap});
            score(row, column) = value;
            if (value > best) {
                best = value;
                bestRow = row;
                bestColumn = column;
            }
        }
    }
    Aligned aligned;
    aligned.score = best;
    aligned.places.assign(rows, kNone);
    aligned.last = first + bestColumn;
    std::size_t row = bestRow;
    std::size_t column = bestColumn;
    while (row > 0 && column > 0 && score(row, column) > 0) {
        const bool isSame = m_tokens[row - 1].hash == tokens[first + column - 1].hash;
        const double diagonal = score(row - 1, column - 1) + (isSame ? m_weights[row - 1] : -kGap);
        if (std::abs(score(row, column) - diagonal) < 1e-9) {
            if (isSame) {
                aligned.places[row - 1] = first + column - 1;
                ++aligned.matched;
            }
            --row;
            --column;
        } else if (std::abs(score(row, column) - (score(row - 1, column) - kGap)) < 1e-9) {
            --row;
        } else {
            --column;
        }
    }
    aligned.first = first + column;
    return aligned;
}

// What was looked at may have begun in the middle of it: what stands before would not be seen then,
// and may be what makes it say something else.
StatementMatcher::Aligned StatementMatcher::centred(Aligned aligned,
                                                    std::span<const Token> tokens) const
{
    const auto known =
        std::ranges::find_if(aligned.places, [](std::size_t place) { return place != kNone; });
    if (known == aligned.places.end())
        return aligned;
    const auto before = static_cast<std::size_t>(known - aligned.places.begin()) + kSlack;
    const std::size_t first = *known > before ? *known - before : 0;
    return align(tokens, first, std::min(tokens.size(), first + m_tokens.size() + 3 * kSlack));
}

bool StatementMatcher::saysTheSame(const Aligned& aligned, std::span<const Token> tokens) const
{
    std::vector<bool> isUsed(aligned.last - aligned.first, false);
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const std::size_t place = aligned.places[i];
        if (place == kNone)
            continue;
        isUsed[place - aligned.first] = true;
        if (!areSignsCompatible(m_tokens[i].sign, tokens[place].sign))
            return false;
    }
    std::vector<const Token*> added;
    for (std::size_t i = 0; i < isUsed.size(); ++i) {
        if (!isUsed[i])
            added.push_back(&tokens[aligned.first + i]);
    }
    std::vector<const Token*> missing;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        if (aligned.places[i] == kNone)
            missing.push_back(&m_tokens[i]);
    }
    // What stands right before or behind the stretch may be what a missing word was exchanged for.
    const bool isHeadMissing = aligned.places.front() == kNone;
    const bool isTailMissing = aligned.places.back() == kNone;
    if (isHeadMissing && aligned.first > 0)
        added.push_back(&tokens[aligned.first - 1]);
    if (isTailMissing && aligned.last < tokens.size())
        added.push_back(&tokens[aligned.last]);

    const auto isAny = [](const std::vector<const Token*>& list, auto&& condition) {
        return std::ranges::any_of(list, [&](const Token* token) { return condition(*token); });
    };
    const auto isNegation = [](const Token& token) { return token.has(kNegation); };
    const auto isName = [](const Token& token) { return token.has(kCapital); };
    // One for another is another statement; one more says only more while nothing is missing.
    const auto isTelling = [](const Token& token) { return token.has(kFigure | kCode); };
    if (isAny(missing, isTelling) || (isAny(added, isTelling) && !missing.empty()))
        return false;
    if (isAny(missing, isNegation) || isAny(added, isNegation))
        return false;
    if (isAny(missing, isName) && isAny(added, isName))
        return false;
    return !isAny(missing, [&](const Token& one) {
        return isAny(added, [&](const Token& other) { return areOpposed(one.hash, other.hash); });
    });
}

// Words that say little are exchanged freely; those of the sentence before or behind are no others.
bool StatementMatcher::isReworded(const Aligned& aligned, std::span<const Token> tokens) const
{
    bool isMissing = false;
    for (std::size_t i = 0; i < m_tokens.size(); ++i)
        isMissing = isMissing || (aligned.places[i] == kNone && m_weights[i] >= 1);
    if (!isMissing)
        return false;
    const bool isHeadMissing = aligned.places.front() == kNone && aligned.first > 0
        && !tokens[aligned.first].has(kSentenceStart);
    const bool isTailMissing = aligned.places.back() == kNone && aligned.last < tokens.size()
        && !tokens[aligned.last].has(kSentenceStart);
    const std::size_t first = aligned.first - (isHeadMissing ? 1 : 0);
    const std::size_t last = aligned.last + (isTailMissing ? 1 : 0);
    for (std::size_t place = first; place < last; ++place) {
        const bool isAdded = std::ranges::find(aligned.places, place) == aligned.places.end();
        if (isAdded && !isCommonWord(tokens[place].hash))
            return true;
    }
    return false;
}

std::optional<StatementMatch> StatementMatcher::judged(const Aligned& aligned,
                                                       std::string_view text,
                                                       std::span<const Token> tokens) const
{
    double weight = 0;
    for (std::size_t i = 0; i < m_tokens.size(); ++i)
        weight += aligned.places[i] == kNone ? 0 : m_weights[i];
    const double containment = m_weight > 0 ? weight / m_weight : 0;
    const std::size_t least = std::min(kLeastMatched, m_tokens.size());
    const std::size_t length = aligned.last - aligned.first;
    if (containment < kLeastContained || aligned.matched < least || length > 2 * m_tokens.size()
        || !saysTheSame(aligned, tokens))
        return std::nullopt;
    StatementMatch match;
    match.containment = containment;
    match.isReworded = isReworded(aligned, tokens);
    match.first = tokens[aligned.first].start;
    match.last = tokens[aligned.last - 1].end;
    // One piece: nothing between, and what is missing is missing at the ends.
    const bool isOnePiece =
        aligned.matched == length && aligned.places[aligned.places.size() / 2] != kNone;
    if (isOnePiece && (aligned.matched == m_tokens.size() || containment >= 0.8))
        match.likeness =
            isQuoted(text, match.first, match.last) ? Likeness::Quoted : Likeness::Copied;
    return match;
}

std::optional<StatementMatch> StatementMatcher::match(std::string_view text,
                                                      std::span<const Token> tokens) const
{
    std::optional<StatementMatch> best;
    if (m_tokens.size() < kGram)
        return best;
    const std::size_t width = m_tokens.size() + kSlack;
    for (const std::size_t begin : placesIn(tokens)) {
        const std::size_t first = begin > kSlack ? begin - kSlack : 0;
        const std::size_t last = std::min(tokens.size(), begin + 2 * width);
        const auto match = judged(centred(align(tokens, first, last), tokens), text, tokens);
        if (match && (!best || match->containment > best->containment))
            best = match;
        if (best && best->containment >= 1)
            break;
    }
    return best;
}

} // namespace similarity
