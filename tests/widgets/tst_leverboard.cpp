// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/dockfixture.h"
#include "widgets/runbook/leverboard.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace pagetest;

// A console that reads levers and moves none.
class TestLeverBoard : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void leversAndRunbooksAreReadAndNothingCommands();
    void withoutLeversThereIsNone();
};

void TestLeverBoard::leversAndRunbooksAreReadAndNothingCommands()
{
    runbookview::RunbookDock dock(nullptr, *m_queries, *m_conductor, *m_clock, *m_theme, kTiming);
    auto* board = new runbookview::LeverBoard(*m_theme, &dock);
    dock.setNoLevers(u"Read-only: nothing can be moved."_s, board);
    runbook::Runbook other = sampleRunbook();
    other.id = "other";
    other.title = "Another runbook";
    other.steps.front().title = "Look at the other thing";
    dock.setRunbooks({sampleRunbook(), other});
    dock.resize(440, 800);
    dock.show();
    const auto says = [&dock](const QString& words) {
        const auto labels = dock.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&words](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    };
    QVERIFY(says(u"Read-only: nothing can be moved"_s));
    QVERIFY(!says(u"--profile"_s));
    QVERIFY(says(u"No lever has been read yet"_s));
    board->setStanding({u"breaker:bot: tripped, read at 03:00:00"_s, u"pin:bot: unknown"_s});
    const auto lists = dock.findChildren<QListView*>();
    const auto levers =
        std::ranges::find(lists, u"Levers as they were read last"_s, &QListView::accessibleName);
    QVERIFY(levers != lists.end() && (*levers)->isVisible());
    QCOMPARE((*levers)->model()->rowCount(), 2);
    QCOMPARE((*levers)->model()->index(0, 0).data().toString(),
             u"breaker:bot: tripped, read at 03:00:00"_s);
    // Where somebody reads stays where it is when the next reading comes.
    (*levers)->setCurrentIndex((*levers)->model()->index(1, 0));
    board->setStanding({u"breaker:bot: reset, read at 03:00:01"_s, u"pin:bot: unknown"_s});
    QCOMPARE((*levers)->currentIndex().row(), 1);
    QCOMPARE((*levers)->model()->index(0, 0).data().toString(),
             u"breaker:bot: reset, read at 03:00:01"_s);

    auto* choice = dock.findChild<QComboBox*>();
    QVERIFY(choice != nullptr && choice->count() == 3);
    QVERIFY(!says(u"Look at the other thing"_s));
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_End); // by keyboard
    QTRY_VERIFY(says(u"Look at the other thing"_s));
    dock.setRunbooks({sampleRunbook(), other}); // read again
    QVERIFY(says(u"Look at the other thing"_s));
    QVERIFY(!dock.start(sampleRunbook(), {{"service", "x"}}));
    // The one thing to press tests the way there, which only reads.
    const QSignalSpy tested(board, &runbookview::LeverBoard::testRequested);
    int pressed = 0;
    for (auto* each : dock.findChildren<QAbstractButton*>()) {
        if (!each->isVisible())
            continue;
        QCOMPARE(each->accessibleName(), u"Test the control plane"_s);
        QTest::mouseClick(each, Qt::LeftButton);
        ++pressed;
    }
    QCOMPARE(pressed, 1);
    QCOMPARE(tested.count(), qsizetype{1});
    QVERIFY(dock.findChildren<runbookview::HoldButton*>().isEmpty());
    QVERIFY(dock.findChildren<QLineEdit*>().isEmpty());
}

void TestLeverBoard::withoutLeversThereIsNone()
{
    runbookview::RunbookDock dock(nullptr, *m_queries, *m_conductor, *m_clock, *m_theme, kTiming);
    dock.setNoLevers({});
    QVERIFY(dock.findChild<QComboBox*>() == nullptr);
}

QTEST_MAIN(TestLeverBoard)
#include "tst_leverboard.moc"
