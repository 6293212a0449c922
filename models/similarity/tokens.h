// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace similarity {

// A word or number of a text as comparisons see it: without case, accents, compatibility forms
// (NFKC, as far as Latin script and full-width forms go), apostrophes and separators of thousands;
// "three" is 3, "%" is "percent", "isn't" is "is", "not". A sign of a script without blanks between
// words is a token of its own.
struct Token
{
    std::uint32_t hash = 0; // of the normalised word; the same on every machine
    std::uint32_t start = 0; // bytes of the text, half-open
    std::uint32_t end = 0;
    std::uint8_t flags = 0; // of TokenFlag
    std::uint8_t sign = 0; // of FigureSign, what stands around a figure; no part of the hash

    bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

enum TokenFlag : std::uint8_t
{
    kFigure = 1, // has a digit, or is a word for a number
    kCapital = 2, // begins with a capital, though no sentence begins there
    kSentenceStart = 4,
    kNegation = 8, // not, never, no, without ...
    kRedacted = 16, // a marker that stands for what was taken out; comparable with nothing
    kCode = 32, // a name of code: read_csv, readCsv, pandas.read, read(), --read, or in `backticks`
};

enum FigureSign : std::uint8_t
{
    kMinus = 1,
    kDollar = 2, // of a currency one
    kEuro = 4,
    kPound = 6,
    kYen = 8,
    kCurrency = 14,
    kLess = 16, // of a comparison one
    kGreater = 32,
    kAtMost = 48,
    kAtLeast = 64,
    kEqual = 80,
    kComparison = 112,
};
// Whether two figures that are otherwise the same can mean the same: a currency or a comparison
// that only one of them tells may stand beside the other in words.
constexpr bool areSignsCompatible(std::uint8_t one, std::uint8_t other)
{
    const auto differ = [=](unsigned mask) {
        return (one & mask) != 0 && (other & mask) != 0 && (one & mask) != (other & mask);
    };
    return (one & kMinus) == (other & kMinus) && !differ(kCurrency) && !differ(kComparison);
}

enum class Syntax : std::uint8_t
{
    Plain,
    Json, // backslash escapes are read
};
Syntax syntaxOf(std::string_view text); // Json when it begins like an object, array or string

// `tokens` is replaced. Any bytes will do; those that are no UTF-8 separate words. Only the first
// 4 GiB are read. Linear, about 2 ns a byte of ASCII.
void tokenize(std::string_view text, Syntax syntax, std::vector<Token>& tokens);

// Hash of one normalised word, as in Token.
constexpr std::uint32_t wordHash(std::string_view word)
{
    std::uint32_t hash = 0x811c9dc5U;
    for (const char c : word)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193U;
    return hash;
}

} // namespace similarity
