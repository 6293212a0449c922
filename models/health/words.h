// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace health {

// Words that say how, not what: articles, pronouns, auxiliaries, connectives. Lower case.
bool isStopWord(std::string_view word);
bool isNegation(std::string_view word);
// "three" is "3"; empty when the word is no number from one to twenty or a round ten, hundred,
// thousand.
std::string_view numberOfWord(std::string_view word);
// Names every program may use: print, len, append ... and the keywords of common languages.
bool isCommonIdentifier(std::string_view word);

// Cuts the commonest English endings of a lower-case word in place: plural, -ed, -ing, -ly,
// possessive.
void stem(std::string& word);

// The code point at `at` and its length in bytes; U+FFFD and 1 when it is ill-formed.
struct CodePoint
{
    char32_t value = 0;
    std::size_t length = 1;
};
CodePoint codePointAt(std::string_view text, std::size_t at);

bool isLetter(char32_t c); // also digits of no kind; ideographs count as letters
bool isIdeograph(char32_t c); // written without spaces: each is a word of its own
char32_t folded(char32_t c); // lower case of ASCII, Latin, Greek and Cyrillic letters
void appendUtf8(std::string& text, char32_t c);

} // namespace health
