// SPDX-License-Identifier: GPL-3.0-or-later

// The way back in the window: an undo never overwrites somebody else's change, and what nobody
// knows is read back until it is known.

#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/ladderview.h"
#include "widgets/runbook/leverpanel.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <string>

using namespace Qt::StringLiterals;
using namespace pagetest;
using runbook::RungKind;
using runbook::RungState;

namespace {

const std::string kConflict = "Somebody else has changed it since it was fired: it now stands at "
                              "\"answers-by-cy\" (version 24), and what was written was tripped "
                              "(version 22). Nothing was sent.";

runbook::LeverState standing(const std::string& value, const std::string& version)
{
    runbook::LeverState state;
    state.value = value;
    state.raw = value;
    state.version = version;
    state.exists = true;
    return state;
}

} // namespace

class TestLeverWayBack : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { tearDown(); }

    void theControlPlaneAloneIsNoEffectWhereWhatServesShowedOtherwise();
    void whatStandsThereIsConfirmed();
    void whatWasNeverSentSettlesNothing();
    void whatIsOverwrittenLaterIsSaid();
    void anUnknownUndoIsNotSentTwice();
    void aChosenUndoStaysChosen();
    void anUndoOverSomebodyElsesChangeCannotBeSent();
    void whoArmedTheUndoIsDisarmedByAConflict();
    void theWayOutIsAStepOfItsOwn();
    void whatWasSentIsShownAtOnce();
    void anUnknownOutcomeIsReadAgain();
    void anUnknownOutcomeIsReadBackByItself();
    void whatCanNoLongerLandIsSettled();
    void anOpenWriteIsNamedInTheNextRun();
    void openWritesOfOthersAreNamedAndSettled();
    void anUndoOfAnOpenWriteSaysWhyItWaits();

private:
    QString label(const QString& accessibleName) const;
    QString ladder() const { return m_dock->findChild<runbookview::LadderView*>()->text(); }
    runbookview::LeverController& controller() const
    {
        return m_dock->findChild<runbookview::LeverPanel*>()->controller();
    }
    runbook::StepState stepState() const { return m_dock->model().progress(kStepTrip).state; }
    void fireVerified();
    void fireUnknown();
    int settled() const; // entries that a later reading wrote
};

void TestLeverWayBack::init()
{
    setUp();
    m_port->plan->before = standing("reset", "21");
    m_port->plan->rawAfter = "tripped";
    m_port->plan->lever.token = runbook::TokenStrength::Atomic;
    const int asked = m_port->plansAsked;
    QTRY_VERIFY(m_port->plansAsked > asked + 1);
}

QString TestLeverWayBack::label(const QString& accessibleName) const
{
    for (const auto* each : m_dock->findChildren<QLabel*>()) {
        if (each->accessibleName() == accessibleName && each->isVisible())
            return each->text();
    }
    return {};
}

void TestLeverWayBack::fireVerified()
{
    armAndHold();
    runbook::FireResult result = verifiedResult();
    result.outcome = runbook::FireOutcome::Verified;
    result.wasSent = true;
    result.before = standing("reset", "21");
    result.writtenVersion = "22";
    m_port->plan->before = standing("tripped", "22");
    m_port->answerFire(result);
    QVERIFY(button(*m_dock, u"Undo…"_s) != nullptr);
}

void TestLeverWayBack::fireUnknown()
{
    armAndHold();
    runbook::FireResult result = verifiedResult();
    result.outcome = runbook::FireOutcome::Unknown;
    result.wasSent = true;
    result.before = standing("reset", "21");
    for (runbook::Rung& rung : result.rungs) {
        if (rung.kind != RungKind::Sent)
            rung.state = RungState::Unknown;
    }
    m_port->answerFire(result);
    QVERIFY(controller().isOpen());
}

