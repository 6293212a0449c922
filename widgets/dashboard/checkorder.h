// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"

#include <string>
#include <vector>

namespace dashboard {

// The checks of a snapshot, each once.
struct CheckOrder
{
    // With an open alarm first, by severity; then those shown to fail more than they may, worst
    // first in steps of a tenth; the others as they were given, so that little moves.
    std::vector<std::string> shown;
    std::vector<std::string> unobserved; // nothing in view and no alarm
};

CheckOrder checkOrder(const items::SeriesSnapshot& snapshot);

} // namespace dashboard
