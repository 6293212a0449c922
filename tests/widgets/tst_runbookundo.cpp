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
    QVERIFY(says(u"Fired by ada before the run was taken up again."_s));
    press(u"Undo…"_s);
    QCOMPARE(m_port->undone.raw, std::string("was here"));
    QVERIFY(m_port->undone.exists);
    m_port->plan->isNoChange = false;
    m_hold = m_dock->findChild<runbookview::HoldButton*>();
    QTRY_VERIFY(button(*m_dock, u"Arm"_s) != nullptr && button(*m_dock, u"Arm"_s)->isEnabled());
    armAndHold();
    m_port->answerFire(verifiedResult());
    if (isSettled)
        QVERIFY(m_dock->model().progress(kStepTrip).state == StepState::Undone);
    else
        QVERIFY(says(u"The step is still to be done."_s));
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

QTEST_MAIN(TestRunbookUndo)
#include "tst_runbookundo.moc"
