// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/jsonvalue.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <system_error>

namespace otlp {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The UTF-16 unit of "XXXX" at `at`; nullopt when these are not four hex digits.
std::optional<std::uint32_t> utf16Unit(std::string_view text, std::size_t at)
{
    if (at + 4 > text.size())
        return std::nullopt;
    std::uint32_t unit = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const int digit = hexValue(text[i]);
        if (digit < 0)
            return std::nullopt;
        unit = unit << 4 | static_cast<std::uint32_t>(digit);
    }
    return unit;
}

void addCodePoint(WireBuffer& wire, std::uint32_t code)
{
    std::array<char, 4> bytes{};
    std::size_t count = 0;
    const auto add = [&](std::uint32_t byte) { bytes[count++] = static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
    wire.append({bytes.data(), count});
}

// `at` stands behind "\u" and is moved behind the escape. False when it is malformed.
bool addUnicodeEscape(WireBuffer& wire, std::string_view content, std::size_t& at)
{
    constexpr std::uint32_t replacement = 0xFFFD;
    const auto first = utf16Unit(content, at);
    if (!first)
        return false;
    at += 4;
    if (*first < 0xD800 || *first > 0xDFFF) {
        addCodePoint(wire, *first);
        return true;
    }
    const bool isHigh = *first < 0xDC00;
    if (isHigh && content.substr(at, 2) == "\\u") {
        const auto second = utf16Unit(content, at + 2);
        if (second && *second >= 0xDC00 && *second <= 0xDFFF) {
            at += 6;
            addCodePoint(wire, 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
            return true;
        }
    }
    addCodePoint(wire, replacement);
    return true;
}

char simpleEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

template<class T>
std::optional<T> fromText(std::string_view text)
{
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty())
        return std::nullopt;
    return number;
}

int base64Value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

} // namespace

std::optional<std::string_view> stringContent(std::string_view token)
{
    if (token.size() < 2 || token.front() != '"' || token.back() != '"')
        return std::nullopt;
    return token.substr(1, token.size() - 2);
}

bool addUnescaped(WireBuffer& wire, std::string_view content)
{
    std::size_t at = content.find('\\');
    if (at == std::string_view::npos) {
        wire.addBytes(content);
        return true;
    }
    // Unescaping never makes text longer, so the length fits where the escaped one would.
    const auto mark = wire.openLength(WireBuffer::varintSize(content.size()));
    std::size_t plain = 0;
    while (at != std::string_view::npos) {
        wire.append(content.substr(plain, at - plain));
        const char escape = at + 1 < content.size() ? content[at + 1] : '\0';
        at += 2;
        if (escape == 'u') {
            if (!addUnicodeEscape(wire, content, at))
                return false;
        } else if (const char c = simpleEscape(escape); c != '\0') {
            wire.append({&c, 1});
        } else {
            return false;
        }
        plain = at;
        at = content.find('\\', plain);
    }
    wire.append(content.substr(plain));
    wire.close(mark);
    return true;
}

std::optional<std::uint64_t> integerBits(std::string_view token)
{
    const std::string_view text = stringContent(token).value_or(token);
    if (const auto number = fromText<std::int64_t>(text))
        return std::bit_cast<std::uint64_t>(*number);
    if (const auto number = fromText<std::uint64_t>(text))
        return number;
    constexpr double limit = 9223372036854774784.0; // the largest double below 2^63
    const auto number = fromText<double>(text);
    if (!number || !(std::abs(*number) <= limit) || std::trunc(*number) != *number)
        return std::nullopt;
    return std::bit_cast<std::uint64_t>(static_cast<std::int64_t>(*number));
}

std::optional<double> floatingNumber(std::string_view token)
{
    if (token == "null")
        return std::numeric_limits<double>::quiet_NaN();
    const std::string_view text = stringContent(token).value_or(token);
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity" || text == "-Infinity")
        return (text.front() == '-' ? -1 : 1) * std::numeric_limits<double>::infinity();
    // from_chars also knows "inf" and "nan", which JSON does not.
    if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos)
        return std::nullopt;
    return fromText<double>(text);
}

bool addHex(WireBuffer& wire, std::string_view digits, std::size_t byteCount)
{
    std::array<char, 16> bytes{};
    if (digits.size() != 2 * byteCount || byteCount > bytes.size())
        return false;
    for (std::size_t i = 0; i < byteCount; ++i) {
        const int high = hexValue(digits[2 * i]);
        const int low = hexValue(digits[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = static_cast<char>(high << 4 | low);
    }
    wire.addBytes({bytes.data(), byteCount});
    return true;
}

bool addBase64Decoded(WireBuffer& wire, std::string_view text)
{
    while (!text.empty() && text.back() == '=')
        text.remove_suffix(1);
    if (text.size() % 4 == 1)
        return false;
    const auto mark = wire.openLength(WireBuffer::varintSize(text.size()));
    std::uint32_t bits = 0;
    int bitCount = 0;
    for (const char c : text) {
        const int value = base64Value(c);
        if (value < 0)
            return false;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        bitCount += 6;
        if (bitCount >= 8) {
            bitCount -= 8;
            const char byte = static_cast<char>(bits >> bitCount & 0xffU);
            wire.append({&byte, 1});
        }
    }
    wire.close(mark);
    return true;
}

} // namespace otlp
