// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>

namespace telemetry {

// A count of tokens beyond what any model takes is kept and shown as it was sent, and is no fact
// about the model.
inline constexpr std::int64_t kMostTokens = 1'000'000'000;
inline std::optional<std::int64_t> plausibleTokens(std::optional<std::int64_t> count)
{
    return count && *count >= 0 && *count <= kMostTokens ? count : std::nullopt;
}

} // namespace telemetry
