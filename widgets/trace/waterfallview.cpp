// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/waterfallview.h"

#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/timeaxis.h"
#include "widgets/trace/zoomsteps.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using trace::SpanTree;

constexpr int kNarrowWaterfall = 480; // names are worth more than bars there

} // namespace

WaterfallView::WaterfallView(const common::Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Waterfall of the trace"));
    viewport()->setAccessibleName(tr("Waterfall of the trace"));
    connect(&theme, &common::Theme::changed, this, [this] {
        updateScrollBars();
        viewport()->update();
    });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { m_isFollowing = false; });
}

void WaterfallView::setTree(std::shared_ptr<const SpanTree> tree)
{
    if (tree == m_layout.sharedTree())
        return; // read again, and nothing had changed
    const SpanTree& old = m_layout.tree();
    const bool isSameTrace =
        !old.isEmpty() && !tree->isEmpty() && old.span(0).trace == tree->span(0).trace;
    const bool wasWhole = m_range == old.range();
    const auto current =
        m_current == SpanTree::kNone ? telemetry::SpanId::None : old.span(m_current).span;
    trace::TrackLayout layout(std::move(tree));
    if (isSameTrace)
        layout.takeCollapsed(m_layout);
    m_layout = std::move(layout);
    if (!isSameTrace || wasWhole)
        m_range = m_layout.tree().range();
    m_current = isSameTrace ? m_layout.tree().find(current) : SpanTree::kNone;
    if (!isSameTrace)
        verticalScrollBar()->setValue(0);
    m_isFollowing = m_isFollowing && m_current != SpanTree::kNone;
    updateScrollBars();
    if (m_isFollowing)
        scrollToCurrent();
    describeCurrent();
    viewport()->update();
}

void WaterfallView::setNotes(StepNotes notes)
{
    m_notes = std::move(notes);
    describeCurrent();
    viewport()->update();
}

void WaterfallView::setMoment(std::optional<telemetry::Timestamp> moment)
{
    m_moment = moment;
    viewport()->update();
}

void WaterfallView::setHits(std::set<telemetry::SpanId> hits)
{
    m_hits = std::move(hits);
    viewport()->update();
}

bool WaterfallView::isAhead(int node) const
{
    return m_moment && m_layout.tree().span(node).start > *m_moment;
}

QString WaterfallView::noteOf(int node) const
{
    return m_notes.of(m_layout.tree().span(node).span);
}

bool WaterfallView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = dynamic_cast<QHelpEvent*>(event);
    const int row = rowAt(help->pos().y());
    const QString note = row < 0 ? QString() : noteOf(m_layout.nodeAt(row));
    if (note.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), common::plainToolTip(note), this);
    return true;
}

int WaterfallView::heightOf(int rows) const
{
    return rowHeight() + rows * rowHeight();
}

int WaterfallView::nameWidth() const
{
    const int width = viewport()->width();
    return std::clamp(width < kNarrowWaterfall ? width / 2 : width * 2 / 5, 120, 360);
}

trace::TimeScale WaterfallView::scale() const
{
    return {.range = m_range,
            .width = std::max(1.0, viewport()->width() - nameWidth() - 2.0 * common::kSpace2)};
}

int WaterfallView::rowAt(int y) const
{
    const int row = (y - rowHeight() + verticalScrollBar()->value()) / rowHeight();
    return y >= rowHeight() && row < m_layout.rowCount() ? row : -1;
}

void WaterfallView::updateScrollBars()
{
    const int page = std::max(0, viewport()->height() - rowHeight());
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setRange(0, std::max(0, m_layout.rowCount() * rowHeight() - page));
}

void WaterfallView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
    if (m_isFollowing)
        scrollToCurrent();
}

void WaterfallView::setCurrentNode(int node)
{
    if (node == m_current)
        return;
    m_current = node;
    m_isFollowing = node != SpanTree::kNone;
    if (node != SpanTree::kNone) {
        m_layout.reveal(node);
        updateScrollBars();
        scrollToCurrent();
    }
    describeCurrent();
    accessible::tellChosen(*this, chosenPart());
    viewport()->update();
    emit currentChanged(node);
}

void WaterfallView::select(telemetry::SpanId span)
{
    const int node = m_layout.tree().find(span);
    if (node != SpanTree::kNone)
        setCurrentNode(node);
}

void WaterfallView::describeCurrent()
{
    if (m_current == SpanTree::kNone) {
        setAccessibleDescription(tr("Steps: %1").arg(items::countText(m_layout.tree().size())));
        return;
    }
    QString description = stepSentence(m_layout.tree(), m_current);
    if (const QString note = noteOf(m_current); !note.isEmpty())
        description += u", "_s + note;
    setAccessibleDescription(description);
}

