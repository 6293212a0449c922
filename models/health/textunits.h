// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace health {

enum class UnitKind : std::uint8_t
{
    Word, // letters of scripts that separate words, or one sign of a script that does not
    Number,
    Mark, // punctuation; rulers (----, ====) are one
};

// The key of numbers that only count up.
inline constexpr std::uint32_t kCountingKey = 0x5EED5EEDU;

// A word, a number or a mark, as loops are made of. Cheaper than a Token, and it keeps what a Token
// leaves out.
struct Unit
{
    std::uint32_t key = 0; // hash, letter case folded; numbers that only count up are equal
    std::uint32_t start = 0; // bytes
    std::uint32_t end = 0;
    UnitKind kind = UnitKind::Word;
    bool opensLine = false; // the first of its line
    bool isAttached = false; // nothing stands between it and the one before
};

// Linear in the text, any bytes. Of a number only that it counts on is kept when it is the first of
// its line, or is one more than the number before: so a list that goes on with the same item over
// and over repeats itself although its numbers do not.
std::vector<Unit> unitsOf(std::string_view text);

} // namespace health
