// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

namespace items {
class ServiceHealthModel;
}

namespace dashboard {

// Keeps the rows of a fleet's list in their places while somebody is at it: while the pointer is
// over the list, while the list has the keyboard, and while the pointer moves anywhere in the
// window and for a second after, since it may be on its way to a row that was just read. Then the
// worst come first again. Each list that shows the model holds it by itself. GUI thread.
class OrderHold final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kRest = 1000; // ms that the pointer has to lie still

    OrderHold(items::ServiceHealthModel& model, QWidget& list);
    ~OrderHold() override;

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();

    items::ServiceHealthModel& m_model;
    QWidget& m_list;
    QTimer m_rest;
    bool m_isOver = false;
    bool m_hasKeyboard = false;
};

} // namespace dashboard
