// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/ladderview.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/runbook/stepcontrols.h"
#include "widgets/runbook/steplist.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace pagetest;
using runbook::RungState;

namespace {

runbookview::Proposal proposalFor(const std::string& service, const std::string& alarm)
{
    return {.runbook = "fabricated-apis",
            .parameters = {{"service", service}},
            .alarm = alarm,
            .occasion = service + " names what does not exist"};
}

constexpr int kJudged = 1200; // ms; the limit is looked at every 500

runbookview::RecoveryStatus measured(runbook::RecoveryVerdict verdict)
{
    runbookview::RecoveryStatus status;
    status.signal = u"groundedness of code-assistant"_s;
    status.verdict = verdict;
    status.mean = {.mean = 0.6, .low = 0.5, .high = 0.7, .observations = 112};
    status.threshold = 0.3;
    return status;
}

QString serviceField(const QWidget& dock)
{
    const auto* form = dock.findChild<runbookview::RunbookStart*>();
    const auto* field = form != nullptr ? form->findChild<QLineEdit*>() : nullptr;
    return field != nullptr ? field->text() : QString();
}

} // namespace

// What one run knows of another (nothing), and what becomes of a command that was not carried out.
class TestRunbookRuns : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aSecondRunStartsClean();
    void aDecisionIsMadeByItsOptions();
    void aLateAnswerIsNotTheNextRuns();
    void anUndoForAnotherLeverIsRefused();
    void aConflictMayBeTriedAgainAndHasNoUndo();
    void aFailedUndoIsOfferedAgain();
    void whatDidNotRecoverInTimeHasFailed();
    void whatDidNotRecoverOffersTheNextLeverAndTheUndo();
    void whatIsAboveARedRungIsGreyForGood();
    void theWrongLeverIsToldFromTheRightOne();
    void silenceIsNoFailureToRecover();
    void thereIsOneThingToScroll();
    void aFailureToRecordIsShown();
    void aProposalFillsTheFormWhole();
    void aRunbookChosenByHandStays();
    void theFolderOfOnesOwnIsNamed();
    void aSecondProposalIsOfferedNotMixed();
    void aProposalDuringARunWaits();
};

void TestRunbookRuns::aSecondRunStartsClean()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    button(*m_dock, u"Leave"_s)->click();
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "support-bot"}}));
    chooseStep(kStepTrip);
    // The same step, of another service: nothing was fired here yet.
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    QVERIFY2(!ladder->text().contains(u"Sent: reached"_s), qPrintable(ladder->text()));
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr);
    armAndHold();
    QCOMPARE(m_port->fired.size(), std::size_t{2});
    QCOMPARE(m_port->fired[1].lever.id, std::string("breaker:support-bot"));
    m_port->answerFire(verifiedResult());
    button(*m_dock, u"Undo…"_s)->click();
    QCOMPARE(m_port->undoneLever, u"breaker:support-bot"_s);

    // A second run for the first service does not know the first run's command either.
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "code-assistant"}}));
    chooseStep(kStepTrip);
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr);
    QVERIFY(button(*m_dock, u"Arm"_s)->isEnabled());
}

void TestRunbookRuns::aLateAnswerIsNotTheNextRuns()
{
    armAndHold();
    button(*m_dock, u"Leave"_s)->click();
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "support-bot"}}));
    chooseStep(kStepTrip);
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled()); // one command at a time
    m_port->answerFire(verifiedResult());
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Pending);
    QVERIFY(button(*m_dock, u"Arm"_s)->isEnabled());
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    QVERIFY2(!ladder->text().contains(u"reached:"_s), qPrintable(ladder->text()));

    // What became of the first one is still told to the timeline.
    const auto before = m_port->kinds().count(u"rung"_s);
    runbookview::RecoveryStatus status;
    status.verdict = runbook::RecoveryVerdict::Recovered;
    emit m_port->recoveryChanged(status);
    QCOMPARE(m_port->kinds().count(u"rung"_s), before + 1);
    QCOMPARE(m_port->entries.back().subject, std::string("breaker:code-assistant"));
    QVERIFY(!ladder->text().contains(u"Recovered: reached"_s));
}

