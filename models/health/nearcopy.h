// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/contextindex.h"
#include "models/health/denials.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// The one thing in which a sentence that otherwise repeats one of the context says something else.
struct Deviation
{
    enum class Kind : std::uint8_t
    {
        Negation, // one of the two is negated
        Number,
        Name,
        Opposite, // a word of the other side, or another unit, month, weekday
        Exchanged, // of a comparison: what is compared with what
    };

    Kind kind = Kind::Negation;
    std::size_t first = 0; // tokens of the output, first to last: the word or the sentence
    std::size_t last = 0;
    std::string there; // what the context has instead: a word, or the sentence up to 120 bytes
};

// Nothing where the sentence is no near copy, says the same, asks, or where another sentence of the
// context says what it says. Sentences of fewer than two or more than forty words of substance are
// not looked at; of fewer than three, and of conditions (if, unless, whether), only those that
// differ in the denial alone: in others a denial turns no meaning round.
// Costs the product of the two lengths.
std::optional<Deviation> deviationOf(const TokenText& output, const Stretch& sentence,
                                     const ContextIndex& context, std::string_view contextText,
                                     const Stretch& match);

} // namespace health
