// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/benchtable.h"

#include "app/bench/suite/jsonpath.h"
#include "app/bench/suite/soaktrend.h"
#include "app/bench/suite/traceaims.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr bool kMore = true;
constexpr bool kLess = false;
constexpr bool kSteady = true;
constexpr bool kTimed = false;

// Where a row stands in the JSON of its benchmark, see measuredAt().
struct RowPlace
{
    const char* bench;
    const char* name;
    const char* unit;
    bool isMoreBetter;
    bool isSteady;
    const char* figure;
    const char* anchor = nullptr; // its name
    const char* anchorFigure = nullptr;
    const char* ratio = nullptr; // null: figure / anchor, of the medians
    std::optional<BenchAim> aim = {};
    const char* note = nullptr; // a path: why there is no anchor
};

constexpr BenchAim ratioAim(double bound)
{
    return {.bound = bound, .isOfRatio = true};
}

constexpr BenchAim figureAim(double bound)
{
    return {.bound = bound, .isOfRatio = false};
}

// Of what has no other anchor; plainWorkJson(), measured around each run.
constexpr const char* kArithmetic = "a fixed loop of arithmetic";
constexpr const char* kArithmeticTime = "plain_work/arithmetic_ms";
constexpr const char* kArithmeticRate = "plain_work/arithmetic_per_s";
constexpr const char* kMemory = "a fixed walk through memory";
constexpr const char* kMemoryTime = "plain_work/memory_ms";

