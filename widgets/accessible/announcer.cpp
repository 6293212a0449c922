// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/accessible/announcer.h"

#include <algorithm>
#include <utility>

namespace accessible {

Announcer::Announcer(QWidget* window)
    : QWidget(window)
{
    setObjectName(QStringLiteral("announcer"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setGeometry(0, 0, 1, 1);
    setAccessibleName(tr("Announcements"));
    m_pause.setSingleShot(true);
    m_pause.setInterval(kApart);
    connect(&m_pause, &QTimer::timeout, this, &Announcer::sayNext);
}

void Announcer::setDelivery(std::function<void(QAccessibleEvent&)> delivery)
{
    m_delivery = std::move(delivery);
}

void Announcer::say(const QString& text, Urgency urgency)
{
    if (text.isEmpty() || m_urgent.contains(text) || m_polite.contains(text)
        || (m_pause.isActive() && text == m_last))
        return;
    (urgency == Urgency::Urgent ? m_urgent : m_polite) << text;
    while (m_urgent.size() + m_polite.size() > kMostWaiting) {
        (m_polite.isEmpty() ? m_urgent : m_polite).removeFirst();
        ++m_left;
    }
    if (!m_pause.isActive())
        sayNext();
}

void Announcer::sayAll(const QStringList& texts, Urgency urgency)
{
    const qsizetype fitting = std::min<qsizetype>(texts.size(), kMostWaiting);
    for (qsizetype i = 0; i < fitting; ++i)
        say(texts[i], urgency);
    m_left += static_cast<int>(texts.size() - fitting);
}

void Announcer::sayNext()
{
    const bool isUrgent = !m_urgent.isEmpty();
    QString text;
    if (isUrgent)
        text = m_urgent.takeFirst();
    else if (!m_polite.isEmpty())
        text = m_polite.takeFirst();
    else if (m_left > 0)
        text = tr("%n more are on the screen", nullptr, std::exchange(m_left, 0));
    else
        return;
    m_last = text;
    setAccessibleName(text);
    m_pause.start();
    deliver(isUrgent ? Urgency::Urgent : Urgency::Polite);
    emit said(text);
}

void Announcer::deliver(Urgency urgency)
{
    const auto pass = [this](QAccessibleEvent& event) {
        if (m_delivery)
            m_delivery(event);
        else
            QAccessible::updateAccessibility(&event);
    };
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent announcement(this, m_last);
    announcement.setPoliteness(urgency == Urgency::Urgent
                                   ? QAccessible::AnnouncementPoliteness::Assertive
                                   : QAccessible::AnnouncementPoliteness::Polite);
    pass(announcement);
#else
    QAccessibleEvent shown(this, QAccessible::ObjectShow);
    pass(shown);
    // Windows and macOS speak of an alert, and interrupt for it.
    if (urgency == Urgency::Urgent) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        pass(alert);
    }
#endif
}

} // namespace accessible
