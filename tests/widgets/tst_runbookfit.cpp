// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/holdbutton.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/steplist.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pagetest;

// The dock at the width that the window of 1440x900 leaves it.
class TestRunbookFit : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void whatIsToBeTypedIsBesideTheButtons();
    void disarmingEmptiesTheHold();
    void whatWasFiredAsksForNoTarget();
    void armingShowsWhatItMeans();
    void anAnswerScrollsNothing();
    void atTheWindowsWidthNothingIsCutAndStartLeavesTheFocusOnTheSteps();

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

void TestRunbookFit::whatIsToBeTypedIsBesideTheButtons()
{
    m_dock->resize(436, 560);
    chooseStep(kStepPin);
    QLineEdit* typed = typedTarget();
    QVERIFY(typed != nullptr);
    QTRY_VERIFY(typed->isVisible());
    // Wherever the step is scrolled to: it is whole, and above the button.
    QTRY_COMPARE(typed->visibleRegion().boundingRect(), typed->rect());
    QVERIFY(typed->mapTo(m_dock.get(), QPoint()).y() < m_hold->mapTo(m_dock.get(), QPoint()).y());
    QVERIFY(!button(*m_dock, u"Arm"_s)->isEnabled());
    QVERIFY2(stateText().contains(u"Type code-assistant above"_s), qPrintable(stateText()));
    QTest::mouseClick(m_hold, Qt::LeftButton); // it says why, not "arm first"
    QVERIFY2(stateText().contains(u"Type code-assistant above"_s), qPrintable(stateText()));
    QTest::keyClicks(typed, u"code-assistant"_s);
    QVERIFY(button(*m_dock, u"Arm"_s)->isEnabled());
}

void TestRunbookFit::disarmingEmptiesTheHold()
{
    m_dock->arm();
    QTest::mousePress(m_hold, Qt::LeftButton);
    m_hold->setShare(0.4);
    QCOMPARE(m_hold->toldValue(), u"held, 40 %"_s);
    m_dock->disarm(u"By hand."_s);
    QCOMPARE(m_hold->toldValue(), u"held, 0 %"_s);
    QTest::mouseRelease(m_hold, Qt::LeftButton);
    QVERIFY(m_port->fired.empty());
}

void TestRunbookFit::whatWasFiredAsksForNoTarget()
{
    chooseStep(kStepPin);
    QLineEdit* typed = typedTarget();
    QVERIFY(typed != nullptr);
    QTRY_VERIFY(typed->isVisible());
    typed->setText(u"code-assistant"_s);
    armAndHold();
    QVERIFY(!typed->isVisible());
}

// However far the step was scrolled away, and in a low window.
void TestRunbookFit::armingShowsWhatItMeans()
{
    m_dock->resize(436, 640);
    QTest::qWait(50);
    const QLabel* meaning = nullptr;
    for (const auto* label : m_dock->findChildren<QLabel*>()) {
        if (label->text() == u"Meaning"_s)
            meaning = label;
    }
    QVERIFY(meaning != nullptr);
    for (auto* area : m_dock->findChildren<QScrollArea*>())
        area->verticalScrollBar()->setValue(0);
    m_dock->arm();
    QTRY_COMPARE(meaning->visibleRegion().boundingRect(), meaning->rect());
}

