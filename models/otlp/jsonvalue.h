// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/otlp/wirebuffer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace otlp {

// The scalars of JSON documents as clients really write them. `token` is a scalar's text as it
// stands in the document; a string keeps its quotes.

// The content between the quotes, still escaped; nullopt when `token` is no string.
std::optional<std::string_view> stringContent(std::string_view token);

// Appends the unescaped content as length and bytes. Half a surrogate pair (JavaScript cuts strings
// between UTF-16 units) becomes U+FFFD. False at an escape that JSON does not know.
bool addUnescaped(WireBuffer& wire, std::string_view content);

// Signed or unsigned 64-bit integers in two's complement, bare or in a string, never read through a
// double when they are written as integers; 1e3 counts as 1000.
std::optional<std::uint64_t> integerBits(std::string_view token);

// A number, "NaN", "Infinity", "-Infinity", a number in a string, or null, which stands for NaN.
std::optional<double> floatingNumber(std::string_view token);

// Appends the bytes that hex digits stand for; false unless there are exactly 2 * byteCount of
// them.
bool addHex(WireBuffer& wire, std::string_view digits, std::size_t byteCount);

// Appends length and bytes of standard or URL-safe base64, padded or not; false when it is
// malformed.
bool addBase64Decoded(WireBuffer& wire, std::string_view text);

} // namespace otlp
