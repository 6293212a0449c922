// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/comparison/substance.h"

#include "models/comparison/sequencealignment.h"
#include "models/similarity/wordclasses.h"

#include <algorithm>
#include <array>
#include <set>

namespace comparison {

namespace {

using similarity::Token;

constexpr std::size_t kMostBytes = 1U << 20U;
constexpr std::size_t kMostSentences = 60;
constexpr std::size_t kMostFigures = 100;
constexpr std::size_t kLongestJoint = 2; // bytes
constexpr std::size_t kMostJoined = 8; // words on either side
constexpr double kSameSentence = 0.8; // of the words of substance
// Stands for any figure or name of code.
constexpr std::uint32_t kMask = similarity::wordHash("\x01");

std::string_view beginning(std::string_view text)
{
    return text.substr(0, kMostBytes);
}

bool isMasked(const TokenText& text, std::size_t token)
{
    return text.isFigure(token) || text.tokens()[token].has(similarity::kCode);
}

std::uint32_t maskedHash(const TokenText& text, std::size_t token)
{
    return isMasked(text, token) ? kMask : text.tokens()[token].hash;
}

double likenessOf(const std::set<std::uint32_t>& one, const std::set<std::uint32_t>& other)
{
    if (one.empty() || other.empty())
        return 0;
    std::size_t both = 0;
    for (const std::uint32_t word : one)
        both += other.contains(word) ? 1 : 0;
    return static_cast<double>(both) / static_cast<double>(one.size() + other.size() - both);
}

// What stands between the words of one thing: "--ack-all", "2026-11-27", "kb/returns.md".
bool isJoint(std::string_view between)
{
    return !between.empty() && between.size() <= kLongestJoint
        && between.find_first_not_of("-_./:@#+=&~\\") == std::string_view::npos;
}

std::string_view betweenTokens(const TokenText& text, std::size_t token) // and the next
{
    const auto& tokens = text.tokens();
    const std::size_t end = tokens[token].end;
    return text.text().substr(end, std::max<std::size_t>(tokens[token + 1].start, end) - end);
}

bool isJoined(const TokenText& text, std::size_t token) // with the next
{
    const auto& tokens = text.tokens();
    return token + 1 < tokens.size() && !tokens[token + 1].has(similarity::kSentenceStart)
        && !tokens[token].has(similarity::kRedacted)
        && !tokens[token + 1].has(similarity::kRedacted) && isJoint(betweenTokens(text, token));
}

bool isNumber(const TokenText& text, std::size_t token)
{
    const std::string_view word = text.word(token);
    return text.isFigure(token) && word.front() >= '0' && word.front() <= '9';
}

// "45 days", "30-45 days": a figure alone tells little. An order or a date counts nothing.
bool hasUnit(const TokenText& text, std::size_t first, std::size_t last)
{
    const auto& tokens = text.tokens();
    if (last - first > 1 || !isNumber(text, first) || !isNumber(text, last)
        || last + 1 >= tokens.size() || tokens[last + 1].has(similarity::kSentenceStart)
        || similarity::isCommonWord(tokens[last + 1].hash))
        return false;
    const std::string_view between = betweenTokens(text, last);
    return between.empty() || between == " " || between == "-" || between == "\xc2\xa0";
}

// Where the dashes of an option begin, else where the token does.
std::size_t dashesBefore(std::string_view text, std::size_t start)
{
    std::size_t first = start;
    while (first > 0 && start - first < kLongestJoint && text[first - 1] == '-')
        --first;
    const bool isFree =
        first == 0 || std::string_view(" \t\r\n\"'`([{<=,|").find(text[first - 1]) != text.npos;
    return isFree ? first : start;
}

struct Sentence
{
    std::size_t first = 0; // tokens, half-open
    std::size_t last = 0;
    std::set<std::uint32_t> words;
    bool isDenying = false;
};

std::vector<Sentence> sentencesOf(const TokenText& text)
{
    std::vector<Sentence> sentences;
    const auto& tokens = text.tokens();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (sentences.empty() || tokens[i].has(similarity::kSentenceStart)) {
            if (sentences.size() == kMostSentences)
                break;
            sentences.push_back({.first = i, .last = i, .words = {}});
        }
        Sentence& sentence = sentences.back();
        sentence.last = i + 1;
        // "No, it is free": an answer to how it was asked.
        const bool isReply = tokens[i].has(similarity::kSentenceStart)
            && tokens[i].hash == similarity::wordHash("no");
        if (isReply)
            continue;
        if (tokens[i].has(similarity::kNegation))
            sentence.isDenying = !sentence.isDenying;
        else if (!similarity::isCommonWord(tokens[i].hash))
            sentence.words.insert(tokens[i].hash);
    }
    return sentences;
}

std::string written(const TokenText& text, const Sentence& sentence)
{
    const auto& tokens = text.tokens();
    return std::string(
        text.text().substr(tokens[sentence.first].start,
                           tokens[sentence.last - 1].end - tokens[sentence.first].start));
}

} // namespace

TokenText::TokenText(std::string_view text)
    : TokenText(text, similarity::syntaxOf(text))
{
}

TokenText::TokenText(std::string_view text, similarity::Syntax syntax)
    : m_text(beginning(text))
{
    similarity::tokenize(m_text, syntax, m_tokens);
}