void WaterfallView::scrollToCurrent()
{
    const int top = m_layout.rowOf(m_current) * rowHeight();
    const int page = verticalScrollBar()->pageStep();
    const int value = verticalScrollBar()->value();
    if (top < value)
        verticalScrollBar()->setValue(top);
    else if (top + rowHeight() > value + page)
        verticalScrollBar()->setValue(top + rowHeight() - page);
}

void WaterfallView::moveTo(int row)
{
    if (m_layout.rowCount() > 0)
        setCurrentNode(m_layout.nodeAt(std::clamp(row, 0, m_layout.rowCount() - 1)));
}

void WaterfallView::toggle(int node, bool collapsed)
{
    m_layout.setCollapsed(node, collapsed);
    updateScrollBars();
    viewport()->update();
}

void WaterfallView::zoom(double factor, double position)
{
    m_range = trace::zoomed(m_range, scale().timeAt(position), factor, m_layout.tree().range());
    viewport()->update();
}

void WaterfallView::pan(double share)
{
    const auto length = m_range.duration();
    const auto by = telemetry::Duration(
        static_cast<telemetry::Duration::rep>(static_cast<double>(length.count()) * share));
    const auto limits = m_layout.tree().range();
    const auto start =
        std::clamp(m_range.start + by, limits.start, std::max(limits.start, limits.end - length));
    m_range = {.start = start, .end = start + length};
    viewport()->update();
}

void WaterfallView::keyPressEvent(QKeyEvent* event)
{
    const int row = m_current == SpanTree::kNone ? -1 : m_layout.rowOf(m_current);
    const int page = std::max(1, verticalScrollBar()->pageStep() / rowHeight());
    const bool hasCurrent = m_current != SpanTree::kNone;
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    const common::Keymap& keys = common::keymap();
    if (keys.matches(common::KeyCommand::StepsZoomIn, *event))
        return zoom(1 / kZoomStep, scale().width / 2);
    if (keys.matches(common::KeyCommand::StepsZoomOut, *event))
        return zoom(kZoomStep, scale().width / 2);
    if (keys.matches(common::KeyCommand::StepsFit, *event))
        return zoom(1e9, 0);
    switch (event->key()) {
    case Qt::Key_Up:
        return moveTo(row - 1);
    case Qt::Key_Down:
        return moveTo(row + 1);
    case Qt::Key_PageUp:
        return moveTo(row - page);
    case Qt::Key_PageDown:
        return moveTo(row + page);
    case Qt::Key_Home:
        return moveTo(0);
    case Qt::Key_End:
        return moveTo(m_layout.rowCount() - 1);
    case Qt::Key_Left:
        if (isShifted)
            return pan(-kPanStep);
        if (hasCurrent && m_layout.tree().node(m_current).subtreeSize > 1
            && !m_layout.isCollapsed(m_current))
            return toggle(m_current, true);
        if (hasCurrent && m_layout.tree().node(m_current).parent != SpanTree::kNone)
            return setCurrentNode(m_layout.tree().node(m_current).parent);
        return;
    case Qt::Key_Right:
        if (isShifted)
            return pan(kPanStep);
        if (hasCurrent && m_layout.isCollapsed(m_current))
            return toggle(m_current, false);
        return moveTo(row + 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (hasCurrent)
            emit activated(m_current);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void WaterfallView::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint().y());
    if (row < 0 || event->button() != Qt::LeftButton)
        return;
    const int node = m_layout.nodeAt(row);
    const int indent = common::kSpace2 + std::min(m_layout.tree().node(node).depth, 12) * 12;
    const bool isOnMark = event->position().x() >= indent && event->position().x() < indent + 16
        && m_layout.tree().node(node).subtreeSize > 1;
    if (isOnMark)
        toggle(node, !m_layout.isCollapsed(node));
    else
        setCurrentNode(node);
}

void WaterfallView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int row = rowAt(event->position().toPoint().y());
    if (row >= 0)
        emit activated(m_layout.nodeAt(row));
}

void WaterfallView::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double steps = event->angleDelta().y() / 120.0;
        zoom(std::pow(kZoomStep, -steps), event->position().x() - nameWidth() - common::kSpace2);
        event->accept();
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        pan(-kPanStep * event->angleDelta().y() / 120.0);
        event->accept();
        return;
    }
    QAbstractScrollArea::wheelEvent(event);
}

} // namespace traceview
