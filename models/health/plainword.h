// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace health {

// What a word says by itself, whatever stands around it.
struct PlainWord
{
    std::uint64_t key = 0; // of its folded stem; of the digits of a number word
    bool isNumber = false; // "three"
    bool isContent = false;
    bool isNegation = false;
    bool isDefiner = false;
    bool isCapital = false; // and no stop word
};

// Texts repeat their words, and answers those of their contexts: what was found out of a word
// lately is remembered, for each thread, and valid until the next call.
const PlainWord& plainWord(std::string_view raw);

std::string foldedText(std::string_view text);

} // namespace health
