// SPDX-License-Identifier: GPL-3.0-or-later

// The rule of the undo, and what a reading tells of writes of which nobody knows what became.

#include "models/runbook/leverentries.h"
#include "models/runbook/openwrites.h"
#include "models/runbook/undorule.h"

#include <QTest>

#include <chrono>
#include <string>

using namespace runbook;

namespace {

LeverState standing(const std::string& value, const std::string& version)
{
    LeverState state;
    state.value = value;
    state.raw = value;
    state.version = version;
    state.exists = true;
    return state;
}

LeverState at(LeverState state, const std::string& endpoint)
{
    state.endpoint = endpoint;
    return state;
}

// From m-1, version 21, to m-2.
LeverPlan undonePin()
{
    LeverPlan plan;
    plan.lever.id = "pin:bot";
    plan.lever.target = "bot";
    plan.lever.token = TokenStrength::Atomic;
    plan.before = standing("m-1", "21");
    plan.to = "m-2";
    plan.rawAfter = "m-2";
    return plan;
}

FireResult verified(const std::string& version)
{
    FireResult result;
    result.outcome = FireOutcome::Verified;
    result.before = standing("m-1", "21");
    result.after = standing("m-2", version);
    result.wasReadBack = true;
    result.wasSent = true;
    result.writtenVersion = version;
    return result;
}

FireResult unknown()
{
    FireResult result = verified("");
    result.outcome = FireOutcome::Unknown;
    result.after = result.before;
    return result;
}

// What the gateway plans to put m-1 back over what stands now.
LeverPlan back(const LeverState& now)
{
    LeverPlan plan = undonePin();
    plan.before = now;
    plan.to = "m-1";
    plan.rawAfter = "m-1";
    plan.isNoChange = now.raw == "m-1";
    return plan;
}

// Three machines; each has its own plan.
LeverPlan onThree(const LeverState& a, const LeverState& b, const LeverState& c,
                  const std::string& to)
{
    LeverPlan plan = undonePin();
    plan.to = to;
    plan.rawAfter = to;
    plan.before = {};
    for (const LeverState& state : {at(a, "http://a"), at(b, "http://b"), at(c, "http://c")}) {
        LeverPlan own = undonePin();
        own.endpoint = state.endpoint;
        own.before = state;
        own.to = to;
        own.rawAfter = to;
        own.isNoChange = state.raw == to;
        own.requests = {{.method = "PUT", .url = state.endpoint, .headers = {}, .body = {}}};
        plan.before.replicas.push_back(state);
        plan.replicas.push_back(own);
        plan.requests.push_back(own.requests.front());
    }
    return plan;
}

telemetry::Timestamp seconds(int count)
{
    return telemetry::Timestamp(std::chrono::seconds(1'700'000'000 + count));
}

std::vector<telemetry::TimelineEntry> entriesOf(const LeverPlan& plan, const FireResult& result,
                                                int second, std::int64_t sequence)
{
    auto intent = actionEntry(plan, false, seconds(second));
    intent.actor = "ada";
    intent.sequence = sequence;
    std::vector<telemetry::TimelineEntry> entries{intent};
    for (auto& entry : resultEntries(plan, result, false, seconds(second + 2))) {
        entry.actor = "ada";
        entries.push_back(entry);
    }
    return entries;
}

} // namespace

class TestUndoRule : public QObject
{
    Q_OBJECT

private slots:
    // The version of a document moves with other levers, too.
    void aSharedVersionSaysNothingOfTheValue()
    {
        const Fired fired = firedFrom(undonePin(), verified("22"));
        QVERIFY(!isOurs(fired, standing("m-2", "23")));
        QVERIFY(isOurs(fired, standing("m-2", "23"), true));
        QVERIFY(!isOurs(fired, standing("m-3", "23"), true));
        LeverPlan plan = back(standing("m-2", "23"));
        QVERIFY(!ruledUndo(plan, fired).conflict.empty());
        plan.lever.isVersionShared = true;
        QVERIFY(ruledUndo(plan, fired).conflict.empty());
    }

    // The version is ours already, and the value comes later.
    void whatWasAcceptedMayBeSeenByItsVersionFirst()
    {
        FireResult accepted = unknown();
        accepted.outcome = FireOutcome::NotYetVisible;
        accepted.writtenVersion = "22";
        const Fired fired = firedFrom(undonePin(), accepted);
        QVERIFY(fateOf(fired, standing("m-1", "22"), TokenStrength::Atomic) == WriteFate::Open);
        QVERIFY(fateOf(fired, standing("m-9", "23"), TokenStrength::Atomic)
                == WriteFate::Overtaken);
        QVERIFY(fateOf(fired, standing("m-2", "22"), TokenStrength::Atomic) == WriteFate::Landed);
    }

    // What was read before it was sent says nothing of it.
    void anOlderReadingSettlesNothing()
    {
        Fired fired = firedFrom(undonePin(), unknown());
        fired.when = seconds(10);
        LeverState now = standing("m-9", "22");
        now.readAt = seconds(9);
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Open);
        now.readAt = seconds(11);
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Overtaken);
    }

