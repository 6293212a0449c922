// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/items/levermarks.h"
#include "models/items/roomentries.h"
#include "models/items/timelinemodel.h"
#include "models/runbook/levercredit.h"
#include "models/runbook/leverentries.h"
#include "models/telemetry/actors.h"

#include <QTest>

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace {

telemetry::Timestamp markedAt(int seconds)
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
    return runbook::outcomeEntry(plan, result, isUndo, markedAt(second));
}

telemetry::TimelineEntry seen(const std::string& lever, const std::string& to, int second)
{
    runbook::LeverDescription description;
    description.id = lever;
    description.target = "code-assistant";
    runbook::LeverState after;
    after.value = to;
    after.exists = true;
    return runbook::leverMovedEntry(description, {}, after, markedAt(second));
}

} // namespace

// What charts mark of levers, from the entries that those who move them write, and whom a timeline
// credits with what the control plane shows.
class TestLeverMarks : public QObject
{
    Q_OBJECT

private slots:
    void anActionIsOneMarkWithItsOutcome()
    {
        const auto plan = planOf("breaker:code-assistant", "tripped");
        const auto marks =
            items::leverMarks({runbook::actionEntry(plan, false, markedAt(10)),
                               seen("breaker:code-assistant", "tripped", 12),
                               outcome(plan, runbook::FireOutcome::Verified, false, 13)});
        QCOMPARE(marks.size(), std::size_t{1});
        QCOMPARE(marks[0].lever, std::string("breaker:code-assistant"));
        QCOMPARE(marks[0].target, std::string("code-assistant"));
        QCOMPARE(marks[0].to, std::string("tripped"));
        QCOMPARE(marks[0].outcome, std::string("verified"));
        QVERIFY(marks[0].time == markedAt(10) && !marks[0].isUndo && !marks[0].isSeen);
    }

    void whatIsOnItsWayHasNoOutcome()
    {
        const auto marks =
            items::leverMarks({runbook::actionEntry(planOf("pin:x", "b"), false, markedAt(10))});
        QCOMPARE(marks.size(), std::size_t{1});
        QVERIFY(marks[0].outcome.empty());
    }

