// SPDX-License-Identifier: GPL-3.0-or-later

// A run outlives the console: what a dock offers that finds one in its recording, and what a second
// console sees of it.

#include "models/runbook/leverentries.h"
#include "models/runbook/openwrites.h"
#include "models/runbook/pastrun.h"
#include "models/runbook/runentries.h"
#include "tests/widgets/resumefixture.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/runbook/runoffer.h"
#include "widgets/runbook/steplist.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace pagetest;
using runbook::StepState;

class TestRunbookResume : public ResumeTest
{
    Q_OBJECT

private slots:
    void init() { begun(); }
    void cleanup() { tearDown(); }

    void nothingIsOfferedWhereNothingIsUnfinished();
    void anUnfinishedRunIsTakenUpWhereItWas();
    void anUnknownOutcomeIsReadBackAndNeverFiredAgain();
    void newAnswersAreAwaitedOn();
    void whatCannotBeReadStaysUnknown();
    void oneFiringIsNotTwoSteps();
    void whatIsNotServedIsNotDone();
    void whatIsOpenIsSetAsideBeforeItIsFiredAgain();
    void theRunKeepsItsVersion();
    void aRunIsAbortedWithAReason();
    void anAbortedOrFinishedRunIsNotOffered();
    void anUnfinishedRunCanBeAbortedUnseen();
    void aStepIsDoneAgain();
    void aCheckCanFail();
    void aSecondConsoleSeesTheRun();
    void aStepIsSeenWithoutTelemetry();
    void evidenceStandsUnderItsValue();
    void evidenceStandsInTheStep();
};

void TestRunbookResume::nothingIsOfferedWhereNothingIsUnfinished()
{
    open();
    QVERIFY(offer().isEmpty());
}

void TestRunbookResume::anUnfinishedRunIsTakenUpWhereItWas()
{
    begin();
    fire();
    for (auto& entry : runbook::resultEntries(breakerPlan(), verifiedResult(), false, at(41)))
        append(entry, 41);
    open();
    QTRY_VERIFY(!offer().isEmpty());
    const QString text = offer();
    for (const QString& part :
         {u"1 of 4 steps settled"_s, u"by ada, and neither finished"_s, u"Confirm the onset"_s,
          u"ada: 82 %"_s, u"in effect reached"_s, u"service: code-assistant"_s})
        QVERIFY2(text.contains(part), qPrintable(text));
    QVERIFY(m_port->entries.empty()); // to look is not to act
    press(u"Resume"_s);
    QVERIFY(offer().isEmpty());
    QCOMPARE(m_dock->model().rowCount(), 4);
    QVERIFY(m_dock->model().progress(0).state == StepState::Done);
    QCOMPARE(m_dock->model().progress(0).who, std::string("ada"));
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done); // it was in effect
    QCOMPARE(m_dock->model().currentRow(), 2);
    QVERIFY(m_dock->model().run().started == at(30));
    QCOMPARE(stepsRecorded().size(), std::size_t{2});
    QVERIFY(stepsRecorded()[0].payload.find(R"("state":"resumed")") != std::string::npos);
    QCOMPARE(m_port->plansAsked, 1); // by the panel, for the step that is shown
    QVERIFY(says(u"in effect reached"_s));
    QVERIFY(m_port->fired.empty());
}

// The console was killed between the intent and the answer.
void TestRunbookResume::anUnknownOutcomeIsReadBackAndNeverFiredAgain()
{
    begin();
    fire();
    open();
    QTRY_VERIFY(offer().contains(u"What became of it is not known."_s));
    QVERIFY(offer().contains(u"not fired again"_s));
    m_port->plan->before.value = "tripped"; // it had arrived
    m_port->plan->isNoChange = true;
    press(u"Resume"_s);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
    QVERIFY(m_port->fired.empty());
    const auto steps = stepsRecorded();
    QCOMPARE(steps.size(), std::size_t{2}); // resumed, done
    QVERIFY(recorded(u"rung"_s).payload.find(R"("detail":"read later: tripped")")
            != std::string::npos);
    QCOMPARE(m_port->servingAsked.size(), std::size_t{1});
    QCOMPARE(m_port->servingAsked[0].to, std::string("tripped"));
    // The chain tells it, too: nothing is open any more.
    auto intent = runbook::actionEntry(breakerPlan(), false, at(40));
    intent.sequence =
        QJsonDocument::fromJson(QByteArray::fromStdString(recorded(u"rung"_s).payload))[u"intent"_s]
            .toInteger();
    QVERIFY(intent.sequence > 0);
    std::vector<telemetry::TimelineEntry> chain{intent};
    QCOMPARE(runbook::openWrites(chain).size(), std::size_t{1});
    chain.push_back(recorded(u"rung"_s));
    QVERIFY(runbook::openWrites(chain).empty());
}

