// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/tokens.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace similarity {

// Winnowing (Schleimer, Wilkerson, Aiken: Local Algorithms for Document Fingerprinting, SIGMOD
// 2003) over runs of kGram tokens: of each kWindow neighbours the smallest hash is kept. A run of
// kShortestMatch tokens that two texts share is therefore always found; half of the runs are kept.
inline constexpr std::size_t kGram = 3;
inline constexpr std::size_t kWindow = 3;
inline constexpr std::size_t kShortestMatch = kGram + kWindow - 1;

// A fingerprint has 23 bits: enough to pass over what has nothing in common, since whatever is
// found is compared word for word.
inline constexpr std::uint32_t kFingerprints = 1U << 23U;
inline constexpr std::uint32_t kNoGram = 1U << 24U; // holds a redacted marker

// The hash of each run, kNoGram where it is none; `hashes` is replaced, and has kGram - 1 entries
// less than there are tokens. `key` makes fingerprints of different recordings incomparable.
void gramHashes(std::span<const Token> tokens, std::uint64_t key,
                std::vector<std::uint32_t>& hashes);

// Appends those that winnowing keeps, in order. A text shorter than a window keeps its smallest.
void winnow(std::span<const std::uint32_t> hashes, std::vector<std::uint32_t>& kept);

// Words of which another one makes another statement are marked besides, each by itself, so that
// most texts that only look like a statement can be told without reading them. A mark has the 24th
// bit, its kind and 21 bits of the word.
enum class MarkKind : std::uint8_t
{
    Telling, // a figure or a name of code
    Negation,
    Opposable, // days, before, March ... see areOpposed()
    Name, // begins with a capital
};
inline constexpr std::uint32_t kMark = kFingerprints;
constexpr bool isMark(std::uint32_t fingerprint)
{
    return (fingerprint & kMark) != 0;
}
constexpr MarkKind markKind(std::uint32_t mark)
{
    return static_cast<MarkKind>((mark >> 21U) & 3U);
}
std::uint32_t wordMark(std::uint32_t word, MarkKind kind, std::uint64_t key);
std::optional<MarkKind> markKindOf(const Token& token); // nothing: it is not marked

// Appends what winnowing keeps and the marks, in the order of the text, a mark before the run that
// begins with its word; nothing where winnowing keeps nothing. `hashes` are those of the tokens.
void fingerprint(std::span<const Token> tokens, std::span<const std::uint32_t> hashes,
                 std::uint64_t key, std::vector<std::uint32_t>& kept);

// Equal for texts of the same tokens.
std::uint64_t textHash(std::span<const Token> tokens, std::uint64_t key);

} // namespace similarity