const std::vector<RowPlace>& rowPlaces()
{
    static const std::vector<RowPlace> kPlaces{
        {"cold-start", "first frame, receiving", "ms", kLess, kTimed, "window_ms",
         "an empty QMainWindow, Qt alone", "empty_window_ms", "window_ratio", ratioAim(2),
         "empty_window_note"},
        {"cold-start", "first frame, on a recording", "ms", kLess, kTimed, "recording_ms",
         "an empty QMainWindow, Qt alone", "empty_window_ms", "recording_ratio", ratioAim(2),
         "empty_window_note"},
        {"idle", "processor, receiving", "of a core", kLess, kSteady, "window/core_share",
         "an empty QMainWindow, Qt alone", "empty_window/core_share", nullptr, figureAim(0.01)},
        {"idle", "resident memory, receiving", "MB", kLess, kSteady, "window/rss_mb",
         "an empty QMainWindow, Qt alone", "empty_window/rss_mb", nullptr, figureAim(200)},
        {"idle", "processor, on a recording", "of a core", kLess, kSteady, "recording/core_share",
         "an empty QMainWindow, Qt alone", "empty_window/core_share", nullptr, figureAim(0.01)},
        {"idle", "resident memory, on a recording", "MB", kLess, kSteady, "recording/rss_mb",
         "an empty QMainWindow, Qt alone", "empty_window/rss_mb", nullptr, figureAim(200)},
        {"ingest", "protobuf, whole path", "spans/s", kMore, kTimed, "cases/case=alone/spans_per_s",
         "raw insert of the same rows", "cases/case=alone/raw_spans_per_s",
         "cases/case=alone/ratio", ratioAim(0.85)},
        {"ingest", "JSON, whole path", "spans/s", kMore, kTimed, "cases/case=JSON/spans_per_s",
         "raw insert of the same rows", "cases/case=JSON/raw_spans_per_s", "cases/case=JSON/ratio",
         ratioAim(0.70)},
        {"ingest", "protobuf in gzip, whole path", "spans/s", kMore, kTimed,
         "cases/case=gzip/spans_per_s", "raw insert of the same rows",
         "cases/case=gzip/raw_spans_per_s", "cases/case=gzip/ratio"},
        {"ingest", "protobuf, memory at its most above the start", "MB", kLess, kSteady,
         "cases/case=alone/added_mb"},
        {"ingest", "protobuf, window open and drawing", "spans/s", kMore, kTimed,
         "cases/case=window open/spans_per_s", "raw insert of the same rows",
         "cases/case=window open/raw_spans_per_s", "cases/case=window open/ratio"},
        {"ingest", "frame, 99 %, while ingest runs at full rate", "ms", kLess, kTimed,
         "window_frames/p99_ms", kMemory, kMemoryTime, nullptr, figureAim(16.6)},
        {"ingest", "window held up, 99 %, while ingest runs at full rate", "ms", kLess, kTimed,
         "window_heartbeat/p99_ms", kMemory, kMemoryTime, nullptr, figureAim(16.6)},
        {"ingest", "rate with redaction / without", "times", kMore, kSteady, "redaction_ratio"},
        {"import", "JSON lines, whole path", "spans/s", kMore, kTimed, "spans_per_s",
         "raw insert of the same rows", "raw_spans_per_s", nullptr, ratioAim(0.70)},
        {"import", "peak memory", "MB", kLess, kSteady, "peak_megabytes"},
        {"commits", "commit, 99 %, log written back by a thread", "ms", kLess, kTimed, "p99_ms",
         "the same rows, SQLite's default checkpointing", "default_p99_ms", "ratio",
         ratioAim(1.0 / 15)},
        {"commits", "rate of spans", "spans/s", kMore, kTimed, "rows_per_s",
         "the same rows, SQLite's default checkpointing", "default_rows_per_s", "rate_ratio"},
        {"rollups", "rows of seconds written, all three widths", "rows/s", kMore, kTimed,
         "rows_per_s", "counts and sums of seconds alone", "plain_rows_per_s"},
        {"rollups", "file a row of seconds", "bytes", kLess, kSteady, "bytes_per_row",
         "counts and sums of seconds alone", "plain_bytes_per_row"},
        {"rollups", "sums of an hour by model", "ms", kLess, kTimed, "sum_hour_ms",
         "SQL over the observations of 60 s", "raw_minute_ms"},
        {"rollups", "95 % of a service's hour", "ms", kLess, kTimed, "percentile_hour_ms",
         "SQL over the observations of 60 s", "raw_percentile_ms", nullptr, ratioAim(1.0 / 60)},
        {"rollups", "sums of all by service and check", "ms", kLess, kTimed, "sum_all_ms",
         kArithmetic, kArithmeticTime},
        {"charts", "10 charts x 3 series x 100,000, frame", "ms", kLess, kTimed, "wall_rounds_ms",
         "uPlot in headless Chromium", "uplot_rounds_ms", "ratio", ratioAim(0.1), "uplot"},
        {"charts", "the same frame beside Qt Charts", "ms", kLess, kTimed, "wall_rounds_ms",
         "replace() and repaint", "qtcharts_wall_rounds_ms", "qtcharts_wall_ratio"},
        {"charts", "10 charts x 3 series x 100,000, CPU of a frame", "ms", kLess, kTimed,
         "cpu_rounds_ms", "Qt Charts, replace() and repaint", "qtcharts_cpu_rounds_ms",
         "qtcharts_cpu_ratio", figureAim(6)},
        {"trace", "100,000 spans, loaded and painted, waterfall", "ms", kLess, kTimed,
         "traces/spans=100000/waterfall/*/whole_frame_ms", "speedscope in headless Chromium",
         "traces/spans=100000/speedscope/load_ms",
         "traces/spans=100000/speedscope/load_ratio_whole_waterfall", ratioAim(kSpeedscopeAim),
         "traces/spans=100000/speedscope_note"},
        {"trace", "100,000 spans, loaded and painted, flame view", "ms", kLess, kTimed,
         "traces/spans=100000/flame/*/whole_frame_ms", "speedscope in headless Chromium",
         "traces/spans=100000/speedscope/load_ms",
         "traces/spans=100000/speedscope/load_ratio_whole_flame", ratioAim(kSpeedscopeAim),
         "traces/spans=100000/speedscope_note"},
        {"trace",
         "1,000,000 spans, loaded and painted, waterfall",
         "ms",
         kLess,
         kTimed,
         "traces/spans=1000000/waterfall/*/whole_frame_ms",
         "speedscope in headless Chromium",
         "traces/spans=1000000/speedscope/load_ms",
         "traces/spans=1000000/speedscope/load_ratio_whole_waterfall",
         {},
         "traces/spans=1000000/speedscope_note"},
        {"trace",
         "100,000 spans, loaded and painted, waterfall beside flame-chart-js",
         "ms",
         kLess,
         kTimed,
         "traces/spans=100000/waterfall/*/whole_frame_ms",
         "flame-chart-js in headless Chromium",
         "traces/spans=100000/flame_chart_js/load_ms",
         "traces/spans=100000/flame_chart_js/load_ratio_whole_waterfall",
         {},
         "traces/spans=100000/flame_chart_js_note"},
        {"trace", "1,000,000 spans, loaded and painted, waterfall beside flame-chart-js", "ms",
         kLess, kTimed, "traces/spans=1000000/waterfall/*/whole_frame_ms",
         "flame-chart-js in headless Chromium", "traces/spans=1000000/flame_chart_js/load_ms",
         "traces/spans=1000000/flame_chart_js/load_ratio_whole_waterfall", ratioAim(kFlameChartAim),
         "traces/spans=1000000/flame_chart_js_note"},
        {"trace", "1,000,000 spans, loaded and painted, flame view beside flame-chart-js", "ms",
         kLess, kTimed, "traces/spans=1000000/flame/*/whole_frame_ms",
         "flame-chart-js in headless Chromium", "traces/spans=1000000/flame_chart_js/load_ms",
         "traces/spans=1000000/flame_chart_js/load_ratio_whole_flame", ratioAim(kFlameChartAim),
         "traces/spans=1000000/flame_chart_js_note"},
        {"trace", "100,000 spans, resident bytes a span, waterfall", "bytes", kLess, kSteady,
         "traces/spans=100000/waterfall/*/bytes_per_span", nullptr, nullptr, nullptr,
         figureAim(kTraceBytesAim)},
        {"trace", "100,000 spans, resident bytes a span, flame view", "bytes", kLess, kSteady,
         "traces/spans=100000/flame/*/bytes_per_span", nullptr, nullptr, nullptr,
         figureAim(kTraceBytesAim)},
        {"trace", "1,000,000 spans, resident bytes a span, waterfall", "bytes", kLess, kSteady,
         "traces/spans=1000000/waterfall/*/bytes_per_span", nullptr, nullptr, nullptr,
         figureAim(kTraceBytesAim)},
        {"trace", "1,000,000 spans, resident bytes a span, flame view", "bytes", kLess, kSteady,
         "traces/spans=1000000/flame/*/bytes_per_span", nullptr, nullptr, nullptr,
         figureAim(kTraceBytesAim)},
        {"trace", "a frame of 1,000,000 spans / of 100,000, worst movement", "times", kLess,
         kSteady, "frame_growth", nullptr, nullptr, nullptr, figureAim(kTraceGrowthAim)},
        {"trace", "100,000 spans, slowest movement, 95 %", "ms", kLess, kTimed,
         "worst_p95_frame_ms", kArithmetic, kArithmeticTime, nullptr, figureAim(kTraceFrameAim)},
        {"replay", "recording opened, all read and painted", "ms", kLess, kTimed, "open",
         "the same rows by plain SQLite", "plain_open"},
        {"replay", "seek, health page, as known then", "ms", kLess, kTimed,
         "seeks/0/seek/median_ms", "the same rows by plain SQLite", "seeks/0/plain/median_ms"},
        {"replay", "frames while played as fast as possible", "frames/s", kMore, kTimed,
         "plays/2/frames_per_s", kArithmetic, kArithmeticRate},
        {"replay-large", "10,000,000 spans: recording opened, all read and painted", "ms", kLess,
         kTimed, "open", "the same rows by plain SQLite", "plain_open"},
        {"replay-large", "10,000,000 spans: seek, health page, as known then", "ms", kLess, kTimed,
         "seeks/0/seek/median_ms", "the same rows by plain SQLite", "seeks/0/plain/median_ms"},
        {"replay-large", "10,000,000 spans: seek, suspects page, as known then", "ms", kLess,
         kTimed, "seeks/2/seek/median_ms", "the same rows by plain SQLite",
         "seeks/2/plain/median_ms"},
        {"replay-large", "10,000,000 spans: frames while played as fast as possible", "frames/s",
         kMore, kTimed, "plays/2/frames_per_s", kArithmetic, kArithmeticRate},
        {"replay-large", "10,000,000 spans: memory at its most while recorded", "MB", kLess,
         kSteady, "written/peak_mb"},
        {"explore", "frame of the plot", "ms", kLess, kTimed, "frame_ms/median",
         "every answer drawn as a point", "anchor_frame_ms/median", "ratio"},
        {"health", "short answers judged", "generations/s", kMore, kTimed, "speed/0/per_s",
         kArithmetic, kArithmeticRate},
        {"health", "long answers judged", "generations/s", kMore, kTimed, "speed/1/per_s",
         kArithmetic, kArithmeticRate},
        {"health", "memory of a signal", "kB", kLess, kSteady, "memory/kilobytes_a_signal"},
        // Most of it is waiting by the clock, on any machine.
        {"health", "bad answer sent to its alarm painted, 99 %", "s", kLess, kSteady,
         "alarms/p99_s"},
        {"attribution", "what suspects share", "s", kLess, kTimed, "contrast_s",
         "GROUP BY of the same attributes", "group_by_s", "ratio"},
        {"contamination", "where a statement went", "s", kLess, kTimed, "query_s",
         "FTS5, the phrase", "fts5/phrase_s"},
        {"contamination", "ingest with fingerprints / without", "times", kMore, kSteady,
         "ingest_share"},
        {"clusters", "similar outputs put together", "s", kLess, kTimed, "few/seconds",
         "all pairs compared", "few_all_pairs/seconds"},
        {"whatif", "observations told again", "1/s", kMore, kTimed, "observations_per_s",
         "SQL over the same results", "scan_rows_per_s", "ratio"},
        {"lever", "a move of a lever", "us", kLess, kTimed, "plumbline/median_us",
         "the same requests by libcurl", "libcurl/median_us", "ratio"},
        {"detect", "updates of the e-detector of flags", "updates/s", kMore, kTimed,
         "throughput/detector=esr/updates_per_s", kArithmetic, kArithmeticRate},
        {"causes", "true cause named first", "share", kMore, kSteady, "first_plain"},
        {"tracediff", "a suspect compared with a good run", "ms", kLess, kTimed, "compare_ms",
         kMemory, kMemoryTime},
        {"validators", "an answer judged, median", "us", kLess, kTimed, "sets/0/us_p50",
         kArithmetic, kArithmeticTime},
        {"claims", "claims of an answer, median", "us", kLess, kTimed, "sets/0/median_us",
         kArithmetic, kArithmeticTime},
        {"queue", "error of the first quarter after 20 verdicts", "share", kLess, kSteady,
         "sets/0/as_shown/errors/verdicts=20/error_of_top_quarter_after_top"},
        {"soak", "write-ahead log at its longest, a reader beside it", "MB", kLess, kSteady,
         "wal_mb", nullptr, nullptr, nullptr, figureAim(kSoakLogAim)},
        {"soak", "frame, 99 %, of the window that draws it", "ms", kLess, kTimed,
         "window_frames/p99_ms", kMemory, kMemoryTime, nullptr, figureAim(kSoakFrameAim)},
        {"soak", "resident memory, an hour later", "times", kLess, kSteady, "hourly_growth/rss_mb",
         nullptr, nullptr, nullptr, figureAim(1 + kSoakMemoryAim)},
        {"soak", "the median second of traffic, an hour later", "times", kLess, kSteady,
         "hourly_growth/second_median_ms", nullptr, nullptr, nullptr,
         figureAim(1 + kSoakLatencyAim)},
        {"growth", "spans written: steepest exponent of time over spans", "exponent", kLess,
         kSteady, "costs/what=written/steepest", nullptr, nullptr, nullptr, figureAim(1.1)},
        {"growth", "first page of suspects: steepest exponent of time over spans", "exponent",
         kLess, kSteady, "costs/what=suspects/steepest", nullptr, nullptr, nullptr, figureAim(1.1)},
        {"growth", "overview of all: steepest exponent of time over spans", "exponent", kLess,
         kSteady, "costs/what=overview/steepest", nullptr, nullptr, nullptr, figureAim(1.1)},
        {"growth", "observations: steepest exponent of time over signals", "exponent", kLess,
         kSteady, "costs/what=signals/steepest", nullptr, nullptr, nullptr, figureAim(1.1)},
        {"growth", "all windows read: steepest exponent of time over windows", "exponent", kLess,
         kSteady, "costs/what=windows/steepest", nullptr, nullptr, nullptr, figureAim(1.1)},
    };
    return kPlaces;
}

