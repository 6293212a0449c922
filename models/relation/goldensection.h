// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace relation {

// By which a search between two bounds moves in from either.
inline constexpr double kGolden = 0.381966;

} // namespace relation
