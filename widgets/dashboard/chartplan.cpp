// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/chartplan.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/charts/activitycharts.h"
#include "widgets/charts/budgetcharts.h"
#include "widgets/charts/judgecharts.h"
#include "widgets/common/plaintext.h"
#include "widgets/dashboard/budgettiles.h"
#include "widgets/dashboard/checkorder.h"
#include "widgets/dashboard/judgetiles.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr std::int64_t kTitleLength = 60;

struct ChartWords
{
    Q_DECLARE_TR_FUNCTIONS(ChartPlan)
};

// The titles of the checks of a snapshot: none is that of another one.
std::map<std::string, QString> titlesOf(const items::SeriesSnapshot& snapshot)
{
    std::vector<std::string> checks;
    for (const auto& series : snapshot.checks) {
        if (std::ranges::find(checks, series.check) == checks.end())
            checks.push_back(series.check);
    }
    const std::vector<QString> titles = items::checkTitles(checks);
    std::map<std::string, QString> safe;
    for (std::size_t i = 0; i < checks.size(); ++i)
        safe[checks[i]] = common::safeLine(titles[i].toStdString(), kTitleLength);
    return safe;
}

std::vector<const items::CheckSeries*> inOrder(const items::SeriesSnapshot& snapshot)
{
    std::vector<const items::CheckSeries*> ordered;
    for (const std::string& check : checkOrder(snapshot).shown)
        ordered.push_back(&*std::ranges::find(snapshot.checks, check, &items::CheckSeries::check));
    return ordered;
}

// Of what nothing was seen there is a line, not a chart.
QString unobservedText(const items::SeriesSnapshot& snapshot)
{
    const auto titles = titlesOf(snapshot);
    QStringList names;
    for (const std::string& check : checkOrder(snapshot).unobserved)
        names << titles.at(check);
    return names.isEmpty()
        ? QString()
        : ChartWords::tr("No observation in view of: %1.").arg(names.join(u", "_s));
}

std::vector<ChartSection> fleetPlan(const items::SeriesSnapshot& snapshot)
{
    ChartSection section{.key = "fleet", .title = {}, .charts = {}};
    const auto titles = titlesOf(snapshot);
    // The fleet's chart of a check holds all services.
    for (const std::string& check : checkOrder(snapshot).shown)
        section.charts.push_back({.key = "fleet/" + check,
                                  .title = ChartWords::tr("%1: failed share").arg(titles.at(check)),
                                  .data = charts::fleetChart(snapshot, check)});
    section.charts.push_back({.key = "fleet-volume",
                              .title = ChartWords::tr("Answers by service"),
                              .data = charts::volumeChart(snapshot)});
    return {std::move(section)};
}

ChartSection checksOf(const items::SeriesSnapshot& snapshot,
                      const std::map<std::string, QString>& titles)
{
    ChartSection section{
        .key = "checks", .title = ChartWords::tr("Answers that failed"), .charts = {}};
    for (const items::CheckSeries* series : inOrder(snapshot))
        section.charts.push_back({.key = "service/" + series->check,
                                  .title = titles.at(series->check),
                                  .data = charts::checkChart(snapshot, *series)});
    return section;
}

// Another engine's levels have no distribution.
ChartSection spreadOf(const items::SeriesSnapshot& snapshot,
                      const std::map<std::string, QString>& titles)
{
    ChartSection section{
        .key = "spread", .title = ChartWords::tr("How bad they are, over time"), .charts = {}};
    for (const items::CheckSeries* series : inOrder(snapshot)) {
        auto chart = charts::distributionChart(snapshot, *series);
        if (!chart.heat.empty())
            section.charts.push_back(
                {.key = "spread/" + series->check,
                 .title = ChartWords::tr("%1: badness").arg(titles.at(series->check)),
                 .data = std::move(chart)});
    }
    return section;
}

