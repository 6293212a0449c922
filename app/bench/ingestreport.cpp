// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/ingestreport.h"

#include "app/bench/measured.h"
#include "app/bench/measuredjson.h"
#include "app/bench/windowload.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;
using commands::printJson;

struct Spread
{
    double median = 0;
    double low = 0;
    double high = 0;
};

Spread spreadOf(const std::vector<IngestRound>& rounds, double (*figure)(const IngestRound&))
{
    std::vector<double> values;
    for (const auto& round : rounds)
        values.push_back(figure(round));
    std::ranges::sort(values);
    return {.median = values[values.size() / 2], .low = values.front(), .high = values.back()};
}

QJsonObject toJson(const Spread& spread)
{
    return {{u"median"_s, spread.median}, {u"min"_s, spread.low}, {u"max"_s, spread.high}};
}

struct Case
{
    const char* name;
    std::vector<IngestRound> rounds;

    Spread raw() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.rawSpansPerSecond; });
    }
    Spread whole() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.spansPerSecond; });
    }
    Spread acknowledged() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.acknowledgedSpansPerSecond; });
    }
    Spread redaction() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.redactionRatio(); });
    }
    Spread added() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.addedMegabytes; });
    }
    Spread ratio() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.ratio(); });
    }
};

constexpr double kIngestFrameAim = 16.6; // ms, 99 %

// Nearest rank; of sorted values; 0 of none.
double frameAt(const std::vector<double>& sorted, double share)
{
    if (sorted.empty())
        return 0;
    const auto rank =
        static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

// Of the rounds that have any.
Measured windowAt(const std::vector<WatchedWindow>& rounds,
                  std::vector<double> WatchedWindow::*times, double share)
{
    std::vector<double> values;
    for (const WatchedWindow& round : rounds) {
        if (!(round.*times).empty())
            values.push_back(frameAt(round.*times, share));
    }
    return measuredOf(std::move(values));
}

std::size_t windowCount(const std::vector<WatchedWindow>& rounds,
                        std::vector<double> WatchedWindow::*times)
{
    std::size_t count = 0;
    for (const WatchedWindow& round : rounds)
        count += (round.*times).size();
    return count;
}

void printWindowTimes(const char* what, const std::vector<WatchedWindow>& rounds,
                      std::vector<double> WatchedWindow::*times)
{
    const std::size_t count = windowCount(rounds, times);
    const Measured slow = windowAt(rounds, times, 0.99);
    print(stdout,
          "window while ingest ran, %zu %s, ms: median %.1f, 99 %% %.1f (%.1f to %.1f), most %.1f; "
          "aim %.1f: %s\n",
          count, what, windowAt(rounds, times, 0.5).median, slow.median, slow.least, slow.most,
          windowAt(rounds, times, 1).most, kIngestFrameAim,
          count == 0                           ? "not told"
              : slow.median <= kIngestFrameAim ? "reached"
                                               : "missed");
}

QJsonObject windowJson(const std::vector<WatchedWindow>& rounds,
                       std::vector<double> WatchedWindow::*times, const QString& counted)
{
    const std::size_t count = windowCount(rounds, times);
    QJsonObject object{{counted, static_cast<qint64>(count)}, {u"target_ms"_s, kIngestFrameAim}};
    if (count > 0) {
        object[u"median_ms"_s] = windowAt(rounds, times, 0.5).median;
        object[u"p99_ms"_s] = measuredJson(windowAt(rounds, times, 0.99));
        object[u"most_ms"_s] = windowAt(rounds, times, 1).most;
    }
    return object;
}

void printText(const std::vector<Case>& cases, const StageCosts& costs,
               const std::vector<WatchedWindow>& window)
{
    print(stdout, "spans per second: median (min to max)\n");
    print(stdout, "%-14s %26s %26s %26s %20s\n", "ingest", "raw insert of the rows", "acknowledged",
          "whole path, judged", "whole path / raw");
    const auto cell = [](const Spread& spread) {
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%.0f (%.0f to %.0f)", spread.median, spread.low,
                      spread.high);
        return std::string(text.data());
    };
    for (const Case& row : cases) {
        const Spread ratio = row.ratio();
        print(stdout, "%-14s %26s %26s %26s   %.2f (%.2f to %.2f)\n", row.name,
              cell(row.raw()).c_str(), cell(row.acknowledged()).c_str(), cell(row.whole()).c_str(),
              ratio.median, ratio.low, ratio.high);
    }
    for (const Case& row : cases)
        print(stdout, "%s: %.0f MB (%.0f to %.0f) more memory than before it, at its most\n",
              row.name, row.added().median, row.added().low, row.added().high);
    const Spread redaction = cases.front().redaction();
    print(stdout, "with redaction / without (--no-redact), alone: %.2f (%.2f to %.2f)\n",
          redaction.median, redaction.low, redaction.high);
    print(stdout,
          "on one thread, microseconds a span: decode %.2f, redact %.2f, interpret %.2f, write "
          "%.2f; write with the mapping report / without: %.2f\n",
          costs.decode, costs.redact, costs.interpret, costs.write,
          costs.write / costs.writeWithoutReport);
    printWindowTimes("frames painted", window, &WatchedWindow::frames);
    printWindowTimes("turns of its events, by how late they came", window, &WatchedWindow::late);
}

