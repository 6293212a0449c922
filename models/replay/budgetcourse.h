// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/objective/objective.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <functional>
#include <optional>

namespace replay {

// How the budget of one objective went over one affair.
struct BudgetCourse
{
    // It burned, or was gone, when the affair began: then no ticket of the affair's own tells it.
    bool wasSpent = false;
    // First that a row of burn rates was exceeded in it, or the budget gone.
    std::optional<telemetry::Timestamp> ticket;
    std::optional<double> spent; // share of the budget at the affair's end
    bool isRecorded = false; // the ticket is the console's own, not reckoned
    telemetry::Duration step{}; // between two looks at it, where it is reckoned
};

struct BudgetQuestion
{
    telemetry::Timestamp start;
    telemetry::Timestamp end;
    bool isImport = false;
    bool isInUse = false; // then the tickets that were recorded say it, where there are any
};
// What is known at each look is what had been recorded by then, but of an import, which was
// recorded all at once. A console looks twice a minute; of a long affair that is too often, and
// `step` says how far apart the looks are. `goesOn` is asked before each; nothing when it says no.
telemetry::Result<std::optional<BudgetCourse>> courseOf(const objective::Objective& objective,
                                                        const store::Reader& reader,
                                                        const BudgetQuestion& question,
                                                        const std::function<bool()>& goesOn);

} // namespace replay
