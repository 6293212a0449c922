// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace trace {

// Positions of `before` and `after` that hold the same content, ascending in both: a longest common
// subsequence (Myers, "An O(ND) difference algorithm and its variations", 1986) while what differs
// is at most kMostDifferences; beyond that one of contents that both hold once.
std::vector<std::pair<std::size_t, std::size_t>>
alignedContents(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after);

inline constexpr std::size_t kMostDifferences = 1500;

} // namespace trace
