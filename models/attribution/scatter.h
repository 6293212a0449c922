// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <limits>

namespace attribution {

// A number for a row: the same for the same row, and without any order that rows might have
// (SplitMix64). Services that write by turns must not fall in step with a sample.
constexpr std::uint64_t scattered(std::uint64_t row)
{
    std::uint64_t mixed = (row + 1) * 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
}

// Rows whose number is not above this are a sample of about `wanted` of `rows`; all when that is as
// many.
constexpr std::uint64_t mostScattered(std::uint64_t wanted, std::uint64_t rows)
{
    constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
    return rows <= wanted ? kAll : kAll / rows * wanted;
}

} // namespace attribution
