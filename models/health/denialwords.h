// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/tokens.h"

#include <cstdint>

namespace health {

// What a small word can do to the sense of a sentence. Bits: a word can do several things.
enum Trait : std::uint32_t
{
    Courtesy = 1U << 0U, // leads in, and says nothing of the matter
    Comparative = 1U << 1U, // before "than": bounds from below when Upward, else from above
    Upward = 1U << 2U,
    Than = 1U << 3U,
    OverOrUnder = 1U << 4U, // bounds a number right behind it
    Most = 1U << 5U, // "at most", "at least": bounds what stands before or behind it
    Only = 1U << 6U, // "not only" denies nothing
    True = 1U << 7U, // "it is true that"
    False = 1U << 8U, // "it is false that"
    Forget = 1U << 9U, // "forget to"
    Remember = 1U << 10U, // "remember to"
    Flip = 1U << 11U, // a verb or adjective that denies, and is denied itself
    Quantity = 1U << 12U, // stands where "nothing" and "nobody" stand
    Light = 1U << 13U, // articles and forms of "do"
    Limit = 1U << 14U,
    Condition = 1U << 15U,
    NewClause = 1U << 16U, // a verb with its own subject, or "and"
    Adverbial = 1U << 17U, // "under no circumstances"
    // Alone in one of two sentences it makes no difference.
    Loose = 1U << 18U,
    Denies = 1U << 19U, // of other languages; the English ones are Token::isNegation
    That = 1U << 20U,
    To = 1U << 21U,
    Longer = 1U << 22U, // "no longer"
    No = 1U << 23U,
    At = 1U << 24U,
    Up = 1U << 25U, // "up to"
    But = 1U << 26U, // "nothing but": only
    Nor = 1U << 27U, // goes on with a denial
    Any = 1U << 28U,
    Time = 1U << 29U, // "at no time"
};

// By the token's key. English; of German and French the commonest words.
std::uint32_t traitsOf(const Token& token);

} // namespace health