std::string_view TokenText::word(std::size_t token) const
{
    return m_text.substr(m_tokens[token].start, m_tokens[token].end - m_tokens[token].start);
}

bool TokenText::isFigure(std::size_t token) const
{
    return m_tokens[token].has(similarity::kFigure)
        && std::ranges::any_of(word(token), [](char c) { return c >= '0' && c <= '9'; });
}

bool TokenText::isMark(std::size_t token) const
{
    const Token& one = m_tokens[token];
    if (one.has(similarity::kRedacted))
        return false;
    return isFigure(token) || one.has(similarity::kCode)
        || (one.has(similarity::kCapital) && one.end - one.start > 2
            && !similarity::isCommonWord(one.hash));
}

void WordSet::add(const TokenText& text)
{
    for (const Token& token : text.tokens())
        m_words.insert(token.hash);
}

std::string quoted(const TokenText& text, std::size_t token)
{
    std::size_t first = token;
    while (first > 0 && token - first < kMostJoined && isJoined(text, first - 1))
        --first;
    std::size_t last = token;
    while (last - token < kMostJoined && isJoined(text, last))
        ++last;
    if (hasUnit(text, first, last))
        ++last;
    const std::size_t start = dashesBefore(text.text(), text.tokens()[first].start);
    std::size_t end = text.tokens()[last].end;
    if (text.text().substr(end, 2) == "()")
        end += 2;
    return std::string(text.text().substr(start, end - start));
}

std::vector<Mark> newMarks(const TokenText& text, const WordSet& known)
{
    std::vector<Mark> marks;
    std::unordered_set<std::uint32_t> told;
    for (std::size_t i = 0; i < text.tokens().size(); ++i) {
        const std::uint32_t hash = text.tokens()[i].hash;
        if (text.isMark(i) && !known.contains(hash) && told.insert(hash).second)
            marks.push_back({.hash = hash, .text = quoted(text, i)});
    }
    return marks;
}

MaskedWords::MaskedWords(const TokenText& text)
{
    for (std::size_t i = 0; i < text.tokens().size(); ++i) {
        const std::uint32_t hash = maskedHash(text, i);
        if (!similarity::isCommonWord(hash))
            m_words.push_back(hash);
    }
    std::ranges::sort(m_words);
    m_words.erase(std::unique(m_words.begin(), m_words.end()), m_words.end());
}

double MaskedWords::likeness(const MaskedWords& other) const
{
    if (m_words.empty() || other.m_words.empty())
        return 0;
    std::size_t both = 0;
    auto right = other.m_words.begin();
    for (const std::uint32_t word : m_words) {
        right = std::lower_bound(right, other.m_words.end(), word);
        both += right != other.m_words.end() && *right == word ? 1 : 0;
    }
    return static_cast<double>(both)
        / static_cast<double>(m_words.size() + other.m_words.size() - both);
}

double maskedLikeness(const TokenText& one, const TokenText& other)
{
    return MaskedWords(one).likeness(MaskedWords(other));
}

bool areEqualMasked(const TokenText& one, const TokenText& other)
{
    if (one.tokens().size() != other.tokens().size())
        return false;
    for (std::size_t i = 0; i < one.tokens().size(); ++i)
        if (maskedHash(one, i) != maskedHash(other, i))
            return false;
    return true;
}

std::vector<OtherFigure> otherFigures(const TokenText& here, const TokenText& there,
                                      bool isFigureOnly)
{
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    for (std::size_t i = 0; i < here.tokens().size(); ++i)
        left.push_back(maskedHash(here, i));
    for (std::size_t i = 0; i < there.tokens().size(); ++i)
        right.push_back(maskedHash(there, i));
    std::vector<OtherFigure> figures;
    for (const Edit& edit : editsBetween(left, right).edits) {
        for (std::size_t i = 0; edit.kind == EditKind::Same && i < edit.count; ++i) {
            const std::size_t one = edit.here + i;
            const std::size_t other = edit.there + i;
            const Token& token = here.tokens()[one];
            const Token& otherToken = there.tokens()[other];
            const bool isCode = token.has(similarity::kCode) || otherToken.has(similarity::kCode);
            const bool isOther = isMasked(here, one) && (!isFigureOnly || !isCode)
                && (token.hash != otherToken.hash
                    || !similarity::areSignsCompatible(token.sign, otherToken.sign));
            if (isOther && figures.size() < kMostFigures)
                figures.push_back({.here = quoted(here, one), .there = quoted(there, other)});
        }
    }
    return figures;
}

OtherFigure otherNegation(const TokenText& here, const TokenText& there)
{
    const std::vector<Sentence> others = sentencesOf(there);
    for (const Sentence& one : sentencesOf(here)) {
        if (one.words.size() < 3)
            continue;
        const auto like = [&](const Sentence& other) {
            return likenessOf(one.words, other.words) >= kSameSentence;
        };
        // What is also said without the denial is said twice, not denied.
        const bool isSaid = std::ranges::any_of(others, [&](const Sentence& other) {
            return other.isDenying == one.isDenying && like(other);
        });
        if (isSaid)
            continue;
        const auto denied = std::ranges::find_if(others, like);
        if (denied != others.end())
            return {.here = written(here, one), .there = written(there, *denied)};
    }
    return {};
}

} // namespace comparison
