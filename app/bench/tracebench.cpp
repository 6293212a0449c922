// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/tracebench.h"

#include "app/bench/residentmemory.h"
#include "app/bench/tracebenchanchor.h"
#include "app/bench/tracebenchframes.h"
#include "app/platformnoise.h"
#include "models/items/recordingqueries.h"
#include "models/items/traceloader.h"
#include "models/store/reader.h"
#include "models/trace/tracefiles.h"
#include "widgets/common/theme.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/traceselection.h"
#include "widgets/trace/waterfallview.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using telemetry::Result;

double millisSince(Clock::time_point begun)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

// Ends the event loop after the first frame of a widget that is painted once one is awaited.
class NextPaintWatch final : public QObject
{
public:
    explicit NextPaintWatch(QWidget& watched) { watched.installEventFilter(this); }
    void awaitOne() { m_isAwaited = true; }
    bool isAwaiting() const { return m_isAwaited; }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && std::exchange(m_isAwaited, false))
            // Not quit(), which closes the windows.
            QMetaObject::invokeMethod(
                qApp, [] { QCoreApplication::exit(); }, Qt::QueuedConnection);
        return false;
    }

private:
    bool m_isAwaited = false;
};

// One view in a window of its own, with what the trace page does when it is opened: the trace is
// read in parts on pool threads, each given to the view on the GUI thread. What the page reads once
// the steps are shown, their content, is not part of it.
Result<TraceLoad> loadOnce(const std::string& path, const RecordedAgentTrace& recorded,
                           TimeView shown, const common::Theme& theme)
{
    using items::TraceSnapshot;
    auto queries = std::make_unique<items::RecordingQueries>(path);
    traceview::TraceSelection selection;
    traceview::WaterfallView waterfall(theme);
    traceview::FlameView flame(theme, selection);
    QAbstractScrollArea& view = shown == TimeView::Waterfall
        ? static_cast<QAbstractScrollArea&>(waterfall)
        : static_cast<QAbstractScrollArea&>(flame);
    view.resize(kBenchWindow);
    view.show();
    NextPaintWatch watch(*view.viewport());
    watch.awaitOne();
    QApplication::exec(); // until the window is there, and empty

    TraceLoad load;
    std::string failure;
    bool isWhole = false;
    giveBackFreed();
    const double residentBefore = residentMegabytes();
    restartPeak();
    const auto begun = Clock::now();
    auto loader = std::make_unique<items::TraceLoader>(*queries);
    QObject* const context = &view;
    QObject::connect(loader.get(), &items::TraceLoader::failed, context,
                     [&](const QString& problem) {
                         failure = problem.toStdString();
                         QCoreApplication::quit();
                     });
    QObject::connect(loader.get(), &items::TraceLoader::loaded, context,
                     [&](const std::shared_ptr<const TraceSnapshot>& loaded) {
                         const TraceSnapshot& snapshot = *loaded;
                         isWhole = snapshot.isWhole;
                         load.read = millisSince(begun);
                         watch.awaitOne();
                         if (shown == TimeView::Waterfall) {
                             waterfall.setTree(snapshot.tree);
                             waterfall.setNotes(snapshot.notes);
                         } else {
                             flame.setFlame(snapshot.flame);
                             flame.setNotes(snapshot.notes);
                         }
                     });
    loader->open(recorded.id, {});
    while (failure.empty() && (!isWhole || watch.isAwaiting())) {
        QApplication::exec();
        if (load.first == 0)
            load.first = millisSince(begun);
    }
    if (!failure.empty())
        return telemetry::failure(telemetry::ErrorKind::Unreadable, failure);
    load.painted = millisSince(begun);
    load.peakMegabytes = peakMegabytes();
    loader.reset();
    queries.reset();
    giveBackFreed();
    load.bytesPerSpan = (residentMegabytes() - residentBefore) * 1e6 / recorded.spans;
    return load;
}

Result<double> exportSpeedscope(const std::string& path, const telemetry::TraceId& id,
                                const QString& to)
{
    const auto reader = store::Reader::open(path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto spans = (*reader)->trace(id, {});
    if (!spans)
        return tl::make_unexpected(spans.error());
    QFile file(to);
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && trace::writeSpeedscope(trace::SpanTree(std::move(*spans)), "bench",
                                  [&](std::string_view piece) {
                                      const auto size = static_cast<qint64>(piece.size());
                                      return file.write(piece.data(), size) == size;
                                  });
    file.close();
    if (!isWritten || file.error() != QFile::NoError)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  file.errorString().toStdString());
    return static_cast<double>(file.size()) / 1e6;
}

