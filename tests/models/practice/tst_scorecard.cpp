// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/offline.h"
#include "models/practice/ownalarms.h"
#include "models/practice/scorecard.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/practice/practicestory.h"
#include "tests/models/suspects/suspectsrecording.h"

#include <QTest>

using namespace storetest;
using namespace suspectstest;
using practice::LeverWorth;
using practice::Naming;
using practice::Scorecard;
using practice::Truth;
using runbook::RungKind;
using runbook::RungState;
using telemetry::AlarmState;

namespace {

Truth planted()
{
    Truth truth;
    truth.name = "planted";
    truth.incidentClass = "bad_model_version";
    truth.cures = {{"pin:shop", "m1"}, {"breaker:shop", "tripped"}};
    truth.brought = {"model-2"};
    return truth;
}

// Six answers in the seconds 1 to 6, five of the shop.
class Drill
{
public:
    Drill()
        : story(at(0))
    {
        writer = recording.writer();
        writeSuspects(*writer);
    }

    Scorecard card(const Truth& truth, std::optional<telemetry::Timestamp> fault = {}) const
    {
        return of(story.record(100), truth, fault);
    }
    Scorecard of(const incident::IncidentRecord& record, const Truth& truth,
                 std::optional<telemetry::Timestamp> fault = {}) const
    {
        auto result = practice::scorecardOf(*recording.reader(), record, truth, fault);
        if (!result)
            qFatal("%s", result.error().message.c_str());
        return *result;
    }

