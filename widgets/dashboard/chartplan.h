// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/budgetsnapshot.h"
#include "models/items/judgesnapshot.h"
#include "models/items/seriessnapshot.h"
#include "widgets/charts/chartdata.h"
#include "widgets/dashboard/facttile.h"

#include <QString>

#include <string>
#include <vector>

namespace dashboard {

struct PlannedChart
{
    std::string key; // the same chart has the same key in every snapshot
    QString title; // safe to show
    charts::ChartData data;
    items::Narrowing answers = {}; // those behind it, of the service
};

// Charts that answer one question. An empty title: they stand without a head.
struct ChartSection
{
    std::string key;
    QString title;
    bool isSmall = false; // more of them beside each other, to be compared
    std::vector<FactTileContent> tiles = {}; // above its charts
    std::vector<PlannedChart> charts;
};

// What the page of a service shows besides its series.
struct ServiceExtras
{
    items::JudgeSnapshot judges; // of the same service, or none
    items::BudgetSnapshot budgets; // likewise
    QString noBudget; // how to make an objective, where the service has none; empty: not known yet
};

// Which charts a snapshot is worth, in the order in which they are shown: of checks see
// checkOrder(), of all else it does not depend on values. What the telemetry does not tell has
// none.
std::vector<ChartSection> chartPlan(const items::SeriesSnapshot& snapshot,
                                    const ServiceExtras& extras = {});

// What is not there, in one line: "No observation in view of: ... Not in its telemetry: ..."; empty
// when nothing is missing or nobody can tell yet.
QString missingText(const items::SeriesSnapshot& snapshot, const ServiceExtras& extras = {});

} // namespace dashboard
