// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/effectsight.h"

#include <QTest>

#include <string>
#include <vector>

using namespace runbook;
using namespace std::chrono_literals;
using telemetry::Generation;
using telemetry::Timestamp;

namespace {

constexpr Timestamp kAccepted{1000s};

LeverPlan seenPin()
{
    LeverPlan plan;
    plan.lever.target = "bot";
    plan.lever.seenAs = "model";
    plan.to = "v6";
    return plan;
}

std::vector<Generation> answers(const std::vector<std::string>& models)
{
    std::vector<Generation> result;
    for (const std::string& model : models) {
        Generation answer;
        answer.start = kAccepted + 1s * static_cast<int>(result.size() + 1);
        answer.modelServed = model;
        result.push_back(answer);
    }
    return result;
}

} // namespace

class TestEffectSight : public QObject
{
    Q_OBJECT

private slots:
    void waitsForTheFirstNewAnswer()
    {
        EffectSight sight(seenPin(), kAccepted, true);
        QVERIFY(!sight.isReached());
        QCOMPARE(sight.detail(), std::string("the control plane shows it; no new answer yet"));
        auto old = answers({"v6", "v6", "v6", "v6", "v6"});
        for (Generation& answer : old)
            answer.start = kAccepted; // under way when it was written
        sight.take(old);
        QVERIFY(!sight.isReached());
        QCOMPARE(sight.detail(), std::string("the control plane shows it; no new answer yet"));
    }

    void countsThoseStillByTheOldOne()
    {
        EffectSight sight(seenPin(), kAccepted, true);
        sight.take(
            answers({"v7", "v6", "v6", "v7", "v6", "v6", "v6", "v7", "v6", "v6", "v6", "v6"}));
        QVERIFY(!sight.isReached());
        QCOMPARE(sight.detail(),
                 std::string("the control plane shows it; 3 of 12 new answers still by v7"));
    }

    void isReachedByFiveInARow()
    {
        EffectSight sight(seenPin(), kAccepted, true);
        sight.take(answers({"v6", "v6", "v6", "v6"}));
        QVERIFY(!sight.isReached());
        sight.take(answers({"v7", "v6", "v6", "v6", "v6", "v6"}));
        QVERIFY(sight.isReached());
        QCOMPARE(sight.detail(), std::string("seen in the newest 5 of 6 new answers"));
        sight.take(answers({"v7"})); // what was seen stays seen
        QVERIFY(sight.isReached());
    }

    // Of a pin to what the fallback serves already, new answers show nothing.
    void saysThatItWasServedBefore_data()
    {
        QTest::addColumn<std::vector<std::string>>("earlier");
        QTest::addColumn<bool>("wasServed");
        QTest::newRow("all by it") << std::vector<std::string>{"v6", "v6", ""} << true;
        QTest::newRow("one by another") << std::vector<std::string>{"v6", "v7", "v6"} << false;
        QTest::newRow("none tells") << std::vector<std::string>{"", ""} << false;
        QTest::newRow("none") << std::vector<std::string>{} << false;
    }
    void saysThatItWasServedBefore()
    {
        QFETCH(const std::vector<std::string>, earlier);
        QFETCH(const bool, wasServed);
        auto before = answers(earlier);
        for (Generation& answer : before)
            answer.start -= 100s;
        EffectSight sight(seenPin(), kAccepted, true);
        sight.takeEarlier(before);
        sight.take(answers({"v6", "v6", "v6", "v6", "v6"}));
        QVERIFY(sight.isReached());
        QCOMPARE(sight.wasServedBefore(), wasServed);
        const bool isSaid =
            sight.detail().find("do not show what this write did") != std::string::npos;
        QCOMPARE(isSaid, wasServed);
    }

    void withoutTelemetryTheControlPlaneAloneTells()
    {
        LeverPlan unseen = seenPin();
        unseen.lever.seenAs.clear();
        QVERIFY(EffectSight(unseen, kAccepted, true).isReached());
        const EffectSight silent(seenPin(), kAccepted, false);
        QVERIFY(silent.isReached());
        QVERIFY(silent.detail().find("no answers of bot are recorded") != std::string::npos);
        EffectSight nameless(seenPin(), kAccepted, true);
        nameless.take(answers({"", "", "", ""}));
        QVERIFY(!nameless.isReached());
        nameless.take(answers({"", "", "", "", ""}));
        QVERIFY(nameless.isReached());
        QVERIFY(nameless.detail().find("control plane alone") != std::string::npos);
    }

    void namesAreComparedAsProvidersWriteThem()
    {
        QVERIFY(isServed("m-1", "M-1"));
        QVERIFY(isServed("m-1-2026-11-20", "openai/m-1"));
        QVERIFY(isServed("m-1-20261120", "m-1"));
        QVERIFY(isServed("7", "v7"));
        QVERIFY(!isServed("m-10", "m-1"));
        QVERIFY(!isServed("m-1-mini", "m-1"));
        QVERIFY(!isServed("", ""));
    }