void TestRunbookRuns::anUndoForAnotherLeverIsRefused()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    m_port->answersPlans = false;
    button(*m_dock, u"Undo…"_s)->click();
    auto other = breakerPlan();
    other.lever.id = "breaker:support-bot";
    for (quint64 request = 0; request < 100; ++request) // whichever is waited for
        emit m_port->planReady(request, {other});
    auto& controller = m_dock->findChild<runbookview::LeverPanel*>()->controller();
    QVERIFY(!controller.plan());
    QVERIFY(!controller.canArm());
    QVERIFY2(stateText().contains(u"another lever"_s)
                 || controller.planError().contains(u"another lever"_s),
             qPrintable(stateText()));
}

void TestRunbookRuns::aConflictMayBeTriedAgainAndHasNoUndo()
{
    armAndHold();
    auto conflict = verifiedResult();
    conflict.outcome = runbook::FireOutcome::Conflict;
    conflict.rungs[1].state = RungState::Failed;
    conflict.rungs[1].detail = "the state is not the one the plan was made from";
    conflict.rungs[2].state = RungState::Void;
    m_port->answerFire(conflict);
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Failed);
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr);
    auto fresh = breakerPlan();
    fresh.before.version = "18";
    m_port->plan = fresh;
    QTRY_VERIFY(button(*m_dock, u"Arm"_s)->isEnabled());
    QTRY_COMPARE(m_dock->findChild<runbookview::LeverPanel*>()->controller().plan()->before.version,
                 std::string("18"));
    armAndHold();
    QCOMPARE(m_port->fired.size(), std::size_t{2});
    QCOMPARE(m_port->fired[1].before.version, std::string("18"));
    m_port->answerFire(verifiedResult());
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Done);
    QVERIFY(button(*m_dock, u"Undo…"_s) != nullptr);
}

void TestRunbookRuns::aFailedUndoIsOfferedAgain()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    button(*m_dock, u"Undo…"_s)->click();
    armAndHold();
    QCOMPARE(m_port->fired.size(), std::size_t{2});
    m_port->answerFire(telemetry::failure(telemetry::ErrorKind::Unreachable, "no route"));
    chooseStep(0);
    chooseStep(kStepTrip);
    QPushButton* undo = button(*m_dock, u"Undo…"_s);
    QVERIFY(undo != nullptr);
    m_port->undone = {};
    undo->click();
    QCOMPARE(m_port->undone.value, std::string("reset")); // still the state before the first
}

void TestRunbookRuns::whatDidNotRecoverInTimeHasFailed()
{
    armAndHold();
    m_port->answerFire(verifiedResult()); // in effect at 22.4 s, two minutes are given
    emit m_port->recoveryChanged(measured(runbook::RecoveryVerdict::StillBad));
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    QVERIFY2(ladder->text().contains(
                 u"groundedness of code-assistant: failed share 60 % (50–70), n = 112, has to "
                 "stay below 30 %"_s),
             qPrintable(ladder->text()));
    chooseStep(0); // its limit passes all the same
    m_clock->time = at(142);
    QTest::qWait(kJudged);
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Done);
    m_clock->time = at(143);
    QTRY_COMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Failed);
    const auto rung = std::ranges::find_if(m_port->entries, [](const auto& entry) {
        return entry.kind == "rung"
            && entry.text.find("not recovered within 2 min") != std::string::npos;
    });
    QVERIFY(rung != m_port->entries.end());
    QVERIFY2(rung->text.find("failed share") != std::string::npos, rung->text.c_str());
    chooseStep(kStepTrip);
    QVERIFY2(ladder->text().contains(u"Recovered: failed"_s), qPrintable(ladder->text()));
    // Late is better than never, and told once.
    const auto rungs = m_port->kinds().count(u"rung"_s);
    emit m_port->recoveryChanged(measured(runbook::RecoveryVerdict::Recovered));
    emit m_port->recoveryChanged(measured(runbook::RecoveryVerdict::Recovered));
    QVERIFY2(ladder->text().contains(u"Recovered: reached"_s), qPrintable(ladder->text()));
    QCOMPARE(m_port->kinds().count(u"rung"_s), rungs + 1);
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Done);
}

