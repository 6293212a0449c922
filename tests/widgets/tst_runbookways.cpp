// SPDX-License-Identifier: GPL-3.0-or-later

// Where the dock's buttons lead, and that they stay where they are while news come by themselves.

#include "tests/otherlanguage.h"
#include "tests/widgets/dockfixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/ladderview.h"
#include "widgets/runbook/otherproposal.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/stepcontrols.h"
#include "widgets/runbook/steplist.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPushButton>
#include <QTest>

#include <chrono>
#include <cstdint>
#include <string>

using namespace Qt::StringLiterals;
using namespace pagetest;

namespace {

// The breaker is moved by two steps, as an adapter is that is first taken off and then put back.
runbook::Runbook twoMoves()
{
    runbook::Runbook book = sampleRunbook();
    book.id = "two-moves";
    runbook::Step second = book.steps.at(kStepTrip);
    second.id = "half";
    second.title = "Let half of it through";
    second.to = "half";
    book.steps.push_back(second);
    return book;
}

runbookview::Proposal breakerProposal(const char* service, const char* alarm)
{
    runbookview::Proposal proposal;
    proposal.runbook = sampleRunbook().id;
    proposal.parameters = {{"service", service}};
    proposal.alarm = alarm;
    proposal.occasion = std::string("answers of ") + service + " cite what does not exist";
    return proposal;
}

void settleLayout()
{
    for (int i = 0; i < 3; ++i) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCoreApplication::processEvents();
    }
}

QRect placeIn(const QWidget& dock, const QWidget& part)
{
    return {part.mapTo(&dock, QPoint(0, 0)), part.size()};
}

} // namespace

class TestRunbookWays : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void aClockIsTestedByTheTimesOfAnswers();
    void whatBecameOfItIsRecordedInEnglish();

    void theStepThatCuresIsOpened();
    void aStepWithoutATraceSaysWhy();
    void newsOfARunMoveNothing();
    void newsBeforeARunMoveNothing();
    void whatIsInEffectIsNotToldToBeArmedFirst();
};

void TestRunbookWays::theStepThatCuresIsOpened()
{
    const std::string breaker = "breaker:code-assistant";
    button(*m_dock, u"Leave"_s)->click();
    QVERIFY(m_dock->leverStep(breaker, "half").isEmpty()); // no run is going on
    QVERIFY(!m_dock->showLever(breaker, "half"));
    QVERIFY(m_dock->start(twoMoves(), {{"service", "code-assistant"}}));
    const auto* steps = m_dock->findChild<runbookview::StepList*>();
    QCOMPARE(m_dock->leverStep(breaker, "half"), u"Step 5: Let half of it through"_s);
    QVERIFY(m_dock->showLever(breaker, "half"));
    QCOMPARE(steps->currentIndex().row(), 4);
    // Where none moves it there, the first that is still to be done.
    QCOMPARE(m_dock->leverStep(breaker, "elsewhere"),
             u"Step 2: Trip the breaker of code-assistant"_s);
    QVERIFY(m_dock->showLever(breaker));
    QCOMPARE(steps->currentIndex().row(), kStepTrip);
    armAndHold();
    m_port->answerFire(verifiedResult());
    emit m_port->effectChanged({.isReached = true, .detail = u"seen"_s});
    QCOMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Done);
    QCOMPARE(m_dock->leverStep(breaker, "elsewhere"), u"Step 5: Let half of it through"_s);
    QVERIFY(m_dock->leverStep("adapter:code-assistant", "none").isEmpty());
    QVERIFY(!m_dock->showLever("adapter:code-assistant", "none"));
    QVERIFY(m_dock->leverStep({}, {}).isEmpty()); // a cause that no lever helps against
}

void TestRunbookWays::aStepWithoutATraceSaysWhy()
{
    runbook::Runbook book = sampleRunbook();
    book.id = "reading";
    book.steps.front().fields["view"] = "trace";
    button(*m_dock, u"Leave"_s)->click();
    QVERIFY(m_dock->start(book, {{"service", "code-assistant"}}));
    chooseStep(0);
    auto* controls = m_dock->findChild<runbookview::StepControls*>();
    QPushButton* open = button(*m_dock, u"Open Trace"_s);
    QVERIFY(open != nullptr && open->isEnabled());
    controls->setNoTrace(u"No suspect <b>yet</b>."_s);
    QVERIFY(!open->isEnabled());
    QVERIFY2(open->toolTip().contains(u"No suspect &lt;b&gt;yet"_s), qPrintable(open->toolTip()));
    QCOMPARE(open->accessibleDescription(), u"No suspect <b>yet</b>."_s);
    controls->setNoTrace({});
    QVERIFY(open->isEnabled() && open->toolTip().isEmpty());
    // Another view is there at any time.
    controls->setNoTrace(u"No suspect yet."_s);
    button(*m_dock, u"Leave"_s)->click();
    QVERIFY(m_dock->start(sampleRunbook(), {{"service", "code-assistant"}}));
    chooseStep(0);
    QVERIFY(button(*m_dock, u"Open Health"_s)->isEnabled());
}

