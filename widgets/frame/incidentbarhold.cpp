// SPDX-License-Identifier: GPL-3.0-or-later

// Which alarm the line is about, and which one a press of its buttons is meant for: alarms come and
// go by themselves, and nobody presses what took the line a moment ago.

#include "models/items/openalarms.h"
#include "widgets/frame/incidentbar.h"

#include <QEvent>
#include <QMetaObject>
#include <QPushButton>

#include <algorithm>

namespace frame {

std::array<QPushButton*, 4> IncidentBar::acting() const
{
    return {m_acknowledge, m_shelve, m_suppress, m_incident};
}

// The worst, but while the pointer is on what acts on the alarm that stands there: as long as that
// one is open it stays, and what is told of it is its own newest state.
void IncidentBar::choose(telemetry::Timestamp now)
{
    const auto buttons = acting();
    // One that is acknowledged needs nothing at once: it holds up none that calls.
    const bool isHeld = m_hasAlarm && m_alarm.state != telemetry::AlarmState::Acknowledged
        && std::ranges::any_of(buttons, [](const QPushButton* button) {
                            return button->isVisible() && button->underMouse();
                        });
    const telemetry::AlarmTransition* worst = items::worstOpen(m_alarms);
    const auto same =
        std::ranges::find(m_alarms, m_alarm.alarm, &telemetry::AlarmTransition::alarm);
    const bool isStill =
        isHeld && same != m_alarms.end() && same->state != telemetry::AlarmState::Acknowledged;
    const telemetry::AlarmTransition* told = isStill ? &*same : worst;
    m_current = told == worst ? m_worstCurrent : QString(); // is no other's
    m_told = told == worst ? m_worstTold : std::string();
    const telemetry::AlarmTransition before = m_alarm;
    m_hasAlarm = told != nullptr;
    m_alarm = told != nullptr ? *told : telemetry::AlarmTransition{};
    if (m_alarm.alarm != before.alarm) {
        m_before = before;
        m_sinceChange.start();
        keepFocus();
    }
    show(now);
}

void IncidentBar::watchPointer()
{
    for (QPushButton* button : acting()) {
        button->installEventFilter(this);
        // What was aimed at is settled when the mouse goes down, whatever comes before it goes up.
        connect(button, &QPushButton::pressed, this, &IncidentBar::takeAim);
    }
}

// Once the pointer has left them for good, and not from one to the next.
void IncidentBar::pointerLeft()
{
    QMetaObject::invokeMethod(
        this, [this] { choose(m_shownAt); }, Qt::QueuedConnection);
}

// Of what took the line too short a time ago to be read, the press is not: it is of the one before,
// and of nothing where that is over.
void IncidentBar::takeAim()
{
    m_aim = m_alarm;
    const bool isRead = !m_sinceChange.isValid() || m_sinceChange.elapsed() >= kRead;
    if (isRead || m_before.alarm.empty())
        return;
    const auto before =
        std::ranges::find(m_alarms, m_before.alarm, &telemetry::AlarmTransition::alarm);
    m_aim = before != m_alarms.end() ? *before : telemetry::AlarmTransition{};
}

} // namespace frame
