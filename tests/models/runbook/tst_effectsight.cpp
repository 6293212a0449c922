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

LeverPlan pin()
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
        EffectSight sight(pin(), kAccepted, true);
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
        EffectSight sight(pin(), kAccepted, true);
        sight.take(
            answers({"v7", "v6", "v6", "v7", "v6", "v6", "v6", "v7", "v6", "v6", "v6", "v6"}));
        QVERIFY(!sight.isReached());
        QCOMPARE(sight.detail(),
                 std::string("the control plane shows it; 3 of 12 new answers still by v7"));
    }

    void isReachedByFiveInARow()
    {
        EffectSight sight(pin(), kAccepted, true);
        sight.take(answers({"v6", "v6", "v6", "v6"}));
        QVERIFY(!sight.isReached());
        sight.take(answers({"v7", "v6", "v6", "v6", "v6", "v6"}));
        QVERIFY(sight.isReached());
        QCOMPARE(sight.detail(), std::string("seen in the newest 5 of 6 new answers"));
        sight.take(answers({"v7"})); // what was seen stays seen
        QVERIFY(sight.isReached());
    }

    void withoutTelemetryTheControlPlaneAloneTells()
    {
        LeverPlan unseen = pin();
        unseen.lever.seenAs.clear();
        QVERIFY(EffectSight(unseen, kAccepted, true).isReached());
        const EffectSight silent(pin(), kAccepted, false);
        QVERIFY(silent.isReached());
        QVERIFY(silent.detail().find("no answers of bot are recorded") != std::string::npos);
        EffectSight nameless(pin(), kAccepted, true);
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
};

QTEST_APPLESS_MAIN(TestEffectSight)
#include "tst_effectsight.moc"
