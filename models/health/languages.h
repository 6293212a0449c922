// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/scripts.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace health {

enum class Language : std::uint8_t
{
    Unknown,
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Swedish,
    Polish,
};

// What a text is written in, as far as its commonest words and its letters tell.
struct Written
{
    Script script = Script::None;
    Language language = Language::Unknown; // of Latin letters only
    std::size_t words = 0; // that were counted
    std::size_t hits = 0; // common words of that language among them
};

// From the first few thousand bytes; code, quotes and addresses in it are words like others. A
// language is told from at least four of its common words, of which other languages have clearly
// fewer.
Written writtenIn(std::string_view text);

// How many of its common words stand in the text.
std::size_t commonWords(std::string_view text, Language language);

const char* languageName(Language language);

} // namespace health
