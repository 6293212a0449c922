// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"
#include "models/health/incidents.h"
#include "models/health/shiftmonitor.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace health;
using namespace healthtest;
using namespace std::chrono_literals;
using namespace telemetry;

namespace {

// Answers of one service whose length and duration are told.
class Service
{
public:
    explicit Service(std::uint64_t seed)
        : m_fleet(seed)
        , m_random(seed)
    {
    }

    double medianTokens = 180;
    double medianSeconds = 1.2;
    double perSecond = 5;
    bool hasTokens = true;
    bool isFailed = false;

    // `count` answers; the transitions of how they are.
    std::vector<AlarmTransition> run(Engine& engine, int count)
    {
        std::vector<AlarmTransition> transitions;
        for (int i = 0; i < count; ++i) {
            Generation generation = m_fleet.answer("bot", "glyph", time);
            if (hasTokens)
                generation.outputTokens = std::llround(medianTokens * spread());
            else
                generation.outputTokens.reset();
            generation.isFailed = isFailed;
            generation.start = time
                - std::chrono::duration_cast<Duration>(
                                   std::chrono::duration<double>(medianSeconds * spread()));
            engine.observe(generation, time);
            for (AlarmTransition& one : engine.take().alarms) {
                if (isShiftCheck(one.check))
                    transitions.push_back(std::move(one));
            }
            time +=
                std::chrono::duration_cast<Duration>(std::chrono::duration<double>(1 / perSecond));
        }
        return transitions;
    }

    Timestamp time = kStart;

private:
    double spread() { return std::exp(0.5 * m_normal(m_random)); }

    Fleet m_fleet;
    std::mt19937_64 m_random;
    std::normal_distribution<double> m_normal;
};

bool hasPart(const AlarmTransition& alarm, const char* text)
{
    return alarm.sentence.find(text) != std::string::npos;
}

} // namespace

// How answers are, not whether they are right.
class TestShifts : public QObject
{
    Q_OBJECT

private slots:
    void scalesAreMonotoneAndTurnBack()
    {
        for (const auto unit : {ShiftUnit::Tokens, ShiftUnit::Seconds}) {
            double last = -1;
            for (const double value : {0.0, 0.004, 0.3, 1.0, 17.0, 300.0, 1000.0}) {
                const double x = shiftScale(unit, value);
                QVERIFY(x > last && x <= 1);
                QVERIFY(std::abs(shiftValue(unit, x) - value) < 1e-6 * (1 + value));
                last = x;
            }
        }
        QCOMPARE(shiftScale(ShiftUnit::Tokens, -3), 0.0);
        QCOMPARE(shiftScale(ShiftUnit::Tokens, std::nan("")), 0.0);
        QCOMPARE(shiftScale(ShiftUnit::Tokens, 1e12), 1.0);
    }

    void longerAnswersAreTold()
    {
        Engine engine;
        Service service(1);
        QCOMPARE(service.run(engine, 3000).size(), std::size_t{0});
        const Timestamp onset = service.time;
        service.medianTokens = 400;
        const auto raised = service.run(engine, 200);
        QCOMPARE(raised.size(), std::size_t{1});
        const AlarmTransition& alarm = raised[0];
        QCOMPARE(alarm.check, std::string("answer_length"));
        QVERIFY(alarm.measure == AlarmMeasure::MovedShare);
        QCOMPARE(alarm.severity, 4);
        QVERIFY(alarm.rateNow > alarm.rateBefore + 0.2);
        QVERIFY(!alarm.incident.empty());
        QVERIFY2(alarm.onset > onset - 5s && alarm.onset < onset + 5s, alarm.sentence.c_str());
        QVERIFY2(alarm.sentence.starts_with("answers of bot are longer since "),
                 alarm.sentence.c_str());
        QVERIFY2(hasPart(alarm, " tokens, was ")
                     && hasPart(alarm, "does not say that they are wrong"),
                 alarm.sentence.c_str());
        // As before again: over.
        service.medianTokens = 180;
        const auto cleared = service.run(engine, 400);
        QCOMPARE(cleared.size(), std::size_t{1});
        QVERIFY(cleared[0].state == AlarmState::Cleared);
        QVERIFY2(hasPart(cleared[0], "is as usual again: "), cleared[0].sentence.c_str());
        QVERIFY2(hasPart(cleared[0], "never acknowledged"), cleared[0].sentence.c_str());
    }

