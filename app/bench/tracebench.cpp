// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/tracebench.h"

#include "app/bench/residentmemory.h"
#include "app/bench/tracebenchanchor.h"
#include "app/bench/tracebenchframes.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/trace/tracefiles.h"
#include "widgets/common/theme.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/waterfallview.h"

#include <QApplication>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
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

// Counts how often a widget is painted.
class PaintCounter final : public QObject
{
public:
    explicit PaintCounter(QWidget& watched) { watched.installEventFilter(this); }
    int count = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            ++count;
        return false;
    }
};

// The trace page alone in a window, as in the program, on a recording that nobody writes.
TraceLoad loadOnce(const std::string& path, const RecordedAgentTrace& recorded, TimeView shown,
                   const common::Theme& theme)
{
    const telemetry::SystemClock clock;
    items::TimeConductor conductor(clock, false);
    conductor.setBounds(
        {.start = recorded.range.start, .end = recorded.range.end + std::chrono::seconds(1)});
    conductor.goTo(recorded.range.end, recorded.recorded);
    items::RecordingQueries queries(path);
    traceview::TracePage page(nullptr, nullptr, queries, conductor, clock, theme);
    page.resize(kBenchWindow);
    page.showView(shown == TimeView::Waterfall ? traceview::TracePage::View::Waterfall
                                               : traceview::TracePage::View::Flame);
    page.show();
    for (int i = 0; i < 20; ++i)
        QApplication::processEvents();
    const auto* waterfall = page.findChild<traceview::WaterfallView*>();
    const auto* flame = page.findChild<traceview::FlameView*>();
    QWidget* viewport = shown == TimeView::Waterfall ? waterfall->viewport() : flame->viewport();
    const auto steps = [&] {
        return shown == TimeView::Waterfall ? waterfall->layout().tree().size()
                                            : flame->flame().layout.tree().size();
    };
    const PaintCounter painted(*viewport);

    TraceLoad load;
    restartPeak();
    const auto begun = Clock::now();
    page.open(telemetry::SpanKey{.trace = recorded.id});
    const auto next = [&] {
        const int before = painted.count;
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        return painted.count > before && steps() > 0;
    };
    while (load.whole <= 0) {
        if (!next())
            continue;
        if (load.first <= 0)
            load.first = millisSince(begun);
        if (steps() >= recorded.spans)
            load.whole = millisSince(begun);
    }
    for (int quiet = 0; quiet < 3;) { // one read leads to the next
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        quiet = queries.isIdle() ? quiet + 1 : 0;
    }
    load.settled = millisSince(begun);
    load.peakMegabytes = peakMegabytes();
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
    tell("written");
    TraceBenchRow row;
    auto recorded = recordAgentTrace(path, spans);
    if (!recorded)
        return tl::make_unexpected(recorded.error());
    row.trace = *recorded;

    SpeedscopeAnchor anchor(settings);
    const QString exported = folder.filePath(u"trace.speedscope.json"_s);
    row.anchorNote = anchor.missing();
    AnchorFigures figures;
    if (row.anchorNote.empty()) {
        const auto megabytes = exportSpeedscope(path, row.trace.id, exported);
        if (!megabytes)
            return tl::make_unexpected(megabytes.error());
        figures.megabytes = *megabytes;
    }
    for (int round = 0; round < settings.rounds; ++round) {
        tell("loaded, round " + std::to_string(round + 1));
        row.waterfall.push_back(loadOnce(path, row.trace, TimeView::Waterfall, theme));
        row.flame.push_back(loadOnce(path, row.trace, TimeView::Flame, theme));
        if (row.anchorNote.empty())
            row.anchorNote = anchor.measure(exported, figures);
    }
    if (!figures.load.empty())
        row.anchor = std::move(figures);

    tell("moved");
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
