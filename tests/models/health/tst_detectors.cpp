// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/betmixture.h"
#include "models/health/cusumdetector.h"
#include "models/health/detector.h"
#include "models/health/interval.h"
#include "models/health/reference.h"

#include <QFile>
#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace health;

namespace {

// Bounded and skewed like scores, cheap, and the same on every platform (no std distribution).
class Stream
{
public:
    explicit Stream(std::uint64_t seed)
        : m_engine(seed)
    {
    }
    double uniform() { return static_cast<double>(m_engine() >> 11U) * 0x1.0p-53; }
    bool chance(double share) { return uniform() < share; }
    double badness(double mean) { return mean * 2 * (0.5 * uniform() + 0.5 * uniform()); }
    // Neighbours resemble each other.
    double drifting(double mean)
    {
        m_level = 0.4 * m_level + (uniform() - 0.5) * 0.2;
        return std::clamp(mean + m_level, 0.0, 1.0);
    }

private:
    std::mt19937_64 m_engine;
    double m_level = 0;
};

struct Found
{
    int worse = 0;
    int better = 0;
};

Found falseAlarms(const DetectorSettings& settings, int streams, int length,
                  double (*draw)(Stream&))
{
    Found found;
    for (int seed = 0; seed < streams; ++seed) {
        Stream stream(static_cast<std::uint64_t>(seed) + 11);
        const auto detector = makeDetector("esr", settings);
        for (int i = 0; i < length; ++i) {
            if (const auto detection = detector->observe(draw(stream)))
                ++(detection->direction == Direction::Worse ? found.worse : found.better);
        }
    }
    return found;
}

} // namespace

class TestDetectors : public QObject
{
    Q_OBJECT

private slots:
    void averageRunLengthHolds_data()
    {
        QTest::addColumn<bool>("isFlag");
        QTest::newRow("flags of 5 %") << true;
        QTest::newRow("scores of mean 0.1") << false;
    }
    // The promise of the statistic itself, with the mean known: at A = 200 at most one alarm in
    // 200.
    void averageRunLengthHolds()
    {
        QFETCH(bool, isFlag);
        const double limit = isFlag ? 0.05 : 0.1;
        std::int64_t alarms = 0;
        constexpr std::int64_t length = 400'000;
        Stream stream(3);
        BetMixture mixture;
        mixture.plan({.mean = limit,
                      .variance = 0.05,
                      .smallest = isFlag ? 0.03 : 0.01,
                      .largest = 0.5,
                      .isFlag = isFlag});
        for (std::int64_t i = 0; i < length; ++i) {
            const double x = isFlag ? (stream.chance(limit) ? 1 : 0) : stream.badness(limit);
            if (mixture.observe(x) < 200)
                continue;
            ++alarms;
            mixture.restart();
        }
        const double runLength =
            static_cast<double>(length) / static_cast<double>(std::max<std::int64_t>(alarms, 1));
        QVERIFY2(runLength >= 200 * 0.95, qPrintable(QString::number(runLength)));
        QVERIFY2(runLength < 200 * 40, "a test that never alarms watches nothing");
    }

    void healthyStreamsStayQuiet()
    {
        const Found flags =
            falseAlarms({.isFlag = true, .tolerance = {}, .relativeTolerance = {}}, 20, 20'000,
                        [](Stream& s) { return s.chance(0.02) ? 1.0 : 0.0; });
        QVERIFY2(flags.worse + flags.better <= 20,
                 qPrintable(QString::number(flags.worse + flags.better)));
        const Found scores = falseAlarms({.tolerance = {}, .relativeTolerance = {}}, 20, 20'000,
                                         [](Stream& s) { return s.badness(0.1); });
        QVERIFY(scores.worse + scores.better <= 2);
        const Found correlated = falseAlarms({.tolerance = {}, .relativeTolerance = {}}, 20, 20'000,
                                             [](Stream& s) { return s.drifting(0.15); });
        QVERIFY2(correlated.worse + correlated.better <= 4,
                 qPrintable(QString::number(correlated.worse + correlated.better)));
    }

