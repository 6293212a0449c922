// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/soakbench.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

constexpr std::size_t kPrintedSamples = 16; // of all of them, evenly; all are in the JSON

struct SoakColumn
{
    const char* key;
    const char* text;
    double SoakSample::*figure;
};

constexpr std::array kSoakColumns{
    SoakColumn{"rss_mb", "resident MB", &SoakSample::residentMegabytes},
    SoakColumn{"recording_mb", "recording MB", &SoakSample::recordingMegabytes},
    SoakColumn{"wal_mb", "log MB", &SoakSample::logMegabytes},
    SoakColumn{"second_median_ms", "a second, ms", &SoakSample::medianMilliseconds},
    SoakColumn{"second_p99_ms", "99 %, ms", &SoakSample::slowMilliseconds}};

void printSoakAsJson(const SoakSettings& settings, const SoakFigures& figures)
{
    QJsonArray samples;
    for (const SoakSample& sample : figures.samples) {
        QJsonObject row{{u"hours"_s, sample.hours}};
        for (const SoakColumn& column : kSoakColumns)
            row[QString::fromLatin1(column.key)] = sample.*column.figure;
        samples.append(row);
    }
    QJsonObject slopes;
    for (const SoakColumn& column : kSoakColumns) {
        if (const auto slope = soakSlope(figures, column.figure))
            slopes[QString::fromLatin1(column.key)] =
                QJsonObject{{u"per_hour"_s, slope->perHour}, {u"share"_s, slope->share}};
    }
    commands::printJson({{u"bench"_s, u"soak"_s},
                         {u"hours"_s, figures.hours},
                         {u"rate"_s, settings.rate},
                         {u"keep"_s, QString::fromStdString(settings.keep)},
                         {u"spans"_s, static_cast<qint64>(figures.spans)},
                         {u"seconds"_s, figures.seconds},
                         {u"interrupted"_s, figures.isInterrupted},
                         {u"samples"_s, samples},
                         {u"slopes"_s, slopes}});
}

void printSoak(const SoakSettings& settings, const SoakFigures& figures)
{
    print(stdout,
          "%.2f hours%s at %d spans a second, %lld spans, in %.0f s: %.0f spans a second; the "
          "recording is a ring of %s\n",
          figures.hours, figures.isInterrupted ? " (interrupted)" : "", settings.rate,
          static_cast<long long>(figures.spans), figures.seconds,
          static_cast<double>(figures.spans) / figures.seconds, settings.keep.c_str());
    print(stdout, "%8s", "hours");
    for (const SoakColumn& column : kSoakColumns)
        print(stdout, " %14s", column.text);
    print(stdout, "\n");
    const std::size_t step = std::max<std::size_t>(1, figures.samples.size() / kPrintedSamples);
    for (std::size_t i = step - 1; i < figures.samples.size(); i += step) {
        print(stdout, "%8.2f", figures.samples[i].hours);
        for (const SoakColumn& column : kSoakColumns)
            print(stdout, " %14.1f", figures.samples[i].*column.figure);
        print(stdout, "\n");
    }
    for (const SoakColumn& column : kSoakColumns) {
        if (const auto slope = soakSlope(figures, column.figure))
            print(stdout, "%s: %+.3f an hour after the first quarter, %+.1f %% over it\n",
                  column.text, slope->perHour, slope->share * 100);
    }
}

} // namespace

int runSoak(const SoakSettings& settings, bool isJson)
{
    commands::installSignalHandlers();
    const auto figures = benchSoak(settings);
    if (!figures)
        return commands::report(figures.error());
    isJson ? printSoakAsJson(settings, *figures) : printSoak(settings, *figures);
    return 0;
}

} // namespace bench
