// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

// The other way round: what stands in the places of a pattern, which come in order and with words
// between them; absent: the text is not of it.
inline std::optional<std::vector<std::string>> placesIn(std::string_view pattern,
                                                        std::string_view text)
{
    std::vector<std::string> values;
    std::size_t place = pattern.find('%');
    if (!text.starts_with(pattern.substr(0, place)))
        return std::nullopt;
    text.remove_prefix(std::min(place, pattern.size()));
    while (place != std::string_view::npos) {
        pattern.remove_prefix(place + 2);
        place = pattern.find('%');
        const std::string_view after = pattern.substr(0, place);
        const bool isLast = place == std::string_view::npos;
        if (isLast && !text.ends_with(after))
            return std::nullopt;
        const std::size_t end = isLast ? text.size() - after.size() : text.find(after);
        if (end == std::string_view::npos || end == 0)
            return std::nullopt;
        values.emplace_back(text.substr(0, end));
        text.remove_prefix(end + after.size());
    }
    return text.empty() ? std::optional(std::move(values)) : std::nullopt;
}

} // namespace telemetry
