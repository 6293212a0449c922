// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/judgesnapshot.h"
#include "widgets/charts/chartdata.h"

namespace charts {

// How the judges of a service do over time, one line a judge, of the first so many: colours that
// can be told apart. The series snapshot lends its marks: alarms, changes, levers, gaps.
inline constexpr std::size_t kMostJudgeLines = 8;

// Whether there is more than nothing to draw.
bool hasDelays(const items::JudgeSnapshot& judges);
bool hasOwnCalls(const items::JudgeSnapshot& judges);
bool hasAgreement(const items::JudgeSnapshot& judges, store::Agreement store::JudgePoint::*whom);

// Results that the judge failed to give, of all that were told of.
ChartData judgeFailureChart(const items::SeriesSnapshot& snapshot,
                            const items::JudgeSnapshot& judges);
// From the end of an answer to what was said of it.
ChartData judgeDelayChart(const items::SeriesSnapshot& snapshot,
                          const items::JudgeSnapshot& judges);
// Of the answers begun in a bucket, those with a result by now. Not drawn for the newest stretch,
// in which results are still on their way.
ChartData judgedShareChart(const items::SeriesSnapshot& snapshot,
                           const items::JudgeSnapshot& judges);
// How often both say the same, of the answers that both judged.
ChartData agreementChart(const items::SeriesSnapshot& snapshot, const items::JudgeSnapshot& judges,
                         store::Agreement store::JudgePoint::*whom);
// Of the judge's own calls those of which what they were given was cut off, where it shows.
ChartData ownInputChart(const items::SeriesSnapshot& snapshot, const items::JudgeSnapshot& judges);

// "relevance · judge-mini", or only the half in which the judges differ; safe to show.
QString judgeName(const items::JudgeSnapshot& judges, const store::JudgeRow& judge);

} // namespace charts
