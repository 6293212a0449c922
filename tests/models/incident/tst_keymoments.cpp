// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/alarmtext.h"
#include "models/health/shifttext.h"
#include "tests/models/incident/story.h"

#include <QTest>

using incident::KeyMoment;
using incident::MomentKind;
using runbook::RungKind;
using runbook::RungState;
using telemetry::AlarmState;

using namespace incidenttest;

class TestKeyMoments final : public QObject
{
    Q_OBJECT

private slots:
    void goByTheirRules();
    void withoutAlarmsAreOfTheOpening();
    void unknownIsUnknown();
    void aLeverThatDidNotHelpIsNoMitigation();
    void aLeverThatWasPutBackIsNoMitigation();
    void theLeverThatRecoveredIs();
    void recoveryNeedsAllAlarms();
    void aRungIsNoRecoveryOfOtherAlarms();
    void whatEndedWithoutProofIsNoRecovery_data();
    void whatEndedWithoutProofIsNoRecovery();
    void anAcknowledgementMayComeBeforeTheLastAnswer();
    void alertsOfAlertmanagerTell();
    void theOutcomeOfALeverMayComeLater();
    void withoutAnOpeningNothingGoesByIt();
    void peopleAreRight();
    void nothingLiesBeforeTheStart();
    void leversOfAnotherTimeDoNotCount();
};

void TestKeyMoments::goByTheirRules()
{
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.alarm(AlarmState::Acknowledged, 40, 40);
    story.open(45, 10);
    story.tell(
        *incident::statusEntry(story.now(), incident::Status::Identified, "so", storySecond(60)));
    const auto intent = story.lever("pin", 70, true);
    story.rung("pin", RungKind::Recovered, RungState::Reached, 95, intent);
    const auto moments = story.moments();
    QCOMPARE(moments.size(), 6U);
    verifyAt(moments[0], 10);
    verifyAt(moments[1], 32); // when the console knew, not when the observation was made
    verifyAt(moments[2], 40);
    verifyAt(moments[3], 60);
    verifyAt(moments[4], 72);
    verifyAt(moments[5], 95);
    for (const KeyMoment& moment : moments)
        QVERIFY(moment.isProposed() && moment.entry > 0 && !moment.why.empty());
    // An onset is worked out; the others were recorded when they happened.
    for (const KeyMoment& moment : moments)
        QCOMPARE(moment.isEstimated, moment.kind == MomentKind::Start);
    QVERIFY(incident::isStartEstimated(moments));
    QVERIFY(*incident::timeTo(moments, MomentKind::Mitigation) == std::chrono::seconds(62));
    // Without that somebody said so, it is when somebody began to act.
    std::erase_if(story.entries, [](const auto& entry) {
        return entry.payload.find("identified") != std::string::npos;
    });
    telemetry::TimelineEntry step;
    step.kind = "step";
    step.subject = "book";
    step.time = storySecond(65);
    step.payload = R"({"state":"started"})";
    story.tell(step);
    verifyAt(story.of(MomentKind::Diagnosis), 65);
}

void TestKeyMoments::withoutAlarmsAreOfTheOpening()
{
    Story story;
    story.open(45, 20);
    verifyAt(story.of(MomentKind::Start), 20);
    verifyAt(story.of(MomentKind::Detection), 45);
    verifyAt(story.of(MomentKind::Acknowledgement), 45);
}

void TestKeyMoments::unknownIsUnknown()
{
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.open(45, 10);
    for (const MomentKind kind :
         {MomentKind::Diagnosis, MomentKind::Mitigation, MomentKind::Recovery}) {
        QVERIFY(!story.of(kind).time);
        QVERIFY(!story.of(kind).why.empty());
        QVERIFY(!incident::timeTo(story.moments(), kind));
    }
    story.lever("pin", 70, false); // accepted is not in effect
    QVERIFY(!story.of(MomentKind::Mitigation).time);
}

void TestKeyMoments::aLeverThatDidNotHelpIsNoMitigation()
{
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.open(45, 10);
    const auto wrong = story.lever("wrong", 50, true);
    verifyAt(story.of(MomentKind::Mitigation), 52);
    story.rung("wrong", RungKind::Recovered, RungState::Failed, 60, wrong);
    QVERIFY(!story.of(MomentKind::Mitigation).time);
    story.lever("right", 70, true);
    verifyAt(story.of(MomentKind::Mitigation), 72);
    QVERIFY(story.of(MomentKind::Mitigation).why.find("not shown") != std::string::npos);
}

void TestKeyMoments::aLeverThatWasPutBackIsNoMitigation()
{
    Story story;
    story.open(45, 10);
    story.lever("pin", 50, true);
    story.lever("pin", 60, true, true);
    QVERIFY(!story.of(MomentKind::Mitigation).time);
}

