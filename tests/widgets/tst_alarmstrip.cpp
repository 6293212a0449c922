// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/servicehealthmodel.h"
#include "models/telemetry/alarm.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/alarmstrip.h"

#include <QTest>

#include <chrono>
#include <string>

using namespace Qt::StringLiterals;
using telemetry::AlarmState;

namespace {

telemetry::AlarmTransition alarmOf(const std::string& id, AlarmState state)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = id;
    alarm.service = "shop";
    alarm.check = "groundedness";
    alarm.state = state;
    alarm.severity = 2;
    alarm.sentence = id + ": answers of shop fail";
    alarm.actor = "ada";
    return alarm;
}

} // namespace

// What stands over a service beside the sentence of its alarm.
class TestAlarmStrip : public QObject
{
    Q_OBJECT

private slots:
    void furtherAlarmsAreCountedByWhatTheyAre();

private:
    common::Theme m_theme{u"dark"_s};
};

void TestAlarmStrip::furtherAlarmsAreCountedByWhatTheyAre()
{
    const telemetry::Timestamp now(std::chrono::hours(500'000));
    const items::ServiceHealthModel fleet;
    const auto first = alarmOf("A-0001", AlarmState::Raised);
    const auto second = alarmOf("A-0002", AlarmState::Raised);
    const auto third = alarmOf("A-0003", AlarmState::Acknowledged);
    const auto shelved = alarmOf("A-0004", AlarmState::Shelved);
    const auto suppressed = alarmOf("A-0005", AlarmState::Suppressed);
    dashboard::AlarmStrip strip(m_theme);
    strip.setAlarms({first}, {}, now, fleet);
    QVERIFY2(!strip.details().contains(u"more"_s), qPrintable(strip.details()));
    strip.setAlarms({first, second}, {shelved}, now, fleet);
    QVERIFY2(strip.details().endsWith(
                 u" · 1 more alarm of this service · 1 more shelved or suppressed"_s),
             qPrintable(strip.details()));
    strip.setAlarms({first, second, third}, {}, now, fleet);
    QVERIFY2(strip.details().endsWith(u" · 2 more alarms of this service"_s),
             qPrintable(strip.details()));
    strip.setAlarms({}, {shelved, suppressed}, now, fleet); // none of them calls
    QVERIFY2(!strip.details().contains(u"more alarm"_s)
                 && strip.details().endsWith(u" · 1 more shelved or suppressed"_s),
             qPrintable(strip.details()));
}

QTEST_MAIN(TestAlarmStrip)
#include "tst_alarmstrip.moc"
