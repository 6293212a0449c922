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
#include <optional>
#include <span>

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

struct SoakAim
{
    const char* key;
    const char* text;
    double aim;
    const char* unit;
    std::optional<bool> SoakVerdict::*isMet;
};

constexpr std::array kSoakAims{
    SoakAim{"rss_hourly_share", "resident memory, growth an hour", kSoakMemoryAim * 100, "%",
            &SoakVerdict::isMemoryFlat},
    SoakAim{"second_hourly_share", "the median second, growth an hour", kSoakLatencyAim * 100, "%",
            &SoakVerdict::isLatencyFlat},
    SoakAim{"wal_mb", "the log at its longest", kSoakLogAim, "MB", &SoakVerdict::isLogBounded},
    SoakAim{"frame_p99_ms", "the window's frames, 99 %", kSoakFrameAim, "ms",
            &SoakVerdict::isWindowSmooth}};

// The last one is of the window.
std::span<const SoakAim> aimsOf(const SoakFigures& figures)
{
    const std::span<const SoakAim> all(kSoakAims);
    return figures.window ? all : all.first(all.size() - 1);
}

// true, false, or null where it cannot be told.
QJsonObject soakAimsJson(const SoakFigures& figures)
{
    const SoakVerdict verdict = soakVerdict(figures);
    QJsonObject aims;
    for (const SoakAim& aim : aimsOf(figures)) {
        const auto met = verdict.*aim.isMet;
        aims[QString::fromLatin1(aim.key)] = met ? QJsonValue(*met) : QJsonValue();
    }
    return aims;
}

void printSoakAims(const SoakFigures& figures)
{
    const SoakVerdict verdict = soakVerdict(figures);
    for (const SoakAim& aim : aimsOf(figures)) {
        const auto met = verdict.*aim.isMet;
        print(stdout, "%s: aim at most %g %s: %s\n", aim.text, aim.aim, aim.unit,
              !met       ? "not told"
                  : *met ? "met"
                         : "missed");
    }
    if (figures.hours < kSoakTold)
        print(stdout, "slopes an hour are told from %.1f hours on\n", kSoakTold);
}

void printSoakAsJson(const SoakSettings& settings, const SoakFigures& figures)
{
    QJsonArray samples;
    for (const SoakSample& sample : figures.samples) {
        QJsonObject row{{u"hours"_s, sample.hours}};
        for (const SoakColumn& column : kSoakColumns)
            row[QString::fromLatin1(column.key)] = sample.*column.figure;
        if (sample.frameMilliseconds)
            row[u"frame_p99_ms"_s] = *sample.frameMilliseconds;
        samples.append(row);
    }
    QJsonObject slopes;
    QJsonObject told; // what an hour makes of 1, where there are hours enough to tell
    for (const SoakColumn& column : kSoakColumns) {
        const auto slope = soakSlope(figures, column.figure);
        if (slope && figures.hours >= kSoakTold)
            told[QString::fromLatin1(column.key)] = 1 + slope->hourlyShare;
        if (slope)
            slopes[QString::fromLatin1(column.key)] =
                QJsonObject{{u"per_hour"_s, slope->perHour},
                            {u"share"_s, slope->share},
                            {u"hourly_share"_s, slope->hourlyShare}};
    }
    QJsonObject object{{u"bench"_s, u"soak"_s},
                       {u"hours"_s, figures.hours},
                       {u"rate"_s, settings.rate},
                       {u"keep"_s, QString::fromStdString(settings.keep)},
                       {u"spans"_s, static_cast<qint64>(figures.spans)},
                       {u"reads"_s, static_cast<qint64>(figures.reads)},
                       {u"seconds"_s, figures.seconds},
                       {u"interrupted"_s, figures.isInterrupted},
                       {u"samples"_s, samples},
                       {u"slopes"_s, slopes},
                       {u"hourly_growth"_s, told},
                       {u"wal_mb"_s, longestLog(figures)},
                       {u"aims"_s, soakAimsJson(figures)}};
    if (const auto& window = figures.window; window && window->frames > 0)
        object[u"window_frames"_s] = QJsonObject{{u"frames"_s, static_cast<qint64>(window->frames)},
                                                 {u"median_ms"_s, window->median},
                                                 {u"p99_ms"_s, window->slow},
                                                 {u"most_ms"_s, window->most},
                                                 {u"turn_p99_ms"_s, window->slowTurn}};
    commands::printJson(object);
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
    if (figures.window)
        print(stdout, " %14s", "frame 99 %, ms");
    print(stdout, "\n");
    const std::size_t step = std::max<std::size_t>(1, figures.samples.size() / kPrintedSamples);
    for (std::size_t i = step - 1; i < figures.samples.size(); i += step) {
        print(stdout, "%8.2f", figures.samples[i].hours);
        for (const SoakColumn& column : kSoakColumns)
            print(stdout, " %14.1f", figures.samples[i].*column.figure);
        if (const auto frame = figures.samples[i].frameMilliseconds)
            print(stdout, " %14.1f", *frame);
        else if (figures.window)
            print(stdout, " %14s", "-");
        print(stdout, "\n");
    }
    for (const SoakColumn& column : kSoakColumns) {
        if (const auto slope = soakSlope(figures, column.figure))
            print(stdout, "%s: %+.3f an hour after the first quarter, %+.1f %% over it\n",
                  column.text, slope->perHour, slope->share * 100);
    }
    print(stdout,
          "%lld reads of the newest minutes meanwhile; the log was %.0f MB at its longest\n",
          static_cast<long long>(figures.reads), longestLog(figures));
    if (const auto& window = figures.window)
        print(
            stdout,
            "the window painted %lld frames meanwhile, ms: median %.1f, 99 %% %.1f, most %.1f; 99 "
            "%% of the turns of its events came at most %.1f late\n",
            static_cast<long long>(window->frames), window->median, window->slow, window->most,
            window->slowTurn);
    printSoakAims(figures);
}

} // namespace

int runSoak(const SoakSettings& settings, bool isJson)
{
    commands::installSignalHandlers();
    const auto figures = benchSoak(settings);
    if (!figures)
        return commands::report(figures.error());
    isJson ? printSoakAsJson(settings, *figures) : printSoak(settings, *figures);
    return soakVerdict(*figures).isMissed() ? 1 : 0;
}

} // namespace bench
