// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string_view>

namespace health {

// The key of a word in lower case, as unitsOf() gives it.
constexpr std::uint32_t unitKeyOf(std::string_view word)
{
    std::uint32_t key = 0x811C9DC5U;
    for (const char c : word)
        key = (key ^ static_cast<unsigned char>(c)) * 0x01000193U;
    return key;
}

} // namespace health
