// SPDX-License-Identifier: GPL-3.0-or-later

// The trace page while what it shows is read, read again, or another trace is opened.

#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/store/writer.h"
#include "tests/widgets/pagefixture.h"
#include "tests/widgets/tracepagefixture.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/conversationview.h"
#include "widgets/trace/diffview.h"
#include "widgets/trace/evaluationlist.h"
#include "widgets/trace/stepstable.h"
#include "widgets/trace/tracesearchbar.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using traceview::TracePage;

class TestTraceUpdates : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void anotherTraceShowsNothingOfTheOneBefore();
    void whatWasAskedOfTheTraceBeforeIsForgotten();
    void aTraceThatIsLeftWhileItIsReadIsNotShown();
    void aLateStepIsShownAndNothingElseMoves();
    void aLateVerdictIsShown();
    void readAgainWithoutChangesNothingMoves();
    void backAtATimeBeforeTheTraceNothingOfItIsLeft();
    void theChosenOfVeryManyAnswersIsReadToo();
    void theSameStepOpenedAgainKeepsItsDetails();
    void keysGoRound();

private:
    template<class Widget>
    Widget* part() const
    {
        return m_shown->part<Widget>();
    }
    QString shownText() const; // of all that the page shows, lines apart
    int rows() const { return part<traceview::WaterfallView>()->layout().rowCount(); }

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<TracePageFixture> m_shown;
};

void TestTraceUpdates::init()
{
    m_recording = std::make_unique<Recording>();
    m_recording->addSuspect(2, "The other trace answers with persimmon.", 0.4);
    m_shown = std::make_unique<TracePageFixture>(m_recording->path(), QSize(1200, 800));
}

void TestTraceUpdates::cleanup()
{
    m_shown.reset();
}

QString TestTraceUpdates::shownText() const
{
    QString text;
    for (const auto* label : m_shown->page->findChildren<QLabel*>())
        text += label->text() + u'\n';
    for (const auto* edit : m_shown->page->findChildren<QPlainTextEdit*>())
        text += edit->toPlainText() + u'\n';
    return text;
}

void TestTraceUpdates::anotherTraceShowsNothingOfTheOneBefore()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    m_shown->page->showView(TracePage::View::Claims);
    QVERIFY(shownText().contains(u"fetch_all_pages"_s));
    m_shown->page->open(spanKey(2, 3)); // nothing of it has come yet
    QCOMPARE(m_shown->page->trace(), spanKey(2, 3).trace);
    QCOMPARE(rows(), 0);
    QCOMPARE(part<traceview::StepsTable>()->model()->rowCount(), 0);
    QVERIFY2(!shownText().contains(u"fetch_all_pages"_s), qPrintable(shownText()));
    QVERIFY2(!m_shown->page->selection().claim(), "a claim of the trace before");
    // A key or a click does not replace what was asked for.
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_Down);
    QTest::mouseClick(part<traceview::WaterfallView>()->viewport(), Qt::LeftButton, {}, {60, 40});
    m_shown->settle();
    QCOMPARE(m_shown->page->link()->step, spanKey(2, 3));
    QVERIFY(shownText().contains(u"persimmon"_s));
}

void TestTraceUpdates::whatWasAskedOfTheTraceBeforeIsForgotten()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    auto* line = part<traceview::TraceSearchBar>()->findChild<QLineEdit*>();
    line->setFocus();
    QTest::keyClicks(line, u"fetch"_s);
    QTRY_VERIFY(!part<traceview::TraceSearchBar>()->hits().hits.empty());
    auto* candidates = part<traceview::DiffView>()->findChild<QComboBox*>(u"candidates"_s);
    comparison::GoodRuns found;
    found.runs.resize(2);
    found.runs[0].key = spanKey(5, 1);
    found.runs[1].key = spanKey(6, 1);
    part<traceview::DiffView>()->setCandidates(found, spanKey(5, 1).trace);
    QCOMPARE(candidates->count(), 2);
    m_shown->page->open(spanKey(1, 4)); // another step of the same one
    QCOMPARE(line->text(), u"fetch"_s);
    QCOMPARE(candidates->count(), 2);
    m_shown->page->open(spanKey(2, 3));
    QCOMPARE(candidates->count(), 0);
    QCOMPARE(line->text(), QString());
    QCOMPARE(m_shown->page->selection().search(), QString());
    QVERIFY(part<traceview::WaterfallView>()->hits().empty());
    m_shown->settle();
    QCOMPARE(part<traceview::TraceSearchBar>()->text(), QString());
    QVERIFY(part<traceview::WaterfallView>()->hits().empty());
}

void TestTraceUpdates::aTraceThatIsLeftWhileItIsReadIsNotShown()
{
    m_shown->page->open(spanKey(1, 3));
    m_shown->page->open(spanKey(2, 3));
    m_shown->settle();
    QVERIFY(shownText().contains(u"persimmon"_s));
    QVERIFY2(!shownText().contains(u"fetch_all_pages"_s), qPrintable(shownText()));
    QCOMPARE(rows(), 1);
    m_shown->page->open(spanKey(1, 3));
    QTest::qWait(1); // its tree may be there, its texts are not
    m_shown->page->open(spanKey(2, 3));
    m_shown->settle();
    QVERIFY2(!shownText().contains(u"fetch_all_pages"_s), qPrintable(shownText()));
    QCOMPARE(rows(), 1);
}

