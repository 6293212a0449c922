// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/tracebenchframes.h"

#include "app/bench/processortime.h"
#include "models/items/tracesnapshot.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/traceselection.h"
#include "widgets/trace/waterfallview.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QImage>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>
#include <QWheelEvent>
#include <QWindow>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <utility>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr double kDeepSteps = 200; // that many of the trace, if they were spread evenly
constexpr int kNotch = 120;
constexpr std::chrono::milliseconds kSettle(100);
constexpr int kMostNotches = 200; // into the depth

// One view, moved as a hand would.
class Mover
{
public:
    Mover(QAbstractScrollArea& view, std::function<telemetry::TimeRange()> range, int scale)
        : m_view(view)
        , m_range(std::move(range))
        , m_scale(scale)
    {
        if (scale > 1) {
            m_image = QImage(view.viewport()->size() * scale, QImage::Format_ARGB32_Premultiplied);
            m_image.setDevicePixelRatio(scale);
        }
    }

    void zoomTo(telemetry::Duration length)
    {
        key(Qt::Key_0);
        for (int i = 0; i < kMostNotches && m_range().duration() > length; ++i)
            wheel(0, kNotch, Qt::ControlModifier);
        auto* rows = m_view.verticalScrollBar();
        rows->setValue(rows->maximum() / 2);
    }

    TraceFrames moveAll(int frames)
    {
        const auto half = [frames](int frame) { return frame < frames / 2; };
        TraceFrames times;
        times.scale = m_scale;
        times.zoom = timed(
            frames, [&](int i) { wheel(0, half(i) ? kNotch : -kNotch, Qt::ControlModifier); });
        times.pan =
            timed(frames, [&](int i) { wheel(0, half(i) ? -kNotch : kNotch, Qt::ShiftModifier); });
        times.scroll =
            timed(frames, [&](int i) { wheel(0, half(i) ? -kNotch : kNotch, Qt::NoModifier); });
        times.choose = timed(frames, [&](int) { key(Qt::Key_Down); });
        return times;
    }

private:
    void wheel(int x, int y, Qt::KeyboardModifiers modifiers)
    {
        const QPointF at(m_view.viewport()->rect().center());
        QWheelEvent event(at, m_view.viewport()->mapToGlobal(at), {}, QPoint(x, y), Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.viewport(), &event);
    }

    void key(Qt::Key pressed)
    {
        QKeyEvent event(QEvent::KeyPress, pressed, Qt::NoModifier);
        QApplication::sendEvent(&m_view, &event);
    }

    void paint()
    {
        if (m_scale == 1)
            return m_view.viewport()->repaint(); // at once, to the screen
        m_view.viewport()->render(&m_image);
    }

    MovingTimes timed(int frames, const std::function<void(int)>& move)
    {
        std::vector<double> millis;
        std::vector<double> processor;
        for (int frame = 0; frame < frames; ++frame) {
            const double used = processorSeconds();
            const auto begun = Clock::now();
            move(frame);
            paint();
            millis.push_back(
                std::chrono::duration<double, std::milli>(Clock::now() - begun).count());
            processor.push_back((processorSeconds() - used) * 1e3);
            QApplication::sendPostedEvents(); // what else it brought; not of this frame
        }
        MovingTimes times = movingTimesOf(std::move(millis));
        times.processor = medianOf(std::move(processor));
        return times;
    }

    QAbstractScrollArea& m_view;
    std::function<telemetry::TimeRange()> m_range;
    int m_scale;
    QImage m_image;
};

} // namespace

telemetry::Result<std::vector<TraceFrames>> measureTraceFrames(const store::Reader& reader,
                                                               const RecordedAgentTrace& recorded,
                                                               int frames,
                                                               const common::Theme& theme)
{
    const auto snapshot = items::readTraceSnapshot(reader, recorded.id, {});
    if (!snapshot)
        return tl::make_unexpected(snapshot.error());
    traceview::TraceSelection selection;
    traceview::WaterfallView waterfall(theme);
    traceview::FlameView flame(theme, selection);
    waterfall.setTree(snapshot->tree);
    waterfall.setNotes(snapshot->notes);
    flame.setFlame(snapshot->flame);
    flame.setNotes(snapshot->notes);

    const double whole = static_cast<double>(recorded.range.duration().count());
    const double deep = whole * std::min(1.0, kDeepSteps / recorded.spans);
    const auto lengthAt = [&](Depth depth) {
        const double length = depth == Depth::Whole ? whole
            : depth == Depth::Deep                  ? deep
                                                    : std::sqrt(whole * deep);
        return telemetry::Duration(std::llround(length));
    };
    std::vector<TraceFrames> all;
    bool isShown = true;
    const auto measure = [&](TimeView view, QAbstractScrollArea& area,
                             const std::function<telemetry::TimeRange()>& range) {
        area.resize(kBenchWindow);
        area.show();
        area.setFocus();
        // Until the platform has shown it: what is not seen is not painted.
        QTimer::singleShot(kSettle, qApp, [] { QCoreApplication::exit(); });
        QApplication::exec();
        isShown = isShown && area.windowHandle() != nullptr && area.windowHandle()->isExposed();
        for (const int scale : {1, 2}) {
            Mover mover(area, range, scale);
            for (const Depth depth : {Depth::Whole, Depth::HalfWay, Depth::Deep}) {
                mover.zoomTo(lengthAt(depth));
                TraceFrames times = mover.moveAll(frames);
                times.view = view;
                times.depth = depth;
                all.push_back(times);
            }
        }
        area.hide();
    };
    measure(TimeView::Waterfall, waterfall, [&] { return waterfall.visibleRange(); });
    measure(TimeView::Flame, flame, [&] { return flame.visibleRange(); });
    if (!isShown)
        return telemetry::failure(telemetry::ErrorKind::Unreachable,
                                  "The platform does not show a window.");
    return all;
}

} // namespace bench
