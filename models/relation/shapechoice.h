// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/cellfits.h"
#include "models/relation/dispersion.h"
#include "models/relation/relationfit.h"

#include <span>

namespace relation {

// Chooses a shape for what is in the cells, and draws its curve into the relation, whose counts,
// bins and dispersion are there already. There are two cells at least.
void chooseShape(Relation& relation, std::span<const Cell> cells, const Steps& steps,
                 const Dispersion& dispersion);

} // namespace relation
