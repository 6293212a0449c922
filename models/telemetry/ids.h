// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// moc of Qt 6.4 cannot parse libstdc++'s <concepts> when <compare> is the first to bring it in.
// clang-format off
#include <cstddef>
// clang-format on

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace telemetry {

// A W3C trace id: 16 bytes, all zero means "none".
struct TraceId
{
    std::array<unsigned char, 16> bytes{};

    bool isValid() const { return *this != TraceId{}; }
    friend auto operator<=>(const TraceId&, const TraceId&) = default;
};

// A W3C span id read as one big-endian number; None means "none" (a root span's parent).
enum class SpanId : std::uint64_t
{
    None = 0,
};

// Identifies one span of one trace.
struct SpanKey
{
    TraceId trace;
    SpanId span = SpanId::None;
    friend auto operator<=>(const SpanKey&, const SpanKey&) = default;
};

// Lower-case hex, 32 and 16 digits.
std::string toHex(const TraceId& id);
std::string toHex(SpanId id);

// Hex of any case; nullopt when the length or a digit is wrong. An all-zero id is returned as such.
std::optional<TraceId> traceIdFromHex(std::string_view hex);
std::optional<SpanId> spanIdFromHex(std::string_view hex);

// Raw bytes as OTLP carries them; nullopt unless exactly 16 or 8 bytes long.
std::optional<TraceId> traceIdFromBytes(std::string_view bytes);
std::optional<SpanId> spanIdFromBytes(std::string_view bytes);

} // namespace telemetry

template<>
struct std::hash<telemetry::TraceId>
{
    std::size_t operator()(const telemetry::TraceId& id) const noexcept
    {
        // Trace ids are random by specification; fold the two halves.
        std::uint64_t high = 0;
        std::uint64_t low = 0;
        std::memcpy(&high, id.bytes.data(), sizeof high);
        std::memcpy(&low, id.bytes.data() + sizeof high, sizeof low);
        return static_cast<std::size_t>(high ^ (low * 0x9e3779b97f4a7c15ULL));
    }
};

template<>
struct std::hash<telemetry::SpanKey>
{
    std::size_t operator()(const telemetry::SpanKey& key) const noexcept
    {
        return std::hash<telemetry::TraceId>{}(key.trace)
            ^ (static_cast<std::size_t>(key.span) * 0x9e3779b97f4a7c15ULL);
    }
};
