// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/axes.h"
#include "widgets/charts/decimate.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace charts;

class TestDecimate : public QObject
{
    Q_OBJECT

private slots:
    void gapsCutTheLine();
    void whatIsNoNumberCutsTheLine();
    void aloneIsAFlatPiece();
    void fewPointsStayAsTheyAre();
    void atMostTwoPointsAColumn();
    void everyExtremeIsKept();
    void theLineLeadsOutOfTheRange();
    void ceilingsAreNiceAndSteady();
    void ticksAreRoundTimes();
};

void TestDecimate::gapsCutTheLine()
{
    const QList<QPointF> points{{0, 1}, {1, 2}, {2, 3}, {7, 4}, {8, 5}};
    const auto stretches = splitAtGaps(points, 1.5, 1);
    QCOMPARE(stretches.size(), std::size_t{2});
    QCOMPARE(stretches[0], points.mid(0, 3));
    QCOMPARE(stretches[1], points.mid(3, 2));
    QVERIFY(splitAtGaps({}, 1.5, 1).empty());
}

void TestDecimate::whatIsNoNumberCutsTheLine()
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    const auto stretches = splitAtGaps(
        {{0, 1}, {1, 1}, {2, nan}, {3, 1}, {4, 1}, {5, infinite}, {6, 1}, {7, 1}}, 1.5, 1);
    QCOMPARE(stretches.size(), std::size_t{3});
    for (const auto& stretch : stretches) {
        for (const QPointF& point : stretch)
            QVERIFY(std::isfinite(point.y()));
    }
}

void TestDecimate::aloneIsAFlatPiece()
{
    const auto stretches = splitAtGaps({{0, 1}, {10, 5}}, 1.5, 2);
    QCOMPARE(stretches.size(), std::size_t{2});
    QCOMPARE(stretches[1], (QList<QPointF>{{9, 5}, {11, 5}}));
}

void TestDecimate::fewPointsStayAsTheyAre()
{
    const QList<QPointF> points{{0, 1}, {1, 2}, {2, 3}};
    QCOMPARE(decimated(points, 0, 2, 100), points);
    QVERIFY(decimated({}, 0, 1, 10).isEmpty());
}

void TestDecimate::atMostTwoPointsAColumn()
{
    QList<QPointF> points;
    std::mt19937 random(3);
    for (int i = 0; i < 50'000; ++i)
        points.append({i / 50.0, double(random() % 1000)});
    const auto kept = decimated(points, 0, 1000, 400);
    QVERIFY(kept.size() <= 400 * 2 + 2);
    QVERIFY(kept.size() >= 400 * 2 - 2);
    QVERIFY(std::ranges::is_sorted(kept, {}, &QPointF::x));
    std::vector<int> inColumn(401);
    for (const QPointF& point : kept)
        ++inColumn[std::size_t(point.x() / 2.5)];
    QVERIFY(std::ranges::max(inColumn) <= 2);
}

void TestDecimate::everyExtremeIsKept()
{
    QList<QPointF> points;
    for (int i = 0; i < 10'000; ++i)
        points.append({double(i), 1});
    points[1234].setY(99); // a single bad second
    points[7777].setY(-5);
    const auto kept = decimated(points, 0, 9999, 100);
    QVERIFY(kept.contains(QPointF(1234, 99)));
    QVERIFY(kept.contains(QPointF(7777, -5)));
    QVERIFY(kept.size() <= 202);
}

void TestDecimate::theLineLeadsOutOfTheRange()
{
    QList<QPointF> points;
    for (int i = 0; i < 100; ++i)
        points.append({double(i), double(i)});
    const auto kept = decimated(points, 40, 60, 500);
    QCOMPARE(kept.front().x(), 39.0);
    QCOMPARE(kept.back().x(), 61.0);
}

void TestDecimate::ceilingsAreNiceAndSteady()
{
    QCOMPARE(niceCeiling(0), 1.0);
    QCOMPARE(niceCeiling(-3), 1.0);
    QCOMPARE(niceCeiling(0.13), 0.2);
    QCOMPARE(niceCeiling(14), 20.0);
    QCOMPARE(niceCeiling(20), 20.0);
    QCOMPARE(niceCeiling(51), 100.0);
    QCOMPARE(niceCeiling(std::numeric_limits<double>::quiet_NaN()), 1.0);
    QCOMPARE(steadyCeiling(20, 14, 100), 20.0); // fits
    QCOMPARE(steadyCeiling(20, 9, 100), 20.0); // not much less: stays
    QCOMPARE(steadyCeiling(20, 3, 100), 5.0);
    QCOMPARE(steadyCeiling(20, 31, 100), 50.0);
    QCOMPARE(steadyCeiling(50, 120, 100), 100.0);
}

void TestDecimate::ticksAreRoundTimes()
{
    const auto start = telemetry::fromUnixNanos(1'795'488'667'123'456'789); // 02:51:07.123...
    const auto ticks = timeTicks({.start = start, .end = start + 5min}, 6);
    QCOMPARE(ticks.step, telemetry::Duration(1min));
    QCOMPARE(tickText(ticks.times.front(), ticks.step), u"02:52"_s);
    QCOMPARE(ticks.times.size(), std::size_t{5});
    QCOMPARE(tickText(ticks.times.front(), 15s), u"02:52:00"_s);
    QCOMPARE(tickText(ticks.times.front(), 24h), u"24 Nov"_s);
    QVERIFY(timeTicks({}, 6).times.empty());
    for (const telemetry::Duration span :
         {telemetry::Duration(10s), telemetry::Duration(24h * 400)})
        QVERIFY(timeTicks({.start = start, .end = start + span}, 8).times.size() <= 9);
}

QTEST_GUILESS_MAIN(TestDecimate)
#include "tst_decimate.moc"