    // A lever names the version; telemetry names the library with it.
    void anInstrumentationIsSeenByItsVersion()
    {
        LeverPlan plan = seenPin();
        plan.lever.seenAs = "instrumentation";
        plan.to = "2.3b0";
        std::vector<Generation> told = answers({"", "", "", "", ""});
        for (Generation& answer : told)
            answer.instrumentation = "opentelemetry.instrumentation.openai_v2 2.4b1";
        EffectSight still(plan, kAccepted, true);
        still.take(told);
        QVERIFY(!still.isReached());
        QVERIFY2(still.detail().find("none yet by 2.3b0 but by 2.4b1") != std::string::npos,
                 still.detail().c_str());
        for (Generation& answer : told)
            answer.instrumentation = "opentelemetry.instrumentation.openai_v2 2.3b0";
        EffectSight sight(plan, kAccepted, true);
        sight.take(told);
        QVERIFY(sight.isReached());
    }

    void aNamedProviderMustServe()
    {
        QVERIFY(isServed("openai/m-1", "openai/m-1"));
        QVERIFY(isServed("m-1", "openai/m-1")); // only one side names one
        QVERIFY(isServed("azure/m-1", "m-1"));
        QVERIFY(isServed("router/openai/m-1", "openai/m-1"));
        QVERIFY(!isServed("azure/m-1", "openai/m-1"));
        QVERIFY(!isServed("router/azure/m-1", "openai/m-1"));
        QVERIFY(!isServed("router/azure/m-1-2026-11-20", "openai/m-1"));
    }

    void aNamedSnapshotMustServe()
    {
        QVERIFY(isServed("m-1-2026-11-20", "m-1-2026-11-20"));
        QVERIFY(!isServed("m-1-2026-08-06", "m-1-2026-11-20"));
        QVERIFY(!isServed("m-1", "m-1-2026-11-20"));
        QVERIFY(!isServed("m-1-2026-99-77", "m-1")); // no date
        QVERIFY(isServed("m-1@20261120", "m-1"));
        QVERIFY(isServed("m-1-0613", "m-1"));
        QVERIFY(isServed("m-1-2407", "m-1"));
        QVERIFY(isServed("m-1-002", "m-1"));
        QVERIFY(!isServed("m-1-405", "m-1"));
        QVERIFY(!isServed("m-1-4000", "m-1"));
        QVERIFY(!isServed("m-1-2407", "m-1-2410"));
    }

    // "m-1" may be any of its snapshots, the one that is asked for as well.
    void theFamilyAloneDoesNotTellTheSnapshot()
    {
        LeverPlan snapshot = seenPin();
        snapshot.to = "m-1-2026-11-20";
        EffectSight sight(snapshot, kAccepted, true);
        sight.take(answers({"m-1", "m-1", "m-1", "m-1"}));
        QVERIFY(!sight.isReached());
        QCOMPARE(sight.detail(),
                 std::string("the control plane shows it; 4 new answers name only m-1, not which "
                             "snapshot of it"));
        sight.take(answers({"m-1", "m-1", "m-1", "m-1", "m-1"}));
        QVERIFY(sight.isReached());
        QCOMPARE(sight.detail(),
                 std::string("told by the control plane alone: 5 new answers name only m-1, not "
                             "which snapshot of it"));
        EffectSight other(snapshot, kAccepted, true);
        other.take(answers({"m-1", "m-1", "m-1", "m-1", "m-1", "m-1-2026-08-06"}));
        QVERIFY(!other.isReached());
        QCOMPARE(other.detail(),
                 std::string("the control plane shows it; 1 new answer, none yet by "
                             "m-1-2026-11-20 but by m-1-2026-08-06"));
    }

    void saysWhichSnapshotServesAFamily()
    {
        LeverPlan family = seenPin();
        family.to = "m-1";
        EffectSight sight(family, kAccepted, true);
        sight.take(answers({"m-1-2026-11-20", "m-1-2026-11-20", "m-1-2026-08-06", "m-1-2026-11-20",
                            "m-1-2026-11-20"}));
        QVERIFY(sight.isReached());
        QCOMPARE(sight.detail(),
                 std::string("seen in the newest 5 of 5 new answers, as m-1-2026-08-06 (1) and "
                             "m-1-2026-11-20 (4)"));
    }

    // An answer is always by some model: none tells that a pin is empty.
    void anEmptyValueIsToldByTheControlPlaneAlone()
    {
        LeverPlan unpinned = seenPin();
        unpinned.to.clear();
        const EffectSight sight(unpinned, kAccepted, true);
        QVERIFY(sight.isReached());
    }
};

QTEST_APPLESS_MAIN(TestEffectSight)
#include "tst_effectsight.moc"
