// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/signalrecovery.h"
#include "models/telemetry/signalcheck.h"

#include <QTest>

#include <random>

using namespace runbook;
using telemetry::AlarmMeasure;

namespace {

telemetry::AlarmTransition alarmOf(AlarmMeasure measure, double before, double now)
{
    telemetry::AlarmTransition alarm;
    alarm.check = "groundedness";
    alarm.measure = measure;
    alarm.rateBefore = before;
    alarm.rateNow = now;
    return alarm;
}

telemetry::Evaluation evaluationOf(double badness)
{
    telemetry::Evaluation evaluation;
    evaluation.check = "groundedness";
    evaluation.origin = telemetry::EvaluationOrigin::Validator;
    evaluation.badness = badness;
    return evaluation;
}

// Scores between 0 and twice `mean`; at most a tenth of them from one half up when `mean` is 0.25.
double graded(std::mt19937_64& random, double mean)
{
    return static_cast<double>(random() >> 11) * 0x1p-53 * 2 * mean;
}

} // namespace

class TestSignalRecovery : public QObject
{
    Q_OBJECT

private slots:
    void aDriftOfScoresThatWasNotCuredHasNotRecovered()
    {
        std::mt19937_64 random(3);
        SignalRecovery recovery(alarmOf(AlarmMeasure::MeanBadness, 0.07, 0.25));
        for (int i = 0; i < 500; ++i)
            QVERIFY(recovery.observe(evaluationOf(graded(random, 0.25)))
                    != RecoveryVerdict::Recovered);
        QVERIFY(recovery.test().verdict() == RecoveryVerdict::StillBad);
    }

    void aDriftOfScoresThatWasCuredHasRecovered()
    {
        std::mt19937_64 random(4);
        SignalRecovery recovery(alarmOf(AlarmMeasure::MeanBadness, 0.07, 0.25));
        for (int i = 0; i < 500; ++i)
            recovery.observe(evaluationOf(graded(random, 0.07)));
        QVERIFY(recovery.test().verdict() == RecoveryVerdict::Recovered);
    }

    void aShareIsTestedOnFailedAnswers()
    {
        // 0.45 is bad as a mean, but no failed answer: the share that had risen is back.
        SignalRecovery recovery(alarmOf(AlarmMeasure::FailedShare, 0.02, 0.4));
        for (int i = 0; i < 100; ++i)
            recovery.observe(evaluationOf(0.45));
        QVERIFY(recovery.test().verdict() == RecoveryVerdict::Recovered);
        SignalRecovery failing(alarmOf(AlarmMeasure::FailedShare, 0.02, 0.4));
        for (int i = 0; i < 100; ++i)
            failing.observe(evaluationOf(0.55));
        QVERIFY(failing.test().verdict() == RecoveryVerdict::StillBad);
    }

    // The alarm of texts has no results of its own.
    void textsAreFollowedByWhatReadsThem()
    {
        telemetry::AlarmTransition alarm = alarmOf(AlarmMeasure::FailedShare, 0, 1);
        alarm.check = telemetry::kAnswerText;
        SignalRecovery back(alarm);
        SignalRecovery missing(alarm);
        telemetry::Evaluation none = evaluationOf(0);
        none.badness.reset();
        none.state = telemetry::EvaluationState::NotCaptured;
        telemetry::Evaluation judges = evaluationOf(0);
        judges.origin = telemetry::EvaluationOrigin::Telemetry;
        telemetry::Evaluation other = evaluationOf(0);
        other.check = "truncation"; // reads no text
        for (int i = 0; i < 100; ++i) {
            back.observe(evaluationOf(1)); // ungrounded, and all of it came
            missing.observe(none);
            missing.observe(judges);
            missing.observe(other);
        }
        QCOMPARE(back.test().observations(), 100);
        QVERIFY(back.test().verdict() == RecoveryVerdict::Recovered);
        QCOMPARE(missing.test().observations(), 100);
        QVERIFY(missing.test().verdict() == RecoveryVerdict::StillBad);
    }

    // Raised on 9 of 10, of a fault that spoils a third of the answers: the fault itself is no
    // recovery.
    void theFaultThatFewAnswersOverstatedHasNotRecovered()
    {
        telemetry::AlarmTransition alarm = alarmOf(AlarmMeasure::FailedShare, 0.004, 0.9);
        alarm.rateNowLow = 0.6;
        alarm.rateNowHigh = 0.98;
        SignalRecovery recovery(alarm);
        QVERIFY(recovery.test().threshold() > 0.15 && recovery.test().threshold() < 0.25);
        for (int i = 0; i < 600; ++i)
            recovery.observe(evaluationOf(i % 3 == 0 ? 1 : 0));
        QVERIFY(recovery.test().verdict() == RecoveryVerdict::StillBad);
        SignalRecovery cured(alarm);
        for (int i = 0; i < 200; ++i)
            cured.observe(evaluationOf(i % 100 == 99 ? 1 : 0));
        QVERIFY(cured.test().verdict() == RecoveryVerdict::Recovered);
    }

    void otherChecksAndUnknownResultsAreLeftOut()
    {
        SignalRecovery recovery(alarmOf(AlarmMeasure::FailedShare, 0.02, 0.4));
        telemetry::Evaluation other = evaluationOf(0);
        other.check = "truncation";
        telemetry::Evaluation unknown = evaluationOf(0);
        unknown.badness.reset();
        for (int i = 0; i < 100; ++i) {
            recovery.observe(other);
            recovery.observe(unknown);
        }
        QCOMPARE(recovery.test().observations(), 0);
        QVERIFY(recovery.test().verdict() == RecoveryVerdict::NotEnoughData);
    }
};

QTEST_GUILESS_MAIN(TestSignalRecovery)
#include "tst_signalrecovery.moc"
