// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/refreshpacer.h"
#include "models/items/timeconductor.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace std::chrono_literals;
using items::TimeConductor;
using Mode = items::TimeConductor::Mode;

namespace {

class ClockByHand final : public telemetry::Clock
{
public:
    telemetry::Timestamp now() const override { return time; }
    telemetry::Timestamp time = telemetry::fromUnixNanos(1'795'488'660'000'000'000);
};

} // namespace

class TestTimeConductor : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void liveFollowsTheClock();
    void seekingLeavesLive();
    void seeksAreClamped();
    void playsAtItsSpeed();
    void playingCatchesUpWithLive();
    void aRecordingStopsAtItsEnd();
    void viewIsAsKnownThenOrNow();
    void whatIsGoneToIsInView();
    void stepsAreTwentiethsOfTheSpan();
    void spanIsBounded();
    void hiddenViewsReadNothing();
    void movingByItselfIsPaced();
    void playingFastIsReadMoreOften();
    void asFastAsPossibleWaitsForTheViews();
    void noMomentIsPassedOverUnseen();
    void speedsFollowOneAnother();
    void thePaceIsMeasured();
    void aLoopIsPlayedOverAndOver();
    void edgesOfALoopGiveWay();
    void aLoopOfNothingIsNone();
    void theEndIsTold();
    void everySeekIsReadAtOnce();
    void aChangeIsDueOnce();

private:
    std::unique_ptr<ClockByHand> m_clock;
    telemetry::Timestamp m_start;
};

void TestTimeConductor::init()
{
    m_clock = std::make_unique<ClockByHand>();
    m_start = m_clock->time;
}

void TestTimeConductor::liveFollowsTheClock()
{
    TimeConductor conductor(*m_clock, true);
    QCOMPARE(conductor.mode(), Mode::Live);
    QSignalSpy moved(&conductor, &TimeConductor::cursorMoved);
    m_clock->time += 3s;
    QVERIFY(moved.wait());
    QCOMPARE(conductor.cursor(), m_start + 3s);
    QCOMPARE(conductor.bounds().end, m_start + 3s);
    QCOMPARE(conductor.visibleRange().duration(), telemetry::Duration(5min));
}

void TestTimeConductor::seekingLeavesLive()
{
    TimeConductor conductor(*m_clock, true);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    QSignalSpy modes(&conductor, &TimeConductor::modeChanged);
    conductor.seek(m_start - 10min);
    QCOMPARE(conductor.mode(), Mode::Fixed);
    QCOMPARE(modes.count(), 1);
    m_clock->time += 1min;
    QCOMPARE(conductor.cursor(), m_start - 10min);
    conductor.goLive();
    QCOMPARE(conductor.mode(), Mode::Live);
    QCOMPARE(conductor.cursor(), m_start + 1min);
}

void TestTimeConductor::seeksAreClamped()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 10min, .end = m_start});
    conductor.seek(m_start + 1h);
    QCOMPARE(conductor.cursor(), m_start);
    conductor.seek(m_start - 1h);
    QCOMPARE(conductor.cursor(), m_start - 10min);
    QCOMPARE(conductor.mode(), Mode::Replay);
    conductor.goLive(); // there is no live
    QCOMPARE(conductor.mode(), Mode::Replay);
}

void TestTimeConductor::playsAtItsSpeed()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 30min);
    conductor.setSpeed(20);
    conductor.play();
    QVERIFY(conductor.isPlaying());
    QSignalSpy moved(&conductor, &TimeConductor::cursorMoved);
    m_clock->time += 3s;
    QVERIFY(moved.wait());
    QCOMPARE(conductor.cursor(), m_start - 29min);
    conductor.pause();
    QVERIFY(!conductor.isPlaying());
    conductor.setSpeed(1e6);
    QCOMPARE(conductor.speed(), 1000.0);
    conductor.setSpeed(0);
    QCOMPARE(conductor.speed(), 0.1);
}

