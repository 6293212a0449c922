// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/tokens.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace comparison {

// A text with its tokens, of which substance is told: figures with digits, names, names of code.
// The first megabyte counts. The text has to outlive it.
class TokenText
{
public:
    explicit TokenText(std::string_view text);
    TokenText(std::string_view text, similarity::Syntax syntax);

    std::string_view text() const { return m_text; }
    const std::vector<similarity::Token>& tokens() const { return m_tokens; }
    std::string_view word(std::size_t token) const;
    bool isFigure(std::size_t token) const; // with a digit: "one more thing" counts nothing
    bool isMark(std::size_t token) const; // another one makes another statement

private:
    std::string_view m_text;
    std::vector<similarity::Token> m_tokens;
};

// Words by their hashes: all that somebody was given, say.
class WordSet
{
public:
    void add(const TokenText& text);
    void add(std::string_view text) { add(TokenText(text)); }
    bool contains(std::uint32_t hash) const { return m_words.contains(hash); }
    bool isEmpty() const { return m_words.empty(); }

private:
    std::unordered_set<std::uint32_t> m_words;
};

// A token as it is to be quoted: with all that is written as one thing with it ("--ack-all",
// "2026-11-27", "read()"), and with the word behind a figure ("45 days"). Eight tokens on either
// side at most.
std::string quoted(const TokenText& text, std::size_t token);

// The marks of `text` that `known` does not hold, each once. Several may be of one quoted text.
struct Mark
{
    std::uint32_t hash = 0; // of the token
    std::string text; // quoted
};
std::vector<Mark> newMarks(const TokenText& text, const WordSet& known);

// The words of a text, common ones left out; one mark stands for all figures, ids and names of
// code.
class MaskedWords
{
public:
    MaskedWords() = default;
    explicit MaskedWords(const TokenText& text);

    // Share of the words of either that both have; 0..1, 0 where either has none.
    double likeness(const MaskedWords& other) const;

private:
    std::vector<std::uint32_t> m_words; // sorted, each once
};

// Whether both say the same but for these: see MaskedWords.
double maskedLikeness(const TokenText& one, const TokenText& other);
bool areEqualMasked(const TokenText& one, const TokenText& other);

// Figures that stand in the place of each other where the words around them are the same: "45 days"
// here for "30 days" there. Both empty: none do.
struct OtherFigure
{
    std::string here;
    std::string there;
    bool isFound() const { return !here.empty() || !there.empty(); }
};
// In the order of the text, a hundred at most. `isFigureOnly`: names of code are no figures.
std::vector<OtherFigure> otherFigures(const TokenText& here, const TokenText& there,
                                      bool isFigureOnly = false);

// A sentence of `here` and one of `there` of nearly the same words, of which one denies; empty
// where there is none. Only the first 60 sentences of each are looked at.
OtherFigure otherNegation(const TokenText& here, const TokenText& there);

} // namespace comparison
