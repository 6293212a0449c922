// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/seriessnapshot.h"
#include "widgets/charts/chartdata.h"

#include <QString>

#include <string>
#include <vector>

namespace dashboard {

struct PlannedChart
{
    std::string key; // the same chart has the same key in every snapshot
    QString title; // safe to show
    charts::ChartData data;
};

// Charts that answer one question. An empty title: they stand without a head.
struct ChartSection
{
    std::string key;
    QString title;
    bool isSmall = false; // more of them beside each other, to be compared
    std::vector<PlannedChart> charts;
};

// Which charts a snapshot is worth, in the order in which they are shown: that does not depend on
// values. What the telemetry does not tell has none.
std::vector<ChartSection> chartPlan(const items::SeriesSnapshot& snapshot);

// What is not there, in one line: "Not in its telemetry: tokens, ..."; empty when nothing is
// missing or nobody can tell yet.
QString missingText(const items::SeriesSnapshot& snapshot);

} // namespace dashboard
