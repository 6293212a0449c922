// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/dispersion.h"
#include "models/relation/grid.h"
#include "models/relation/logistic.h"
#include "models/relation/observation.h"
#include "models/relation/quantiles.h"
#include "models/relation/together.h"
#include "tests/models/relation/planted.h"

#include <QTest>

#include <array>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

using namespace relation;
using namespace relationtest;

namespace {

bool isNear(double got, double wanted, double tolerance)
{
    if (std::abs(got - wanted) <= tolerance)
        return true;
    qWarning("got %.9g, wanted %.9g", got, wanted);
    return false;
}

double logitOf(double share)
{
    return std::log(share / (1 - share));
}

} // namespace

class TestLogistic : public QObject
{
    Q_OBJECT

private slots:
    // Newcombe 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20 and 1 of 29.
    void wilsonIsNewcombes()
    {
        const auto check = [](double failed, double count, double low, double high) {
            const Estimate found = wilson(failed, count);
            return isNear(found.low, low, 5e-5) && isNear(found.high, high, 5e-5);
        };
        QVERIFY(check(81, 263, 0.2553, 0.3662));
        QVERIFY(check(15, 148, 0.0624, 0.1605));
        QVERIFY(check(0, 20, 0.0000, 0.1611));
        QVERIFY(check(1, 29, 0.0061, 0.1718));
        QCOMPARE(wilson(0, 0).high, 1.0);
    }

    // With as many coefficients as groups the fit is exact, and its errors are known in closed
    // form.
    void saturatedFitIsExact()
    {
        const std::vector<Outcome> outcomes{{.count = 200, .failed = 20},
                                            {.count = 100, .failed = 30}};
        const std::vector<std::vector<double>> place{{0, 1}};
        const Logistic fit = fitLogistic(outcomes, place);
        QVERIFY(isNear(fit.coefficients[0], logitOf(0.1), 1e-6));
        QVERIFY(isNear(fit.coefficients[1], logitOf(0.3) - logitOf(0.1), 1e-6));
        const double first = 1 / (200 * 0.1 * 0.9);
        const double second = 1 / (100 * 0.3 * 0.7);
        QVERIFY(isNear(fit.covariance[0][0], first, 1e-6));
        QVERIFY(isNear(fit.covariance[1][1], first + second, 1e-6));
        QVERIFY(isNear(fit.covariance[0][1], -first, 1e-6));
        QVERIFY(isNear(fit.error(std::array{1.0}), std::sqrt(second), 1e-6));
        QVERIFY(isNear(fit.logLikelihood, logLikelihood(200, 20, 0.1) + logLikelihood(100, 30, 0.3),
                       1e-6));
    }

    // Of the tables of Pearson and Hartley 1966.
    void quantilesAreOfTheTables()
    {
        QVERIFY(isNear(normalQuantile(0.025), 1.959964, 1e-6));
        QVERIFY(isNear(normalQuantile(0.025 / 20), 3.023341, 1e-6));
        QVERIFY(isNear(quantileOfF(0.05, 1, 40), 4.0847, 1e-4));
        QVERIFY(isNear(quantileOfF(0.01, 10, 20), 3.3682, 1e-4));
        QVERIFY(isNear(quantileOfF(0.05, 1, 1), 161.448, 1e-3));
        QVERIFY(isNear(tailOfF(3.3682, 10, 20), 0.01, 1e-6));
        QVERIFY(isNear(quantileOfF(0.05, 1, 1e6), 3.8415, 1e-4));
    }

    void separatedFailuresStayFinite()
    {
        const std::vector<Outcome> outcomes{{.count = 50, .failed = 0},
                                            {.count = 50, .failed = 50}};
        const std::vector<std::vector<double>> place{{0, 1}};
        const Logistic fit = fitLogistic(outcomes, place);
        QVERIFY(std::isfinite(fit.coefficients[1]));
        QVERIFY(shareOf(fit.logit(std::array{0.0})) < 0.001);
        QVERIFY(shareOf(fit.logit(std::array{1.0})) > 0.999);
    }

    // Barlow et al. 1972, by hand: 1 3 2 4 with weights 1 1 3 1 pools the middle two at 9/4.
    void violatorsArePooled()
    {
        const std::vector<double> values{1, 3, 2, 4};
        const std::vector<double> weights{1, 1, 3, 1};
        const Monotone rising = monotone(values, weights, true);
        QCOMPARE(rising.values, (std::vector<double>{1, 2.25, 2.25, 4}));
        QCOMPARE(rising.blocks, std::size_t(3));
        const Monotone falling = monotone(values, weights, false);
        QCOMPARE(falling.blocks, std::size_t(1));
        QVERIFY(isNear(falling.values.front(), 14.0 / 6, 1e-12));
    }

