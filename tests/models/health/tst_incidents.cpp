// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"
#include "models/health/incidentbook.h"
#include "models/health/incidents.h"
#include "tests/models/health/fleet.h"

#include <QTest>

using namespace health;
using namespace healthtest;
using namespace std::chrono_literals;
using namespace telemetry;

namespace {

telemetry::TraceId trace(unsigned char number)
{
    telemetry::TraceId id;
    id.bytes[0] = number;
    return id;
}

AlarmTransition alarm(const std::string& id, const std::string& incident,
                      const std::string& service, telemetry::Duration onset,
                      AlarmState state = AlarmState::Raised)
{
    AlarmTransition transition;
    transition.alarm = id;
    transition.incident = incident;
    transition.service = service;
    transition.check = "tone";
    transition.onset = kStart + onset;
    transition.time = transition.recorded = transition.onset + 1min;
    transition.state = state;
    transition.sentence = "answers of " + service + " fail the check tone";
    return transition;
}

// Judges two checks of one service at once; both go bad.
std::vector<AlarmTransition> raiseTwo(Engine& engine, Fleet& fleet, Timestamp& time)
{
    std::vector<AlarmTransition> alarms;
    for (int i = 0; i < 700 && alarms.size() < 2; ++i, time += 200ms) {
        const double badness = i < 400 ? (fleet.chance(0.03) ? 1 : 0) : 1;
        Generation subject = fleet.answer("bot", "m", time);
        for (const char* check : {"helpfulness", "tone"}) {
            Evaluation evaluation = judged(badness, time);
            evaluation.check = check;
            engine.observe(evaluation, &subject, time);
        }
        for (const AlarmTransition& one : engine.take().alarms)
            alarms.push_back(one);
    }
    return alarms;
}

} // namespace

// Which alarms are one fault, and which explain others.
class TestIncidents : public QObject
{
    Q_OBJECT

private slots:
    void aServiceThatFailsManyChecksIsOneIncident()
    {
        IncidentBook book;
        const std::string first = book.join("bot", kStart);
        QCOMPARE(first, std::string("I-0001"));
        for (int i = 0; i < 40; ++i)
            QCOMPARE(book.join("bot", kStart + i * 10s), first);
        QCOMPARE(book.join("bot", kStart - 5min), first); // found late, began early
        QCOMPARE(book.join("shop", kStart + 1min), std::string("I-0002")); // nothing links them
        QCOMPARE(book.join("bot", kStart + 30min), std::string("I-0003")); // too long after
    }

    void servicesThatShareTracesFailTogether()
    {
        IncidentBook book;
        book.note(trace(1), "front");
        book.note(trace(1), "bot");
        book.note(trace(2), "bot");
        book.note(trace(2), "tools");
        book.note(trace(3), "alone");
        const std::string first = book.join("bot", kStart);
        QCOMPARE(book.join("front", kStart + 2min), first);
        QCOMPARE(book.join("tools", kStart + 3min), first);
        QVERIFY(book.join("alone", kStart + 3min) != first);
    }

    void whatBeginsAfterTheEndIsAnother()
    {
        IncidentBook book;
        const std::string first = book.join("bot", kStart);
        book.leave(first, kStart + 3min);
        QCOMPARE(book.join("bot", kStart + 2min), first); // began before it was over
        book.leave(first, kStart + 4min);
        QVERIFY(book.join("bot", kStart + 6min) != first);
        // A fault that creeps on is not one for ever.
        IncidentBook creeping;
        int others = 0;
        for (int i = 0; i < 20; ++i)
            others += creeping.join("bot", kStart + i * 9min) != "I-0001" ? 1 : 0;
        QVERIFY(others > 10);
    }

    void aContinuedRecordingGoesOn()
    {
        IncidentBook book;
        book.restore({alarm("A-0001", "I-0007", "bot", 0s),
                      alarm("A-0002", "I-0005", "shop", 0s, AlarmState::Cleared),
                      alarm("A-0003", "", "old", 0s)});
        QCOMPARE(book.join("bot", kStart + 2min), std::string("I-0007"));
        QCOMPARE(book.join("shop", kStart + 4min), std::string("I-0008"));
        QCOMPARE(book.join("old", kStart + 1min), std::string("I-0009"));
    }

