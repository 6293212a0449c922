// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/budgetcharts.h"

#include "widgets/charts/chartparts.h"
#include "widgets/common/formats.h"

#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace charts {

namespace {

constexpr double kLeastCeiling = 2; // the rate that spends the budget in its window is in sight

ChartData emptyBudgetChart(const items::SeriesSnapshot& snapshot,
                           const items::BudgetSnapshot& budgets, ValueKind kind)
{
    ChartData data;
    addMarks(data, snapshot, {});
    data.step = budgets.step;
    data.kind = kind;
    data.emptyText = chartText(
        QT_TRANSLATE_NOOP("Charts", "No result of this check in the windows of the objective."));
    return data;
}

// A reading at a moment stands for the time since the one before.
Point pointAtMoment(telemetry::Timestamp moment, telemetry::Duration step, double value,
                    std::int64_t count)
{
    Point point = pointOf(moment - step, step, value, count);
    point.time = moment;
    return point;
}

void takeLastMoment(ChartData& data)
{
    for (const Line& line : data.lines) {
        if (!line.points.empty())
            data.lastEvent = std::max(data.lastEvent, line.points.back().time);
    }
}

} // namespace

ChartData burnChart(const items::SeriesSnapshot& snapshot, const items::BudgetSnapshot& budgets,
                    const items::BudgetCourse& budget)
{
    static constexpr std::array<common::ColorRole, 3> kRoles{
        common::ColorRole::Series5, common::ColorRole::Series2, common::ColorRole::Series1};
    ChartData data = emptyBudgetChart(snapshot, budgets, ValueKind::Number);
    data.leastCeiling = kLeastCeiling;
    for (std::size_t row = 0; row < budget.status.alerts.size(); ++row) {
        const objective::BurnAlert& newest = budget.status.alerts.at(row);
        Line line;
        line.name = chartText(QT_TRANSLATE_NOOP("Charts", "over %1"))
                        .arg(common::spanText(newest.longer.over));
        line.role = kRoles.at(row);
        line.isThin = row > 0; // n is that of the first
        for (const auto& [moment, status] : budget.course) {
            const objective::Burn& burn = status.alerts.at(row).longer;
            if (burn.rate)
                line.points.push_back(pointAtMoment(moment, budgets.step, *burn.rate, burn.count));
        }
        data.lines.push_back(std::move(line));
        data.thresholds.push_back(
            {.value = newest.threshold,
             .role = kRoles.at(row),
             .text = chartText(QT_TRANSLATE_NOOP("Charts", "ticket from %1 over %2"))
                         .arg(QLocale::c().toString(newest.threshold, 'g', 3),
                              common::spanText(newest.longer.over))});
    }
    takeLastMoment(data);
    return data;
}

ChartData spentChart(const items::SeriesSnapshot& snapshot, const items::BudgetSnapshot& budgets,
                     const items::BudgetCourse& budget)
{
    ChartData data = emptyBudgetChart(snapshot, budgets, ValueKind::Percent);
    data.leastCeiling = 100;
    Line line;
    line.name = chartText(QT_TRANSLATE_NOOP("Charts", "spent"));
    for (const auto& [moment, status] : budget.course) {
        if (status.spent)
            line.points.push_back(
                pointAtMoment(moment, budgets.step, *status.spent * 100, status.sum.count));
    }
    data.lines.push_back(std::move(line));
    data.thresholds.push_back({.value = 100,
                               .role = common::ColorRole::Severity2,
                               .text = chartText(QT_TRANSLATE_NOOP("Charts", "nothing left"))});
    takeLastMoment(data);
    return data;
}

} // namespace charts
