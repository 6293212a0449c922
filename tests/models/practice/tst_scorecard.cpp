// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/scorecard.h"
#include "tests/models/practice/practicedrill.h"

#include <QTest>

using namespace storetest;
using namespace suspectstest;
using practicetest::planted;
using Drill = practicetest::PracticeDrill;
using practice::LeverWorth;
using practice::Naming;
using practice::Scorecard;
using practice::Truth;
using runbook::RungKind;
using runbook::RungState;
using telemetry::AlarmState;

namespace {

std::vector<LeverWorth> worthsOf(const Scorecard& card)
{
    std::vector<LeverWorth> worths;
    for (const auto& lever : card.levers)
        worths.push_back(lever.worth);
    return worths;
}

} // namespace

class TestScorecard final : public QObject
{
    Q_OBJECT

private slots:
    void timesAreFromTheStart();
    void aWrongLeverCountsAndItsWayBackDoesNot();
    void aPlantedCureIsNoneTheWorseForALateRecovery();
    void aCureThatWasTakenBackMitigatedNothing();
    void aCureIsOneEvenIfItGoesBack();
    void aCureThatWasReplacedCountsFromItsReturn();
    void whatWasAcceptedOnlyHasNotMoved();
    void whatIsNotKnownIsNotRight();
    void withoutACureTheLadderTells();
    void wrongNamesCount();
    void aFixedDiagnosisIsWhenItWasNamed();
    void exposureStopsAtRecoveryAndAtTheAlarm();
    void theToldFaultCountsMore();
    void nobodyOpenedOne();
};

void TestScorecard::timesAreFromTheStart()
{
    Drill drill;
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.alarm(AlarmState::Acknowledged, 25);
    drill.story.open(30, 1);
    drill.story.identified(40, "somebody broke it");
    drill.story.identified(45, "model-2 is a bad model version");
    const auto intent = drill.story.fire(50, "pin:shop", "", "m1");
    drill.story.rung(60, "pin:shop", "m1", RungKind::Recovered, RungState::Reached, intent);
    const Scorecard card = drill.card(planted());
    using std::chrono::seconds;
    QVERIFY(card.after(card.detected) == seconds(19));
    QVERIFY(card.after(card.acknowledged) == seconds(24));
    QVERIFY(card.after(card.named) == seconds(44)); // the right one, not the first
    QVERIFY(card.naming == Naming::Right);
    QVERIFY(card.after(card.mitigated) == seconds(50)); // in effect, not fired
    QVERIFY(card.after(card.recovered) == seconds(59));
    QVERIFY(card.isStartEstimated);
    QCOMPARE(card.wrongLevers(), 0);
    QVERIFY(worthsOf(card) == std::vector{LeverWorth::Cure});
}

void TestScorecard::aWrongLeverCountsAndItsWayBackDoesNot()
{
    Drill drill;
    drill.story.open(10, 1);
    drill.story.seen(20, "breaker:other", "reset", "tripped");
    drill.story.seen(25, "breaker:other", "tripped", "reset");
    drill.story.seen(30, "pin:shop", "", "m2"); // the right lever at the wrong value
    drill.story.seen(40, "breaker:shop", "reset", "tripped");
    const Scorecard card = drill.card(planted());
    QVERIFY(worthsOf(card)
            == (std::vector{LeverWorth::Wrong, LeverWorth::PutBack, LeverWorth::Wrong,
                            LeverWorth::Cure}));
    QCOMPARE(card.wrongLevers(), 2);
    QVERIFY(card.mitigated.time == drill.story.at(40));
}

void TestScorecard::aPlantedCureIsNoneTheWorseForALateRecovery()
{
    Drill drill;
    drill.story.open(10, 1);
    const auto intent = drill.story.fire(20, "pin:shop", "", "m1");
    drill.story.rung(30, "pin:shop", "m1", RungKind::Recovered, RungState::Failed, intent);
    const auto other = drill.story.fire(40, "index:shop", "2", "1");
    drill.story.rung(45, "index:shop", "1", RungKind::Recovered, RungState::Reached, other);
    const Scorecard card = drill.card(planted());
    QVERIFY(worthsOf(card) == (std::vector{LeverWorth::Cure, LeverWorth::Wrong}));
    QVERIFY(card.mitigated.time == drill.story.at(21));
}

