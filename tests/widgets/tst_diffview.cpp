// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/comparison/runbuilder.h"
#include "widgets/common/theme.h"
#include "widgets/trace/diffsteplist.h"
#include "widgets/trace/difftable.h"
#include "widgets/trace/difftexts.h"
#include "widgets/trace/diffview.h"
#include "widgets/trace/traceselection.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableWidget>
#include <QtTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace runtest;

namespace {

const std::string kQuestion = "How long do I have to return an item?";
const std::string kRule = "Most items can be returned within 30 days of delivery.";
const std::string kWrong = "Most items can be returned within 45 days of delivery.";

std::shared_ptr<const comparison::Comparison> compared(const std::string& hostile = {})
{
    RunBuilder suspect(1);
    suspect.retrieval(kQuestion, {document("kb-290" + hostile, kWrong), document("kb-101", kRule)});
    suspect.tool("lookup" + hostile, "{}", "{}");
    suspect.answer(kWrong + kRule, kQuestion, kWrong + hostile);
    RunBuilder good(2);
    good.retrieval(kQuestion, {document("kb-101", kRule)});
    good.answer(kRule, kQuestion, kRule);
    good.tool("log_answer", "{}", "{}");
    return std::make_shared<const comparison::Comparison>(
        comparison::compare({.suspect = suspect.contents(),
                             .good = good.contents(),
                             .suspectClaims = {},
                             .goodClaims = {}}));
}

// More steps than are seen at once.
std::shared_ptr<const comparison::Comparison> longOnes()
{
    const auto run = [](unsigned char id) {
        RunBuilder made(id);
        for (int i = 0; i < 60; ++i)
            made.tool("lookup" + std::to_string(i), "{}", "{}");
        made.answer(kRule, kQuestion, kRule);
        return made.contents();
    };
    return std::make_shared<const comparison::Comparison>(comparison::compare(
        {.suspect = run(1), .good = run(2), .suspectClaims = {}, .goodClaims = {}}));
}

comparison::GoodRuns candidates()
{
    comparison::GoodRuns runs;
    for (const auto id : std::array<unsigned char, 2>{2, 3}) {
        comparison::GoodRun run;
        run.key.trace.bytes[0] = id;
        run.reason = "same question, 12 min before, passed 3 checks";
        runs.runs.push_back(run);
    }
    return runs;
}

bool settled(QWidget& view)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCoreApplication::processEvents();
    return view.isVisible();
}

struct View
{
    View()
        : theme(u"dark"_s)
        , view(theme, selection)
    {
        theme.apply(*qApp);
        view.resize(1100, 700);
        view.show();
    }
    traceview::DiffStepList& steps() { return *view.findChild<traceview::DiffStepList*>(); }
    QTableWidget& table() { return *view.findChild<QTableWidget*>(); }
    QStringList labels()
    {
        QStringList all;
        for (const QLabel* label : view.findChildren<QLabel*>())
            if (label->isVisible())
                all << label->text();
        return all;
    }
    QPlainTextEdit& text(int side) { return *view.findChildren<QPlainTextEdit*>().at(side); }

    common::Theme theme;
    traceview::TraceSelection selection;
    traceview::DiffView view;
};

} // namespace

