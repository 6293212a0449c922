// SPDX-License-Identifier: GPL-3.0-or-later

// What mouse and keys do in a plot.

#include "widgets/charts/chartlink.h"
#include "widgets/charts/plotoverlay.h"
#include "widgets/charts/plotview.h"
#include "widgets/common/keymap.h"
#include "widgets/common/stylepainting.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

constexpr double kDragThreshold = 4; // pixels
constexpr int kLargeMove = 10; // buckets, with Shift

} // namespace

telemetry::TimeRange PlotView::brushTo(double x) const
{
    const QRectF plot = plotRect();
    const auto from = timeAt(std::clamp(*m_brushFrom, plot.left(), plot.right()));
    const auto to = timeAt(std::clamp(x, plot.left(), plot.right()));
    return {.start = std::min(from, to), .end = std::max(from, to)};
}

telemetry::TimeRange PlotView::bucketAt(telemetry::Timestamp time) const
{
    const auto step = m_data.step.count();
    const auto at = telemetry::toUnixNanos(time);
    const auto start = telemetry::fromUnixNanos(at - ((at % step) + step) % step);
    return {.start = start, .end = start + m_data.step};
}

void PlotView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_range.isEmpty()) {
        event->ignore();
        return;
    }
    m_brushFrom = event->position().x();
    m_isDragged = false;
    setFocus(Qt::MouseFocusReason);
}

void PlotView::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_range.isEmpty())
        return;
    const QRectF plot = plotRect();
    if (x >= plot.left() && x <= plot.right())
        m_link.setHovered(timeAt(x));
    else
        m_link.setHovered(std::nullopt);
    if (!m_brushFrom)
        return;
    m_isDragged = m_isDragged || std::abs(x - *m_brushFrom) >= kDragThreshold;
    if (m_isDragged)
        m_overlay->setBrush(brushTo(x));
}

void PlotView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_brushFrom)
        return;
    const double x = event->position().x();
    const telemetry::TimeRange range = brushTo(x);
    const bool wasDragged = m_isDragged;
    m_brushFrom.reset();
    m_isDragged = false;
    m_overlay->setBrush(std::nullopt);
    if (wasDragged && !range.isEmpty())
        m_link.brush(range);
    else if (!wasDragged && plotRect().contains(event->position()))
        emit picked(bucketAt(timeAt(x)));
}

void PlotView::keyPressEvent(QKeyEvent* event)
{
    const int buckets = event->modifiers().testFlag(Qt::ShiftModifier) ? kLargeMove : 1;
    if (common::keymap().matches(common::KeyCommand::MarkRegion, *event))
        return markRegion();
    switch (event->key()) {
    case Qt::Key_Left:
        moveCrosshair(-buckets);
        return;
    case Qt::Key_Right:
        moveCrosshair(buckets);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_markedFrom)
            markRegion();
        else if (m_link.hovered())
            emit picked(bucketAt(*m_link.hovered()));
        return;
    case Qt::Key_Escape:
        // A brush that is being drawn is given up; otherwise Escape is for the window: back to
        // live.
        if (m_brushFrom || m_markedFrom) {
            giveBrushUp();
            return;
        }
        break;
    default:
        break;
    }
    event->ignore();
}

void PlotView::moveCrosshair(int buckets)
{
    if (m_range.isEmpty())
        return;
    const auto from = m_link.hovered().value_or(m_range.end);
    const auto to = bucketAt(from + m_data.step * buckets).start + m_data.step / 2;
    m_link.setHovered(std::clamp(to, m_range.start, m_range.end));
    if (m_markedFrom)
        m_overlay->setBrush(
            telemetry::TimeRange{.start = std::min(*m_markedFrom, *m_link.hovered()),
                                 .end = std::max(*m_markedFrom, *m_link.hovered())});
    accessible::tellChosen(*this, chosenPart());
}

// Begins at the crosshair, or ends there.
void PlotView::markRegion()
{
    if (m_range.isEmpty())
        return;
    if (!m_link.hovered())
        moveCrosshair(0);
    const telemetry::Timestamp at = *m_link.hovered();
    if (!m_markedFrom) {
        m_markedFrom = at;
        return;
    }
    const telemetry::TimeRange range{.start = std::min(*m_markedFrom, at),
                                     .end = std::max(*m_markedFrom, at)};
    giveBrushUp();
    if (!range.isEmpty())
        m_link.brush(range);
}

void PlotView::giveBrushUp()
{
    m_brushFrom.reset();
    m_markedFrom.reset();
    m_overlay->setBrush(std::nullopt);
}

void PlotView::focusOutEvent(QFocusEvent* event)
{
    QChartView::focusOutEvent(event);
    if (m_markedFrom)
        giveBrushUp();
    if (!underMouse())
        m_link.setHovered(std::nullopt);
    viewport()->update();
}

void PlotView::wheelEvent(QWheelEvent* event)
{
    event->ignore(); // the page scrolls
}

bool PlotView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        m_link.setHovered(std::nullopt);
    return QChartView::viewportEvent(event);
}

void PlotView::paintEvent(QPaintEvent* event)
{
    QChartView::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    common::paintFocusRing(painter, viewport()->rect(), palette());
}

} // namespace charts