    void knownChangesAreFound_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("isFlag");
        QTest::addColumn<int>("change");
        QTest::addColumn<int>("longestDelay");
        QTest::newRow("mean .90 to .85") << "beta_90to85_0.csv" << false << 2000 << 150;
        QTest::newRow("2 % to 10 %") << "bern_2to10_0.csv" << true << 2000 << 150;
        QTest::newRow("8 % collapse") << "beta_tail8pct_1.csv" << false << 2000 << 200;
        QTest::newRow("burst of 60") << "burst_60_0.csv" << true << 2000 << 10;
        QTest::newRow("judge with five levels") << "likert5_0.csv" << false << 2000 << 250;
        QTest::newRow("a model's update") << "real_llmdrift_happy_0.csv" << true << 500 << 30;
    }
    void knownChangesAreFound()
    {
        QFETCH(QString, file);
        QFETCH(bool, isFlag);
        QFETCH(int, change);
        QFETCH(int, longestDelay);
        QFile csv(QStringLiteral(PLUMBLINE_TEST_DATA "/health/drift/") + file);
        QVERIFY(csv.open(QIODevice::ReadOnly));
        csv.readLine();
        const auto detector = makeDetector(
            "esr", {.reference = 1600, .isFlag = isFlag, .tolerance = {}, .relativeTolerance = {}});
        std::optional<Detection> first;
        while (!csv.atEnd() && !first) {
            const double value = csv.readLine().split(',').at(1).trimmed().toDouble();
            first = detector->observe(isFlag ? value : 1 - value);
        }
        QVERIFY(first.has_value());
        QVERIFY(first->direction == Direction::Worse);
        QVERIFY2(first->index >= change && first->index <= change + longestDelay,
                 qPrintable(QString::number(first->index)));
        QVERIFY(std::abs(first->onsetIndex - change) <= longestDelay);
        QVERIFY(first->after > first->before);
        QVERIFY(first->evidence >= 4);
    }

    void theEndOfAFaultIsAChangeForTheBetter()
    {
        Stream stream(5);
        const auto detector =
            makeDetector("esr", {.reference = 400, .tolerance = {}, .relativeTolerance = {}});
        std::vector<Detection> found;
        for (int i = 0; i < 4500; ++i) {
            if (const auto detection =
                    detector->observe(stream.badness(i >= 1000 && i < 3000 ? 0.5 : 0.1)))
                found.push_back(*detection);
        }
        QCOMPARE(found.size(), std::size_t{2});
        QVERIFY(found[0].direction == Direction::Worse);
        QVERIFY(found[0].index >= 1000 && found[0].index < 1060);
        QVERIFY(std::abs(found[0].onsetIndex - 1000) < 15);
        QVERIFY(std::abs(found[0].before - 0.1) < 0.02 && std::abs(found[0].after - 0.5) < 0.15);
        QVERIFY(found[1].direction == Direction::Better);
        QVERIFY(found[1].index >= 3000 && found[1].index < 3100);
    }

    void oneSidedDetectorsIgnoreImprovement()
    {
        const auto detector = makeDetector(
            "esr", {.reference = 200, .tolerance = {}, .relativeTolerance = {}, .twoSided = false});
        Stream stream(6);
        for (int i = 0; i < 3000; ++i)
            QVERIFY(!detector->observe(stream.badness(i < 1000 ? 0.4 : 0.05)));
    }

    void hostileValuesAreClamped()
    {
        for (const std::string& name : detectorNames()) {
            const auto detector = makeDetector(name,
                                               {.averageRunLength = 100,
                                                .reference = 0,
                                                .tolerance = {},
                                                .relativeTolerance = {}});
            for (int i = 0; i < 2000; ++i) {
                detector->observe(std::numeric_limits<double>::quiet_NaN());
                detector->observe(std::numeric_limits<double>::infinity());
                detector->observe(-1e300);
                QVERIFY(std::isfinite(detector->evidence()));
                QVERIFY(detector->baseline().value_or(0) >= 0
                        && detector->baseline().value_or(0) <= 1);
            }
        }
        QVERIFY(makeDetector("no such thing", {}) == nullptr);
    }

    // Against plain simulation of the same chain.
    void bernoulliRunLengthsAreExact()
    {
        Stream stream(8);
        const auto simulated = [&stream](double rate, int onFailure, int onSuccess, int threshold) {
            double total = 0;
            constexpr int runs = 4000;
            for (int run = 0; run < runs; ++run) {
                for (int value = 0; value < threshold; ++total)
                    value = std::max(value + (stream.chance(rate) ? onFailure : onSuccess), 0);
            }
            return total / runs;
        };
        const double rising = risingRunLength(0.05, 12, 40);
        QVERIFY(std::abs(simulated(0.05, 12, -1, 40) / rising - 1) < 0.06);
        const double falling = fallingRunLength(0.05, 25, 60);
        QVERIFY(std::abs(simulated(0.05, -25, 1, 60) / falling - 1) < 0.06);
    }

    void cusumFindsAShift()
    {
        for (const bool isFlag : {true, false}) {
            const auto detector = makeDetector("cusum",
                                               {.averageRunLength = 1e5,
                                                .reference = 1000,
                                                .isFlag = isFlag,
                                                .tolerance = {},
                                                .relativeTolerance = {}});
            Stream stream(9);
            std::optional<Detection> first;
            for (int i = 0; i < 4000 && !first; ++i) {
                const double mean = i < 2000 ? 0.05 : 0.2;
                first = detector->observe(isFlag ? (stream.chance(mean) ? 1 : 0)
                                                 : stream.badness(mean));
            }
            QVERIFY(first.has_value());
            QVERIFY2(first->index >= 2000 && first->index < 2120,
                     qPrintable(QString::number(first->index)));
            QVERIFY(first->direction == Direction::Worse);
        }
    }

    void referenceKnowsCorrelation()
    {
        Stream stream(4);
        Reference independent(2000);
        Reference correlated(2000);
        for (int i = 0; i < 2000; ++i) {
            independent.add(stream.badness(0.2));
            correlated.add(stream.drifting(0.3));
        }
        QCOMPARE(independent.dispersion(), 1.0);
        QVERIFY(correlated.dispersion() > 1.8
                && correlated.dispersion() < 3.0); // (1+.4)/(1-.4) = 2.33
        QVERIFY(std::abs(independent.mean() - 0.2) < 0.01);
        int above = 0;
        Stream again(4);
        Reference quantile(2000);
        std::vector<double> values;
        for (int i = 0; i < 2000; ++i) {
            values.push_back(again.badness(0.2));
            quantile.add(values.back());
        }
        for (const double value : values)
            above += value > quantile.upperQuantile(0.01) ? 1 : 0;
        QCOMPARE(above, 20);
    }

    void wilsonIntervalsMatchPublishedValues()
    {
        const Interval none = wilsonInterval(0, 0);
        QCOMPARE(none.low, 0.0);
        QCOMPARE(none.high, 1.0);
        // Newcombe 1998, table I: 81/263, 15/148, 0/20, 1/29.
        const auto isNear = [](Interval is, double low, double high) {
            return std::abs(is.low - low) < 5e-5 && std::abs(is.high - high) < 5e-5;
        };
        QVERIFY(isNear(wilsonInterval(81, 263), 0.2553, 0.3662));
        QVERIFY(isNear(wilsonInterval(15, 148), 0.0624, 0.1605));
        QVERIFY(isNear(wilsonInterval(0, 20), 0.0, 0.1611));
        QVERIFY(isNear(wilsonInterval(1, 29), 0.0061, 0.1718));
    }
};

QTEST_GUILESS_MAIN(TestDetectors)
#include "tst_detectors.moc"
