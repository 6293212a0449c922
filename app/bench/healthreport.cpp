// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/healthreport.h"

#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>
#include <cstddef>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

// Of sorted values: the smallest that `share` of them do not exceed.
double quantile(const std::vector<double>& sorted, double share)
{
    if (sorted.empty())
        return 0;
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[rank == 0 ? 0 : rank - 1];
}

double kilobytesEach(const HealthMemory& memory)
{
    return memory.watched > 0 ? memory.megabytes * 1000 / memory.watched : 0;
}

void printText(const HealthFigures& figures, bool hasAlarms)
{
    using commands::print;
    print(stdout, "one core, its processor time%24s %14s %14s\n", "a second", "judgements/s",
          "us each");
    for (const HealthSpeed& speed : figures.speed)
        print(stdout, "%-52s %10.0f %14.0f %14.1f\n", speed.what.c_str(), speed.perSecond(),
              speed.judgementsPerSecond(), 1e6 / speed.perSecond());
    const HealthMemory& memory = figures.memory;
    if (memory.megabytes > 0)
        print(stdout,
              "\nmemory of %d signals with %d observations each, %d of them watched: %.1f MB, %.1f "
              "kB a watched signal\n",
              memory.signalCount, memory.observations, memory.watched, memory.megabytes,
              kilobytesEach(memory));
    else
        print(stdout, "\nmemory: this system does not tell it\n");
    if (!hasAlarms)
        return;
    const auto& seconds = figures.alarmSeconds;
    print(stdout, "from sending the request to the painted alarm, %zu alarms: ", seconds.size());
    if (!seconds.empty())
        print(stdout, "p50 %.0f ms, p99 %.0f ms", quantile(seconds, 0.5) * 1000,
              quantile(seconds, 0.99) * 1000);
    print(stdout, "; %d not painted within ten seconds\n", figures.missedAlarms);
}

void printAsJson(const HealthFigures& figures, bool hasAlarms)
{
    QJsonArray speeds;
    for (const HealthSpeed& speed : figures.speed)
        speeds.append(QJsonObject{{u"input"_s, QString::fromStdString(speed.what)},
                                  {u"observed"_s, speed.observed},
                                  {u"judgements"_s, speed.judgements},
                                  {u"per_s"_s, speed.perSecond()},
                                  {u"judgements_per_s"_s, speed.judgementsPerSecond()}});
    QJsonObject memory{{u"signals"_s, figures.memory.signalCount},
                       {u"watched"_s, figures.memory.watched},
                       {u"observations"_s, figures.memory.observations}};
    if (figures.memory.megabytes > 0) {
        memory[u"megabytes"_s] = figures.memory.megabytes;
        memory[u"kilobytes_a_signal"_s] = kilobytesEach(figures.memory);
    }
    QJsonObject document{{u"bench"_s, u"health"_s}, {u"speed"_s, speeds}, {u"memory"_s, memory}};
    if (hasAlarms) {
        QJsonObject alarms{{u"painted"_s, static_cast<int>(figures.alarmSeconds.size())},
                           {u"missed"_s, figures.missedAlarms}};
        if (!figures.alarmSeconds.empty()) {
            alarms[u"p50_s"_s] = quantile(figures.alarmSeconds, 0.5);
            alarms[u"p99_s"_s] = quantile(figures.alarmSeconds, 0.99);
        }
        document[u"alarms"_s] = alarms;
    }
    commands::printJson(document);
}

} // namespace

int runHealth(const HealthBenchSettings& settings, bool isJson)
{
    const auto figures = benchHealth(settings);
    if (!figures)
        return commands::report(figures.error());
    const bool hasAlarms = settings.alarms > 0;
    isJson ? printAsJson(*figures, hasAlarms) : printText(*figures, hasAlarms);
    return 0;
}

} // namespace bench
