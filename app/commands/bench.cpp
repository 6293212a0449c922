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
#include "app/bench/ingestreport.h"
#include "app/bench/leverbench.h"
#include "app/bench/queuebench.h"
#include "app/bench/replaybench.h"
#include "app/bench/storereport.h"
#include "app/bench/tracebench.h"
#include "app/bench/tracediffbench.h"
#include "app/bench/validatorsreport.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "app/commands/windowcommands.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

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

int runIngest(const BenchOptions& options)
{
    if (options.spans.size() > 1)
        return report({.kind = telemetry::ErrorKind::Usage,
                       .message = "bench ingest takes one number of --spans."});
    bench::IngestSettings settings;
    settings.rounds = options.rounds;
    settings.traces = std::max(1, (options.spans.empty() ? kIngestSpans : options.spans[0]) / 4);
    return bench::runIngest(settings, options.isJson);
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
            status = bench::runWhatIf(
                {.answers = options->whatIfAnswers, .recording = options->recording},
                options->isJson);
        else if (options->name == "rollups")
            status = bench::runRollups({.rows = options->rows}, options->isJson);
        else if (options->name == "health")
            status = bench::runHealth(options->health, options->isJson);
        else
            status = options->name == "import"
                ? bench::runImport({.megabytes = options->megabytes}, options->isJson)
                : runIngest(*options);
    });
}

} // namespace commands
