// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/orderhold.h"

#include "models/items/servicehealthmodel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QWidget>

namespace dashboard {

OrderHold::OrderHold(items::ServiceHealthModel& model, QWidget& list)
    : QObject(&list)
    , m_model(model)
    , m_list(list)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_rest, &QTimer::timeout, this, &OrderHold::update);
    // Widgets that do not track the pointer are not told of it; the window always is.
    QCoreApplication::instance()->installEventFilter(this);
}

OrderHold::~OrderHold()
{
    m_model.setOrderHeld(false, this);
}

bool OrderHold::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::MouseMove && m_list.isVisible()) {
        m_rest.start();
        update();
    } else if (watched == &m_list) {
        if (type == QEvent::Enter || type == QEvent::Leave)
            m_isOver = type == QEvent::Enter;
        else if (type == QEvent::FocusIn || type == QEvent::FocusOut)
            m_hasKeyboard = type == QEvent::FocusIn;
        else if (type == QEvent::Hide)
            m_isOver = false;
        else
            return false;
        update();
    }
    return false;
}

void OrderHold::update()
{
    m_model.setOrderHeld(m_isOver || m_hasKeyboard || m_rest.isActive(), this);
}

} // namespace dashboard
