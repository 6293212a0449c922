// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/byteoffset.h"

namespace telemetry {

std::size_t byteOffset(std::string_view text, std::int64_t codePoint)
{
    const auto isContinuation = [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    };
    std::size_t at = 0;
    while (at < text.size() && codePoint > 0) {
        ++at;
        while (at < text.size() && isContinuation(text[at]))
            ++at;
        --codePoint;
    }
    return at;
}

} // namespace telemetry
