// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/budgetsnapshot.h"
#include "widgets/charts/chartdata.h"

namespace charts {

// How an objective's budget went, over the range in view. The series snapshot lends its marks.

// How fast the budget was spent over the longer window of each row of the table of burn rates, with
// the rate from which that row makes a ticket. 1 spends it in exactly the objective's window.
ChartData burnChart(const items::SeriesSnapshot& snapshot, const items::BudgetSnapshot& budgets,
                    const items::BudgetCourse& budget);
// Share of the budget that was spent, in percent; beyond 100 it is gone.
ChartData spentChart(const items::SeriesSnapshot& snapshot, const items::BudgetSnapshot& budgets,
                     const items::BudgetCourse& budget);

} // namespace charts
