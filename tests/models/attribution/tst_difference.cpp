// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/difference.h"
#include "models/attribution/exactinterval.h"

#include <QTest>

#include <cmath>

using namespace attribution;

namespace {

constexpr double k95 = 1.959963984540054;

bool isNear(double one, double two, double tolerance)
{
    return std::abs(one - two) <= tolerance;
}

} // namespace

class DifferenceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantilesOfTheNormalDistribution();
    void newcombeAsPublished_data();
    void newcombeAsPublished();
    void nothingIsKnownOfNobody();
    void fisherAsPublished();
    void fisherFarOut();
    void fisherOfMoreThanCanBeCounted();
    void exactIntervalsAsPublished_data();
    void exactIntervalsAsPublished();
    void exactDifferencesMissAsOftenAsSaid_data();
    void exactDifferencesMissAsOftenAsSaid();
    void strataTakeAConfounderOff();
};

// Abramowitz & Stegun, table 26.5, and R's qnorm() far out.
void DifferenceTest::quantilesOfTheNormalDistribution()
{
    QVERIFY(isNear(normalQuantile(0.05), 1.959963984540054, 1e-12));
    QVERIFY(isNear(normalQuantile(0.01), 2.5758293035489004, 1e-12));
    QVERIFY(isNear(normalQuantile(0.5), 0.6744897501960817, 1e-12));
    QVERIFY(isNear(normalQuantile(2e-9), 5.9978070150076865, 1e-9));
}

// Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
void DifferenceTest::newcombeAsPublished_data()
{
    QTest::addColumn<int>("with");
    QTest::addColumn<int>("of");
    QTest::addColumn<int>("restWith");
    QTest::addColumn<int>("ofRest");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("a") << 56 << 70 << 48 << 80 << 0.0524 << 0.3339;
    QTest::newRow("b") << 9 << 10 << 3 << 10 << 0.1705 << 0.8090;
    QTest::newRow("c") << 6 << 7 << 2 << 7 << 0.0582 << 0.8062;
    QTest::newRow("d") << 5 << 56 << 0 << 29 << -0.0381 << 0.1926;
    QTest::newRow("e") << 0 << 10 << 0 << 20 << -0.1611 << 0.2775;
    QTest::newRow("f") << 0 << 10 << 0 << 10 << -0.2775 << 0.2775;
    QTest::newRow("g") << 10 << 10 << 0 << 20 << 0.6791 << 1.0000;
    QTest::newRow("h") << 10 << 10 << 0 << 10 << 0.6075 << 1.0000;
}

void DifferenceTest::newcombeAsPublished()
{
    QFETCH(int, with);
    QFETCH(int, of);
    QFETCH(int, restWith);
    QFETCH(int, ofRest);
    QFETCH(double, low);
    QFETCH(double, high);
    const Difference difference = shareDifference(
        {.suspectsWith = with, .suspects = of, .restWith = restWith, .rest = ofRest}, k95);
    QVERIFY2(isNear(difference.low, low, 0.00005), qPrintable(QString::number(difference.low)));
    QVERIFY2(isNear(difference.high, high, 0.00005), qPrintable(QString::number(difference.high)));
}

void DifferenceTest::nothingIsKnownOfNobody()
{
    const Difference difference =
        shareDifference({.suspectsWith = 0, .suspects = 0, .restWith = 3, .rest = 9}, k95);
    QCOMPARE(difference.low, -1.0);
    QCOMPARE(difference.high, 1.0);
    QCOMPARE(stratifiedDifference({}, k95).low, -1.0);
}

// Fisher's tea: three of four cups told rightly have a chance of 17/70 (The Design of Experiments).
void DifferenceTest::fisherAsPublished()
{
    const FourCounts tea{.suspectsWith = 3, .suspects = 4, .restWith = 1, .rest = 4};
    QVERIFY(isNear(chanceOf(tea), 17.0 / 70, 1e-12));
    const FourCounts all{.suspectsWith = 4, .suspects = 4, .restWith = 0, .rest = 4};
    QVERIFY(isNear(chanceOf(all), 1.0 / 70, 1e-12));
    const FourCounts none{.suspectsWith = 0, .suspects = 4, .restWith = 4, .rest = 4};
    QVERIFY(isNear(chanceOf(none), 1.0, 1e-12));
}