BenchFigure emptyRow(const RowPlace& place)
{
    return {.bench = place.bench,
            .name = place.name,
            .unit = place.unit,
            .isMoreBetter = place.isMoreBetter,
            .isSteady = place.isSteady,
            .figure = {},
            .anchor = place.anchor == nullptr ? "" : place.anchor,
            .anchorFigure = {},
            .ratio = {},
            .aim = place.aim,
            .note = {}};
}

// Which rounds of the two go together is not known: from the least that it can be to the most.
Measured ratioOf(const Measured& figure, const Measured& anchor)
{
    return {.median = figure.median / anchor.median,
            .least = figure.least / anchor.most,
            .most = figure.most / anchor.least};
}

BenchFigure rowOf(const RowPlace& place, const QJsonObject& printed)
{
    BenchFigure row = emptyRow(place);
    row.figure = measuredAt(printed, place.figure);
    if (!row.figure) {
        const QString why = textAt(printed, "skipped");
        row.note = "skipped: " + (why.isEmpty() ? "it was not measured" : why.toStdString());
        return row;
    }
    if (place.anchor == nullptr)
        return row;
    row.anchorFigure = measuredAt(printed, place.anchorFigure);
    if (!row.anchorFigure) {
        const QString why = place.note == nullptr ? QString() : textAt(printed, place.note);
        row.note = why.isEmpty() ? "no anchor: it was not measured" : why.toStdString();
        return row;
    }
    if (place.ratio != nullptr)
        row.ratio = measuredAt(printed, place.ratio);
    else if (row.anchorFigure->least > 0)
        row.ratio = ratioOf(*row.figure, *row.anchorFigure);
    if (!row.ratio)
        row.note = "no ratio: it was not measured";
    return row;
}

} // namespace