void printAsJson(const std::vector<Case>& cases, const StageCosts& costs,
                 const std::vector<WatchedWindow>& window)
{
    QJsonArray rows;
    for (const Case& row : cases) {
        rows.append(QJsonObject{{u"case"_s, QString::fromUtf8(row.name)},
                                {u"rounds"_s, static_cast<int>(row.rounds.size())},
                                {u"raw_spans_per_s"_s, toJson(row.raw())},
                                {u"spans_per_s"_s, toJson(row.whole())},
                                {u"acknowledged_spans_per_s"_s, toJson(row.acknowledged())},
                                {u"added_mb"_s, toJson(row.added())},
                                {u"ratio"_s, toJson(row.ratio())}});
    }
    const QJsonObject stages{{u"decode_us_per_span"_s, costs.decode},
                             {u"redact_us_per_span"_s, costs.redact},
                             {u"interpret_us_per_span"_s, costs.interpret},
                             {u"write_us_per_span"_s, costs.write},
                             {u"write_without_report_us_per_span"_s, costs.writeWithoutReport},
                             {u"mapping_report_ratio"_s, costs.write / costs.writeWithoutReport}};
    printJson({{u"bench"_s, u"ingest"_s},
               {u"cases"_s, rows},
               {u"redaction_ratio"_s, toJson(cases.front().redaction())},
               {u"window_frames"_s, windowJson(window, &WatchedWindow::frames, u"frames"_s)},
               {u"window_heartbeat"_s, windowJson(window, &WatchedWindow::late, u"beats"_s)},
               {u"stages"_s, stages}});
}

void printText(const ImportFigures& figures)
{
    const double spans = static_cast<double>(figures.spans);
    print(stdout, "%.0f MB of JSON lines, %.0f spans\n", figures.megabytes, spans);
    print(stdout, "decoded only          %8.0f spans/s %8.1f MB/s\n", spans / figures.decodeSeconds,
          figures.megabytes / figures.decodeSeconds);
    print(stdout, "raw insert of rows    %8.0f spans/s\n", figures.rawSpansPerSecond);
    print(stdout, "imported, judged      %8.0f spans/s %8.1f MB/s   %.2f of raw\n",
          spans / figures.importSeconds, figures.megabytes / figures.importSeconds,
          spans / figures.importSeconds / figures.rawSpansPerSecond);
    if (figures.peakMegabytes > 0)
        print(stdout, "peak memory           %8.0f MB\n", figures.peakMegabytes);
}

void printAsJson(const ImportFigures& figures)
{
    const double spans = static_cast<double>(figures.spans);
    QJsonObject object{{u"bench"_s, u"import"_s},
                       {u"spans"_s, spans},
                       {u"megabytes"_s, figures.megabytes},
                       {u"decoded_spans_per_s"_s, spans / figures.decodeSeconds},
                       {u"raw_spans_per_s"_s, figures.rawSpansPerSecond},
                       {u"spans_per_s"_s, spans / figures.importSeconds},
                       {u"megabytes_per_s"_s, figures.megabytes / figures.importSeconds}};
    if (figures.peakMegabytes > 0)
        object[u"peak_megabytes"_s] = figures.peakMegabytes;
    printJson(object);
}

} // namespace

int runIngest(const IngestSettings& settings, bool isJson)
{
    std::vector<Case> cases;
    auto alone = benchIngest(settings);
    if (!alone)
        return commands::report(alone.error());
    cases.push_back({"alone", std::move(*alone)});
    auto watched = benchIngestWithWindow(settings);
    if (!watched)
        return commands::report(watched.error());
    cases.push_back({"window open", std::move(watched->rounds)});
    IngestSettings json = settings;
    json.isJson = true;
    auto asJson = benchIngest(json);
    if (!asJson)
        return commands::report(asJson.error());
    cases.push_back({"JSON", std::move(*asJson)});
    IngestSettings gzip = settings;
    gzip.isGzip = true;
    auto packed = benchIngest(gzip);
    if (!packed)
        return commands::report(packed.error());
    cases.push_back({"gzip", std::move(*packed)});
    const auto costs = benchStages(settings);
    if (!costs)
        return commands::report(costs.error());
    isJson ? printAsJson(cases, *costs, watched->window)
           : printText(cases, *costs, watched->window);
    return 0;
}

int runImport(const ImportSettings& settings, bool isJson)
{
    const auto figures = benchImport(settings);
    if (!figures)
        return commands::report(figures.error());
    isJson ? printAsJson(*figures) : printText(*figures);
    return 0;
}

} // namespace bench
