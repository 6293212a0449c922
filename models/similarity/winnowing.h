// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/tokens.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace similarity {

// Winnowing (Schleimer, Wilkerson, Aiken: Local Algorithms for Document Fingerprinting, SIGMOD
// 2003) over runs of kGram tokens: of each kWindow neighbours the smallest hash is kept. A run of
// kShortestMatch tokens that two texts share is therefore always found; half of the runs are kept.
inline constexpr std::size_t kGram = 3;
inline constexpr std::size_t kWindow = 3;
inline constexpr std::size_t kShortestMatch = kGram + kWindow - 1;

// A fingerprint has 24 bits: enough to pass over what has nothing in common, since whatever is
// found is compared word for word.
inline constexpr std::uint32_t kFingerprints = 1U << 24U;
inline constexpr std::uint32_t kNoGram = kFingerprints; // holds a redacted marker

// The hash of each run, kNoGram where it is none; `hashes` is replaced, and has kGram - 1 entries
// less than there are tokens. `key` makes fingerprints of different recordings incomparable.
void gramHashes(std::span<const Token> tokens, std::uint64_t key,
                std::vector<std::uint32_t>& hashes);

// Appends those that winnowing keeps, in order. A text shorter than a window keeps its smallest.
void winnow(std::span<const std::uint32_t> hashes, std::vector<std::uint32_t>& kept);

// Equal for texts of the same tokens.
std::uint64_t textHash(std::span<const Token> tokens, std::uint64_t key);

} // namespace similarity
