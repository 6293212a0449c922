// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/alarmbook.h"
#include "models/health/engine.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <cmath>

using namespace health;
using namespace healthtest;
using namespace std::chrono_literals;
using namespace telemetry;

namespace {

// How long answers are and how scores are distributed is kept too: see tst_shifts.
void withoutShifts(std::vector<Baseline>& baselines)
{
    std::erase_if(baselines, [](const Baseline& one) { return isShiftCheck(one.check); });
}

} // namespace

// The life of an alarm, over sessions too.
class TestAlarms : public QObject
{
    Q_OBJECT

private slots:
    void acknowledgedAlarmsClearAndSayWho()
    {
        Engine engine;
        Fleet fleet(1);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(engine, fleet, time);
        QCOMPARE(raised.check, std::string("helpfulness"));
        QVERIFY(engine.acknowledge("A-9999", "ann", time).empty());
        const auto acknowledged = engine.acknowledge(raised.alarm, "ann", time);
        QCOMPARE(acknowledged.size(), std::size_t{1});
        QVERIFY(acknowledged[0].state == AlarmState::Acknowledged);
        QCOMPARE(acknowledged[0].actor, std::string("ann"));
        QVERIFY(engine.acknowledge(raised.alarm, "bob", time).empty());
        const auto cleared = feed(engine, fleet, time, 200, 0);
        QCOMPARE(cleared.size(), std::size_t{1});
        QVERIFY(cleared[0].state == AlarmState::Cleared);
        QVERIFY(cleared[0].sentence.find("had been acknowledged") != std::string::npos);
        QVERIFY(engine.acknowledge(raised.alarm, "ann", time).empty());
        // A second fault is a second alarm against the old baseline.
        const auto again = feed(engine, fleet, time, 60, 1);
        QCOMPARE(again.size(), std::size_t{1});
        QCOMPARE(again[0].alarm, std::string("A-0002"));
        QVERIFY(again[0].rateBefore < 0.1);
    }

    // A few answers that are worse than any before are evidence of a change; while neither the mean
    // nor the failed share has risen, there is nothing to tell of it.
    void whatHasNotRisenRaisesNothing()
    {
        Engine engine;
        Fleet fleet(6);
        Timestamp time = kStart;
        const auto feedOne = [&](double badness) { return feed(engine, fleet, time, 1, badness); };
        const auto graded = [&] { return 0.2 + 0.0002 * static_cast<double>(fleet.below(1001)); };
        for (int i = 0; i < 2000; ++i) // all that is learnt, and more
            QVERIFY(feedOne(graded()).empty());
        for (int i = 0; i < 400; ++i)
            QVERIFY(feedOne(i % 10 == 0 ? 0.45 : graded() - 0.02).empty());
        // Once it has risen the alarm comes, and its sentence has two numbers.
        std::vector<AlarmTransition> raised;
        for (int i = 0; i < 300 && raised.empty(); ++i) {
            raised = feedOne(i % 2 == 0 ? 0.45 : graded());
        }
        QCOMPARE(raised.size(), std::size_t{1});
        QVERIFY2(*raised[0].meanNow > *raised[0].meanBefore + 0.005, raised[0].sentence.c_str());
    }

    void recoveryMustStay()
    {
        Engine engine;
        Fleet fleet(2);
        Timestamp time = kStart;
        QVERIFY(!raiseOne(engine, fleet, time).alarm.empty());
        // Good for less than the time it has to stay, then bad again: still the one open alarm.
        QCOMPARE(feed(engine, fleet, time, 40, 0).size(), std::size_t{0});
        QCOMPARE(feed(engine, fleet, time, 200, 1).size(), std::size_t{0});
        QCOMPARE(feed(engine, fleet, time, 200, 0).size(), std::size_t{1});
    }

    void shelvingRunsOut()
    {
        Engine engine;
        Fleet fleet(4);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(engine, fleet, time);
        QVERIFY(engine.shelve(raised.alarm, "ann", time, time).empty());
        const auto shelved = engine.shelve(raised.alarm, "ann", time, time + 10s);
        QCOMPARE(shelved.size(), std::size_t{1});
        QVERIFY(shelved[0].state == AlarmState::Shelved);
        QCOMPARE(shelved[0].shelvedUntil, time + 10s);
        // Taken off by hand it is raised at once, and can be shelved again.
        const auto off = engine.shelve(raised.alarm, "ann", time, time);
        QCOMPARE(off.size(), std::size_t{1});
        QVERIFY(off[0].state == AlarmState::Raised);
        QVERIFY(!engine.shelve(raised.alarm, "ann", time, time + 10s).empty());
        QCOMPARE(feed(engine, fleet, time, 40, 1).size(), std::size_t{0});
        const auto back = feed(engine, fleet, time, 40, 1);
        QCOMPARE(back.size(), std::size_t{1});
        QVERIFY(back[0].state == AlarmState::Raised);
        QCOMPARE(back[0].alarm, raised.alarm);
        QCOMPARE(back[0].shelvedUntil, Timestamp{});
    }

