// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/measured.h"
#include "app/bench/measuredjson.h"
#include "app/bench/suite/traceaims.h"
#include "app/bench/tracebench.h"
#include "app/bench/tracebenchframes.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using commands::print;

double medianLoad(const std::vector<TraceLoad>& loads, double TraceLoad::*figure)
{
    std::vector<double> values;
    for (const TraceLoad& load : loads)
        values.push_back(load.*figure);
    return medianOf(std::move(values));
}

double mostMegabytes(const TraceBenchRow& row)
{
    double most = 0;
    for (const auto* loads : {&row.waterfall, &row.flame})
        for (const TraceLoad& load : *loads)
            most = std::max(most, load.peakMegabytes);
    return most;
}

// Beside the anchors, which show nothing before they have all: the frame with the first part, on
// which one can begin to look, and the frame with all of the trace.
struct LoadRatio
{
    const char* name;
    double TraceLoad::*figure;
};
constexpr LoadRatio kRatios[] = {{"first", &TraceLoad::first}, {"whole", &TraceLoad::painted}};

// Of the rounds in which the anchor loaded, which are the first ones: ours beside its own.
Measured ratioTo(const AnchorFigures& anchor, const std::vector<TraceLoad>& loads,
                 double TraceLoad::*figure)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(anchor.load.size(), loads.size()); ++i)
        ratios.push_back(loads[i].*figure / anchor.load[i]);
    return measuredOf(std::move(ratios));
}

// Of its load; nothing: there is no aim of so many spans.
std::optional<double> loadAim(TraceAnchor anchor, int spans)
{
    if (anchor == TraceAnchor::Speedscope && spans == kTraceSpans)
        return kSpeedscopeAim;
    if (anchor == TraceAnchor::FlameChart && spans == kMostTraceSpans)
        return kFlameChartAim;
    return {};
}

using Move = MovingTimes TraceFrames::*;
struct NamedMove
{
    const char* name;
    Move times;
};
constexpr NamedMove kMoves[] = {{"zoom", &TraceFrames::zoom},
                                {"pan", &TraceFrames::pan},
                                {"scroll", &TraceFrames::scroll},
                                {"choose", &TraceFrames::choose}};

const TraceBenchRow* rowOf(const std::vector<TraceBenchRow>& rows, int spans)
{
    const auto found =
        std::ranges::find(rows, spans, [](const auto& row) { return row.trace.spans; });
    return found == rows.end() ? nullptr : &*found;
}

// The largest 95 % of all movements at scale 1.
double worstFrame(const TraceBenchRow& row)
{
    double worst = 0;
    for (const TraceFrames& frames : row.frames)
        for (const NamedMove& move : kMoves)
            if (frames.scale == 1)
                worst = std::max(worst, (frames.*move.times).p95);
    return worst;
}

// The largest ratio of the same movement, in processor time: what else the machine does is not in
// it.
double worstGrowth(const TraceBenchRow& large, const TraceBenchRow& small)
{
    double worst = 0;
    for (std::size_t i = 0; i < std::min(large.frames.size(), small.frames.size()); ++i)
        for (const NamedMove& move : kMoves) {
            const double before = (small.frames[i].*move.times).processor;
            if (before > 0)
                worst = std::max(worst, (large.frames[i].*move.times).processor / before);
        }
    return worst;
}

QJsonObject toJson(const MovingTimes& times)
{
    return {{u"median"_s, times.median},
            {u"p95"_s, times.p95},
            {u"max"_s, times.most},
            {u"processor_median"_s, times.processor},
            {u"count"_s, times.count}};
}

QJsonArray toJson(const std::vector<TraceLoad>& loads)
{
    QJsonArray array;
    for (const TraceLoad& load : loads)
        array.append(QJsonObject{{u"read_ms"_s, load.read},
                                 {u"first_frame_ms"_s, load.first},
                                 {u"whole_frame_ms"_s, load.painted},
                                 {u"peak_mb"_s, load.peakMegabytes},
                                 {u"bytes_per_span"_s, load.bytesPerSpan}});
    return array;
}

