// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/tracediffbench.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

telemetry::ShareInterval intervalOf(int with, int count)
{
    return telemetry::wilsonInterval(
        {.with = static_cast<double>(with), .count = static_cast<double>(count)});
}

double percentOf(int with, int count)
{
    return count > 0 ? 100.0 * with / count : 0;
}

double medianMilliseconds(std::vector<double> times)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : times[times.size() / 2];
}

void printRow(const TraceDiffCounts& one)
{
    commands::print(stdout, "%-20s %5d", one.scenario.c_str(), one.pairs);
    for (const int right : one.right)
        commands::print(stdout, " %9.1f", percentOf(right, one.pairs));
    commands::print(stdout, " %6d %6d %5d %9.1f\n", one.seen, one.unpaired, one.nullPairs,
                    percentOf(one.calledDiverging, one.nullPairs));
}

void printText(const TraceDiffFigures& figures)
{
    commands::print(stdout, "%-20s %5s", "scenario", "pairs");
    for (std::size_t i = 0; i < kNamers; ++i)
        commands::print(stdout, " %9s", nameOf(static_cast<Namer>(i)));
    commands::print(stdout, " %6s %6s %5s %9s\n", "seen", "alone", "null", "diverging");
    for (const TraceDiffCounts& one : figures.scenarios)
        printRow(one);
    const TraceDiffCounts all = figures.sum();
    printRow(all);
    for (std::size_t i = 0; i < kNamers; ++i) {
        const auto interval = intervalOf(all.right[i], all.pairs);
        commands::print(stdout, "%-9s names the planted step in %5.1f %% (95 %%: %.1f to %.1f)\n",
                        nameOf(static_cast<Namer>(i)), percentOf(all.right[i], all.pairs),
                        100 * interval.low, 100 * interval.high);
    }
    const auto interval = intervalOf(all.calledDiverging, all.nullPairs);
    commands::print(stdout,
                    "two good runs are called diverging in %.1f %% of %d (95 %%: %.1f to %.1f)\n",
                    percentOf(all.calledDiverging, all.nullPairs), all.nullPairs,
                    100 * interval.low, 100 * interval.high);
    commands::print(stdout, "median to pick a good run %.1f ms, to compare %.2f ms\n",
                    medianMilliseconds(figures.pickMilliseconds),
                    medianMilliseconds(figures.compareMilliseconds));
}

QJsonObject asJson(const TraceDiffCounts& one)
{
    QJsonObject right;
    for (std::size_t i = 0; i < kNamers; ++i) {
        const auto interval = intervalOf(one.right[i], one.pairs);
        right.insert(QString::fromLatin1(nameOf(static_cast<Namer>(i))),
                     QJsonObject{{u"right"_s, one.right[i]},
                                 {u"low"_s, interval.low},
                                 {u"high"_s, interval.high}});
    }
    const auto interval = intervalOf(one.calledDiverging, one.nullPairs);
    return {{u"scenario"_s, QString::fromStdString(one.scenario)},
            {u"pairs"_s, one.pairs},
            {u"named"_s, right},
            {u"divergence_seen"_s, one.seen},
            {u"without_good_run"_s, one.unpaired},
            {u"null_pairs"_s, one.nullPairs},
            {u"null_called_diverging"_s, one.calledDiverging},
            {u"null_low"_s, interval.low},
            {u"null_high"_s, interval.high}};
}

void printAsJson(const TraceDiffFigures& figures)
{
    QJsonArray scenarios;
    for (const TraceDiffCounts& one : figures.scenarios)
        scenarios.append(asJson(one));
    commands::printJson({{u"all"_s, asJson(figures.sum())},
                         {u"scenarios"_s, scenarios},
                         {u"pick_ms"_s, medianMilliseconds(figures.pickMilliseconds)},
                         {u"compare_ms"_s, medianMilliseconds(figures.compareMilliseconds)}});
}

} // namespace

const char* nameOf(Namer namer)
{
    switch (namer) {
    case Namer::Comparison:
        return "ours";
    case Namer::OtherOutput:
        return "output";
    case Namer::OtherParameter:
        return "parameter";
    case Namer::WorstJudged:
        return "judged";
    case Namer::LastGeneration:
        return "last";
    }
    return "";
}

int runTraceDiff(const TraceDiffSettings& settings, bool isJson)
{
    const auto figures = benchTraceDiff(settings);
    if (!figures)
        return commands::report(figures.error());
    isJson ? printAsJson(*figures) : printText(*figures);
    return 0;
}

} // namespace bench
