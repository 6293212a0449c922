// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/suite/diskroom.h"
#include "app/bench/suite/heartbeat.h"
#include "app/bench/suite/soaktrend.h"
#include "app/bench/suite/trendfit.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// What long runs and large sizes are judged by.
class BenchTrendsTest : public QObject
{
    Q_OBJECT

private slots:
    void aQuadraticPartShowsInTheSteepestDecade();
    void aLeakAndALongLogMissTheAimsOfASoak();
    void slowFramesMissTheAimOfASoakThatHasAWindow();
    void tooLittleRoomIsToldInWords();
    void whatHoldsTheThreadUpShowsInItsHeartbeat();
    void exponentsAndSlopesAreFitted();
};

void BenchTrendsTest::aQuadraticPartShowsInTheSteepestDecade()
{
    const auto curve = [](double fixed, double each, double square) {
        std::vector<bench::TrendPoint> points;
        for (double n = 1e3; n < 2e6; n *= 10)
            points.push_back({.x = n, .y = fixed + each * n + square * n * n});
        return points;
    };
    // 83 % of the largest is quadratic; one exponent over all sizes would call it linear.
    const auto hidden = curve(0.05, 20e-6, 1e-10);
    QVERIFY(*bench::exponentOf(hidden) < bench::kSuperLinear);
    const auto locals = bench::localExponents({hidden, hidden, hidden});
    QCOMPARE(locals.size(), std::size_t{3});
    const auto steepest = bench::steepestOf(locals);
    QVERIFY(steepest && steepest->from == 1e5 && steepest->to == 1e6);
    QVERIFY(steepest->exponent.median > 1.55 && steepest->exponent.median < 1.65);
    const auto linear = bench::steepestOf(bench::localExponents({curve(0.05, 20e-6, 0)}));
    QVERIFY(linear && linear->exponent.median < bench::kSuperLinear);
    // Sizes that are close are not compared: the noise of two times would be the exponent.
    const auto doubled = bench::localExponents(
        {{{.x = 1, .y = 1}, {.x = 2, .y = 3}, {.x = 4, .y = 4}, {.x = 8, .y = 8}}});
    QCOMPARE(doubled.size(), std::size_t{2});
    QCOMPARE(doubled.front().to, 4.0);
    QVERIFY(!bench::steepestOf(bench::localExponents({{{.x = 1, .y = 1}}})));
    QVERIFY(!bench::steepestOf(bench::localExponents({})));
}

void BenchTrendsTest::aLeakAndALongLogMissTheAimsOfASoak()
{
    const auto soaked = [](double hours, double leak, double slowing, double log) {
        bench::SoakFigures figures;
        figures.hours = hours;
        for (int i = 1; i <= 64; ++i) {
            const double at = hours * i / 64;
            figures.samples.push_back({.hours = at,
                                       .residentMegabytes = 200 * (1 + leak * at),
                                       .recordingMegabytes = 2000,
                                       .logMegabytes = i == 40 ? log : 100,
                                       .medianMilliseconds = 50 * (1 + slowing * at),
                                       .slowMilliseconds = 100});
        }
        return bench::soakVerdict(figures);
    };
    const bench::SoakVerdict good = soaked(8, 0.001, 0.01, 150);
    QVERIFY(good.isMemoryFlat && *good.isMemoryFlat && *good.isLatencyFlat && *good.isLogBounded);
    QVERIFY(!good.isMissed());
    const bench::SoakVerdict leaking = soaked(1, 0.5, 0, 150);
    QVERIFY(leaking.isMemoryFlat && !*leaking.isMemoryFlat && leaking.isMissed());
    const bench::SoakVerdict slowing = soaked(1, 0, 0.6, 150);
    QVERIFY(slowing.isLatencyFlat && !*slowing.isLatencyFlat && slowing.isMissed());
    const bench::SoakVerdict growing = soaked(0.1, 0, 0, 900);
    QVERIFY(growing.isLogBounded && !*growing.isLogBounded && growing.isMissed());
    // Minutes tell nothing of an hour.
    QVERIFY(!growing.isMemoryFlat && !growing.isLatencyFlat);
}

