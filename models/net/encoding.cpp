// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/encoding.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace net {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::string base64(std::string_view bytes)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::array<unsigned, 3> block{};
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < count; ++k)
            block.at(k) = static_cast<unsigned char>(bytes[i + k]);
        const unsigned bits = block[0] << 16U | block[1] << 8U | block[2];
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= count ? kAlphabet[bits >> (18U - 6U * k) & 63U] : '=';
    }
    return text;
}

Result<std::string> fromBase64(std::string_view text)
{
    const auto bad = [](std::size_t byte) {
        return failure(ErrorKind::Unreadable, "not base64 at byte " + std::to_string(byte));
    };
    if (text.size() % 4 != 0)
        return bad(text.size());
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        unsigned bits = 0;
        std::size_t padding = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const char c = text[i + k];
            const bool isPadding = c == '=' && k >= 2 && i + 4 == text.size();
            const std::size_t digit = isPadding ? 0 : kAlphabet.find(c);
            if (digit == std::string_view::npos || (padding > 0 && !isPadding))
                return bad(i + k);
            padding += isPadding ? 1 : 0;
            bits = bits << 6U | static_cast<unsigned>(digit);
        }
        for (std::size_t k = 0; k < 3 - padding; ++k)
            bytes += static_cast<char>(bits >> (16U - 8U * k) & 0xffU);
    }
    return bytes;
}

std::string percentEncoded(std::string_view text, bool keepSlashes)
{
    constexpr std::string_view hex = "0123456789ABCDEF";
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string result;
    for (const char c : text) {
        if (unreserved.find(c) != std::string_view::npos || (keepSlashes && c == '/')) {
            result += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        result += '%';
        result += hex[byte >> 4U];
        result += hex[byte & 15U];
    }
    return result;
}

std::string jsonQuoted(std::string_view text)
{
    constexpr std::string_view hex = "0123456789abcdef";
    std::string json = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (c == '\n') {
            json += "\\n";
        } else if (byte < 0x20 || byte == 0x7f) {
            json += "\\u00";
            json += hex[byte >> 4U];
            json += hex[byte & 15U];
        } else {
            json += c;
        }
    }
    return json += '"';
}

} // namespace net
