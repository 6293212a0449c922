// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace health {

// FNV-1a with a final mix, so that low bits can be used as a table index.
std::uint64_t hashOf(std::string_view text);

// What is known of a lower-case word by itself.
struct WordKind
{
    // Says how, not what: an article, pronoun, auxiliary, connective or negation.
    bool isStop = false;
    bool isNegation = false;
    bool isDefiner = false; // what follows is introduced by it: def, class, let ...
    // "three" is "3"; empty when the word is no number from one to twenty or a round ten, hundred,
    // thousand.
    std::string_view number;
};
// `hash` is the word's hashOf(): one probe tells all, since this is asked for every word of a text.
WordKind wordKind(std::string_view word, std::uint64_t hash);
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