    void somebodyElsesHandIsAMarkOfItsOwn()
    {
        const auto plan = planOf("breaker:code-assistant", "tripped");
        const auto marks =
            items::leverMarks({runbook::actionEntry(plan, false, markedAt(10)),
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
            items::leverMarks({runbook::actionEntry(plan, false, markedAt(10)),
                               outcome(plan, runbook::FireOutcome::Verified, false, 11),
                               runbook::actionEntry(back, true, markedAt(40)),
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

    void whatTheRoomKnowsIsCreditedThere_data()
    {
        QTest::addColumn<int>("second"); // when it was seen
        QTest::addColumn<QString>("lever");
        QTest::addColumn<QString>("version"); // that was seen
        QTest::addColumn<QString>("written"); // that the room tells of
        QTest::addColumn<bool>("isSent");
        QTest::addColumn<bool>("isCredited");
        const QString lever = QStringLiteral("shed:bot");
        const auto row = [&](const char* name, int second, const char* version, const char* written,
                             bool isSent, bool isCredited) {
            QTest::newRow(name) << second << lever << QString::fromLatin1(version)
                                << QString::fromLatin1(written) << isSent << isCredited;
        };
        row("its version", 14, "22", "22", true, true);
        row("seen before its end was told", 8, "22", "22", true, true);
        row("another version", 14, "23", "22", true, false);
        row("no version, the same value", 14, "22", "", true, true);
        row("long after", 400, "22", "22", true, false);
        row("never sent", 14, "22", "22", false, false);
        QTest::newRow("another lever") << 14 << QStringLiteral("shed:other") << QStringLiteral("22")
                                       << QStringLiteral("22") << true << false;
    }
    void whatTheRoomKnowsIsCreditedThere()
    {
        QFETCH(int, second);
        QFETCH(QString, lever);
        QFETCH(QString, version);
        QFETCH(QString, written);
        QFETCH(bool, isSent);
        QFETCH(bool, isCredited);
        runbook::LeverPlan plan = planOf("shed:bot", "0.5");
        plan.rawAfter = "0.5";
        runbook::FireResult result;
        result.outcome = runbook::FireOutcome::Verified;
        result.wasSent = isSent;
        result.writtenVersion = written.toStdString();
        result.rungs = {{.kind = runbook::RungKind::Accepted,
                         .state = runbook::RungState::Reached,
                         .time = markedAt(10),
                         .detail = {}}};
        auto act = runbook::outcomeEntry(plan, result, false, markedAt(10));
        act.sequence = items::roomNumber(7);
        act.recorded = markedAt(11);
        act.actor = "Cara (root) · room";
        act.hash = "of the room";
        runbook::LeverDescription description;
        description.id = lever.toStdString();
        description.kind = "breaker";
        description.target = "code-assistant";
        runbook::LeverState after;
        after.value = after.raw = "0.5";
        after.version = version.toStdString();
        after.exists = true;
        auto moved = runbook::leverMovedEntry(description, {}, after, markedAt(second));
        moved.sequence = 3;
        moved.actor = runbook::kControlPlaneActor;
        auto found = runbook::leversFoundEntry({{description, after}}, markedAt(5));
        found.sequence = 2;
        found.actor = runbook::kControlPlaneActor;
        const auto all = items::withRoom({found, moved}, {act}, {});
        QCOMPARE(all.size(), std::size_t{3});
        for (const auto& entry : all) {
            if (entry.sequence == 3)
                QCOMPARE(entry.actor == act.actor, isCredited);
            if (entry.sequence == 2) // nobody's doing
                QCOMPARE(entry.actor, std::string(runbook::kControlPlaneActor));
        }
        // What is to be recorded says the same, once.
        const auto missing = items::missingCredits({found, moved}, {act, act}, markedAt(1000));
        QCOMPARE(missing.size(), std::size_t(isCredited ? 1 : 0));
        if (isCredited) {
            telemetry::TimelineEntry credit = missing[0];
            QCOMPARE(credit.kind, std::string("credit"));
            QCOMPARE(credit.text,
                     std::string("shed:bot was moved by Cara (root), as told by the room "
                                 "(entry 3)"));
            const auto read = runbook::creditIn(credit);
            QVERIFY(read);
            QCOMPARE(read->entry, std::int64_t(3));
            QCOMPARE(read->roomEntry, std::int64_t(7));
            QCOMPARE(read->target, description.target);
            credit.sequence = 4;
            credit.actor = telemetry::actors::kConsole;
            QVERIFY(items::missingCredits({found, moved, credit}, {act}, markedAt(1000)).empty());
            // It is known without the room, and before what the room tells.
            QCOMPARE(items::withRoom({found, moved, credit}, {}, {})[1].actor, act.actor);
            auto other = act;
            other.actor = "Mallory · room";
            const auto shown = items::withRoom({moved, credit}, {other}, {});
            const auto own =
                std::ranges::find(shown, std::int64_t(3), &telemetry::TimelineEntry::sequence);
            QCOMPARE(own->actor, act.actor);
            credit.sequence = 2; // what is recorded before it cannot be of it
            QCOMPARE(items::withRoom({moved, credit}, {}, {})[0].actor,
                     std::string(runbook::kControlPlaneActor));
        }
        // Before the room had it nobody knew.
        store::View early;
        early.knownAt = markedAt(10);
        const auto then = items::withRoom({moved}, {act}, early);
        QCOMPARE(then.size(), std::size_t{1});
        QCOMPARE(then[0].actor, std::string(runbook::kControlPlaneActor));
    }

    void whatTheRoomTellsStandsWhereItBecameKnown()
    {
        std::vector<telemetry::TimelineEntry> recorded(3);
        for (std::size_t i = 0; i < recorded.size(); ++i) {
            recorded[i].sequence = static_cast<std::int64_t>(i) + 1;
            recorded[i].time = recorded[i].recorded = markedAt(10 * static_cast<int>(i));
        }
        telemetry::TimelineEntry said;
        said.sequence = items::roomNumber(1);
        said.time = markedAt(12);
        said.recorded = markedAt(13);
        items::TimelineModel model;
        model.setEntries(items::withRoom(recorded, {said}, {}));
        QCOMPARE(model.rowCount(), 4);
        for (int row = 1; row < model.rowCount(); ++row)
            QVERIFY(model.placeOf(row - 1) < model.placeOf(row));
        QVERIFY(items::isOfRoom(model.row(2)));
    }
};

QTEST_GUILESS_MAIN(TestLeverMarks)
#include "tst_levermarks.moc"
