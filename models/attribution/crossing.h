// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/contrast.h"
#include "models/attribution/difference.h"
#include "models/attribution/rowset.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace attribution {

// The rows that have a property, and how they divide into suspects and rest.
struct Holders
{
    RowSet rows;
    FourCounts counts;
};

// A second property among rows with and without a first one.
struct Crossing
{
    FourCounts with; // of the rows that have the first: those that have the second, and all
    FourCounts without;
};
Crossing crossingOf(const Holders& first, const Holders& second, const RowSet& suspects,
                    const RowSet& rest);

// How the two go together over all rows of both groups: the correlation phi, -1..1.
double correlation(const Crossing& crossing);

// Rows that are alike in an attribute: by code, which stratum a row belongs to.
struct Strata
{
    std::vector<std::uint16_t> ofCode;
    std::size_t count = 0;
};
// Numbers in about sixteen stretches of as many rows each, besides the ends of the property's
// range; values each for themselves, rare ones together. Empty for sets, whose values overlap.
// `rows` of both groups by code.
Strata strataOf(const Column& column, const Property& property,
                const std::vector<std::int64_t>& rows);

// Some tens of thousands of rows of each group (`groups` as groupsOf() gives them), without order:
// enough to say within a point what is left of a difference.
std::vector<std::uint32_t> sampleOfGroups(const std::vector<std::uint8_t>& groups);

// A property among the rows of each stratum, as far as they are in the sample.
std::vector<FourCounts> crossStrata(const Column& column, const Strata& strata,
                                    const Holders& holders, const std::vector<std::uint8_t>& groups,
                                    const std::vector<std::uint32_t>& sample);

// What is left of a difference, and what that says. Each a comparison of its own, at 95 %: that
// many others were tried makes a difference no smaller.
constexpr double kLeftQuantile = 1.959963984540054;
// Surely less than half of it is left, and that may be nothing or is next to nothing.
bool isExplained(const Difference& left, double difference);
// A quarter of it or more is gone.
bool isPartly(const Difference& left, double difference);

} // namespace attribution