    void cellsHoldEqualDriversTogether()
    {
        std::vector<Observation> some;
        for (const double driver : {1.0, 1.0, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0})
            some.push_back({.driver = driver, .count = 1, .failed = driver > 3 ? 1.0 : 0.0});
        const std::vector<Cell> cells = gridOf(some, 4).cells;
        double count = 0;
        double failed = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            count += cells[i].count;
            failed += cells[i].failed;
            QVERIFY(cells[i].low <= cells[i].driver && cells[i].driver <= cells[i].high);
            if (i > 0)
                QVERIFY(cells[i].low > cells[i - 1].high);
        }
        QCOMPARE(count, 8.0);
        QCOMPARE(failed, 2.0);
        QVERIFY(cells.size() >= 3 && cells.size() <= 4);
    }

    // Answers that fail in whole stretches vary more than independent ones, in their level; how the
    // rate goes with a driver that changes within the stretch is told as well as ever.
    void clustersAreSeen()
    {
        const auto expected = [](bool isClustered) {
            Dice dice(7);
            std::vector<Observation> all;
            double rate = 0.1;
            for (int i = 0; i < 4000; ++i) {
                if (isClustered && i % 100 == 0)
                    rate = dice.uniform() < 0.5 ? 0.02 : 0.18;
                all.push_back({.driver = dice.uniform(),
                               .count = 1,
                               .failed = dice.uniform() < rate ? 1.0 : 0.0,
                               .time = i});
            }
            const Grid grid = gridOf(all, 1);
            return dispersionOf(grid, std::vector<double>{grid.cells.front().rate()}, false);
        };
        const Dispersion even = expected(false);
        QVERIFY(even.level < 1.7);
        QVERIFY(expected(true).level > 4);
    }

    // A driver with a knee, and one that follows it beyond the knee and moves nothing itself: it
    // looks the better the straighter one looks at them.
    void bendMakesNoSecondCause()
    {
        int told = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Dice dice(900 + seed);
            std::vector<Observation> all =
                answers(seed, 8000, [](double x) { return kneeRate(x, 38); });
            std::vector<double> other;
            for (const Observation& one : all)
                other.push_back(std::max(0.0, one.driver - 30 + 3 * dice.normal()));
            const Together together = togetherOf(all, other, 1);
            QVERIFY(together.correlation > 0.8);
            QVERIFY(together.isFirstTelling());
            told += together.isSecondTelling() ? 1 : 0;
        }
        QVERIFY(told <= 4);
    }

    // The second driver follows the first and moves nothing itself.
    void whoMovesTheRateIsTold()
    {
        Dice dice(3);
        std::vector<Observation> all;
        std::vector<double> other;
        for (int i = 0; i < 20'000; ++i) {
            const double load = dice.uniform();
            other.push_back(load + 0.4 * dice.normal());
            all.push_back({.driver = load,
                           .count = 1,
                           .failed = dice.uniform() < 0.02 + 0.2 * load ? 1.0 : 0.0,
                           .time = i});
        }
        const Together together = togetherOf(all, other, 1);
        QVERIFY(together.correlation > 0.5 && together.correlation < 0.75);
        QVERIFY(together.isFirstTelling());
        QVERIFY(together.first.low > 0.7 && together.first.high < 1.3);
        QVERIFY(!together.isSecondTelling());
        QVERIFY(!together.isFirstExplained());
        // The other way round the first is surely but a shadow; of a few answers that is not sure.
        std::vector<double> loads;
        for (std::size_t i = 0; i < all.size(); ++i)
            loads.push_back(std::exchange(all[i].driver, other[i]));
        QVERIFY(togetherOf(all, loads, 1).isFirstExplained());
        const auto few = togetherOf(std::span(all).first(600), std::span(loads).first(600), 1);
        QVERIFY(!few.isFirstTelling() && !few.isFirstExplained());
        QCOMPARE(togetherOf({}, {}, 1).correlation, 0.0);
        QVERIFY(!togetherOf({}, {}, 1).isFirstExplained());
    }
};

QTEST_GUILESS_MAIN(TestLogistic)
#include "tst_logistic.moc"