// A breaker is tripped, and once more later: what was fired for the first is not the second's.
void TestRunbookResume::oneFiringIsNotTwoSteps()
{
    const std::string text = sampleRunbook().markdown
        + "\n## 9. Again\n\n```step\nid: again\nkind: lever\ntitle: Trip it again\nservice: "
          "\"{service}\"\nlever: \"breaker:{service}\"\nto: tripped\n```\n";
    const auto book = runbook::parseRunbook(text);
    QVERIFY(book.problems.empty());
    const auto run =
        runbook::RunbookRun::start(book.runbook, "ada", at(30), {{"service", "code-assistant"}});
    append(runbook::startEntry(run, book.runbook), 30);
    fire();
    for (auto& entry : runbook::resultEntries(breakerPlan(), verifiedResult(), false, at(41)))
        append(entry, 41);
    append(
        runbook::stepEntry(
            "fabricated-apis", "Trip",
            {.step = "trip", .state = StepState::Done, .who = "ada", .when = at(42), .note = {}}),
        42);
    open();
    QTRY_VERIFY(!offer().isEmpty());
    press(u"Resume"_s);
    const int again = m_dock->model().rowOf("again");
    QVERIFY(again > 0);
    QVERIFY(m_dock->model().progress(again).state == StepState::Pending);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
}

// The control plane alone is no effect where what serves can be asked.
void TestRunbookResume::whatIsNotServedIsNotDone()
{
    begin();
    fire();
    open();
    QTRY_VERIFY(!offer().isEmpty());
    m_port->plan->before.value = "tripped";
    m_port->plan->before.version = "18";
    m_port->plan->isNoChange = true;
    m_port->served = {{.title = "The gateway", .isReached = false, .detail = "HTTP 503"}};
    press(u"Resume"_s);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Pending);
    QVERIFY(says(u"The control plane shows it, but what serves does not"_s));
    QVERIFY(says(u"HTTP 503"_s));
    QVERIFY(recorded(u"rung"_s).payload.find(R"("state":"unknown")") != std::string::npos);
    m_port->served->front().isReached = true;
    press(u"Read Again"_s);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
    QVERIFY(m_port->fired.empty());
}

// The control plane had shown it, and the console ended while new answers were looked for.
void TestRunbookResume::newAnswersAreAwaitedOn()
{
    begin();
    fire();
    runbook::FireResult result = verifiedResult();
    result.wasSent = true;
    result.rungs.back().state = runbook::RungState::Waiting;
    for (auto& entry : runbook::resultEntries(breakerPlan(), result, false, at(41)))
        append(entry, 41);
    open();
    QTRY_VERIFY(!offer().isEmpty());
    m_port->plan->lever.seenAs = "model";
    m_port->plan->before.value = "tripped";
    m_port->plan->isNoChange = true;
    press(u"Resume"_s);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Pending);
    QCOMPARE(m_port->effectOf.size(), std::size_t{1});
    QCOMPARE(m_port->effectOf[0].to, std::string("tripped"));
    QVERIFY(button(*m_dock, u"Undo…"_s) != nullptr); // it was sent
    QVERIFY(!armable());
    emit m_port->effectChanged({.isReached = true, .detail = u"seen in the newest 5"_s});
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
}

