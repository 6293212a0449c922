// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/widgets/diffviewfixture.h"
#include "widgets/trace/difftable.h"

#include <QCoreApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace difftest;

// Where everything of a comparison is, in windows of any size, and how keys go through it.
class TestDiffViewLayout : public QObject
{
    Q_OBJECT

private slots:
    // As large as the view is in a window of 1280 x 720 and in one of 1440 x 900.
    void fitsIntoLowWindows_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isLow");
        QTest::newRow("1280x720") << QSize(555, 256) << true;
        QTest::newRow("1440x900") << QSize(684, 400) << false;
    }
    void fitsIntoLowWindows()
    {
        QFETCH(const QSize, size);
        QFETCH(const bool, isLow);
        View shown;
        shown.view.setComparison(compared());
        shown.view.resize(size);
        auto& parts = *shown.view.findChild<QTabBar*>();
        QVERIFY(parts.isVisible());
        QCOMPARE(parts.count(), isLow ? 3 : 2);
        QVERIFY(settled(shown.view));
        const QRect list = shown.steps().viewport()->rect();
        int rows = 0;
        for (int row = 0; row < shown.steps().model()->rowCount(); ++row)
            rows += list.contains(shown.steps().visualRect(shown.steps().model()->index(row, 0)));
        QVERIFY2(rows >= 4, qPrintable(QString::number(rows)));
        for (const QLabel* label : shown.view.findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                QVERIFY(label->heightForWidth(label->width()) <= label->height());
        QCOMPARE(shown.table().isVisible(), !isLow);
        QVERIFY(!shown.text(0).isVisible());
        parts.setCurrentIndex(parts.count() - 2);
        QVERIFY(parts.tabText(parts.currentIndex()).startsWith(u"Differences of step 2 ("_s));
        QVERIFY(settled(shown.view));
        QVERIFY(shown.table().isVisible());
        QCOMPARE(shown.steps().isVisible(), !isLow);
        QVERIFY(shown.table().viewport()->rect().contains(
            shown.table().visualItemRect(shown.table().item(0, 3)))); // the good run's value
        parts.setCurrentIndex(parts.count() - 1);
        QVERIFY(settled(shown.view));
        QVERIFY(shown.text(0).isVisible() && !shown.table().isVisible());
        QVERIFY(shown.text(0).height() >= 60 && shown.text(1).width() > shown.view.width() / 3);
        shown.selection.setSpan(telemetry::SpanId{99}); // of what is not there nothing
        QVERIFY(!shown.text(0).isVisible());
        shown.view.resize(1100, 700); // all at once
        QVERIFY(settled(shown.view));
        QVERIFY(!parts.isVisible() && shown.steps().isVisible() && shown.table().isVisible());
    }

    void aLongVerdictLeavesRoom()
    {
        View shown;
        auto all = std::make_shared<comparison::Comparison>(*compared());
        for (int i = 0; i < 200; ++i)
            all->sentence += "; fails check " + std::to_string(i);
        shown.view.resize(555, 256);
        shown.view.setComparison(all);
        QVERIFY(settled(shown.view));
        const QStringList told = shown.labels().filter(u"Step 2 retrieval 'kb'"_s);
        QCOMPARE(told.size(), 1);
        QVERIFY(told.front().endsWith(u"…"_s));
        QVERIFY(shown.steps().viewport()->height() >= 3 * 24);
    }

    void theChosenRowStaysInSight_data()
    {
        QTest::addColumn<QSize>("from");
        QTest::addColumn<QSize>("to");
        QTest::newRow("wide to narrow") << QSize(1100, 700) << QSize(684, 400);
        QTest::newRow("narrow to low") << QSize(684, 400) << QSize(555, 256);
        QTest::newRow("low to wide") << QSize(555, 256) << QSize(1100, 460);
    }
    void theChosenRowStaysInSight()
    {
        QFETCH(const QSize, from);
        QFETCH(const QSize, to);
        View shown;
        shown.view.resize(from);
        shown.view.setComparison(longOnes());
        QVERIFY(settled(shown.view));
        auto& list = shown.steps();
        const auto seen = [&list] {
            return list.viewport()->rect().contains(list.visualRect(list.currentIndex()));
        };
        list.scrollToTop();
        int last = 0; // the lowest that is seen
        while (list.viewport()->rect().contains(list.visualRect(list.model()->index(last + 1, 0))))
            ++last;
        list.setCurrentIndex(list.model()->index(last, 0));
        QVERIFY(settled(shown.view));
        QVERIFY(seen());
        shown.view.resize(to);
        QVERIFY(settled(shown.view));
        QCOMPARE(list.currentRow(), last);
        QVERIFY(seen());
        // What somebody scrolled away from stays away.
        list.verticalScrollBar()->setValue(list.verticalScrollBar()->maximum());
        QVERIFY(!seen());
        shown.view.resize(to + QSize(0, 10));
        QVERIFY(settled(shown.view));
        QVERIFY(!seen());
    }

    void theChosenDifferenceStaysInSight()
    {
        View shown;
        traceview::DiffTable table(shown.theme);
        std::vector<comparison::Difference> many(40);
        for (std::size_t i = 0; i < many.size(); ++i)
            many[i].name = std::to_string(i);
        many[30].weight = comparison::Weight::Substantial;
        table.setDifferences(many);
        QCOMPARE(table.item(0, 1)->text(), u"30"_s); // what weighs most comes first
        table.resize(600, 400);
        table.show();
        table.setCurrentCell(12, 0);
        QVERIFY(settled(table));
        table.resize(600, 200);
        QVERIFY(settled(table));
        QVERIFY(table.viewport()->rect().contains(table.visualItemRect(table.item(12, 0))));
        std::vector<comparison::Difference> tooMany(2000);
        table.setDifferences(tooMany);
        QCOMPARE(table.rowCount(), 500);
    }

    // Tabs, steps and differences, with keys that a person has.
    void keysAloneReachAllParts_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("low") << QSize(555, 256);
        QTest::newRow("narrow") << QSize(684, 400);
        QTest::newRow("wide") << QSize(1100, 700);
    }
    void keysAloneReachAllParts()
    {
        QFETCH(const QSize, size);
        View shown;
        shown.view.resize(size);
        shown.view.setComparison(compared());
        shown.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.view));
        QVERIFY(settled(shown.view));
        auto& parts = *shown.view.findChild<QTabBar*>();
        const auto press = [](int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
            QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
            QCoreApplication::processEvents();
        };
        const auto goTo = [&](QWidget& wanted) { // by Tab alone
            for (int i = 0; i < 12 && !wanted.hasFocus(); ++i)
                press(Qt::Key_Tab);
            return wanted.hasFocus();
        };
        const auto choosePart = [&](const QString& name) {
            if (!parts.isVisible())
                return true; // all are shown
            if (!goTo(parts))
                return false;
            for (int i = 0; i < parts.count(); ++i)
                press(Qt::Key_Left);
            for (int i = 0;
                 i < parts.count() && !parts.tabText(parts.currentIndex()).startsWith(name); ++i)
                press(Qt::Key_Right);
            return parts.tabText(parts.currentIndex()).startsWith(name);
        };
        shown.view.setFocus();
        QVERIFY(shown.steps().hasFocus());
        press(Qt::Key_Down);
        QCOMPARE(shown.steps().currentRow(), 2);
        QVERIFY(shown.selection.span() == telemetry::SpanId{3});
        QVERIFY(choosePart(u"Differences"_s));
        QVERIFY(goTo(shown.table()));
        QVERIFY(shown.table().rowCount() > 0);
        // To the step before that differs, while the differences stay in sight.
        press(Qt::Key_P);
        QCOMPARE(shown.steps().currentRow(), 1);
        QVERIFY(shown.table().hasFocus());
        press(Qt::Key_Down);
        QVERIFY(shown.table().currentRow() >= 0);
        press(Qt::Key_N);
        QCOMPARE(shown.steps().currentRow(), 2);
        press(Qt::Key_P);
        QVERIFY(choosePart(u"Texts"_s));
        QVERIFY(goTo(shown.text(0)) && goTo(shown.text(1)));
        if (shown.steps().isHidden() || !shown.steps().isVisible())
            QVERIFY(choosePart(u"Steps"_s));
        QVERIFY(goTo(shown.steps()));
        QSignalSpy opened(&shown.view, &traceview::DiffView::stepOpened);
        press(Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
    }

    void focusIsNotLost()
    {
        View shown;
        shown.view.setComparison(compared());
        shown.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.view));
        auto& parts = *shown.view.findChild<QTabBar*>();
        shown.table().setFocus();
        shown.view.resize(555, 256);
        QVERIFY(settled(shown.view));
        QVERIFY(shown.table().isVisible() && shown.table().hasFocus());
        shown.view.setFocus(); // the steps are not shown
        QVERIFY(parts.hasFocus());
        parts.setCurrentIndex(0);
        shown.view.setFocus();
        QVERIFY(shown.steps().hasFocus());
    }
};

QTEST_MAIN(TestDiffViewLayout)
#include "tst_diffviewlayout.moc"