    // A machine that is not read any more may hold what was written.
    void aMachineThatIsMissingKeepsItOpen()
    {
        const LeverPlan plan =
            onThree(standing("m-1", "1"), standing("m-1", "1"), standing("m-1", "1"), "m-2");
        Fired fired;
        fired.plan = plan;
        fired.outcome = FireOutcome::Unknown;
        fired.machines = {{.endpoint = "http://a",
                           .outcome = FireOutcome::Verified,
                           .wasSent = true,
                           .writtenVersion = {},
                           .message = {},
                           .after = {}},
                          {.endpoint = "http://b",
                           .outcome = FireOutcome::Unknown,
                           .wasSent = true,
                           .writtenVersion = {},
                           .message = {},
                           .after = {}}};
        LeverState now;
        now.replicas = {at(standing("m-2", "2"), "http://a")};
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Open);
        now.replicas.push_back(at(standing("m-2", "2"), "http://B/")); // spelt otherwise
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Landed);
        now.replicas.back() = at(standing("m-9", "2"), "http://b");
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Overtaken);
    }

    void whatWeWroteMayBeTakenBack()
    {
        const auto undo =
            ruledUndo(back(standing("m-2", "22")), firedFrom(undonePin(), verified("22")));
        QVERIFY(undo.conflict.empty() && undo.open.empty());
        QVERIFY(undo.isSettled());
    }

    void whatSomebodyElseWroteIsAConflict_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("version");
        QTest::newRow("another value") << "m-9"
                                       << "24";
        QTest::newRow("the same value, written again") << "m-2"
                                                       << "24";
        QTest::newRow("emptied") << ""
                                 << "23";
    }
    void whatSomebodyElseWroteIsAConflict()
    {
        QFETCH(QString, value);
        QFETCH(QString, version);
        const LeverState now = standing(value.toStdString(), version.toStdString());
        const auto undo = ruledUndo(back(now), firedFrom(undonePin(), verified("22")));
        QVERIFY(!undo.conflict.empty());
        QVERIFY2(undo.conflict.find("version " + version.toStdString()) != std::string::npos,
                 undo.conflict.c_str());
        QVERIFY2(undo.conflict.find("version 22") != std::string::npos, undo.conflict.c_str());
        QVERIFY(undo.conflict.find("at \"\"") == std::string::npos);
    }

    // Where the control plane names no version of our write, what was read back has to stand.
    void withoutAVersionOfOursTheStateReadBackDecides()
    {
        FireResult result = verified("");
        result.after = standing("m-2", "22");
        QVERIFY(ruledUndo(back(standing("m-2", "22")), firedFrom(undonePin(), result))
                    .conflict.empty());
        QVERIFY(!ruledUndo(back(standing("m-2", "23")), firedFrom(undonePin(), result))
                     .conflict.empty());
    }

    // An undo that changes nothing undoes nothing while the write may yet land.
    void anOpenWriteIsNamedAndNotTakenForUndone()
    {
        const Fired fired = firedFrom(undonePin(), unknown());
        const auto undo = ruledUndo(back(standing("m-1", "21")), fired);
        QVERIFY(!undo.isSettled());
        QVERIFY2(undo.open.find("pin:bot to m-2") != std::string::npos, undo.open.c_str());
        const auto landed = ruledUndo(back(standing("m-2", "22")), fired);
        QVERIFY(landed.isSettled() && landed.conflict.empty());
        const auto done =
            ruledUndo(back(standing("m-1", "25")), firedFrom(undonePin(), verified("22")));
        QVERIFY(done.isSettled() && done.open.empty());
    }

    void aReadingTellsWhatBecameOfAnOpenWrite()
    {
        const Fired fired = firedFrom(undonePin(), unknown());
        QVERIFY(fateOf(fired, standing("m-1", "21"), TokenStrength::Atomic) == WriteFate::Open);
        QVERIFY(fateOf(fired, standing("m-2", "22"), TokenStrength::Atomic) == WriteFate::Landed);
        QVERIFY(fateOf(fired, standing("m-9", "22"), TokenStrength::Atomic)
                == WriteFate::Overtaken);
        // Without a condition it may land over anybody's.
        QVERIFY(fateOf(fired, standing("m-9", "22"), TokenStrength::Advisory) == WriteFate::Open);
    }

    void ofSeveralMachinesThoseAreTakenBackThatWeWrote()
    {
        const LeverState before = standing("m-1", "21");
        const LeverPlan plan = onThree(before, before, before, "m-2");
        FireResult result = verified("");
        result.outcome = FireOutcome::Partial;
        result.writtenVersion.clear();
        for (const LeverPlan& own : plan.replicas) {
            FireResult one = verified("22");
            one.endpoint = own.endpoint;
            result.replicas.push_back(one);
        }
        result.replicas[2].outcome = FireOutcome::Conflict;
        result.replicas[2].writtenVersion.clear();
        const Fired fired = firedFrom(plan, result);
        const LeverState theirs = standing("m-9", "23");
        const auto undo =
            ruledUndo(onThree(standing("m-2", "22"), standing("m-2", "22"), theirs, "m-1"), fired);
        QVERIFY2(undo.conflict.empty(), undo.conflict.c_str());
        QCOMPARE(undo.plan.replicas.size(), std::size_t(2));
        QCOMPARE(undo.plan.requests.size(), std::size_t(2));
        QCOMPARE(undo.plan.leftAlone.size(), std::size_t(1));
        QCOMPARE(undo.plan.leftAlone[0].endpoint, std::string("http://c"));
        QVERIFY(!undo.plan.leftAlone[0].isMissed);
        QVERIFY2(undo.plan.leftAlone[0].why.find("refused there") != std::string::npos,
                 undo.plan.leftAlone[0].why.c_str());
        // What we wrote, and somebody changed since, is left alone too, and is missed.
        const auto less = ruledUndo(onThree(standing("m-2", "22"), theirs, theirs, "m-1"), fired);
        QCOMPARE(less.plan.replicas.size(), std::size_t(1));
        QCOMPARE(less.plan.leftAlone.size(), std::size_t(2));
        QVERIFY(less.plan.leftAlone[0].isMissed);
        const auto none = ruledUndo(onThree(theirs, theirs, theirs, "m-1"), fired);
        QVERIFY(!none.conflict.empty());
        QVERIFY(none.plan.requests.empty());
    }

    // One that could not be read when the plan was made was not written, and keeps nothing back.
    void aMachineThatCouldNotBeReadIsLeftAlone()
    {
        LeverState down;
        down.problem = "it does not answer";
        const LeverState before = standing("m-1", "21");
        const LeverPlan plan = onThree(before, before, down, "m-2");
        FireResult result = verified("");
        for (const char* endpoint : {"http://a", "http://b"}) {
            FireResult one = verified("22");
            one.endpoint = endpoint;
            result.replicas.push_back(one);
        }
        const auto undo = ruledUndo(
            onThree(standing("m-2", "22"), standing("m-2", "22"), standing("m-5", "7"), "m-1"),
            firedFrom(plan, result));
        QCOMPARE(undo.plan.replicas.size(), std::size_t(2));
        QVERIFY2(undo.plan.leftAlone.at(0).why.find("nothing was sent there") != std::string::npos,
                 undo.plan.leftAlone[0].why.c_str());
    }

    void whoSetItIsToldWhereItIsRecorded()
    {
        const auto entries = entriesOf(undonePin(), verified("22"), 10, 1);
        const LeverState now = standing("m-2", "22");
        QVERIFY(whoSetText(entries, "pin:bot", now, seconds(0)).starts_with("ada set it, "));
        for (const std::string& unknown :
             {whoSetText(entries, "pin:bot", now, seconds(20)), // ours, or of before
              whoSetText(entries, "pin:bot", standing("m-9", "23"), seconds(0)),
              whoSetText(entries, "pin:other", now, seconds(0))})
            QCOMPARE(unknown, std::string("Who set it is not in the recording."));
    }

    void theTimelineTellsWhichWritesAreOpen()
    {
        auto entries = entriesOf(undonePin(), verified("22"), 0, 1);
        QVERIFY(openWrites(entries).empty());
        for (auto& entry : entriesOf(undonePin(), unknown(), 10, 10))
            entries.push_back(entry);
        auto open = openWrites(entries, "pin:bot");
        QCOMPARE(open.size(), std::size_t(1));
        QCOMPARE(open[0].who, std::string("ada"));
        QCOMPARE(open[0].plan.before.version, std::string("21"));
        QVERIFY(open[0].when == seconds(10));
        QVERIFY(openWrites(entries, "pin:other").empty());
        // A console that ended before it told.
        auto lost = actionEntry(undonePin(), false, seconds(20));
        lost.sequence = 20;
        entries.push_back(lost);
        QCOMPARE(openWrites(entries).size(), std::size_t(2));
        // A later reading settles it: first the one that has an end, then the other.
        entries.push_back(
            settledEntry(open[0], WriteFate::Landed, standing("m-2", "23"), seconds(30)));
        open = openWrites(entries);
        QCOMPARE(open.size(), std::size_t(1));
        QVERIFY(open[0].when == seconds(20));
        entries.push_back(
            settledEntry(open[0], WriteFate::Overtaken, standing("m-9", "24"), seconds(31)));
        QVERIFY(openWrites(entries).empty());
    }

    // One name in two environments is two levers.
    void anotherEnvironmentSettlesNothing()
    {
        LeverPlan production = undonePin();
        production.lever.environment = "production";
        LeverPlan staging = undonePin();
        staging.lever.environment = "staging";
        auto entries = entriesOf(production, unknown(), 0, 1);
        // Recordings of before rungs named their intent.
        auto rung = rungEntry(staging,
                              {.kind = RungKind::InEffect,
                               .state = RungState::Reached,
                               .time = seconds(10),
                               .detail = {}},
                              seconds(10));
        entries.push_back(rung);
        QCOMPARE(openWrites(entries).size(), std::size_t(1));
        // Nor does its end, where the intent is not named either.
        auto lost = actionEntry(production, false, seconds(20));
        lost.sequence = 20;
        entries.push_back(lost);
        entries.push_back(outcomeEntry(staging, verified("22"), false, seconds(21)));
        QCOMPARE(openWrites(entries).size(), std::size_t(2));
    }

    // Its own intent is settled by then; the other console has crashed, and nobody knows.
    void anEndClosesNoIntentButItsOwn()
    {
        auto lost = actionEntry(undonePin(), false, seconds(0));
        lost.sequence = 3;
        auto other = outcomeEntry(undonePin(), verified("22"), false, seconds(5));
        other.payload.insert(other.payload.size() - 1, ",\"intent\":9");
        QCOMPARE(openWrites({lost, other}).size(), std::size_t(1));
        auto own = outcomeEntry(undonePin(), verified("22"), false, seconds(6));
        own.payload.insert(own.payload.size() - 1, ",\"intent\":3");
        QVERIFY(openWrites({lost, other, own}).empty());
    }

    void aRungSettlesTheIntentThatItNames()
    {
        auto entries = entriesOf(undonePin(), unknown(), 0, 1);
        for (auto& entry : entriesOf(undonePin(), unknown(), 10, 10))
            entries.push_back(entry);
        const auto open = openWrites(entries);
        QCOMPARE(open.size(), std::size_t(2));
        entries.push_back(
            settledEntry(open[0], WriteFate::Landed, standing("m-2", "23"), seconds(30)));
        const auto left = openWrites(entries);
        QCOMPARE(left.size(), std::size_t(1));
        QVERIFY(left[0].when == seconds(10)); // the older one was read
    }

    // What was read before a write was sent tells nothing of it.
    void aReadingOfBeforeSettlesNothing()
    {
        Fired fired = firedFrom(undonePin(), unknown());
        fired.when = seconds(10);
        LeverState now = standing("m-9", "20");
        now.readAt = seconds(9);
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Open);
        LeverState there = standing("m-2", "20");
        there.readAt = seconds(10);
        QVERIFY(fateOf(fired, there, TokenStrength::Atomic) == WriteFate::Open);
        now.readAt = seconds(11);
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Overtaken);
        there.readAt = {}; // not known
        QVERIFY(fateOf(fired, there, TokenStrength::Atomic) == WriteFate::Landed);
    }

    void aMachineThatIsMissingTodayIsOpen()
    {
        const LeverState before = standing("m-1", "21");
        const LeverState landed = standing("m-2", "22");
        Fired fired; // as a journal keeps it whose process was killed
        fired.plan = onThree(before, before, before, "m-2");
        LeverState now = onThree(landed, landed, landed, "m-2").before;
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Landed);
        now.replicas.pop_back();
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Open);
        // As well where it is known what became of the others.
        FireResult result = unknown();
        for (const char* endpoint : {"http://a", "http://b", "http://c"}) {
            FireResult one = verified("22");
            one.endpoint = endpoint;
            if (endpoint == std::string("http://c"))
                one.outcome = FireOutcome::Unknown;
            result.replicas.push_back(one);
        }
        fired = firedFrom(fired.plan, result);
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Open);
        // Where none of them was written to, nothing was seen to land.
        for (FiredMachine& machine : fired.machines)
            machine.wasSent = false;
        QVERIFY(fateOf(fired, now, TokenStrength::Atomic) == WriteFate::Open);
    }
};

QTEST_GUILESS_MAIN(TestUndoRule)
#include "tst_undorule.moc"
