// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/flameview.h"

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/timeaxis.h"
#include "widgets/trace/traceselection.h"

#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using trace::SpanTree;

constexpr int kStrip = 40; // height of the strip on top
constexpr int kAxisHeight = 22;
constexpr int kLegend = 22;
constexpr double kTolerance = 3; // pixels beside a bar that still are the bar
constexpr double kRoomAround = 0.5; // of a step that is zoomed to, as a share of it
constexpr telemetry::Duration kShortest(100);

} // namespace

FlameView::FlameView(const common::Theme& theme, TraceSelection& selection, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_selection(selection)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Flame view of the trace"));
    viewport()->setAccessibleName(tr("Flame view of the trace"));
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setMouseTracking(false);
    const auto repaint = qOverload<>(&QWidget::update);
    connect(&theme, &common::Theme::changed, viewport(), repaint);
    connect(&selection, &TraceSelection::spanChanged, this, &FlameView::follow);
    connect(&selection, &TraceSelection::momentChanged, viewport(), repaint);
}

void FlameView::setFlame(std::shared_ptr<const trace::Flame> flame)
{
    if (!flame)
        flame = std::make_shared<const trace::Flame>();
    if (flame == m_flame)
        return; // read again, and nothing had changed
    const std::shared_ptr<const trace::Flame> old = std::exchange(m_flame, std::move(flame));
    const SpanTree& before = old->layout.tree();
    const bool isSameTrace =
        !before.isEmpty() && !tree().isEmpty() && before.span(0).trace == tree().span(0).trace;
    if (!isSameTrace || m_range == before.range())
        m_range = tree().range();
    if (!isSameTrace)
        verticalScrollBar()->setValue(0);
    m_current = tree().find(m_selection.span());
    updateHits();
    updateScrollBars();
    if (!isSameTrace && m_current != SpanTree::kNone)
        showCurrent();
    describeCurrent();
    viewport()->update();
}

void FlameView::setNotes(StepNotes notes)
{
    m_notes = std::move(notes);
    describeCurrent();
}

void FlameView::setLoops(std::shared_ptr<const trace::LoopGroups> loops)
{
    m_loops = std::move(loops);
    viewport()->update();
}

void FlameView::setHits(std::set<telemetry::SpanId> hits)
{
    m_hits = std::move(hits);
    updateHits();
    viewport()->update();
}

void FlameView::updateHits()
{
    std::vector<bool> isFound(m_hits.empty() ? 0 : tree().nodes().size(), false);
    for (const telemetry::SpanId span : m_hits) {
        if (const int node = tree().find(span); node != SpanTree::kNone)
            isFound[static_cast<std::size_t>(node)] = true;
    }
    m_found = trace::marksOf(layout(), isFound);
}

void FlameView::setColoring(Coloring coloring)
{
    m_coloring = coloring;
    viewport()->update();
}

bool FlameView::isRepeated(int node) const
{
    return m_loops && m_loops->of(tree().span(node).span) != trace::LoopGroups::kNone;
}

void FlameView::follow()
{
    const int node = tree().find(m_selection.span());
    if (node == m_current)
        return;
    m_current = node;
    showCurrent();
    describeCurrent();
    accessible::tellChosen(*this, chosenPart());
    viewport()->update();
}

void FlameView::choose(int node)
{
    if (node != SpanTree::kNone)
        m_selection.setSpan(tree().span(node).span); // and follow()
}

void FlameView::describeCurrent()
{
    if (m_current == SpanTree::kNone) {
        setAccessibleDescription(tr("Steps: %1").arg(items::countText(tree().size())));
        return;
    }
    QString text = stepSentence(tree(), m_current);
    if (layout().rowOf(m_current) == SpanTree::kNone)
        text += tr(", without a time, not shown here");
    if (const QString note = m_notes.of(tree().span(m_current).span); !note.isEmpty())
        text += u", "_s + note;
    setAccessibleDescription(text);
}

int FlameView::rowHeight() const
{
    return 20;
}

QRectF FlameView::stripRect() const
{
    return {double(common::kSpace2), 0, std::max(1.0, viewport()->width() - 2.0 * common::kSpace2),
            kStrip};
}

QRectF FlameView::axisRect() const
{
    return stripRect().translated(0, kStrip).adjusted(0, 0, 0,
                                                      m_theme.scaled(kAxisHeight) - kStrip);
}

QRectF FlameView::barsRect() const
{
    const double top = kStrip + m_theme.scaled(kAxisHeight);
    return {0, top, double(viewport()->width()),
            std::max(0.0, viewport()->height() - top - kLegend)};
}

QRectF FlameView::legendRect() const
{
    return {0, double(viewport()->height() - kLegend), double(viewport()->width()), kLegend};
}

trace::TimeScale FlameView::scale() const
{
    return {.range = m_range, .width = stripRect().width()};
}

trace::TimeScale FlameView::wholeScale() const
{
    return {.range = tree().range(), .width = stripRect().width()};
}

telemetry::Duration FlameView::pixels(double count) const
{
    const double length = static_cast<double>(m_range.duration().count()) * count / scale().width;
    return telemetry::Duration(std::llround(std::min(length, 9e18)));
}

