// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/attributionbench.h"
#include "app/bench/benchsuite.h"
#include "app/bench/causesbench.h"
#include "app/bench/chartbench.h"
#include "app/bench/chartreport.h"
#include "app/bench/claimsbench.h"
#include "app/bench/clusterbench.h"
#include "app/bench/coldstartbench.h"
#include "app/bench/commitbench.h"
#include "app/bench/contaminationreport.h"
#include "app/bench/detectbench.h"
#include "app/bench/detectreport.h"
#include "app/bench/explorebench.h"
#include "app/bench/growthbench.h"
#include "app/bench/healthreport.h"
#include "app/bench/ingestreport.h"
#include "app/bench/leverbench.h"
#include "app/bench/queuebench.h"
#include "app/bench/replaybench.h"
#include "app/bench/soakbench.h"
#include "app/bench/storereport.h"
#include "app/bench/tracebench.h"
#include "app/bench/tracediffbench.h"
#include "app/bench/validatorsreport.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "app/commands/windowcommands.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

constexpr int kIngestSpans = 60'000;

struct BenchOptions
{
    std::vector<std::string> names;
    bench::SuiteSettings suite;
    bench::SoakSettings soak;
    int idleSeconds = 10;
    std::int64_t mostSpans = 1'000'000; // of growth
    int calls = 300;
    int rounds = 5;
    std::vector<int> spans; // empty: as each benchmark has it
    int megabytes = 256;
    int streams = 1000;
    std::int64_t rows = 0; // 0: as each benchmark has it
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
    std::optional<int> frames;
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
    settings.rounds = options.rounds;
    settings.frames = options.frames.value_or(settings.frames);
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
    command
        .add_option("--frames", options.frames,
                    "charts, trace: frames that are measured, of trace for each movement")
        ->check(CLI::Range(10, 100'000));
    command.add_option(
        "--uplot", options.uplot,
        "charts: uPlot.iife.min.js of the npm package uplot, the anchor (default: where "
        "npm ci in tests/interop/uplot, or tests/run, put it)");
    command.add_option("--speedscope", options.speedscope,
                       "trace: folder with measure.mjs and flamechart.mjs, the drivers of "
                       "speedscope and flame-chart-js, in which npm ci has run (default: "
                       "tests/interop/speedscope)");
}

int runTrace(const BenchOptions& options)
{
    bench::TraceBenchSettings settings;
    if (!options.spans.empty())
        settings.spans = options.spans;
    settings.rounds = options.rounds;
    settings.frames = options.frames.value_or(settings.frames);
    settings.anchors = options.speedscope;
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
    settings.name = options.names.front();
    if (settings.name == "replay-large")
        settings.spans = bench::kLargeReplay;
    if (!options.spans.empty())
        settings.spans = options.spans.front();
    settings.rounds = options.rounds;
    settings.recording = options.recording;
    settings.progress = [](const std::string& what) { printProse(stderr, what + "\n"); };
    return bench::runReplay(settings, options.isJson);
}

void tellWhat(const std::string& what)
{
    printProse(stderr, what + "\n");
}

// What is not one benchmark alone, in this process.
bool isSuite(const BenchOptions& options)
{
    return !options.suite.baseline.empty() || options.names.size() > 1
        || options.names.front() == "all" || !options.suite.page.empty() || options.suite.isQuick;
}

int runSuiteOf(BenchOptions& options)
{
    options.suite.names = options.names;
    options.suite.progress = tellWhat;
    return bench::runSuite(options.suite, options.isJson);
}

// An option that only a benchmark by itself takes; empty: none is given.
std::string optionOfOne(const CLI::App& command)
{
    static constexpr std::array kOfSuite{"NAME",      "--quick", "--page",
                                         "--compare", "--with",  "--json"};
    for (const CLI::Option* option : command.get_options()) {
        const bool isOfSuite = std::ranges::any_of(
            kOfSuite, [option](const char* name) { return option->get_name() == name; });
        if (option->count() > 0 && !isOfSuite)
            return option->get_name();
    }
    return {};
}

std::optional<telemetry::Error> problemOf(const BenchOptions& options, const CLI::App& command)
{
    const auto usage = [](const std::string& message) {
        return telemetry::Error{.kind = telemetry::ErrorKind::Usage, .message = message};
    };
    if (!options.suite.result.empty() && options.suite.baseline.empty())
        return usage("--with names figures to be compared: name the baseline with --compare.");
    if (options.names.empty() && options.suite.baseline.empty())
        return usage("Name a benchmark, several, or \"all\": see plumbline bench --help.");
    if (!isSuite(options))
        return {};
    if (const std::string option = optionOfOne(command); !option.empty())
        return usage(option
                     + " is for one benchmark by itself: those of \"all\" have sizes of their "
                       "own.");
    return {};
}

int runRollups(const BenchOptions& options)
{
    bench::RollupBenchSettings settings;
    if (options.rows > 0)
        settings.rows = options.rows;
    return bench::runRollups(settings, options.isJson);
}

int runCommits(const BenchOptions& options)
{
    bench::CommitSettings settings;
    settings.rounds = options.rounds;
    if (options.rows > 0)
        settings.rows = options.rows;
    return bench::runCommits(settings, options.isJson);
}

int runGrowth(const BenchOptions& options)
{
    bench::GrowthSettings settings;
    settings.rounds = options.rounds;
    settings.mostSpans = options.mostSpans;
    settings.progress = tellWhat;
    return bench::runGrowth(settings, options.isJson);
}

int runStarts(const BenchOptions& options, bool isIdle)
{
    if (isIdle) {
        bench::IdleSettings settings;
        settings.rounds = options.rounds;
        settings.watched = std::chrono::seconds(options.idleSeconds);
        settings.progress = tellWhat;
        return bench::runIdle(settings, options.isJson);
    }
    bench::ColdStartSettings settings;
    settings.rounds = options.rounds;
    settings.progress = tellWhat;
    return bench::runColdStart(settings, options.isJson);
}

void addSuiteOptions(CLI::App& command, BenchOptions& options)
{
    command.add_flag("--quick", options.suite.isQuick,
                     "all, or the named ones: small sizes, rows as of \"all\"; about half "
                     "an hour for all");
    command
        .add_option("--page", options.suite.page,
                    "all, or the named ones: write a page of their plots, HTML that needs nothing "
                    "beside it")
        ->type_name("FILE");
    command
        .add_option("--compare", options.suite.baseline,
                    "What got worse, by the ratios to the anchors, since this was printed with "
                    "--json; 1 when something did")
        ->type_name("BASELINE")
        ->check(CLI::ExistingFile);
    command
        .add_option("--with", options.suite.result,
                    "With --compare: take these figures, and run nothing")
        ->type_name("RESULT")
        ->check(CLI::ExistingFile);
    command
        .add_option("--seconds", options.idleSeconds, "idle: each window is watched, each round")
        ->check(CLI::Range(1, 3600));
    command
        .add_option("--most", options.mostSpans,
                    "growth: spans of the largest recording, in powers of ten from 1000")
        ->check(CLI::Range(std::int64_t{10'000}, std::int64_t{10'000'000}));
    command.add_option("--hours", options.soak.hours, "soak: of recorded time")
        ->check(CLI::Range(0.01, 168.0));
    command.add_option("--rate", options.soak.rate, "soak: spans a second of recorded time")
        ->check(CLI::Range(1, 100'000));
    command
        .add_option("--keep", options.soak.keep,
                    "soak: as record --keep does; the recording is a ring of this size")
        ->type_name("SIZE|AGE");
    command.add_flag("--window", options.soak.hasWindow,
                     "soak: with the console's window open on it, live and drawing; how long its "
                     "frames take is one more figure");
}

} // namespace

void addBench(CLI::App& app, int& status)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command =
        app.add_subcommand("bench", "Benchmarks; each beside an anchor measured in the same run");
    command
        ->add_option("NAME", options->names,
                     "Which benchmark; several, or \"all\", each in a process of its own, give a "
                     "row of each figure beside its anchor")
        ->check(CLI::IsMember(
            {"all",     "ingest",   "import",       "commits",     "detect",        "validators",
             "rollups", "health",   "charts",       "attribution", "contamination", "causes",
             "explore", "clusters", "queue",        "claims",      "tracediff",     "trace",
             "lever",   "replay",   "replay-large", "whatif",      "cold-start",    "idle",
             "growth",  "soak"}));
    addSuiteOptions(*command, *options);
    command
        ->add_option("--rounds", options->rounds,
                     "ingest, commits, charts, contamination, trace, replay, replay-large, "
                     "cold-start, idle, growth: rounds; the median is the figure")
        ->check(CLI::Range(1, 100));
    command
        ->add_option("--spans", options->spans,
                     "ingest: spans in each round; trace: of each trace, several with commas "
                     "between them (10000,100000,1000000); replay: of the recording "
                     "(replay-large: 10000000 where it is not named)")
        ->delimiter(',')
        ->check(CLI::Range(1000, 10'000'000));
    command->add_option("--megabytes", options->megabytes, "import: size of the file")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--streams", options->streams, "detect: generated streams of each scenario")
        ->check(CLI::Range(10, 100'000));
    command
        ->add_option("--rows", options->rows,
                     "rollups: rows of seconds that are summed up; commits: spans that are written")
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
    command->add_option("--recording", options->recording,
                        "contamination, replay, replay-large: file with this cascade, or with so "
                        "many spans; made, and kept, if it is not there; whatif: a recording that "
                        "is there");
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
                    "Example: plumbline bench causes --seeds 10\n"
                    "Example: plumbline bench all --quick --page figures.html");
    command->callback([options, command, &status] {
        if (const auto problem = problemOf(*options, *command)) {
            status = report(*problem);
            return;
        }
        if (isSuite(*options)) {
            status = runSuiteOf(*options);
            return;
        }
        const std::string& name = options->names.front();
        if (name == "causes") {
            options->causes.progress = [](const std::string& why) { printProse(stderr, why); };
            status = bench::runCauses(options->causes, options->isJson);
        } else if (name == "tracediff")
            status = runTraceDiff(*options);
        else if (name == "trace")
            status = runTrace(*options);
        else if (name == "lever")
            status = bench::runLever({.calls = options->calls}, options->isJson);
        else if (name == "replay" || name == "replay-large")
            status = runReplay(*options);
        else if (name == "contamination")
            status = bench::runContamination(options->texts, options->recording, options->rounds,
                                             options->isJson);
        else if (name == "charts")
            status = runCharts(*options);
        else if (name == "attribution")
            status = bench::runAttribution(options->attribution, options->isJson);
        else if (name == "explore")
            status =
                bench::runExplore({.answers = options->answers, .frames = 240}, options->isJson);
        else if (name == "clusters")
            status = bench::runClusters(options->outputs, options->isJson);
        else if (name == "detect")
            status = runDetect(*options);
        else if (name == "validators")
            status = bench::runValidators(labelledFolder(options->data), options->isJson);
        else if (name == "claims")
            status = bench::runClaims(labelledFolder(options->data), options->isJson);
        else if (name == "queue")
            status = bench::runQueue(labelledFolder(options->data), options->isJson);
        else if (name == "whatif")
            status = bench::runWhatIf(
                {.answers = options->whatIfAnswers, .recording = options->recording},
                options->isJson);
        else if (name == "rollups")
            status = runRollups(*options);
        else if (name == "commits")
            status = runCommits(*options);
        else if (name == "growth")
            status = runGrowth(*options);
        else if (name == "soak") {
            options->soak.progress = tellWhat;
            status = bench::runSoak(options->soak, options->isJson);
        } else if (name == "cold-start" || name == "idle")
            status = runStarts(*options, name == "idle");
        else if (name == "health")
            status = bench::runHealth(options->health, options->isJson);
        else
            status = name == "import"
                ? bench::runImport({.megabytes = options->megabytes}, options->isJson)
                : runIngest(*options);
    });
}

} // namespace commands
