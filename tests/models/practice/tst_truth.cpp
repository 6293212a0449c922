// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/offline.h"
#include "models/practice/levermoves.h"
#include "models/practice/namings.h"
#include "models/practice/truth.h"
#include "tests/models/practice/practicestory.h"

#include <QTest>

#include <utility>

using practice::Naming;
using practice::Truth;
using runbook::RungKind;
using runbook::RungState;
using telemetry::AlarmState;

namespace {

practicetest::Story begun()
{
    practicetest::Story story{telemetry::Timestamp{std::chrono::seconds(1'795'000'000)}};
    story.alarm(AlarmState::Raised, 20);
    story.open(30, 5);
    return story;
}

} // namespace

class TestTruth final : public QObject
{
    Q_OBJECT

private slots:
    void ofAScenario();
    void theLeverThatRecoveredIsTheCure();
    void elseTheLastBeforeTheAlarmsCleared();
    void whatWasPutBackOrFailedIsNone();
    void theWayBackIsTheCureOfALeverThatWasTheFault();
    void theVeryMoveIsTheCure();
    void withoutRecoveryNothingIsKnown();
    void namesAreHeldAgainstIt_data();
    void namesAreHeldAgainstIt();
    void aRunbookNamesACause();
    void aMoveAndItsTraceAreOne();
    void leversStandAsTheyWereFound();
    void roundTrips();
    void whatIsNoTruthIsRefused();
};

void TestTruth::ofAScenario()
{
    const auto scenario = drill::scenarioNamed("fabricated-apis");
    QVERIFY(scenario);
    const Truth truth = practice::truthOf(*scenario);
    QCOMPARE(truth.incidentClass, std::string("bad_model_version"));
    QVERIFY(truth.isCure("breaker:code-assistant", "tripped"));
    QVERIFY(!truth.isCure("breaker:code-assistant", "reset"));
    QVERIFY(!truth.isCure("breaker:support-bot", "tripped"));
    QCOMPARE(truth.brought, std::vector<std::string>{"codegen-2026-11-b"});
    using practice::Effect;
    QVERIFY(truth.effect == Effect::Answers);
    QVERIFY(truth.mayChangeAnswers());
    QVERIFY(Truth().mayChangeAnswers()); // nothing is known of it
    // Of which the debrief says that the answers were as good as before.
    for (const auto& [name, effect] :
         {std::pair("judge-drift", Effect::Judge), std::pair("cut-attributes", Effect::Texts),
          std::pair("unseen-answers", Effect::Telling),
          std::pair("skewed-clock", Effect::Telling)}) {
        const Truth other = practice::truthOf(*drill::scenarioNamed(name));
        QVERIFY2(other.effect == effect, name);
        QVERIFY2(!other.mayChangeAnswers(), name);
    }
    telemetry::AlarmTransition alarm;
    alarm.service = "agent-orders";
    alarm.check = "Faithfulness";
    QVERIFY(!truth.isAbout(alarm));
    QVERIFY(practice::truthOf(*drill::scenarioNamed("judge-drift")).isAbout(alarm));
    alarm.check = "groundedness";
    QVERIFY(!practice::truthOf(*drill::scenarioNamed("judge-drift")).isAbout(alarm));
    alarm.service = "code-assistant";
    QVERIFY(truth.isAbout(alarm));
    // Texts that do not come are what the drills about telemetry show.
    alarm.service = "support-bot";
    const Truth unseen = practice::truthOf(*drill::scenarioNamed("unseen-answers"));
    QVERIFY(!unseen.isAbout(alarm));
    alarm.check = "answer_text";
    QVERIFY(unseen.isAbout(alarm));
    QVERIFY(practice::truthOf(*drill::scenarioNamed("cut-attributes")).isAbout(alarm));
}

void TestTruth::theLeverThatRecoveredIsTheCure()
{
    auto story = begun();
    story.fire(40, "breaker:a", "reset", "tripped");
    const auto intent = story.fire(50, "pin:b", "", "m1");
    story.rung(60, "pin:b", "m1", RungKind::Recovered, RungState::Reached, intent);
    story.fire(70, "breaker:c", "reset", "tripped");
    const Truth truth = practice::truthOf(story.record(100));
    QCOMPARE(truth.cures.size(), std::size_t{1});
    QVERIFY(truth.isCure("pin:b", "m1"));
    QVERIFY(!truth.why.empty());
    QVERIFY(!truth.faultTime); // an estimate is no truth
    QCOMPARE(truth.name, std::string("INC-0001"));
}

void TestTruth::elseTheLastBeforeTheAlarmsCleared()
{
    auto story = begun();
    story.seen(40, "breaker:a", "reset", "tripped");
    story.seen(45, "breaker:a", "tripped", "reset");
    story.seen(50, "pin:b", "", "m1");
    story.alarm(AlarmState::Cleared, 60);
    story.seen(70, "breaker:c", "reset", "tripped");
    const Truth truth = practice::truthOf(story.record(100));
    QCOMPARE(truth.cures.size(), std::size_t{1});
    QVERIFY(truth.isCure("pin:b", "m1"));
}

void TestTruth::whatWasPutBackOrFailedIsNone()
{
    auto story = begun();
    const auto failed = story.fire(35, "index:a", "2", "1");
    story.rung(39, "index:a", "1", RungKind::Recovered, RungState::Failed, failed);
    story.seen(40, "breaker:a", "reset", "tripped");
    story.seen(45, "breaker:a", "tripped", "reset");
    story.alarm(AlarmState::Cleared, 60);
    QVERIFY(practice::truthOf(story.record(100)).cures.empty());
}

void TestTruth::theWayBackIsTheCureOfALeverThatWasTheFault()
{
    auto story = begun();
    story.seen(6, "pin:b", "m1", "m2"); // the fault, before anybody knew of it
    story.seen(35, "breaker:a", "reset", "tripped"); // an attempt
    story.seen(40, "pin:b", "m2", "m1");
    story.seen(50, "breaker:a", "tripped", "reset");
    story.alarm(AlarmState::Cleared, 60);
    const auto cure = practice::cureOf(story.record(100));
    QVERIFY(cure);
    QCOMPARE(cure->move.lever, std::string("pin:b"));
    QVERIFY(cure->move.inEffect == story.at(40));
    // The same where the recovery was shown on the lever's own rung.
    auto shown = begun();
    shown.seen(6, "pin:b", "m1", "m2");
    const auto intent = shown.fire(40, "pin:b", "m2", "m1");
    shown.rung(50, "pin:b", "m1", RungKind::Recovered, RungState::Reached, intent);
    QVERIFY(practice::truthOf(shown.record(100)).isCure("pin:b", "m1"));
}

void TestTruth::theVeryMoveIsTheCure()
{
    auto story = begun();
    story.seen(35, "breaker:a", "reset", "tripped");
    story.seen(40, "breaker:a", "tripped", "reset"); // and it was bad again
    story.seen(55, "breaker:a", "reset", "tripped");
    story.alarm(AlarmState::Cleared, 60);
    const auto cure = practice::cureOf(story.record(100));
    QVERIFY(cure && cure->move.inEffect == story.at(55));
}

void TestTruth::withoutRecoveryNothingIsKnown()
{
    auto story = begun();
    story.fire(40, "pin:b", "", "m1");
    QVERIFY(practice::truthOf(story.record(100)).cures.empty());
}

void TestTruth::namesAreHeldAgainstIt_data()
{
    QTest::addColumn<QString>("why");
    QTest::addColumn<QString>("naming");
    QTest::newRow("the class") << "a Bad Model Version, plainly"
                               << "right";
    QTest::newRow("as a word") << "bad_model_version"
                               << "right";
    QTest::newRow("what came") << "it is CODEGEN-2026-11-b"
                               << "right";
    QTest::newRow("beside another") << "codegen-2026-11-b and a prompt regression"
                                    << "unclear";
    QTest::newRow("ruled out") << "ruled out codegen-2026-11-b, it is the prompt"
                               << "unclear";
    QTest::newRow("denied") << "this is no bad model version"
                            << "unclear";
    QTest::newRow("another") << "prompt regression of last night"
                             << "wrong";
    QTest::newRow("two") << "prompt regression, or a bad model version"
                         << "unclear";
    QTest::newRow("in German") << "eine schlechte Modellversion"
                               << "right";
    QTest::newRow("with another ending") << "Es liegt an der Schlechten Modellversion."
                                         << "right";
    QTest::newRow("another in German") << "Verschlechterter Prompt, seit gestern"
                                       << "wrong";
    QTest::newRow("two in German") << "Drift des Bewerters oder eine schlechte Modellversion"
                                   << "unclear";
    QTest::newRow("denied in German") << "Das ist keine schlechte Modellversion"
                                      << "unclear";
    QTest::newRow("ruled out in German") << "Schlechte Modellversion ausgeschlossen"
                                         << "unclear";
    QTest::newRow("to be ruled out in German") << "Schlechte Modellversion ist auszuschließen"
                                               << "unclear";
    QTest::newRow("rules out in German") << "Der Test schließt eine schlechte Modellversion aus"
                                         << "unclear";
    QTest::newRow("hardly in German") << "wohl kaum eine schlechte Modellversion"
                                      << "unclear";
    QTest::newRow("half of a title") << "die Modellversion"
                                     << "unclear";
    QTest::newRow("words") << "somebody broke it"
                           << "unclear";
    QTest::newRow("nothing") << ""
                             << "unclear";
}

void TestTruth::namesAreHeldAgainstIt()
{
    QFETCH(QString, why);
    QFETCH(QString, naming);
    auto story = begun();
    story.identified(40, why.toStdString());
    const auto named = practice::namedCauses(
        story.record(100), practice::truthOf(*drill::scenarioNamed("fabricated-apis")));
    QCOMPARE(named.size(), std::size_t{1});
    QCOMPARE(QString::fromUtf8(practice::toString(named.front().naming)), naming);
    QVERIFY(named.front().time == story.at(40));
    // Nothing is right of which no truth is known.
    const auto unheld = practice::namedCauses(story.record(100), {});
    QVERIFY(unheld.front().naming == Naming::Unclear);
}

void TestTruth::aRunbookNamesACause()
{
    auto story = begun();
    story.runbook(40, "prompt-regression", "prompt_regression");
    story.runbook(50, "ours", "bad_model_version");
    story.runbook(55, "fabricated-apis", "prompt_regression");
    const auto named = practice::namedCauses(
        story.record(100), practice::truthOf(*drill::scenarioNamed("fabricated-apis")));
    QCOMPARE(named.size(), std::size_t{3});
    QVERIFY(named[0].naming == Naming::Wrong);
    QVERIFY(named[1].naming == Naming::Right);
    QVERIFY(named[2].naming == Naming::Right); // as the scenario is called
    // A recorded incident is of the class of the runbook that was begun last before its cure.
    const auto intent = story.fire(52, "pin:b", "", "m1");
    story.rung(60, "pin:b", "m1", RungKind::Recovered, RungState::Reached, intent);
    QCOMPARE(practice::truthOf(story.record(100)).incidentClass, std::string("bad_model_version"));
}

void TestTruth::aMoveAndItsTraceAreOne()
{
    auto story = begun();
    story.fire(40, "breaker:a", "reset", "tripped");
    story.seen(42, "breaker:a", "reset", "tripped"); // of that
    story.seen(44, "breaker:a", "tripped", "reset"); // somebody put it back
    story.seen(46, "breaker:a", "reset", "tripped"); // and again
    const auto record = story.record(100);
    const auto moves = practice::movedLevers(record.commands, record.timeline);
    QCOMPARE(moves.size(), std::size_t{3});
    QVERIFY(!moves[0].isSeenOnly && moves[0].inEffect == story.at(41) && !moves[0].isPutBack);
    QCOMPARE(moves[0].from, std::string("reset"));
    QVERIFY(moves[1].isSeenOnly && moves[1].isPutBack);
    QVERIFY(moves[2].isSeenOnly && !moves[2].isPutBack);
}

void TestTruth::leversStandAsTheyWereFound()
{
    practicetest::Story story{telemetry::Timestamp{std::chrono::seconds(1'795'000'000)}};
    story.found(1, {{"breaker:a", "reset"}, {"pin:a", "m1"}});
    story.seen(10, "pin:a", "m1", "m2");
    story.seen(20, "pin:a", "m2", "m3");
    story.seen(30, "index:b", "7", "6"); // first heard of then
    const auto early = practice::leversStandingAt(story.entries, story.at(15));
    QCOMPARE(early.size(), std::size_t{3});
    QCOMPARE(early.at("breaker:a").value, std::string("reset"));
    QCOMPARE(early.at("pin:a").value, std::string("m2"));
    QCOMPARE(early.at("pin:a").target, std::string("a"));
    QCOMPARE(early.at("index:b").value, std::string("7"));
    QCOMPARE(practice::leversStandingAt(story.entries, story.at(30)).at("index:b").value,
             std::string("6"));
}

void TestTruth::roundTrips()
{
    Truth truth = practice::truthOf(*drill::scenarioNamed("poisoned-index"));
    truth.faultTime = telemetry::fromUnixNanos(1'795'000'000'123'456'789);
    const auto back = practice::truthFromJson(practice::truthToJson(truth), "x");
    QVERIFY2(back, back ? "" : back.error().message.c_str());
    QCOMPARE(back->name, truth.name);
    QCOMPARE(back->incidentClass, truth.incidentClass);
    QCOMPARE(back->brought, truth.brought);
    QVERIFY(back->faultTime == truth.faultTime);
    QCOMPARE(back->cures.size(), truth.cures.size());
    QVERIFY(back->isCure(truth.cures.back().lever, truth.cures.back().value));
}

void TestTruth::whatIsNoTruthIsRefused()
{
    for (const char* text :
         {"", "{", "[]", "{}", R"({"truth":2})", R"({"truth":1,"cures":[{"value":"x"}]})"}) {
        const auto truth = practice::truthFromJson(text, "some.json");
        QVERIFY2(!truth, text);
        QVERIFY(truth.error().message.starts_with("some.json"));
    }
}

QTEST_GUILESS_MAIN(TestTruth)
#include "tst_truth.moc"