    void slowerCallsAreTold()
    {
        Engine engine;
        Service service(2);
        QCOMPARE(service.run(engine, 3000).size(), std::size_t{0});
        service.medianSeconds = 3;
        const auto raised = service.run(engine, 200);
        QCOMPARE(raised.size(), std::size_t{1});
        QCOMPARE(raised[0].check, std::string("call_duration"));
        QVERIFY2(raised[0].sentence.starts_with("calls of bot take longer since ")
                     && hasPart(raised[0], " s, was "),
                 raised[0].sentence.c_str());
    }

    // What is not told, and what failed, is no length of nothing.
    void theUnknownIsNoShift()
    {
        Engine engine;
        Service service(3);
        QCOMPARE(service.run(engine, 2000).size(), std::size_t{0});
        service.hasTokens = false;
        QCOMPARE(service.run(engine, 1000).size(), std::size_t{0});
        service.hasTokens = true;
        service.isFailed = true;
        service.medianTokens = 3;
        service.medianSeconds = 0.01;
        QCOMPARE(service.run(engine, 1000).size(), std::size_t{0});
    }

    // A day of two to ten calls a second that take the longer the more of them there are, and
    // whose answers grow and shrink by a quarter: nothing has happened.
    void loadAndTheDayAreNoShift()
    {
        for (std::uint64_t seed = 11; seed < 13; ++seed) {
            Engine engine;
            Service service(seed);
            for (int step = 0; step < 240; ++step) {
                const double hours =
                    std::chrono::duration<double, std::ratio<3600>>(service.time - kStart).count();
                service.perSecond =
                    step % 60 > 45 ? 4 : 1 + 0.5 * std::sin(hours * std::numbers::pi / 12);
                service.medianSeconds = 0.6 + 0.3 * service.perSecond;
                service.medianTokens = 180 * (1 + 0.25 * std::sin(hours * std::numbers::pi / 12));
                const auto transitions = service.run(engine, 100);
                QVERIFY2(transitions.empty(),
                         transitions.empty() ? "" : transitions[0].sentence.c_str());
            }
        }
    }

    // It is no fault that has to be mended.
    void whatStaysIsUsual()
    {
        Engine engine;
        Service service(4);
        QCOMPARE(service.run(engine, 2000).size(), std::size_t{0});
        service.medianTokens = 400;
        service.perSecond = 0.5;
        const auto transitions = service.run(engine, 3000);
        QCOMPARE(transitions.size(), std::size_t{2});
        QVERIFY(transitions[1].state == AlarmState::Cleared);
        QVERIFY2(hasPart(transitions[1], "is taken for usual from now on"),
                 transitions[1].sentence.c_str());
        service.medianTokens = 180;
        const auto back = service.run(engine, 300);
        QCOMPARE(back.size(), std::size_t{1});
        QVERIFY2(hasPart(back[0], "are shorter since"), back[0].sentence.c_str());
    }

    // A judge that has become lenient with half of the answers: no fault that the mean calls.
    void scoresThatPartAreTold()
    {
        Engine engine;
        Fleet fleet(5);
        Timestamp time = kStart;
        const auto score = [&](double low, double width) {
            return low + width * static_cast<double>(fleet.below(1000)) / 1000;
        };
        for (int i = 0; i < 3000; ++i)
            QVERIFY(feed(engine, fleet, time, 1, score(0.15, 0.1)).empty());
        std::vector<AlarmTransition> raised;
        for (int i = 0; i < 400 && raised.empty(); ++i)
            raised = feed(engine, fleet, time, 1, score(i % 2 == 0 ? 0.03 : 0.15, 0.1));
        QCOMPARE(raised.size(), std::size_t{1});
        QCOMPARE(raised[0].check, distributionCheck("helpfulness"));
        QVERIFY2(raised[0].sentence.starts_with(
                     "the scores of helpfulness for bot lie nearer to good since "),
                 raised[0].sentence.c_str());
    }

