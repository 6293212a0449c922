// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/causesfollower.h"
#include "models/items/followers.h"
#include "models/items/openalarms.h"
#include "tests/models/items/fleetfixture.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace fleettest;
using health::HealthState;

namespace {

const items::CheckCell& cellOf(const items::ServiceHealthModel& model, const std::string& service,
                               const std::string& check)
{
    return model.row(model.rowOf(service)).checks.at(check);
}

} // namespace

class TestFollowers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void fleetAtTheEnd();
    void fleetBeforeTheFault();
    void aSilentServiceIsStale();
    void stalenessDoesNotDependOnTheZoom();
    void alarmsAreThoseKnownThen();
    void asKnownNowAlarmsAreThoseOfTheCursor();
    void seriesOfOneService();
    void gapsStayGaps();
    void seriesOfTheFleet();
    void onlyTheChosenServiceIsShown();
    void bucketsAreWhole();
    void overviewReachesBeyondTheCursorButTellsNothingOfIt();
    void aCursorAtTheEndFollowsAGrowingRecording();
    void overviewTellsTheBounds();
    void aMissingRecordingIsSaid();
    void stepsAreRound();
    void aSearchHoldsUpNoView();
    void causesAreToldAtFirstLook();
    void thatCausesCouldNotBeReadIsKnown();
    void anAnswerAboutThePastIsNotOfThePresent();
    void whoGoesBackToLiveIsNotTakenAway();

private:
    void seek(double second);

    std::unique_ptr<Fleet> m_fleet;
    ManualClock m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
};

void TestFollowers::initTestCase()
{
    m_fleet = std::make_unique<Fleet>();
    m_clock.time = at(kLength + 5);
    m_queries = std::make_unique<items::RecordingQueries>(m_fleet->path());
}

void TestFollowers::init()
{
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, false);
    m_conductor->setBounds({.start = at(0), .end = at(kLength + 5)});
    m_conductor->setSpan(2min);
    seek(kLength);
}

void TestFollowers::seek(double second)
{
    m_conductor->seek(at(second));
}

void TestFollowers::fleetAtTheEnd()
{
    items::FleetFollower follower(*m_queries, *m_conductor);
    QSignalSpy updated(&follower, &items::FleetFollower::updated);
    QVERIFY(updated.wait());
    auto& model = follower.services();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.service(0), u"code-assistant"_s); // the one with the alarm
    QCOMPARE(model.columnCount(), 3);
    const auto& cell = cellOf(model, "code-assistant", "groundedness");
    QCOMPARE(cell.state, HealthState::AlarmRaised);
    QVERIFY2(std::abs(cell.failedShare() - 1.0 / 3) < 0.02,
             qPrintable(QString::number(cell.failedShare())));
    QVERIFY(cell.count >= 118 && cell.count <= 120);
    QCOMPARE(cellOf(model, "support-bot", "groundedness").state, HealthState::Well);
    QCOMPARE(follower.alarmTransitions().size(), std::size_t{1});
    QVERIFY(items::isOpen(follower.alarmTransitions().front()));
}

void TestFollowers::fleetBeforeTheFault()
{
    seek(290);
    items::FleetFollower follower(*m_queries, *m_conductor);
    QSignalSpy updated(&follower, &items::FleetFollower::updated);
    QVERIFY(updated.wait());
    const auto& cell = cellOf(follower.services(), "code-assistant", "groundedness");
    QCOMPARE(cell.state, HealthState::Well);
    QCOMPARE(cell.failed, 0);
}

// One answer a second, silent for three minutes; an hour in view is drawn in steps of two minutes.
void TestFollowers::stalenessDoesNotDependOnTheZoom()
{
    m_conductor->setSpan(1h);
    items::FleetFollower follower(*m_queries, *m_conductor);
    QSignalSpy updated(&follower, &items::FleetFollower::updated);
    QVERIFY(updated.wait());
    const auto& cell = cellOf(follower.services(), "order-agent", "groundedness");
    QVERIFY(cell.count > 0);
    QCOMPARE(cell.state, HealthState::Stale);
}

