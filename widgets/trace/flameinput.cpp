// SPDX-License-Identifier: GPL-3.0-or-later

// Keys and pointer of FlameView; the rest is in flameview.cpp.

#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/zoomsteps.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace traceview {

namespace {

using trace::SpanTree;

constexpr double kClick = 4; // pixels: less is no drag

} // namespace

bool FlameView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = dynamic_cast<QHelpEvent*>(event);
    const QString text = textAt(help->pos());
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), common::plainToolTip(text), this);
    return true;
}

void FlameView::keyPressEvent(QKeyEvent* event)
{
    const bool isShifted = event->modifiers() == Qt::ShiftModifier;
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const double width = scale().width;
    const common::Keymap& keys = common::keymap();
    if (keys.matches(common::KeyCommand::StepsZoomIn, *event))
        return zoom(1 / kZoomStep, width / 2);
    if (keys.matches(common::KeyCommand::StepsZoomOut, *event))
        return zoom(kZoomStep, width / 2);
    if (keys.matches(common::KeyCommand::StepsFit, *event))
        return zoom(1e9, 0);
    if (isShifted && event->key() == Qt::Key_Left)
        return pan(-kPanStep * width);
    if (isShifted && event->key() == Qt::Key_Right)
        return pan(kPanStep * width);
    if (!tree().isEmpty() && keys.matches(common::KeyCommand::ZoomToStep, *event))
        return zoomTo(m_current);
    if (!tree().isEmpty() && keys.matches(common::KeyCommand::ColorSteps, *event))
        return setColoring(m_coloring == Coloring::ByKind ? Coloring::ByService : Coloring::ByKind);
    if (!isPlain || tree().isEmpty())
        return QAbstractScrollArea::keyPressEvent(event);
    const int first = tree().roots().front();
    switch (event->key()) {
    case Qt::Key_Up:
        return choose(m_current == SpanTree::kNone ? first : tree().node(m_current).parent);
    case Qt::Key_Down:
        if (m_current == SpanTree::kNone)
            return choose(first);
        if (!tree().children(m_current).empty())
            choose(tree().children(m_current).front());
        return;
    case Qt::Key_Left:
        return choose(m_current == SpanTree::kNone ? first : layout().neighbour(m_current, -1));
    case Qt::Key_Right:
        return choose(m_current == SpanTree::kNone ? first : layout().neighbour(m_current, 1));
    case Qt::Key_Home:
        return choose(first);
    case Qt::Key_PageUp:
        return verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
    case Qt::Key_PageDown:
        return verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current != SpanTree::kNone)
            emit activated();
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void FlameView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || tree().isEmpty())
        return;
    m_pressed = m_dragged = event->position();
    if (barsRect().contains(m_pressed)) {
        m_drag = Drag::Bars;
    } else if (legendRect().contains(m_pressed)) {
        setColoring(m_coloring == Coloring::ByKind ? Coloring::ByService : Coloring::ByKind);
    } else if (m_pressed.y() < stripRect().bottom()) {
        const double x = m_pressed.x() - stripRect().left();
        const double left = wholeScale().positionOf(m_range.start);
        const double right = wholeScale().positionOf(m_range.end);
        const bool isWhole = m_range == tree().range();
        m_drag = !isWhole && x >= left && x <= right ? Drag::Window : Drag::Range;
    }
}

void FlameView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF before = m_dragged;
    m_dragged = event->position();
    const bool isFar = (m_dragged - m_pressed).manhattanLength() >= kClick;
    switch (m_drag) {
    case Drag::None:
        return;
    case Drag::Bars:
        if (!isFar) {
            m_dragged = before;
            return;
        }
        m_drag = Drag::Moved;
        [[fallthrough]];
    case Drag::Moved:
        pan(before.x() - m_dragged.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(before.y())
                                      - qRound(m_dragged.y()));
        return;
    case Drag::Window: {
        const auto by = wholeScale().timeAt(m_dragged.x()) - wholeScale().timeAt(before.x());
        setVisibleRange({.start = m_range.start + by, .end = m_range.end + by});
        return;
    }
    case Drag::Range:
        viewport()->update();
        return;
    }
}

void FlameView::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Bars) {
        choose(nodeAt(event->position()));
    } else if (drag == Drag::Range) {
        const double from = std::min(m_pressed.x(), event->position().x()) - stripRect().left();
        const double to = std::max(m_pressed.x(), event->position().x()) - stripRect().left();
        const telemetry::Timestamp start = wholeScale().timeAt(from);
        if (to - from >= kClick)
            setVisibleRange({.start = start, .end = wholeScale().timeAt(to)});
        else // a click: what is shown is moved there
            setVisibleRange(
                {.start = start - m_range.duration() / 2, .end = start + m_range.duration() / 2});
    }
    viewport()->update();
}

void FlameView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (barsRect().contains(event->position()))
        zoomTo(nodeAt(event->position()));
    else if (event->position().y() < stripRect().bottom())
        zoom(1e9, 0);
}

void FlameView::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoom(std::pow(kZoomStep, -steps), event->position().x() - stripRect().left());
    } else if (event->modifiers().testFlag(Qt::ShiftModifier)
               || std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y())) {
        const double across =
            event->angleDelta().x() != 0 ? event->angleDelta().x() / 120.0 : steps;
        pan(-kPanStep * scale().width * across);
    } else {
        return QAbstractScrollArea::wheelEvent(event);
    }
    event->accept();
}

} // namespace traceview
