// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/replaybench.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>
#include <string>

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

QJsonObject jsonOf(const std::string& name, const ReplayFigures& figures)
{
    const QString bench = QString::fromStdString(name);
    if (!figures.skipped.empty())
        return {{u"bench"_s, bench}, {u"skipped"_s, QString::fromStdString(figures.skipped)}};
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
    QJsonObject object{{u"bench"_s, bench},
                       {u"spans"_s, static_cast<qint64>(figures.spans)},
                       {u"megabytes"_s, figures.megabytes},
                       {u"open"_s, jsonOf(figures.open)},
                       {u"window_shown"_s, jsonOf(figures.shown)},
                       {u"close"_s, jsonOf(figures.close)},
                       {u"plain_open"_s, jsonOf(figures.plainOpen)},
                       {u"plain_rows"_s, figures.plainRows},
                       {u"seeks"_s, seeks},
                       {u"plays"_s, plays}};
    if (const auto& writing = figures.writing) {
        QJsonObject written{{u"spans_per_s"_s, writing->spansPerSecond}};
        if (writing->peakMegabytes > 0)
            written[u"peak_mb"_s] = writing->peakMegabytes;
        object[u"written"_s] = written;
    }
    return object;
}

void printTimes(const std::string& what, const ReplayTimes& times)
{
    commands::print(stdout, "%-44s %9.1f %9.1f %9.1f\n", what.c_str(), times.median(),
                    times.least(), times.most());
}

void printText(const ReplayFigures& figures)
{
    if (!figures.skipped.empty()) {
        commands::print(stdout, "skipped: %s\n", figures.skipped.c_str());
        return;
    }
    commands::print(stdout, "%lld spans, %.0f MB\n", static_cast<long long>(figures.spans),
                    figures.megabytes);
    if (figures.writing)
        commands::print(stdout, "recorded at %.0f spans a second\n",
                        figures.writing->spansPerSecond);
    if (figures.writing && figures.writing->peakMegabytes > 0)
        commands::print(stdout, "at most %.0f MB resident meanwhile\n",
                        figures.writing->peakMegabytes);
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
    commands::installSignalHandlers();
    const auto figures = benchReplay(settings);
    if (!figures)
        return commands::report(figures.error());
    if (isJson)
        commands::printJson(jsonOf(settings.name, *figures));
    else
        printText(*figures);
    return 0;
}

} // namespace bench
