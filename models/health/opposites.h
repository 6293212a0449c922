// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace health {

// A word that stands for one of several things that exclude each other: increase and decrease,
// Monday and Friday, all and some. Group 0: no such word.
struct Side
{
    std::uint8_t group = 0;
    std::uint8_t side = 0; // words of one side say much the same

    bool excludes(Side other) const { return group == other.group && side != other.side; }
};

// By a token's key. Groups that only differ by degree come last: kFirstClass and after.
Side sideOf(std::uint64_t key);

inline constexpr std::uint8_t kFirstClass = 100; // months, weekdays, units: more than two sides

} // namespace health
