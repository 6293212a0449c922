// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace similarity {

// What a code point beyond ASCII is to comparisons.
struct Folded
{
    enum class As : std::uint8_t
    {
        Letter,
        Separator,
        Terminator, // of a sentence
        Nothing, // zero width, a combining mark
        Apostrophe,
        Sign, // a word of its own
    };
    As as = As::Separator;
    char32_t code = 0; // without case, mark and width
    bool isUpper = false;
};
Folded folded(char32_t code);

inline constexpr char32_t kInvalidCode = std::numeric_limits<char32_t>::max();

// The code point at `at`, which moves behind it; kInvalidCode and one byte or more further where it
// is no UTF-8.
char32_t decodedUtf8(std::string_view text, std::size_t& at);
// The same of an escape of JSON, backslash u and four digits; halves of surrogate pairs are told
// one by one.
char32_t escapedCode(std::string_view text, std::size_t& at);

} // namespace similarity
