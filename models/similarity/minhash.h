// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace similarity {

// Bands of two minima each; texts that agree in a whole band are compared (Leskovec, Rajaraman,
// Ullman, Mining of Massive Datasets, 3.4). With 32 bands a pair is found with a chance of .95 at a
// similarity of .3, .9999 at .5 and .28 at .1.
inline constexpr std::size_t kBands = 32;
inline constexpr std::size_t kRows = 2;
inline constexpr std::size_t kMinima = kBands * kRows;

// What of a text is compared: the pairs of its neighbouring words, without case and accents, and
// with one mark for whatever holds a digit or is a name of code, so that a template with other
// figures, dates or ids is the same text (Broder 1997: the smallest of each of many hashes over the
// set of pairs).
struct MinHash
{
    std::array<std::uint32_t, kMinima> minima{};
    std::uint32_t words = 0; // 0: nothing to compare

    bool isEmpty() const { return words == 0; }
    std::uint64_t band(std::size_t index) const; // a hash of its minima
};

// Any bytes. Only the first 4,000 words count. Linear; about 100 ns a word.
MinHash minHashOf(std::string_view text);

// Share of the pairs that both have among those that either has, estimated: the standard error is
// .06 at a half. 0 when one is empty.
double similarityOf(const MinHash& left, const MinHash& right);

} // namespace similarity
