// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace telemetry {

// `pattern` with its places %1 .. %9 taken by `values`, in one pass: a place within a value, which
// may come from outside, stays as it is.
inline std::string filled(std::string_view pattern, std::span<const std::string> values)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool isPlace = pattern[i] == '%' && i + 1 < pattern.size() && pattern[i + 1] >= '1'
            && pattern[i + 1] <= '9';
        const std::size_t place =
            isPlace ? static_cast<std::size_t>(pattern[i + 1] - '1') : values.size();
        if (place < values.size()) {
            text += values[place];
            ++i;
        } else {
            text += pattern[i];
        }
    }
    return text;
}
inline std::string filled(std::string_view pattern, std::initializer_list<std::string> values)
{
    return filled(pattern, std::span(values.begin(), values.size()));
}

} // namespace telemetry
