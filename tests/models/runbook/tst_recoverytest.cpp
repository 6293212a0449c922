// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/recoverytest.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace runbook;

class TestRecoveryTest : public QObject
{
    Q_OBJECT

private:
    static double flag(std::mt19937_64& random, double rate)
    {
        return static_cast<double>(random() >> 11) * 0x1p-53 < rate ? 1 : 0;
    }

private slots:
    void thresholdIsTheMidpointButAtLeastTheTolerance()
    {
        QCOMPARE(RecoveryTest({.baseline = 0.02, .alarmRate = 0.14}).threshold(), 0.08);
        QCOMPARE(RecoveryTest({.baseline = 0.02, .alarmRate = 0.03}).threshold(), 0.04);
        QCOMPARE(RecoveryTest({.baseline = 0.5, .alarmRate = 1, .tolerance = 0.6}).threshold(),
                 0.999);
    }

    void saysNothingWithoutData()
    {
        const RecoveryTest test({.baseline = 0, .alarmRate = 0.5});
        QCOMPARE(test.verdict(), RecoveryVerdict::NotEnoughData);
        QCOMPARE(test.mean().observations, 0);
        QCOMPARE(test.mean().low, 0.0);
        QCOMPARE(test.mean().high, 1.0);
        QVERIFY(std::abs(test.recoveryEvidence()) < 1e-12);
    }

    void fewGoodObservationsAreNotEnough()
    {
        RecoveryTest test({.baseline = 0, .alarmRate = 0.5});
        for (int i = 0; i < 5; ++i)
            QCOMPARE(test.observe(0), RecoveryVerdict::NotEnoughData);
    }

    void seesRecoverySoonAndLastingly()
    {
        RecoveryTest test({.baseline = 0.02, .alarmRate = 0.5});
        std::mt19937_64 random(7);
        while (test.verdict() != RecoveryVerdict::Recovered && test.observations() < 500)
            test.observe(flag(random, 0.02));
        QVERIFY(test.observations() < 60);
        for (int i = 0; i < 200; ++i)
            test.observe(1); // a relapse is the detectors' business, not a rewritten past
        QCOMPARE(test.verdict(), RecoveryVerdict::Recovered);
    }

    void seesThatItIsStillBadAndMayTakeThatBack()
    {
        RecoveryTest test({.baseline = 0.02, .alarmRate = 0.5});
        std::mt19937_64 random(8);
        for (int i = 0; i < 120; ++i)
            test.observe(flag(random, 0.5));
        QCOMPARE(test.verdict(), RecoveryVerdict::StillBad);
        int late = 0;
        while (test.verdict() != RecoveryVerdict::Recovered && late < 2000) {
            test.observe(flag(random, 0.02));
            ++late;
        }
        // The bad start does not have to be paid back: the capital held for late starts tells.
        QVERIFY2(late < 120, qPrintable(QString::number(late)));
    }

    void falseRecoveriesStayBelowAlpha()
    {
        // On the edge of the null hypothesis: mean exactly the threshold. The promise is P <= 0.05
        // over the whole run; 3 sigma of 2,000 runs on top.
        int wrong = 0;
        for (unsigned seed = 0; seed < 2000; ++seed) {
            std::mt19937_64 random(seed);
            RecoveryTest test({.baseline = 0, .alarmRate = 0.2});
            for (int i = 0; i < 1000 && test.verdict() != RecoveryVerdict::Recovered; ++i)
                test.observe(flag(random, 0.1));
            wrong += test.verdict() == RecoveryVerdict::Recovered ? 1 : 0;
        }
        QVERIFY2(wrong <= 130, qPrintable(QString::number(wrong)));
    }

    void theIntervalCoversTheMeanAtEveryStep()
    {
        int missed = 0;
        for (unsigned seed = 0; seed < 1000; ++seed) {
            std::mt19937_64 random(seed);
            RecoveryTest test({.baseline = 0, .alarmRate = 0.2});
            bool covered = true;
            for (int i = 0; i < 500; ++i) {
                test.observe(flag(random, 0.15));
                const MeanInterval interval = test.mean();
                covered = covered && interval.low <= 0.15 && 0.15 <= interval.high;
            }
            missed += covered ? 0 : 1;
        }
        QVERIFY2(missed <= 70, qPrintable(QString::number(missed)));
    }

    void theIntervalShrinks()
    {
        std::mt19937_64 random(1);
        RecoveryTest test({.baseline = 0, .alarmRate = 0.2});
        for (int i = 0; i < 2000; ++i)
            test.observe(flag(random, 0.1));
        const MeanInterval interval = test.mean();
        QVERIFY(interval.low <= interval.mean && interval.mean <= interval.high);
        QVERIFY2(interval.high - interval.low < 0.08,
                 qPrintable(QString::number(interval.high - interval.low)));
    }

    void strangeNumbersDoNoHarm()
    {
        RecoveryTest test({.baseline = 0, .alarmRate = 0.5});
        test.observe(std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(test.observations(), 0);
        test.observe(-5);
        test.observe(std::numeric_limits<double>::infinity());
        QCOMPARE(test.mean().mean, 0.5);
        for (int i = 0; i < 100'000; ++i)
            test.observe(0);
        QVERIFY(std::isfinite(test.recoveryEvidence()));
        QVERIFY(std::isfinite(test.badnessEvidence()));
    }
};

QTEST_GUILESS_MAIN(TestRecoveryTest)
#include "tst_recoverytest.moc"
