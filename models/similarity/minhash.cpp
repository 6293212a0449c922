// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/minhash.h"

#include "models/similarity/tokens.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace similarity {

namespace {

constexpr std::size_t kMostWords = 4000;
constexpr std::size_t kBytesAWord = 64; // more of a text is not looked at
constexpr std::uint32_t kFigureMark = 0x9e3779b9U;
constexpr std::uint32_t kEdge = 0x85ebca6bU; // before the first word

// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t splitMixed(std::uint64_t value)
{
    value ^= value >> 30U;
    value *= 0xbf58476d1ce4e5b9ULL;
    value ^= value >> 27U;
    value *= 0x94d049bb133111ebULL;
    return value ^ (value >> 31U);
}

struct Multipliers
{
    std::array<std::uint64_t, kMinima> odd{};
    std::array<std::uint64_t, kMinima> offset{};
};

constexpr Multipliers kMultipliers = [] {
    Multipliers made;
    for (std::size_t i = 0; i < kMinima; ++i) {
        made.odd[i] = splitMixed(2 * i + 1) | 1U;
        made.offset[i] = splitMixed(2 * i + 2);
    }
    return made;
}();

bool isWordLetter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9') || letter == '_';
}

// Names of code and other ids ("fetch_all", "tally.plans", "cus_4237") become a figure: a template
// with other ones is the same text.
std::string withoutIds(std::string_view text)
{
    std::string masked;
    masked.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        bool isId = false;
        while (end < text.size() && isWordLetter(text[end])) {
            isId = isId || text[end] == '_';
            ++end;
            const bool isJoined = end > at && end + 1 < text.size() && text[end] == '.'
                && isWordLetter(text[end + 1]);
            if (isJoined) {
                isId = true;
                ++end;
            }
        }
        if (isId)
            masked += '0';
        else
            masked += text.substr(at, std::max<std::size_t>(end - at, 1));
        at = std::max(end, at + 1);
    }
    return masked;
}

} // namespace

MinHash minHashOf(std::string_view text)
{
    std::vector<Token> tokens;
    tokenize(withoutIds(text.substr(0, kMostWords * kBytesAWord)), Syntax::Plain, tokens);
    if (tokens.size() > kMostWords)
        tokens.resize(kMostWords);
    MinHash hash;
    hash.words = static_cast<std::uint32_t>(tokens.size());
    hash.minima.fill(std::numeric_limits<std::uint32_t>::max());
    std::uint32_t before = kEdge;
    for (const Token& token : tokens) {
        const std::uint32_t word = token.has(kFigure) ? kFigureMark : token.hash;
        const std::uint64_t pair = splitMixed((std::uint64_t{before} << 32U) | word);
        before = word;
        for (std::size_t i = 0; i < kMinima; ++i) {
            const std::uint64_t value = pair * kMultipliers.odd[i] + kMultipliers.offset[i];
            hash.minima[i] = std::min(hash.minima[i], static_cast<std::uint32_t>(value >> 32U));
        }
    }
    return hash;
}

std::uint64_t MinHash::band(std::size_t index) const
{
    std::uint64_t hash = index;
    for (std::size_t i = index * kRows; i < (index + 1) * kRows; ++i)
        hash = splitMixed(hash ^ minima[i]);
    return hash;
}

double similarityOf(const MinHash& left, const MinHash& right)
{
    if (left.isEmpty() || right.isEmpty())
        return 0;
    std::size_t equal = 0;
    for (std::size_t i = 0; i < kMinima; ++i)
        equal += left.minima[i] == right.minima[i] ? 1 : 0;
    return static_cast<double>(equal) / kMinima;
}

} // namespace similarity
