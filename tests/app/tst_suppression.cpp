// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/mainwindow.h"
#include "models/store/reader.h"
#include "tests/models/items/fleetfixture.h"
#include "widgets/common/theme.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/suppressmenu.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

// An alarm is explained in the window, and what comes of it is in the recording.
class TestSuppression : public QObject
{
    Q_OBJECT

private slots:
    void whatExplainsAnAlarmIsRecordedAndTakenBack();

private:
    static QString texts(const QWidget& widget)
    {
        QStringList all;
        for (const auto* label : widget.findChildren<QLabel*>())
            all << label->text();
        return all.join(u'\n');
    }
};

void TestSuppression::whatExplainsAnAlarmIsRecordedAndTakenBack()
{
    const fleettest::Fleet fleet; // with A-0001 open
    const auto settings = Settings::inMemory();
    common::Theme theme(u"dark"_s);
    theme.apply(*qApp);
    const auto session =
        Session::startLive({.recording = fleet.path(),
                            .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                            .profile = {},
                            .keep = {}});
    QVERIFY(session);
    MainWindow window(**session, theme, *settings);
    window.show();
    auto* bar = window.findChild<frame::IncidentBar*>();
    auto* menu = bar->findChild<frame::SuppressMenu*>();
    QTRY_VERIFY_WITH_TIMEOUT(texts(*bar).contains(u"Code-assistant states"_s), 20'000);
    menu->popup({0, 0});
    QTest::keyClicks(menu->findChild<QLineEdit*>(), u"load test 7"_s);
    QTest::keyClick(menu->findChild<QLineEdit*>(), Qt::Key_Return);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(texts(*bar).contains(u"Suppressed, explained by load test 7"_s),
                             20'000);
    const auto reader = store::Reader::open(fleet.path());
    QVERIFY(reader);
    const auto newest = [&reader] {
        auto alarms = (*reader)->alarms({});
        return alarms && !alarms->empty() ? alarms->front() : telemetry::AlarmTransition{};
    };
    QCOMPARE(newest().state, telemetry::AlarmState::Suppressed);
    QCOMPARE(newest().cause, std::string("load test 7"));
    QCOMPARE(newest().actor, settings->operatorName().toStdString());
    const auto entry = (*reader)->newestEntry("alarm", "A-0001", telemetry::Timestamp::max());
    QVERIFY(entry && *entry);
    QVERIFY2((*entry)->text.find("explained by load test 7") != std::string::npos,
             (*entry)->text.c_str());
    // Taken back, it stands as raised again.
    for (auto* button : bar->findChildren<QPushButton*>()) {
        if (button->text() == u"Let It Call Again"_s) {
            QVERIFY(button->isVisible());
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(newest().state, telemetry::AlarmState::Raised, 20'000);
    QVERIFY(newest().cause.empty());
}

QTEST_MAIN(TestSuppression)
#include "tst_suppression.moc"