int TestLeverWayBack::settled() const
{
    return static_cast<int>(std::count_if(
        m_port->entries.begin(), m_port->entries.end(), [](const telemetry::TimelineEntry& each) {
            return each.kind == "rung" && each.text.find("read later") != std::string::npos;
        }));
}

void TestLeverWayBack::theControlPlaneAloneIsNoEffectWhereWhatServesShowedOtherwise()
{
    armAndHold();
    runbook::FireResult result = verifiedResult();
    result.outcome = runbook::FireOutcome::NotYetVisible;
    result.wasSent = true;
    result.before = standing("reset", "21");
    result.served = {{.title = "What /live says", .isReached = false, .detail = "m-1"}};
    for (runbook::Rung& rung : result.rungs) {
        if (rung.kind == RungKind::InEffect)
            rung.state = RungState::Waiting;
    }
    m_port->plan->before = standing("tripped", "22");
    m_port->served = {{.title = "What /live says", .isReached = false, .detail = "m-1"}};
    m_port->answerFire(result);
    QTRY_VERIFY2(ladder().contains(u"what serves does not: What /live says: m-1"_s),
                 qPrintable(ladder()));
    const int asked = m_port->plansAsked;
    QTRY_VERIFY(m_port->plansAsked > asked + 2); // nor does any later reading say so
    QVERIFY(!controller().command()->ladder.isReached(RungKind::InEffect));
    // It is asked again, by hand or by itself, until it is so.
    QVERIFY2(label(u"Way back"_s).contains(u"It is asked again in"_s),
             qPrintable(label(u"Way back"_s)));
    m_port->served->front().isReached = true;
    button(*m_dock, u"Read Again"_s)->click();
    QVERIFY(controller().command()->ladder.isReached(RungKind::InEffect));
    QVERIFY(button(*m_dock, u"Read Again"_s) == nullptr);
    QCOMPARE(m_port->fired.size(), std::size_t{1});
}

// Where the lever stands already nothing is sent, and the step is settled by what is seen.
void TestLeverWayBack::whatStandsThereIsConfirmed()
{
    QVERIFY(button(*m_dock, u"Confirm in Effect"_s) == nullptr);
    m_port->plan->before = standing("tripped", "22");
    m_port->plan->isNoChange = true;
    QTRY_VERIFY(button(*m_dock, u"Confirm in Effect"_s) != nullptr);
    QVERIFY(namelessWidgets(*m_dock).isEmpty());
    button(*m_dock, u"Confirm in Effect"_s)->click();
    QCOMPARE(m_port->fired.size(), std::size_t{1});
    QVERIFY(m_port->fired[0].isNoChange);
    QVERIFY(button(*m_dock, u"Confirm in Effect"_s) == nullptr); // one question at a time
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::NotYetVisible;
    result.rungs = {{.kind = RungKind::Sent, .time = {}, .detail = "nothing had to be sent"},
                    {.kind = RungKind::Accepted, .time = {}, .detail = "nothing had to be sent"},
                    {.kind = RungKind::InEffect, .time = {}, .detail = "but not served: HTTP 503"}};
    result.served = {{.title = "The gateway", .isReached = false, .detail = "HTTP 503"}};
    m_port->served = result.served;
    m_port->answerFire(result);
    QTRY_VERIFY2(ladder().contains(u"HTTP 503"_s), qPrintable(ladder()));
    QVERIFY(stepState() == runbook::StepState::Pending);
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr); // it has moved nothing
    m_port->served->front().isReached = true;
    QTRY_VERIFY(button(*m_dock, u"Read Again"_s) == nullptr
                || (button(*m_dock, u"Read Again"_s)->click(), false));
    QVERIFY(controller().command()->ladder.isReached(RungKind::InEffect));
    QVERIFY(stepState() == runbook::StepState::Done);
}

