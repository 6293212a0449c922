// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/recoveryfollower.h"
#include "models/telemetry/signalcheck.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <vector>

using namespace std::chrono_literals;

namespace {

telemetry::AlarmTransition followedAlarm()
{
    telemetry::AlarmTransition raised;
    raised.alarm = "A-0001";
    raised.service = "bot";
    raised.check = "groundedness";
    raised.rateBefore = 0.02;
    raised.rateNow = 0.6;
    return raised;
}

telemetry::Evaluation followedEvaluation(telemetry::Timestamp time, unsigned span, double badness)
{
    telemetry::Evaluation result;
    result.trace.bytes[0] = 1;
    result.span = static_cast<telemetry::SpanId>(span);
    result.check = "groundedness";
    result.origin = telemetry::EvaluationOrigin::Validator;
    result.badness = badness;
    result.time = time;
    return result;
}

} // namespace

class TestRecoveryFollower final : public QObject
{
    Q_OBJECT

private slots:
    void recoveryCountsEachEvaluationOnce();
    void lateEvaluationsCountAndOldOnesAreNotReadAgain();
    void whatIsDatedAheadWaitsForItsTime();
    void whatIsJudgedLaterCounts();
    void textsAreWaitedFor();
    void followingEnds();
};

void TestRecoveryFollower::recoveryCountsEachEvaluationOnce()
{
    const telemetry::Timestamp start{1000s};
    RecoveryFollower follower(followedAlarm(), start);
    const std::vector page{followedEvaluation(start + 1s, 1, 1.0),
                           followedEvaluation(start + 2s, 2, 0.0)};
    for (int i = 0; i < 50; ++i)
        follower.take(page);
    QCOMPARE(follower.test().observations(), 2);
    auto others = page;
    others[0].check = "truncation";
    others[1].span = static_cast<telemetry::SpanId>(3);
    follower.take(others);
    QCOMPARE(follower.test().observations(), 3);
}

void TestRecoveryFollower::lateEvaluationsCountAndOldOnesAreNotReadAgain()
{
    const telemetry::Timestamp start{1000s};
    RecoveryFollower follower(followedAlarm(), start);
    QCOMPARE(follower.view(start + 1h).range.start, start);
    QCOMPARE(follower.filter().service, std::string("bot"));
    follower.take({followedEvaluation(start + 600s, 1, 0.0)});
    QCOMPARE(follower.view(start + 1h).range.start, start + 600s - RecoveryFollower::kLateness);
    follower.take(
        {followedEvaluation(start + 570s, 2, 0.0), followedEvaluation(start + 600s, 1, 0.0)});
    QCOMPARE(follower.test().observations(), 2);
    // Before the lever was in effect: never.
    RecoveryFollower young(followedAlarm(), start);
    young.take({followedEvaluation(start + 5s, 1, 0.0)});
    QCOMPARE(young.view(start + 1h).range.start, start);
}

// One dated an hour ahead would leave every real one behind.
void TestRecoveryFollower::whatIsDatedAheadWaitsForItsTime()
{
    const telemetry::Timestamp start{1000s};
    RecoveryFollower follower(followedAlarm(), start);
    const std::vector all{followedEvaluation(start + 1s, 1, 0.0),
                          followedEvaluation(start + 2s, 2, 0.0),
                          followedEvaluation(start + 1h, 3, 0.0)};
    const auto read = [&](telemetry::Timestamp now) {
        std::vector<telemetry::Evaluation> page;
        std::ranges::copy_if(all, std::back_inserter(page), [&](const auto& each) {
            return follower.view(now).range.contains(each.time);
        });
        follower.take(page);
    };
    read(start + 10s);
    QCOMPARE(follower.test().observations(), 2);
    QCOMPARE(follower.view(start + 11s).range, (telemetry::TimeRange{start, start + 11s}));
    read(start + 2h);
    QCOMPARE(follower.test().observations(), 3);
}

void TestRecoveryFollower::whatIsJudgedLaterCounts()
{
    const telemetry::Timestamp start{1000s};
    RecoveryFollower follower(followedAlarm(), start);
    telemetry::Evaluation late = followedEvaluation(start + 1s, 1, 0.0);
    late.badness.reset();
    late.state = telemetry::EvaluationState::NoData;
    follower.take({late});
    QCOMPARE(follower.test().observations(), 0);
    follower.take({followedEvaluation(start + 1s, 1, 0.0)});
    QCOMPARE(follower.test().observations(), 1);
}

// Counted when it is known whether one comes after the answer.
void TestRecoveryFollower::textsAreWaitedFor()
{
    const telemetry::Timestamp start{1000s};
    telemetry::AlarmTransition alarm = followedAlarm();
    alarm.check = telemetry::kAnswerText;
    RecoveryFollower follower(alarm, start);
    const auto text = [&start](int second, unsigned number, bool isMissing) {
        telemetry::Evaluation one =
            followedEvaluation(start + std::chrono::seconds(second), number, 0.0);
        one.check = telemetry::kGroundedness;
        one.origin = telemetry::EvaluationOrigin::Validator;
        if (isMissing) {
            one.badness.reset();
            one.state = telemetry::EvaluationState::NotCaptured;
        }
        return one;
    };
    std::vector page{text(1, 1, true), text(2, 2, true), text(3, 3, false)};
    follower.take(page);
    QCOMPARE(follower.test().observations(), 0);
    page.push_back(text(4, 2, false)); // it came after all
    page.push_back(text(30, 4, false));
    page.push_back(text(5, 5, true)); // whose call failed
    page.push_back(text(5, 5, true));
    page.back().check = telemetry::kDegeneration;
    page.back().state = telemetry::EvaluationState::NoData;
    for (int i = 0; i < 2; ++i)
        follower.take(page);
    QCOMPARE(follower.test().observations(), 3);
    QVERIFY(follower.test().mean().mean > 0.3 && follower.test().mean().mean < 0.4);
}

void TestRecoveryFollower::followingEnds()
{
    const telemetry::Timestamp start{1000s};
    RecoveryFollower bad(followedAlarm(), start);
    for (unsigned i = 0; i < 200; ++i)
        bad.take({followedEvaluation(start + i * 100ms, i + 1, 0.7)});
    QVERIFY(bad.test().verdict() == runbook::RecoveryVerdict::StillBad);
    QVERIFY(!bad.isOver(start + 10min)); // it may yet recover
    QVERIFY(bad.isOver(start + RecoveryFollower::kLongest + 1s));
    RecoveryFollower good(followedAlarm(), start);
    for (unsigned i = 0; i < 200; ++i)
        good.take({followedEvaluation(start + i * 100ms, i + 1, 0.0)});
    QVERIFY(good.test().verdict() == runbook::RecoveryVerdict::Recovered);
    QVERIFY(good.isOver(start + 1min));
}

QTEST_GUILESS_MAIN(TestRecoveryFollower)
#include "tst_recoveryfollower.moc"
