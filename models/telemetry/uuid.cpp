// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/uuid.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <random>

namespace telemetry {

std::string randomUuid()
{
    std::random_device device;
    std::array<std::uint32_t, 4> words{};
    for (std::uint32_t& word : words)
        word = device();
    words[1] = (words[1] & 0xffff0fffU) | 0x00004000U; // version
    words[2] = (words[2] & 0x3fffffffU) | 0x80000000U; // variant
    std::array<char, 37> text{};
    std::snprintf(text.data(), text.size(), "%08x-%04x-%04x-%04x-%04x%08x", words[0],
                  words[1] >> 16U, words[1] & 0xffffU, words[2] >> 16U, words[2] & 0xffffU,
                  words[3]);
    return text.data();
}

} // namespace telemetry