void TestTimeConductor::playingCatchesUpWithLive()
{
    TimeConductor conductor(*m_clock, true);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 10s);
    conductor.setSpeed(100);
    conductor.play();
    QCOMPARE(conductor.mode(), Mode::Replay);
    QSignalSpy modes(&conductor, &TimeConductor::modeChanged);
    m_clock->time += 1s;
    QVERIFY(modes.wait());
    QCOMPARE(conductor.mode(), Mode::Live);
}

void TestTimeConductor::aRecordingStopsAtItsEnd()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 1s);
    conductor.play();
    QSignalSpy transport(&conductor, &TimeConductor::transportChanged);
    m_clock->time += 5s;
    QVERIFY(transport.wait());
    QVERIFY(!conductor.isPlaying());
    QCOMPARE(conductor.cursor(), m_start);
    conductor.play(); // again from the beginning
    QCOMPARE(conductor.cursor(), m_start - 1h);
}

void TestTimeConductor::viewIsAsKnownThenOrNow()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 20min);
    QCOMPARE(conductor.view().knownAt, m_start - 20min);
    QCOMPARE(conductor.view().range,
             (telemetry::TimeRange{.start = m_start - 25min, .end = m_start - 20min}));
    conductor.setAsKnownNow(true);
    QCOMPARE(conductor.view().knownAt, telemetry::Timestamp::max());
}

void TestTimeConductor::whatIsGoneToIsInView()
{
    TimeConductor conductor(*m_clock, true);
    conductor.setBounds({.start = m_start - 2h, .end = m_start});
    const auto isShown = [&conductor](telemetry::Timestamp event, telemetry::Timestamp recorded) {
        const store::View view = conductor.view();
        return view.range.contains(event) && recorded <= view.knownAt;
    };
    conductor.goTo(m_start - 10min, m_start - 9min);
    QCOMPARE(conductor.mode(), Mode::Fixed);
    QCOMPARE(conductor.cursor(), m_start - 9min + 1ns);
    QVERIFY(isShown(m_start - 10min, m_start - 9min));
    QCOMPARE(conductor.span(), telemetry::Duration(5min));
    // It came later than the range is wide.
    conductor.goTo(m_start - 60min, m_start - 20min);
    QVERIFY(isShown(m_start - 60min, m_start - 20min));
    conductor.setAsKnownNow(true);
    conductor.goTo(m_start - 60min, m_start - 20min);
    QCOMPARE(conductor.cursor(), m_start - 60min + 1ns);
}

void TestTimeConductor::stepsAreTwentiethsOfTheSpan()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 20min);
    conductor.step(-2);
    QCOMPARE(conductor.cursor(), m_start - 20min - 30s);
    conductor.step(1);
    QCOMPARE(conductor.cursor(), m_start - 20min - 15s);
}

void TestTimeConductor::spanIsBounded()
{
    TimeConductor conductor(*m_clock, true);
    conductor.setSpan(1s);
    QCOMPARE(conductor.span(), telemetry::Duration(10s));
    conductor.setSpan(24h * 365);
    QCOMPARE(conductor.span(), telemetry::Duration(24h * 30));
}

void TestTimeConductor::hiddenViewsReadNothing()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    items::RefreshPacer pacer(conductor, 1h);
    QSignalSpy due(&pacer, &items::RefreshPacer::due);
    pacer.setActive(false);
    conductor.seek(m_start - 20min);
    conductor.setSpan(1min);
    QCOMPARE(due.count(), 0);
    pacer.setActive(true);
    QCOMPARE(due.count(), 1);
}

void TestTimeConductor::movingByItselfIsPaced()
{
    TimeConductor conductor(*m_clock, true);
    items::RefreshPacer pacer(conductor, 1h);
    QSignalSpy due(&pacer, &items::RefreshPacer::due);
    QSignalSpy moved(&conductor, &TimeConductor::cursorMoved);
    for (int i = 0; i < 4; ++i) {
        m_clock->time += 1s;
        QVERIFY(moved.wait());
    }
    QCOMPARE(due.count(), 1); // the first at once, the others not within the hour
}

