// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/folding.h"

namespace similarity {

namespace {

// A letter of Latin-1 or Latin Extended-A without its mark; 0 where it has none to lose.
constexpr std::string_view kLatin1 = // U+00C0 to U+00FF
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty";
constexpr std::string_view kLatinA = // U+0100 to U+017F
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo"
    "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(kLatin1.size() == 0x40 && kLatinA.size() == 0x80);

constexpr bool isIn(char32_t code, char32_t first, char32_t last)
{
    return code >= first && code <= last;
}

Folded foldedLatin(char32_t code)
{
    if (isIn(code, 0xC0, 0xFF) && code != 0xD7 && code != 0xF7)
        return {.as = Folded::As::Letter,
                .code = static_cast<char32_t>(kLatin1[code - 0xC0]),
                .isUpper = code < 0xDF};
    if (isIn(code, 0x100, 0x17F))
        return {.as = Folded::As::Letter,
                .code = static_cast<char32_t>(kLatinA[code - 0x100]),
                .isUpper = code % 2 == 0};
    const bool isLetter = code == 0xAA || code == 0xB5 || code == 0xBA;
    return {.as = isLetter ? Folded::As::Letter : Folded::As::Separator, .code = code};
}

Folded foldedCase(char32_t code)
{
    if (isIn(code, 0x391, 0x3A9) || isIn(code, 0x410, 0x42F))
        return {.as = Folded::As::Letter, .code = code + 0x20, .isUpper = true};
    if (isIn(code, 0x400, 0x40F))
        return {.as = Folded::As::Letter, .code = code + 0x50, .isUpper = true};
    return {.as = Folded::As::Letter, .code = code};
}

Folded foldedPunctuation(char32_t code)
{
    using As = Folded::As;
    if (code == 0x2019 || code == 0x2018)
        return {.as = As::Apostrophe};
    if (isIn(code, 0x200B, 0x200F) || code == 0x2060 || code == 0xAD || code == 0xFEFF
        || isIn(code, 0x300, 0x36F) || isIn(code, 0xFE00, 0xFE0F) || isIn(code, 0x202A, 0x202E)
        || isIn(code, 0x2066, 0x2069))
        return {.as = As::Nothing};
    if (code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0xFF0E)
        return {.as = As::Terminator};
    return {.as = As::Separator};
}

bool isSignOfItsOwn(char32_t code)
{
    return isIn(code, 0x3040, 0x30FF) || isIn(code, 0x3400, 0x9FFF) || isIn(code, 0xF900, 0xFAFF)
        || isIn(code, 0x20000, 0x3FFFF) || isIn(code, 0xE00, 0xEFF) || isIn(code, 0x1000, 0x109F)
        || isIn(code, 0x1780, 0x17FF);
}

} // namespace

Folded folded(char32_t code)
{
    if (isIn(code, 0xFF10, 0xFF5A) && code != 0xFF1F) { // full-width digits and letters
        const char32_t plain = code - 0xFEE0;
        const bool isUpper = isIn(plain, 'A', 'Z');
        const bool isWord = isUpper || isIn(plain, 'a', 'z') || isIn(plain, '0', '9');
        return {.as = isWord ? Folded::As::Letter : Folded::As::Separator,
                .code = isUpper ? plain + 0x20 : plain,
                .isUpper = isUpper};
    }
    const bool isPunctuation = isIn(code, 0x2000, 0x206F) || isIn(code, 0x3000, 0x303F)
        || isIn(code, 0xFF00, 0xFF0F) || code == 0xFF1F || code == 0xFEFF || code == 0xAD
        || isIn(code, 0x300, 0x36F) || isIn(code, 0xFE00, 0xFE0F);
    if (isPunctuation)
        return foldedPunctuation(code);
    if (code < 0x180)
        return foldedLatin(code);
    if (isSignOfItsOwn(code))
        return {.as = Folded::As::Sign, .code = code};
    if (isIn(code, 0x2070, 0x2BFF) || code >= 0x1F000)
        return {.as = Folded::As::Separator}; // symbols
    return foldedCase(code);
}

char32_t decodedUtf8(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    const char32_t lead = byte(at++);
    const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (more == 0 || at + more > text.size())
        return kInvalidCode;
    char32_t code = lead & (0x3FU >> more);
    for (std::size_t i = 0; i < more; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U)
            return kInvalidCode;
        code = (code << 6U) | (byte(at + i) & 0x3FU);
    }
    at += more;
    return code;
}

char32_t escapedCode(std::string_view text, std::size_t& at)
{
    constexpr std::size_t kLength = 6;
    char32_t code = 0;
    for (std::size_t i = 2; i < kLength; ++i) {
        const char c = at + i < text.size() ? text[at + i] : ' ';
        const bool isDigit = c >= '0' && c <= '9';
        const char letter = static_cast<char>(c | 0x20);
        if (!isDigit && (letter < 'a' || letter > 'f')) {
            at += 2;
            return kInvalidCode;
        }
        code = (code << 4U) | static_cast<char32_t>(isDigit ? c - '0' : letter - 'a' + 10);
    }
    at += kLength;
    return code;
}

} // namespace similarity
