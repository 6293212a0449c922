// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace telemetry {

// Where a code point of UTF-8 begins, in bytes; the size of the text for one beyond its end.
// Linear; of ill-formed text each byte that is no continuation counts.
std::size_t byteOffset(std::string_view text, std::int64_t codePoint);

} // namespace telemetry