ChartSection versionsOf(const items::SeriesSnapshot& snapshot,
                        const std::map<std::string, QString>& titles)
{
    ChartSection section{.key = "versions", .title = {}, .isSmall = true, .charts = {}};
    if (snapshot.versions.empty())
        return section;
    section.title = ChartWords::tr("%1 by version").arg(titles.at(snapshot.versionCheck));
    const double ceiling = charts::versionCeiling(snapshot);
    for (const auto& version : snapshot.versions)
        section.charts.push_back({.key = "version/" + version.name,
                                  .title = common::safeLine(version.name, kTitleLength),
                                  .data = charts::versionChart(snapshot, version, ceiling),
                                  .answers = version.answers});
    return section;
}

ChartSection trafficOf(const items::SeriesSnapshot& snapshot)
{
    ChartSection section{.key = "traffic", .title = ChartWords::tr("Traffic"), .charts = {}};
    section.charts.push_back({.key = "service-volume",
                              .title = ChartWords::tr("Answers by model"),
                              .data = charts::volumeChart(snapshot)});
    if (snapshot.volumes.size() > 1)
        section.charts.push_back({.key = "mix",
                                  .title = ChartWords::tr("Share of each model"),
                                  .data = charts::mixChart(snapshot)});
    if (snapshot.activity.hasLatency)
        section.charts.push_back(
            {.key = "load", .title = ChartWords::tr("Load"), .data = charts::loadChart(snapshot)});
    return section;
}

ChartSection sizesOf(const items::SeriesSnapshot& snapshot)
{
    ChartSection section{.key = "sizes", .title = ChartWords::tr("Speed and size"), .charts = {}};
    if (snapshot.activity.hasLatency)
        section.charts.push_back({.key = "latency",
                                  .title = ChartWords::tr("Time an answer takes"),
                                  .data = charts::latencyChart(snapshot)});
    if (snapshot.activity.hasTokens)
        section.charts.push_back({.key = "tokens",
                                  .title = ChartWords::tr("Tokens an answer"),
                                  .data = charts::tokensChart(snapshot)});
    if (snapshot.activity.hasWindow)
        section.charts.push_back({.key = "fill",
                                  .title = ChartWords::tr("Context window in use"),
                                  .data = charts::fillChart(snapshot)});
    return section;
}

// Charts of what no judge tells are left out: its tile says that.
ChartSection judgesOf(const items::SeriesSnapshot& snapshot, const items::JudgeSnapshot& judges)
{
    ChartSection section{
        .key = "judges", .title = ChartWords::tr("Judges"), .isSmall = true, .charts = {}};
    if (judges.service != snapshot.service || judges.judges.empty())
        return section;
    section.tiles = judgeTiles(judges);
    if (judges.judges.size() > charts::kMostJudgeLines)
        section.title = ChartWords::tr("Judges (in the charts the first %1 of %2)")
                            .arg(charts::kMostJudgeLines)
                            .arg(judges.judges.size());
    section.charts.push_back({.key = "judge-failures",
                              .title = ChartWords::tr("No result from the judge"),
                              .data = charts::judgeFailureChart(snapshot, judges)});
    if (charts::hasDelays(judges))
        section.charts.push_back({.key = "judge-delay",
                                  .title = ChartWords::tr("Time until the result"),
                                  .data = charts::judgeDelayChart(snapshot, judges)});
    section.charts.push_back({.key = "judged",
                              .title = ChartWords::tr("Answers judged"),
                              .data = charts::judgedShareChart(snapshot, judges)});
    if (charts::hasAgreement(judges, &store::JudgePoint::withValidators))
        section.charts.push_back(
            {.key = "judge-validators",
             .title = ChartWords::tr("Agreement with our checks"),
             .data = charts::agreementChart(snapshot, judges, &store::JudgePoint::withValidators)});
    if (charts::hasAgreement(judges, &store::JudgePoint::withPeople))
        section.charts.push_back(
            {.key = "judge-people",
             .title = ChartWords::tr("Agreement with people's verdicts"),
             .data = charts::agreementChart(snapshot, judges, &store::JudgePoint::withPeople)});
    if (charts::hasAgreement(judges, &store::JudgePoint::withGolden))
        section.charts.push_back(
            {.key = "judge-golden",
             .title = ChartWords::tr("Agreement with the golden set"),
             .data = charts::agreementChart(snapshot, judges, &store::JudgePoint::withGolden)});
    if (charts::hasOwnCalls(judges))
        section.charts.push_back({.key = "judge-input",
                                  .title = ChartWords::tr("The judge's own input cut off"),
                                  .data = charts::ownInputChart(snapshot, judges)});
    return section;
}

