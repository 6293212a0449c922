// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/dockfixture.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/actionlog.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/ladderview.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/stepcontrols.h"
#include "widgets/runbook/steplist.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QThread>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using namespace std::chrono_literals;
using runbook::RungKind;
using runbook::RungState;

class TestRunbookDock : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aShortPressDoesNothingAndSaysSo();
    void aClickIntoAStalledWindowDoesNothing();
    void holdingFiresExactlyOnce();
    void heldEnterFiresToo();
    void holdingWithoutArmingDoesNothing();
    void leavingTheButtonEndsTheHold();
    void armAndHoldAreFarApart();
    void aChangeUnderneathDisarmsAndSaysWhat();
    void silenceIsStaleAndDisarms();
    void aLeverThatWasNeverReadSaysSo();
    void anAnswerToAnOlderQuestionIsIgnored();
    void aRefusedPlanCannotBeArmed();
    void choosingAnotherStepDisarms();
    void dangerousStepsAskForTheTarget();
    void theLadderTellsUnknownAndVoid();
    void aLaterReadingSettlesTheLadder();
    void recoveryIsToldWithItsEvidence();
    void undoIsOfferedAndArmedLikeAnythingElse();
    void everythingIsRecorded();
    void stepsAreSettledByHand();
    void requestAndFactsAreShownAsPlainText();
    void replayHasNoControls();
    void withoutAControlPlaneItSaysHowToConnectOne();
    void theRequestIsInSightWhileArming();
    void playingThePastHidesTheControls();
    void focusableWidgetsHaveNames();

private:
    QLineEdit* typedTarget() const
    {
        for (auto* each : m_dock->findChildren<QLineEdit*>()) {
            if (each->accessibleName() == u"Type the target to allow arming"_s)
                return each;
        }
        return nullptr;
    }
};

void TestRunbookDock::aShortPressDoesNothingAndSaysSo()
{
    QTest::mouseClick(button(*m_dock, u"Arm"_s), Qt::LeftButton);
    QVERIFY(stateText().startsWith(u"Armed"_s));
    QTest::mouseClick(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QVERIFY(m_port->fired.empty());
    QVERIFY2(stateText().contains(u"Hold to confirm"_s), qPrintable(stateText()));
}

// The window was busy between press and release: the hold's timer comes before the release does.
void TestRunbookDock::aClickIntoAStalledWindowDoesNothing()
{
    m_dock->arm();
    QTest::mousePress(m_hold, Qt::LeftButton);
    QThread::msleep(kLongHold);
    QTest::qWait(1);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QVERIFY(m_port->fired.empty());
    QVERIFY2(stateText().contains(u"Hold to confirm"_s), qPrintable(stateText()));
}

void TestRunbookDock::holdingFiresExactlyOnce()
{
    armAndHold();
    QCOMPARE(m_port->fired.size(), std::size_t{1});
    QCOMPARE(m_port->fired[0].to, std::string("tripped"));
    QCOMPARE(m_port->fired[0].before.version, std::string("17"));
    // Neither holding on nor holding again sends it again.
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    m_port->answerFire(verifiedResult());
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QCOMPARE(m_port->fired.size(), std::size_t{1});
}

void TestRunbookDock::heldEnterFiresToo()
{
    m_dock->arm(); // what Alt+A does
    m_hold->setFocus();
    QTest::keyPress(m_hold, Qt::Key_Return);
    QTRY_COMPARE(m_port->fired.size(), std::size_t{1});
    QTest::keyRelease(m_hold, Qt::Key_Return);
}

void TestRunbookDock::holdingWithoutArmingDoesNothing()
{
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    m_dock->arm(); // while it is held: this hold does not count
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QVERIFY(m_port->fired.empty());
}

void TestRunbookDock::leavingTheButtonEndsTheHold()
{
    m_dock->arm();
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::mouseMove(m_hold, QPoint(-40, 5));
    QTest::qWait(kLongHold);
    QVERIFY(m_port->fired.empty());
    QTest::mouseRelease(m_hold, Qt::LeftButton, {}, QPoint(-40, 5));
}

void TestRunbookDock::armAndHoldAreFarApart()
{
    for (const int width : {408, 440, 700}) {
        m_dock->resize(width, 900);
        QTest::qWait(20);
        const auto* arm = button(*m_dock, u"Arm"_s);
        const int right = arm->mapTo(m_dock.get(), QPoint(arm->width(), 0)).x();
        const int left = m_hold->mapTo(m_dock.get(), QPoint(0, 0)).x();
        QVERIFY2(left - right >= runbookview::LeverPanel::kButtonDistance,
                 qPrintable(QString::number(left - right)));
    }
}

void TestRunbookDock::aChangeUnderneathDisarmsAndSaysWhat()
{
    m_dock->arm();
    QVERIFY(stateText().startsWith(u"Armed"_s));
    auto other = breakerPlan();
    other.before.version = "18";
    m_port->plan = other;
    QTRY_VERIFY(stateText().startsWith(u"Disarmed"_s));
    QVERIFY2(stateText().contains(u"18"_s) && stateText().contains(u"version"_s),
             qPrintable(stateText()));
    QTest::mousePress(m_hold, Qt::LeftButton);
    QTest::qWait(kLongHold);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QVERIFY(m_port->fired.empty());
    QVERIFY(m_port->kinds().contains(u"disarm"_s));
}

void TestRunbookDock::silenceIsStaleAndDisarms()
{
    m_dock->arm();
    m_port->answersPlans = false;
    QTRY_VERIFY(!m_dock->findChild<runbookview::LeverPanel*>()->controller().isArmed());
    QTRY_VERIFY2(stateText().contains(u"Stale"_s) || stateText().contains(u"stale"_s),
                 qPrintable(stateText()));
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled());
}

