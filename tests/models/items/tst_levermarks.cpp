// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/items/levermarks.h"
#include "models/runbook/leverentries.h"

#include <QTest>

#include <chrono>

using namespace std::chrono_literals;

namespace {

telemetry::Timestamp at(int seconds)
{
    return telemetry::fromUnixNanos(1'795'488'660'000'000'000 + seconds * 1'000'000'000LL);
}

runbook::LeverPlan planOf(const std::string& lever, const std::string& to)
{
    runbook::LeverPlan plan;
    plan.lever.id = lever;
    plan.lever.kind = "breaker";
    plan.lever.target = "code-assistant";
    plan.to = to;
    return plan;
}

telemetry::TimelineEntry outcome(const runbook::LeverPlan& plan, runbook::FireOutcome outcome,
                                 bool isUndo, int second)
{
    runbook::FireResult result;
    result.outcome = outcome;
    return runbook::outcomeEntry(plan, result, isUndo, at(second));
}

telemetry::TimelineEntry seen(const std::string& lever, const std::string& to, int second)
{
    runbook::LeverDescription description;
    description.id = lever;
    description.target = "code-assistant";
    runbook::LeverState after;
    after.value = to;
    after.exists = true;
    return runbook::leverMovedEntry(description, {}, after, at(second));
}

} // namespace

// What charts mark of levers, from the entries that those who move them write.
class TestLeverMarks : public QObject
{
    Q_OBJECT

private slots:
    void anActionIsOneMarkWithItsOutcome()
    {
        const auto plan = planOf("breaker:code-assistant", "tripped");
        const auto marks =
            items::leverMarks({runbook::actionEntry(plan, false, at(10)),
                               seen("breaker:code-assistant", "tripped", 12),
                               outcome(plan, runbook::FireOutcome::Verified, false, 13)});
        QCOMPARE(marks.size(), std::size_t{1});
        QCOMPARE(marks[0].lever, std::string("breaker:code-assistant"));
        QCOMPARE(marks[0].target, std::string("code-assistant"));
        QCOMPARE(marks[0].to, std::string("tripped"));
        QCOMPARE(marks[0].outcome, std::string("verified"));
        QVERIFY(marks[0].time == at(10) && !marks[0].isUndo && !marks[0].isSeen);
    }

    void whatIsOnItsWayHasNoOutcome()
    {
        const auto marks =
            items::leverMarks({runbook::actionEntry(planOf("pin:x", "b"), false, at(10))});
        QCOMPARE(marks.size(), std::size_t{1});
        QVERIFY(marks[0].outcome.empty());
    }

    void somebodyElsesHandIsAMarkOfItsOwn()
    {
        const auto plan = planOf("breaker:code-assistant", "tripped");
        const auto marks =
            items::leverMarks({runbook::actionEntry(plan, false, at(10)),
                               outcome(plan, runbook::FireOutcome::Refused, false, 11),
                               seen("breaker:code-assistant", "half_open", 20),
                               seen("breaker:support-bot", "tripped", 30)});
        QCOMPARE(marks.size(), std::size_t{3});
        QCOMPARE(marks[0].outcome, std::string("refused"));
        QVERIFY(marks[1].isSeen && marks[1].to == "half_open");
        QVERIFY(marks[2].isSeen && marks[2].lever == "breaker:support-bot");
    }

    void anUndoIsToldFromItsAction()
    {
        const auto plan = planOf("breaker:code-assistant", "tripped");
        const auto back = planOf("breaker:code-assistant", "reset");
        const auto marks =
            items::leverMarks({runbook::actionEntry(plan, false, at(10)),
                               outcome(plan, runbook::FireOutcome::Verified, false, 11),
                               runbook::actionEntry(back, true, at(40)),
                               outcome(back, runbook::FireOutcome::Unknown, true, 41)});
        QCOMPARE(marks.size(), std::size_t{2});
        QVERIFY(marks[1].isUndo && marks[1].to == "reset");
        QCOMPARE(marks[1].outcome, std::string("unknown"));
    }

    void otherShapesAreLeftOut()
    {
        telemetry::TimelineEntry entry;
        entry.kind = "lever";
        entry.text = "Levers as found";
        for (const char* payload : {"", "{", "[]", "{\"lever\":7}", "{\"levers\":[]}"}) {
            entry.payload = payload;
            QVERIFY(items::leverMarks({entry}).empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestLeverMarks)
#include "tst_levermarks.moc"
