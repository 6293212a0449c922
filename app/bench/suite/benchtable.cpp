// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/benchtable.h"

#include "app/bench/suite/jsonpath.h"

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

const std::vector<RowPlace>& rowPlaces()
{
    static const std::vector<RowPlace> kPlaces{
        {"cold-start", "first frame, receiving", "ms", kLess, kTimed, "window_ms",
         "an empty QMainWindow", "empty_window_ms", "window_ratio", ratioAim(2)},
        {"cold-start", "first frame, on a recording", "ms", kLess, kTimed, "recording_ms",
         "an empty QMainWindow", "empty_window_ms", "recording_ratio", ratioAim(2)},
        {"idle", "processor, receiving", "of a core", kLess, kSteady, "window/core_share",
         "an empty QMainWindow", "empty_window/core_share", nullptr, figureAim(0.01)},
        {"idle", "resident memory, receiving", "MB", kLess, kSteady, "window/rss_mb",
         "an empty QMainWindow", "empty_window/rss_mb", nullptr, figureAim(200)},
        {"idle", "processor, on a recording", "of a core", kLess, kSteady, "recording/core_share",
         "an empty QMainWindow", "empty_window/core_share", nullptr, figureAim(0.01)},
        {"idle", "resident memory, on a recording", "MB", kLess, kSteady, "recording/rss_mb",
         "an empty QMainWindow", "empty_window/rss_mb", nullptr, figureAim(200)},
        {"ingest", "protobuf, whole path", "spans/s", kMore, kTimed, "cases/case=alone/spans_per_s",
         "raw insert of the same rows", "cases/case=alone/raw_spans_per_s",
         "cases/case=alone/ratio", ratioAim(0.85)},
        {"ingest", "JSON, whole path", "spans/s", kMore, kTimed, "cases/case=JSON/spans_per_s",
         "raw insert of the same rows", "cases/case=JSON/raw_spans_per_s", "cases/case=JSON/ratio",
         ratioAim(0.70)},
        {"ingest", "protobuf, window open and drawing", "spans/s", kMore, kTimed,
         "cases/case=window open/spans_per_s", "raw insert of the same rows",
         "cases/case=window open/raw_spans_per_s", "cases/case=window open/ratio"},
        {"ingest", "frame, 99 %, while ingest runs at full rate", "ms", kLess, kTimed,
         "window_frames/p99_ms", nullptr, nullptr, nullptr, figureAim(16.6)},
        {"ingest", "rate with redaction / without", "times", kMore, kSteady, "redaction_ratio"},
        {"import", "JSON lines, whole path", "spans/s", kMore, kTimed, "spans_per_s",
         "raw insert of the same rows", "raw_spans_per_s", nullptr, ratioAim(0.70)},
        {"import", "peak memory", "MB", kLess, kSteady, "peak_megabytes"},
        {"commits", "commit, 99 %, log written back by a thread", "ms", kLess, kTimed, "p99_ms",
         "SQLite's default checkpointing", "default_p99_ms", "ratio", ratioAim(1.0 / 15)},
        {"commits", "rate of rows", "rows/s", kMore, kTimed, "rows_per_s",
         "SQLite's default checkpointing", "default_rows_per_s", "rate_ratio"},
        {"rollups", "rows of seconds written, all three widths", "rows/s", kMore, kTimed,
         "rows_per_s", "counts and sums of seconds alone", "plain_rows_per_s"},
        {"rollups", "file a row of seconds", "bytes", kLess, kSteady, "bytes_per_row",
         "counts and sums of seconds alone", "plain_bytes_per_row"},
        {"rollups", "sums of an hour by model", "ms", kLess, kTimed, "sum_hour_ms",
         "SQL over all rows of seconds", "scan_ms"},
        {"rollups", "sums of all by service and check", "ms", kLess, kTimed, "sum_all_ms",
         "SQL over all rows of seconds", "scan_ms"},
        {"charts", "10 charts x 3 series x 100,000, frame", "ms", kLess, kTimed, "wall_ms/median",
         "uPlot in headless Chromium", "uplot_wall_ms/median", "ratio", ratioAim(0.1), "uplot"},
        {"charts", "10 charts x 3 series x 100,000, CPU of a frame", "ms", kLess, kTimed,
         "cpu_ms/median", nullptr, nullptr, nullptr, figureAim(6)},
        {"trace", "100,000 spans, loaded and painted, waterfall", "ms", kLess, kTimed,
         "traces/spans=100000/waterfall/*/whole_frame_ms", "speedscope in headless Chromium",
         "traces/spans=100000/speedscope/load_ms", "traces/spans=100000/load_ratio_whole_waterfall",
         ratioAim(0.02), "traces/spans=100000/speedscope_note"},
        {"trace", "100,000 spans, loaded and painted, flame view", "ms", kLess, kTimed,
         "traces/spans=100000/flame/*/whole_frame_ms", "speedscope in headless Chromium",
         "traces/spans=100000/speedscope/load_ms", "traces/spans=100000/load_ratio_whole_flame",
         ratioAim(0.02), "traces/spans=100000/speedscope_note"},
        {"trace",
         "1,000,000 spans, loaded and painted, waterfall",
         "ms",
         kLess,
         kTimed,
         "traces/spans=1000000/waterfall/*/whole_frame_ms",
         "speedscope in headless Chromium",
         "traces/spans=1000000/speedscope/load_ms",
         "traces/spans=1000000/load_ratio_whole_waterfall",
         {},
         "traces/spans=1000000/speedscope_note"},
        {"trace", "a frame of 1,000,000 spans / of 100,000, worst movement", "times", kLess,
         kSteady, "frame_growth", nullptr, nullptr, nullptr, figureAim(2)},
        {"trace", "100,000 spans, slowest movement, 95 %", "ms", kLess, kTimed,
         "worst_p95_frame_ms", nullptr, nullptr, nullptr, figureAim(16.6)},
        {"replay", "recording opened, all read and painted", "ms", kLess, kTimed, "open",
         "the same rows by plain SQLite", "plain_open"},
        {"replay", "seek, health page, as known then", "ms", kLess, kTimed,
         "seeks/0/seek/median_ms", "the same rows by plain SQLite", "seeks/0/plain/median_ms"},
        {"replay", "frames while played as fast as possible", "frames/s", kMore, kTimed,
         "plays/2/frames_per_s"},
        {"explore", "frame of the plot", "ms", kLess, kTimed, "frame_ms/median",
         "every answer drawn as a point", "anchor_frame_ms/median", "ratio"},
        {"health", "short answers judged", "generations/s", kMore, kTimed, "speed/0/per_s"},
        {"health", "long answers judged", "generations/s", kMore, kTimed, "speed/1/per_s"},
        {"health", "memory of a signal", "kB", kLess, kSteady, "memory/kilobytes_a_signal"},
        {"health", "bad answer sent to its alarm painted, 99 %", "s", kLess, kTimed,
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
         "throughput/detector=esr/updates_per_s"},
        {"causes", "true cause named first", "share", kMore, kSteady, "first_plain"},
        {"tracediff", "a suspect compared with a good run", "ms", kLess, kTimed, "compare_ms"},
        {"validators", "an answer judged, median", "us", kLess, kTimed, "sets/0/us_p50"},
        {"claims", "claims of an answer, median", "us", kLess, kTimed, "sets/0/median_us"},
        {"queue", "error of the first quarter after 20 verdicts", "share", kLess, kSteady,
         "sets/0/as_shown/errors/verdicts=20/error_of_top_quarter_after_top"},
        {"growth", "spans written: exponent of time over spans", "exponent", kLess, kSteady,
         "costs/what=written/exponent", nullptr, nullptr, nullptr, figureAim(1.1)},
        {"growth", "first page of suspects: exponent of time over spans", "exponent", kLess,
         kSteady, "costs/what=suspects/exponent", nullptr, nullptr, nullptr, figureAim(1.1)},
        {"growth", "overview of all: exponent of time over spans", "exponent", kLess, kSteady,
         "costs/what=overview/exponent", nullptr, nullptr, nullptr, figureAim(1.1)},
        {"growth", "observations: exponent of time over signals", "exponent", kLess, kSteady,
         "costs/what=signals/exponent", nullptr, nullptr, nullptr, figureAim(1.1)},
        {"growth", "all windows read: exponent of time over windows", "exponent", kLess, kSteady,
         "costs/what=windows/exponent", nullptr, nullptr, nullptr, figureAim(1.1)},
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
    else if (row.anchorFigure->median > 0)
        row.ratio = measuredOf({row.figure->median / row.anchorFigure->median});
    return row;
}

} // namespace

