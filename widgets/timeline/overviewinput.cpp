// SPDX-License-Identifier: GPL-3.0-or-later

// What mouse and keys do in the overview.

#include "models/items/linkmodel.h"
#include "widgets/common/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/timeline/overview.h"
#include "widgets/timeline/timelinecoordinates.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

using namespace Qt::StringLiterals;

namespace timeline {

namespace {

constexpr double kMarkReach = 6; // pixels
constexpr double kMarksBottom = 16; // above it the marks stand
constexpr double kZoom = 1.25;

} // namespace

// Where the pointer is, there is the cursor, inside the window and outside; a mark is gone to as
// [ and ] do.
void Overview::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_bounds.isEmpty())
        return;
    m_pressedAt = event->position().x();
    if (const OverviewMark* mark = markAt(event->position())) {
        const OverviewMark chosen = *mark; // going there reads the marks anew
        m_conductor.goTo(chosen.time, chosen.known);
    } else {
        m_conductor.seek(timeAt(event->position().x()));
    }
}

void Overview::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (!m_pressedAt) {
        setCursor(markAt(event->position()) != nullptr ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    // A hand that trembles on a mark does not leave it.
    if (!m_isDragging && std::abs(x - *m_pressedAt) < QApplication::startDragDistance())
        return;
    m_isDragging = true;
    m_conductor.seek(timeAt(x));
}

const OverviewMark* Overview::markAt(const QPointF& position) const
{
    if (position.y() > kMarksBottom)
        return nullptr;
    const OverviewMark* nearest = nullptr;
    double distance = kMarkReach;
    for (const OverviewMark& mark : m_marks) {
        const double away = std::abs(xOf(mark.time) - position.x());
        // Of two that lie one over the other, an alarm.
        const bool isNearer =
            away < distance || (away <= distance && mark.kind == common::TimeMark::Alarm);
        if (mark.time <= knownEnd() && isNearer) {
            nearest = &mark;
            distance = away;
        }
    }
    return nearest;
}

void Overview::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_pressedAt.reset();
        m_isDragging = false;
        describe();
    }
}

void Overview::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        fit();
}

void Overview::wheelEvent(QWheelEvent* event)
{
    const double turns = event->angleDelta().y() / 120.0;
    if (turns == 0)
        return;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoom(std::pow(kZoom, turns), timeAt(event->position().x()));
        event->accept();
        return;
    }
    const double factor = std::pow(kZoom, -turns);
    m_conductor.setSpan(
        std::chrono::duration_cast<telemetry::Duration>(m_conductor.span() * factor));
}

void Overview::handleCommand(common::KeyCommand command)
{
    switch (command) {
    case common::KeyCommand::BarZoomIn:
        return zoom(kZoom * kZoom, m_conductor.cursor());
    case common::KeyCommand::BarZoomOut:
        return zoom(1 / (kZoom * kZoom), m_conductor.cursor());
    case common::KeyCommand::BarFit:
        return fit();
    case common::KeyCommand::BarPreviousMark:
        return seekToPreviousMark();
    case common::KeyCommand::BarNextMark:
        return seekToNextMark();
    default:
        break; // no key of the bar
    }
}

void Overview::keyPressEvent(QKeyEvent* event)
{
    if (const auto command = common::keymap().find(common::KeyContext::TimeBar, *event)) {
        handleCommand(*command);
        return describe();
    }
    const int steps =
        event->modifiers().testFlag(Qt::ShiftModifier) ? items::TimeConductor::kLargeStep : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        m_conductor.step(-steps);
        break;
    case Qt::Key_Right:
        m_conductor.step(steps);
        break;
    case Qt::Key_PageUp:
        m_conductor.step(-items::TimeConductor::kLargeStep);
        break;
    case Qt::Key_PageDown:
        m_conductor.step(items::TimeConductor::kLargeStep);
        break;
    case Qt::Key_Home:
        m_conductor.seek(m_conductor.bounds().start);
        break;
    case Qt::Key_End:
        if (m_conductor.canBeLive())
            m_conductor.goLive();
        else
            m_conductor.seek(m_conductor.bounds().end);
        break;
    default:
        event->ignore();
        return;
    }
    describe();
    if (const auto place = toldScale())
        accessible::tellValue(*this, place->value);
}

void Overview::seekToPreviousMark()
{
    m_follower.jump(items::MarkKind::Any, false);
}

void Overview::seekToNextMark()
{
    m_follower.jump(items::MarkKind::Any, true);
}

QString Overview::toolTipAt(const QPointF& position) const
{
    if (m_bounds.isEmpty())
        return {};
    QString text = common::utcDateTimeText(timeAt(position.x()));
    if (timeAt(position.x()) > knownEnd())
        return text + u'\n'
            + tr("Not known yet at the cursor. “As known now” shows what came later.");
    if (const QString outside = outsideDetails(); !outside.isEmpty())
        text += u'\n' + tr("%1. View > Show All Times reaches them.").arg(outside);
    for (const auto& mark : m_marks) {
        if (std::abs(xOf(mark.time) - position.x()) <= kMarkReach)
            text += u'\n' + common::utcTimeText(mark.time) + u' ' + mark.text;
    }
    for (const auto& gap : m_follower.snapshot().gaps) {
        if (gap.range.contains(timeAt(position.x())))
            text += u'\n' + tr("No data: %1").arg(items::linkReasonText(gap.reason));
    }
    return text;
}

bool Overview::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), common::plainToolTip(toolTipAt(help->pos())), this);
    return true;
}

} // namespace timeline