    void silenceLatches()
    {
        Engine engine;
        Fleet fleet(5);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(engine, fleet, time);
        // Another service goes on, this one says nothing more.
        for (int i = 0; i < 400; ++i, time += 200ms)
            engine.observe(fleet.answer("other", "m", time), time);
        auto alarms = engine.take().alarms;
        QCOMPARE(alarms.size(), std::size_t{1});
        QVERIFY(alarms[0].state == AlarmState::Latched);
        // It comes back, still bad: the same alarm is raised again; silent again and closed by a
        // person.
        const auto back = feed(engine, fleet, time, 20, 1);
        QCOMPARE(back.size(), std::size_t{1});
        QVERIFY(back[0].state == AlarmState::Raised);
        QCOMPARE(back[0].alarm, raised.alarm);
        for (int i = 0; i < 400; ++i, time += 200ms)
            engine.observe(fleet.answer("other", "m", time), time);
        QCOMPARE(engine.take().alarms.size(), std::size_t{1});
        const auto closed = engine.acknowledge(raised.alarm, "ann", time);
        QCOMPARE(closed.size(), std::size_t{1});
        QVERIFY(closed[0].state == AlarmState::Cleared);
        QCOMPARE(feed(engine, fleet, time, 60, 1).size(),
                 std::size_t{1}); // watched on, and bad: a new alarm
    }

    // It answers, but sends no content any more: there is no result, and nobody may say that there
    // is no answer.
    void answersWithoutContentAreNoResults()
    {
        Engine engine;
        Fleet fleet(23);
        Timestamp time = kStart;
        AlarmTransition raised;
        for (int i = 0; i < 600 && raised.alarm.empty(); ++i, time += 200ms) {
            engine.observe(fleet.answer("bot", "m", time, i >= 300), time);
            const auto alarms = engine.take().alarms;
            if (!alarms.empty())
                raised = alarms.front();
        }
        QCOMPARE(raised.check, std::string("groundedness"));
        std::vector<AlarmTransition> later;
        for (int i = 0; i < 350; ++i, time += 200ms) {
            Generation bare = fleet.answer("bot", "m", time);
            bare.contentState = ContentState::NotCaptured;
            engine.observe(bare, time);
            const auto alarms = engine.take().alarms;
            later.insert(later.end(), alarms.begin(), alarms.end());
        }
        QCOMPARE(later.size(), std::size_t{2}); // that the texts stop is an alarm of its own
        QVERIFY(later[0].check == "answer_text" && later[0].state == AlarmState::Raised);
        QVERIFY(later[1].check == "groundedness" && later[1].state == AlarmState::Latched);
        QVERIFY(later[1].sentence.starts_with("no result of groundedness of bot for a minute"));
    }

    // One service's clock an hour ahead is no silence of another.
    void foreignClocksDoNotLatch()
    {
        Engine engine;
        Fleet fleet(12);
        Timestamp time = kStart;
        QVERIFY(!raiseOne(engine, fleet, time).alarm.empty());
        for (int i = 0; i < 50; ++i) {
            engine.observe(fleet.answer("ahead", "m", time + 1h), time);
            QVERIFY(feed(engine, fleet, time, 1, 1).empty());
        }
    }

    void anAcknowledgedAlarmLatchesAndCanBeClosed()
    {
        Engine engine;
        Fleet fleet(13);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(engine, fleet, time);
        QCOMPARE(engine.acknowledge(raised.alarm, "ann", time).size(), std::size_t{1});
        engine.tick(time + 50s);
        QVERIFY(engine.take().alarms.empty());
        engine.tick(time + 70s);
        const auto latched = engine.take().alarms;
        QCOMPARE(latched.size(), std::size_t{1});
        QVERIFY(latched[0].state == AlarmState::Latched);
        // Back and still bad: what was acknowledged still is.
        time += 80s;
        const auto back = feed(engine, fleet, time, 20, 1);
        QCOMPARE(back.size(), std::size_t{1});
        QVERIFY(back[0].state == AlarmState::Acknowledged);
        engine.tick(time + 70s);
        QCOMPARE(engine.take().alarms.size(), std::size_t{1});
        const auto closed = engine.acknowledge(raised.alarm, "ann", time + 71s);
        QCOMPARE(closed.size(), std::size_t{1});
        QVERIFY(closed[0].state == AlarmState::Cleared);
        QVERIFY(!engine.hasOpenAlarms());
    }