void TestFollowers::aSilentServiceIsStale()
{
    items::FleetFollower follower(*m_queries, *m_conductor);
    QSignalSpy updated(&follower, &items::FleetFollower::updated);
    QVERIFY(updated.wait());
    const auto& cell = cellOf(follower.services(), "order-agent", "groundedness");
    QCOMPARE(cell.state, HealthState::Stale);
    QCOMPARE(cell.count, 0);
    QCOMPARE(cell.lastEvent, at(419));
    QVERIFY(!cellOf(follower.services(), "support-bot", "truncation").trend.empty());
    QVERIFY(follower.services().row(0).checks.contains("truncation"));
}

void TestFollowers::alarmsAreThoseKnownThen()
{
    seek(320); // the fault has begun, nobody knows it
    items::FleetFollower follower(*m_queries, *m_conductor);
    QSignalSpy updated(&follower, &items::FleetFollower::updated);
    QVERIFY(updated.wait());
    QCOMPARE(follower.alarmTransitions().size(), std::size_t{0});
    m_conductor->setAsKnownNow(true);
    QVERIFY(updated.wait());
    QCOMPARE(follower.alarmTransitions().size(), std::size_t{1});
}

// By all that was written since, also much later, but as it was at the cursor.
void TestFollowers::asKnownNowAlarmsAreThoseOfTheCursor()
{
    const Fleet fleet;
    auto over = firstAlarm();
    over.state = telemetry::AlarmState::Cleared;
    over.time = at(450);
    over.recorded = at(580);
    fleet.append(over);
    items::RecordingQueries queries(fleet.path());
    items::FleetFollower all(queries, *m_conductor);
    items::SeriesFollower one(queries, *m_conductor);
    one.setService(u"code-assistant"_s);
    const auto look = [&](double second, bool isAsKnownNow) {
        m_conductor->setAsKnownNow(isAsKnownNow);
        seek(second);
        queries.waitForIdle();
        QTRY_COMPARE(all.services().now(), at(second));
        QTRY_COMPARE(one.snapshot().range.end, at(second));
    };
    look(400, true);
    QCOMPARE(all.alarmTransitions().size(), std::size_t{1});
    QVERIFY(items::isOpen(all.alarmTransitions().front()));
    QCOMPARE(cellOf(all.services(), "code-assistant", "groundedness").state,
             HealthState::AlarmRaised);
    QCOMPARE(one.snapshot().openAlarms.size(), std::size_t{1});
    QVERIFY(!one.snapshot().clearedAlarm);
    QVERIFY(one.snapshot().checks.front().alarm);
    QVERIFY(one.snapshot().alarms.front().isOpen);
    QCOMPARE(one.snapshot().alarms.front().range.end, at(400));
    look(460, true); // over by then, as was written later
    QVERIFY(!items::isOpen(all.alarmTransitions().front()));
    QVERIFY(one.snapshot().openAlarms.empty() && one.snapshot().clearedAlarm);
    look(461, false);
    QVERIFY(items::isOpen(all.alarmTransitions().front()));
    QCOMPARE(one.snapshot().openAlarms.size(), std::size_t{1});
    look(290, true); // it had not begun
    QVERIFY(all.alarmTransitions().empty());
    QVERIFY(one.snapshot().alarms.empty());
}

void TestFollowers::seriesOfOneService()
{
    items::SeriesFollower follower(*m_queries, *m_conductor);
    follower.setService(u"code-assistant"_s);
    QTRY_COMPARE(follower.snapshot().service, std::string("code-assistant"));
    const auto& snapshot = follower.snapshot();
    QCOMPARE(snapshot.checks.size(), std::size_t{2});
    QCOMPARE(snapshot.checks[0].check, std::string("groundedness"));
    QVERIFY(snapshot.checks[0].alarm);
    QVERIFY(!snapshot.checks[1].alarm);
    QCOMPARE(snapshot.openAlarms.size(), std::size_t{1});
    QCOMPARE(snapshot.alarms[0].range.start, at(300));
    QVERIFY(snapshot.alarms[0].isOpen);
    QCOMPARE(snapshot.volumes.size(), std::size_t{1});
    QCOMPARE(snapshot.volumes[0].name, std::string("glyph-2026-11-a"));
}