void TestRunbookRuns::whatDidNotRecoverOffersTheNextLeverAndTheUndo()
{
    const QString next = u"Next Lever: Pin the last good model"_s;
    armAndHold();
    m_port->answerFire(verifiedResult());
    emit m_port->recoveryChanged(measured(runbook::RecoveryVerdict::StillBad));
    QVERIFY(button(*m_dock, next) == nullptr); // it has its two minutes
    m_clock->time = at(143);
    QTRY_VERIFY(button(*m_dock, next) != nullptr);
    QVERIFY(button(*m_dock, u"Undo…"_s) != nullptr);
    QVERIFY(button(*m_dock, next)->accessibleName().contains(u"nothing is fired"_s));
    QTest::mouseClick(button(*m_dock, next), Qt::LeftButton);
    const auto* list = m_dock->findChild<runbookview::StepList*>();
    QCOMPARE(list->currentIndex().row(), kStepPin);
    QCOMPARE(m_port->fired.size(), std::size_t{1});
    QVERIFY(button(*m_dock, next) == nullptr); // of a lever that was not fired
    chooseStep(kStepTrip);
    QVERIFY(button(*m_dock, next) != nullptr);
    emit m_port->recoveryChanged(measured(runbook::RecoveryVerdict::Recovered)); // late
    QVERIFY(button(*m_dock, next) == nullptr);
    QVERIFY(button(*m_dock, u"Undo…"_s) != nullptr);
}

void TestRunbookRuns::whatIsAboveARedRungIsGreyForGood()
{
    armAndHold();
    auto refused = verifiedResult();
    refused.outcome = runbook::FireOutcome::Refused;
    refused.rungs[1].state = RungState::Failed;
    refused.rungs[1].detail = "403";
    refused.rungs[2].state = RungState::Void;
    m_port->answerFire(refused);
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    const auto isGrey = [&] {
        const QString text = ladder->text();
        return text.contains(u"Accepted: failed"_s)
            && text.contains(u"In effect: cannot be reached"_s)
            && text.contains(u"Recovered: cannot be reached"_s);
    };
    QVERIFY2(isGrey(), qPrintable(ladder->text()));
    // Whatever is read or measured from here on is not what was fired.
    m_port->plan->before.value = "tripped";
    m_port->plan->isNoChange = true;
    QTest::qWait(100);
    emit m_port->effectChanged({.isReached = true, .detail = u"seen"_s});
    emit m_port->recoveryChanged(measured(runbook::RecoveryVerdict::Recovered));
    m_clock->time = at(500);
    QTest::qWait(kJudged);
    QVERIFY2(isGrey(), qPrintable(ladder->text()));
}

// The service was well all along: that its answers are is no recovery.
void TestRunbookRuns::theWrongLeverIsToldFromTheRightOne()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    auto status = measured(runbook::RecoveryVerdict::Recovered);
    status.isAlarmed = false;
    status.failing = u"groundedness of checkout (A-0001)"_s;
    emit m_port->recoveryChanged(status);
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    for (const auto& words :
         {u"Recovered: not yet"_s, u"No alarm was open for groundedness of code-assistant"_s,
          u"n = 112"_s, u"Still failing: groundedness of checkout (A-0001)"_s})
        QVERIFY2(ladder->text().contains(words), qPrintable(ladder->text()));
    QVERIFY(ladder->heightForWidth(380) > ladder->sizeHint().height());
    QTRY_COMPARE(ladder->height(), ladder->heightForWidth(ladder->width())); // all of it is seen
    m_clock->time = at(200);
    QTRY_VERIFY2(ladder->text().contains(u"Recovered: failed"_s), qPrintable(ladder->text()));
    QVERIFY2(ladder->text().contains(u"Still failing: groundedness of checkout (A-0001)"_s),
             qPrintable(ladder->text()));
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Failed);
}

void TestRunbookRuns::silenceIsNoFailureToRecover()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    auto status = measured(runbook::RecoveryVerdict::NotEnoughData);
    status.mean = {};
    emit m_port->recoveryChanged(status);
    m_clock->time = at(200);
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    QTRY_VERIFY2(ladder->text().contains(u"Recovered: unknown"_s), qPrintable(ladder->text()));
    QVERIFY2(ladder->text().contains(u"not known to have recovered within 2 min"_s),
             qPrintable(ladder->text()));
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Done);
    const auto rungs = m_port->kinds().count(u"rung"_s);
    QTest::qWait(kJudged);
    QCOMPARE(m_port->kinds().count(u"rung"_s), rungs); // told once
    // Answers come again, and they are bad.
    emit m_port->recoveryChanged(measured(runbook::RecoveryVerdict::StillBad));
    QTRY_VERIFY2(ladder->text().contains(u"Recovered: failed"_s), qPrintable(ladder->text()));
}

