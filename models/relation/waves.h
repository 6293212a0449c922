// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <vector>

namespace relation {

// The series without its waves: sines of any period, each as far as it stands out of the rest
// (Fisher 1929; one of a hundred series of noise loses one), at most six. NaN stays NaN.
std::vector<double> withoutWaves(std::span<const double> series);

} // namespace relation
