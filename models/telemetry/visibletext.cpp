// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/visibletext.h"

#include "models/telemetry/utf8.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace telemetry {

namespace {

struct CodePoint
{
    char32_t value = 0;
    std::size_t length = 1; // bytes
};

// The code point at `at` of well-formed text.
CodePoint codePointAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t offset) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + offset]));
    };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80U)
        return {lead, 1};
    if (lead < 0xE0U)
        return {((lead & 0x1FU) << 6U) | (byte(1) & 0x3FU), 2};
    if (lead < 0xF0U)
        return {((lead & 0x0FU) << 12U) | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU), 3};
    return {((lead & 0x07U) << 18U) | ((byte(1) & 0x3FU) << 12U) | ((byte(2) & 0x3FU) << 6U)
                | (byte(3) & 0x3FU),
            4};
}

bool isAscii(std::string_view text, std::size_t at)
{
    return at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80U;
}

std::string visible(std::string_view utf8, bool keepsLines)
{
    const std::string text = sanitizedUtf8(utf8);
    std::string safe;
    safe.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = codePointAt(text, at);
        const bool isBesideAscii = at == 0 || isAscii(text, at - 1) || isAscii(text, at + length);
        const bool isKept = keepsLines && (c == U'\n' || c == U'\t');
        if (!isKept && (isControl(c) || isInvisible(c) || (isJoiner(c) && isBesideAscii)))
            safe += visibleForm(c);
        else
            safe.append(text, at, length);
        at += length;
    }
    return safe;
}

} // namespace

bool isControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

bool isInvisible(char32_t c)
{
    return c == 0x00AD || c == 0x034F || c == 0x061C || c == 0x115F || c == 0x1160 || c == 0x17B4
        || c == 0x17B5 || (c >= 0x180B && c <= 0x180F) || c == 0x200B || c == 0x200E || c == 0x200F
        || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x2800
        || c == 0x3164 || (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xFEFF || c == 0xFFA0
        || (c >= 0xFFF0 && c <= 0xFFFB) || (c >= 0x1D173 && c <= 0x1D17A)
        || (c >= 0xE0000 && c <= 0xE0FFF);
}

bool isJoiner(char32_t c)
{
    return c == 0x200C || c == 0x200D;
}

std::string visibleForm(char32_t c)
{
    // U+2400 and on hold the pictures; all of them are three bytes in UTF-8.
    const auto value = static_cast<unsigned>(c);
    const unsigned picture = value < 0x20U ? 0x2400U + value : value == 0x7FU ? 0x2421U : 0U;
    if (picture != 0)
        return {static_cast<char>(0xE2), static_cast<char>(0x80U | ((picture >> 6U) & 0x3FU)),
                static_cast<char>(0x80U | (picture & 0x3FU))};
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "\xE2\x9F\xA6U+%04X\xE2\x9F\xA7", value);
    return text.data();
}

std::string visibleText(std::string_view utf8)
{
    return visible(utf8, true);
}

std::string visibleLine(std::string_view utf8)
{
    return visible(utf8, false);
}

} // namespace telemetry
