// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/tape.h"

#include <QStringList>
#include <QTest>

using practice::Played;
using practice::Stretch;
using practice::Tape;
using practice::TapeItem;
using practice::TapeTimes;
using telemetry::Timestamp;

using namespace Qt::StringLiterals;

namespace {

Timestamp recorded(double seconds)
{
    return Timestamp{std::chrono::seconds(1'700'000'000)}
    + std::chrono::duration_cast<telemetry::Duration>(std::chrono::duration<double>(seconds));
}

Timestamp now(double seconds)
{
    return Timestamp{std::chrono::seconds(1'800'000'000)}
    + std::chrono::duration_cast<telemetry::Duration>(std::chrono::duration<double>(seconds));
}

// One item a second, each of a trace of its own: 0 to 29. Bad from 10 on, cured at 20.
std::vector<TapeItem> seconds()
{
    std::vector<TapeItem> items;
    for (int i = 0; i < 30; ++i)
        items.push_back({.due = recorded(i), .trace = i + 1});
    return items;
}

TapeTimes times(bool hasCure = true)
{
    return {.begin = recorded(0),
            .fault = recorded(10),
            .cure = hasCure ? std::optional(recorded(20)) : std::nullopt,
            .end = recorded(30)};
}

// "3@13 4@14": items and the seconds of now when they are due.
QString text(const std::vector<Played>& played)
{
    QStringList all;
    for (const Played& each : played)
        all << QString::number(each.item) + u'@'
                + QString::number(std::chrono::duration<double>(each.due - now(0)).count());
    return all.join(u' ');
}

} // namespace

class TestTape final : public QObject
{
    Q_OBJECT

private slots:
    void playsAsItCame();
    void theBadStretchBeginsAgainUntilCured();
    void aCureIsAnsweredAtOnce();
    void aCureOfBeforeWaitsForTheFault();
    void aCureTakenBackLetsItBeginAgain();
    void whatWasBegunIsPlayedToItsEnd();
    void lateOnesStayLate();
    void fasterKeepsTimesWithinATrace();
    void withoutACureItGoesToTheEnd();
    void nothingIsLostInAStep();
    void aJumpOfTheClockPlaysNoPassesAtOnce();
    void strangeTimesEnd();
};

void TestTape::playsAsItCame()
{
    Tape tape(seconds(), times(), 1, now(0));
    QVERIFY(tape.faultTime() == now(10));
    QCOMPARE(text(tape.advance(now(2.5))), u"0@0 1@1 2@2"_s);
    QCOMPARE(text(tape.advance(now(2.9))), u""_s);
    const auto played = tape.advance(now(3));
    QCOMPARE(text(played), u"3@3"_s);
    QVERIFY(played.front().shift == now(3) - recorded(3));
    QVERIFY(tape.stretch() == Stretch::Healthy);
    static_cast<void>(tape.advance(now(10)));
    QVERIFY(tape.stretch() == Stretch::Bad);
}

void TestTape::theBadStretchBeginsAgainUntilCured()
{
    Tape tape(seconds(), times(), 1, now(0));
    static_cast<void>(tape.advance(now(19)));
    const auto again = tape.advance(now(21));
    QCOMPARE(text(again), u"10@20 11@21"_s);
    QCOMPARE(again.front().pass, std::uint64_t{1});
    const auto third = tape.advance(now(40));
    QCOMPARE(third.back().item, std::size_t{10});
    QCOMPARE(third.back().pass, std::uint64_t{3});
    for (const Played& each : third)
        QVERIFY(each.item >= 10 && each.item < 20); // recovery is not shown
    QVERIFY(!tape.isOver());
}

void TestTape::aCureIsAnsweredAtOnce()
{
    Tape tape(seconds(), times(), 1, now(0));
    static_cast<void>(tape.advance(now(12.5)));
    tape.setCured(true, now(12.5));
    QCOMPARE(text(tape.advance(now(14))), u"20@12.5 21@13.5"_s);
    QVERIFY(tape.stretch() == Stretch::Recovery);
    static_cast<void>(tape.advance(now(22.4)));
    QVERIFY(!tape.isOver());
    static_cast<void>(tape.advance(now(22.5)));
    QVERIFY(tape.isOver());
    QCOMPARE(text(tape.advance(now(100))), u""_s);
}

void TestTape::aCureOfBeforeWaitsForTheFault()
{
    Tape tape(seconds(), times(), 1, now(0));
    tape.setCured(true, now(5));
    QCOMPARE(text(tape.advance(now(11))), u"0@0 1@1 2@2 3@3 4@4 5@5 6@6 7@7 8@8 9@9 20@10 21@11"_s);
}

void TestTape::aCureTakenBackLetsItBeginAgain()
{
    Tape tape(seconds(), times(), 1, now(0));
    static_cast<void>(tape.advance(now(12)));
    tape.setCured(true, now(12));
    static_cast<void>(tape.advance(now(13)));
    tape.setCured(false, now(13.5));
    const auto played = tape.advance(now(14.5));
    QCOMPARE(text(played), u"10@13.5 11@14.5"_s);
    QCOMPARE(played.front().pass, std::uint64_t{1});
}

void TestTape::whatWasBegunIsPlayedToItsEnd()
{
    auto items = seconds();
    items[25].trace = 12; // of the trace that begins at 11
    items[22].trace = 18; // of one that begins at 17
    Tape tape(items, times(), 1, now(0));
    static_cast<void>(tape.advance(now(12.5)));
    tape.setCured(true, now(12.5));
    // 25 by its own trace's time, 22 with its trace left out.
    QCOMPARE(text(tape.advance(now(30))),
             u"20@12.5 21@13.5 23@15.5 24@16.5 26@18.5 27@19.5 28@20.5 29@21.5 25@25"_s);
}

void TestTape::lateOnesStayLate()
{
    std::vector<TapeItem> items{{.due = recorded(1), .trace = 7},
                                {.due = recorded(1), .trace = 8},
                                {.due = recorded(9), .trace = 7}};
    Tape tape(items, times(), 1, now(0));
    QCOMPARE(text(tape.advance(now(9.5))), u"0@1 1@1 2@9"_s);
}

void TestTape::fasterKeepsTimesWithinATrace()
{
    std::vector<TapeItem> items{{.due = recorded(2), .trace = 7},
                                {.due = recorded(4), .trace = 7},
                                {.due = recorded(8), .trace = 8},
                                {.due = recorded(8), .trace = 0},
                                {.due = recorded(9), .trace = 0}};
    Tape tape(items, times(), 2, now(0));
    QVERIFY(tape.faultTime() == now(5));
    QCOMPARE(text(tape.advance(now(4.9))), u"0@1 1@3 2@4 3@4 4@4.5"_s);
}

void TestTape::withoutACureItGoesToTheEnd()
{
    Tape tape(seconds(), times(false), 1, now(0));
    tape.setCured(true, now(1));
    const auto played = tape.advance(now(31));
    QCOMPARE(played.size(), std::size_t{30});
    QVERIFY(tape.isOver());
}

void TestTape::nothingIsLostInAStep()
{
    Tape fine(seconds(), times(), 3, now(0));
    Tape coarse(seconds(), times(), 3, now(0));
    QStringList all;
    for (int i = 0; i <= 200; ++i) {
        const QString part = text(fine.advance(now(i * 0.1)));
        if (!part.isEmpty())
            all << part;
    }
    QCOMPARE(all.join(u' '), text(coarse.advance(now(20))));
}

void TestTape::aJumpOfTheClockPlaysNoPassesAtOnce()
{
    constexpr double kHours = 8 * 3600;
    Tape tape(seconds(), times(), 1, now(0));
    static_cast<void>(tape.advance(now(12)));
    const auto after = tape.advance(now(12 + kHours)); // the machine slept
    QCOMPARE(after.size(), std::size_t{120}); // two minutes of it
    QVERIFY(tape.heldUp() == std::chrono::hours(8) - Tape::kLongestStep);
    // It goes on where it was, at its own pace.
    const auto next = tape.advance(now(13 + kHours));
    QCOMPARE(next.size(), std::size_t{1});
    QVERIFY(next.front().due > now(12 + kHours) && next.front().due <= now(13 + kHours));
    // Before the fault that comes later, too.
    Tape early(seconds(), times(), 1, now(0));
    static_cast<void>(early.advance(now(5)));
    static_cast<void>(early.advance(now(5 + kHours)));
    QVERIFY(early.faultTime() > now(kHours - 120));
}

void TestTape::strangeTimesEnd()
{
    // A cure before the fault, a fault after the end: no endless step.
    TapeTimes strange{
        .begin = recorded(5), .fault = recorded(50), .cure = recorded(5), .end = recorded(30)};
    Tape tape(seconds(), strange, 1000, now(0));
    QVERIFY(tape.advance(now(1)).size() > 100);
    tape.setCured(true, now(1));
    static_cast<void>(tape.advance(now(2)));
    QVERIFY(tape.isOver());
    Tape none({}, times(), 1, now(0));
    QCOMPARE(text(none.advance(now(100))), u""_s);
}

QTEST_GUILESS_MAIN(TestTape)
#include "tst_tape.moc"