// What a guard rail keeps from being sent leaves the step to be done.
void TestLeverWayBack::whatWasNeverSentSettlesNothing()
{
    armAndHold();
    m_port->answerFire(telemetry::failure(telemetry::ErrorKind::Refused, "The cap is reached."));
    QVERIFY(stepState() == runbook::StepState::Pending);
    QVERIFY2(ladder().contains(u"The cap is reached."_s), qPrintable(ladder()));
    QTRY_VERIFY(controller().canArm());
}

// The control plane still shows our value, so an undo of the undo's own plan looks harmless.
void TestLeverWayBack::anUnknownUndoIsNotSentTwice()
{
    fireVerified();
    m_port->stands = standing("tripped", "22");
    button(*m_dock, u"Undo…"_s)->click();
    QTRY_VERIFY(button(*m_dock, u"Arm"_s) != nullptr && button(*m_dock, u"Arm"_s)->isEnabled());
    armAndHold();
    QCOMPARE(m_port->fired.size(), std::size_t{2});
    runbook::FireResult result = verifiedResult();
    result.outcome = runbook::FireOutcome::Unknown;
    result.wasSent = true;
    result.before = standing("tripped", "22");
    for (runbook::Rung& rung : result.rungs) {
        if (rung.kind != RungKind::Sent)
            rung.state = RungState::Unknown;
    }
    m_port->answerFire(result);
    const int asked = m_port->plansAsked;
    QTRY_VERIFY(m_port->plansAsked > asked + 2);
    QVERIFY(!controller().canArm());
    QVERIFY2(stateText().contains(u"not sent again"_s), qPrintable(stateText()));
    // It lands: the step is no longer done, and may be carried out again.
    m_port->plan->before = standing("reset", "23");
    m_port->stands = standing("reset", "23");
    QTRY_VERIFY2(stepState() == runbook::StepState::Undone, qPrintable(ladder()));
    QCOMPARE(m_port->fired.size(), std::size_t{2});
}

void TestLeverWayBack::aChosenUndoStaysChosen()
{
    fireVerified();
    m_port->stands = standing("tripped", "22");
    button(*m_dock, u"Undo…"_s)->click();
    QTRY_VERIFY(button(*m_dock, u"Arm"_s) != nullptr && button(*m_dock, u"Arm"_s)->isEnabled());
    m_dock->arm();
    QVERIFY(controller().isArmed());
    // Whatever happens elsewhere shows the step anew.
    const runbook::Step& step = m_dock->model().step(kStepTrip);
    controller().select(step.id, step.lever, step.to);
    QVERIFY(controller().isUndoSelected());
    QVERIFY(controller().isArmed());
    chooseStep(0);
    chooseStep(kStepTrip);
    QVERIFY(!controller().isUndoSelected());
}

void TestLeverWayBack::whatIsOverwrittenLaterIsSaid()
{
    fireVerified();
    QTRY_VERIFY(m_port->plansAsked > 3);
    QVERIFY2(label(u"Way back"_s).isEmpty(), qPrintable(label(u"Way back"_s)));
    m_port->plan->before = standing("answers-by-cy", "24");
    QTRY_VERIFY2(label(u"Way back"_s).contains(u"By now the control plane shows “answers-by-cy”"_s),
                 qPrintable(label(u"Way back"_s)));
    QVERIFY(controller().command()->ladder.isReached(RungKind::InEffect)); // as it was
}

void TestLeverWayBack::anUndoOverSomebodyElsesChangeCannotBeSent()
{
    fireVerified();
    m_port->stands = standing("answers-by-cy", "24");
    m_port->conflict = kConflict;
    button(*m_dock, u"Undo…"_s)->click();
    QTRY_VERIFY(label(u"Way back"_s).contains(u"answers-by-cy"_s));
    QVERIFY(label(u"Way back"_s).contains(u"version 24"_s));
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled());
    QVERIFY2(stateText().contains(u"Somebody else has changed it"_s), qPrintable(stateText()));
    m_dock->arm();
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QCOMPARE(m_port->fired.size(), std::size_t{1});
}

