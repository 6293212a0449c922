// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/chartreport.h"

#include "app/bench/frametimes.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

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
    if (figures.anchor) {
        row(("uPlot in " + figures.browser + ", wall").c_str(), *figures.anchor);
        print(stdout, "ours / uPlot, medians: %.3f (1/%.1f)\n",
              figures.wall.median / figures.anchor->median,
              figures.anchor->median / figures.wall.median);
    } else {
        print(stdout, "uPlot in headless Chromium: %s\n", figures.anchorNote.c_str());
    }
    print(stdout, "%lld frames of a chart were painted\n", static_cast<long long>(figures.painted));
    print(stdout, "target: %.1f ms a frame (60 a second): %s\n", kFrameTarget,
          figures.wall.median <= kFrameTarget ? "reached" : "missed");
}

void printAsJson(const bench::ChartFigures& figures)
{
    QJsonObject object{{u"bench"_s, u"charts"_s},
                       {u"wall_ms"_s, toJson(figures.wall)},
                       {u"cpu_ms"_s, toJson(figures.cpu)},
                       {u"painted"_s, static_cast<qint64>(figures.painted)},
                       {u"target_ms"_s, kFrameTarget}};
    if (figures.anchor) {
        object[u"uplot_wall_ms"_s] = toJson(*figures.anchor);
        object[u"browser"_s] = QString::fromStdString(figures.browser);
        object[u"ratio"_s] = figures.wall.median / figures.anchor->median;
    } else {
        object[u"uplot"_s] = QString::fromStdString(figures.anchorNote);
    }
    commands::printJson(object);
}

} // namespace bench