void TestRunbookDock::aLeverThatWasNeverReadSaysSo()
{
    m_port->answersPlans = false;
    chooseStep(kStepPin);
    QVERIFY2(stateText().contains(u"being read"_s), qPrintable(stateText()));
    QTRY_VERIFY2(stateText().contains(u"has not been read yet"_s), qPrintable(stateText()));
    QVERIFY(!stateText().contains(u"last read"_s));
    // Why says more than for how long.
    m_port->answersPlans = true;
    m_port->plan = telemetry::failure(telemetry::ErrorKind::Unreachable, "etcd did not answer.");
    chooseStep(kStepTrip);
    QTRY_VERIFY2(stateText().contains(u"etcd did not answer"_s), qPrintable(stateText()));
    QTest::qWait(static_cast<int>(2 * kTiming.staleAfter.count()));
    QVERIFY2(stateText().contains(u"etcd did not answer"_s), qPrintable(stateText()));
    QVERIFY(!stateText().contains(u"last read"_s));
}

void TestRunbookDock::anAnswerToAnOlderQuestionIsIgnored()
{
    m_port->answersPlans = false;
    chooseStep(kStepPin); // asks anew
    auto old = breakerPlan();
    old.lever.title = "Breaker of another service";
    emit m_port->planReady(1, {old});
    auto& controller = m_dock->findChild<runbookview::LeverPanel*>()->controller();
    QVERIFY(!controller.plan());
    QVERIFY(!controller.canArm());
}

void TestRunbookDock::aRefusedPlanCannotBeArmed()
{
    m_port->plan = telemetry::failure(telemetry::ErrorKind::Unreachable,
                                      "The control plane did not answer within 5 s.");
    QTRY_VERIFY(!button(*m_dock, u"Arm"_s)->isEnabled());
    QVERIFY2(stateText().contains(u"did not answer"_s) || stateText().contains(u"stale"_s),
             qPrintable(stateText()));
    auto settled = breakerPlan();
    settled.isNoChange = true;
    settled.before.value = "tripped";
    m_port->plan = settled;
    QTRY_VERIFY2(stateText().contains(u"Nothing to do"_s), qPrintable(stateText()));
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled());
}

