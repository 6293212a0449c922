// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/framewatch.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

#include <limits>

namespace bench {

FrameWatch::FrameWatch(QWidget& window, std::vector<double>& millis)
    : m_millis(millis)
{
    window.installEventFilter(this);
}

// What a window asks to paint is painted at once when that request arrives; an event posted then is
// delivered after it.
bool FrameWatch::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::UpdateRequest && !m_timer.isValid()) {
        m_timer.start();
        QCoreApplication::postEvent(this, new QEvent(QEvent::User),
                                    std::numeric_limits<int>::max());
    }
    return QObject::eventFilter(watched, event);
}

void FrameWatch::customEvent(QEvent*)
{
    m_millis.push_back(static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
    m_timer.invalidate();
}

} // namespace bench
