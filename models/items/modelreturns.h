// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"

#include <vector>

namespace items {

// When a service went back to a model that had served in view before: recordings keep when each
// name was first seen, and a roll-back is not that. A model rules a bucket with nine in ten of at
// least five answers; it is back when it rules two such buckets in a row after another one ruled.
// The time is the beginning of the first of them. Pure.
std::vector<ModelReturn> modelReturns(const std::vector<VolumeSeries>& volumes);

} // namespace items