void TestTimeConductor::playingFastIsReadMoreOften()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 10h, .end = m_start});
    conductor.seek(m_start - 9h);
    items::RefreshPacer pacer(conductor, 1h);
    conductor.play();
    QSignalSpy due(&pacer, &items::RefreshPacer::due);
    QSignalSpy moved(&conductor, &TimeConductor::cursorMoved);
    m_clock->time += 10s; // less than a twentieth of five minutes
    QVERIFY(moved.wait());
    QCOMPARE(due.count(), 0);
    m_clock->time += 10s; // and more, since the last read
    QVERIFY(moved.wait());
    QCOMPARE(due.count(), 1);
    conductor.setSpeed(TimeConductor::kAsFastAsPossible);
    due.clear();
    moved.clear();
    QTRY_VERIFY(moved.count() >= 3);
    QCOMPARE(due.count(), moved.count());
}

void TestTimeConductor::asFastAsPossibleWaitsForTheViews()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 50min);
    bool isCaughtUp = false;
    int asked = 0;
    conductor.setCaughtUp([&] {
        ++asked;
        return isCaughtUp;
    });
    conductor.setSpeed(TimeConductor::kAsFastAsPossible);
    conductor.play();
    QTRY_VERIFY(asked > 3);
    QCOMPARE(conductor.cursor(), m_start - 50min); // the clock of the machine has no part in it
    QSignalSpy moved(&conductor, &TimeConductor::cursorMoved);
    isCaughtUp = true;
    QVERIFY(moved.wait());
    isCaughtUp = false;
    QCOMPARE(conductor.cursor(), m_start - 50min + moved.count() * 30s); // a tenth of the span each
    const auto stood = conductor.cursor();
    m_clock->time += 3s; // but a view that never does holds nothing up for ever
    QVERIFY(moved.wait());
    QCOMPARE(conductor.cursor(), stood + 30s);
}

void TestTimeConductor::noMomentIsPassedOverUnseen()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 24h * 365, .end = m_start});
    conductor.seek(m_start - 24h * 300);
    conductor.setSpeed(1000);
    conductor.play();
    QSignalSpy moved(&conductor, &TimeConductor::cursorMoved);
    m_clock->time += 24h * 100; // the machine slept
    QVERIFY(moved.wait());
    QCOMPARE(conductor.cursor(), m_start - 24h * 300 + 5min);
}

void TestTimeConductor::speedsFollowOneAnother()
{
    TimeConductor conductor(*m_clock, false);
    conductor.slower();
    QCOMPARE(conductor.speed(), 0.5);
    conductor.slower();
    conductor.slower();
    QCOMPARE(conductor.speed(), 0.1);
    conductor.setSpeed(3); // not one of them
    conductor.faster();
    QCOMPARE(conductor.speed(), 5.0);
    for (int i = 0; i < 20; ++i)
        conductor.faster();
    QCOMPARE(conductor.speed(), TimeConductor::kAsFastAsPossible);
    conductor.slower();
    QCOMPARE(conductor.speed(), 1000.0);
}

void TestTimeConductor::thePaceIsMeasured()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 30min);
    conductor.setSpeed(20);
    conductor.play();
    QVERIFY(!conductor.pace());
    QSignalSpy moved(&conductor, &TimeConductor::cursorMoved);
    m_clock->time += 2s;
    QVERIFY(moved.wait());
    QCOMPARE(conductor.pace(), std::optional(20.0));
    conductor.pause();
    QVERIFY(!conductor.pace());
}