void TestKeyMoments::theLeverThatRecoveredIs()
{
    Story story;
    story.open(45, 10);
    story.lever("first", 50, true);
    const auto second = story.lever("second", 60, true);
    verifyAt(story.of(MomentKind::Mitigation), 52);
    story.rung("second", RungKind::Recovered, RungState::Reached, 90, second);
    verifyAt(story.of(MomentKind::Mitigation), 62);
    verifyAt(story.of(MomentKind::Recovery), 90);
}

void TestKeyMoments::recoveryNeedsAllAlarms()
{
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.alarm(AlarmState::Raised, 35, 36, "A-0002");
    story.open(45, 10);
    incident::Opening other;
    other.alarms = {"A-0002"};
    story.tell(*incident::alarmsEntry(story.now(), {story.now()}, other, {}, storySecond(46)));
    story.alarm(AlarmState::Cleared, 80, 81);
    QVERIFY(!story.of(MomentKind::Recovery).time);
    story.alarm(AlarmState::Cleared, 90, 91, "A-0002");
    verifyAt(story.of(MomentKind::Recovery), 90);
    story.alarm(AlarmState::Raised, 95, 96); // again
    QVERIFY(!story.of(MomentKind::Recovery).time);
}

void TestKeyMoments::aRungIsNoRecoveryOfOtherAlarms()
{
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.open(45, 10);
    const auto intent = story.lever("pin", 50, true);
    story.rung("pin", RungKind::Recovered, RungState::Reached, 70, intent);
    verifyAt(story.of(MomentKind::Recovery), 70);
    QCOMPARE(story.of(MomentKind::Recovery).entry, story.entries.back().sequence);
    // Of two alarms the rung is about one.
    story.alarm(AlarmState::Raised, 35, 36, "A-0002");
    incident::Opening other;
    other.alarms = {"A-0002"};
    story.tell(*incident::alarmsEntry(story.now(), {story.now()}, other, {}, storySecond(71)));
    story.alarm(AlarmState::Cleared, 75, 76);
    QVERIFY(!story.of(MomentKind::Recovery).time);
    QCOMPARE(story.of(MomentKind::Recovery).why, "A-0002 has not cleared");
    story.alarm(AlarmState::Cleared, 90, 91, "A-0002");
    verifyAt(story.of(MomentKind::Recovery), 90);
    // Whose answers are gone since is not waited for.
    telemetry::AlarmTransition gone = story.alarms.back();
    story.alarms.back().sentence =
        health::clearedSentence(gone, health::Ending::Vanished, false, true);
    verifyAt(story.of(MomentKind::Recovery), 75);
    // And of one, where it came back after all.
    Story again;
    again.alarm(AlarmState::Raised, 30, 32);
    again.open(45, 10);
    const auto moved = again.lever("pin", 50, true);
    again.rung("pin", RungKind::Recovered, RungState::Reached, 70, moved);
    again.alarm(AlarmState::Raised, 80, 81);
    QVERIFY(!again.of(MomentKind::Recovery).time);
}

void TestKeyMoments::whatEndedWithoutProofIsNoRecovery_data()
{
    QTest::addColumn<std::string>("actor");
    QTest::addColumn<std::string>("sentence");
    QTest::addColumn<bool>("isRecovery");
    telemetry::AlarmTransition cleared;
    cleared.check = "tone";
    cleared.service = "bot";
    using health::Ending;
    QTest::newRow("shown") << std::string("detector")
                           << health::clearedSentence(cleared, Ending::Recovered, false, true)
                           << true;
    QTest::newRow("vanished") << std::string("detector")
                              << health::clearedSentence(cleared, Ending::Vanished, false, true)
                              << false;
    health::ShiftFacts facts;
    QTest::newRow("taken for usual")
        << std::string("detector")
        << health::shiftEndedSentence("bot", "answer_length", facts, true, false) << false;
    QTest::newRow("as usual again")
        << std::string("detector")
        << health::shiftEndedSentence("bot", "answer_length", facts, false, false) << true;
    QTest::newRow("closed by a person")
        << std::string("ada") << std::string("tone of bot was closed by ada") << false;
}

void TestKeyMoments::whatEndedWithoutProofIsNoRecovery()
{
    QFETCH(std::string, actor);
    QFETCH(std::string, sentence);
    QFETCH(bool, isRecovery);
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.open(45, 10);
    story.alarm(AlarmState::Cleared, 80, 81);
    story.alarms.back().actor = actor;
    story.alarms.back().sentence = sentence;
    QCOMPARE(story.of(MomentKind::Recovery).time.has_value(), isRecovery);
    if (!isRecovery)
        QCOMPARE(story.of(MomentKind::Recovery).why,
                 "A-0001 was closed, and nothing showed that it was back");
}

void TestKeyMoments::anAcknowledgementMayComeBeforeTheLastAnswer()
{
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.open(45, 10);
    story.alarm(AlarmState::Acknowledged, 60, 60); // by the clock of the console
    story.alarm(AlarmState::Cleared, 50, 80); // by an answer that came late
    verifyAt(story.of(MomentKind::Recovery), 50);
}