void TestScorecard::aCureThatWasTakenBackMitigatedNothing()
{
    Drill drill;
    drill.story.open(10, 1);
    drill.story.seen(20, "breaker:shop", "reset", "tripped");
    drill.story.seen(25, "breaker:shop", "tripped", "reset");
    QVERIFY(!drill.card(planted()).mitigated.time);
    drill.story.seen(30, "breaker:shop", "reset", "tripped");
    QVERIFY(drill.card(planted()).mitigated.time == drill.story.at(30));
}

void TestScorecard::aCureIsOneEvenIfItGoesBack()
{
    Drill drill; // B is right, C was a mistake, and B again
    drill.story.open(10, 1);
    drill.story.fire(20, "pin:shop", "m0", "m1");
    drill.story.fire(25, "pin:shop", "m1", "m2");
    const auto back = drill.story.fire(30, "pin:shop", "m2", "m1");
    drill.story.rung(40, "pin:shop", "m1", RungKind::Recovered, RungState::Reached, back);
    const Scorecard card = drill.card(planted());
    QVERIFY(worthsOf(card) == (std::vector{LeverWorth::Cure, LeverWorth::Wrong, LeverWorth::Cure}));
    QVERIFY(card.mitigated.time == drill.story.at(31));
    // The same without a truth that was told: its rung tells.
    QVERIFY(worthsOf(drill.card({})).back() == LeverWorth::Cure);
}

void TestScorecard::aCureThatWasReplacedCountsFromItsReturn()
{
    Drill drill; // none of these goes straight back
    drill.story.open(10, 1);
    drill.story.fire(20, "pin:shop", "m0", "m1");
    drill.story.fire(25, "pin:shop", "m1", "m2");
    drill.story.fire(30, "pin:shop", "m2", "m3");
    const auto last = drill.story.fire(35, "pin:shop", "m3", "m1");
    QVERIFY(drill.card(planted()).mitigated.time == drill.story.at(36));
    drill.story.rung(40, "pin:shop", "m1", RungKind::Recovered, RungState::Reached, last);
    QVERIFY(drill.card(planted()).mitigated.time == drill.story.at(36));
    // What comes after recovery takes nothing back.
    drill.story.fire(50, "pin:shop", "m1", "m4");
    QVERIFY(drill.card(planted()).mitigated.time == drill.story.at(36));
}

void TestScorecard::whatWasAcceptedOnlyHasNotMoved()
{
    Drill drill;
    drill.story.open(10, 1);
    const auto accepted = [&](int second, const char* lever, const char* to, RungState inEffect) {
        const auto intent = drill.story.intend(second, lever, "", to);
        for (const auto kind : {RungKind::Sent, RungKind::Accepted})
            drill.story.rung(second + 1, lever, to, kind, RungState::Reached, intent);
        if (inEffect != RungState::Waiting)
            drill.story.rung(second + 2, lever, to, RungKind::InEffect, inEffect, intent);
    };
    accepted(20, "pin:shop", "m1", RungState::Failed); // the right one
    accepted(30, "index:shop", "7", RungState::Failed); // a wrong one
    accepted(40, "breaker:shop", "tripped", RungState::Waiting);
    const Scorecard card = drill.card(planted());
    QVERIFY(worthsOf(card)
            == (std::vector{LeverWorth::NotMoved, LeverWorth::NotMoved, LeverWorth::Unknown}));
    QVERIFY(!card.mitigated.time);
    QCOMPARE(card.wrongLevers(), 0);
    QCOMPARE(card.unknownLevers(), 1);
}

void TestScorecard::whatIsNotKnownIsNotRight()
{
    Drill drill;
    drill.story.open(10, 1);
    drill.story.fire(20, "pin:shop", "m0", "m1"); // the cure
    drill.story.intend(30, "pin:shop", "m1", "m2"); // and nobody told what became of it
    const Scorecard card = drill.card(planted());
    QVERIFY(worthsOf(card) == (std::vector{LeverWorth::Cure, LeverWorth::Unknown}));
    QVERIFY(!card.mitigated.time); // whether it stayed is not known
    QVERIFY(card.mitigated.why.find("not known") != std::string::npos);
    QCOMPARE(card.unknownLevers(), 1);
}