void TestRunbookResume::whatCannotBeReadStaysUnknown()
{
    begin();
    fire();
    open(false);
    QTRY_VERIFY(!offer().isEmpty());
    press(u"Resume"_s);
    QVERIFY(says(u"It is being read back."_s));
    QVERIFY(!armable()); // nothing to fire it with meanwhile
    QVERIFY(button(*m_dock, u"Set Aside…"_s) == nullptr); // nor to take it for nothing
    m_port->plan = telemetry::failure(telemetry::ErrorKind::Unreachable, "No answer.");
    m_port->answersPlans = true;
    emit m_port->planReady((quint64{1} << 61) + 1, {m_port->plan}); // of the first question
    QVERIFY(says(u"it could not be read: No answer."_s));
    QVERIFY(!armable());
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Pending);
    m_port->plan = breakerPlan();
    m_port->plan->before.value = "tripped";
    m_port->plan->before.version = "18";
    press(u"Read Again"_s);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
    QVERIFY(m_port->fired.empty());
}

// It stands as before, and may yet land: only a person can say that it does not count any more.
void TestRunbookResume::whatIsOpenIsSetAsideBeforeItIsFiredAgain()
{
    begin();
    fire();
    open(); // the lever still stands at "reset"
    QTRY_VERIFY(!offer().isEmpty());
    press(u"Resume"_s);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Pending);
    QVERIFY(says(u"it stands at “reset”. The write may yet land."_s));
    QVERIFY(!armable());
    press(u"Set Aside…"_s);
    press(u"Set It Aside"_s); // without a reason
    QVERIFY(!armable());
    QLineEdit* why = field(u"Why this write does not count any more"_s);
    QVERIFY(why != nullptr);
    QTest::keyClicks(why, u"the console died before it sent"_s);
    press(u"Set It Aside"_s);
    QTRY_VERIFY(armable());
    const auto rung = recorded(u"rung"_s);
    QVERIFY(rung.payload.find(R"("set_aside":"the console died before it sent")")
            != std::string::npos);
    QVERIFY(rung.payload.find(R"("state":"unknown")") != std::string::npos);
    QVERIFY(m_port->fired.empty());
    QVERIFY(button(*m_dock, u"Set Aside…"_s) == nullptr);
}

void TestRunbookResume::theRunKeepsItsVersion()
{
    begin();
    open();
    QTRY_VERIFY(!offer().isEmpty());
    std::string text = sampleRunbook().markdown;
    const auto place = text.find("title: Confirm the onset");
    text.replace(place, 24, "title: Confirm it better");
    const auto newer = runbook::parseRunbook(text).runbook;
    QVERIFY(!newer.id.empty());
    m_dock->setRunbooks({newer});
    QVERIFY(offer().contains(u"Confirm the onset"_s));
    press(u"Resume"_s);
    QCOMPARE(m_dock->model().step(0).title, std::string("Confirm the onset"));
    QVERIFY(says(u"There is a newer version of this runbook"_s));
    // Edited back: nothing to tell of. And what it says goes while a run is going on, too.
    m_dock->setRunbooks({sampleRunbook()});
    m_dock->setRunbookFolder(u"/books"_s, {u"a.md:3:1: no id"_s});
    QVERIFY(says(u"a.md:3:1: no id"_s));
    QCOMPARE(m_dock->model().step(0).title, std::string("Confirm the onset"));
}

void TestRunbookResume::aRunIsAbortedWithAReason()
{
    open();
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "code-assistant"}}));
    press(u"Abort…"_s);
    press(u"Abort the Run"_s);
    QVERIFY(says(u"Say why"_s));
    QCOMPARE(m_dock->model().rowCount(), 4); // not without a reason
    QTest::keyClicks(field(u"Why the run is aborted"_s), u"false alarm"_s);
    press(u"Abort the Run"_s);
    QCOMPARE(m_dock->model().rowCount(), 0);
    const auto last = m_port->entries.back();
    QVERIFY(last.text.find("Runbook aborted") == 0);
    QVERIFY(last.payload.find(R"("reason":"false alarm")") != std::string::npos);
    QVERIFY(last.payload.find(R"("pending":["confirm","trip","pin","hand-over"])")
            != std::string::npos);
    QVERIFY(says(u"What was fired stays as it is."_s));
}