void TestKeyMoments::alertsOfAlertmanagerTell()
{
    const auto alert = [](const char* state, int second) {
        telemetry::TimelineEntry entry;
        entry.kind = "alert";
        entry.subject = "a1b2";
        entry.time = storySecond(second);
        entry.recorded = storySecond(second + 1);
        entry.payload = std::string("{\"state\":\"") + state + "\",\"name\":\"WrongAnswers\"}";
        return entry;
    };
    Story story;
    story.tell(alert("firing", 20), "alertmanager");
    incident::Opening opening = *incident::openingOf(story.entries.front());
    story.tell(*incident::openedEntry(opening, {}, storySecond(45)));
    verifyAt(story.of(MomentKind::Start), 20);
    verifyAt(story.of(MomentKind::Detection), 21); // when the console knew
    QCOMPARE(story.of(MomentKind::Detection).entry, 1);
    verifyAt(story.of(MomentKind::Acknowledgement), 45);
    QCOMPARE(story.of(MomentKind::Recovery).why, "the alert WrongAnswers is not resolved");
    story.tell(alert("resolved", 80), "alertmanager");
    verifyAt(story.of(MomentKind::Recovery), 80);
    story.tell(alert("firing", 90), "alertmanager");
    QVERIFY(!story.of(MomentKind::Recovery).time);
}

void TestKeyMoments::theOutcomeOfALeverMayComeLater()
{
    Story story;
    story.open(45, 10);
    runbook::LeverPlan plan;
    plan.lever.id = "pin";
    plan.to = "b";
    story.tell(runbook::actionEntry(plan, false, storySecond(50)));
    const auto intent = story.entries.back().sequence;
    story.tell(*incident::closedEntry(story.now(), "over", storySecond(52)));
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::Refused;
    auto outcome = runbook::outcomeEntry(plan, result, false, storySecond(60));
    outcome.payload.insert(1, "\"intent\":" + std::to_string(intent) + ",");
    story.tell(outcome);
    const auto commands = incident::commandsWithin(
        story.entries, [&story](telemetry::Timestamp time) { return story.now().covers(time); });
    QCOMPARE(commands.size(), 1U);
    QCOMPARE(commands.front().outcome, "refused");
    QVERIFY(!commands.front().isUnknown());
}

void TestKeyMoments::withoutAnOpeningNothingGoesByIt()
{
    Story story;
    incident::Incident whole; // of a recording in which nobody opened one
    whole.start = whole.opened = storySecond(0);
    const auto of = [&](MomentKind kind) {
        return incident::keyMoments(whole, story.entries, story.alarms)
            .at(static_cast<std::size_t>(kind));
    };
    for (const MomentKind kind :
         {MomentKind::Start, MomentKind::Detection, MomentKind::Acknowledgement})
        QVERIFY(!of(kind).time && !of(kind).why.empty());
    story.alarm(AlarmState::Raised, 30, 32);
    story.alarm(AlarmState::Acknowledged, 40, 40);
    whole.alarms = {"A-0001"};
    verifyAt(of(MomentKind::Start), 10);
    verifyAt(of(MomentKind::Detection), 32);
    verifyAt(of(MomentKind::Acknowledgement), 40);
}

void TestKeyMoments::peopleAreRight()
{
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.open(45, 10);
    story.tell(*incident::momentEntry(story.now(), MomentKind::Detection, storySecond(25), 3,
                                      "a user", storySecond(99)),
               "cy");
    const KeyMoment moment = story.of(MomentKind::Detection);
    verifyAt(moment, 25);
    QVERIFY(!moment.isProposed());
    QVERIFY(!moment.isEstimated);
    QCOMPARE(moment.who, "cy");
    QCOMPARE(moment.why, "a user");
    QCOMPARE(moment.entry, 3);
}

void TestKeyMoments::nothingLiesBeforeTheStart()
{
    Story story;
    story.alarm(AlarmState::Raised, 30, 32);
    story.open(45, 10);
    story.tell(*incident::momentEntry(story.now(), MomentKind::Start, storySecond(40), 0, "deploy",
                                      storySecond(99)));
    verifyAt(story.of(MomentKind::Start), 40);
    QVERIFY(!story.of(MomentKind::Detection).time);
    verifyAt(story.of(MomentKind::Acknowledgement), 45);
}

void TestKeyMoments::leversOfAnotherTimeDoNotCount()
{
    Story story;
    story.lever("pin", 1, true);
    story.open(45, 10);
    QVERIFY(!story.of(MomentKind::Mitigation).time);
    story.tell(*incident::closedEntry(story.now(), "over", storySecond(60)));
    story.lever("pin", 70, true);
    QVERIFY(!story.of(MomentKind::Mitigation).time);
}

QTEST_GUILESS_MAIN(TestKeyMoments)
#include "tst_keymoments.moc"
