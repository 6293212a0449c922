// SPDX-License-Identifier: GPL-3.0-or-later

// What was fired before a run was taken up again, and what there is to put back of it.

#include "tests/widgets/resumefixture.h"

using namespace Qt::StringLiterals;
using namespace pagetest;
using runbook::StepState;

class TestRunbookUndo : public ResumeTest
{
    Q_OBJECT

private slots:
    void init() { begun(); }
    void cleanup() { tearDown(); }

    void whatWasFiredBeforeCanBePutBack_data();
    void whatWasFiredBeforeCanBePutBack();
    void whatWasReadBackCanBePutBack();
    void whatWasPutBackBeforeIsNotOfferedAgain();
    void anUndoThatWasOnItsWayIsReadBack_data();
    void anUndoThatWasOnItsWayIsReadBack();
    void anOpenUndoIsNotSentTwice();

private:
    void killedInTheUndo();
};

void TestRunbookUndo::whatWasFiredBeforeCanBePutBack_data()
{
    QTest::addColumn<bool>("isSettled"); // the console lived to settle the step
    QTest::newRow("settled") << true;
    QTest::newRow("killed before") << false;
}

void TestRunbookUndo::whatWasFiredBeforeCanBePutBack()
{
    QFETCH(const bool, isSettled);
    begin();
    runbook::LeverPlan plan = breakerPlan();
    plan.before.raw = "was here";
    plan.before.exists = true;
    append(runbook::actionEntry(plan, false, at(40)), 40);
    for (auto& entry : runbook::resultEntries(plan, verifiedResult(), false, at(41)))
        append(entry, 41);
    if (isSettled)
        append(runbook::stepEntry("fabricated-apis", "Trip",
                                  {.step = "trip",
                                   .state = StepState::Done,
                                   .who = "ada",
                                   .when = at(42),
                                   .note = {}}),
               42);
    open();
    QTRY_VERIFY(!offer().isEmpty());
    m_port->plan->before.value = "tripped";
    m_port->plan->isNoChange = true;
    press(u"Resume"_s);
    chooseStep(kStepTrip);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
    QVERIFY(says(u"Fired by ada before the run was taken up again."_s));
    press(u"Undo…"_s);
    QCOMPARE(m_port->undone.raw, std::string("was here"));
    QVERIFY(m_port->undone.exists);
    m_port->plan->isNoChange = false;
    m_hold = m_dock->findChild<runbookview::HoldButton*>();
    QTRY_VERIFY(button(*m_dock, u"Arm"_s) != nullptr && button(*m_dock, u"Arm"_s)->isEnabled());
    armAndHold();
    m_port->answerFire(verifiedResult());
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Undone);
}

// The console was killed before the answer: it is put back as soon as it is known to be there.
void TestRunbookUndo::whatWasReadBackCanBePutBack()
{
    begin();
    fire();
    open();
    QTRY_VERIFY(!offer().isEmpty());
    m_port->plan->before.value = "tripped";
    m_port->plan->isNoChange = true;
    press(u"Resume"_s);
    chooseStep(kStepTrip);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
    press(u"Undo…"_s);
    QCOMPARE(m_port->undone.value, breakerPlan().before.value);
}

void TestRunbookUndo::whatWasPutBackBeforeIsNotOfferedAgain()
{
    begin();
    fire();
    for (auto& entry : runbook::resultEntries(breakerPlan(), verifiedResult(), false, at(41)))
        append(entry, 41);
    runbook::LeverPlan undo = breakerPlan();
    undo.to = "reset";
    append(runbook::actionEntry(undo, true, at(44)), 44);
    for (auto& entry : runbook::resultEntries(undo, verifiedResult(), true, at(45)))
        append(entry, 45);
    open();
    QTRY_VERIFY(!offer().isEmpty());
    press(u"Resume"_s);
    chooseStep(kStepTrip);
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr);
    QVERIFY(button(*m_dock, u"Arm"_s) != nullptr);
}

// The console was killed between the undo's intent and its answer.
void TestRunbookUndo::killedInTheUndo()
{
    begin();
    runbook::LeverPlan plan = breakerPlan();
    plan.before.raw = "reset";
    plan.rawAfter = "tripped";
    append(runbook::actionEntry(plan, false, at(40)), 40);
    for (auto& entry : runbook::resultEntries(plan, verifiedResult(), false, at(41)))
        append(entry, 41);
    append(
        runbook::stepEntry(
            "fabricated-apis", "Trip",
            {.step = "trip", .state = StepState::Done, .who = "ada", .when = at(42), .note = {}}),
        42);
    runbook::LeverPlan undo = plan;
    undo.before.value = undo.before.raw = "tripped";
    undo.before.version = "18";
    undo.to = undo.rawAfter = "reset";
    append(runbook::actionEntry(undo, true, at(50)), 50);
    open();
    QTRY_VERIFY(!offer().isEmpty());
    m_port->plan->lever.token = runbook::TokenStrength::Atomic;
    m_port->plan->before = undo.before; // as it stands while the undo has not landed
    m_port->plan->isNoChange = true;
}

void TestRunbookUndo::anUndoThatWasOnItsWayIsReadBack_data()
{
    QTest::addColumn<bool>("isServed");
    QTest::newRow("served") << true;
    QTest::newRow("not yet served") << false;
}

void TestRunbookUndo::anUndoThatWasOnItsWayIsReadBack()
{
    QFETCH(const bool, isServed);
    killedInTheUndo();
    m_port->plan->before.value = m_port->plan->before.raw = "reset"; // it has landed
    m_port->plan->before.version = "19";
    m_port->plan->isNoChange = false;
    m_port->served = {{.title = "The gateway", .isReached = isServed, .detail = "by the fallback"}};
    press(u"Resume"_s);
    chooseStep(kStepTrip);
    QCOMPARE(m_port->servingAsked.size(), std::size_t{1});
    QCOMPARE(m_port->servingAsked[0].to, std::string("reset"));
    QVERIFY(m_dock->model().progress(kStepTrip).state
            == (isServed ? StepState::Undone : StepState::Done));
    if (!isServed) {
        m_port->served->front().isReached = true;
        press(u"Read Again"_s);
        QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Undone);
    }
    QVERIFY(m_port->fired.empty());
    QTRY_VERIFY(armable()); // the step itself can be carried out again
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr);
}

void TestRunbookUndo::anOpenUndoIsNotSentTwice()
{
    killedInTheUndo();
    press(u"Resume"_s);
    chooseStep(kStepTrip);
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
    QVERIFY(says(u"Put back by ada before the run was taken up again."_s));
    QVERIFY(says(u"it stands at “tripped”. The write may yet land."_s));
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr);
    QVERIFY(!armable());
    press(u"Set Aside…"_s);
    QTest::keyClicks(field(u"Why this write does not count any more"_s), u"it never left"_s);
    press(u"Set It Aside"_s);
    press(u"Undo…"_s);
    QCOMPARE(m_port->undone.raw, std::string("reset"));
    QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Done);
}

QTEST_MAIN(TestRunbookUndo)
#include "tst_runbookundo.moc"