void TestRunbookDock::choosingAnotherStepDisarms()
{
    m_dock->arm();
    chooseStep(0);
    chooseStep(kStepTrip);
    QVERIFY(!stateText().startsWith(u"Armed"_s));
    QVERIFY(m_port->kinds().contains(u"disarm"_s));
}

void TestRunbookDock::dangerousStepsAskForTheTarget()
{
    chooseStep(kStepPin);
    QPushButton* arm = button(*m_dock, u"Arm"_s);
    QVERIFY(!arm->isEnabled());
    QLineEdit* field = typedTarget();
    QVERIFY(field != nullptr && field->isVisible());
    QTest::keyClicks(field, u"code-assistent"_s);
    QVERIFY(!arm->isEnabled());
    field->clear();
    QTest::keyClicks(field, u"code-assistant"_s);
    QVERIFY(arm->isEnabled());
    m_dock->arm();
    QVERIFY(stateText().startsWith(u"Armed"_s));
    QTest::keyClicks(field, u"x"_s); // what was typed is part of what was armed
    QVERIFY(!stateText().startsWith(u"Armed"_s));
}

void TestRunbookDock::theLadderTellsUnknownAndVoid()
{
    armAndHold();
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    auto result = verifiedResult();
    result.outcome = runbook::FireOutcome::Unknown;
    result.rungs[1].state = RungState::Unknown;
    result.rungs[1].detail = "no answer within 5 s";
    result.rungs[2].state = RungState::Unknown;
    m_port->answerFire(result);
    QVERIFY2(ladder->text().contains(u"Accepted: unknown"_s), qPrintable(ladder->text()));
    QVERIFY(!ladder->text().contains(u"Recovered: reached"_s));
    // The lever is seen to stand there: in effect. Whether it was this write stays unknown.
    auto there = breakerPlan();
    there.before.value = "tripped";
    there.before.version = "19";
    m_port->plan = there;
    QTRY_VERIFY(ladder->text().contains(u"In effect: reached"_s));
    QVERIFY2(ladder->text().contains(u"Accepted: unknown"_s), qPrintable(ladder->text()));

    m_dock.reset();
    setUp();
    armAndHold();
    result.rungs[1].state = RungState::Failed;
    result.rungs[1].detail = "409 Conflict";
    m_port->answerFire(result);
    ladder = m_dock->findChild<runbookview::LadderView*>();
    QVERIFY2(ladder->text().contains(u"In effect: cannot be reached"_s),
             qPrintable(ladder->text()));
    QVERIFY(ladder->text().contains(u"Recovered: cannot be reached"_s));
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Failed);
}

void TestRunbookDock::aLaterReadingSettlesTheLadder()
{
    armAndHold();
    auto result = verifiedResult();
    result.outcome = runbook::FireOutcome::NotYetVisible;
    result.rungs.pop_back();
    m_port->answerFire(result);
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    QVERIFY2(ladder->text().contains(u"In effect: not yet"_s), qPrintable(ladder->text()));
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Pending);
    auto now = breakerPlan();
    now.before.value = "tripped";
    now.before.version = "18";
    now.isNoChange = true;
    m_port->plan = now;
    QTRY_VERIFY(ladder->text().contains(u"In effect: reached"_s));
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Done);
    QCOMPARE(m_port->followedFrom, at(60));
}

void TestRunbookDock::recoveryIsToldWithItsEvidence()
{
    armAndHold();
    runbookview::RecoveryStatus status;
    status.signal = u"groundedness"_s;
    status.verdict = runbook::RecoveryVerdict::Recovered;
    status.mean = {.mean = 0.01, .low = 0, .high = 0.05, .observations = 112};
    emit m_port->recoveryChanged(status); // before it is in effect: counts for nothing
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    QVERIFY(!ladder->text().contains(u"Recovered: reached"_s));

    m_port->answerFire(verifiedResult());
    status.verdict = runbook::RecoveryVerdict::NotEnoughData;
    status.mean = {.mean = 0.1, .low = 0, .high = 0.6, .observations = 7};
    status.threshold = 0.08;
    emit m_port->recoveryChanged(status);
    QVERIFY2(ladder->text().contains(u"Not yet enough data"_s), qPrintable(ladder->text()));
    QVERIFY(ladder->text().contains(u"n = 7"_s));
    status.verdict = runbook::RecoveryVerdict::Recovered;
    status.mean = {.mean = 0.01, .low = 0, .high = 0.05, .observations = 112};
    emit m_port->recoveryChanged(status);
    QVERIFY2(ladder->text().contains(u"Recovered: reached"_s), qPrintable(ladder->text()));
}

