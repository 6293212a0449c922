// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/budgetsnapshot.h"

#include <algorithm>
#include <chrono>

namespace items {

namespace {

constexpr int kMoments = 30; // each counts the whole window and the six of its burn rates

} // namespace

telemetry::Result<BudgetSnapshot> readBudgets(const store::Reader& reader, const store::View& view,
                                              const std::string& service,
                                              const std::vector<objective::Objective>& objectives)
{
    BudgetSnapshot snapshot;
    snapshot.service = service;
    snapshot.range = view.range;
    snapshot.step =
        std::max<telemetry::Duration>(std::chrono::seconds(1), view.range.duration() / kMoments);
    for (const objective::Objective& objective : objectives) {
        if (objective.service != service)
            continue;
        BudgetCourse budget{.objective = objective, .status = {}, .course = {}};
        for (int i = kMoments - 1; i >= 0; --i) {
            const telemetry::Timestamp moment = view.range.end - i * snapshot.step;
            auto status = objective::statusOf(objective, reader, moment, view);
            if (!status)
                return tl::make_unexpected(status.error());
            budget.course.emplace_back(moment, std::move(*status));
        }
        budget.status = budget.course.back().second;
        snapshot.budgets.push_back(std::move(budget));
    }
    return snapshot;
}

} // namespace items
