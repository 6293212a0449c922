// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/attributionbench.h"
#include "app/bench/causesbench.h"
#include "app/bench/chartbench.h"
#include "app/bench/chartreport.h"
#include "app/bench/claimsbench.h"
#include "app/bench/clusterbench.h"
#include "app/bench/contaminationreport.h"
#include "app/bench/detectbench.h"
#include "app/bench/detectreport.h"
#include "app/bench/explorebench.h"
#include "app/bench/healthreport.h"
#include "app/bench/importbench.h"
#include "app/bench/ingestbench.h"
#include "app/bench/leverbench.h"
#include "app/bench/queuebench.h"
#include "app/bench/replaybench.h"
#include "app/bench/rollupbench.h"
#include "app/bench/tracebench.h"
#include "app/bench/tracediffbench.h"
#include "app/bench/validatorsreport.h"
#include "app/bench/whatifbench.h"
#include "app/bench/windowload.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "app/commands/windowcommands.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

constexpr int kIngestSpans = 60'000;

struct BenchOptions
{
    std::string name;
    int calls = 300;
    int rounds = 5;
    std::vector<int> spans; // empty: as each benchmark has it
    int megabytes = 256;
    int streams = 1000;
    std::int64_t rows = 2'000'000;
    std::int64_t texts = 1'000'000; // generations of the cascade
    std::string recording; // with it
    std::int64_t answers = 1'000'000;
    std::int64_t whatIfAnswers = 100'000;
    bench::HealthBenchSettings health;
    bench::AttributionSettings attribution;
    bench::CausesBenchSettings causes;
    int pairs = 200;
    std::string data;
    std::string uplot;
    std::string speedscope;
    int frames = 120;
    std::size_t outputs = 100'000;
    bool isJson = false;
};

struct Spread
{
    double median = 0;
    double low = 0;
    double high = 0;
};

Spread spreadOf(const std::vector<bench::IngestRound>& rounds,
                double (*figure)(const bench::IngestRound&))
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
    std::vector<bench::IngestRound> rounds;

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
    Spread ratio() const
    {
        return spreadOf(rounds, [](const auto& round) { return round.ratio(); });
    }
};

void printText(const std::vector<Case>& cases, const bench::StageCosts& costs)
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
    const Spread redaction = cases.front().redaction();
    print(stdout, "with redaction / without (--no-redact), alone: %.2f (%.2f to %.2f)\n",
          redaction.median, redaction.low, redaction.high);
    print(stdout,
          "on one thread, microseconds a span: decode %.2f, redact %.2f, interpret %.2f, write "
          "%.2f; write with the mapping report / without: %.2f\n",
          costs.decode, costs.redact, costs.interpret, costs.write,
          costs.write / costs.writeWithoutReport);
}

