// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/detectreport.h"

#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

const char* verdict(const DetectTarget& target, double bound)
{
    return target.reaches(bound) ? "met" : "not met";
}

QString textOf(const DetectTarget& target)
{
    return target.figure ? QString::number(*target.figure, 'g', 4) : u"never"_s;
}

void printTargets(const std::vector<DetectTarget>& targets, const std::string& contestant)
{
    print(stdout, "%-54s %10s %9s   %-20s %s\n", ("target, " + contestant).c_str(), "figure",
          "told all", "must", "moonshot");
    for (const DetectTarget& target : targets) {
        if (!target.isMeasured)
            continue;
        const char* sign = target.isMost ? "<=" : ">=";
        std::array<char, 64> must{};
        std::snprintf(must.data(), must.size(), "%s %g %s", sign, target.must,
                      verdict(target, target.must));
        const QString toldAll =
            target.toldAll ? QString::number(*target.toldAll, 'g', 4) : QString();
        print(stdout, "%-54s %10s %9s   %-20s %s %g %s\n", target.what.c_str(),
              textOf(target).toUtf8().constData(), qUtf8Printable(toldAll), must.data(), sign,
              target.moonshot, verdict(target, target.moonshot));
    }
}

std::string cellOf(const Tally& tally)
{
    std::array<char, 64> text{};
    if (tally.isNull) {
        std::snprintf(text.data(), text.size(), "%.2f", tally.falsePerTenThousand());
        return text.data();
    }
    const auto number = [](std::optional<double> delay) {
        return delay ? QString::number(*delay, 'f', 0).toStdString() : std::string("-");
    };
    std::snprintf(text.data(), text.size(), "%s/%s %.0f%% %.2f", number(tally.delay(0.5)).c_str(),
                  number(tally.delay(0.9)).c_str(), 100 * tally.foundShare(),
                  tally.falsePerTenThousand());
    return text.data();
}

void printTallies(const std::vector<Tally>& tallies)
{
    print(stdout, "%-20s", "");
    for (const std::string& name : contestants())
        print(stdout, " %20s", name.c_str());
    print(stdout, "\n");
    std::vector<std::string> scenarios;
    for (const Tally& tally : tallies) {
        if (std::ranges::find(scenarios, tally.scenario) == scenarios.end())
            scenarios.push_back(tally.scenario);
    }
    for (const std::string& scenario : scenarios) {
        print(stdout, "%-20s", scenario.c_str());
        for (const std::string& name : contestants()) {
            const auto found = std::ranges::find_if(tallies, [&](const Tally& tally) {
                return tally.scenario == scenario && tally.detector == name;
            });
            print(stdout, " %20s", found == tallies.end() ? "" : cellOf(*found).c_str());
        }
        print(stdout, "\n");
    }
}

void printDetails(const std::vector<Tally>& tallies)
{
    for (const Tally& tally : tallies) {
        if ((tally.detector != contestants().front() && tally.detector != kConsole)
            || tally.delays.empty())
            continue;
        const auto found = static_cast<double>(tally.delays.size());
        print(stdout,
              "%-10s %-20s of those found: driver and segment right %3.0f %%, interval of the "
              "onset holds it %3.0f %%\n",
              tally.detector.c_str(), tally.scenario.c_str(), 100 * tally.driverRight / found,
              100 * tally.onsetHeld / found);
    }
}

QJsonObject toJson(const Tally& tally)
{
    const auto number = [](std::optional<double> value) {
        return value ? QJsonValue(*value) : QJsonValue();
    };
    return {{u"detector"_s, QString::fromStdString(tally.detector)},
            {u"scenario"_s, QString::fromStdString(tally.scenario)},
            {u"streams"_s, tally.streams},
            {u"null_observations"_s, static_cast<qint64>(tally.nullObservations)},
            {u"false_alarms"_s, static_cast<qint64>(tally.falseAlarms)},
            {u"false_alarms_per_10k"_s, tally.falsePerTenThousand()},
            {u"found"_s, static_cast<qint64>(tally.delays.size())},
            {u"delay_median"_s, number(tally.delay(0.5))},
            {u"delay_p90"_s, number(tally.delay(0.9))},
            {u"driver_right"_s, tally.driverRight},
            {u"onset_held"_s, tally.onsetHeld}};
}

QJsonArray toJson(const std::vector<Tally>& tallies)
{
    QJsonArray rows;
    for (const Tally& tally : tallies)
        rows.append(toJson(tally));
    return rows;
}

