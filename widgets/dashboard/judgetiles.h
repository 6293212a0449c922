// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/judgesnapshot.h"
#include "widgets/dashboard/facttile.h"

#include <vector>

namespace dashboard {

// How each judge of a service does, over all of the range in view: can its results be believed at
// all? What is not known says why.
std::vector<FactTileContent> judgeTiles(const items::JudgeSnapshot& judges);

} // namespace dashboard