void TestRunbookWays::newsOfARunMoveNothing()
{
    m_dock->setRunbooks({sampleRunbook()});
    for (const int row : {0, kStepTrip}) {
        chooseStep(row);
        settleLayout();
        const auto* steps = m_dock->findChild<runbookview::StepList*>();
        const QPushButton* pressed = button(*m_dock, row == 0 ? u"Done"_s : u"Arm"_s);
        QVERIFY(pressed != nullptr);
        const QRect stepsBefore = placeIn(*m_dock, *steps);
        const QRect before = placeIn(*m_dock, *pressed);
        m_dock->propose(breakerProposal("support-bot", row == 0 ? "A-0002" : "A-0003"));
        settleLayout();
        // It is named in its own place, over nothing.
        const auto* other = m_dock->findChild<runbookview::OtherProposal*>();
        QVERIFY2(other->text().contains(common::safeLine(sampleRunbook().title))
                     && other->text().contains(row == 0 ? u"A-0002"_s : u"A-0003"_s),
                 qPrintable(other->text()));
        QVERIFY(other->isVisible());
        QVERIFY(!placeIn(*m_dock, *other).intersects(before));
        // What is said besides lies over neither what answers the step nor what fires.
        auto* bar = m_dock->findChild<common::MessageBar*>();
        m_dock->announce(u"The telemetry has stopped."_s);
        settleLayout();
        QVERIFY(bar->isVisible());
        QCOMPARE(placeIn(*m_dock, *steps), stepsBefore);
        QCOMPARE(placeIn(*m_dock, *pressed), before);
        QVERIFY(!bar->geometry().intersects(before));
        if (row == kStepTrip)
            QVERIFY(!bar->geometry().intersects(placeIn(*m_dock, *m_hold)));
        QVERIFY(m_dock->rect().contains(bar->geometry()));
        bar->clear();
    }
}

void TestRunbookWays::newsBeforeARunMoveNothing()
{
    button(*m_dock, u"Leave"_s)->click();
    m_dock->setRunbooks({sampleRunbook()});
    m_dock->propose(breakerProposal("code-assistant", "A-0001"));
    settleLayout();
    const QPushButton* start = button(*m_dock, u"Start"_s);
    QVERIFY(start != nullptr && start->isEnabled());
    const QRect before = placeIn(*m_dock, *start);
    m_dock->propose(breakerProposal("support-bot", "A-0002"));
    settleLayout();
    const QPushButton* use = button(*m_dock, u"Use"_s);
    QVERIFY(use != nullptr);
    QCOMPARE(placeIn(*m_dock, *start), before);
    const QRect useBefore = placeIn(*m_dock, *use);
    // Nor does why it cannot be started, by then.
    m_dock->setStale(u"The telemetry is too old."_s);
    settleLayout();
    QVERIFY(!start->isEnabled());
    QCOMPARE(placeIn(*m_dock, *start), before);
    QCOMPARE(placeIn(*m_dock, *use), useBefore);
}

void TestRunbookWays::whatIsInEffectIsNotToldToBeArmedFirst()
{
    const auto pressOnly = [this] {
        QTest::mousePress(m_hold, Qt::LeftButton);
        QTest::mouseRelease(m_hold, Qt::LeftButton);
    };
    pressOnly();
    QVERIFY2(stateText().contains(u"Arm first."_s), qPrintable(stateText()));
    armAndHold();
    m_port->plan->before.exists = true;
    m_port->plan->before.value = m_port->plan->to;
    m_port->plan->isNoChange = true;
    m_port->answerFire(verifiedResult());
    emit m_port->effectChanged({.isReached = true, .detail = u"seen"_s});
    const std::size_t fired = m_port->fired.size();
    pressOnly();
    QVERIFY2(!stateText().contains(u"Arm first"_s), qPrintable(stateText()));
    QVERIFY2(stateText().contains(u"Fired at 02:52:00 UTC, and in effect."_s),
             qPrintable(stateText()));
    QCOMPARE(m_port->fired.size(), fired);
}

