// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <charconv>
#include <string>
#include <system_error>

namespace drivers {

inline std::string fixed(double value, int decimals)
{
    std::array<char, 64> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                            std::chars_format::fixed, decimals);
    return error == std::errc{} ? std::string(digits.data(), end) : std::string("?");
}

} // namespace drivers