void BenchTrendsTest::slowFramesMissTheAimOfASoakThatHasAWindow()
{
    std::vector<double> times(98, 4.0);
    times.insert(times.end(), {20, 30});
    QCOMPARE(bench::soakQuantile(times, bench::kSoakSlow), 20.0);
    QCOMPARE(bench::soakQuantile(times, 0.5), 4.0);
    QCOMPARE(bench::soakQuantile(times, 1), 30.0);
    QCOMPARE(bench::soakQuantile({}, 0.5), 0.0);
    const auto judged = [](std::optional<bench::SoakFrames> window) {
        bench::SoakFigures figures;
        figures.window = window;
        return bench::soakVerdict(figures);
    };
    const bench::SoakFrames smooth{
        .frames = 100, .median = 4, .slow = 16, .most = 30, .slowTurn = 500};
    bench::SoakFrames slow = smooth;
    slow.slow = 20;
    QCOMPARE(judged(smooth).isWindowSmooth, std::optional(true));
    QVERIFY(!judged(smooth).isMissed());
    QCOMPARE(judged(slow).isWindowSmooth, std::optional(false));
    QVERIFY(judged(slow).isMissed());
    // Without a window, and with one that painted nothing, it is not known.
    QVERIFY(!judged({}).isWindowSmooth && !judged(bench::SoakFrames{}).isWindowSmooth);
}

void BenchTrendsTest::tooLittleRoomIsToldInWords()
{
    const auto little = bench::diskRoom("/some/where", 9'300'000'000, 4'200'000'000);
    QVERIFY(!little.isEnough);
    QCOMPARE(little.text,
             std::string("up to 9.3 GB of disk in /some/where, where 4.2 GB are free"));
    QVERIFY(bench::diskRoom("/some/where", 4'200'000'000, 4'200'000'000).isEnough);
    const QTemporaryDir folder;
    QVERIFY(bench::diskRoom(folder.path().toStdString(), 1).isEnough);
    QVERIFY(!bench::diskRoom(folder.path().toStdString(), 1'000'000'000'000'000'000).isEnough);
    // What cannot be told keeps nothing from being tried.
    const auto unknown = bench::diskRoom("/nowhere/at/all", 1'000'000'000);
    QVERIFY(unknown.isEnough);
    QCOMPARE(unknown.text,
             std::string("up to 1.0 GB of disk in /nowhere/at/all, of which it cannot be told "
                         "what is free"));
}

void BenchTrendsTest::whatHoldsTheThreadUpShowsInItsHeartbeat()
{
    std::vector<double> late;
    {
        const bench::Heartbeat heartbeat(late);
        QTest::qWait(50);
        QThread::msleep(300); // nothing is painted, and nothing asks for it
        QTest::qWait(50);
    }
    QVERIFY(!late.empty());
    QVERIFY(std::ranges::max(late) >= 250);
    // It is not one beat of many: all that fell into it are late.
    QVERIFY(std::ranges::count_if(late, [](double millis) { return millis > 100; }) >= 15);
    const std::size_t beats = late.size();
    QTest::qWait(30);
    QCOMPARE(late.size(), beats); // it has ended
}

void BenchTrendsTest::exponentsAndSlopesAreFitted()
{
    std::vector<bench::TrendPoint> square;
    std::vector<bench::TrendPoint> line;
    for (const double x : {10.0, 100.0, 1000.0}) {
        square.push_back({.x = x, .y = 3 * x * x});
        line.push_back({.x = x, .y = 7 - 2 * x});
    }
    QVERIFY(std::abs(*bench::exponentOf(square) - 2) < 1e-9);
    QVERIFY(std::abs(*bench::slopeOf(line) + 2) < 1e-9);
    QVERIFY(!bench::slopeOf({{.x = 1, .y = 1}}));
    QVERIFY(!bench::slopeOf({{.x = 1, .y = 1}, {.x = 1, .y = 2}}));
    QVERIFY(!bench::exponentOf({{.x = 1, .y = 0}, {.x = 2, .y = 2}})); // one point is left
}

QTEST_GUILESS_MAIN(BenchTrendsTest)

#include "tst_benchtrends.moc"
