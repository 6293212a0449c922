// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/timeline/timelinecoordinates.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace timeline;

namespace {

const telemetry::Timestamp kStart = telemetry::fromUnixNanos(1'795'488'660'123'456'789);
const telemetry::TimeRange kRange{.start = kStart, .end = kStart + 100s};

} // namespace

class TestTimelineCoordinates : public QObject
{
    Q_OBJECT

private slots:
    void thereAndBack();
    void emptyRangesAreHarmless();
    void snappingKeepsTheWidth();
    void aHandleCanAlwaysBeHeld();
};

void TestTimelineCoordinates::thereAndBack()
{
    QCOMPARE(timeToX(kStart, kRange, 500), 0.0);
    QCOMPARE(timeToX(kStart + 25s, kRange, 500), 125.0);
    QCOMPARE(timeToX(kStart - 25s, kRange, 500), -125.0); // not clamped
    for (double x = -40; x < 600; x += 13.7)
        QVERIFY(std::abs(timeToX(xToTime(x, kRange, 500), kRange, 500) - x) < 1e-6);
}

void TestTimelineCoordinates::emptyRangesAreHarmless()
{
    const telemetry::TimeRange empty{.start = kStart, .end = kStart};
    QCOMPARE(timeToX(kStart + 5s, empty, 500), 0.0);
    QCOMPARE(xToTime(100, empty, 500), kStart);
    QCOMPARE(xToTime(100, kRange, 0), kStart);
    QCOMPARE(pixelDuration(empty, 500), telemetry::Duration(1));
    QCOMPARE(snappedToPixel(empty, 500), empty);
}

void TestTimelineCoordinates::snappingKeepsTheWidth()
{
    const auto first = snappedToPixel(kRange, 500); // a pixel is 200 ms
    QCOMPARE(first.duration(), kRange.duration());
    QVERIFY(first.start <= kRange.start && kRange.start - first.start < 200ms);
    int moves = 0;
    auto last = first;
    for (int i = 1; i <= 100; ++i) { // a second in steps of 10 ms
        const auto now =
            snappedToPixel({.start = kStart + 10ms * i, .end = kStart + 100s + 10ms * i}, 500);
        moves += now == last ? 0 : 1;
        last = now;
    }
    QCOMPARE(moves, 5);
}

void TestTimelineCoordinates::aHandleCanAlwaysBeHeld()
{
    const auto wide = handleOf({.start = kStart + 20s, .end = kStart + 60s}, kRange, 500, 8);
    QCOMPARE(wide.left, 100.0);
    QCOMPARE(wide.right, 300.0);
    const auto narrow = handleOf({.start = kStart + 59s, .end = kStart + 60s}, kRange, 500, 8);
    QCOMPARE(narrow.right, 300.0); // the cursor stays true
    QCOMPARE(narrow.left, 292.0);
    const auto atStart = handleOf({.start = kStart - 60s, .end = kStart}, kRange, 500, 8);
    QCOMPARE(atStart.left, 0.0);
    QCOMPARE(atStart.right, 8.0);
    const auto outside = handleOf({.start = kStart + 500s, .end = kStart + 600s}, kRange, 500, 8);
    QCOMPARE(outside.right, 500.0);
}

QTEST_APPLESS_MAIN(TestTimelineCoordinates)
#include "tst_timelinecoordinates.moc"