Result<TraceBenchRow> measure(const TraceBenchSettings& settings, int spans,
                              const common::Theme& theme)
{
    const auto tell = [&](const std::string& what) {
        if (settings.progress)
            settings.progress(std::to_string(spans) + " spans: " + what);
    };
    const QTemporaryDir folder;
    const std::string path = folder.filePath(u"trace.plumb"_s).toStdString();
    tell("being recorded");
    TraceBenchRow row;
    auto recorded = recordAgentTrace(path, spans);
    if (!recorded)
        return tl::make_unexpected(recorded.error());
    row.trace = *recorded;

    std::vector<TraceAnchorRunner> runners;
    for (const TraceAnchor anchor : kTraceAnchors) {
        runners.emplace_back(anchor, settings);
        row.anchors.push_back({.anchor = anchor, .figures = {}, .note = runners.back().missing()});
    }
    const QString exported = folder.filePath(u"trace.speedscope.json"_s);
    std::vector<AnchorFigures> figures(runners.size());
    if (std::ranges::any_of(row.anchors, [](const AnchorRow& one) { return one.note.empty(); })) {
        const auto megabytes = exportSpeedscope(path, row.trace.id, exported);
        if (!megabytes)
            return tl::make_unexpected(megabytes.error());
        for (AnchorFigures& one : figures)
            one.megabytes = *megabytes;
    }
    for (int round = 0; round < settings.rounds; ++round) {
        tell("being loaded, round " + std::to_string(round + 1));
        for (auto [view, loads] : {std::pair{TimeView::Waterfall, &row.waterfall},
                                   std::pair{TimeView::Flame, &row.flame}}) {
            const auto load = loadOnce(path, row.trace, view, theme);
            if (!load)
                return tl::make_unexpected(load.error());
            loads->push_back(*load);
        }
        for (std::size_t i = 0; i < runners.size(); ++i) {
            std::string& note = row.anchors[i].note;
            const bool isLoading = figures[i].load.size() == static_cast<std::size_t>(round)
                && (round > 0 || note.empty());
            if (const std::string why = isLoading ? runners[i].measure(exported, figures[i]) : "";
                !why.empty())
                note = why;
        }
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (!figures[i].load.empty())
            row.anchors[i].figures = std::move(figures[i]);
    }

    tell("being moved through");
    const auto reader = store::Reader::open(path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto frames = measureTraceFrames(**reader, row.trace, settings.frames, theme);
    if (!frames)
        return tl::make_unexpected(frames.error());
    row.frames = std::move(*frames);
    return row;
}

} // namespace

const char* toString(TimeView view)
{
    return view == TimeView::Waterfall ? "waterfall" : "flame";
}

const char* toString(TraceAnchor anchor)
{
    return anchor == TraceAnchor::Speedscope ? "speedscope" : "flame-chart-js";
}

const char* toString(Depth depth)
{
    switch (depth) {
    case Depth::Whole:
        return "whole";
    case Depth::HalfWay:
        return "half way";
    case Depth::Deep:
        return "deep";
    }
    return "whole";
}

double medianOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

MovingTimes movingTimesOf(std::vector<double> millis)
{
    if (millis.empty())
        return {};
    std::ranges::sort(millis);
    const auto rank =
        static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(millis.size())) - 1);
    return {.median = millis[millis.size() / 2],
            .p95 = millis[rank],
            .most = millis.back(),
            .count = static_cast<int>(millis.size())};
}

Result<std::vector<TraceBenchRow>> benchTrace(const TraceBenchSettings& settings)
{
    silencePlatformNoise();
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc = 1;
    std::string name = "plumbline";
    std::array<char*, 2> argv{name.data(), nullptr};
    const QApplication application(argc, argv.data());
    QApplication::setQuitOnLastWindowClosed(false); // windows come and go
    const common::Theme theme(u"dark"_s);
    theme.apply(*qApp);
    std::vector<TraceBenchRow> rows;
    for (const int spans : settings.spans) {
        auto row = measure(settings, spans, theme);
        if (!row)
            return tl::make_unexpected(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}

} // namespace bench
