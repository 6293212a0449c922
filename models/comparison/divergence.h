// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/stepdifferences.h"

namespace comparison {

// Names the first diverging step of a comparison whose pairs are there, and fills their
// differences: first, basis, sentence, and what follows from it.
void tellDivergence(Comparison& all, const Run& here, const Run& there);

// What the claims of one answer stand on here and there; appended to the pair of the answers.
void addClaims(Comparison& all, const ComparisonInput& input, const Run& here, const Run& there);

} // namespace comparison