void TestFollowers::gapsStayGaps()
{
    seek(260);
    items::SeriesFollower follower(*m_queries, *m_conductor);
    follower.setService(u"support-bot"_s);
    QTRY_COMPARE(follower.snapshot().service, std::string("support-bot"));
    const auto& snapshot = follower.snapshot();
    QCOMPARE(snapshot.gaps.size(), std::size_t{1});
    QCOMPARE(snapshot.step, telemetry::Duration(10s)); // ten results or more
    for (const auto& point : snapshot.checks[0].points)
        QVERIFY(point.start < at(200) || point.start >= at(230));
    QVERIFY(snapshot.checks[0].points.size() > 8);
}

void TestFollowers::seriesOfTheFleet()
{
    seek(400);
    items::SeriesFollower follower(*m_queries, *m_conductor);
    QSignalSpy updated(&follower, &items::SeriesFollower::updated);
    QVERIFY(updated.wait());
    const auto& snapshot = follower.snapshot();
    QCOMPARE(snapshot.checks.size(), std::size_t{5});
    QCOMPARE(snapshot.volumes.size(), std::size_t{3});
    const auto named = [&](const std::string& name) {
        return std::ranges::any_of(snapshot.volumes,
                                   [&](const auto& volume) { return volume.name == name; });
    };
    QVERIFY(named("code-assistant") && named("order-agent") && named("support-bot"));
}

void TestFollowers::onlyTheChosenServiceIsShown()
{
    items::SeriesFollower follower(*m_queries, *m_conductor);
    QStringList shown;
    connect(&follower, &items::SeriesFollower::updated, this,
            [&] { shown << QString::fromStdString(follower.snapshot().service); });
    follower.setService(u"code-assistant"_s);
    follower.setService(u"support-bot"_s);
    QTRY_VERIFY(!shown.isEmpty());
    m_queries->waitForIdle();
    QTest::qWait(20);
    // What was asked for the fleet and for the first choice is never shown under the second.
    QCOMPARE(shown, QStringList{u"support-bot"_s});
}

void TestFollowers::bucketsAreWhole()
{
    seek(400.7);
    m_conductor->setSpan(5min);
    items::SeriesFollower follower(*m_queries, *m_conductor);
    follower.setService(u"support-bot"_s);
    QTRY_COMPARE(follower.snapshot().service, std::string("support-bot"));
    QCOMPARE(follower.snapshot().step, telemetry::Duration(15s)); // ten results or more
    const auto& points = follower.snapshot().checks[0].points;
    QCOMPARE(points.front().sum.count, 15);
    QVERIFY(points.front().start <= m_conductor->visibleRange().start);
}

void TestFollowers::overviewReachesBeyondTheCursorButTellsNothingOfIt()
{
    seek(100);
    items::OverviewFollower follower(*m_queries, *m_conductor);
    QSignalSpy updated(&follower, &items::OverviewFollower::updated);
    QVERIFY(updated.wait());
    const auto& snapshot = follower.snapshot();
    const auto generations = [&snapshot] {
        std::int64_t all = 0;
        for (const auto& bucket : snapshot.density)
            all += bucket.generations;
        return all;
    };
    QVERIFY(snapshot.bounds.end >= at(599));
    QVERIFY(snapshot.alarms.empty() && snapshot.changes.empty() && snapshot.gaps.empty());
    QVERIFY(snapshot.entries.empty());
    const std::int64_t known = generations();
    QVERIFY(known > 0 && known <= 3 * (100 + 2)); // up to the bucket that holds the cursor

    // On from there only what is new is read, and back again everything anew.
    seek(kLength);
    QTRY_COMPARE(generations(), 3 * 570 - 180);
    QCOMPARE(snapshot.alarms.size(), std::size_t{1});
    QCOMPARE(snapshot.changes.size(), std::size_t{1}); // first appearances are no changes
    QCOMPARE(snapshot.changes[0].value, std::string("glyph-2026-11-a"));
    QCOMPARE(snapshot.gaps.size(), std::size_t{1});
    seek(100);
    QTRY_COMPARE(generations(), known);
    QVERIFY(snapshot.alarms.empty());
    m_conductor->setAsKnownNow(true);
    QTRY_COMPARE(generations(), 3 * 570 - 180);
    QCOMPARE(snapshot.alarms.size(), std::size_t{1});
}

