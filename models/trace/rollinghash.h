// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string_view>

// A hash that can be moved on by a byte (Karp and Rabin).
namespace trace {

inline constexpr std::uint64_t kHashBase = 1'000'003;

inline std::uint64_t rollingHash(std::string_view text)
{
    std::uint64_t hash = 0;
    for (const char c : text)
        hash = hash * kHashBase + static_cast<unsigned char>(c);
    return hash;
}

} // namespace trace
