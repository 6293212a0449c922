// SPDX-License-Identifier: GPL-3.0-or-later

// What is said where the texts of answers stop coming, so that nothing of them can be judged.

#include "models/health/engine.h"
#include "models/health/freshness.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/health/fleet.h"

#include <QTest>

#include <chrono>
#include <utility>
#include <vector>

using namespace health;
using namespace healthtest;
using namespace std::chrono_literals;
using namespace telemetry;

class TestAnswerTexts : public QObject
{
    Q_OBJECT

private slots:
    // Texts that stop coming: nothing is known of the answers any more, and that is called out. A
    // text that comes in a delivery of its own, a little later, is not missing.
    void textsThatStopComingRaiseAnAlarm()
    {
        for (const bool areLate : {false, true}) {
            Fleet fleet(3);
            Engine engine;
            std::vector<AlarmTransition> alarms;
            const auto take = [&] {
                for (AlarmTransition& one : engine.take().alarms)
                    alarms.push_back(std::move(one));
            };
            const auto feed = [&](int from, int to, bool isBlind) {
                for (int i = from; i < to; ++i) {
                    const Timestamp time = kStart + 250ms * i;
                    const telemetry::Generation whole =
                        fleet.answer("support-bot", "answers-a", time);
                    telemetry::Generation bare = whole;
                    bare.contentState = telemetry::ContentState::NotCaptured;
                    bare.inputMessages.clear();
                    bare.outputMessages.clear();
                    engine.observe(isBlind ? bare : whole, time + 1s);
                    if (isBlind && areLate)
                        engine.observe(whole, time + 1s);
                    take();
                }
            };
            feed(0, 400, false);
            QVERIFY(alarms.empty());
            feed(400, 520, true);
            std::erase_if(alarms, [](const AlarmTransition& one) {
                return one.check != telemetry::kAnswerText;
            });
            if (areLate) {
                QVERIFY(alarms.empty());
                continue;
            }
            QCOMPARE(alarms.size(), std::size_t{1});
            QVERIFY(alarms[0].state == AlarmState::Raised);
            QCOMPARE(alarms[0].severity, 3);
            QVERIFY(alarms[0].onset >= kStart + 250ms * 395
                    && alarms[0].onset <= kStart + 250ms * 405);
            QVERIFY2(alarms[0].sentence.starts_with("cannot judge answers of support-bot, whose "
                                                    "texts come cut or not at all: 100 % ("),
                     alarms[0].sentence.c_str());
            feed(520, 900, false);
            std::erase_if(alarms, [](const AlarmTransition& one) {
                return one.check != telemetry::kAnswerText;
            });
            QCOMPARE(alarms.size(), std::size_t{2});
            QVERIFY(alarms[1].state == AlarmState::Cleared);
        }
    }

    // The console is behind: the text is in the queue, and is judged a minute after its span. It is
    // late, not missing, which is said only once nothing waits any more.
    void whatWaitsInOurOwnQueueIsNotMissing()
    {
        Fleet fleet(3);
        Engine engine;
        std::vector<AlarmTransition> alarms;
        const auto take = [&] {
            for (AlarmTransition& one : engine.take().alarms) {
                if (one.check == telemetry::kAnswerText)
                    alarms.push_back(std::move(one));
            }
        };
        std::vector<telemetry::Generation> queued;
        for (int i = 0; i < 640; ++i) {
            const Timestamp time = kStart + 250ms * i;
            telemetry::Generation answer = fleet.answer("support-bot", "answers-a", time);
            if (i >= 400) {
                queued.push_back(answer);
                answer.contentState = telemetry::ContentState::NotCaptured;
                answer.inputMessages.clear();
                answer.outputMessages.clear();
            }
            // Ever later than they were recorded.
            engine.workOff(time);
            engine.observe(answer, time + (i < 400 ? 1s : 90s));
            take();
            if (i >= 440 && i < 520) {
                const telemetry::Generation whole = queued.front();
                queued.erase(queued.begin());
                engine.observe(whole, time + 90s);
                take();
            }
        }
        QVERIFY(alarms.empty());
        engine.tick(kStart + 250ms * 640 + 120s);
        take();
        QCOMPARE(alarms.size(), std::size_t{1});
        QVERIFY(alarms[0].state == AlarmState::Raised);
    }

    // Figures of before say nothing of now where results have stopped to come while answers go on.
    void aCellWithoutNewResultsIsNotWell()
    {
        CellFacts facts;
        facts.now = kStart;
        facts.lastEvent = kStart - 1s;
        facts.unknownKind = EvaluationState::NotCaptured;
        facts.expected = 15s;
        for (int i = 0; i < 500; ++i)
            facts.rollup.add(0);
        QVERIFY(healthStateOf(facts) == HealthState::Well);
        facts.rollup.unknown = 3;
        facts.recent.unknown = 3; // none of the newest minute had a result
        QVERIFY(haveResultsStopped(facts));
        QVERIFY(healthStateOf(facts) == HealthState::NotCaptured);
        for (int i = 0; i < 40; ++i)
            facts.recent.add(0);
        QVERIFY(healthStateOf(facts) == HealthState::Well); // some had none
        facts.rollup.unknown = 20;
        facts.recent.unknown = 20;
        facts.lastResult = kStart - 15s;
        QVERIFY(healthStateOf(facts) == HealthState::Well);
        facts.lastResult = kStart - 16s;
        QVERIFY(healthStateOf(facts) == HealthState::NotCaptured);
        facts.alarm = AlarmState::Raised;
        QVERIFY(healthStateOf(facts) == HealthState::AlarmRaised);
    }
};

QTEST_GUILESS_MAIN(TestAnswerTexts)
#include "tst_answertexts.moc"