void TestRunbookResume::anAbortedOrFinishedRunIsNotOffered()
{
    begin();
    auto run =
        runbook::RunbookRun::start(sampleRunbook(), "ada", at(30), {{"service", "code-assistant"}});
    QVERIFY(run.abort({.who = "ada", .when = at(50), .reason = "false alarm"}));
    append(runbook::abortEntry(run, "x"), 50);
    open();
    QTest::qWait(50);
    QVERIFY(offer().isEmpty());
    begin();
    append(runbook::leaveEntry("fabricated-apis", "x", at(51)), 51);
    open();
    QTest::qWait(50);
    QVERIFY(offer().isEmpty());
}

void TestRunbookResume::anUnfinishedRunCanBeAbortedUnseen()
{
    begin();
    open();
    QTRY_VERIFY(!offer().isEmpty());
    press(u"Abort…"_s);
    QTest::keyClicks(field(u"Why the run is aborted"_s), u"over since"_s);
    QTest::keyClick(field(u"Why the run is aborted"_s), Qt::Key_Return);
    QVERIFY(offer().isEmpty());
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QVERIFY(m_port->entries[0].payload.find(R"("state":"aborted")") != std::string::npos);
    QCOMPARE(m_dock->model().rowCount(), 0);
}

void TestRunbookResume::aStepIsDoneAgain()
{
    open();
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "code-assistant"}}));
    chooseStep(0);
    press(u"Done"_s);
    chooseStep(0);
    QTest::keyClicks(field(u"Note on this step"_s), u"still so"_s);
    press(u"Do Again"_s);
    QCOMPARE(m_dock->model().progress(0).times, 2);
    QVERIFY(m_port->entries.back().text.find("Step done again, time 2") == 0);
    QVERIFY(m_port->entries.back().payload.find(R"("times":2)") != std::string::npos);
    chooseStep(kStepTrip); // a lever is repeated by firing it, which its panel does
    QVERIFY(button(*m_dock, u"Do Again"_s) == nullptr);
    QVERIFY(button(*m_dock, u"Failed"_s) == nullptr);
}

void TestRunbookResume::aCheckCanFail()
{
    open();
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "code-assistant"}}));
    chooseStep(0);
    press(u"Failed"_s);
    QVERIFY(m_dock->model().progress(0).state == StepState::Pending); // not without a word
    QTest::keyClicks(field(u"Note on this step"_s), u"no rise to be seen"_s);
    press(u"Failed"_s);
    QVERIFY(m_dock->model().progress(0).state == StepState::Failed);
    QVERIFY(m_port->entries.back().text.find("no rise to be seen") != std::string::npos);
}

// Only one program may write a recording. The other one reads: it has no port, and says why.
void TestRunbookResume::aSecondConsoleSeesTheRun()
{
    begin(false);
    m_port.reset();
    m_dock = std::make_unique<runbookview::RunbookDock>(nullptr, *m_queries, *m_conductor, *m_clock,
                                                        *m_theme, kTiming);
    m_dock->setRunbooks({}); // it need not even have the runbook
    m_dock->setFollowing(true, u"plumbline (process 4711 of bob)"_s);
    m_dock->resize(440, 900);
    m_dock->show();
    QTRY_VERIFY(
        says(u"Another Plumbline writes this recording: plumbline (process 4711 of bob)."_s));
    QVERIFY(says(u"To take the run over, close that one"_s));
    QTRY_VERIFY(says(u"Begun at"_s));
    QVERIFY(button(*m_dock, u"Done"_s) == nullptr);
    QVERIFY(!says(u"82 %"_s));
    m_clock->time = at(61);
    append(runbook::stepEntry("fabricated-apis", "Confirm the onset",
                              {.step = "confirm",
                               .state = StepState::Done,
                               .who = "bob",
                               .when = at(60.5),
                               .note = "82 %"}),
           60.5, "bob");
    QElapsedTimer waited;
    waited.start();
    m_conductor->setBounds({.start = at(0), .end = at(61)});
    QTRY_VERIFY(says(u"bob: 82 %"_s));
    qInfo("seen by the second console after %lld ms", static_cast<long long>(waited.elapsed()));
    append(runbook::leaveEntry("fabricated-apis", "x", at(60.8)), 60.8, "bob");
    m_clock->time = at(62);
    QTRY_VERIFY(!says(u"bob: 82 %"_s)); // the run is over there: it is here, too
}

