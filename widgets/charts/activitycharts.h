// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/charts/chartdata.h"

namespace charts {

// The charts of one service beside its checks. Each says what it would show when nothing is there.

// How the badness of one check is spread: shares of the answers of a bucket, with the median and
// what nine in ten are below (within a bin of 5 % they are taken as evenly spread).
ChartData distributionChart(const items::SeriesSnapshot& snapshot,
                            const items::CheckSeries& series);
// One check on one model and version; `ceiling` is what all of them share.
ChartData versionChart(const items::SeriesSnapshot& snapshot, const items::VersionSeries& version,
                       double ceiling);
double versionCeiling(const items::SeriesSnapshot& snapshot);
// Which models answered, in percent of the answers.
ChartData mixChart(const items::SeriesSnapshot& snapshot);
ChartData loadChart(const items::SeriesSnapshot& snapshot); // calls at a time
ChartData latencyChart(const items::SeriesSnapshot& snapshot);
ChartData tokensChart(const items::SeriesSnapshot& snapshot);
ChartData fillChart(const items::SeriesSnapshot& snapshot); // of the context window, in percent

} // namespace charts