const std::vector<SuiteBench>& suiteBenches()
{
    static const std::vector<SuiteBench> kBenches{
        {"cold-start", 1, "--rounds 9", 1, "--rounds 5", 120},
        {"idle", 1, "--rounds 3 --seconds 20", 1, "--rounds 3 --seconds 5", 180},
        {"ingest", 1, "--rounds 5", 1, "--rounds 3 --spans 16000", 180},
        {"import", 3, "", 3, "--megabytes 16", 60},
        {"commits", 1, "--rounds 5", 1, "--rounds 3 --rows 60000", 90},
        {"rollups", 3, "", 3, "--rows 200000", 60},
        {"charts", 3, "", 3, "--frames 40", 60},
        {"trace", 1, "--rounds 3 --spans 100000,1000000", 1, "--rounds 3 --spans 100000", 180},
        {"replay", 1, "--rounds 5", 1, "--rounds 3 --spans 60000", 180},
        {"explore", 3, "", 3, "--answers 100000", 60},
        {"health", 3, "", 3, "--generations 1000 --signals 1000 --alarms 2", 60},
        {"attribution", 3, "", 3, "--compared 50000", 60},
        {"contamination", 1, "", 1, "--cascade 20000 --rounds 3", 120},
        {"clusters", 3, "", 3, "--texts 10000", 60},
        {"whatif", 3, "", 3, "--told 10000", 60},
        {"lever", 3, "", 3, "--calls 100", 60},
        {"detect", 1, "", 1, "--streams 20", 120},
        {"causes", 1, "", 1, "--seeds 1", 180},
        {"tracediff", 1, "", 1, "--pairs 10", 120},
        {"validators", 1, "", 1, "", 120},
        {"claims", 1, "", 1, "", 120},
        {"queue", 1, "", 1, "", 120},
        {"growth", 1, "--rounds 3", 1, "--rounds 3 --most 10000", 180},
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