    // It is told once, with the fault that lengthened the answers.
    void oneFaultIsOneIncident()
    {
        Engine engine;
        Service service(6);
        QCOMPARE(service.run(engine, 2000).size(), std::size_t{0});
        service.medianTokens = 500;
        service.medianSeconds = 4;
        const auto raised = service.run(engine, 150);
        QCOMPARE(raised.size(), std::size_t{2});
        QCOMPARE(raised[0].incident, raised[1].incident);
    }

    // Kept over a restart with the reference, and its end is still seen.
    void anOpenShiftOutlivesTheSession()
    {
        Service service(7);
        std::vector<Baseline> kept;
        AlarmTransition open;
        {
            Engine engine;
            for (int i = 0; i < 3000; ++i) {
                Generation generation = answer(service, 180);
                engine.observe(generation, service.time);
                for (const Baseline& one : engine.take().baselines) {
                    std::erase_if(kept,
                                  [&](const Baseline& old) { return old.check == one.check; });
                    kept.push_back(one);
                }
            }
            for (int i = 0; i < 100 && open.alarm.empty(); ++i) {
                engine.observe(answer(service, 500), service.time);
                for (const AlarmTransition& one : engine.take().alarms)
                    open = isShiftCheck(one.check) ? one : open;
            }
            QCOMPARE(open.check, std::string("answer_length"));
        }
        Engine engine;
        engine.restore(kept);
        engine.restore({open});
        std::vector<AlarmTransition> cleared;
        for (int i = 0; i < 600; ++i) {
            engine.observe(answer(service, i < 300 ? 500 : 180), service.time);
            for (const AlarmTransition& one : engine.take().alarms) {
                if (!isShiftCheck(one.check))
                    continue;
                QVERIFY2(i >= 300, one.sentence.c_str());
                cleared.push_back(one);
            }
        }
        QCOMPARE(cleared.size(), std::size_t{1});
        QVERIFY(cleared[0].state == AlarmState::Cleared);
        QCOMPARE(cleared[0].alarm, open.alarm);
    }

    // Ten thousand observations a false alarm are what it was told: ten thousand of nothing new,
    // twenty times, raise about that few.
    void falseAlarmsAreWithinTheRunLength()
    {
        int alarms = 0;
        for (unsigned seed = 0; seed < 20; ++seed) {
            std::mt19937_64 random(seed + 100);
            std::normal_distribution<double> normal(0.4, 0.05);
            ShiftMonitor monitor({}, ShiftUnit::Tokens);
            Timestamp time = kStart;
            for (int i = 0; i < 10'000; ++i, time += 1s) {
                const bool isRaised =
                    monitor.observe({.x = normal(random), .load = {}, .time = time}, 10'000)
                    == ShiftMonitor::Event::Raise;
                alarms += isRaised ? 1 : 0;
                if (isRaised)
                    monitor.standDown();
            }
        }
        QVERIFY2(alarms <= 20, qPrintable(QString::number(alarms)));
    }

    // A judge cannot pass for one of these.
    void judgesHaveNamesOfTheirOwn()
    {
        Evaluation evaluation;
        evaluation.check = kAnswerLength;
        QCOMPARE(signalCheck(evaluation), std::string("answer_length (judge)"));
        evaluation.check = "tone (distribution)";
        QCOMPARE(signalCheck(evaluation), std::string("tone (distribution) (judge)"));
        QCOMPARE(std::string(distributedCheck("tone (distribution)")), std::string("tone"));
    }

private:
    Generation answer(Service& service, double tokens)
    {
        Generation generation = m_fleet.answer("bot", "glyph", service.time);
        const double share = static_cast<double>(m_fleet.below(1000)) / 1000;
        generation.outputTokens = std::llround(tokens * (0.6 + 0.8 * share));
        service.time += 200ms;
        return generation;
    }

    Fleet m_fleet{99};
};

QTEST_GUILESS_MAIN(TestShifts)
#include "tst_shifts.moc"
