// SPDX-License-Identifier: GPL-3.0-or-later

// What mouse and keys do in the plot of a relation.

#include "widgets/common/theme.h"
#include "widgets/explore/relationview.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace explore {

namespace {

constexpr double kDragThreshold = 4; // pixels
constexpr double kStep = 0.01; // of the axis, by a key

} // namespace

void RelationView::dragTo(double x)
{
    if (m_snapshot && m_snapshot->used > 0)
        emit settingDragged(
            driverAt(m_snapshot->density, x, frameOf(size(), m_theme.scaled(1.0)).rates));
}

DriverRange RelationView::rangeTo(double x) const
{
    const QRectF rates = frameOf(size(), m_theme.scaled(1.0)).rates;
    const double from = driverAt(m_snapshot->density, *m_boxFrom, rates);
    const double to = driverAt(m_snapshot->density, x, rates);
    return {.low = std::min(from, to), .high = std::max(from, to)};
}

bool RelationView::isOverDensity(const QPointF& place) const
{
    return m_snapshot && m_snapshot->used > 0
        && frameOf(size(), m_theme.scaled(1.0)).scores.contains(place);
}

void RelationView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_isBox = false;
    if (isOverDensity(event->position())) {
        m_boxFrom = event->position().x();
        return;
    }
    m_isDragged = true;
    dragTo(event->position().x());
}

void RelationView::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_boxFrom) {
        m_isBox = m_isBox || std::abs(x - *m_boxFrom) >= kDragThreshold;
        if (m_isBox)
            setRegion(rangeTo(x));
    } else if (m_isDragged) {
        dragTo(x);
    } else {
        setCursor(isOverDensity(event->position()) ? Qt::CrossCursor : Qt::SizeHorCursor);
    }
}

void RelationView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const double x = event->position().x();
    if (m_boxFrom) {
        const DriverRange range = rangeTo(x);
        m_boxFrom.reset();
        if (std::exchange(m_isBox, false))
            emit regionChosen(range);
        else
            dragTo(x); // a click puts the line there
        emit dragEnded();
    } else if (std::exchange(m_isDragged, false)) {
        emit dragEnded();
    }
}

void RelationView::step(int columns, bool isRegion)
{
    if (!m_snapshot || m_snapshot->used == 0 || !m_setting)
        return;
    const drivers::Density& density = m_snapshot->density;
    const auto moved = [&](double driver) {
        return density.driverAt(std::clamp(density.placeOf(driver) + kStep * columns, 0.0, 1.0));
    };
    if (!isRegion) {
        emit settingDragged(moved(*m_setting));
        return;
    }
    if (!m_anchor || !m_region)
        m_anchor = *m_setting;
    const bool isEndHigh = m_region && m_region->low == *m_anchor;
    const double end = moved(!m_region ? *m_anchor : isEndHigh ? m_region->high : m_region->low);
    emit regionChosen({.low = std::min(*m_anchor, end), .high = std::max(*m_anchor, end)});
}

void RelationView::keyPressEvent(QKeyEvent* event)
{
    const bool isShift = event->modifiers() == Qt::ShiftModifier;
    const bool isPlain = event->modifiers() == Qt::NoModifier;
    if (event->key() == Qt::Key_Left && (isShift || isPlain))
        step(-1, isShift);
    else if (event->key() == Qt::Key_Right && (isShift || isPlain))
        step(1, isShift);
    else if (event->key() == Qt::Key_Escape && m_region)
        emit regionLeft();
    else
        QWidget::keyPressEvent(event);
}

// With a region Esc lets it go, and is not the window's.
bool RelationView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_region
        && static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

} // namespace explore