// The next click is on its way: what stands below the pointer stays there.
void TestRunbookFit::anAnswerScrollsNothing()
{
    m_dock->resize(436, 420);
    QTest::mouseClick(button(*m_dock, u"Leave"_s), Qt::LeftButton);
    runbook::Runbook book = sampleRunbook();
    book.id = "long";
    const runbook::Step check = book.steps.front();
    book.steps.clear();
    for (const char* id : {"one", "two", "three", "four", "five", "six"}) {
        runbook::Step step = check;
        step.kind = runbook::StepKind::Check;
        step.id = id;
        step.title = std::string("See ") + id;
        // The next says less: there is less to scroll.
        const bool isLong = step.id == "one" || step.id == "three";
        step.text = isLong ? std::string(4000, 'x') + "." : "Short.";
        for (std::size_t i = 60; i < step.text.size() - 1; i += 60)
            step.text[i] = ' ';
        book.steps.push_back(step);
    }
    QVERIFY(m_dock->start(book, {{"service", "code-assistant"}}));
    chooseStep(0);
    const auto* list = m_dock->findChild<runbookview::StepList*>();
    QScrollBar* bar = nullptr;
    for (auto* area : m_dock->findChildren<QScrollArea*>()) {
        if (area->isAncestorOf(list) && area->widget()->isAncestorOf(list) && area->isVisible())
            bar = area->verticalScrollBar();
    }
    QVERIFY(bar != nullptr);
    QTRY_VERIFY(bar->maximum() > 300);
    QPushButton* done = button(*m_dock, u"Done"_s);
    QVERIFY(done != nullptr);
    QTest::qWait(50); // what was chosen is in sight by now
    bar->setValue(list->height() - 40); // its steps are nearly out of sight
    const int before = bar->value();
    const QPoint place = list->mapTo(m_dock.get(), QPoint(0, 0));
    done->setFocus();
    bar->setValue(before);
    done->click();
    QTest::qWait(100);
    QCOMPARE(list->currentIndex().row(), 1);
    QCOMPARE(bar->value(), before);
    QCOMPARE(list->mapTo(m_dock.get(), QPoint(0, 0)), place);
    // Who goes far down, where nothing of the next one is, is taken to it.
    done->click();
    QCOMPARE(list->currentIndex().row(), 2);
    QTRY_VERIFY(bar->maximum() > list->height() + 400);
    QTest::qWait(50);
    bar->setValue(bar->maximum());
    done->click();
    QTest::qWait(100);
    QCOMPARE(list->currentIndex().row(), 3);
    QVERIFY2(bar->value() < list->height() + 100, qPrintable(QString::number(bar->value())));
}

// The window of 1440x900 leaves the dock 436.
void TestRunbookFit::atTheWindowsWidthNothingIsCutAndStartLeavesTheFocusOnTheSteps()
{
    m_dock->resize(436, 660);
    m_dock->setRunbooks({sampleRunbook()});
    QTest::mouseClick(button(*m_dock, u"Leave"_s), Qt::LeftButton);
    for (auto* each : m_dock->findChildren<QLineEdit*>()) {
        if (each->isVisible())
            each->setText(u"code-assistant"_s);
    }
    auto* choice = m_dock->findChild<QComboBox*>();
    QVERIFY(choice != nullptr);
    if (choice->currentIndex() < 0) {
        choice->setCurrentIndex(0);
        for (auto* each : m_dock->findChildren<QLineEdit*>()) {
            if (each->isVisible())
                each->setText(u"code-assistant"_s);
        }
    }
    m_dock->activateWindow();
    QPushButton* start = button(*m_dock, u"Start"_s);
    QVERIFY(start != nullptr && start->isEnabled());
    start->setFocus();
    QTest::mouseClick(start, Qt::LeftButton);
    auto* steps = m_dock->findChild<runbookview::StepList*>();
    QTRY_VERIFY(steps->isVisible());
    QTRY_VERIFY(m_dock->focusWidget() == steps);
    chooseStep(0); // opens a view: the most buttons of all
    QPushButton* open = button(*m_dock, u"Open Health"_s);
    QTRY_VERIFY(open != nullptr && open->isVisible());
    QTRY_COMPARE(open->visibleRegion().boundingRect().width(), open->width());
    for (const auto* label : m_dock->findChildren<QLabel*>()) {
        if (label->isVisible())
            QVERIFY2(label->mapTo(m_dock.get(), label->rect().topRight()).x() < m_dock->width(),
                     qPrintable(label->text()));
    }
}

QTEST_MAIN(TestRunbookFit)
#include "tst_runbookfit.moc"