void TestTraceUpdates::aLateStepIsShownAndNothingElseMoves()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    auto* table = part<traceview::StepsTable>();
    const int root = 0;
    m_shown->page->showView(TracePage::View::Table);
    const QModelIndex first = table->model()->index(0, 0);
    QVERIFY(table->isExpanded(first));
    table->collapse(first);
    const auto span = m_shown->page->selection().span();
    const int before = table->tree().size();
    m_recording->addStep(1, 90, 1, "late_tool");
    m_shown->readAgain();
    QCOMPARE(table->tree().size(), before + 1);
    QCOMPARE(m_shown->page->selection().span(), span);
    QCOMPARE(table->tree().span(part<traceview::WaterfallView>()->currentNode()).span, span);
    QVERIFY2(!table->isExpanded(table->model()->index(root, 0)), "what was closed is open again");
}

void TestTraceUpdates::aLateVerdictIsShown()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    const auto* list = part<traceview::EvaluationList>();
    const int before = list->count();
    QVERIFY(before > 0);
    m_recording->judgeFirst("late_check", 0.9, "late");
    m_shown->readAgain();
    QTRY_COMPARE(list->count(), before + 1);
}

void TestTraceUpdates::readAgainWithoutChangesNothingMoves()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    m_shown->page->showView(TracePage::View::Claims);
    auto* claims = part<traceview::ClaimsView>();
    claims->step(1);
    QVERIFY(m_shown->page->selection().claim());
    const auto claim = m_shown->page->selection().claim();
    auto cursor = claims->answer()->textCursor();
    cursor.setPosition(2);
    cursor.setPosition(9, QTextCursor::KeepAnchor);
    claims->answer()->setTextCursor(cursor);
    const QString selected = claims->answer()->textCursor().selectedText();
    QCOMPARE(selected.size(), 7);
    for (int second = 0; second < 3; ++second)
        m_shown->readAgain();
    QCOMPARE(m_shown->page->selection().claim(), claim);
    QCOMPARE(claims->answer()->textCursor().selectedText(), selected);
}

void TestTraceUpdates::backAtATimeBeforeTheTraceNothingOfItIsLeft()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    m_shown->page->showView(TracePage::View::Claims);
    m_shown->conductor.seek(at(2)); // it was recorded at 5 s
    m_shown->settle();
    QCOMPARE(rows(), 0);
    QVERIFY2(!shownText().contains(u"fetch_all_pages"_s), qPrintable(shownText()));
    m_shown->conductor.seek(at(59));
    m_shown->settle();
    QVERIFY(shownText().contains(u"fetch_all_pages"_s));
    QCOMPARE(m_shown->page->link()->step, spanKey(1, 3));
}

void TestTraceUpdates::theChosenOfVeryManyAnswersIsReadToo()
{
    constexpr unsigned kAnswers = 2100; // more than are read
    std::vector<otlp::OutgoingSpan> spans;
    for (unsigned i = 1; i <= kAnswers; ++i) {
        otlp::OutgoingSpan span;
        span.trace = spanKey(7, i).trace;
        span.id = spanKey(7, i).span;
        span.parent = i == 1 ? telemetry::SpanId::None : spanKey(7, 1).span;
        span.name = "chat";
        span.start = at(i * 0.001);
        span.end = at(i * 0.001 + 0.5);
        span.attributes = {
            {"gen_ai.operation.name", std::string("chat")},
            {"gen_ai.output.messages",
             std::string(R"([{"role":"assistant","parts":[{"type":"text","content":"Answer )")
                 + std::to_string(i) + R"( is ready."}]}])"}};
        spans.push_back(std::move(span));
    }
    const auto body = std::make_shared<const std::string>(
        otlp::encodeTraces({{"service.name", std::string("many")}}, "test", spans));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, body);
    QVERIFY(batch);
    batch->recorded = at(5);
    {
        const auto writer = store::Writer::open(m_recording->path());
        QVERIFY(writer);
        QVERIFY((*writer)->append(dialect::Interpreter::builtIn().interpret(std::move(*batch)))
                && (*writer)->commit());
    }
    QVERIFY(m_shown->open(spanKey(7, kAnswers - 1)));
    m_shown->page->showView(TracePage::View::Claims);
    m_shown->settle();
    QTRY_VERIFY(part<traceview::ClaimsView>()->answer()->toPlainText().contains(u"Answer 2099"_s));
    m_shown->page->selection().setSpan(spanKey(7, kAnswers).span);
    QTRY_VERIFY(part<traceview::ClaimsView>()->answer()->toPlainText().contains(u"Answer 2100"_s));
    m_shown->page->selection().setSpan(spanKey(7, 5).span);
    QTRY_VERIFY(part<traceview::ClaimsView>()->answer()->toPlainText().contains(u"Answer 5 "_s));
}

void TestTraceUpdates::theSameStepOpenedAgainKeepsItsDetails()
{
    QVERIFY(m_shown->open(spanKey(1, 3)));
    const QString told = u"3,480"_s; // tokens that the chosen step was given
    QVERIFY2(shownText().contains(told), qPrintable(shownText()));
    m_shown->page->open(spanKey(1, 3));
    m_shown->settle();
    QVERIFY2(shownText().contains(told), qPrintable(shownText()));
    m_shown->page->open(*m_shown->page->link());
    m_shown->readAgain();
    QVERIFY2(shownText().contains(told), qPrintable(shownText()));
}

void TestTraceUpdates::keysGoRound()
{
    QVERIFY(m_shown->open(spanKey(1, 5))); // behind the one that failed
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_E);
    QCOMPARE(m_shown->page->selection().span(), spanKey(1, 4).span);
    QVERIFY(shownText().contains(u"from the beginning again"_s));
    QTest::keyClick(part<traceview::WaterfallView>(), Qt::Key_E); // there is no other
    QCOMPARE(m_shown->page->selection().span(), spanKey(1, 4).span);
    QVERIFY(shownText().contains(u"No further step failed"_s));
}

QTEST_MAIN(TestTraceUpdates)
#include "tst_traceupdates.moc"