// Five of thirty where one in a hundred is usual: the binomial tail is near enough.
void DifferenceTest::fisherFarOut()
{
    const FourCounts rare{
        .suspectsWith = 5, .suspects = 30, .restWith = 999'995, .rest = 99'999'970};
    double tail = 0;
    double term = std::pow(0.99, 30);
    for (int k = 0; k <= 30; ++k) {
        if (k >= 5)
            tail += term;
        term *= (30.0 - k) / (k + 1) * 0.01 / 0.99;
    }
    QVERIFY2(std::abs(chanceOf(rare) / tail - 1) < 1e-4,
             qPrintable(QString::number(chanceOf(rare))));
}

// Chances too small for a number end the sum at once; this one would take days else.
void DifferenceTest::fisherOfMoreThanCanBeCounted()
{
    constexpr std::int64_t kMany = 10'000'000'000'000;
    const FourCounts all{
        .suspectsWith = kMany / 10, .suspects = kMany, .restWith = kMany / 100, .rest = kMany};
    QCOMPARE(chanceOf(all), 0.0);
}

// By SciPy 1.10: beta.ppf(alpha / 2, x, n - x + 1) and 1 - beta.ppf(alpha / 2, n - x, x + 1).
void DifferenceTest::exactIntervalsAsPublished_data()
{
    QTest::addColumn<double>("with");
    QTest::addColumn<double>("count");
    QTest::addColumn<double>("alpha");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("few") << 4.0 << 30.0 << 0.05 << 0.037553496338363315 << 0.30721835027612676;
    QTest::newRow("rare") << 30.0 << 19970.0 << 1e-5 << 0.0005830750291971483
                          << 0.0031019075333379442;
    QTest::newRow("one of a million")
        << 1.0 << 1e6 << 1e-7 << 5.0000001249998794e-14 << 1.9848339029349127e-05;
    QTest::newRow("half of a million")
        << 5e5 << 1e6 << 1e-7 << 0.49733615762466 << 0.50266384237534;
    QTest::newRow("weighed") << 4.57 << 22.6 << 1e-5 << 0.008339020504478177 << 0.6761627572135644;
    QTest::newRow("nearly all") << 22.4 << 22.6 << 1e-9 << 0.3738350966293774 << 1.0;
    QTest::newRow("none") << 0.0 << 10.0 << 0.05 << 0.0 << 0.30849710781876;
    QTest::newRow("all") << 10.0 << 10.0 << 0.05 << 0.69150289218124 << 1.0;
}

void DifferenceTest::exactIntervalsAsPublished()
{
    QFETCH(double, with);
    QFETCH(double, count);
    QFETCH(double, alpha);
    QFETCH(double, low);
    QFETCH(double, high);
    const Interval interval = exactInterval(with, count, alpha);
    QVERIFY2(isNear(interval.low, low, low * 1e-7), qPrintable(QString::number(interval.low)));
    QVERIFY2(isNear(interval.high, high, high * 1e-7), qPrintable(QString::number(interval.high)));
}

void DifferenceTest::exactDifferencesMissAsOftenAsSaid_data()
{
    QTest::addColumn<int>("suspects");
    QTest::addColumn<double>("suspectShare");
    QTest::addColumn<int>("rest");
    QTest::addColumn<double>("restShare");
    QTest::addColumn<double>("alpha");
    QTest::newRow("few and rare") << 30 << 0.02 << 20000 << 0.001 << 1e-5;
    QTest::newRow("rarer") << 30 << 0.005 << 20000 << 0.0005 << 1e-5;
    QTest::newRow("some") << 300 << 0.01 << 3000 << 0.001 << 1e-6;
    QTest::newRow("both few") << 30 << 0.5 << 60 << 0.3 << 1e-5;
    QTest::newRow("far apart") << 30 << 0.9 << 30 << 0.1 << 1e-5;
    QTest::newRow("farther apart") << 30 << 0.99 << 300 << 0.01 << 1e-5;
    QTest::newRow("published") << 70 << 0.8 << 80 << 0.6 << 0.05;
}

// Summed over all that can be seen, not drawn: Newcombe's interval misses the first 250 times, the
// second 990 times and the last but one 200 times as often as said.
void DifferenceTest::exactDifferencesMissAsOftenAsSaid()
{
    QFETCH(int, suspects);
    QFETCH(double, suspectShare);
    QFETCH(int, rest);
    QFETCH(double, restShare);
    QFETCH(double, alpha);
    const auto chance = [](int k, int n, double p) {
        return std::exp(logGamma(n + 1.0) - logGamma(k + 1.0) - logGamma(n - k + 1.0)
                        + k * std::log(p) + (n - k) * std::log1p(-p));
    };
    double missed = 0;
    for (int with = 0; with <= suspects; ++with) {
        const double first = chance(with, suspects, suspectShare);
        for (int restWith = 0; restWith <= rest; ++restWith) {
            const double both = first * chance(restWith, rest, restShare);
            if (both < alpha * 1e-8)
                continue;
            const Difference told = exactDifference({.suspectsWith = static_cast<double>(with),
                                                     .suspects = static_cast<double>(suspects),
                                                     .restWith = static_cast<double>(restWith),
                                                     .rest = static_cast<double>(rest)},
                                                    alpha);
            const double truth = suspectShare - restShare;
            missed += told.low > truth || told.high < truth ? both : 0;
        }
    }
    QVERIFY2(missed <= alpha, qPrintable(QString::number(missed / alpha)));
}

// The property is common where suspects are; within each stratum it makes no difference.
void DifferenceTest::strataTakeAConfounderOff()
{
    const FourCounts inside{.suspectsWith = 80, .suspects = 100, .restWith = 80, .rest = 100};
    const FourCounts outside{.suspectsWith = 1, .suspects = 10, .restWith = 90, .rest = 900};
    const FourCounts both{.suspectsWith = 81, .suspects = 110, .restWith = 170, .rest = 1000};
    QVERIFY(shareDifference(both, k95).low > 0.4);
    const Difference left = stratifiedDifference({inside, outside}, k95);
    QVERIFY(left.low < 0 && left.high > 0 && std::abs(left.value) < 0.01);
}

QTEST_GUILESS_MAIN(DifferenceTest)
#include "tst_difference.moc"
