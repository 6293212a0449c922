// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"
#include "models/health/freshness.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <set>

using namespace health;
using namespace healthtest;
using namespace std::chrono_literals;
using namespace telemetry;

namespace {

struct Run
{
    std::vector<AlarmTransition> alarms;
    std::size_t evaluations = 0;
    std::size_t suspicions = 0;
    Rollup total;
    std::map<std::string, std::int64_t> counts; // of results, by check
};

void collect(Engine& engine, Run& run)
{
    Results results = engine.take();
    run.alarms.insert(run.alarms.end(), results.alarms.begin(), results.alarms.end());
    run.evaluations += results.evaluations.size();
    run.suspicions += results.suspicions.size();
    for (const auto& [key, rollup] : results.rollups)
        run.total.merge(rollup);
    for (const auto& [key, rollup] : results.rollups)
        run.counts[key.check] += rollup.count;
}

// Eight answers a second from code-assistant, two from support-bot; fault from 40 s on until
// `cure`.
Run incident(std::uint64_t seed, int seconds, int cure)
{
    Fleet fleet(seed);
    Engine engine;
    Run run;
    for (int tick = 0; tick < seconds * 8; ++tick) {
        const Timestamp time = kStart + std::chrono::milliseconds(125 * tick);
        const bool isNew = tick >= 40 * 8 && tick < cure * 8;
        engine.observe(fleet.answer("code-assistant", isNew ? "codegen-b" : "codegen-a", time,
                                    isNew && fleet.chance(0.45), fleet.chance(0.01)),
                       time + 1s);
        if (tick % 4 == 3)
            engine.observe(fleet.answer("support-bot", "answers-a", time, fleet.chance(0.02),
                                        fleet.chance(0.01)),
                           time + 1s);
        collect(engine, run);
    }
    return run;
}

} // namespace

