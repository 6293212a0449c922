// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/contextindex.h"
#include "models/health/tokens.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace health {

// A text and what it was cut into.
struct TokenText
{
    const std::vector<Token>& tokens;
    std::string_view text;
};

// What a word of a sentence is there for.
enum class Role : std::uint8_t
{
    Plain, // says how: an article, an auxiliary
    Word, // of substance
    Denial, // turns round what is said: "not", "nothing", "it is false that"
    Passed, // neither: "no" that answers a question, "not only", two denials that cancel each other
};

// "no more than 5", "at most 5", "up to 5" bound from above; "at least 5", "over 5" from below.
struct Bound
{
    std::size_t word = 0; // token: what is bounded
    bool isUpper = false;
};

// What of a sentence is said, and what of it is denied. English; of German and French the
// commonest words.
struct SentenceSense
{
    Stretch stretch;
    std::vector<Role> roles; // of each token of the stretch
    std::vector<Bound> bounds;
    bool isQuestion = false; // states nothing
    bool isConditional = false; // if, unless, without, or: a denial there turns no meaning round

    Role roleOf(std::size_t token) const { return roles[token - stretch.first]; }
    std::vector<std::size_t> tokensOf(Role role) const;
};

SentenceSense senseOf(const TokenText& text, const Stretch& sentence);

// What is left of a sentence when its denials are taken out: two with the same rest say the same or
// the contrary. Without articles and the forms of "do"; "cannot" leaves "can".
std::vector<std::uint64_t> undeniedRest(const TokenText& text, const SentenceSense& sense);

// The words of [first, last) that limit what is said: "only", "before", "over". In order of their
// keys. What is denied after a time and what is said of the time before are the same.
std::vector<std::uint64_t> limitsIn(const TokenText& text, const SentenceSense& sense,
                                    const Stretch& stretch);

// Whether a denial reaches from one word to a later one: no comma, "and" or verb of another clause
// stands between.
bool reaches(const TokenText& text, std::size_t from, std::size_t to);

// Can stand between a denial and what it denies: "usually".
bool isAdverb(const TokenText& text, std::size_t token);

// Left out without a loss when only this is one sentence's own: "all", "always", "must", "may".
bool isLoose(const Token& token);

} // namespace health