    void shelvingEndsWithoutTelemetry()
    {
        Engine engine;
        Fleet fleet(14);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(engine, fleet, time);
        engine.shelve(raised.alarm, "ann", time, time + 10s);
        engine.tick(time + 9s);
        QVERIFY(engine.take().alarms.empty());
        engine.tick(time + 10s);
        auto alarms = engine.take().alarms;
        QCOMPARE(alarms.size(), std::size_t{1});
        QVERIFY(alarms[0].state == AlarmState::Raised);
        QVERIFY(alarms[0].sentence.find("still there") == std::string::npos);
        engine.shelve(raised.alarm, "ann", time + 11s, time + 200s);
        engine.tick(time + 150s);
        QVERIFY(engine.take().alarms.empty());
        engine.tick(time + 200s);
        alarms = engine.take().alarms;
        QCOMPARE(alarms.size(), std::size_t{1});
        QVERIFY(alarms[0].state == AlarmState::Latched);
    }

    void anAlarmThatNobodyTakesUpLatches()
    {
        Engine first;
        Fleet fleet(15);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(first, fleet, time);
        Engine second;
        second.restore(std::vector{raised});
        QVERIFY(second.hasOpenAlarms());
        time += 1h;
        second.tick(time);
        QVERIFY(second.take().alarms.empty()); // the pause is not silence of the service
        second.tick(time + 61s);
        const auto latched = second.take().alarms;
        QCOMPARE(latched.size(), std::size_t{1});
        QVERIFY(latched[0].state == AlarmState::Latched);
        QCOMPARE(latched[0].alarm, raised.alarm);
        QVERIFY(second.acknowledge(raised.alarm, "ann", time + 62s)[0].state
                == AlarmState::Cleared);
        QVERIFY(!second.hasOpenAlarms());
    }

    // What was said before the restart is what the monitors know after it.
    void aFaultThatBeganBeforeARestartIsNotTheBaseline()
    {
        Fleet fleet(16);
        Timestamp time = kStart;
        Engine second;
        for (int i = 0; i < 303; ++i, time += 200ms)
            second.relearn(judged(i < 300 ? 0 : 1, time), fleet.answer("bot", "m", time));
        second.restore(std::vector<AlarmTransition>());
        QVERIFY(second.take().alarms.empty());
        const auto raised = feed(second, fleet, time, 60, 1);
        QCOMPARE(raised.size(), std::size_t{1});
        QVERIFY(raised[0].rateBefore < 0.05);
        QVERIFY(raised[0].onset < time);
    }

    // The fault is older than anything that is read again; its alarm tells it from the baseline.
    void aFaultIsNotLearntAsTheBaseline_data()
    {
        QTest::addColumn<bool>("hasBaseline"); // recordings from before they were kept have none
        QTest::newRow("kept") << true;
        QTest::newRow("not kept") << false;
    }
    void aFaultIsNotLearntAsTheBaseline()
    {
        QFETCH(bool, hasBaseline);
        Engine first;
        Fleet fleet(21);
        Timestamp time = kStart;
        std::vector<Baseline> kept;
        AlarmTransition open;
        for (int i = 0; i < 400 && open.alarm.empty(); ++i, time += 200ms) {
            const Generation generation = fleet.answer("bot", "m", time);
            first.observe(judged(i < 300 ? 0 : 1, time), &generation, time);
            Results results = first.take();
            withoutShifts(results.baselines);
            if (!results.baselines.empty())
                kept = results.baselines;
            if (!results.alarms.empty())
                open = results.alarms.front();
        }
        QCOMPARE(open.alarm, std::string("A-0001"));
        QCOMPARE(kept.size(), std::size_t{1});
        Engine second;
        if (hasBaseline)
            second.restore(kept);
        for (int i = 0; i < 300; ++i, time += 200ms)
            second.relearn(judged(1, time), fleet.answer("bot", "m", time));
        second.restore(std::vector{open});
        QCOMPARE(feed(second, fleet, time, 100, 1).size(), std::size_t{0});
        const auto cleared = feed(second, fleet, time, 400, 0);
        QCOMPARE(cleared.size(), std::size_t{1});
        QVERIFY(cleared[0].state == AlarmState::Cleared);
        const auto again = feed(second, fleet, time, 60, 1);
        QCOMPARE(again.size(), std::size_t{1});
        QCOMPARE(again[0].alarm, std::string("A-0002"));
        QVERIFY(again[0].rateBefore < 0.1);
    }

