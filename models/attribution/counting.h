// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/column.h"
#include "models/attribution/rowset.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace attribution {

// Which group a row is of.
enum Group : std::uint8_t
{
    Neither = 0,
    Rest = 1,
    Suspect = 2,
};

inline constexpr std::size_t kGroups = 4; // places for them in a table of counts

// Of each row; a row that is in both is a suspect.
std::vector<std::uint8_t> groupsOf(const RowSet& suspects, const RowSet& rest);

// How many rows of each group have each code: kGroups * code + group. Of a set a row counts under
// each of its codes.
std::vector<std::uint32_t> countCodes(const Column& column,
                                      const std::vector<std::uint8_t>& groups);

} // namespace attribution