void TestLeverWayBack::whoArmedTheUndoIsDisarmedByAConflict()
{
    fireVerified();
    m_port->stands = standing("tripped", "22");
    button(*m_dock, u"Undo…"_s)->click();
    QTRY_VERIFY(button(*m_dock, u"Arm"_s) != nullptr && button(*m_dock, u"Arm"_s)->isEnabled());
    m_dock->arm();
    QVERIFY(controller().isArmed());
    m_port->conflict = kConflict; // with nothing else that would disarm it
    QTRY_VERIFY(!controller().isArmed());
}

void TestLeverWayBack::theWayOutIsAStepOfItsOwn()
{
    fireVerified();
    QVERIFY(button(*m_dock, u"Set It Back as a New Step…"_s) == nullptr);
    m_port->stands = standing("answers-by-cy", "24");
    m_port->conflict = kConflict;
    button(*m_dock, u"Undo…"_s)->click();
    QTRY_VERIFY(button(*m_dock, u"Set It Back as a New Step…"_s) != nullptr);
    QVERIFY(namelessWidgets(*m_dock).isEmpty());
    button(*m_dock, u"Set It Back as a New Step…"_s)->click();
    QTRY_VERIFY(controller().plan().has_value());
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled()); // the target has not been typed
    auto* field = m_dock->findChild<QLineEdit*>(QString(), Qt::FindChildrenRecursively);
    for (auto* each : m_dock->findChildren<QLineEdit*>()) {
        if (each->accessibleName() == u"Type the target to allow arming"_s)
            field = each;
    }
    QVERIFY(field->isVisible());
    field->setText(QString::fromStdString(m_port->plan->lever.target));
    armAndHold();
    QCOMPARE(m_port->fired.size(), std::size_t{2});
    QCOMPARE(m_port->fired[1].to, std::string("reset"));
    QCOMPARE(m_port->kinds().count(u"undo"_s), 0); // a firing, and told as one
    QCOMPARE(m_port->kinds().count(u"action"_s), 2);
    // When it is there the step is no longer done.
    runbook::FireResult result = verifiedResult();
    result.wasSent = true;
    m_port->answerFire(result);
    QTRY_VERIFY(!controller().isPutBackSelected());
    const auto undone = std::find_if(
        m_port->entries.begin(), m_port->entries.end(), [](const telemetry::TimelineEntry& each) {
            return each.kind == "step" && each.text.find("undone") != std::string::npos;
        });
    QVERIFY(undone != m_port->entries.end());
}

void TestLeverWayBack::whatWasSentIsShownAtOnce()
{
    armAndHold();
    QVERIFY(controller().command()->ladder.rung(RungKind::Sent).state == RungState::Waiting);
    const auto left = at(59);
    m_port->tellSent(
        {.kind = RungKind::Sent, .state = RungState::Reached, .time = left, .detail = "sent"});
    const runbook::Rung& sent = controller().command()->ladder.rung(RungKind::Sent);
    QVERIFY(controller().isFiring());
    QVERIFY(sent.state == RungState::Reached);
    QVERIFY(sent.time == left);
    m_port->answerFire(verifiedResult());
    QVERIFY(controller().command()->ladder.rung(RungKind::Sent).time == left);
}

void TestLeverWayBack::anUnknownOutcomeIsReadAgain()
{
    fireUnknown();
    QPushButton* again = button(*m_dock, u"Read Again"_s);
    QVERIFY(again != nullptr);
    QVERIFY2(label(u"Way back"_s).contains(u"may yet land"_s), qPrintable(label(u"Way back"_s)));
    again->click();
    QTRY_VERIFY2(label(u"Way back"_s).contains(u"Read back once"_s),
                 qPrintable(label(u"Way back"_s)));
    QVERIFY(label(u"Way back"_s).contains(u"“reset”"_s));
    QVERIFY(controller().isOpen()); // unchanged: it may still land
    QCOMPARE(settled(), 0);
    QCOMPARE(m_port->fired.size(), std::size_t{1});
    m_port->plan->before = standing("tripped", "22");
    again->click();
    QTRY_VERIFY(!controller().isOpen());
    QVERIFY(controller().command()->ladder.isReached(RungKind::InEffect));
    QCOMPARE(settled(), 1);
    QVERIFY(button(*m_dock, u"Read Again"_s) == nullptr);
}