    // A quiet service beside a busy one: none of its answers is among those that are read again.
    void aBaselineOutlivesWhatItWasLearntFrom()
    {
        Engine first;
        Fleet fleet(22);
        Timestamp time = kStart;
        for (int i = 0; i < 300; ++i, time += 200ms) {
            const Generation generation = fleet.answer("bot", "m", time);
            first.observe(judged(0, time), &generation, time);
        }
        auto baselines = first.take().baselines;
        withoutShifts(baselines);
        QCOMPARE(baselines.size(), std::size_t{1});
        QVERIFY(baselines[0].badness.size() > 250);
        Engine second;
        second.restore(baselines);
        second.restore(std::vector<AlarmTransition>());
        const auto raised = feed(second, fleet, time, 60, 1);
        QCOMPARE(raised.size(), std::size_t{1});
        QVERIFY(raised[0].rateBefore < 0.05);
        // What it was learnt from is not learnt once more when it is read again.
        Engine third;
        third.restore(baselines);
        for (int i = 0; i < 300; ++i)
            third.relearn(judged(0, kStart), fleet.answer("bot", "m", kStart));
        third.restore(std::vector<AlarmTransition>());
        QVERIFY(third.take().baselines.empty());
    }

    // A service that answers every two minutes is not silent in between.
    void whatIsSeldomIsNotSilent()
    {
        Engine engine;
        Fleet fleet(31);
        Timestamp time = kStart;
        std::vector<AlarmTransition> all;
        const auto answer = [&](double badness) {
            for (int second = 0; second < 120; ++second)
                engine.tick(time += 1s);
            const Generation generation = fleet.answer("bot", "m", time);
            engine.observe(judged(badness, time), &generation, time);
            for (AlarmTransition& one : engine.take().alarms)
                all.push_back(std::move(one));
        };
        for (int i = 0; i < 400; ++i)
            answer(fleet.chance(0.02) ? 1 : 0);
        for (int i = 0; i < 100; ++i)
            answer(fleet.chance(0.7) ? 1 : 0);
        QCOMPARE(all.size(), std::size_t{1});
        QVERIFY(all[0].state == AlarmState::Raised);
        // Ten times as long as usual is.
        for (int second = 0; second < 1300; ++second)
            engine.tick(time += 1s);
        const auto latched = engine.take().alarms;
        QCOMPARE(latched.size(), std::size_t{1});
        QVERIFY(latched[0].state == AlarmState::Latched);
        QVERIFY2(latched[0].sentence.find(" minutes: nothing shows") != std::string::npos,
                 latched[0].sentence.c_str());
    }

    // Some alarm is left that calls; and a cause in words is none by its first letters.
    void noCircleOfCausesIsTaken()
    {
        AlarmBook book;
        std::vector<AlarmTransition> open;
        for (int i = 1; i <= 4; ++i) {
            AlarmTransition alarm;
            alarm.alarm = "A-000" + std::to_string(i);
            alarm.service = "s" + std::to_string(i);
            alarm.check = "c";
            alarm.time = kStart;
            alarm.onset = kStart;
            open.push_back(alarm);
        }
        book.restore(open);
        QCOMPARE(book.suppress("A-0001", "A-0002", "ann", kStart).size(), std::size_t{1});
        QCOMPARE(book.suppress("A-0002", "A-0003", "ann", kStart).size(), std::size_t{1});
        QCOMPARE(book.suppress("A-0003", "A-0001", "ann", kStart).size(), std::size_t{0});
        QCOMPARE(book.suppress("A-0003", "A-0004", "ann", kStart).size(), std::size_t{1});
        QCOMPARE(book.suppress("A-0004", "A-0001", "ann", kStart).size(), std::size_t{0});
        QCOMPARE(book.suppress("A-0004", "A-0009", "ann", kStart).size(), std::size_t{0});
        const auto words = book.suppress("A-0004", "A-1 rollout, planned", "ann", kStart);
        QCOMPARE(words.size(), std::size_t{1});
        QCOMPARE(words[0].cause, std::string("A-1 rollout, planned"));
    }