void TestTimeConductor::aLoopIsPlayedOverAndOver()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 20min);
    conductor.beginLoop();
    conductor.seek(m_start - 19min);
    conductor.endLoop();
    QCOMPARE(conductor.loop(),
             (std::optional<telemetry::TimeRange>({m_start - 20min, m_start - 19min})));
    conductor.seek(m_start - 2min);
    conductor.play(); // from outside: from its beginning
    QCOMPARE(conductor.cursor(), m_start - 20min);
    QSignalSpy moved(&conductor, &TimeConductor::cursorMoved);
    m_clock->time += 90s;
    QVERIFY(moved.wait());
    QCOMPARE(conductor.cursor(), m_start - 19min); // its end is shown
    QVERIFY(moved.wait());
    QCOMPARE(conductor.cursor(), m_start - 20min);
    QVERIFY(conductor.isPlaying());
    QVERIFY(!conductor.isAtEnd());
    conductor.setLooping(false);
    m_clock->time += 4min;
    QVERIFY(moved.wait());
    QCOMPARE(conductor.cursor(), m_start - 16min); // beyond it
    conductor.setLooping(true); // over what was chosen last
    QCOMPARE(conductor.loop()->start, m_start - 20min);
}

void TestTimeConductor::aLoopOfNothingIsNone()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start);
    conductor.beginLoop(); // at the end of the recording
    QVERIFY(!conductor.loop());
    const QSignalSpy changed(&conductor, &TimeConductor::transportChanged);
    conductor.setLooping(true); // the button, that was not checked
    QCOMPARE(conductor.loop(), std::optional(conductor.visibleRange()));
    QCOMPARE(changed.count(), 1);
    conductor.setLooping(true); // whoever follows is told all the same
    QCOMPARE(changed.count(), 2);
}

void TestTimeConductor::edgesOfALoopGiveWay()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start - 20min);
    conductor.setLooping(true); // nothing chosen: what is shown
    QCOMPARE(conductor.loop(), std::optional(conductor.visibleRange()));
    conductor.seek(m_start - 10min);
    conductor.beginLoop(); // after its end
    QCOMPARE(conductor.loop(), (std::optional<telemetry::TimeRange>({m_start - 10min, m_start})));
    conductor.seek(m_start - 30min);
    conductor.endLoop(); // before its beginning
    QCOMPARE(conductor.loop(),
             (std::optional<telemetry::TimeRange>({m_start - 1h, m_start - 30min})));
}

void TestTimeConductor::theEndIsTold()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    conductor.seek(m_start); // by hand: nothing ended
    QVERIFY(!conductor.isAtEnd());
    conductor.seek(m_start - 1s);
    conductor.play();
    QSignalSpy transport(&conductor, &TimeConductor::transportChanged);
    m_clock->time += 5s;
    QVERIFY(transport.wait());
    QVERIFY(conductor.isAtEnd());
    conductor.seek(m_start - 1min);
    QVERIFY(!conductor.isAtEnd());
}

void TestTimeConductor::everySeekIsReadAtOnce()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    items::RefreshPacer pacer(conductor, 1h);
    QSignalSpy due(&pacer, &items::RefreshPacer::due);
    for (int i = 1; i <= 5; ++i)
        conductor.seek(m_start - std::chrono::minutes(i));
    QCOMPARE(due.count(), 5);
}

// Several of the conductor's signals tell of one change.
void TestTimeConductor::aChangeIsDueOnce()
{
    TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = m_start - 1h, .end = m_start});
    items::RefreshPacer pacer(conductor, 1h);
    QSignalSpy due(&pacer, &items::RefreshPacer::due);
    conductor.seek(m_start - 20min);
    QCOMPARE(due.count(), 1);
    conductor.setSpan(1min);
    QCOMPARE(due.count(), 2);
    conductor.setAsKnownNow(!conductor.isAsKnownNow());
    QCOMPARE(due.count(), 3);
    conductor.setSpeed(2); // is nothing that is read
    QCOMPARE(due.count(), 3);
    pacer.requestNow();
    QCOMPARE(due.count(), 4);
}

QTEST_GUILESS_MAIN(TestTimeConductor)
#include "tst_timeconductor.moc"