// The undo with its exact request and the ladder of what it takes back, on a small screen.
void TestRunbookRuns::thereIsOneThingToScroll()
{
    auto plan = breakerPlan();
    for (int i = 0; i < 12; ++i)
        plan.requests[0].body += "a line of the body\n";
    m_port->plan = plan;
    // A plan that changes under the hand disarms: it is to be read first.
    QTRY_VERIFY(m_dock->findChild<QPlainTextEdit*>()->toPlainText().contains(u"of the body"_s));
    armAndHold();
    m_port->answerFire(verifiedResult());
    button(*m_dock, u"Undo…"_s)->click();
    m_dock->findChild<QToolButton*>()->setChecked(true);
    const auto* request = m_dock->findChild<QPlainTextEdit*>();
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    for (const int height : {1400, 560, 1400}) {
        const bool isSmall = height < 1000;
        const auto* panel = m_dock->findChild<runbookview::LeverPanel*>();
        const auto isPlaced = [&] {
            m_dock->resize(400, height); // as the scroll area around it does
            return panel->areDetailsPinned() == !isSmall;
        };
        QTRY_VERIFY(isPlaced());
        QTRY_VERIFY(ladder->isVisible());
        for (const auto* each :
             {static_cast<QWidget*>(button(*m_dock, u"Arm"_s)), static_cast<QWidget*>(m_hold)})
            QCOMPARE(each->visibleRegion().boundingRect(), each->rect());
        QVERIFY(m_dock->minimumSizeHint().height() <= 560 || !isSmall);
        QCOMPARE(request->verticalScrollBar()->maximum(), 0);
        int scrolling = 0;
        for (const auto* area : m_dock->findChildren<QScrollArea*>())
            scrolling += area->isVisible() && area->verticalScrollBar()->maximum() > 0 ? 1 : 0;
        QVERIFY2(scrolling == 1 || !isSmall, qPrintable(QString::number(scrolling)));
    }
}

void TestRunbookRuns::aFailureToRecordIsShown()
{
    emit m_port->recordFailed(u"the disk is full\u202e"_s);
    bool isShown = false;
    for (const auto* label : m_dock->findChildren<QLabel*>())
        isShown = isShown
            || (label->isVisible() && label->text().contains(u"the disk is full⟦U+202E⟧"_s));
    QVERIFY(isShown);
}

void TestRunbookRuns::aProposalFillsTheFormWhole()
{
    button(*m_dock, u"Leave"_s)->click();
    m_dock->setRunbooks({sampleRunbook()});
    m_dock->propose(proposalFor("code-assistant", "A-0001"));
    QCOMPARE(serviceField(*m_dock), u"code-assistant"_s);
    QSignalSpy started(m_dock.get(), &runbookview::RunbookDock::started);
    button(*m_dock, u"Start"_s)->click();
    QCOMPARE(started.count(), 1);
    QCOMPARE(started[0][0].toString(), u"A-0001"_s);
    // After that start the next alarm fills the form anew, the service typed over is not its alarm.
    button(*m_dock, u"Leave"_s)->click();
    m_dock->propose(proposalFor("support-bot", "A-0002"));
    QCOMPARE(serviceField(*m_dock), u"support-bot"_s);
    auto* field = m_dock->findChild<runbookview::RunbookStart*>()->findChild<QLineEdit*>();
    field->clear();
    QTest::keyClicks(field, u"order-agent"_s);
    button(*m_dock, u"Start"_s)->click();
    QCOMPARE(started.count(), 2);
    QCOMPARE(started[1][0].toString(), QString());
}

// What was chosen by hand is not the alarm's, and no later alarm takes it away.
void TestRunbookRuns::aRunbookChosenByHandStays()
{
    button(*m_dock, u"Leave"_s)->click();
    auto other = sampleRunbook();
    other.id = "other";
    other.title = "Another one";
    m_dock->setRunbooks({sampleRunbook(), other});
    m_dock->propose(proposalFor("code-assistant", "A-0001"));
    auto* choice = m_dock->findChild<QComboBox*>();
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_Down);
    QCOMPARE(choice->currentIndex(), 1);
    QSignalSpy started(m_dock.get(), &runbookview::RunbookDock::started);
    button(*m_dock, u"Start"_s)->click();
    QCOMPARE(m_dock->model().runbook().id, std::string("other"));
    QCOMPARE(started[0][0].toString(), QString());
    button(*m_dock, u"Leave"_s)->click();
    QTest::keyClick(choice, Qt::Key_Up);
    QTest::keyClick(choice, Qt::Key_Down);
    m_dock->propose(proposalFor("support-bot", "A-0002"));
    QCOMPARE(choice->currentIndex(), 1);
    QVERIFY(button(*m_dock, u"Use"_s) != nullptr);
}

