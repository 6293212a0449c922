// SPDX-License-Identifier: GPL-3.0-or-later

// What is said aloud of what happens in the window, and what is not.

#include "app/spokennews.h"
#include "tests/app/accessiblefixture.h"
#include "widgets/frame/incidentbar.h"
#include "widgets/frame/linkstatus.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace accesstest;

class TestSpokenNews : public QObject
{
    Q_OBJECT

private slots:
    void alarmsAreNewOnce();
    void anAlarmIsSaidWhileItIsPlayed();
    void aJumpSaysNoAlarm();
    void theModeIsSaid();
    void aConnectionThatIsLostIsSaid();

private:
    const fleettest::Fleet m_fleet;
    common::Theme m_theme{u"dark"_s};
};

void TestSpokenNews::alarmsAreNewOnce()
{
    telemetry::AlarmTransition alarm = fleettest::firstAlarm();
    telemetry::AlarmTransition grave = alarm;
    grave.alarm = "A-0002";
    grave.severity = 1;
    grave.sentence = "support-bot cuts its answers off";
    AlarmTurns turns;
    QVERIFY(turns.take({alarm}).empty()); // known already
    const auto news = turns.take({alarm, grave});
    QCOMPARE(news.size(), std::size_t{1});
    QVERIFY(news.front().isNew);
    QCOMPARE(news.front().text, u"Alarm: Support-bot cuts its answers off"_s);
    QVERIFY(turns.take({alarm, grave}).empty());
    grave.state = telemetry::AlarmState::Acknowledged;
    QVERIFY(turns.take({alarm, grave}).empty());
    grave.state = telemetry::AlarmState::Shelved; // out of sight is not over
    QVERIFY(turns.take({alarm, grave}).empty());
    grave.state = telemetry::AlarmState::Raised;
    QCOMPARE(turns.take({alarm, grave}).size(), std::size_t{1});
    grave.state = telemetry::AlarmState::Cleared;
    const auto over = turns.take({alarm, grave});
    QCOMPARE(over.size(), std::size_t{1});
    QVERIFY(!over.front().isNew);
    QCOMPARE(over.front().text, u"Over: Support-bot cuts its answers off"_s);
    turns.forget();
    QVERIFY(turns.take({alarm, grave}).empty());
}

void TestSpokenNews::anAlarmIsSaidWhileItIsPlayed()
{
    const auto shown = onFleet(m_fleet, m_theme, 320);
    auto* news = shown->window->findChild<SpokenNews*>();
    QVERIFY(news != nullptr);
    QSignalSpy said(news->announcer(), &accessible::Announcer::said);
    QTest::qWait(500);
    QCOMPARE(said.count(), 0);
    auto& conductor = shown->session->conductor();
    conductor.setSpeed(10);
    conductor.play();
    const auto isSaid = [&said] {
        for (const auto& one : said) {
            if (one.front().toString().startsWith(u"Alarm: "_s))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(), 15'000);
    conductor.pause();
    auto* told = QAccessible::queryAccessibleInterface(news->announcer());
    QCOMPARE(told->role(), QAccessible::Notification);
    QVERIFY(!told->state().invisible);
}

void TestSpokenNews::aJumpSaysNoAlarm()
{
    const auto shown = onFleet(m_fleet, m_theme, 100);
    auto* news = shown->window->findChild<SpokenNews*>();
    QSignalSpy said(news->announcer(), &accessible::Announcer::said);
    const auto* bar = shown->window->findChild<frame::IncidentBar*>();
    QTRY_VERIFY(bar->accessibleName().startsWith(u"No open alarm"_s));
    shown->session->conductor().seek(fleettest::at(600));
    QTRY_VERIFY(bar->accessibleName().startsWith(u"Alarm"_s));
    QTest::qWait(300);
    QCOMPARE(said.count(), 0);
    QVERIFY(news->announcer()->waiting().isEmpty());
}

void TestSpokenNews::theModeIsSaid()
{
    const QTemporaryDir folder;
    auto session = Session::startLive({.recording = folder.filePath(u"live.plumb"_s).toStdString(),
                                       .listen = {.otlp = "127.0.0.1:0", .grpc = {}, .files = {}},
                                       .profile = {},
                                       .keep = {}});
    QVERIFY(session);
    const auto settings = Settings::inMemory();
    MainWindow window(**session, m_theme, *settings);
    window.show();
    auto* news = window.findChild<SpokenNews*>();
    QSignalSpy said(news->announcer(), &accessible::Announcer::said);
    (*session)->conductor().fix();
    QCOMPARE((*session)->conductor().mode(), items::TimeConductor::Mode::Fixed);
    QTRY_VERIFY(!said.isEmpty());
    QVERIFY2(said.back().front().toString().startsWith(u"Mode: TIME FIXED "_s),
             qPrintable(said.back().front().toString()));
    (*session)->conductor().goLive();
    const auto last = [&said] { return said.back().front().toString(); };
    QTRY_COMPARE_WITH_TIMEOUT(last(), u"Mode: LIVE"_s, 10'000);
}

void TestSpokenNews::aConnectionThatIsLostIsSaid()
{
    frame::LinkStatus status(m_theme);
    QSignalSpy changed(&status, &frame::LinkStatus::standingChanged);
    telemetry::LinkStatus otlp;
    otlp.source = "otlp";
    otlp.state = telemetry::LinkState::Connected;
    otlp.lastData = fleettest::at(10);
    frame::LinkSnapshot snapshot;
    snapshot.listener = u"otlp 127.0.0.1:4318"_s;
    snapshot.now = fleettest::at(11);
    snapshot.links = {otlp};
    snapshot.controlPlane = true;
    status.setLive(snapshot);
    QCOMPARE(changed.count(), 0); // how it is at the first look is no news
    snapshot.links.front().state = telemetry::LinkState::Lagging;
    status.setLive(snapshot);
    QCOMPARE(changed.count(), 0);
    snapshot.links.front().state = telemetry::LinkState::Stale;
    status.setLive(snapshot);
    status.setLive(snapshot);
    QCOMPARE(changed.count(), 1);
    QVERIFY(changed.back().at(0).toString().startsWith(u"Connection lost: otlp"_s));
    QVERIFY(changed.back().at(1).toBool());
    snapshot.links.front().state = telemetry::LinkState::Connected;
    snapshot.controlPlane = false;
    status.setLive(snapshot);
    QCOMPARE(changed.count(), 3);
    QCOMPARE(changed.at(1).at(0).toString(), u"otlp is back"_s);
    QCOMPARE(changed.at(2).at(0).toString(), u"control plane cannot be reached"_s);
}

QTEST_MAIN(TestSpokenNews)
#include "tst_spokennews.moc"