void printAsJson(const std::vector<Case>& cases, const bench::StageCosts& costs)
{
    QJsonArray rows;
    for (const Case& row : cases) {
        rows.append(QJsonObject{{u"case"_s, QString::fromUtf8(row.name)},
                                {u"rounds"_s, static_cast<int>(row.rounds.size())},
                                {u"raw_spans_per_s"_s, toJson(row.raw())},
                                {u"spans_per_s"_s, toJson(row.whole())},
                                {u"acknowledged_spans_per_s"_s, toJson(row.acknowledged())},
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
               {u"stages"_s, stages}});
}

int runIngest(const BenchOptions& options)
{
    if (options.spans.size() > 1)
        return report({.kind = telemetry::ErrorKind::Usage,
                       .message = "bench ingest takes one number of --spans."});
    std::vector<Case> cases;
    bench::IngestSettings settings;
    settings.rounds = options.rounds;
    settings.traces = std::max(1, (options.spans.empty() ? kIngestSpans : options.spans[0]) / 4);
    auto alone = bench::benchIngest(settings);
    if (!alone)
        return report(alone.error());
    cases.push_back({"alone", std::move(*alone)});
    auto watched = bench::benchIngestWithWindow(settings);
    if (!watched)
        return report(watched.error());
    cases.push_back({"window open", std::move(*watched)});
    const auto costs = bench::benchStages(settings);
    if (!costs)
        return report(costs.error());
    options.isJson ? printAsJson(cases, *costs) : printText(cases, *costs);
    return 0;
}

void printText(const bench::ImportFigures& figures)
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

void printAsJson(const bench::ImportFigures& figures)
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

int runImport(const BenchOptions& options)
{
    const auto figures = bench::benchImport({.megabytes = options.megabytes});
    if (!figures)
        return report(figures.error());
    options.isJson ? printAsJson(*figures) : printText(*figures);
    return 0;
}

int runWhatIf(const BenchOptions& options)
{
    const auto figures =
        bench::benchWhatIf({.answers = options.whatIfAnswers, .recording = options.recording});
    if (!figures)
        return report(figures.error());
    if (options.isJson) {
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

int runRollups(const BenchOptions& options)
{
    const auto figures = bench::benchRollups({.rows = options.rows});
    if (!figures)
        return report(figures.error());
    const auto rows = static_cast<double>(figures->rows);
    if (options.isJson) {
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
                   {u"scan_ms"_s, figures->scanMilliseconds}});
        return 0;
    }
    print(stdout, "%.0f rows of seconds, %lld of minutes, %lld of hours\n", rows,
          static_cast<long long>(figures->minutes), static_cast<long long>(figures->hours));
    print(stdout, "written               %8.0f rows/s %8.1f bytes/row\n",
          rows / figures->writeSeconds, figures->bytesPerRow);
    print(stdout, "counts alone, raw     %8.0f rows/s %8.1f bytes/row\n",
          rows / figures->plainWriteSeconds, figures->plainBytesPerRow);
    print(stdout, "summed, all by service and check %8.1f ms\n", figures->wholeMilliseconds);
    print(stdout, "summed, an hour by model         %8.1f ms\n", figures->hourMilliseconds);
    print(stdout, "summed, one signal               %8.1f ms\n", figures->oneMilliseconds);
    print(stdout, "SQL over all rows of seconds     %8.1f ms\n", figures->scanMilliseconds);
    return 0;
}

int runDetect(const BenchOptions& options)
{
    bench::DetectBenchSettings settings;
    settings.streams = options.streams;
    settings.data = options.data;
    settings.progress = [](const std::string& part) { print(stderr, "%s\n", part.c_str()); };
    const auto figures = bench::benchDetect(settings);
    if (!figures)
        return report(figures.error());
    const bool hasData = !options.data.empty();
    options.isJson ? bench::printAsJson(*figures, hasData) : bench::printText(*figures, hasData);
    return 0;
}

int runCharts(const BenchOptions& options)
{
    bench::ChartBenchSettings settings;
    settings.frames = options.frames;
    settings.uplot = options.uplot;
    const auto figures = bench::benchCharts(settings);
    if (!figures)
        return report(figures.error());
    options.isJson ? bench::printAsJson(*figures) : bench::printText(*figures);
    return 0;
}

std::string labelledFolder(const std::string& given)
{
    return given.empty() ? qEnvironmentVariable("PLUMBLINE_LABELLED").toStdString() : given;
}

void addChartOptions(CLI::App& command, BenchOptions& options)
{
    command.add_option("--frames", options.frames, "charts: frames that are measured")
        ->check(CLI::Range(10, 100'000));
    command.add_option(
        "--uplot", options.uplot,
        "charts: uPlot.iife.min.js of the npm package uplot, the anchor (default: where "
        "npm ci in tests/interop/uplot, or tests/run, put it)");
    command.add_option("--speedscope", options.speedscope,
                       "trace: folder with measure.mjs, the anchor's driver, in which npm ci has "
                       "run (default: tests/interop/speedscope)");
}

int runTrace(const BenchOptions& options)
{
    bench::TraceBenchSettings settings;
    if (!options.spans.empty())
        settings.spans = options.spans;
    settings.rounds = options.rounds;
    settings.speedscope = options.speedscope;
    settings.progress = [](const std::string& what) { printProse(stderr, what + "\n"); };
    return bench::runTrace(settings, options.isJson);
}

int runTraceDiff(const BenchOptions& options)
{
    return bench::runTraceDiff(
        {.pairs = options.pairs,
         .firstSeed = options.causes.firstSeed,
         .scenario = options.causes.scenario,
         .progress = [](const std::string& why) { printProse(stderr, why); }},
        options.isJson);
}

int runReplay(const BenchOptions& options)
{
    bench::ReplaySettings settings;
    if (!options.spans.empty())
        settings.spans = options.spans.front();
    settings.rounds = options.rounds;
    settings.recording = options.recording;
    settings.progress = [](const std::string& what) { printProse(stderr, what + "\n"); };
    return bench::runReplay(settings, options.isJson);
}

} // namespace

void addBench(CLI::App& app, int& status)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command =
        app.add_subcommand("bench", "Benchmarks; each beside an anchor measured in the same run");
    command->add_option("NAME", options->name, "Which benchmark")
        ->required()
        ->check(CLI::IsMember({"ingest", "import", "detect", "validators", "rollups", "health",
                               "charts", "attribution", "contamination", "causes", "explore",
                               "clusters", "queue", "claims", "tracediff", "trace", "lever",
                               "replay", "whatif"}));
    command
        ->add_option("--rounds", options->rounds,
                     "ingest, contamination, trace, replay: rounds; the median is the figure")
        ->check(CLI::Range(1, 100));
    command
        ->add_option("--spans", options->spans,
                     "ingest: spans in each round; trace: of each trace, several with commas "
                     "between them (10000,100000,1000000); replay: of the recording")
        ->delimiter(',')
        ->check(CLI::Range(1000, 10'000'000));
    command->add_option("--megabytes", options->megabytes, "import: size of the file")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--streams", options->streams, "detect: generated streams of each scenario")
        ->check(CLI::Range(10, 100'000));
    command->add_option("--rows", options->rows, "rollups: rows of seconds that are summed up")
        ->check(CLI::Range(std::int64_t{1000}, std::int64_t{100'000'000}));
    command->add_option(
        "--data", options->data,
        "detect: folder of labelled streams, CSV files and truth.json; validators, "
        "queue, claims: folder of labelled sets, JSON lines (default: PLUMBLINE_LABELLED)");
    command
        ->add_option("--generations", options->health.generations,
                     "health: generations of each kind that are judged")
        ->check(CLI::Range(100, 1'000'000));
    command->add_option("--signals", options->health.signalCount, "health: signals kept in memory")
        ->check(CLI::Range(10, 100'000));
    command
        ->add_option("--alarms", options->health.alarms,
                     "health: alarms waited for in the window; 0: none")
        ->check(CLI::Range(0, 1000));
    command
        ->add_option("--compared", options->attribution.generations,
                     "attribution: generations that are compared")
        ->check(CLI::Range(std::int64_t{1000}, std::int64_t{10'000'000}));
    command
        ->add_option("--cascade", options->texts,
                     "contamination: generations among which a statement is planted")
        ->check(CLI::Range(std::int64_t{2000}, std::int64_t{5'000'000}));
    command->add_option(
        "--recording", options->recording,
        "contamination, replay: file with this cascade, or with so many spans; made, and kept, if "
        "it is not there; whatif: a "
        "recording that is there");
    command->add_option("--told", options->whatIfAnswers, "whatif: answers, a dozen results each")
        ->check(CLI::Range(1000, 10'000'000));
    addChartOptions(*command, *options);
    command
        ->add_option("--seeds", options->causes.seeds, "causes: drills of each scenario and kind")
        ->check(CLI::Range(1, 1000));
    command->add_option("--first-seed", options->causes.firstSeed,
                        "causes, tracediff: the first of them");
    command->add_option("--scenario", options->causes.scenario, "causes, tracediff: only this one");
    command
        ->add_option("--pairs", options->pairs,
                     "tracediff: suspects beside a good run, and as many pairs of two good runs")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--calls", options->calls, "lever: moves of each kind")
        ->check(CLI::Range(10, 100'000));
    command->add_option("--answers", options->answers, "explore: answers that are plotted")
        ->check(CLI::Range(std::int64_t{1000}, std::int64_t{10'000'000}));
    command->add_option("--texts", options->outputs, "clusters: outputs of the larger set")
        ->check(CLI::Range(1000, 10'000'000));
    command->add_flag("--json", options->isJson, "One JSON document instead of text");
    command->footer("Example: plumbline bench ingest --rounds 5\n"
                    "Example: plumbline bench detect --data streams\n"
                    "Example: plumbline bench causes --seeds 10");
    command->callback([options, &status] {
        if (options->name == "causes") {
            options->causes.progress = [](const std::string& why) { printProse(stderr, why); };
            status = bench::runCauses(options->causes, options->isJson);
        } else if (options->name == "tracediff")
            status = runTraceDiff(*options);
        else if (options->name == "trace")
            status = runTrace(*options);
        else if (options->name == "lever")
            status = bench::runLever({.calls = options->calls}, options->isJson);
        else if (options->name == "replay")
            status = runReplay(*options);
        else if (options->name == "contamination")
            status = bench::runContamination(options->texts, options->recording, options->rounds,
                                             options->isJson);
        else if (options->name == "charts")
            status = runCharts(*options);
        else if (options->name == "attribution")
            status = bench::runAttribution(options->attribution, options->isJson);
        else if (options->name == "explore")
            status =
                bench::runExplore({.answers = options->answers, .frames = 240}, options->isJson);
        else if (options->name == "clusters")
            status = bench::runClusters(options->outputs, options->isJson);
        else if (options->name == "detect")
            status = runDetect(*options);
        else if (options->name == "validators")
            status = bench::runValidators(labelledFolder(options->data), options->isJson);
        else if (options->name == "claims")
            status = bench::runClaims(labelledFolder(options->data), options->isJson);
        else if (options->name == "queue")
            status = bench::runQueue(labelledFolder(options->data), options->isJson);
        else if (options->name == "whatif")
            status = runWhatIf(*options);
        else if (options->name == "rollups")
            status = runRollups(*options);
        else if (options->name == "health")
            status = bench::runHealth(options->health, options->isJson);
        else
            status = options->name == "import" ? runImport(*options) : runIngest(*options);
    });
}

} // namespace commands