void TestRunbookRuns::theFolderOfOnesOwnIsNamed()
{
    button(*m_dock, u"Leave"_s)->click();
    auto runbook = sampleRunbook();
    runbook.introduction = "# " + runbook.title + "\n\nLimit **first**, explain later.";
    m_dock->setRunbooks({runbook});
    m_dock->setRunbookFolder(u"/home/ada/runbooks"_s, {u"bad.md:3:1: no id\u202e"_s});
    m_dock->findChild<QComboBox*>()->setCurrentIndex(0);
    QStringList shown;
    for (const auto* label : m_dock->findChildren<QLabel*>()) {
        if (label->isVisible())
            shown << label->text();
    }
    const QString all = shown.join(u'\n');
    QVERIFY2(all.contains(u"/home/ada/runbooks"_s), qPrintable(all));
    QVERIFY2(all.contains(u"bad.md:3:1: no id⟦U+202E⟧"_s), qPrintable(all));
    QVERIFY2(shown.contains(u"Limit first, explain later."_s), qPrintable(all));
}

void TestRunbookRuns::aSecondProposalIsOfferedNotMixed()
{
    button(*m_dock, u"Leave"_s)->click();
    m_dock->setRunbooks({sampleRunbook()});
    m_dock->propose(proposalFor("code-assistant", "A-0001"));
    QVERIFY(button(*m_dock, u"Use"_s) == nullptr);
    m_dock->propose(proposalFor("support-bot", "A-0002"));
    QCOMPARE(serviceField(*m_dock), u"code-assistant"_s); // not changed under the hand
    QPushButton* use = button(*m_dock, u"Use"_s);
    QVERIFY(use != nullptr);
    use->click();
    QCOMPARE(serviceField(*m_dock), u"support-bot"_s);
    QVERIFY(button(*m_dock, u"Use"_s) == nullptr);
}

void TestRunbookRuns::aProposalDuringARunWaits()
{
    m_dock->setRunbooks({sampleRunbook()});
    m_dock->propose(proposalFor("support-bot", "A-0002"));
    QCOMPARE(m_dock->model().run().parameters.at("service"), std::string("code-assistant"));
    button(*m_dock, u"Leave"_s)->click();
    QCOMPARE(serviceField(*m_dock), u"support-bot"_s);
}

void TestRunbookRuns::aDecisionIsMadeByItsOptions()
{
    runbook::Runbook book = sampleRunbook();
    book.id = "deciding";
    runbook::Step& step = book.steps.front();
    step.kind = runbook::StepKind::Decide;
    step.fields = {{"question", "What is cut?"}, {"options", "the output, <b>both</b>"}};
    button(*m_dock, u"Leave"_s)->click();
    QVERIFY(m_dock->start(book, {{"service", "code-assistant"}}));
    chooseStep(0);
    QVERIFY(button(*m_dock, u"Done"_s) == nullptr); // it would say nothing
    QPushButton* both = button(*m_dock, u"<b>both</b>"_s);
    QVERIFY(both != nullptr);
    QVERIFY(namelessWidgets(*m_dock).isEmpty());
    auto* note = m_dock->findChild<runbookview::StepControls*>()->findChild<QLineEdit*>();
    QTest::keyClicks(note, u"by the span"_s);
    QTest::mouseClick(both, Qt::LeftButton);
    QVERIFY(m_dock->model().progress(0).state == runbook::StepState::Done);
    QCOMPARE(m_dock->model().progress(0).note, std::string("<b>both</b>: by the span"));
    chooseStep(0);
    QTest::mouseClick(button(*m_dock, u"the output"_s), Qt::LeftButton); // decided anew
    QCOMPARE(m_dock->model().progress(0).note, std::string("the output"));
    QCOMPARE(m_dock->model().progress(0).times, 2);
    chooseStep(1);
    QVERIFY(button(*m_dock, u"the output"_s) == nullptr);
}

QTEST_MAIN(TestRunbookRuns)
#include "tst_runbookruns.moc"