QJsonArray toJson(const std::vector<DetectTarget>& targets)
{
    QJsonArray rows;
    for (const DetectTarget& target : targets) {
        if (!target.isMeasured)
            continue;
        rows.append(QJsonObject{
            {u"target"_s, QString::fromStdString(target.what)},
            {u"figure"_s, target.figure ? QJsonValue(*target.figure) : QJsonValue()},
            {u"told_all"_s, target.toldAll ? QJsonValue(*target.toldAll) : QJsonValue()},
            {u"must"_s, target.must},
            {u"must_met"_s, target.reaches(target.must)},
            {u"moonshot"_s, target.moonshot},
            {u"moonshot_met"_s, target.reaches(target.moonshot)}});
    }
    return rows;
}

} // namespace

void printText(const DetectFigures& figures, bool hasData)
{
    const char* legend = "null: false alarms in 10,000 observations; else median/p90 of the delay, "
                         "share found, false alarms in 10,000 before\n";
    if (hasData) {
        print(stdout, "Labelled streams\n%s", legend);
        printTallies(figures.data);
        print(stdout, "\n");
        for (const std::string& contestant : {contestants().front(), std::string(kConsole)})
            printTargets(detectTargets(figures.data, contestant), contestant);
    } else {
        print(stdout, "Labelled streams: left out, no --data\n");
    }
    print(stdout, "\nGenerated, %d streams a scenario (a tenth for glr, ks, ADWIN, KSWIN)\n%s",
          figures.streams, legend);
    printTallies(figures.generated);
    print(stdout, "\n");
    printDetails(figures.generated);
    print(stdout, "\n");
    auto targets = detectTargets(figures.generated);
    targets.push_back(throughputTarget(figures));
    printTargets(targets, contestants().front());
    print(stdout, "\n");
    printTargets(detectTargets(figures.generated, kConsole), kConsole);
    print(stdout, "\n%-48s %12s %12s %8s\n", "run length to a false alarm", "promised", "measured",
          "alarms");
    for (const RunLength& one : figures.runLengths)
        print(stdout, "%-48s %12.0f %s%11.0f %8lld\n", one.what.c_str(), one.promised,
              one.alarms > 0 ? " " : ">", one.measured(), static_cast<long long>(one.alarms));
    print(stdout, "\n%-32s %20s\n", "throughput", "updates/s and core");
    for (const Throughput& one : figures.throughput)
        print(stdout, "%-20s %-11s %20.0f\n", one.detector.c_str(), one.series.c_str(),
              one.updatesPerSecond);
}

void printAsJson(const DetectFigures& figures, bool hasData)
{
    QJsonArray runLengths;
    for (const RunLength& one : figures.runLengths)
        runLengths.append(QJsonObject{{u"what"_s, QString::fromStdString(one.what)},
                                      {u"promised"_s, one.promised},
                                      {u"measured"_s, one.measured()},
                                      {u"observations"_s, static_cast<qint64>(one.observations)},
                                      {u"alarms"_s, static_cast<qint64>(one.alarms)}});
    QJsonArray throughput;
    for (const Throughput& one : figures.throughput)
        throughput.append(QJsonObject{{u"detector"_s, QString::fromStdString(one.detector)},
                                      {u"series"_s, QString::fromStdString(one.series)},
                                      {u"updates_per_s"_s, one.updatesPerSecond}});
    auto targets = detectTargets(figures.generated);
    targets.push_back(throughputTarget(figures));
    QJsonObject object{{u"bench"_s, u"detect"_s},
                       {u"streams_per_scenario"_s, figures.streams},
                       {u"generated"_s, toJson(figures.generated)},
                       {u"targets"_s, toJson(targets)},
                       {u"console_targets"_s, toJson(detectTargets(figures.generated, kConsole))},
                       {u"run_lengths"_s, runLengths},
                       {u"throughput"_s, throughput},
                       {u"data"_s, QJsonValue()},
                       {u"data_targets"_s, QJsonValue()},
                       {u"console_data_targets"_s, QJsonValue()}};
    if (hasData) {
        object[u"data"_s] = toJson(figures.data);
        object[u"data_targets"_s] = toJson(detectTargets(figures.data));
        object[u"console_data_targets"_s] = toJson(detectTargets(figures.data, kConsole));
    }
    commands::printJson(object);
}

} // namespace bench
