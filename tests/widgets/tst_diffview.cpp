// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/diffviewfixture.h"
#include "widgets/trace/difftexts.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace difftest;

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
        QCOMPARE(shown.text(0).toPlainText(), QString::fromStdString(difftest::kWrong));
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
