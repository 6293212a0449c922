// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/replaybench.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

QJsonObject jsonOf(const ReplayTimes& times)
{
    return {{u"median_ms"_s, times.median()},
            {u"least_ms"_s, times.least()},
            {u"most_ms"_s, times.most()},
            {u"n"_s, static_cast<qint64>(times.ms.size())}};
}

QJsonObject jsonOf(const ReplayFigures& figures)
{
    QJsonArray seeks;
    for (const ReplaySeeks& each : figures.seeks)
        seeks << QJsonObject{{u"page"_s, QString::fromStdString(each.page)},
                             {u"known"_s, each.isAsKnownNow ? u"now"_s : u"then"_s},
                             {u"seek"_s, jsonOf(each.ours)},
                             {u"plain"_s, jsonOf(each.plain)}};
    QJsonArray plays;
    for (const ReplayPlay& each : figures.plays)
        plays << QJsonObject{{u"speed"_s, each.speed ? QJsonValue(*each.speed) : QJsonValue()},
                             {u"frames_per_s"_s, each.framesPerSecond},
                             {u"steps_per_s"_s, each.stepsPerSecond},
                             {u"pace"_s, each.pace}};
    return {{u"bench"_s, u"replay"_s},
            {u"spans"_s, static_cast<qint64>(figures.spans)},
            {u"megabytes"_s, figures.megabytes},
            {u"open"_s, jsonOf(figures.open)},
            {u"window_shown"_s, jsonOf(figures.shown)},
            {u"close"_s, jsonOf(figures.close)},
            {u"plain_open"_s, jsonOf(figures.plainOpen)},
            {u"plain_rows"_s, figures.plainRows},
            {u"seeks"_s, seeks},
            {u"plays"_s, plays}};
}

void printTimes(const std::string& what, const ReplayTimes& times)
{
    commands::print(stdout, "%-44s %9.1f %9.1f %9.1f\n", what.c_str(), times.median(),
                    times.least(), times.most());
}

void printText(const ReplayFigures& figures)
{
    commands::print(stdout, "%lld spans, %.0f MB\n", static_cast<long long>(figures.spans),
                    figures.megabytes);
    commands::print(stdout, "%-44s %9s %9s %9s\n", "ms", "median", "least", "most");
    printTimes("open: window painted", figures.shown);
    printTimes("open: all that it shows read and painted", figures.open);
    printTimes("open: plain SQLite, its spans", figures.plainOpen);
    printTimes("close", figures.close);
    for (const ReplaySeeks& each : figures.seeks) {
        printTimes("seek, " + each.page
                       + (each.isAsKnownNow ? ", as known now" : ", as known then"),
                   each.ours);
        printTimes("seek, plain SQLite, its spans", each.plain);
    }
    commands::print(stdout, "a window has %.0f spans on average\n", figures.plainRows);
    for (const ReplayPlay& each : figures.plays) {
        const std::string what = each.speed
            ? "play at " + QString::number(*each.speed).toStdString() + " times"
            : std::string("play as fast as possible");
        commands::print(stdout, "%-28s %6.1f frames/s %6.1f steps/s, %.0f recorded s a second\n",
                        what.c_str(), each.framesPerSecond, each.stepsPerSecond, each.pace);
    }
}

} // namespace

int runReplay(const ReplaySettings& settings, bool isJson)
{
    const auto figures = benchReplay(settings);
    if (!figures)
        return commands::report(figures.error());
    if (isJson)
        commands::printJson(jsonOf(*figures));
    else
        printText(*figures);
    return 0;
}

} // namespace bench
