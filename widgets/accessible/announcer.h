// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/accessible/parts.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <functional>

namespace accessible {

// Says things to who does not look at the window, in the words that stand on the screen. One queue:
// what is urgent goes before what is not, the same is not said twice, one thing at a time, and what
// nobody got round to while much happened is counted and not piled up. A widget of one pixel
// without a picture: screen readers speak of a notification that is shown (AT-SPI: its name, and
// that it is shown; elsewhere an alert; from Qt 6.8 an announcement). GUI thread.
class Announcer final : public QWidget, public Parts
{
    Q_OBJECT

public:
    enum class Urgency
    {
        Polite, // after what is being said
        Urgent, // an alarm
    };
    static constexpr std::chrono::milliseconds kApart{1500}; // between two
    static constexpr int kMostWaiting = 4; // more: those that were least urgent are counted

    explicit Announcer(QWidget* window);

    // `text` is plain and safe to show.
    void say(const QString& text, Urgency urgency = Urgency::Polite);
    // What came at once, the first in it first; those that do not fit in are counted.
    void sayAll(const QStringList& texts, Urgency urgency);
    QStringList waiting() const { return m_urgent + m_polite; }
    void setApart(std::chrono::milliseconds apart) { m_pause.setInterval(apart); }
    // Takes what goes to the platform: for tests, in which none listens.
    void setDelivery(std::function<void(QAccessibleEvent&)> delivery);

    QAccessible::Role toldRole() const override { return QAccessible::Notification; }

signals:
    void said(const QString& text); // at the time at which it was

private:
    void sayNext();
    void deliver(Urgency urgency);

    QStringList m_urgent; // oldest first
    QStringList m_polite;
    QString m_last; // what is being said
    int m_left = 0; // out
    QTimer m_pause;
    std::function<void(QAccessibleEvent&)> m_delivery;
};

} // namespace accessible