void TestFollowers::aCursorAtTheEndFollowsAGrowingRecording()
{
    const Fleet fleet;
    items::RecordingQueries queries(fleet.path());
    items::TimeConductor conductor(m_clock, false);
    items::OverviewFollower follower(queries, conductor);
    QTRY_VERIFY(!follower.snapshot().bounds.isEmpty());
    conductor.seek(conductor.bounds().end);
    const auto append = [&fleet](double second) {
        telemetry::TimelineEntry note;
        note.kind = "note";
        note.text = "still writing";
        note.time = note.recorded = at(second);
        fleet.append(note);
    };
    append(kLength + 60);
    QTRY_VERIFY(conductor.cursor() > at(kLength + 60));
    conductor.seek(at(300));
    append(kLength + 120);
    QTRY_VERIFY(conductor.bounds().end > at(kLength + 120));
    QCOMPARE(conductor.cursor(), at(300)); // somebody is looking there
}

void TestFollowers::overviewTellsTheBounds()
{
    items::TimeConductor conductor(m_clock, false);
    items::OverviewFollower follower(*m_queries, conductor);
    QSignalSpy bounds(&conductor, &items::TimeConductor::boundsChanged);
    QVERIFY(bounds.wait());
    QCOMPARE(conductor.bounds().start, at(0));
    QVERIFY(conductor.bounds().end >= at(599));
}

void TestFollowers::aMissingRecordingIsSaid()
{
    items::RecordingQueries queries("/nonexistent/none.plumb");
    items::FleetFollower fleet(queries, *m_conductor);
    items::SeriesFollower series(queries, *m_conductor);
    items::OverviewFollower overview(queries, *m_conductor);
    QSignalSpy fleetFailed(&fleet, &items::FleetFollower::failed);
    QSignalSpy seriesFailed(&series, &items::SeriesFollower::failed);
    QSignalSpy overviewFailed(&overview, &items::OverviewFollower::failed);
    QTRY_COMPARE(fleetFailed.count(), 1);
    QTRY_COMPARE(seriesFailed.count(), 1);
    QTRY_COMPARE(overviewFailed.count(), 1);
    QVERIFY(fleetFailed[0][0].toString().contains(u"none.plumb"_s));
}

void TestFollowers::stepsAreRound()
{
    QCOMPARE(items::bucketStep(10s), telemetry::Duration(1s));
    QCOMPARE(items::bucketStep(5min), telemetry::Duration(5s));
    QCOMPARE(items::bucketStep(1h), telemetry::Duration(1min));
    QCOMPARE(items::bucketStep(24h), telemetry::Duration(30min));
    QCOMPARE(items::bucketStep(24h * 30), telemetry::Duration(12h));
}

void TestFollowers::aSearchHoldsUpNoView()
{
    using Queries = items::RecordingQueries;
    Queries queries(m_fleet->path());
    QVERIFY(queries.isCaughtUp());
    QSemaphore goOn;
    int found = 0;
    for (int i = 0; i < 3; ++i) // as many as there are threads, and more
        queries.run<int>(
            this,
            [&goOn](const store::Reader&) -> telemetry::Result<int> {
                goOn.acquire();
                return 1;
            },
            [&found](telemetry::Result<int>) { ++found; }, Queries::Purpose::Search);
    QVERIFY(queries.isCaughtUp()); // nobody waits for them
    bool isRead = false;
    queries.run<int>(
        this, [](const store::Reader&) -> telemetry::Result<int> { return 2; },
        [&isRead](telemetry::Result<int>) { isRead = true; });
    QVERIFY(!queries.isCaughtUp());
    QTRY_VERIFY(isRead);
    QVERIFY(queries.isCaughtUp());
    QVERIFY(!queries.isIdle());
    QCOMPARE(found, 0);
    goOn.release(3);
    QTRY_COMPARE(found, 3);
}