    Recording recording;
    std::unique_ptr<store::Writer> writer;
    practicetest::Story story;
};

std::vector<LeverWorth> worthsOf(const Scorecard& card)
{
    std::vector<LeverWorth> worths;
    for (const auto& lever : card.levers)
        worths.push_back(lever.worth);
    return worths;
}

// Sixty answers, one a second, from 31 on.
void writeHealthy(store::Writer& writer)
{
    std::vector<otlp::OutgoingSpan> spans;
    for (int i = 0; i < practice::kRecoveredAnswers; ++i)
        spans.push_back(
            answerSpan(static_cast<std::uint64_t>(100 + i), 31 + i, "Your parcel is in the house"));
    QVERIFY(writer.append(spansBatch(spans, 95)) && writer.commit());
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
    void anAlarmOfAnotherServiceIsNotTheDrills();
    void aFaultThatChangesNoAnswerMakesNoneWrong();
    void withoutAnAlarmTheRecoveredWindowTells();
    void anOpenAlarmKeepsADrillFromItsEnd();
    void whatTheCureItselfBringsHoldsNothingOpen();
    void whichAlarmsALeverBrought();
    void allAlarmsOfAFaultCount();
    void whatCannotSeeTheFaultJudgesNothingOfIt();
    void theLaddersWordStandsBesideTheCards();
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

void TestScorecard::anAlarmOfAnotherServiceIsNotTheDrills()
{
    Drill drill;
    Truth truth = planted();
    truth.effect = practice::Effect::Answers;
    truth.service = "shop";
    truth.faultTime = drill.story.at(10);
    drill.story.open(5, 1);
    drill.story.alarm(AlarmState::Raised, 9); // before the fault
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.alarms.back().alarm = "A-0002";
    drill.story.alarms.back().service = "other";
    auto record = drill.story.record(100);
    record.incident.id.clear();
    QVERIFY(drill.of(record, planted()).detected.time == drill.story.at(9)); // nothing is known
    QVERIFY(!drill.of(record, truth).detected.time);
    drill.story.alarm(AlarmState::Raised, 25);
    drill.story.alarms.back().alarm = "A-0003";
    record.alarms = drill.story.alarms;
    QVERIFY(drill.of(record, truth).detected.time == drill.story.at(25));
    // Of its service, and of another quantity than it changes.
    truth.effect = practice::Effect::Telling;
    QVERIFY(!drill.of(record, truth).detected.time);
    truth.effect = practice::Effect::Judge;
    QVERIFY(!drill.of(record, truth).detected.time);
    record.alarms.back().check = "Faithfulness";
    truth.cures = {{"judge:faithfulness", "m1"}};
    QVERIFY(drill.of(record, truth).detected.time == drill.story.at(25));
}

void TestScorecard::aFaultThatChangesNoAnswerMakesNoneWrong()
{
    Drill drill;
    drill.story.open(10, 1, {"shop"});
    Truth truth = planted();
    const Scorecard other = drill.card(truth);
    QVERIFY(other.exposure.wrong > 0);
    QCOMPARE(other.suspectAnyway, 0);
    truth.effect = practice::Effect::Telling;
    const Scorecard card = drill.card(truth);
    QCOMPARE(card.exposure.wrong, 0);
    QCOMPARE(card.suspectAnyway, other.exposure.wrong);
    QCOMPARE(card.exposure.judged, other.exposure.judged);
}

void TestScorecard::withoutAnAlarmTheRecoveredWindowTells()
{
    Drill drill;
    Truth truth = planted();
    truth.effect = practice::Effect::Telling;
    truth.service = "shop";
    truth.faultTime = drill.story.at(10);
    drill.story.open(5, 1);
    drill.story.seen(30, "pin:shop", "", "m1");
    auto record = drill.story.record(100);
    record.incident.id.clear();
    record.incident.alarms.clear();
    Scorecard card = drill.of(record, truth);
    QVERIFY(card.mitigated.time == drill.story.at(30));
    QVERIFY(card.windowBegan == drill.story.at(30));
    QVERIFY(!card.recovered.time); // no answer has come since
    QVERIFY(!card.over);
    writeHealthy(*drill.writer);
    card = drill.of(record, truth);
    QVERIFY(card.over == drill.story.at(90));
    QVERIFY(card.recovered.time == drill.story.at(90));
    record.knownAt = drill.story.at(80); // as much had not passed then
    QVERIFY(!drill.of(record, truth).over);
    // Taken back, nothing is over.
    drill.story.seen(60, "pin:shop", "m1", "m2");
    record = drill.story.record(100);
    record.incident.id.clear();
    record.incident.alarms.clear();
    QVERIFY(!drill.of(record, truth).over);
}

void TestScorecard::anOpenAlarmKeepsADrillFromItsEnd()
{
    Drill drill;
    writeHealthy(*drill.writer);
    Truth truth = planted();
    truth.effect = practice::Effect::Answers;
    truth.service = "shop";
    truth.faultTime = drill.story.at(1);
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.open(21, 1);
    const auto intent = drill.story.fire(24, "pin:shop", "", "m1");
    drill.story.rung(27, "pin:shop", "m1", RungKind::Recovered, RungState::Reached, intent);
    Scorecard card = drill.card(truth);
    QVERIFY(!card.recovered.time); // the ladder's signal is back, the alarm is not
    QVERIFY(card.signalRecovered.time == drill.story.at(27));
    QVERIFY(practice::isToldApart(card));
    QCOMPARE(card.holding, std::vector<std::string>{"A-0001"});
    QVERIFY2(card.recovered.why.starts_with("A-0001 has not"), card.recovered.why.c_str());
    QVERIFY(!card.windowBegan);
    QVERIFY(!card.over);
    drill.story.alarm(AlarmState::Cleared, 30);
    card = drill.card(truth);
    QVERIFY(card.recovered.time == drill.story.at(30));
    QVERIFY(practice::isToldApart(card));
    QVERIFY(card.holding.empty());
    QCOMPARE(card.exposure.range.end, drill.story.at(30));
    QVERIFY(card.windowBegan == drill.story.at(30));
    QVERIFY(card.over == drill.story.at(90));
    // Nor does it end while another one of it is open that nobody took into the incident.
    telemetry::AlarmTransition other = drill.story.alarms.front();
    other.alarm = "A-0007";
    store::HealthResults health;
    health.alarms = {other};
    QVERIFY(drill.writer->append(health) && drill.writer->commit());
    card = drill.card(truth);
    QVERIFY(!card.over);
    QVERIFY(!card.recovered.time);
    QCOMPARE(card.holding, std::vector<std::string>{"A-0007"});
}

void TestScorecard::whatTheCureItselfBringsHoldsNothingOpen()
{
    Drill drill;
    writeHealthy(*drill.writer);
    Truth truth = planted();
    truth.effect = practice::Effect::Answers;
    truth.service = "shop";
    truth.faultTime = drill.story.at(1);
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.open(21, 1);
    drill.story.fire(24, "pin:shop", "", "m1");
    drill.story.alarm(AlarmState::Cleared, 30);
    telemetry::AlarmTransition back = drill.story.alarms.front();
    back.alarm = "A-0002"; // "answers are longer", as they were before the fault
    back.measure = telemetry::AlarmMeasure::MovedShare;
    back.onset = drill.story.at(25);
    back.time = back.recorded = drill.story.at(28);
    const auto tell = [&drill](const telemetry::AlarmTransition& alarm) {
        store::HealthResults health;
        health.alarms = {alarm};
        QVERIFY(drill.writer->append(health) && drill.writer->commit());
    };
    tell(back);
    Scorecard card = drill.card(truth);
    QVERIFY(card.over == drill.story.at(90));
    QVERIFY(card.recovered.time == drill.story.at(30));
    QVERIFY(card.holding.empty());
    // One that began before the cure is the fault's, however late it is raised.
    back.alarm = "A-0003";
    back.onset = drill.story.at(10);
    tell(back);
    QCOMPARE(drill.card(truth).holding, std::vector<std::string>{"A-0003"});
}

void TestScorecard::whichAlarmsALeverBrought()
{
    Truth truth = planted();
    truth.effect = practice::Effect::Answers;
    practicetest::Story story(at(0));
    truth.faultTime = story.at(1);
    story.seen(20, "breaker:other", "reset", "tripped");
    story.seen(30, "index:shop", "2", "1");
    story.seen(40, "pin:shop", "m2", "m1"); // the cure
    story.seen(60, "pin:shop", "m1", "m2"); // and back into the fault
    const auto moves = practice::movedLevers({}, story.entries);
    const auto isBrought = [&](int onset, int raised) {
        telemetry::AlarmTransition alarm;
        alarm.service = "shop";
        alarm.onset = story.at(onset);
        alarm.recorded = story.at(raised);
        return practice::isOfAMove(alarm, truth, moves);
    };
    QVERIFY(!isBrought(2, 35)); // the fault's, raised late
    QVERIFY(!isBrought(21, 25)); // at a move of another service
    QVERIFY(isBrought(32, 38));
    QVERIFY(!isBrought(32, 29)); // told before it moved
    QVERIFY(isBrought(50, 55)); // the way back, whenever it is told while the cure stands
    QVERIFY(!isBrought(61, 65)); // the fault once more
}

// The first of all its alarms detects, the last that clears recovers, in whatever incidents.
void TestScorecard::allAlarmsOfAFaultCount()
{
    Drill drill;
    Truth truth = planted();
    truth.effect = practice::Effect::Answers;
    truth.service = "shop";
    truth.faultTime = drill.story.at(1);
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.alarm(AlarmState::Acknowledged, 26);
    drill.story.alarm(AlarmState::Cleared, 40);
    drill.story.open(27, 1);
    store::HealthResults health;
    telemetry::AlarmTransition other = drill.story.alarms.front();
    other.alarm = "A-0002";
    for (const auto& [state, second] :
         {std::pair(AlarmState::Raised, 17), std::pair(AlarmState::Acknowledged, 22),
          std::pair(AlarmState::Cleared, 50)}) {
        other.state = state;
        other.actor = "bo";
        other.time = other.recorded = drill.story.at(second);
        health.alarms.push_back(other);
    }
    QVERIFY(drill.writer->append(health) && drill.writer->commit());
    incident::Opening opening;
    opening.title = "The other";
    opening.alarms = {"A-0002"};
    const auto opened = incident::openedEntry(opening, drill.story.entries, drill.story.at(23));
    QVERIFY(opened.has_value());
    auto entry = *opened;
    entry.actor = "bo";
    QVERIFY(drill.writer->append(entry) && drill.writer->commit());
    const Scorecard card = drill.card(truth);
    QVERIFY(card.detected.time == drill.story.at(17));
    QVERIFY(card.acknowledged.time == drill.story.at(22));
    QVERIFY(card.recovered.time == drill.story.at(50));
    QCOMPARE(card.incidents.size(), std::size_t{2});
    QCOMPARE(card.incidents.front(), card.incident);
}

void TestScorecard::whatCannotSeeTheFaultJudgesNothingOfIt()
{
    Drill drill; // "fabrication" is the check that has results in it
    Truth truth = planted();
    truth.effect = practice::Effect::Answers;
    truth.service = "shop";
    truth.faultTime = drill.story.at(1);
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.open(21, 1, {"shop"});
    drill.story.alarms.back().check = "Correctness";
    Scorecard card = drill.card(truth);
    QVERIFY(card.isExposureCounted && card.exposure.judged > 0);
    QVERIFY(card.judgedBySeeing == std::int64_t{0});
    QCOMPARE(card.seeingChecks, std::vector<std::string>{"Correctness"});
    const auto uncounted = practice::scorecardOf(*drill.recording.reader(), drill.story.record(100),
                                                 truth, {}, practice::Counting::Nothing);
    QVERIFY(uncounted);
    QVERIFY(!uncounted->isExposureCounted);
    QVERIFY(uncounted->detected.time == card.detected.time);
    drill.story.alarms.back().check = telemetry::kAnswerText; // holds nothing against an answer
    QVERIFY(!drill.card(truth).judgedBySeeing);
}

void TestScorecard::theLaddersWordStandsBesideTheCards()
{
    Drill drill;
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.open(21, 1);
    const auto intent = drill.story.fire(24, "pin:shop", "", "m1");
    drill.story.rung(27, "pin:shop", "m1", RungKind::Recovered, RungState::Reached, intent);
    Scorecard card = drill.card(planted());
    QVERIFY(card.signalRecovered.time == drill.story.at(27));
    QVERIFY(!practice::isToldApart(card)); // one measure
    card.recovered.time = drill.story.at(60); // another alarm took longer
    QVERIFY(practice::isToldApart(card));
    card.recovered.time.reset();
    QVERIFY(practice::isToldApart(card));
}

QTEST_GUILESS_MAIN(TestScorecard)
#include "tst_scorecard.moc"
