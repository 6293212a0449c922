// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/ids.h"

#include <algorithm>

namespace telemetry {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

template<std::size_t N>
std::optional<std::array<unsigned char, N>> bytesFromHex(std::string_view hex)
{
    if (hex.size() != 2 * N)
        return std::nullopt;
    std::array<unsigned char, N> bytes{};
    for (std::size_t i = 0; i < N; ++i) {
        const int high = hexValue(hex[2 * i]);
        const int low = hexValue(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return bytes;
}

SpanId fromBigEndian(const unsigned char* bytes)
{
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
        value = (value << 8U) | bytes[i];
    return SpanId{value};
}

} // namespace

std::string toHex(const TraceId& id)
{
    std::string hex;
    hex.reserve(2 * id.bytes.size());
    for (const unsigned char byte : id.bytes) {
        hex += kHexDigits[byte >> 4U];
        hex += kHexDigits[byte & 15U];
    }
    return hex;
}

std::string toHex(SpanId id)
{
    const auto value = static_cast<std::uint64_t>(id);
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4)
        hex += kHexDigits[(value >> static_cast<unsigned>(shift)) & 15U];
    return hex;
}

std::optional<TraceId> traceIdFromHex(std::string_view hex)
{
    const auto bytes = bytesFromHex<16>(hex);
    return bytes ? std::optional(TraceId{*bytes}) : std::nullopt;
}

std::optional<SpanId> spanIdFromHex(std::string_view hex)
{
    const auto bytes = bytesFromHex<8>(hex);
    return bytes ? std::optional(fromBigEndian(bytes->data())) : std::nullopt;
}

std::optional<TraceId> traceIdFromBytes(std::string_view bytes)
{
    TraceId id;
    if (bytes.size() != id.bytes.size())
        return std::nullopt;
    std::ranges::transform(bytes, id.bytes.begin(), [](char c) { return static_cast<unsigned char>(c); });
    return id;
}

std::optional<SpanId> spanIdFromBytes(std::string_view bytes)
{
    std::array<unsigned char, 8> raw{};
    if (bytes.size() != raw.size())
        return std::nullopt;
    std::ranges::transform(bytes, raw.begin(), [](char c) { return static_cast<unsigned char>(c); });
    return fromBigEndian(raw.data());
}

} // namespace telemetry