void TestRunbookDock::undoIsOfferedAndArmedLikeAnythingElse()
{
    QVERIFY(button(*m_dock, u"Undo…"_s) == nullptr);
    armAndHold();
    m_port->answerFire(verifiedResult());
    QPushButton* undo = button(*m_dock, u"Undo…"_s);
    QVERIFY(undo != nullptr);
    undo->click();
    QCOMPARE(m_port->undone.value, std::string("reset"));
    QCOMPARE(m_port->fired.size(), std::size_t{1}); // nothing is undone by one click
    armAndHold();
    QCOMPARE(m_port->fired.size(), std::size_t{2});
    QCOMPARE(m_port->fired[1].to, std::string("reset"));
    QVERIFY(m_port->kinds().contains(u"undo"_s));
}

void TestRunbookDock::everythingIsRecorded()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    QCOMPARE(m_port->kinds(),
             (QStringList{u"step"_s, u"arm"_s, u"action"_s, u"rung"_s, u"rung"_s, u"rung"_s,
                          u"step"_s}));
    for (const auto& entry : m_port->entries) {
        QVERIFY(QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).isObject());
        QVERIFY(!entry.text.empty());
    }
}

void TestRunbookDock::stepsAreSettledByHand()
{
    const QAbstractItemModelTester tester(const_cast<items::RunbookModel*>(&m_dock->model()),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    chooseStep(0);
    button(*m_dock, u"Skip"_s)->click(); // without a reason
    QCOMPARE(m_dock->model().progress(0).state, runbook::StepState::Pending);
    auto* note = m_dock->findChild<runbookview::StepControls*>()->findChild<QLineEdit*>();
    QTest::keyClicks(note, u"seen before"_s);
    button(*m_dock, u"Skip"_s)->click();
    QCOMPARE(m_dock->model().progress(0).state, runbook::StepState::Skipped);
    QCOMPARE(m_dock->model().progress(0).note, std::string("seen before"));
    QCOMPARE(m_dock->model().progress(0).who, std::string("ada"));
    // The next step is a lever: it cannot be called done by hand.
    QVERIFY(button(*m_dock, u"Done"_s) == nullptr);
}

void TestRunbookDock::requestAndFactsAreShownAsPlainText()
{
    auto hostile = breakerPlan();
    hostile.lever.title = "<b>Breaker</b>\u202e";
    hostile.requests[0].body = "<img src=x>";
    m_port->plan = hostile;
    const auto* request = m_dock->findChild<QPlainTextEdit*>();
    QTRY_VERIFY(request->toPlainText().contains(u"<img src=x>"_s));
    QVERIFY(request->toPlainText().contains(u"Authorization: Bearer ••••••"_s));
    bool isShown = false;
    for (const auto* label : m_dock->findChildren<QLabel*>()) {
        QVERIFY(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'));
        isShown = isShown || label->text().contains(u"<b>Breaker</b>⟦U+202E⟧"_s);
    }
    QVERIFY(isShown);
    m_queries->waitForIdle();
    const auto counted = [this] {
        for (const auto* label : m_dock->findChildren<QLabel*>()) {
            if (label->text().contains(u"answers of code-assistant in the last 15 min"_s))
                return label->text();
        }
        return QString();
    };
    QTRY_COMPARE(
        counted(),
        u"10 answers of code-assistant in the last 15 min; to whom is not told; no other "
        "service takes them on in their own traces; where their words went is not known from here: "
        "Spread tells"_s);
}

void TestRunbookDock::replayHasNoControls()
{
    items::TimeConductor replay(*m_clock, false);
    replay.setBounds({.start = at(0), .end = at(60)});
    replay.seek(at(60));
    runbookview::RunbookDock dock(nullptr, *m_queries, replay, *m_clock, *m_theme, kTiming);
    dock.setRunbooks({sampleRunbook()});
    dock.propose({.runbook = "fabricated-apis", .parameters = {}, .alarm = {}, .occasion = {}});
    dock.resize(440, 700);
    dock.show();
    QVERIFY(!dock.start(sampleRunbook(), {{"service", "x"}}));
    QVERIFY(dock.findChildren<QAbstractButton*>().isEmpty());
    QVERIFY(dock.findChildren<runbookview::HoldButton*>().isEmpty());
    QVERIFY(dock.findChildren<QLineEdit*>().isEmpty());
    dock.arm();
    const auto* list = dock.findChild<QListView*>();
    QTRY_COMPARE(list->model()->rowCount(), 3); // armed, fired, in effect: what was done
    replay.seek(at(21)); // before it was fired
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QVERIFY(m_port->fired.empty());
}

void TestRunbookDock::withoutAControlPlaneItSaysHowToConnectOne()
{
    runbookview::RunbookDock dock(nullptr, *m_queries, *m_conductor, *m_clock, *m_theme, kTiming);
    dock.resize(440, 700);
    dock.show();
    const auto says = [&dock](const QString& words) {
        const auto labels = dock.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&words](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    };
    QVERIFY(says(u"--profile"_s));
    QVERIFY(!says(u"The past"_s));
    const runbook::Runbook runbook = sampleRunbook();
    dock.read(&runbook, {{"service", "code-assistant"}});
    QVERIFY(says(u"Trip the breaker of code-assistant"_s));
    QVERIFY(says(u"serves code-assistant from its fallback"_s));
    for (const auto* each : dock.findChildren<QAbstractButton*>())
        QVERIFY(!each->isVisible());
    m_conductor->seek(at(30));
    m_conductor->play();
    QVERIFY(says(u"The past"_s));
    QVERIFY(!says(u"--profile"_s));
}

void TestRunbookDock::theRequestIsInSightWhileArming()
{
    m_dock->resize(400, 660); // what the window of 1440x900 leaves it
    m_dock->arm();
    QTest::qWait(20);
    const auto* request = m_dock->findChild<QPlainTextEdit*>();
    QVERIFY(request->isVisible());
    QCOMPARE(request->visibleRegion().boundingRect(), request->rect());
    for (const auto* label : m_dock->findChildren<QLabel*>()) {
        if (label->accessibleName() == u"Change"_s || label->accessibleName() == u"Target"_s)
            QCOMPARE(label->visibleRegion().boundingRect(), label->rect());
    }
    QCOMPARE(m_hold->visibleRegion().boundingRect(), m_hold->rect());
    // Of the steps the current one stays in sight.
    const auto* steps = m_dock->findChild<runbookview::StepList*>();
    QVERIFY(steps->viewport()->rect().contains(steps->visualRect(steps->currentIndex())));
}

void TestRunbookDock::playingThePastHidesTheControls()
{
    m_dock->arm();
    m_conductor->seek(at(30));
    QVERIFY(!m_hold->isVisible());
    m_conductor->play();
    QCOMPARE(m_conductor->mode(), items::TimeConductor::Mode::Replay);
    QVERIFY(!m_hold->isVisible());
    QVERIFY(m_port->kinds().contains(u"disarm"_s));
    m_conductor->goLive();
    QVERIFY(m_hold->isVisible());
}

void TestRunbookDock::focusableWidgetsHaveNames()
{
    for (const int step : {0, kStepTrip, kStepPin}) {
        chooseStep(step);
        QCOMPARE(namelessWidgets(*m_dock), QStringList());
    }
}

QTEST_MAIN(TestRunbookDock)
#include "tst_runbookdock.moc"