const std::vector<SuiteBench>& suiteBenches()
{
    static const std::vector<SuiteBench> kBenches{
        {"cold-start", 1, "--rounds 9", 1, "--rounds 5", 120},
        {"idle", 1, "--rounds 5 --seconds 20", 1, "--rounds 5 --seconds 3", 300},
        {"ingest", 1, "--rounds 5", 1, "--rounds 5 --spans 16000", 400},
        {"import", 5, "", 5, "--megabytes 16", 60},
        {"commits", 1, "--rounds 5", 1, "--rounds 5 --rows 60000", 240},
        {"rollups", 5, "", 5, "--rows 200000", 120},
        {"charts", 1, "", 1, "--frames 60", 400},
        {"trace", 1, "--rounds 5 --spans 100000,1000000", 1, "--rounds 5 --spans 100000", 400},
        {"replay", 5, "--rounds 2", 5, "--rounds 2 --spans 60000", 120},
        {"replay-large", 1, "--rounds 5", 0, "", 0,
         "up to 18 GB of disk in the folder for temporary files, or it is skipped, and half an "
         "hour or so"},
        {"explore", 5, "", 5, "--answers 100000", 60},
        {"health", 5, "", 5, "--generations 1000 --signals 1000 --alarms 2", 120},
        {"attribution", 5, "", 5, "--compared 50000", 60},
        {"contamination", 1, "", 1, "--cascade 20000 --rounds 5", 180},
        {"clusters", 5, "", 5, "--texts 10000", 60},
        {"whatif", 5, "", 5, "--told 10000", 60},
        {"lever", 5, "", 5, "--calls 100", 60},
        {"detect", 5, "--streams 100", 5, "--streams 20", 120},
        {"causes", 1, "", 1, "--seeds 1", 180},
        {"tracediff", 5, "", 5, "--pairs 10", 120},
        {"validators", 5, "", 5, "", 120},
        {"claims", 5, "", 5, "", 120},
        {"queue", 1, "", 1, "", 120},
        {"soak", 1, "--hours 1 --window", 1, "--hours 0.05 --rate 1000 --window", 300},
        {"growth", 1, "--rounds 5", 1, "--rounds 5 --most 100000", 600},
    };
    return kBenches;
}

const SuiteBench* suiteBench(const std::string& name)
{
    const auto& benches = suiteBenches();
    const auto found =
        std::ranges::find_if(benches, [&name](const auto& bench) { return name == bench.name; });
    return found == benches.end() ? nullptr : &*found;
}

QStringList suiteArguments(const SuiteBench& bench, bool isQuick)
{
    return QStringList{u"bench"_s, QString::fromLatin1(bench.name), u"--json"_s}
    + QString::fromLatin1(isQuick ? bench.quickArguments : bench.arguments)
          .split(u' ', Qt::SkipEmptyParts);
}

std::vector<BenchFigure> figuresOf(const std::string& bench, const QJsonObject& printed)
{
    std::vector<BenchFigure> rows;
    for (const RowPlace& place : rowPlaces()) {
        if (bench == place.bench)
            rows.push_back(rowOf(place, printed));
    }
    return rows;
}

std::vector<BenchFigure> figuresWithout(const std::string& bench, const std::string& note)
{
    std::vector<BenchFigure> rows;
    for (const RowPlace& place : rowPlaces()) {
        if (bench != place.bench)
            continue;
        rows.push_back(emptyRow(place));
        rows.back().note = note;
    }
    return rows;
}

} // namespace bench
