// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/jsontext.h"

#include "models/telemetry/utf8.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace otlp {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void appendEscape(std::string& json, char c)
{
    switch (c) {
    case '"':
        json += "\\\"";
        return;
    case '\\':
        json += "\\\\";
        return;
    case '\n':
        json += "\\n";
        return;
    case '\r':
        json += "\\r";
        return;
    case '\t':
        json += "\\t";
        return;
    default:
        json += "\\u00";
        json += kHexDigits[static_cast<unsigned char>(c) >> 4];
        json += kHexDigits[static_cast<unsigned char>(c) & 15U];
    }
}

bool needsEscape(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

} // namespace

void appendJsonString(std::string& json, std::string_view text)
{
    std::string repaired;
    if (!telemetry::isValidUtf8(text)) {
        repaired = telemetry::sanitizedUtf8(text);
        text = repaired;
    }
    json += '"';
    std::size_t plain = 0; // start of the stretch that needs no escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needsEscape(text[i]))
            continue;
        json.append(text, plain, i - plain);
        appendEscape(json, text[i]);
        plain = i + 1;
    }
    json.append(text, plain, std::string_view::npos);
    json += '"';
}

void appendJsonNumber(std::string& json, double number)
{
    if (std::isnan(number)) {
        json += "\"NaN\"";
    } else if (std::isinf(number)) {
        json += number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    } else {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        json.append(digits.data(), end);
    }
}

void appendBase64(std::string& text, std::string_view bytes)
{
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group =
                group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        text += alphabet[group >> 18 & 63U];
        text += alphabet[group >> 12 & 63U];
        text += i + 1 < bytes.size() ? alphabet[group >> 6 & 63U] : '=';
        text += i + 2 < bytes.size() ? alphabet[group & 63U] : '=';
    }
}

} // namespace otlp
