// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <vector>

namespace similarity {

// Whether a word says little by itself: the, of, is, ... English only.
bool isCommonWord(std::uint32_t hash);

// Whether to put one for the other says something else: days and weeks, before and after, March and
// April. English only.
bool areOpposed(std::uint32_t one, std::uint32_t other);
bool isOpposable(std::uint32_t word); // to any
const std::vector<std::uint32_t>& opposableWords(); // all of these, some twice

} // namespace similarity