QRectF FlameView::barOf(int node) const
{
    const int row = node == SpanTree::kNone ? node : layout().rowOf(node);
    if (row == SpanTree::kNone)
        return {};
    const trace::Bar bar = trace::barOf(tree().span(node), scale());
    const QRectF bars = barsRect();
    const double top = bars.top() + row * rowHeight() - verticalScrollBar()->value();
    const QRectF box(stripRect().left() + bar.left, top, bar.width, rowHeight() - 1);
    return bar.isVisible && box.intersects(bars) ? box : QRectF();
}

int FlameView::nodeAt(const QPointF& point) const
{
    if (!barsRect().contains(point) || m_range.isEmpty())
        return SpanTree::kNone;
    const auto row = static_cast<int>((point.y() - barsRect().top() + verticalScrollBar()->value())
                                      / rowHeight());
    const telemetry::Timestamp time = scale().timeAt(point.x() - stripRect().left());
    return layout().nodeAt(row, time, pixels(kTolerance));
}

void FlameView::updateScrollBars()
{
    const auto page = static_cast<int>(barsRect().height());
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setRange(0, std::max(0, layout().rowCount() * rowHeight() - page));
}

void FlameView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

// Moves what is shown as little as it takes; the zoom stays.
void FlameView::showCurrent()
{
    const int row = m_current == SpanTree::kNone ? m_current : layout().rowOf(m_current);
    if (row == SpanTree::kNone)
        return;
    const int top = row * rowHeight();
    const int page = verticalScrollBar()->pageStep();
    const int value = verticalScrollBar()->value();
    if (top < value)
        verticalScrollBar()->setValue(top);
    else if (top + rowHeight() > value + page)
        verticalScrollBar()->setValue(top + rowHeight() - page);
    const store::SpanRow& span = tree().span(m_current);
    if (span.start >= m_range.end || std::max(span.start, span.end) < m_range.start) {
        const auto length = m_range.duration();
        setVisibleRange(
            {.start = span.start - length / 4, .end = span.start - length / 4 + length});
    }
}

void FlameView::setVisibleRange(const telemetry::TimeRange& range)
{
    const telemetry::TimeRange whole = tree().range();
    const auto length =
        std::clamp(range.duration(), std::min(kShortest, whole.duration()), whole.duration());
    const auto start = std::clamp(range.start, whole.start, whole.end - length);
    m_range = {.start = start, .end = start + length};
    viewport()->update();
}

void FlameView::zoom(double factor, double position)
{
    if (tree().isEmpty())
        return;
    m_range = trace::zoomed(m_range, scale().timeAt(position), factor, tree().range());
    viewport()->update();
}

void FlameView::zoomTo(int node)
{
    if (node == SpanTree::kNone || layout().rowOf(node) == SpanTree::kNone)
        return;
    const store::SpanRow& span = tree().span(node);
    const auto length = std::max(kShortest, std::max(span.start, span.end) - span.start);
    const auto room =
        telemetry::Duration(std::llround(static_cast<double>(length.count()) * kRoomAround / 2));
    setVisibleRange({.start = span.start - room, .end = span.start + length + room});
}

void FlameView::pan(double count)
{
    const auto by = pixels(std::abs(count));
    const auto start = count < 0 ? m_range.start - by : m_range.start + by;
    setVisibleRange({.start = start, .end = start + m_range.duration()});
}

std::optional<trace::FlameLayout::Piece> FlameView::pieceAt(const QPointF& point) const
{
    if (!barsRect().contains(point) || m_range.isEmpty())
        return std::nullopt;
    const auto row = static_cast<int>((point.y() - barsRect().top() + verticalScrollBar()->value())
                                      / rowHeight());
    if (row < 0 || row >= layout().rowCount())
        return std::nullopt;
    const telemetry::Timestamp time = scale().timeAt(point.x() - stripRect().left());
    const telemetry::Duration tolerance = pixels(kTolerance);
    std::optional<trace::FlameLayout::Piece> found;
    layout().visit(row, m_range, pixels(kTolerance), [&](const trace::FlameLayout::Piece& piece) {
        if (piece.start - tolerance <= time && time < piece.end + tolerance
            && (!found || piece.start <= time))
            found = piece;
    });
    return found;
}

QString FlameView::textAt(const QPointF& point) const
{
    const auto piece = pieceAt(point);
    if (!piece)
        return {};
    if (piece->node == SpanTree::kNone) {
        QString text = tr("%1 steps within %2, each too short to be drawn here")
                           .arg(items::countText(piece->count),
                                items::durationText(piece->end - piece->start));
        if (piece->failed > 0)
            text += tr("; %1 of them failed").arg(items::countText(piece->failed));
        return text + tr(". Zoom in to see them.");
    }
    const store::SpanRow& span = tree().span(piece->node);
    QStringList lines{stepSentence(tree(), piece->node)};
    lines << tr("service %1").arg(common::safeLine(span.service, 120));
    lines << tr("begins at %1").arg(items::durationText(span.start - tree().range().start));
    if (m_flame->critical.in(*piece) > 0)
        lines << tr("on the critical path: the end waited for it");
    if (m_found.in(*piece) > 0)
        lines << tr("found by the search");
    if (tree().node(piece->node).isOutsideParent)
        lines << tr("outside its parent");
    if (const QString note = m_notes.of(span.span); !note.isEmpty())
        lines << note;
    return lines.join(u'\n');
}

} // namespace traceview
