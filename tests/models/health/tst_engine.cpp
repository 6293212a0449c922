// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"
#include "models/health/freshness.h"
#include "models/telemetry/timetext.h"

#include <QTest>

#include <functional>
#include <map>
#include <random>
#include <set>

using namespace health;
using namespace std::chrono_literals;
using namespace telemetry;

namespace {

const Timestamp kStart = Timestamp{} + std::chrono::seconds(1'795'487'000);

Message message(const std::string& role, const std::string& text)
{
    Message result;
    result.role = role;
    Part part;
    part.text = text;
    result.parts.push_back(part);
    return result;
}

// A small fleet, one generation at a time. Answers quote their reference; a faulty answer calls a
// function that the reference does not hold, a cut one ends at its limit.
class Fleet
{
public:
    explicit Fleet(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    std::uint64_t below(std::uint64_t limit) { return m_engine() % limit; }
    bool chance(double share) { return static_cast<double>(m_engine() >> 11U) * 0x1.0p-53 < share; }

    Generation answer(const std::string& service, const std::string& model, Timestamp time,
                      bool isFaulty = false, bool isCut = false)
    {
        static const char* verbs[] = {"list",  "create", "close",  "refund",
                                      "merge", "export", "verify", "rotate"};
        static const char* nouns[] = {"invoices", "customer", "payment",
                                      "ledger",   "credit",   "report"};
        const std::string verb = verbs[below(8)];
        const std::string noun = nouns[below(6)];
        const std::string name = verb + "_" + noun;
        Generation generation;
        generation.trace.bytes[0] = 1;
        for (std::size_t i = 8; i < 16; ++i)
            generation.trace.bytes[i] = static_cast<unsigned char>(m_engine());
        generation.span = SpanId{m_engine() | 1U};
        generation.start = time - 500ms;
        generation.end = time;
        generation.service = service;
        generation.operation = "chat";
        generation.modelRequested = "latest";
        generation.modelServed = model;
        generation.version = "1.0";
        generation.contentState = ContentState::Captured;
        generation.maxTokens = 256;
        generation.inputTokens = 180 + static_cast<std::int64_t>(below(60));
        generation.outputTokens = isCut ? 256 : 40 + static_cast<std::int64_t>(below(60));
        generation.finishReasons = {isCut ? "length" : "stop"};
        const std::string reference = "Reference of the billing kit. Function " + name
            + " of module billing." + noun
            + ". It needs the argument limit, which is at most 200, and raises NotPermitted when "
              "the key lacks the right. "
              "Every call is written to the audit log. Example: result = "
            + name
            + "(limit=50). Calls are safe to repeat for one day. The key is read from the "
              "environment.";
        generation.documents = {{.id = "doc", .title = name, .content = reference, .score = 0.9}};
        generation.inputMessages = {
            message("user", "How do I " + verb + " the " + noun + " in the nightly job?")};
        const std::string called =
            isFaulty ? "auto_" + name + "_v" + std::to_string(2 + below(7)) : name;
        std::string text = "To " + verb + " the " + noun + " use `" + called
            + "`:\n\n```python\nresult = " + called + "(limit=50)\n```\n\n"
            + (chance(0.3) ? "Keep in mind that every call is written to the audit log."
                           : "Calls are safe to repeat for one day.");
        if (isCut)
            text.resize(text.size() - 20);
        generation.outputMessages = {message("assistant", text)};
        return generation;
    }

private:
    std::mt19937_64 m_engine;
};

struct Run
{
    std::vector<AlarmTransition> alarms;
    std::size_t evaluations = 0;
    std::size_t suspicions = 0;
    Rollup total;
};

void collect(Engine& engine, Run& run)
{
    Results results = engine.take();
    run.alarms.insert(run.alarms.end(), results.alarms.begin(), results.alarms.end());
    run.evaluations += results.evaluations.size();
    run.suspicions += results.suspicions.size();
    for (const auto& [key, rollup] : results.rollups)
        run.total.merge(rollup);
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

Evaluation judged(double badness, Timestamp time)
{
    Evaluation evaluation;
    evaluation.check = "helpfulness";
    evaluation.state = badness >= 0.5 ? EvaluationState::Failed : EvaluationState::Passed;
    evaluation.badness = badness;
    evaluation.time = time;
    return evaluation;
}

// Raises one alarm by judge scores; returns its first transition. Time goes on from `time`.
AlarmTransition raiseOne(Engine& engine, Fleet& fleet, Timestamp& time)
{
    for (int i = 0; i < 600; ++i, time += 200ms) {
        const Generation generation = fleet.answer("bot", "m", time);
        engine.observe(
            judged(i < 300 ? (fleet.chance(0.05) ? 1 : 0) : (fleet.chance(0.9) ? 1 : 0), time),
            &generation, time);
        const Results results = engine.take();
        if (!results.alarms.empty())
            return results.alarms.front();
    }
    return {};
}

std::vector<AlarmTransition> feed(Engine& engine, Fleet& fleet, Timestamp& time, int count,
                                  double badness)
{
    std::vector<AlarmTransition> transitions;
    for (int i = 0; i < count; ++i, time += 200ms) {
        const Generation generation = fleet.answer("bot", "m", time);
        engine.observe(judged(badness, time), &generation, time);
        const Results results = engine.take();
        transitions.insert(transitions.end(), results.alarms.begin(), results.alarms.end());
    }
    return transitions;
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
        QCOMPARE(run.total.count, std::int64_t{3600 * 3 * 2});
        QCOMPARE(run.evaluations, std::size_t{3600 * 3 * 2});
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
        QCOMPARE(run.alarms.size(), std::size_t{1});
        QCOMPARE(run.alarms[0].check, std::string("truncation"));
        QCOMPARE(run.alarms[0].model, std::string());
        QVERIFY(run.alarms[0].sentence.starts_with("answers of support-bot are cut off: "));
    }

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

    void aContinuedRecordingKeepsItsAlarms()
    {
        Engine first;
        Fleet fleet(6);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(first, fleet, time);
        Engine second;
        second.restore({raised});
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
        QCOMPARE(results.evaluations.size(), std::size_t{20});
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
        facts.now = kStart + 11s;
        QVERIFY(healthStateOf(facts) == HealthState::Stale);
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
