// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/causesbench.h"
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

void printTable(const CausesFigures& figures)
{
    commands::print(stdout, "%-26s", "true cause \\ said first");
    for (const causes::Cause cause : causes::kCauses)
        commands::print(stdout, " %6.6s", causes::causeName(cause));
    commands::print(stdout, "\n");
    for (const causes::Cause truth : causes::kCauses) {
        commands::print(stdout, "%-26s", causes::causeName(truth));
        for (const causes::Cause said : causes::kCauses)
            commands::print(
                stdout, " %6d",
                figures.confusion[static_cast<std::size_t>(truth)][static_cast<std::size_t>(said)]);
        commands::print(stdout, "\n");
    }
}

void printText(const CausesFigures& figures)
{
    printTable(figures);
    std::vector<double> milliseconds;
    int alarms = 0;
    for (const CausesRun& run : figures.runs) {
        milliseconds.push_back(run.milliseconds);
        alarms += run.hasAlarm ? 1 : 0;
    }
    std::ranges::sort(milliseconds);
    for (const bool isMixed : {false, true})
        commands::print(stdout, "%-18s first %5.1f %%, among the first two %5.1f %%\n",
                        isMixed ? "with a red herring" : "plain",
                        100 * figures.shareWithin(1, isMixed),
                        100 * figures.shareWithin(2, isMixed));
    commands::print(stdout, "%zu drills, %d of them with an alarm on wrong answers\n",
                    figures.runs.size(), alarms);
    if (!milliseconds.empty())
        commands::print(stdout, "time to say so: median %.0f ms, longest %.0f ms\n",
                        milliseconds[milliseconds.size() / 2], milliseconds.back());
}

void printAsJson(const CausesFigures& figures)
{
    QJsonArray runs;
    for (const CausesRun& run : figures.runs)
        runs.append(QJsonObject{{u"scenario"_s, QString::fromStdString(run.scenario)},
                                {u"seed"_s, static_cast<qint64>(run.seed)},
                                {u"red_herring"_s,
                                 run.isMixed ? QJsonValue(QString::fromStdString(run.redHerring))
                                             : QJsonValue(QJsonValue::Null)},
                                {u"class"_s, QString::fromLatin1(causes::causeName(run.truth))},
                                {u"first"_s, QString::fromLatin1(causes::causeName(run.first))},
                                {u"place"_s, run.place},
                                {u"lead"_s, run.lead},
                                {u"has_alarm"_s, run.hasAlarm},
                                {u"service"_s, QString::fromStdString(run.service)},
                                {u"ms"_s, run.milliseconds}});
    commands::printJson({{u"runs"_s, runs},
                         {u"first_plain"_s, figures.shareWithin(1, false)},
                         {u"first_two_plain"_s, figures.shareWithin(2, false)},
                         {u"first_mixed"_s, figures.shareWithin(1, true)},
                         {u"first_two_mixed"_s, figures.shareWithin(2, true)}});
}

} // namespace

int runCauses(const CausesBenchSettings& settings, bool isJson)
{
    const auto figures = benchCauses(settings);
    if (!figures)
        return commands::report(figures.error());
    isJson ? printAsJson(*figures) : printText(*figures);
    return 0;
}

} // namespace bench