// While another search takes its time: somebody was woken by it.
void TestFollowers::causesAreToldAtFirstLook()
{
    items::RecordingQueries queries(m_fleet->path());
    QSemaphore goOn;
    const auto freed = qScopeGuard([&goOn] { goOn.release(2); });
    queries.run<int>(
        this,
        [&goOn](const store::Reader&) -> telemetry::Result<int> {
            goOn.acquire();
            return 1;
        },
        [](const telemetry::Result<int>&) {}, items::RecordingQueries::Purpose::Search);
    items::CausesFollower follower(queries, *m_conductor);
    follower.setAlarm(firstAlarm());
    QTRY_VERIFY(follower.causes());
    const auto first = follower.causes();
    QVERIFY(first->isFirstLook);
    QCOMPARE(first->facts.alarm, firstAlarm().alarm);
    QVERIFY(!first->hypotheses.empty());
    QVERIFY(first->radii.empty()); // whom it reaches is not counted yet
    goOn.release();
    QTRY_VERIFY(!follower.causes()->isFirstLook);
    QCOMPARE(follower.causes()->radii.size(), follower.causes()->hypotheses.size());
    QVERIFY(!follower.hasFailed());
}

void TestFollowers::thatCausesCouldNotBeReadIsKnown()
{
    items::RecordingQueries queries("/nowhere/at/all.plumb");
    items::CausesFollower follower(queries, *m_conductor);
    QSignalSpy failed(&follower, &items::CausesFollower::failed);
    follower.setAlarm(firstAlarm());
    QVERIFY(!follower.hasFailed());
    QTRY_VERIFY(!failed.isEmpty());
    QVERIFY(follower.hasFailed());
    QVERIFY(!follower.causes());
    telemetry::AlarmTransition other = firstAlarm();
    other.alarm = "A-0099";
    follower.setAlarm(other); // nothing is known of it yet
    QVERIFY(!follower.hasFailed());
}

void TestFollowers::anAnswerAboutThePastIsNotOfThePresent()
{
    items::TimeConductor conductor(m_clock, true);
    conductor.setBounds({.start = at(0), .end = at(kLength + 5)});
    conductor.seek(at(320));
    items::FleetFollower follower(*m_queries, conductor); // asks for the past
    int wrongs = 0;
    connect(&follower, &items::FleetFollower::updated, this, [&] {
        const bool isPast = follower.alarmTransitions().empty(); // the alarm came later
        wrongs += isPast == follower.isOfPresent() ? 1 : 0;
    });
    conductor.goLive(); // before it is answered
    QVERIFY(!follower.isOfPresent());
    QTRY_VERIFY(follower.isOfPresent());
    QCOMPARE(follower.alarmTransitions().size(), std::size_t{1});
    QCOMPARE(wrongs, 0);
    conductor.fix();
    QVERIFY(!follower.isOfPresent());
}

void TestFollowers::whoGoesBackToLiveIsNotTakenAway()
{
    items::TimeConductor conductor(m_clock, true);
    items::OverviewFollower follower(*m_queries, conductor);
    QTRY_VERIFY(!follower.snapshot().bounds.isEmpty());
    conductor.seek(at(100));
    follower.jump(items::MarkKind::Alarm, true);
    conductor.goLive(); // before it is answered
    QTRY_VERIFY(m_queries->isCaughtUp());
    QVERIFY(conductor.mode() == items::TimeConductor::Mode::Live);
    // And it does jump for whoever waits.
    conductor.seek(at(100));
    follower.jump(items::MarkKind::Alarm, true);
    QTRY_VERIFY(conductor.cursor() > at(100));
    // A seek in the meantime counts, too.
    conductor.seek(at(100));
    follower.jump(items::MarkKind::Alarm, true);
    conductor.seek(at(50));
    QTRY_VERIFY(m_queries->isCaughtUp());
    QVERIFY(conductor.cursor() == at(50));
}

QTEST_GUILESS_MAIN(TestFollowers)
#include "tst_followers.moc"
