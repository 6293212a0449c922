// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace telemetry {

// True when `text` is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms).
bool isValidUtf8(std::string_view text);

// `text` with each maximal ill-formed subsequence replaced by U+FFFD.
std::string sanitizedUtf8(std::string_view text);

// Number of code points of well-formed text.
std::int64_t codePointCount(std::string_view text);

// Maps byte offsets of well-formed text to code point offsets; built once, asked many times.
class CodePointIndex
{
public:
    explicit CodePointIndex(std::string_view text);
    // `byte` in [0, size]; a byte inside a sequence counts as the sequence's start.
    std::int64_t codePointAt(std::size_t byte) const;

private:
    std::vector<std::int64_t> m_starts; // code points before each 64-byte block
    std::string_view m_text;
};

} // namespace telemetry
