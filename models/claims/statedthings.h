// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "models/health/tokens.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace claims {

// A figure, an identifier or a citation in a text.
struct StatedThing
{
    std::size_t start = 0; // bytes, half-open
    std::size_t end = 0;
    ClaimKind kind = ClaimKind::Figure;
    std::size_t first = 0; // tokens, half-open: the number, or the words of a name
    std::size_t last = 0;
    // Of figures. The value is the key of its number; of a date that of month and day.
    std::uint64_t value = 0;
    std::uint64_t unit = 0; // key of what is counted; 0: nothing is named
    bool isDate = false;
};

// In order of their start, none inside another; `tokens` are those of `text` from byte `from` on.
// At most kMostThings.
inline constexpr std::size_t kMostThings = 20'000;
std::vector<StatedThing> statedThingsOf(std::string_view text,
                                        const std::vector<health::Token>& tokens,
                                        std::size_t firstToken, std::size_t lastToken,
                                        bool areFiguresOnly = false);

// The same amount of the same, as far as both tell of what.
bool isSameFigure(const StatedThing& one, const StatedThing& other);
// Two that can stand in each other's place: both dates, or of one unit.
bool isComparable(const StatedThing& one, const StatedThing& other);

// [1], links, DOIs, quotations of at least six words. In order of their start.
std::vector<StatedThing> citationsOf(std::string_view text);

} // namespace claims
