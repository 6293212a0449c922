// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/budgetsnapshot.h"
#include "models/items/seriessnapshot.h"
#include "models/report/facts.h"
#include "models/report/report.h"

#include <vector>

namespace common {
class Theme;
}

// What the charts of a report show: of the incident's main service, or the fleet where there is
// none, from somewhat before its start to its end.
struct ReportChartFacts
{
    items::SeriesSnapshot series;
    items::BudgetSnapshot budgets;
    telemetry::TimeRange range; // that is in view
};

// Pool thread.
telemetry::Result<ReportChartFacts>
readReportCharts(const store::Reader& reader, const report::ReportFacts& facts,
                 const std::vector<objective::Objective>& objectives);

// By the chart widgets of the window, as vectors: the checks that alarms were raised on, how bad
// answers were, how many there were, and the budgets; in the theme's colours, and in dark ones
// beside. All words in them are scrubbed. GUI thread, with a QApplication that the theme was
// applied to.
std::vector<report::Figure> drawReportCharts(const ReportChartFacts& facts,
                                             const report::Scrub& scrub,
                                             const common::Theme& theme);
