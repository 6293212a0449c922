// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/lagfit.h"
#include "tests/models/relation/planted.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

using namespace relation;
using namespace relationtest;

namespace {

constexpr int kSteps = 400;
constexpr int kMost = 60;

// A series with a memory of its own, as loads and rates have.
std::vector<double> slow(Dice& dice, double memory)
{
    std::vector<double> series;
    double value = 0;
    for (int i = 0; i < kSteps; ++i) {
        value = memory * value + dice.normal();
        series.push_back(value);
    }
    return series;
}

std::vector<double> following(const std::vector<double>& driver, int lag, double share, Dice& dice)
{
    std::vector<double> outcome;
    for (int i = 0; i < kSteps; ++i)
        outcome.push_back((i >= lag ? share * driver[static_cast<std::size_t>(i - lag)] : 0)
                          + dice.normal());
    return outcome;
}

} // namespace

class TestLagFit : public QObject
{
    Q_OBJECT

private slots:
    void plantedLagIsFound()
    {
        constexpr int kTries = 40;
        constexpr int kLag = 24;
        int found = 0;
        int held = 0;
        for (std::uint64_t seed = 1; seed <= kTries; ++seed) {
            Dice dice(seed);
            const auto driver = slow(dice, 0.7);
            const auto outcome = following(driver, kLag, 0.6, dice);
            const LagFit fit = fitLag({driver, outcome}, kMost);
            QVERIFY(!fit.isTooFew);
            QCOMPARE(fit.points.size(), std::size_t(kMost + 1));
            if (!fit.peak)
                continue;
            found += fit.peak->lag == kLag ? 1 : 0;
            held += fit.peak->low <= kLag && kLag <= fit.peak->high ? 1 : 0;
            QVERIFY(fit.peak->correlation > 0);
        }
        qInfo("lag told in %d of %d, within its interval in %d", found, kTries, held);
        QVERIFY(found >= 38);
        QVERIFY(held >= 38);
    }

    // Two slow series that know nothing of each other.
    void slowSeriesDoNotFollowEachOther()
    {
        constexpr int kTries = 100;
        int told = 0;
        double largest = 0; // times the threshold, and nothing told
        for (std::uint64_t seed = 1; seed <= kTries; ++seed) {
            Dice dice(500 + seed);
            const auto driver = slow(dice, 0.95);
            const auto outcome = slow(dice, 0.95);
            const LagFit fit = fitLag({driver, outcome}, kMost);
            told += fit.peak ? 1 : 0;
            // What hardly passes what chance reaches is no finding.
            for (const LagPoint& point : fit.points)
                largest =
                    std::max(largest, fit.peak ? 0 : std::abs(point.correlation) / fit.threshold);
        }
        qInfo("a lag told in %d of %d", told, kTries);
        QVERIFY(told <= 8); // less than 5 in 100 is promised
        QVERIFY2(largest > 1 && largest <= 1.1, qPrintable(QString::number(largest)));
    }

    // Nor do the waves of a day, of which each has its own hour.
    void daysDoNotFollowEachOther()
    {
        constexpr int kTries = 100;
        constexpr double kDay = 96;
        int told = 0;
        for (std::uint64_t seed = 1; seed <= kTries; ++seed) {
            Dice dice(900 + seed);
            auto driver = slow(dice, 0.5);
            auto outcome = slow(dice, 0.5);
            const double first = 2 * std::numbers::pi * dice.uniform();
            const double second = 2 * std::numbers::pi * dice.uniform();
            for (std::size_t i = 0; i < kSteps; ++i) {
                const double angle = 2 * std::numbers::pi * static_cast<double>(i) / kDay;
                driver[i] += 3 * std::sin(angle + first);
                outcome[i] += 3 * std::sin(angle + second);
            }
            told += fitLag({driver, outcome}, kMost).peak ? 1 : 0;
        }
        qInfo("a lag told in %d of %d", told, kTries);
        QVERIFY(told <= 11);
    }

    void gapsAreLeftOut()
    {
        Dice dice(3);
        auto driver = slow(dice, 0.5);
        auto outcome = following(driver, 10, 1, dice);
        for (int i = 100; i < 160; ++i) {
            driver[static_cast<std::size_t>(i)] = std::numeric_limits<double>::quiet_NaN();
            outcome[static_cast<std::size_t>(i)] = std::numeric_limits<double>::quiet_NaN();
        }
        const LagFit fit = fitLag({driver, outcome}, kMost);
        QVERIFY(fit.peak.has_value());
        QCOMPARE(fit.peak->lag, 10);
        QVERIFY(fit.points[10].pairs < kSteps - 60);
        QVERIFY(fit.points[10].pairs > kSteps - 160);
    }

    void oppositeIsNegative()
    {
        Dice dice(4);
        const auto driver = slow(dice, 0.3);
        const LagFit fit = fitLag({driver, following(driver, 7, -1, dice)}, kMost);
        QVERIFY(fit.peak && fit.peak->lag == 7);
        QVERIFY(fit.peak->correlation < -0.4);
    }

    void fewStepsTellNothing()
    {
        const std::vector<double> few{1, 2, 3, 4, 5};
        QVERIFY(fitLag({few, few}, 2).isTooFew);
        QVERIFY(fitLag({}, 10).isTooFew);
        const std::vector<double> level(200, 3.0);
        QVERIFY(fitLag({level, level}, 20).isTooFew);
    }

    void equalInputGivesEqualAnswers()
    {
        Dice dice(5);
        const auto driver = slow(dice, 0.6);
        const auto outcome = following(driver, 5, 0.5, dice);
        const LagFit first = fitLag({driver, outcome}, kMost);
        const LagFit second = fitLag({driver, outcome}, kMost);
        QCOMPARE(first.threshold, second.threshold);
        QVERIFY(first.peak && second.peak);
        QCOMPARE(first.peak->high, second.peak->high);
    }
};

QTEST_GUILESS_MAIN(TestLagFit)
#include "tst_lagfit.moc"