// No check tells it: what is measured is called what it is.
void TestRunbookWays::aClockIsTestedByTheTimesOfAnswers()
{
    armAndHold();
    m_port->answerFire(verifiedResult());
    runbookview::RecoveryStatus status;
    status.verdict = runbook::RecoveryVerdict::StillBad;
    status.mean = {.mean = 0.6, .low = 0.5, .high = 0.7, .observations = 112};
    status.threshold = 0.3;
    status.signal = u"answer time of support-bot"_s;
    status.isOfTimes = true;
    emit m_port->recoveryChanged(status);
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    QVERIFY2(ladder->text().contains(u"answer time of support-bot: share with a wrong time"_s),
             qPrintable(ladder->text()));
    status.verdict = runbook::RecoveryVerdict::NotEnoughData;
    status.isAlarmed = false; // no wrong times were seen before
    status.before = {.answers = 80,
                     .wrong = 0,
                     .least = 10,
                     .reach = std::chrono::minutes(3),
                     .usualDelay = std::chrono::seconds(2)};
    status.failing = u"groundedness of checkout (A-0001)"_s;
    emit m_port->recoveryChanged(status);
    QVERIFY2(ladder->text().contains(u"None of the 80 answers just before had a wrong time"_s),
             qPrintable(ladder->text()));
    QVERIFY2(ladder->text().contains(u"further off than 3 min is not seen"_s),
             qPrintable(ladder->text()));
    QVERIFY2(!ladder->text().contains(u"usual"_s), qPrintable(ladder->text()));
    // Too few, or too small a share, is not none.
    const auto told = [&](std::int64_t answers, std::int64_t wrong) {
        status.before.answers = answers;
        status.before.wrong = wrong;
        emit m_port->recoveryChanged(status);
        return ladder->text();
    };
    QVERIFY2(told(0, 0).contains(u"No answers were seen just before"_s),
             qPrintable(ladder->text()));
    QVERIFY2(told(9, 9).contains(u"Too few answers came just before to tell whether a clock was "
                                 "wrong (n = 9, 9 with a wrong time)"_s),
             qPrintable(ladder->text()));
    QVERIFY2(!ladder->text().contains(u"nothing here can recover"_s), qPrintable(ladder->text()));
    status.before.usualDelay = std::chrono::milliseconds(75'300);
    QVERIFY2(told(80, 6).contains(u"7.5 % of the 80 answers just before had a wrong time"_s),
             qPrintable(ladder->text()));
    QVERIFY2(!ladder->text().contains(u"nothing here can recover"_s), qPrintable(ladder->text()));
    QVERIFY2(ladder->text().contains(u"that they come 75 s late is taken for usual"_s),
             qPrintable(ladder->text()));
    m_clock->time = at(200);
    QTest::qWait(1200); // the limit is looked at every 500
    QVERIFY2(!ladder->text().contains(u"Recovered: failed"_s), qPrintable(ladder->text()));
}

// The chain is read by everybody, whatever the language of the window.
void TestRunbookWays::whatBecameOfItIsRecordedInEnglish()
{
    armAndHold();
    m_port->answerFire(verifiedResult()); // in effect at 22.4 s, two minutes are given
    const std::size_t before = m_port->entries.size();
    runbookview::RecoveryStatus status;
    status.signal = u"groundedness of code-assistant"_s;
    status.verdict = runbook::RecoveryVerdict::StillBad;
    status.mean = {.mean = 0.6, .low = 0.5, .high = 0.7, .observations = 112};
    status.threshold = 0.3;
    const OtherLanguage other;
    emit m_port->recoveryChanged(status);
    const auto* ladder = m_dock->findChild<runbookview::LadderView*>();
    QVERIFY2(OtherLanguage::isIn(ladder->text()), qPrintable(ladder->text()));
    m_clock->time = at(143);
    QTRY_COMPARE(m_dock->model().progress(kStepTrip).state, runbook::StepState::Failed);
    status.verdict = runbook::RecoveryVerdict::Recovered;
    emit m_port->recoveryChanged(status);
    std::string all;
    for (std::size_t i = before; i < m_port->entries.size(); ++i)
        all += m_port->entries[i].text + m_port->entries[i].payload + '\n';
    QVERIFY2(!OtherLanguage::isIn(all), all.c_str());
    QVERIFY2(all.find("not recovered within 2 min: groundedness of code-assistant: failed share")
                 != std::string::npos,
             all.c_str());
    QVERIFY2(all.find("groundedness of code-assistant is back, n = 112") != std::string::npos,
             all.c_str());
}

QTEST_MAIN(TestRunbookWays)
#include "tst_runbookways.moc"
