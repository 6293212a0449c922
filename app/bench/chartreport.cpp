// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/chartreport.h"

#include "app/bench/frametimes.h"
#include "app/bench/measured.h"
#include "app/bench/measuredjson.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

// Of each round of both.
Measured roundRatio(const std::vector<double>& ours, const std::vector<double>& anchor)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(ours.size(), anchor.size()); ++i)
        ratios.push_back(ours[i] / anchor[i]);
    return measuredOf(std::move(ratios));
}

QJsonArray roundsJson(const std::vector<double>& rounds)
{
    QJsonArray array;
    for (const double round : rounds)
        array.append(round);
    return array;
}

void printRounds(const std::string& what, const std::vector<double>& rounds)
{
    const Measured measured = measuredOf(rounds);
    print(stdout, "%-38s %8.2f %8s %8.2f\n", what.c_str(), measured.median, "", measured.least);
}

void printChartRatio(const char* what, const Measured& ratio)
{
    print(stdout, "%s, each round: %.4f (%.4f to %.4f), 1/%.1f\n", what, ratio.median, ratio.least,
          ratio.most, 1 / ratio.median);
}

} // namespace

void printText(const bench::ChartFigures& figures)
{
    const auto row = [](const char* what, const bench::FrameTimes& times) {
        print(stdout, "%-38s %8.2f %8.2f %8.2f\n", what, times.median, times.p95, times.least);
    };
    print(stdout, "10 charts x 3 series x 100,000 samples, live, 1920x1080\n");
    print(stdout, "%-38s %8s %8s %8s\n", "ms a frame", "median", "95 %", "least");
    row("ours, wall", figures.wall);
    row("ours, CPU of the process", figures.cpu);
    printRounds("Qt Charts, replace() and repaint, wall", figures.qtCharts.wall);
    printRounds("Qt Charts, replace() and repaint, CPU", figures.qtCharts.cpu);
    if (!figures.uplot.empty())
        printRounds("uPlot in " + figures.browser + ", wall", figures.uplot);
    printChartRatio("ours / Qt Charts, wall", roundRatio(figures.ours.wall, figures.qtCharts.wall));
    printChartRatio("ours / Qt Charts, CPU", roundRatio(figures.ours.cpu, figures.qtCharts.cpu));
    if (!figures.uplot.empty())
        printChartRatio("ours / uPlot, wall", roundRatio(figures.ours.wall, figures.uplot));
    if (!figures.anchorNote.empty())
        print(stdout, "uPlot in headless Chromium: %s\n", figures.anchorNote.c_str());
    print(stdout, "%lld frames of a chart were painted\n", static_cast<long long>(figures.painted));
    print(stdout, "target: %.1f ms a frame (60 a second): %s\n", kFrameTarget,
          figures.wall.median <= kFrameTarget ? "reached" : "missed");
}

void printAsJson(const bench::ChartFigures& figures)
{
    QJsonObject object{
        {u"bench"_s, u"charts"_s},
        {u"wall_ms"_s, toJson(figures.wall)},
        {u"cpu_ms"_s, toJson(figures.cpu)},
        {u"wall_rounds_ms"_s, roundsJson(figures.ours.wall)},
        {u"cpu_rounds_ms"_s, roundsJson(figures.ours.cpu)},
        {u"qtcharts_wall_rounds_ms"_s, roundsJson(figures.qtCharts.wall)},
        {u"qtcharts_cpu_rounds_ms"_s, roundsJson(figures.qtCharts.cpu)},
        {u"qtcharts_wall_ratio"_s,
         measuredJson(roundRatio(figures.ours.wall, figures.qtCharts.wall))},
        {u"qtcharts_cpu_ratio"_s, measuredJson(roundRatio(figures.ours.cpu, figures.qtCharts.cpu))},
        {u"painted"_s, static_cast<qint64>(figures.painted)},
        {u"target_ms"_s, kFrameTarget}};
    if (!figures.uplot.empty()) {
        object[u"uplot_rounds_ms"_s] = roundsJson(figures.uplot);
        object[u"browser"_s] = QString::fromStdString(figures.browser);
        object[u"ratio"_s] = measuredJson(roundRatio(figures.ours.wall, figures.uplot));
    }
    if (!figures.anchorNote.empty())
        object[u"uplot"_s] = QString::fromStdString(figures.anchorNote);
    commands::printJson(object);
}

} // namespace bench
