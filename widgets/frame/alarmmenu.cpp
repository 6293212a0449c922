// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/frame/alarmmenu.h"

#include "models/items/openalarms.h"
#include "widgets/common/plaintext.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace frame {

namespace {

constexpr std::int64_t kSentenceLength = 110; // in a menu; the rest is told by the tooltip

} // namespace

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

void AlarmMenu::fill()
{
    clear();
    std::vector<telemetry::AlarmTransition> left = m_alarms;
    while (const telemetry::AlarmTransition* worst = items::worstOpen(left)) {
        const telemetry::AlarmTransition alarm = *worst;
        std::erase_if(left, [&alarm](const auto& each) { return each.alarm == alarm.alarm; });
        const bool isAcknowledged = alarm.state == telemetry::AlarmState::Acknowledged;
        QString text = tr("%1 SEV%2 · %3 · %4")
                           .arg(isAcknowledged ? u"△"_s : u"▲"_s)
                           .arg(alarm.severity)
                           .arg(common::safeLine(alarm.alarm, 40),
                                common::safeLine(alarm.sentence, kSentenceLength));
        QAction* action = addAction(text.replace(u'&', u"&&"_s)); // one alone is a mnemonic's
        action->setToolTip(common::plainToolTip(common::safeSentence(alarm.sentence)));
        connect(action, &QAction::triggered, this, [this, alarm] { emit chosen(alarm); });
    }
}

} // namespace frame
