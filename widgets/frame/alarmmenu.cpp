// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/alarmmenu.h"

#include "models/items/alarmwords.h"
#include "models/items/openalarms.h"
#include "widgets/common/plaintext.h"
#include "widgets/frame/menuline.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace frame {

AlarmMenu::AlarmMenu(QWidget* parent)
    : QMenu(parent)
{
    setTitle(tr("Other open alarms"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &AlarmMenu::fill);
}

void AlarmMenu::setAlarms(std::vector<telemetry::AlarmTransition> alarms)
{
    m_alarms = std::move(alarms);
}

void AlarmMenu::showEvent(QShowEvent* event)
{
    QMenu::showEvent(event);
    keepInWindow(*this);
}

void AlarmMenu::fill()
{
    clear();
    std::vector<telemetry::AlarmTransition> left = m_alarms;
    while (const telemetry::AlarmTransition* worst = items::worstOpen(left)) {
        const telemetry::AlarmTransition alarm = *worst;
        std::erase_if(left, [&alarm](const auto& each) { return each.alarm == alarm.alarm; });
        const bool isAcknowledged = alarm.state == telemetry::AlarmState::Acknowledged;
        const QString text =
            tr("%1 SEV%2 · %3 · %4")
                .arg(isAcknowledged ? u"△"_s : u"▲"_s)
                .arg(alarm.severity)
                .arg(common::safeLine(alarm.alarm, kAlarmIdLength),
                     common::safeLine(items::alarmWords(alarm.sentence), kAlarmSentenceLength));
        QAction* action = addAction(menuLine(text, *this));
        action->setToolTip(common::plainToolTip(text));
        connect(action, &QAction::triggered, this, [this, alarm] { emit chosen(alarm); });
    }
}

} // namespace frame