class TestEngine : public QObject
{
    Q_OBJECT

private slots:
    void aFaultIsFoundAndItsCureClearsIt()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Run run = incident(seed, 112, 75);
            QCOMPARE(run.alarms.size(), std::size_t{2});
            const AlarmTransition& raised = run.alarms[0];
            QVERIFY(raised.state == AlarmState::Raised);
            QCOMPARE(raised.service, std::string("code-assistant"));
            QCOMPARE(raised.check, std::string("groundedness"));
            QCOMPARE(raised.model, std::string("codegen-b"));
            QCOMPARE(raised.alarm, std::string("A-0001"));
            const Timestamp fault = kStart + 40s;
            const auto delay = std::chrono::duration<double>(raised.time - fault).count();
            QVERIFY2(delay >= 0 && delay * 8 <= 45, qPrintable(QString::number(delay * 8)));
            QVERIFY(std::chrono::abs(raised.onset - fault) < 4s);
            QVERIFY2(raised.rateBefore < 0.05 && raised.rateNow > 0.25, raised.sentence.c_str());
            QVERIFY(raised.sentence.starts_with(
                "answers of code-assistant are not grounded in their context: "));
            QVERIFY(raised.sentence.find("model codegen-b first appeared") != std::string::npos);
            const AlarmTransition& cleared = run.alarms[1];
            QVERIFY(cleared.state == AlarmState::Cleared);
            QCOMPARE(cleared.alarm, raised.alarm);
            QVERIFY(cleared.time > kStart + 75s && cleared.time < kStart + 105s);
            QVERIFY(cleared.sentence.find("was never acknowledged") != std::string::npos);
        }
    }

    // A call that failed names only the alias it asked for: that is no new version.
    void anAliasIsNoNewModel()
    {
        Engine engine;
        Fleet fleet(3);
        Timestamp time = kStart;
        std::string sentence;
        for (int i = 0; i < 900 && sentence.empty(); ++i, time += 200ms) {
            engine.observe(fleet.answer("bot", "m-1", time, i >= 500), time);
            if (i >= 490) {
                Generation failed = fleet.answer("bot", "", time);
                failed.isFailed = true;
                failed.outputMessages.clear();
                engine.observe(failed, time);
            }
            const Results results = engine.take();
            for (const auto& [key, rollup] : results.rollups)
                QVERIFY2(key.model == "m-1" || key.model.empty(), key.model.c_str());
            for (const AlarmTransition& alarm : results.alarms)
                sentence = alarm.sentence;
        }
        QVERIFY(!sentence.empty());
        QVERIFY2(sentence.find("appeared") == std::string::npos, sentence.c_str());
    }

    void aFaultThatStaysIsNotCleared()
    {
        for (std::uint64_t seed = 21; seed <= 22; ++seed)
            QCOMPARE(incident(seed, 400, 400).alarms.size(), std::size_t{1});
    }

    void anHourOfHealthIsQuiet()
    {
        Fleet fleet(31);
        Engine engine;
        Run run;
        for (int tick = 0; tick < 3600 * 3; ++tick) {
            const Timestamp time = kStart + std::chrono::milliseconds(333 * tick);
            // A new benign model takes over after twenty minutes.
            const char* model = tick < 1200 * 3 ? "model-a" : "model-b";
            const std::string service = std::string("service-") + static_cast<char>('a' + tick % 3);
            engine.observe(
                fleet.answer(service, model, time, fleet.chance(0.03), fleet.chance(0.015)), time);
            if (tick % 64 == 0)
                collect(engine, run);
        }
        collect(engine, run);
        QCOMPARE(run.alarms.size(), std::size_t{0});
        for (const char* check : {kGroundedness, kTruncation, kDegeneration, kRefusal})
            QCOMPARE(run.counts[check], std::int64_t{3600 * 3});
        QCOMPARE(static_cast<std::size_t>(run.total.count), run.evaluations);
    }

    void sameInputSameResults()
    {
        const Run first = incident(7, 60, 60);
        const Run second = incident(7, 60, 60);
        QCOMPARE(first.alarms.size(), second.alarms.size());
        QVERIFY(!first.alarms.empty());
        QCOMPARE(first.alarms[0].sentence, second.alarms[0].sentence);
        QCOMPARE(first.alarms[0].evidence, second.alarms[0].evidence);
        QCOMPARE(first.total.sum, second.total.sum);
    }

    void cutAnswersRaiseTruncation()
    {
        Fleet fleet(3);
        Engine engine;
        Run run;
        for (int tick = 0; tick < 400; ++tick) {
            const Timestamp time = kStart + std::chrono::milliseconds(160 * tick);
            engine.observe(
                fleet.answer("support-bot", "m", time, false, tick >= 250 && fleet.chance(0.5)),
                time);
        }
        collect(engine, run);
        QVERIFY2(run.alarms.size() == 1,
                 run.alarms.empty() ? "none" : run.alarms.back().sentence.c_str());
        QCOMPARE(run.alarms[0].check, std::string("truncation"));
        QCOMPARE(run.alarms[0].model, std::string());
        QVERIFY(run.alarms[0].sentence.starts_with(
            "answers of support-bot are cut off, or had their input cut: "));
    }

    void contentThatComesLateIsJudgedOnce()
    {
        Engine engine;
        Fleet fleet(17);
        const Generation whole = fleet.answer("bot", "m", kStart, true);
        Generation bare = whole;
        bare.inputMessages.clear();
        bare.outputMessages.clear();
        bare.documents.clear();
        bare.contentState = ContentState::NotCaptured;
        engine.observe(bare, kStart + 5s);
        const Results before = engine.take();
        engine.observe(whole, kStart + 9s);
        engine.observe(whole, kStart + 9s);
        const Results after = engine.take();
        std::map<std::string, Rollup> sums;
        for (const Results* results : {&before, &after}) {
            for (const auto& [key, rollup] : results->rollups)
                sums[key.check].merge(rollup);
        }
        // Code is in no language: of that nothing was to be known, after all.
        for (const auto& [check, rollup] : sums) {
            QCOMPARE(rollup.count, std::int64_t{check == kLanguage ? 0 : 1});
            QCOMPARE(rollup.unknown, std::int64_t{0});
        }
        std::map<std::string, double> badness;
        int results = 0;
        for (const Results* part : {&before, &after}) {
            for (const Evaluation& evaluation : part->evaluations) {
                if (evaluation.badness)
                    badness[evaluation.check] = *evaluation.badness;
                results += evaluation.badness ? 1 : 0;
            }
        }
        QCOMPARE(results, 4);
        QCOMPARE(after.suspicions.size(), std::size_t{1});
        const double expected = 1
            - (1 - badness[kGroundedness]) * (1 - 0.9 * badness[kTruncation])
                * (1 - 0.3 * badness[kRefusal]) * (1 - badness[kDegeneration]);
        QVERIFY(std::abs(after.suspicions[0].probability - expected) < 1e-9);
    }

    void aJudgeThatRepeatsItselfIsNoNewSuspicion()
    {
        Engine engine;
        Fleet fleet(18);
        const Generation subject = fleet.answer("bot", "m", kStart);
        engine.observe(judged(0.6, kStart), &subject, kStart);
        const double once = engine.take().suspicions.at(0).probability;
        engine.observe(judged(0.6, kStart + 1s), &subject, kStart + 1s);
        QCOMPARE(engine.take().suspicions.at(0).probability, once);
        // Another session knows it too, and a second judge adds to it.
        Engine next;
        next.relearn(judged(0.6, kStart), subject);
        next.restore(std::vector<AlarmTransition>());
        Evaluation other = judged(0.6, kStart + 2s);
        other.check = "tone";
        next.observe(other, &subject, kStart + 2s);
        QCOMPARE(next.take().suspicions.at(0).probability, 1 - (1 - once) * (1 - once));
    }

    // What a judge explains has no limit, and every list of suspects shows the reasons.
    void reasonsHaveAnEnd()
    {
        Engine engine;
        Fleet fleet(19);
        const Generation subject = fleet.answer("bot", "m", kStart);
        std::string words;
        while (words.size() < 100'000)
            words += "é; ";
        for (int i = 0; i < 20; ++i) {
            Evaluation evaluation = judged(0.1, kStart);
            evaluation.evaluator = "judge " + std::to_string(i);
            evaluation.state = EvaluationState::Failed;
            evaluation.badness = 0.9;
            evaluation.reason = words;
            engine.observe(evaluation, &subject, kStart);
        }
        const std::string reasons = engine.take().suspicions.back().reasons;
        QVERIFY(reasons.size() > 2000 && reasons.size() < 4000);
        QVERIFY(isValidUtf8(reasons));
        QVERIFY(reasons.ends_with("…"));
    }

    void aJudgeOfTheSameNameHasItsOwnSignal()
    {
        Engine engine;
        Fleet fleet(19);
        const Generation subject = fleet.answer("bot", "m", kStart);
        engine.observe(subject, kStart);
        Evaluation judge = judged(1, kStart);
        judge.check = kGroundedness;
        engine.observe(judge, &subject, kStart);
        std::set<std::string> checks;
        for (const auto& [key, rollup] : engine.take().rollups) {
            QVERIFY(checks.insert(key.check).second);
            QCOMPARE(rollup.count, std::int64_t{1});
        }
        QVERIFY(checks.contains("groundedness (judge)") && checks.contains("groundedness"));
    }

    // Names of checks come from outside; inventing them must not make our monitors deaf.
    void inventedChecksDoNotRaiseTheThreshold()
    {
        const auto raisedAt = [](int invented) {
            Fleet fleet(20);
            Engine engine;
            const Generation subject = fleet.answer("bot", "m", kStart);
            for (int i = 0; i < invented; ++i) {
                Evaluation evaluation = judged(0, kStart);
                evaluation.check = "check " + std::to_string(i);
                engine.observe(evaluation, &subject, kStart);
            }
            for (int tick = 0; tick < 1000; ++tick) {
                const Timestamp time = kStart + std::chrono::milliseconds(125 * tick);
                engine.observe(fleet.answer("bot", "m", time, tick >= 320 && tick % 3 == 0), time);
                if (!engine.take().alarms.empty())
                    return tick;
            }
            return -1;
        };
        QVERIFY(raisedAt(0) > 0);
        QCOMPARE(raisedAt(3000), raisedAt(0));
    }

    // Nobody was given them. They are judged, and there it ends.
    void whatIsAskedAgainCountsForNoHealth()
    {
        const auto run = [](bool isAskedAgain, Run& again) {
            Fleet fleet(21);
            Fleet other(22);
            Engine engine;
            Run bot;
            for (int tick = 0; tick < 3000; ++tick) {
                const Timestamp time = kStart + std::chrono::milliseconds(125 * tick);
                engine.observe(fleet.answer("bot", "m", time, fleet.chance(0.02)), time);
                Generation asked = other.answer("bot (re-ask)", "m", time, tick >= 320);
                if (isAskedAgain) {
                    const bool isLate = tick % 5 == 0; // unknown, and known later
                    asked.contentState = isLate ? ContentState::Redacted : ContentState::Captured;
                    engine.observe(asked, time);
                    engine.observe(judged(tick >= 320 ? 1 : 0, time), &asked, time);
                    asked.contentState = ContentState::Captured;
                    engine.observe(asked, time);
                }
                const Results results = engine.take();
                const auto runOf = [&](bool isOfBot) -> Run& { return isOfBot ? bot : again; };
                for (const Evaluation& evaluation : results.evaluations)
                    ++runOf(evaluation.trace != asked.trace).evaluations;
                for (const Suspicion& suspicion : results.suspicions)
                    ++runOf(suspicion.trace != asked.trace).suspicions;
                for (const auto& [key, rollup] : results.rollups) {
                    runOf(key.service == "bot").total.merge(rollup);
                    runOf(key.service == "bot").counts[key.check] += rollup.count;
                }
                for (const AlarmTransition& alarm : results.alarms)
                    runOf(alarm.service == "bot").alarms.push_back(alarm);
            }
            return bot;
        };
        Run none;
        Run again;
        const Run alone = run(false, none);
        const Run beside = run(true, again);
        QVERIFY(again.evaluations > 3000);
        QVERIFY2(again.alarms.empty(),
                 again.alarms.empty() ? "" : again.alarms.front().sentence.c_str());
        QCOMPARE(again.suspicions, std::size_t{0});
        QVERIFY(again.counts.empty());
        QCOMPARE(again.total.unknown, std::int64_t{0});
        // The service's own health is what it is without.
        QCOMPARE(beside.evaluations, alone.evaluations);
        QCOMPARE(beside.suspicions, alone.suspicions);
        QVERIFY(beside.counts == alone.counts);
        QCOMPARE(beside.total.mean(), alone.total.mean());
        QCOMPARE(beside.alarms.size(), alone.alarms.size());
    }

    void unknownIsNeitherGoodNorBad()
    {
        Engine engine;
        Fleet fleet(8);
        for (int i = 0; i < 10; ++i) {
            Generation generation = fleet.answer("bot", "m", kStart + std::chrono::seconds(i));
            generation.contentState = ContentState::Redacted;
            engine.observe(generation, kStart + 20s);
        }
        const Results results = engine.take();
        // Groundedness, truncation, and what can be asked of any answer.
        QCOMPARE(results.evaluations.size(), std::size_t{50});
        QCOMPARE(results.suspicions.size(), std::size_t{0});
        std::int64_t unknown = 0;
        for (const auto& [key, rollup] : results.rollups) {
            QCOMPARE(
                rollup.recordedBucket,
                std::chrono::floor<std::chrono::seconds>(kStart + 20s).time_since_epoch().count());
            if (key.check == "groundedness") {
                unknown += rollup.unknown;
                QCOMPARE(rollup.count, std::int64_t{0});
            }
        }
        QCOMPARE(unknown, std::int64_t{10});
        for (const Evaluation& evaluation : results.evaluations) {
            if (evaluation.check == "groundedness") {
                QVERIFY(evaluation.state == EvaluationState::NotCaptured);
                QVERIFY(!evaluation.badness.has_value());
            }
        }
        Evaluation unavailable;
        unavailable.check = "judge";
        unavailable.state = EvaluationState::JudgeUnavailable;
        unavailable.badness = 1; // must not count
        unavailable.time = kStart;
        const Generation subject = fleet.answer("bot", "m", kStart);
        engine.observe(unavailable, &subject, kStart);
        engine.observe(unavailable, nullptr, kStart);
        const Results after = engine.take();
        QCOMPARE(after.rollups.size(), std::size_t{1});
        QCOMPARE(after.rollups[0].second.unknown, std::int64_t{1});
        QCOMPARE(after.rollups[0].second.count, std::int64_t{0});
    }

    // An answer that had nothing to be grounded in says nothing of groundedness, not even that it
    // is unknown.
    void checksThatDoNotApplyAreNotCounted()
    {
        Engine engine;
        Fleet fleet(8);
        Generation generation = fleet.answer("bot", "m", kStart);
        generation.documents.clear();
        generation.inputMessages.clear();
        engine.observe(generation, kStart);
        const Results results = engine.take();
        std::set<std::string> checks;
        for (const auto& [key, rollup] : results.rollups) {
            checks.insert(key.check);
            QCOMPARE(rollup.count, std::int64_t{1});
            QCOMPARE(rollup.unknown, std::int64_t{0});
        }
        QCOMPARE(checks, (std::set<std::string>{kTruncation, kRefusal, kDegeneration}));
    }

    void cellsTellWhatIsKnown()
    {
        CellFacts facts;
        facts.now = kStart;
        QVERIFY(healthStateOf(facts) == HealthState::NoData);
        facts.lastEvent = kStart - 5s;
        facts.unknownKind = EvaluationState::NotCaptured;
        QVERIFY(healthStateOf(facts) == HealthState::NotCaptured);
        for (int i = 0; i < 10; ++i)
            facts.rollup.add(0.1);
        QVERIFY(healthStateOf(facts) == HealthState::Well);
        for (int i = 0; i < 10; ++i)
            facts.rollup.add(0.9);
        QVERIFY(healthStateOf(facts) == HealthState::Degraded);
        const auto stateOf = [&facts](int failed, int passed, int unknown) {
            facts.rollup = {};
            for (int i = 0; i < failed + passed; ++i)
                facts.rollup.add(i < failed ? 1 : 0);
            facts.rollup.unknown = unknown;
            return healthStateOf(facts);
        };
        QVERIFY(stateOf(4, 0, 0) == HealthState::Degraded);
        QVERIFY(stateOf(0, 1, 0) == HealthState::Inconclusive);
        QVERIFY(stateOf(0, 9, 0) == HealthState::Inconclusive);
        QVERIFY(stateOf(0, 5, 5000) == HealthState::NotCaptured);
        QVERIFY(stateOf(0, 50, 49) == HealthState::Well);
        QVERIFY(stateOf(34, 66, 0) == HealthState::Degraded);
        QVERIFY(stateOf(10, 90, 0) == HealthState::Well); // the objective is within its interval
        // A range that was well for long does not hide what has just begun.
        for (int i = 0; i < 12; ++i)
            facts.recent.add(i < 6 ? 1 : 0);
        QVERIFY(stateOf(10, 490, 0) == HealthState::Degraded);
        facts.recent = {};
        QVERIFY(stateOf(10, 490, 0) == HealthState::Well);
        // After an alarm, what was usual before it is the measure: the share is still high.
        QVERIFY(stateOf(40, 460, 0) == HealthState::Well);
        facts.baseline = 0.02;
        facts.alarm = AlarmState::Cleared;
        QVERIFY(stateOf(40, 460, 0) == HealthState::Degraded);
        QVERIFY(stateOf(10, 490, 0) == HealthState::Well);
        facts.now = kStart + 11s;
        QVERIFY(healthStateOf(facts) == HealthState::Stale);
        // Nothing that was never captured can have grown old.
        CellFacts blind = facts;
        blind.rollup = {};
        blind.rollup.unknown = 20;
        blind.unknownKind.reset();
        QVERIFY(healthStateOf(blind) == HealthState::Stale);
        blind.unknownKind = EvaluationState::NotCaptured;
        QVERIFY(healthStateOf(blind) == HealthState::NotCaptured);
        facts.alarm = AlarmState::Raised;
        QVERIFY(healthStateOf(facts) == HealthState::AlarmRaised);
        facts.alarm = AlarmState::Cleared;
        QVERIFY(healthStateOf(facts) == HealthState::Stale);
        QVERIFY(isUnknown(HealthState::Stale) && !isUnknown(HealthState::Degraded));
        std::vector<Timestamp> times;
        for (int i = 0; i < 9; ++i)
            times.push_back(kStart + std::chrono::seconds(20 * i));
        QCOMPARE(expectedInterval(times), Duration(38s));
        QCOMPARE(expectedInterval({kStart}), Duration(15s));
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
