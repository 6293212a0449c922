// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/toolfacts.h"

#include <string>
#include <string_view>

namespace health {

// The unit behind a figure that ends at byte `end` of `lower`: "gib", "%", "°f", "million"; empty
// when none stands there.
std::string unitAfter(std::string_view lower, std::size_t end);

// Whether a figure with this unit can say a known value: as it is, rounded or cut to the places it
// is said with, as a percentage or in hundredths, scaled ("1.2 million", "512 GiB"), or converted
// from another unit of its kind (SI and US customary; IEEE/ASTM SI 10). In which unit the known
// value is need not be told.
bool canSay(const Figure& figure, std::string_view unit, double known);

// What one unit in the last place of a figure is worth: 1 of "595", 0.1 of "21.4".
double lastPlace(const Figure& figure);

} // namespace health
