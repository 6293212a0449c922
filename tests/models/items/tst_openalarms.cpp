// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/openalarms.h"
#include "models/telemetry/signalcheck.h"

#include <QTest>

#include <chrono>
#include <string>

using telemetry::AlarmState;
using namespace std::chrono_literals;

namespace {

telemetry::AlarmTransition alarm(const std::string& id, AlarmState state, const std::string& check,
                                 std::chrono::seconds time)
{
    telemetry::AlarmTransition made;
    made.alarm = id;
    made.state = state;
    made.check = check;
    made.time = telemetry::Timestamp(time);
    return made;
}

} // namespace

class TestOpenAlarms : public QObject
{
    Q_OBJECT

private slots:
    void whatWasOverLastIsOfWrongAnswers()
    {
        QVERIFY(!items::lastCleared({}));
        const auto open = alarm("A-0001", AlarmState::Raised, "groundedness", 90s);
        const auto early = alarm("A-0002", AlarmState::Cleared, "groundedness", 10s);
        const auto late = alarm("A-0003", AlarmState::Cleared, "Correctness", 20s);
        const auto longer = alarm("A-0004", AlarmState::Cleared, telemetry::kAnswerLength, 30s);
        QVERIFY(telemetry::isShiftCheck(longer.check));
        QVERIFY(!items::lastCleared({open}));
        QCOMPARE(items::lastCleared({open, late, early, longer})->alarm, std::string("A-0003"));
        QCOMPARE(items::lastCleared({open, longer})->alarm, std::string("A-0004"));
    }
};

QTEST_APPLESS_MAIN(TestOpenAlarms)
#include "tst_openalarms.moc"
