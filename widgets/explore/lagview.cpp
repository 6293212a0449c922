// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/explore/lagview.h"

#include "widgets/common/theme.h"
#include "widgets/explore/fadedcolor.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace explore {

namespace {

using common::ColorRole;

} // namespace

LagView::LagView(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Correlation by lag"));
    connect(&theme, &common::Theme::changed, this, qOverload<>(&QWidget::update));
}

void LagView::setSnapshot(std::shared_ptr<const drivers::RelationSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    update();
}

void LagView::setLag(int steps)
{
    m_lag = steps;
    update();
}

// One for each lag from none on, also where the first of them is not told.
int LagView::slotCount() const
{
    return m_snapshot->lag.points.back().lag + 1;
}

void LagView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorRole::Surface1));
    if (!m_snapshot || m_snapshot->lag.points.empty())
        return;
    const relation::LagFit& lag = m_snapshot->lag;
    const double slot = width() / static_cast<double>(slotCount());
    double scale = lag.threshold * 1.25;
    for (const relation::LagPoint& point : lag.points)
        scale = std::max(scale, std::abs(point.correlation));
    const double middle = height() / 2.0;
    const auto yAt = [&](double correlation) {
        return middle - correlation / scale * (middle - 3);
    };
    if (lag.peak)
        painter.fillRect(
            QRectF(lag.peak->low * slot, 0, (lag.peak->high - lag.peak->low + 1) * slot, height()),
            faded(m_theme.color(ColorRole::Severity3), 0.16));
    if (!lag.isTooFew)
        painter.fillRect(
            QRectF(0, yAt(lag.threshold), width(), yAt(-lag.threshold) - yAt(lag.threshold)),
            m_theme.color(ColorRole::Surface2));
    for (const relation::LagPoint& point : lag.points) {
        const bool isSure = !lag.isTooFew && std::abs(point.correlation) > lag.threshold;
        const double left = std::floor(point.lag * slot);
        const double right = std::max(left + 1, std::floor((point.lag + 1) * slot) - 1);
        const double y = yAt(point.correlation);
        painter.fillRect(
            QRectF(left, std::min(y, middle), right - left, std::max(1.0, std::abs(middle - y))),
            isSure ? m_theme.color(ColorRole::Series2)
                   : faded(m_theme.color(ColorRole::TextSecondary), 0.6));
    }
    painter.setPen(QPen(m_theme.color(ColorRole::Line), 1));
    painter.drawLine(QPointF(0, std::floor(middle) + 0.5),
                     QPointF(width(), std::floor(middle) + 0.5));
    painter.fillRect(QRectF(std::floor((m_lag + 0.5) * slot) - 1, 0, 2, height()),
                     m_theme.color(ColorRole::Accent));
}

void LagView::dragTo(double x)
{
    if (!m_snapshot || m_snapshot->lag.points.empty())
        return;
    const auto count = static_cast<double>(slotCount());
    emit lagDragged(static_cast<int>(std::clamp(x / width() * count, 0.0, count - 1)));
}

void LagView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isDragged = true;
    dragTo(event->position().x());
}

void LagView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_isDragged)
        dragTo(event->position().x());
}

void LagView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_isDragged = false;
}

} // namespace explore
