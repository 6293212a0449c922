// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/validatorsbench.h"

#include <vector>

namespace bench {

// Of each kind of damage, in the order of the set, how many answers are flagged. Empty where the
// set tells no kinds. `flagged` holds one entry an answer.
std::vector<KindShare> kindSharesOf(const LabelledSet& set, const std::vector<bool>& flagged);

// Fills in the targets of the set and the notes on those it cannot show; everything else must be
// there.
void addTargets(const LabelledSet& set, const std::vector<bool>& flagged, SetFigures& figures);

} // namespace bench