class TestDiffView : public QObject
{
    Q_OBJECT

private slots:
    void opensAtTheFirstDivergingStep()
    {
        View shown;
        QAbstractItemModelTester tester(shown.steps().model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy moved(&shown.selection, &traceview::TraceSelection::spanChanged);
        shown.view.setComparison(compared());
        QCOMPARE(shown.steps().currentRow(), 1);
        QVERIFY(shown.labels().filter(u"Step 2 retrieval 'kb'"_s).size() == 1);
        QCOMPARE(moved.count(), 0); // nobody chose anything yet
        QVERIFY(shown.table().rowCount() > 0);
        QVERIFY(shown.table().item(0, 0)->text().startsWith(u"≠"_s));
        QCOMPARE(shown.table().item(0, 1)->text(), u"kb-290"_s);
        // The document beside the one that says otherwise.
        QCOMPARE(shown.text(0).toPlainText(), QString::fromStdString(kWrong));
        QCOMPARE(shown.text(1).toPlainText(), QString::fromStdString(kRule));
    }

    void keysGoFromDifferenceToDifference()
    {
        View shown;
        shown.view.setComparison(compared());
        shown.steps().setFocus();
        QTest::keyClick(&shown.steps(), Qt::Key_N);
        QCOMPARE(shown.steps().currentRow(), 2); // the extra tool
        QVERIFY(shown.selection.span() == telemetry::SpanId{3});
        QTest::keyClick(&shown.steps(), Qt::Key_P);
        QCOMPARE(shown.steps().currentRow(), 1);
        QTest::keyClick(&shown.steps(), Qt::Key_P); // the root is the same
        QCOMPARE(shown.steps().currentRow(), 1);
    }

    void enterOpensTheStep()
    {
        View shown;
        shown.view.setComparison(compared());
        QSignalSpy opened(&shown.view, &traceview::DiffView::stepOpened);
        QSignalSpy good(&shown.view, &traceview::DiffView::goodStepOpened);
        QTest::keyClick(&shown.steps(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QVERIFY(shown.selection.span() == telemetry::SpanId{2});
        const int last = shown.steps().model()->rowCount() - 1; // only the good run has it
        shown.steps().chooseRow(last);
        QTest::keyClick(&shown.steps(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(good.count(), 1);
        const auto key = good.at(0).at(0).value<telemetry::SpanKey>();
        QCOMPARE(int(key.trace.bytes[0]), 2);
    }

    void followsTheSelection()
    {
        View shown;
        shown.view.setComparison(compared());
        shown.selection.setSpan(telemetry::SpanId{4});
        QCOMPARE(shown.steps().currentRow(), 3);
        QVERIFY(shown.selection.span() == telemetry::SpanId{4});
        // Of a step that is not compared nothing is shown, and it is said.
        QVERIFY(shown.table().rowCount() > 0);
        shown.selection.setSpan(telemetry::SpanId{99});
        QCOMPARE(shown.steps().currentRow(), -1);
        QCOMPARE(shown.table().rowCount(), 0);
        QVERIFY(!shown.text(0).isVisible());
        QCOMPARE(shown.labels().filter(u"not in this comparison"_s).size(), 1);
        shown.selection.setSpan(telemetry::SpanId{4});
        QCOMPARE(shown.labels().filter(u"not in this comparison"_s).size(), 0);
    }

    void aComparisonOfAnotherAnswerSaysSo()
    {
        View shown;
        // Two answers: the retrieval is taken for one.
        auto all = std::make_shared<comparison::Comparison>(*compared());
        all->here[1].generation = all->here[3].generation;
        QVERIFY(all->here[3].generation != nullptr);
        shown.view.setComparison(all, all->here[3].span);
        const auto said = [&shown](const QString& words) {
            return shown.labels().filter(words).size();
        };
        shown.selection.setSpan(all->here[3].span);
        QCOMPARE(said(u"is chosen"_s), 0);
        shown.selection.setSpan(all->here[2].span); // no answer
        QCOMPARE(said(u"is chosen"_s), 0);
        shown.selection.setSpan(all->here[1].span);
        QCOMPARE(said(u"with the answer of step 4; step 2 is chosen"_s), 1);
        QSignalSpy asked(&shown.view, &traceview::DiffView::comparisonAsked);
        for (auto* button : shown.view.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == u"Compare the Chosen Answer"_s)
                button->click();
        QCOMPARE(asked.count(), 1);
        // While that is read, the one before is marked as such.
        shown.view.setBusy();
        QCOMPARE(said(u"still the comparison before"_s), 1);
        shown.view.setComparison(all, all->here[1].span);
        QCOMPARE(said(u"is chosen"_s) + said(u"still the comparison"_s), 0);
    }

    void candidatesAreChosen()
    {
        View shown;
        const auto runs = candidates();
        shown.view.setCandidates(runs, runs.runs.front().key.trace);
        auto* combo = shown.view.findChild<QComboBox*>(u"candidates"_s);
        QCOMPARE(combo->count(), 2);
        QVERIFY(combo->currentText().endsWith(u"passed 3 checks"_s));
        QSignalSpy chosen(&shown.view, &traceview::DiffView::candidateChosen);
        emit combo->activated(1);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen.at(0).at(0).value<telemetry::TraceId>() == runs.runs[1].key.trace);
        telemetry::TraceId other;
        other.bytes[0] = 9;
        shown.view.setCandidates(runs, other);
        QCOMPARE(combo->count(), 3);
        QVERIFY(combo->currentText().startsWith(u"picked by hand"_s));
        QSignalSpy asked(&shown.view, &traceview::DiffView::pickByHandAsked);
        for (auto* button : shown.view.findChildren<QPushButton*>())
            if (button->text() == u"How to Pick Another"_s && button->isVisible())
                button->click();
        QVERIFY(asked.count() >= 1);
    }

    void aDoubtfulGoodRunSaysSo()
    {
        View shown;
        auto runs = candidates();
        runs.runs.back().caution = "No run with a like question is from before <b>v2</b>\u202e.";
        shown.view.setComparison(compared());
        shown.view.setCandidates(runs, runs.runs.front().key.trace);
        QCOMPARE(shown.labels().filter(u"No run with a like question"_s).size(), 0);
        shown.view.resize(555, 256);
        shown.view.setCandidates(runs, runs.runs.back().key.trace);
        const QStringList told = shown.labels().filter(u"No run with a like question"_s);
        QCOMPARE(told.size(), 1);
        QVERIFY(told.front().contains(u"<b>v2</b>"_s) && !told.front().contains(QChar(0x202e)));
    }

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

    void whereThereIsNoneItSaysWhy()
    {
        View shown;
        comparison::GoodRuns none;
        none.none = "The service has no other answer in the recording.";
        shown.view.setCandidates(none, {});
        QVERIFY(shown.labels().contains(u"No good run was found"_s));
        QVERIFY(shown.labels().contains(u"The service has no other answer in the recording."_s));
        shown.view.setComparison(compared());
        QVERIFY(!shown.labels().contains(u"No good run was found"_s));
    }

    void textFromOutsideStaysText()
    {
        View shown;
        shown.view.setComparison(compared("<b>x</b>\u202e\x1b[31m"));
        for (const QLabel* label : shown.view.findChildren<QLabel*>())
            QVERIFY(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'));
        const QString all = shown.labels().join(u' ');
        QVERIFY(all.contains(u"<b>x</b>"_s));
        QVERIFY(!all.contains(QChar(0x202e)));
        for (int row = 0; row < shown.steps().model()->rowCount(); ++row) {
            const QString text = shown.steps().model()->index(row, 0).data().toString();
            QVERIFY(!text.contains(QChar(0x202e)) && !text.contains(QChar(0x1b)));
        }
        shown.steps().chooseRow(3);
        QVERIFY(!shown.text(0).toPlainText().contains(QChar(0x202e)));
        QVERIFY(!shown.view.grab().isNull());
    }

    void hugeTextsAreCut()
    {
        common::Theme theme(u"light"_s);
        traceview::DiffTexts texts(theme);
        comparison::MessagePair pair;
        pair.here = comparison::MessageText{
            .role = "tool", .name = {}, .text = std::string(10'000'000, 'x'), .isOutput = true};
        pair.there = pair.here;
        pair.there->text += "y";
        texts.setPairs({pair});
        QCOMPARE(texts.count(), 1);
        const QString shown = texts.findChildren<QPlainTextEdit*>().front()->toPlainText();
        QVERIFY(shown.size() < 30'000);
        QVERIFY(shown.contains(u"10,000,000 bytes"_s));
    }

    void everythingHasAName()
    {
        View shown;
        shown.view.setComparison(compared());
        for (const QWidget* widget : shown.view.findChildren<QWidget*>()) {
            const bool isOurs = widget->focusPolicy() != Qt::NoFocus && widget->isVisible()
                && (qobject_cast<const QAbstractScrollArea*>(widget) != nullptr
                    || qobject_cast<const QComboBox*>(widget) != nullptr);
            if (isOurs)
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
        const QString row =
            shown.steps().model()->index(1, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(row.contains(u"diverges here, the first diverging step"_s));
    }

    void looksTheSameInBothThemes()
    {
        View shown;
        shown.view.setComparison(compared());
        const QImage dark = shown.view.grab().toImage();
        shown.theme.load(u"light"_s);
        QCOMPARE(shown.steps().currentRow(), 1);
        QVERIFY(shown.view.grab().toImage() != dark);
    }
};

QTEST_MAIN(TestDiffView)
#include "tst_diffview.moc"
