// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace health {

enum class Script : std::uint8_t
{
    None, // digits, marks, symbols, what is not told apart
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Indic, // Devanagari to Sinhala
    Thai, // with Lao
    Han, // Chinese characters, also those of Japanese
    Kana,
    Hangul,
};
inline constexpr std::size_t kScripts = 11;

Script scriptOf(char32_t c);
// As people call it, "Chinese characters".
const char* scriptName(Script script);

struct ScriptCounts
{
    std::array<std::size_t, kScripts> letters{};

    std::size_t of(Script script) const { return letters[static_cast<std::size_t>(script)]; }
    std::size_t all() const; // letters of any script
    // The one that most letters belong to; Kana and Han count together as Kana where there is any.
    Script main() const;
};

// Linear in the text, any bytes; quick over ASCII.
ScriptCounts scriptCounts(std::string_view text);
// Whether no letter in it can be of another script than Latin; much quicker.
bool isLatinOnly(std::string_view text);

} // namespace health
