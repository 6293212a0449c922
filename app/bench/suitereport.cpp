// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suitereport.h"

#include "app/bench/measuredjson.h"
#include "app/bench/suite/benchpage.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

std::string numbersOf(const std::optional<Measured>& measured)
{
    if (!measured)
        return "-";
    std::string text = figureText(measured->median).toStdString();
    if (measured->least != measured->most)
        text += " (" + figureText(measured->least).toStdString() + " to "
            + figureText(measured->most).toStdString() + ")";
    return text;
}

std::string aimText(const BenchFigure& figure)
{
    if (!figure.aim)
        return {};
    const auto met = isMet(figure);
    return std::string(figure.isMoreBetter ? ">= " : "<= ")
        + figureText(figure.aim->bound).toStdString()
        + (!met       ? ": not told"
               : *met ? ": met"
                      : ": missed");
}

// Where the two are kept apart, it is the ratio.
void printOne(const BenchFigure& figure)
{
    print(stdout, "  %-56s ", figure.name.c_str());
    if (!figure.figure) {
        print(stdout, "%s\n", figure.note.c_str());
        return;
    }
    print(stdout, "%s %s", numbersOf(figure.figure).c_str(), figure.unit.c_str());
    if (figure.anchorFigure)
        print(stdout, "; %s: %s; ratio %s", figure.anchor.c_str(),
              numbersOf(figure.anchorFigure).c_str(), numbersOf(figure.ratio).c_str());
    if (const std::string aim = aimText(figure); !aim.empty())
        print(stdout, "; aim %s", aim.c_str());
    if (!figure.note.empty())
        print(stdout, "; %s", figure.note.c_str());
    print(stdout, "\n");
}

} // namespace

void printFigures(const BenchDocument& document)
{
    print(stdout,
          "%s%s\nmedian (least to most) of the rounds; anchors were measured in the same "
          "run\n",
          document.machine.toUtf8().constData(), document.isQuick ? "; a quick run" : "");
    std::string bench;
    int told = 0;
    int met = 0;
    int aims = 0;
    for (const BenchFigure& figure : document.figures) {
        if (figure.bench != bench)
            print(stdout, "%s\n", figure.bench.c_str());
        bench = figure.bench;
        printOne(figure);
        const auto reached = isMet(figure);
        aims += figure.aim ? 1 : 0;
        told += reached ? 1 : 0;
        met += reached.value_or(false) ? 1 : 0;
    }
    print(stdout, "%d aims: %d met, %d missed, %d not told\n", aims, met, told - met, aims - told);
}

void printChanges(const std::vector<BenchChange>& changes)
{
    for (const BenchChange& change : changes) {
        const std::string what = change.bench + ": " + change.name;
        if (change.kind == BenchChange::Kind::Untold || change.kind == BenchChange::Kind::Failed) {
            print(stdout, "%-14s %s: %s\n", toString(change.kind), what.c_str(),
                  change.why.c_str());
            continue;
        }
        print(stdout, "%-14s %s, %s: %s before, %s now\n", toString(change.kind), what.c_str(),
              change.isOfRatio ? "ratio" : "figure", numbersOf(change.before).c_str(),
              numbersOf(change.after).c_str());
    }
    const auto count = [&changes](BenchChange::Kind kind) {
        return static_cast<int>(std::ranges::count(changes, kind, &BenchChange::kind));
    };
    print(stdout, "%d worse, %d failed, %d better, %d the same, %d cannot be told\n",
          count(BenchChange::Kind::Worse), count(BenchChange::Kind::Failed),
          count(BenchChange::Kind::Better), count(BenchChange::Kind::Same),
          count(BenchChange::Kind::Untold));
}

void printChangesJson(const std::vector<BenchChange>& changes)
{
    QJsonArray rows;
    for (const BenchChange& change : changes) {
        QJsonObject row{{u"bench"_s, QString::fromStdString(change.bench)},
                        {u"name"_s, QString::fromStdString(change.name)},
                        {u"change"_s, QString::fromLatin1(toString(change.kind))}};
        if (change.why.empty()) {
            row[u"of"_s] = change.isOfRatio ? u"ratio"_s : u"figure"_s;
            row[u"before"_s] = measuredJson(change.before);
            row[u"now"_s] = measuredJson(change.after);
        } else {
            row[u"why"_s] = QString::fromStdString(change.why);
        }
        rows.append(row);
    }
    commands::printJson(
        {{u"bench"_s, u"compare"_s}, {u"worse"_s, hasWorsened(changes)}, {u"changes"_s, rows}});
}

} // namespace bench
