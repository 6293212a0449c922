// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace spread {

// What hundreds of places have in common, so that they can be read.
enum class GroupBy : std::uint8_t
{
    Place, // service, and where in it
    Wording, // how they say it: the same words
    User,
};

struct SpreadGroup
{
    std::string key; // of the group; the same while more comes
    std::size_t first = 0; // the earliest of its places, in Spread::places
    std::size_t places = 0;
    std::size_t edited = 0; // of these
    std::size_t services = 0;
    std::size_t users = 0; // those that are told
};

std::string groupKeyOf(const SpreadPlace& place, GroupBy by);
// The largest first, of equal ones the earlier.
std::vector<SpreadGroup> groupsOf(const Spread& spread, GroupBy by);

} // namespace spread