QJsonObject toJson(const TraceBenchRow& row, const AnchorFigures& anchor)
{
    QJsonArray loads;
    for (const double load : anchor.load)
        loads.append(load);
    QJsonObject object{{u"load_ms"_s, loads},
                       {u"frame_ms"_s, toJson(anchor.frames)},
                       {u"file_mb"_s, anchor.megabytes},
                       {u"version"_s, QString::fromStdString(anchor.version)},
                       {u"browser"_s, QString::fromStdString(anchor.browser)}};
    for (const auto& [name, figure] : kRatios) {
        const QString key = u"load_ratio_"_s + QString::fromLatin1(name);
        object[key + u"_waterfall"_s] = measuredJson(ratioTo(anchor, row.waterfall, figure));
        object[key + u"_flame"_s] = measuredJson(ratioTo(anchor, row.flame, figure));
    }
    return object;
}

QJsonObject toJson(const TraceBenchRow& row)
{
    QJsonArray frames;
    for (const TraceFrames& one : row.frames) {
        QJsonObject object{{u"view"_s, QString::fromLatin1(toString(one.view))},
                           {u"depth"_s, QString::fromLatin1(toString(one.depth))},
                           {u"scale"_s, one.scale}};
        for (const NamedMove& move : kMoves)
            object[QString::fromLatin1(move.name) + u"_ms"_s] = toJson(one.*move.times);
        frames.append(object);
    }
    QJsonObject object{{u"spans"_s, row.trace.spans},
                       {u"failed"_s, row.trace.failed},
                       {u"levels"_s, row.trace.deepest},
                       {u"recording_mb"_s, static_cast<double>(row.trace.bytes) / 1e6},
                       {u"waterfall"_s, toJson(row.waterfall)},
                       {u"flame"_s, toJson(row.flame)},
                       {u"frames"_s, frames}};
    for (const AnchorRow& anchor : row.anchors) {
        const QString key =
            QString::fromLatin1(toString(anchor.anchor)).replace(u'-', u'_'); // as other keys
        if (anchor.figures)
            object[key] = toJson(row, *anchor.figures);
        if (!anchor.note.empty())
            object[key + u"_note"_s] = QString::fromStdString(anchor.note);
    }
    return object;
}

void printAnchor(const TraceBenchRow& row, const AnchorRow& anchor)
{
    const char* name = toString(anchor.anchor);
    if (!anchor.note.empty())
        print(stdout, "  %s in headless Chromium: %s\n", name, anchor.note.c_str());
    if (!anchor.figures)
        return;
    const auto aim = loadAim(anchor.anchor, row.trace.spans);
    print(stdout, "  %-34s %10s %10.0f\n",
          (std::string(name) + " " + anchor.figures->version + ", file of "
           + std::to_string(static_cast<int>(anchor.figures->megabytes)) + " MB")
              .c_str(),
          "", medianOf(anchor.figures->load));
    for (const auto* loads : {&row.waterfall, &row.flame}) {
        for (const auto& [frame, figure] : kRatios) {
            const Measured ratio = ratioTo(*anchor.figures, *loads, figure);
            print(stdout, "  %s, %s frame / %s: %.3f (%.3f to %.3f; 1/%.1f)",
                  loads == &row.waterfall ? "waterfall" : "flame view", frame, name, ratio.median,
                  ratio.least, ratio.most, 1 / ratio.median);
            if (aim)
                print(stdout, ", aim 1/%.0f: %s", 1 / *aim,
                      ratio.median <= *aim ? "reached" : "missed");
            print(stdout, "\n");
        }
    }
}