// Whatever step is looked at.
void TestLeverWayBack::anUnknownOutcomeIsReadBackByItself()
{
    fireUnknown();
    chooseStep(0);
    m_port->plan->before = standing("tripped", "22");
    QTRY_COMPARE(settled(), 1);
}

void TestLeverWayBack::whatCanNoLongerLandIsSettled()
{
    fireUnknown();
    m_port->plan->before = standing("half", "22");
    button(*m_dock, u"Read Again"_s)->click();
    QTRY_VERIFY(!controller().isOpen());
    const runbook::Rung& effect = controller().command()->ladder.rung(RungKind::InEffect);
    QVERIFY(effect.state == RungState::Failed);
    QVERIFY2(effect.detail.find("cannot land any more") != std::string::npos,
             effect.detail.c_str());
}

void TestLeverWayBack::anOpenWriteIsNamedInTheNextRun()
{
    fireUnknown();
    const QString text = u"to tripped by ada"_s;
    QVERIFY(!label(u"Open writes"_s).contains(text)); // its own ladder says it
    button(*m_dock, u"Leave"_s)->click();
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "code-assistant"}}));
    bool isNamed = false;
    for (const auto* each : m_dock->findChildren<QLabel*>())
        isNamed = isNamed || (each->isVisible() && each->text().contains(text));
    QVERIFY(isNamed);
    chooseStep(kStepTrip);
    QTRY_VERIFY2(label(u"Open writes"_s).contains(text), qPrintable(label(u"Open writes"_s)));
    // It is not sent a second time from there.
    QTRY_VERIFY2(stateText().contains(u"The same write is open"_s), qPrintable(stateText()));
    QVERIFY(!controller().canArm());
    QCOMPARE(m_port->fired.size(), std::size_t{1});
    controller().setAside(u"it never left"_s);
    QTRY_VERIFY(controller().canArm());
    QVERIFY(label(u"Open writes"_s).isEmpty());
}

void TestLeverWayBack::openWritesOfOthersAreNamedAndSettled()
{
    runbook::Fired theirs;
    theirs.plan = *m_port->plan;
    theirs.plan.to = "half";
    theirs.plan.rawAfter = "half";
    theirs.who = "bob";
    theirs.when = at(10);
    m_port->openWrites = {theirs};
    QTRY_VERIFY(label(u"Open writes"_s).contains(u"to half by bob"_s));
    QCOMPARE(settled(), 0);
    m_port->plan->before = standing("half", "22");
    QTRY_VERIFY(label(u"Open writes"_s).isEmpty());
    const int asked = m_port->plansAsked;
    QTRY_VERIFY(m_port->plansAsked > asked + 2);
    QCOMPARE(settled(), 1); // once, though the recording is slow to tell
}

void TestLeverWayBack::anUndoOfAnOpenWriteSaysWhyItWaits()
{
    fireUnknown();
    m_port->stands = standing("reset", "21");
    m_port->open = "The write of breaker to tripped is open.";
    button(*m_dock, u"Undo…"_s)->click();
    QTRY_VERIFY2(stateText().contains(u"nothing to put back yet"_s), qPrintable(stateText()));
    QVERIFY(label(u"Way back"_s).contains(u"is open"_s));
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled());
    QVERIFY(button(*m_dock, u"Read Again"_s) != nullptr);
}

QTEST_MAIN(TestLeverWayBack)
#include "tst_leverwayback.moc"
