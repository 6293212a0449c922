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

// Recorded then, of an answer that tells a time so far from it.
telemetry::Evaluation dated(telemetry::Timestamp recorded, telemetry::Duration off, unsigned span)
{
    telemetry::Evaluation result = followedEvaluation(recorded + off, span, 0.0);
    result.recorded = recorded;
    return result;
}

telemetry::AlarmTransition answerTimes()
{
    telemetry::AlarmTransition none; // nothing alarms on it
    none.service = "bot";
    none.check = telemetry::kAnswerTime;
    return none;
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
    void aClockIsRightByWhenAnswersCame();
    void withoutWrongTimesNoClockRecovers();
    void aSenderThatWaitsIsMeasuredByWhatIsUsual();
    void whatWasMeasuredBeforeIsTold();
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

// All that is told is well, in checks as in figures: only the times are wrong, which moves what was
// made after the lever before it.
void TestRecoveryFollower::aClockIsRightByWhenAnswersCame()
{
    const telemetry::Timestamp inEffect{100'000s};
    RecoveryFollower follower(answerTimes(), inEffect);
    QVERIFY(!follower.isAlarmed()); // nothing was measured yet
    std::vector<telemetry::Evaluation> all;
    const auto read = [&](telemetry::Timestamp now) {
        std::vector<telemetry::Evaluation> page;
        std::ranges::copy_if(all, std::back_inserter(page), [&](const auto& each) {
            return each.recorded <= now && follower.view(now).range.contains(each.time);
        });
        std::ranges::stable_sort(page, {}, &telemetry::Evaluation::time);
        follower.take(page);
    };
    for (unsigned i = 0; i < 60; ++i)
        all.push_back(dated(inEffect - 61s + i * 1s, -75s, 1 + i));
    read(inEffect);
    QVERIFY(follower.isAlarmed());
    QCOMPARE(follower.alarm().rateNow, 1.0);
    QCOMPARE(follower.test().observations(), 0);
    for (unsigned i = 0; i < 30; ++i)
        all.push_back(dated(inEffect + 1s + i * 1s, -75s, 100 + i));
    // Two checks of ours on one answer are one time.
    all.push_back(all.back());
    all.back().check = "truncation";
    read(inEffect + 31s);
    QCOMPARE(follower.test().observations(), 30);
    QVERIFY(follower.test().verdict() == runbook::RecoveryVerdict::StillBad);
    for (unsigned i = 0; i < 200; ++i)
        all.push_back(dated(inEffect + 32s + i * 1s, -1s, 300 + i));
    read(inEffect + 100s);
    read(inEffect + 232s);
    QCOMPARE(follower.test().observations(), 230);
    QVERIFY(follower.test().verdict() == runbook::RecoveryVerdict::Recovered);
    QVERIFY(follower.isOver(inEffect + 233s));
}

void TestRecoveryFollower::withoutWrongTimesNoClockRecovers()
{
    const telemetry::Timestamp inEffect{100'000s};
    RecoveryFollower follower(answerTimes(), inEffect);
    std::vector<telemetry::Evaluation> page;
    for (unsigned i = 0; i < 100; ++i)
        page.push_back(dated(inEffect - 50s + i * 1s, -2s, 1 + i));
    // A time that no clock can mean was left out for that of the recording: not known to be right.
    page.push_back(dated(inEffect + 60s, 0s, 500));
    follower.take(page);
    QVERIFY(!follower.isAlarmed());
    QCOMPARE(follower.test().observations(), 50);
    QVERIFY(!follower.isOver(inEffect + 61s));
    // Ahead is as wrong as late.
    const auto isWrong = [&](telemetry::Duration off) {
        return runbook::SignalRecovery::hasWrongTime(dated(inEffect, off, 1));
    };
    QVERIFY(isWrong(20s) == true);
    QVERIFY(isWrong(-75s) == true);
    QVERIFY(isWrong(-20s) == false);
    QVERIFY(!isWrong(0s).has_value());
}

// Behind tail sampling all answers come late: only what is later still is a wrong clock.
void TestRecoveryFollower::aSenderThatWaitsIsMeasuredByWhatIsUsual()
{
    const telemetry::Timestamp inEffect{100'000s};
    std::vector<telemetry::Evaluation> all;
    for (unsigned i = 0; i < 200; ++i)
        all.push_back(dated(inEffect - 1000s + i * 4s, -45s, 1 + i));
    for (unsigned i = 0; i < 60; ++i) // behind by another minute
        all.push_back(dated(inEffect - 61s + i * 1s, -100s, 500 + i));
    const auto read = [&](RecoveryFollower& follower, telemetry::Timestamp now) {
        const auto within = [&](const store::View& view) {
            std::vector<telemetry::Evaluation> page;
            std::ranges::copy_if(all, std::back_inserter(page), [&](const auto& each) {
                return each.recorded <= now && view.range.contains(each.time);
            });
            std::ranges::stable_sort(page, {}, &telemetry::Evaluation::time);
            return page;
        };
        if (const auto usual = follower.usualView())
            follower.takeUsual(within(*usual));
        follower.take(within(follower.view(now)));
    };
    RecoveryFollower follower(answerTimes(), inEffect);
    read(follower, inEffect);
    QCOMPARE(follower.usualDelay(), telemetry::Duration(45s));
    QVERIFY(!follower.usualView().has_value()); // once
    QVERIFY(follower.isAlarmed());
    QCOMPARE(follower.wrongBefore(), 60);
    for (unsigned i = 0; i < 30; ++i)
        all.push_back(dated(inEffect + 1s + i * 1s, -100s, 700 + i));
    read(follower, inEffect + 31s);
    QVERIFY(follower.test().verdict() == runbook::RecoveryVerdict::StillBad);
    for (unsigned i = 0; i < 200; ++i) // the clock is right: they come as late as ever
        all.push_back(dated(inEffect + 32s + i * 1s, -45s, 800 + i));
    read(follower, inEffect + 140s);
    read(follower, inEffect + 232s);
    QVERIFY(follower.test().verdict() == runbook::RecoveryVerdict::Recovered);
    // Where nothing was wrong before, nothing is.
    RecoveryFollower well(answerTimes(), inEffect - 100s);
    read(well, inEffect - 100s);
    QVERIFY(!well.isAlarmed());
    QCOMPARE(well.wrongBefore(), 0);
    // By an alarm's onset, where one is known.
    telemetry::AlarmTransition alarmed = answerTimes();
    alarmed.onset = inEffect - 2h;
    QCOMPARE(RecoveryFollower(alarmed, inEffect).usualView()->range,
             (telemetry::TimeRange{.start = inEffect - 2h - RecoveryFollower::kUsualReach,
                                   .end = inEffect}));
    QVERIFY(!RecoveryFollower(followedAlarm(), inEffect).usualView().has_value());
}

// Too few, or too small a share, is no fault, and is not none either.
void TestRecoveryFollower::whatWasMeasuredBeforeIsTold()
{
    const telemetry::Timestamp inEffect{100'000s};
    const auto before = [&](unsigned answers, unsigned wrong) {
        std::vector<telemetry::Evaluation> page;
        for (unsigned i = 0; i < answers; ++i)
            page.push_back(dated(inEffect - 100s + i * 1s, i < wrong ? -75s : -2s, 1 + i));
        RecoveryFollower follower(answerTimes(), inEffect);
        follower.take(page);
        return follower;
    };
    const RecoveryFollower few = before(9, 9);
    QVERIFY(!few.isAlarmed());
    QCOMPARE(few.alarm().observations, 9);
    QCOMPARE(few.wrongBefore(), 9);
    const RecoveryFollower some = before(80, 5);
    QVERIFY(!some.isAlarmed());
    QCOMPARE(some.alarm().observations, 80);
    QCOMPARE(some.wrongBefore(), 5);
    QVERIFY(before(80, 8).isAlarmed());
}

QTEST_GUILESS_MAIN(TestRecoveryFollower)
#include "tst_recoveryfollower.moc"