// The end of a recording is where its newest telemetry is: of a service that fell silent there is
// none, and its runbook goes on.
void TestRunbookResume::aStepIsSeenWithoutTelemetry()
{
    begin(false);
    items::TimeConductor conductor(*m_clock, false);
    conductor.setBounds({.start = at(0), .end = at(60)});
    conductor.seek(at(60));
    m_dock = std::make_unique<runbookview::RunbookDock>(nullptr, *m_queries, conductor, *m_clock,
                                                        *m_theme, kTiming);
    m_dock->resize(440, 900);
    m_dock->show();
    QTRY_VERIFY(says(u"Begun at"_s));
    QVERIFY(says(u"The past can be looked at"_s));
    m_dock->setFollowing(true);
    QVERIFY(says(u"Another Plumbline writes this recording"_s));
    append(runbook::stepEntry("fabricated-apis", "Confirm the onset",
                              {.step = "confirm",
                               .state = StepState::Done,
                               .who = "bob",
                               .when = at(75),
                               .note = "82 %"}),
           75, "bob");
    QTRY_VERIFY(says(u"bob: 82 %"_s));
    conductor.seek(at(50)); // looked back at: as it was then
    QTRY_VERIFY(!says(u"bob: 82 %"_s));
    QVERIFY(says(u"The past can be looked at"_s));
    m_dock.reset();
}

void TestRunbookResume::evidenceStandsUnderItsValue()
{
    open();
    m_dock->propose({.runbook = sampleRunbook().id,
                     .parameters = {{"service", "code-assistant"}},
                     .alarm = "A-0001",
                     .occasion = "x is wrong",
                     .evidence = {{"service", "alarm A-0001: <b>82 %</b>\u202e"}}});
    QVERIFY(says(u"alarm A-0001: <b>82 %</b>⟦U+202E⟧"_s));
    auto* line = m_dock->findChild<runbookview::RunbookStart*>()->findChild<QLineEdit*>();
    line->selectAll();
    QTest::keyClicks(line, u"other"_s); // says nothing of what somebody typed
    QVERIFY(!says(u"alarm A-0001: <b>"_s));
    line->selectAll();
    QTest::keyClicks(line, u"code-assistant"_s);
    QVERIFY(says(u"alarm A-0001: <b>"_s));
    // The shelf is read again meanwhile: what was typed stays.
    line->selectAll();
    QTest::keyClicks(line, u"typed"_s);
    m_dock->setRunbooks({sampleRunbook()});
    line = m_dock->findChild<runbookview::RunbookStart*>()->findChild<QLineEdit*>();
    QCOMPARE(line->text(), u"typed"_s);
    line->setText(u"code-assistant"_s);
    press(u"Start"_s);
    QVERIFY(m_port->entries.front().payload.find("alarm A-0001") != std::string::npos);
}

// Also when the run goes on, at the step that the value is put into.
void TestRunbookResume::evidenceStandsInTheStep()
{
    open();
    auto book = sampleRunbook();
    book.parameters["good"] = "what served before";
    book.steps[kStepPin].title = "Pin {good}";
    QVERIFY(m_dock->start(book, {{"service", "code-assistant"}, {"good", "m2"}}, {},
                          {{"good", "m2 served 2,140 judged answers"}, {"service", "A-0001"}}));
    chooseStep(kStepTrip);
    QVERIFY(!says(u"good: m2 served"_s));
    chooseStep(kStepPin);
    QVERIFY(says(u"good: m2 served 2,140 judged answers"_s));
    QVERIFY(!says(u"A-0001"_s));
}

QTEST_MAIN(TestRunbookResume)
#include "tst_runbookresume.moc"