    void theRootIsAGuessAndSaidToBeOne()
    {
        std::vector<AlarmTransition> all{alarm("A-0001", "I-0001", "front", 60s),
                                         alarm("A-0002", "I-0001", "bot", 10s),
                                         alarm("A-0003", "", "old", 20s)};
        AlarmTransition cleared = all[0];
        cleared.state = AlarmState::Cleared;
        cleared.sentence = "tone of front is back";
        all.push_back(cleared);
        const std::vector<Incident> incidents = incidentsOf(all);
        QCOMPARE(incidents.size(), std::size_t{2});
        const Incident& one = incidents[0];
        QCOMPARE(one.alarms.size(), std::size_t{2});
        QCOMPARE(one.alarms.front().alarm, std::string("A-0002"));
        QCOMPARE(one.open, std::size_t{1});
        QCOMPARE(one.onset, kStart + 10s);
        QCOMPARE(one.sentence,
                 std::string("answers of bot fail the check tone; 1 more alarm with it in 2 "
                             "services (that this is the root is a guess: it began first)"));
        QCOMPARE(incidents[1].id, std::string("A-0003"));
        QCOMPARE(incidents[1].sentence, std::string("answers of old fail the check tone"));
    }

    void alarmsOfOneFaultCarryItsIncident()
    {
        Engine engine;
        Fleet fleet(3);
        Timestamp time = kStart;
        const auto alarms = raiseTwo(engine, fleet, time);
        QCOMPARE(alarms.size(), std::size_t{2});
        QVERIFY(alarms[0].alarm != alarms[1].alarm);
        QCOMPARE(alarms[0].incident, std::string("I-0001"));
        QCOMPARE(alarms[1].incident, std::string("I-0001"));
        QCOMPARE(incidentsOf(alarms).size(), std::size_t{1});
    }

    void whatIsExplainedWaitsForItsCause()
    {
        Engine engine;
        Fleet fleet(3);
        Timestamp time = kStart;
        const auto alarms = raiseTwo(engine, fleet, time);
        QCOMPARE(alarms.size(), std::size_t{2});
        const std::string parent = alarms[0].alarm;
        const std::string child = alarms[1].alarm;
        QVERIFY(engine.suppress(child, child, "ann", time).empty());
        QVERIFY(engine.suppress(child, "A-0099", "ann", time).empty()); // there is none
        QVERIFY(engine.suppress(child, "", "ann", time).empty()); // it is not suppressed
        const auto suppressed = engine.suppress(child, parent, "ann", time);
        QCOMPARE(suppressed.size(), std::size_t{1});
        QVERIFY(suppressed[0].state == AlarmState::Suppressed);
        QCOMPARE(suppressed[0].cause, parent);
        QVERIFY(engine.suppress(parent, child, "ann", time).empty()); // not in a circle
        // The parent recovers, the child does not: it calls again.
        std::vector<AlarmTransition> later;
        for (int i = 0; i < 400; ++i, time += 200ms) {
            Generation subject = fleet.answer("bot", "m", time);
            for (const AlarmTransition& one : alarms) {
                Evaluation evaluation = judged(one.alarm == parent ? 0 : 1, time);
                evaluation.check = one.check;
                engine.observe(evaluation, &subject, time);
            }
            for (const AlarmTransition& one : engine.take().alarms)
                later.push_back(one);
        }
        QCOMPARE(later.size(), std::size_t{2});
        QVERIFY(later[0].alarm == parent && later[0].state == AlarmState::Cleared);
        QVERIFY(later[1].alarm == child && later[1].state == AlarmState::Raised);
        QVERIFY(later[1].cause.empty());
        QVERIFY(later[1].sentence.find(parent + ", which explained it, is over")
                != std::string::npos);
    }

    void aKnownChangeExcusesUntilItIsTakenBack()
    {
        Engine engine;
        Fleet fleet(4);
        Timestamp time = kStart;
        const AlarmTransition raised = raiseOne(engine, fleet, time);
        const auto suppressed = engine.suppress(raised.alarm, "planned load test", "ann", time);
        QCOMPARE(suppressed.size(), std::size_t{1});
        QCOMPARE(suppressed[0].cause, std::string("planned load test"));
        QVERIFY(feed(engine, fleet, time, 100, 1).empty());
        const auto back = engine.suppress(raised.alarm, "", "ann", time);
        QCOMPARE(back.size(), std::size_t{1});
        QVERIFY(back[0].state == AlarmState::Raised && back[0].cause.empty());
        QCOMPARE(back[0].incident, raised.incident);
    }
};

QTEST_GUILESS_MAIN(TestIncidents)
#include "tst_incidents.moc"
