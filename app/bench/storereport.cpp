// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/storereport.h"

#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

using commands::print;
using commands::printJson;

int runRollups(const RollupBenchSettings& settings, bool isJson)
{
    const auto figures = benchRollups(settings);
    if (!figures)
        return commands::report(figures.error());
    const auto rows = static_cast<double>(figures->rows);
    if (isJson) {
        printJson({{u"bench"_s, u"rollups"_s},
                   {u"rows"_s, static_cast<qint64>(figures->rows)},
                   {u"minute_rows"_s, static_cast<qint64>(figures->minutes)},
                   {u"hour_rows"_s, static_cast<qint64>(figures->hours)},
                   {u"rows_per_s"_s, rows / figures->writeSeconds},
                   {u"plain_rows_per_s"_s, rows / figures->plainWriteSeconds},
                   {u"bytes_per_row"_s, figures->bytesPerRow},
                   {u"plain_bytes_per_row"_s, figures->plainBytesPerRow},
                   {u"sum_all_ms"_s, figures->wholeMilliseconds},
                   {u"sum_hour_ms"_s, figures->hourMilliseconds},
                   {u"sum_one_ms"_s, figures->oneMilliseconds},
                   {u"hour_s"_s, figures->hourSeconds},
                   {u"percentile_hour_ms"_s, figures->hourPercentileMilliseconds},
                   {u"raw_minute_ms"_s, figures->rawMinuteMilliseconds},
                   {u"raw_percentile_ms"_s, figures->rawPercentileMilliseconds},
                   {u"raw_observations"_s, static_cast<qint64>(figures->rawObservations)}});
        return 0;
    }
    print(stdout, "%.0f rows of seconds, %lld of minutes, %lld of hours\n", rows,
          static_cast<long long>(figures->minutes), static_cast<long long>(figures->hours));
    print(stdout, "written               %8.0f rows/s %8.1f bytes/row\n",
          rows / figures->writeSeconds, figures->bytesPerRow);
    print(stdout, "counts alone, raw     %8.0f rows/s %8.1f bytes/row\n",
          rows / figures->plainWriteSeconds, figures->plainBytesPerRow);
    print(stdout, "summed, all by service and check %8.1f ms\n", figures->wholeMilliseconds);
    print(stdout, "summed, one signal               %8.1f ms\n", figures->oneMilliseconds);
    print(stdout, "summed, %.0f s by model          %8.2f ms\n", figures->hourSeconds,
          figures->hourMilliseconds);
    print(stdout, "single observations, 60 s        %8.2f ms\n", figures->rawMinuteMilliseconds);
    print(stdout, "95 %% of a service, %.0f s       %8.2f ms\n", figures->hourSeconds,
          figures->hourPercentileMilliseconds);
    print(stdout, "single observations, 60 s, %lld  %8.2f ms\n",
          static_cast<long long>(figures->rawObservations), figures->rawPercentileMilliseconds);
    return 0;
}

int runWhatIf(const WhatIfBenchSettings& settings, bool isJson)
{
    const auto figures = benchWhatIf(settings);
    if (!figures)
        return commands::report(figures.error());
    if (isJson) {
        printJson({{u"bench"_s, u"whatif"_s},
                   {u"answers"_s, static_cast<qint64>(figures->answers)},
                   {u"observations"_s, static_cast<qint64>(figures->observations)},
                   {u"rows"_s, static_cast<qint64>(figures->rows)},
                   {u"bytes_per_observation"_s, figures->bytesPerObservation},
                   {u"observations_per_s"_s, figures->onePerSecond},
                   {u"observations_per_s_four_variants"_s, figures->fourPerSecond},
                   {u"scan_rows_per_s"_s, figures->scanPerSecond},
                   {u"ratio"_s, figures->onePerSecond / figures->scanPerSecond},
                   {u"megabytes"_s, figures->megabytes}});
        return 0;
    }
    print(stdout,
          "%lld answers, %lld observations of detectors, %.1f bytes each, %lld transitions\n",
          static_cast<long long>(figures->answers), static_cast<long long>(figures->observations),
          figures->bytesPerObservation, static_cast<long long>(figures->alarms));
    print(stdout, "told again, settings in use  %10.0f observations/s\n", figures->onePerSecond);
    print(stdout, "told again, four variants    %10.0f observations/s (each counted)\n",
          figures->fourPerSecond);
    print(stdout, "SQL over the same results    %10.0f rows/s, ratio %.2f\n",
          figures->scanPerSecond, figures->onePerSecond / figures->scanPerSecond);
    print(stdout, "memory                       %10.1f MB\n", figures->megabytes);
    return 0;
}

} // namespace bench
