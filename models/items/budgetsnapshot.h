// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/objective/suggest.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <string>
#include <utility>
#include <vector>

namespace items {

// How one objective stands at the end of a range, and how it stood on the way there.
struct BudgetCourse
{
    objective::Objective objective;
    objective::Status status;
    // In order of time, evenly apart, the last one at the end. As known now, not as known then.
    std::vector<std::pair<telemetry::Timestamp, objective::Status>> course;
};

// The objectives of one service.
struct BudgetSnapshot
{
    std::string service;
    telemetry::TimeRange range;
    telemetry::Duration step{}; // between two moments of a course
    std::vector<BudgetCourse> budgets; // in the order of their files
};

// Pool thread. Of the objectives those of the service.
telemetry::Result<BudgetSnapshot> readBudgets(const store::Reader& reader, const store::View& view,
                                              const std::string& service,
                                              const std::vector<objective::Objective>& objectives);

} // namespace items