    void aContinuedRecordingKeepsItsAlarms()
    {
        Engine first;
        Fleet fleet(6);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(first, fleet, time);
        Engine second;
        second.restore(std::vector{raised});
        QCOMPARE(feed(second, fleet, time, 60, 1).size(),
                 std::size_t{0}); // no second alarm for the same fault
        const auto cleared = feed(second, fleet, time, 200, 0);
        QCOMPARE(cleared.size(), std::size_t{1});
        QVERIFY(cleared[0].state == AlarmState::Cleared);
        QCOMPARE(cleared[0].alarm, raised.alarm);
        feed(second, fleet, time, 300, 0);
        const auto next = feed(second, fleet, time, 60, 1);
        QCOMPARE(next.size(), std::size_t{1});
        QCOMPARE(next[0].alarm, std::string("A-0002"));
    }

    // Scores that drift without crossing one half: hardly an answer "fails".
    void aDriftOfScoresIsAnAlarmOnTheMeanAndResumesAsOne()
    {
        Engine first;
        Fleet fleet(9);
        Timestamp time = kStart;
        feedGraded(first, fleet, time, 400, 0.07);
        const auto raised = feedGraded(first, fleet, time, 200, 0.25);
        QCOMPARE(raised.size(), std::size_t{1});
        QVERIFY(raised[0].measure == AlarmMeasure::MeanBadness);
        QVERIFY(raised[0].operation == "chat");
        QVERIFY2(std::abs(raised[0].rateBefore - 0.07) < 0.02, raised[0].sentence.c_str());
        QVERIFY2(std::abs(raised[0].rateNow - 0.25) < 0.12, raised[0].sentence.c_str());
        QVERIFY(raised[0].meanBefore == raised[0].rateBefore);
        QVERIFY(raised[0].meanNow == raised[0].rateNow);
        Engine second;
        second.restore(std::vector{raised[0]});
        QVERIFY(feedGraded(second, fleet, time, 300, 0.25).empty());
        const auto cleared = feedGraded(second, fleet, time, 300, 0.07);
        QCOMPARE(cleared.size(), std::size_t{1});
        QVERIFY(cleared[0].state == AlarmState::Cleared);
        QVERIFY(std::abs(cleared[0].rateNow - 0.07) < 0.03);
        QVERIFY(cleared[0].sentence.find("mean badness") != std::string::npos);
    }

    // An alarm on the failed share whose good answers score 0.45: the share was 0, the mean not.
    // Resumed between the shares, the level of good answers would never count as recovered.
    void aShareAlarmResumesOnItsMeans()
    {
        const auto feedHalfBad = [](Engine& engine, Fleet& fleet, Timestamp& time, int count) {
            std::vector<AlarmTransition> all;
            for (int i = 0; i < count; ++i) {
                const auto made = feed(engine, fleet, time, 1, i % 2 == 0 ? 0.95 : 0.45);
                all.insert(all.end(), made.begin(), made.end());
            }
            return all;
        };
        Engine first;
        Fleet fleet(10);
        Timestamp time = kStart;
        feed(first, fleet, time, 400, 0.45);
        const auto raised = feedHalfBad(first, fleet, time, 200);
        QCOMPARE(raised.size(), std::size_t{1});
        QVERIFY(raised[0].measure == AlarmMeasure::FailedShare);
        QVERIFY2(raised[0].rateBefore < 0.05, raised[0].sentence.c_str());
        QVERIFY(std::abs(raised[0].meanBefore.value_or(0) - 0.45) < 0.03);
        Engine second;
        second.restore(std::vector{raised[0]});
        QVERIFY(feedHalfBad(second, fleet, time, 300).empty());
        QCOMPARE(feed(second, fleet, time, 300, 0.45).size(), std::size_t{1});
    }

    void onlyTheOperationOfAnAlarmTakesItUp()
    {
        Engine first;
        Fleet fleet(11);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(first, fleet, time);
        Engine second;
        second.restore(std::vector{raised});
        for (int i = 0; i < 400; ++i, time += 200ms) {
            Generation healthy = fleet.answer("bot", "m", time);
            healthy.operation = "text_completion";
            second.observe(judged(0, time), &healthy, time);
        }
        for (const AlarmTransition& transition : second.take().alarms)
            QVERIFY(transition.state != AlarmState::Cleared);
        // Its own operation was silent for more than a minute and is back, as bad as before.
        const auto back = feed(second, fleet, time, 60, 1);
        QCOMPARE(back.size(), std::size_t{1});
        QVERIFY(back[0].alarm == raised.alarm && back[0].state == AlarmState::Raised);
        const auto cleared = feed(second, fleet, time, 200, 0);
        QCOMPARE(cleared.size(), std::size_t{1});
        QCOMPARE(cleared[0].alarm, raised.alarm);
    }
};

QTEST_GUILESS_MAIN(TestAlarms)
#include "tst_alarms.moc"