ChartSection budgetsOf(const items::SeriesSnapshot& snapshot, const ServiceExtras& extras)
{
    ChartSection section{.key = "budgets", .title = ChartWords::tr("Objectives"), .charts = {}};
    const items::BudgetSnapshot& budgets = extras.budgets;
    if (budgets.service != snapshot.service)
        return section;
    const bool isOne = budgets.budgets.size() == 1;
    for (const items::BudgetCourse& budget : budgets.budgets) {
        const QString name = common::safeLine(budget.objective.name, kTitleLength);
        const auto title = [&](const QString& what) {
            return isOne ? what : u"%1: %2"_s.arg(name, what);
        };
        section.tiles.push_back(budgetTile(budget));
        section.charts.push_back({.key = "burn/" + budget.objective.name,
                                  .title = title(ChartWords::tr("Burn rate")),
                                  .data = charts::burnChart(snapshot, budgets, budget)});
        section.charts.push_back({.key = "spent/" + budget.objective.name,
                                  .title = title(ChartWords::tr("Budget spent")),
                                  .data = charts::spentChart(snapshot, budgets, budget)});
    }
    return section;
}

// At the end of the page: it claims nothing.
ChartSection noBudgetsOf(const ServiceExtras& extras)
{
    ChartSection section{.key = "no-budgets", .title = ChartWords::tr("Objectives"), .charts = {}};
    if (!extras.noBudget.isEmpty())
        section.tiles.push_back(noBudgetTile(extras.noBudget));
    return section;
}

} // namespace

std::vector<ChartSection> chartPlan(const items::SeriesSnapshot& snapshot,
                                    const ServiceExtras& extras)
{
    if (snapshot.service.empty())
        return fleetPlan(snapshot);
    const auto titles = titlesOf(snapshot);
    std::vector<ChartSection> plan;
    for (ChartSection section :
         {checksOf(snapshot, titles), budgetsOf(snapshot, extras), versionsOf(snapshot, titles),
          spreadOf(snapshot, titles), judgesOf(snapshot, extras.judges), trafficOf(snapshot),
          sizesOf(snapshot), noBudgetsOf(extras)}) {
        if (!section.charts.empty() || !section.tiles.empty())
            plan.push_back(std::move(section));
    }
    return plan;
}

QString missingText(const items::SeriesSnapshot& snapshot, const ServiceExtras& extras)
{
    const items::Activity& activity = snapshot.activity;
    if (snapshot.service.empty())
        return unobservedText(snapshot);
    QStringList missing;
    if (snapshot.checks.empty())
        missing << ChartWords::tr("results of a check");
    if (activity.answers > 0 && extras.judges.service == snapshot.service
        && extras.judges.judges.empty())
        missing << ChartWords::tr("results of a judge");
    if (activity.answers > 0 && !activity.hasLatency)
        missing << ChartWords::tr("how long answers take");
    if (activity.answers > 0 && !activity.hasTokens)
        missing << ChartWords::tr("tokens");
    if (activity.answers > 0 && !activity.hasWindow)
        missing << ChartWords::tr("the size of the context window");
    QString text;
    if (!missing.isEmpty())
        text = ChartWords::tr("Not in the telemetry of this service in view: %1.")
                   .arg(missing.join(u", "_s));
    text = (unobservedText(snapshot) + u' ' + text).trimmed();
    if (activity.isPartial)
        text = (text + u' ' + ChartWords::tr("Older answers are still being read.")).trimmed();
    return text;
}

} // namespace dashboard