void TestScorecard::withoutACureTheLadderTells()
{
    Drill drill;
    drill.story.open(10, 1);
    const auto bad = drill.story.fire(20, "index:shop", "2", "1");
    drill.story.rung(25, "index:shop", "1", RungKind::Recovered, RungState::Failed, bad);
    drill.story.fire(30, "pin:shop", "", "m1");
    const auto good = drill.story.fire(40, "breaker:shop", "reset", "tripped");
    drill.story.rung(50, "breaker:shop", "tripped", RungKind::Recovered, RungState::Reached, good);
    const Scorecard card = drill.card({});
    QVERIFY(worthsOf(card)
            == (std::vector{LeverWorth::Wrong, LeverWorth::Unknown, LeverWorth::Cure}));
    QVERIFY(card.mitigated.time == drill.story.at(41));
}

void TestScorecard::wrongNamesCount()
{
    Drill drill;
    drill.story.open(10, 1);
    QVERIFY(!drill.card(planted()).naming);
    drill.story.identified(20, "a prompt regression");
    const Scorecard card = drill.card(planted());
    QVERIFY(card.naming == Naming::Wrong);
    QVERIFY(!card.named.time); // the cause was not named
    QCOMPARE(card.wrongNames(), 1);
}

void TestScorecard::aFixedDiagnosisIsWhenItWasNamed()
{
    Drill drill;
    drill.story.open(10, 1);
    drill.story.runbook(40, "roll-back", "bad_model_version");
    QVERIFY(drill.card(planted()).named.time == drill.story.at(40));
    // In words that a rule cannot hold against the truth: what was done tells that it was right.
    drill.story.fixed(50, 20, "what was pushed before");
    Scorecard card = drill.card(planted());
    QVERIFY(card.named.time == drill.story.at(20));
    QVERIFY(card.naming == Naming::Right);
    QVERIFY(card.named.why.find("fixed by ada: what was pushed before") != std::string::npos);
    QVERIFY(card.named.why.find("roll-back") != std::string::npos);
    // What names something else is not when it was named.
    drill.story.fixed(55, 20, "a prompt regression");
    card = drill.card(planted());
    QVERIFY(card.named.time == drill.story.at(40));
    QCOMPARE(card.wrongNames(), 1);
}

void TestScorecard::exposureStopsAtRecoveryAndAtTheAlarm()
{
    Drill drill;
    drill.story.alarm(AlarmState::Raised, 3);
    drill.story.open(4, 1, {"shop"});
    QCOMPARE(drill.card(planted()).exposure.answers, 5);
    const auto intent = drill.story.fire(4, "pin:shop", "", "m1");
    drill.story.rung(5, "pin:shop", "m1", RungKind::Recovered, RungState::Reached, intent);
    const Scorecard card = drill.card(planted());
    QCOMPARE(card.exposure.answers, 4); // of the seconds 1 to 4
    QVERIFY(card.exposureAtAlarm);
    QCOMPARE(card.exposureAtAlarm->answers, 2);
    QCOMPARE(card.exposureAtAlarm->wrong, 2);
}

void TestScorecard::theToldFaultCountsMore()
{
    Drill drill;
    drill.story.alarm(AlarmState::Raised, 10);
    drill.story.open(11, 1, {"shop"});
    Truth truth = planted();
    truth.faultTime = drill.story.at(3);
    QVERIFY(drill.card(truth).start.time == drill.story.at(3));
    QVERIFY(!drill.card(truth).isStartEstimated);
    const Scorecard card = drill.card(truth, drill.story.at(4));
    QVERIFY(card.start.time == drill.story.at(4));
    QCOMPARE(card.exposure.answers, 2);
    // An alarm of before the fault is told as such and has no exposure.
    const Scorecard late = drill.card(truth, drill.story.at(12));
    QVERIFY(late.after(late.detected) == std::chrono::seconds(-2));
    QVERIFY(!late.exposureAtAlarm);
}

void TestScorecard::nobodyOpenedOne()
{
    Drill drill;
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.open(30, 1);
    auto record = drill.story.record(100);
    record.incident.id.clear(); // as readUndeclared() has it
    Scorecard card = drill.of(record, planted());
    QVERIFY(card.start.time == drill.story.at(1)); // the onset, not the recording's beginning
    QVERIFY(card.detected.time == drill.story.at(20));
    QVERIFY(!card.acknowledged.time);
    drill.story.alarm(AlarmState::Acknowledged, 25);
    record.alarms = drill.story.alarms;
    card = drill.of(record, planted());
    QVERIFY(card.acknowledged.time == drill.story.at(25));
}

QTEST_GUILESS_MAIN(TestScorecard)
#include "tst_scorecard.moc"