void printLoads(const TraceBenchRow& row)
{
    print(stdout, "\n%d spans, %d failed, %d levels; recording of %.1f MB\n", row.trace.spans,
          row.trace.failed, row.trace.deepest, static_cast<double>(row.trace.bytes) / 1e6);
    print(stdout, "  %-34s %10s %10s %10s\n", "ms, median of the rounds", "first part", "read",
          "painted");
    const auto line = [](const char* what, const std::vector<TraceLoad>& loads) {
        print(stdout, "  %-34s %10.0f %10.0f %10.0f\n", what, medianLoad(loads, &TraceLoad::first),
              medianLoad(loads, &TraceLoad::read), medianLoad(loads, &TraceLoad::painted));
    };
    line("recording to waterfall painted", row.waterfall);
    line("recording to flame view painted", row.flame);
    print(stdout,
          "  peak resident memory: %.0f MB; resident bytes a span: waterfall %.0f, flame view "
          "%.0f, aim %.0f\n",
          mostMegabytes(row), medianLoad(row.waterfall, &TraceLoad::bytesPerSpan),
          medianLoad(row.flame, &TraceLoad::bytesPerSpan), kTraceBytesAim);
    for (const AnchorRow& anchor : row.anchors)
        printAnchor(row, anchor);
}

void printFrames(const TraceBenchRow& row)
{
    print(stdout, "  %-28s", "ms a frame: median 95 % max");
    for (const NamedMove& move : kMoves)
        print(stdout, " %20s", move.name);
    print(stdout, "\n");
    for (const TraceFrames& frames : row.frames) {
        print(stdout, "  %-10s %-9s %dx      ", toString(frames.view), toString(frames.depth),
              frames.scale);
        for (const NamedMove& move : kMoves) {
            const MovingTimes& times = frames.*move.times;
            print(stdout, "  %6.2f %6.2f %5.1f", times.median, times.p95, times.most);
        }
        print(stdout, "\n");
    }
    for (const AnchorRow& anchor : row.anchors) {
        if (!anchor.figures || anchor.figures->frames.count == 0)
            continue;
        const MovingTimes& times = anchor.figures->frames;
        print(stdout, "  %-28s  %6.2f %6.2f %5.1f\n",
              (std::string(toString(anchor.anchor)) + ", zoom and pan").c_str(), times.median,
              times.p95, times.most);
    }
}

} // namespace

int runTrace(const TraceBenchSettings& settings, bool isJson)
{
    const auto rows = benchTrace(settings);
    if (!rows)
        return commands::report(rows.error());
    const TraceBenchRow* aimed = rowOf(*rows, kTraceSpans);
    const TraceBenchRow* most = rowOf(*rows, kMostTraceSpans);
    if (isJson) {
        QJsonArray traces;
        for (const TraceBenchRow& row : *rows)
            traces.append(toJson(row));
        QJsonObject object{
            {u"bench"_s, u"trace"_s},
            {u"window"_s, u"%1x%2"_s.arg(kBenchWindow.width()).arg(kBenchWindow.height())},
            {u"platform"_s, qEnvironmentVariable("QT_QPA_PLATFORM")},
            {u"rounds"_s, settings.rounds},
            {u"traces"_s, traces}};
        if (aimed != nullptr)
            object[u"worst_p95_frame_ms"_s] = worstFrame(*aimed);
        if (aimed != nullptr && most != nullptr)
            object[u"frame_growth"_s] = worstGrowth(*most, *aimed);
        commands::printJson(object);
        return 0;
    }
    print(stdout, "one trace, each view %d x %d, platform \"%s\", %d rounds in turn\n",
          kBenchWindow.width(), kBenchWindow.height(),
          qEnvironmentVariable("QT_QPA_PLATFORM").toUtf8().constData(), settings.rounds);
    for (const TraceBenchRow& row : *rows) {
        printLoads(row);
        printFrames(row);
    }
    print(stdout, "\n");
    if (aimed != nullptr)
        print(stdout, "100,000 spans, slowest movement, 95 %%, 1x: %.2f ms; aim %.1f ms: %s\n",
              worstFrame(*aimed), kTraceFrameAim,
              worstFrame(*aimed) < kTraceFrameAim ? "reached" : "missed");
    if (aimed != nullptr && most != nullptr)
        print(stdout,
              "a frame of 1,000,000 / of 100,000, worst movement, CPU: %.2f; aim %.0f: %s\n",
              worstGrowth(*most, *aimed), kTraceGrowthAim,
              worstGrowth(*most, *aimed) <= kTraceGrowthAim ? "reached" : "missed");
    return 0;
}

} // namespace bench
