// SPDX-License-Identifier: GPL-3.0-or-later

// The card of a fault that was planted: which alarms are its own, and when it is over.

#include "models/practice/ownalarms.h"
#include "models/practice/scorecard.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/practice/practicedrill.h"

#include <QTest>

#include <algorithm>
#include <utility>
#include <vector>

using namespace storetest;
using namespace suspectstest;
using practicetest::planted;
using Drill = practicetest::PracticeDrill;
using practice::Scorecard;
using practice::Truth;
using runbook::RungKind;
using runbook::RungState;
using telemetry::AlarmState;

namespace {

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

class TestDrillCard final : public QObject
{
    Q_OBJECT

private slots:
    void anAlarmOfAnotherServiceIsNotTheDrills();
    void aFaultThatChangesNoAnswerMakesNoneWrong();
    void withoutAnAlarmTheRecoveredWindowTells();
    void anOpenAlarmKeepsADrillFromItsEnd();
    void whatTheCureItselfBringsHoldsNothingOpen();
    void whichAlarmsALeverBrought();
    void allAlarmsOfAFaultCount();
    void whatWasDoneBetweenTwoIncidentsCounts();
    void whatCannotSeeTheFaultJudgesNothingOfIt();
    void theLaddersWordStandsBesideTheCards();
};

void TestDrillCard::anAlarmOfAnotherServiceIsNotTheDrills()
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

void TestDrillCard::aFaultThatChangesNoAnswerMakesNoneWrong()
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

void TestDrillCard::withoutAnAlarmTheRecoveredWindowTells()
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

void TestDrillCard::anOpenAlarmKeepsADrillFromItsEnd()
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

void TestDrillCard::whatTheCureItselfBringsHoldsNothingOpen()
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

void TestDrillCard::whichAlarmsALeverBrought()
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
    // The fault's by its likeliest onset, though the latest possible one is past the cure.
    telemetry::AlarmTransition slow;
    slow.service = "shop";
    slow.onset = story.at(22);
    slow.onsetLow = story.at(2);
    slow.onsetHigh = story.at(43);
    slow.recorded = story.at(55);
    QVERIFY(!practice::isOfAMove(slow, truth, moves));
}

// The first of all its alarms detects, the last that clears recovers, in whatever incidents.
void TestDrillCard::allAlarmsOfAFaultCount()
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
    const auto opened = incident::openedEntry(opening, incident::incidentsOf(drill.story.entries),
                                              drill.story.at(23));
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

// The first was closed before, the second reaches back to after: the cure is in neither's range.
void TestDrillCard::whatWasDoneBetweenTwoIncidentsCounts()
{
    Drill drill;
    Truth truth = planted();
    truth.effect = practice::Effect::Answers;
    truth.service = "shop";
    truth.faultTime = drill.story.at(1);
    drill.story.alarm(AlarmState::Raised, 20);
    drill.story.open(21, 15);
    drill.story.tell(
        *incident::closedEntry(drill.story.now(), "it seems over", drill.story.at(40)));
    drill.story.fire(50, "pin:shop", "", "m1");
    telemetry::AlarmTransition other = drill.story.alarms.front();
    other.alarm = "A-0002";
    other.onset = drill.story.at(55);
    other.time = other.recorded = drill.story.at(58);
    drill.story.alarms.push_back(other);
    incident::Opening opening;
    opening.title = "The other";
    opening.alarms = {"A-0002"};
    opening.start = drill.story.at(55);
    drill.story.tell(*incident::openedEntry(opening, incident::incidentsOf(drill.story.entries),
                                            drill.story.at(60)));
    for (const telemetry::TimelineEntry& entry : drill.story.entries)
        QVERIFY(drill.writer->append(entry));
    store::HealthResults health;
    health.alarms = drill.story.alarms;
    QVERIFY(drill.writer->append(health) && drill.writer->commit());
    const auto reader = drill.recording.reader();
    const auto incidents = incident::readIncidents(*reader);
    QVERIFY(incidents);
    QCOMPARE(incidents->size(), std::size_t{2});
    for (const incident::Incident& each : *incidents) {
        const auto alone = incident::readIncidentTimeline(*reader, each.id);
        QVERIFY(alone && alone->commands.empty());
    }
    const auto record = practice::readDrillRecord(*reader, truth);
    QVERIFY(record);
    QCOMPARE(record->commands.size(), std::size_t{1});
    QCOMPARE(record->commands.front().lever, std::string("pin:shop"));
    const auto count = [&record](const char* kind) {
        return std::ranges::count(record->timeline, kind, &telemetry::TimelineEntry::kind);
    };
    QCOMPARE(count("action"), 1);
    QCOMPARE(count("incident"), 3);
    QVERIFY(drill.of(*record, truth).mitigated.time == drill.story.at(51));
}

void TestDrillCard::whatCannotSeeTheFaultJudgesNothingOfIt()
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

void TestDrillCard::theLaddersWordStandsBesideTheCards()
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

QTEST_GUILESS_MAIN(TestDrillCard)
#include "tst_drillcard.moc"
