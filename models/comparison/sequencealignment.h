// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace comparison {

enum class EditKind : std::uint8_t
{
    Same,
    Removed, // only there
    Added, // only here
};

// A run of elements: at `here` and `there`, `count` of them; of what one side lacks the other's
// position is where it would stand.
struct Edit
{
    EditKind kind = EditKind::Same;
    std::size_t here = 0;
    std::size_t there = 0;
    std::size_t count = 0;
};

struct Edits
{
    std::vector<Edit> edits; // in order; removed before added
    bool isCut = false; // too different: what is between common ends counts as another text
};

// The shortest script (Myers: An O(ND) Difference Algorithm, 1986) that makes `here` of `there`, of
// words by their hashes. Common ends are taken off first; beyond `mostDifferent` edits the middle
// is told as removed and added. Memory: the square of that.
Edits editsBetween(std::span<const std::uint32_t> here, std::span<const std::uint32_t> there,
                   std::size_t mostDifferent = 1000);

// Pairs of two sequences, in order; what has no counterpart stands alone.
using AlignedPair = std::pair<std::optional<std::size_t>, std::optional<std::size_t>>;

// What pairing these two costs: 0 the same .. 1 hardly; nothing: they cannot be paired.
using PairCost = std::function<std::optional<double>(std::size_t here, std::size_t there)>;
inline constexpr double kGapCost = 0.5; // of one without a counterpart

inline constexpr std::size_t kMostCells = 4'000'000;

// Global alignment (Needleman and Wunsch, 1970). Of equally good ones that which pairs earliest: of
// a step that is repeated the first is the one that the other run has. nullopt beyond kMostCells.
std::optional<std::vector<AlignedPair>> align(std::size_t here, std::size_t there,
                                              const PairCost& cost);

// For long sequences: equal keys in order, the nearest first; linear but for a logarithm.
std::vector<AlignedPair> alignByKeys(std::span<const std::uint64_t> here,
                                     std::span<const std::uint64_t> there);

} // namespace comparison
