// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/trace/claimtrace.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/tracesearchbar.h"
#include "widgets/trace/traceselection.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using traceview::TraceSearchBar;

class TestTraceSearchBar : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void nothingIsSaidBeforeItIsKnown();
    void goingOnWaitsForTheAnswer();
    void goingBackWaitsToo();
    void anAnswerOfAnotherTraceIsNotCounted();
    void theSameTraceReadAgainKeepsThePlace();

private:
    // Of the trace that the recording has: two places of "paging".
    std::shared_ptr<const trace::TraceContents> made(const std::string& before = {}) const;
    QLineEdit* line() const { return m_bar->findChild<QLineEdit*>(); }
    void waitForAnswer() const;

    std::unique_ptr<pagetest::Recording> m_recording;
    std::unique_ptr<items::RecordingQueries> m_queries;
    common::Theme m_theme{u"light"_s};
    std::unique_ptr<traceview::TraceSelection> m_selection;
    std::unique_ptr<TraceSearchBar> m_bar;
};

void TestTraceSearchBar::init()
{
    m_recording = std::make_unique<pagetest::Recording>();
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_selection = std::make_unique<traceview::TraceSelection>();
    m_bar = std::make_unique<TraceSearchBar>(*m_queries, *m_selection, m_theme);
    m_bar->resize(400, 40);
    m_bar->show();
}

void TestTraceSearchBar::cleanup()
{
    m_bar.reset();
    m_queries->waitForIdle();
}

std::shared_ptr<const trace::TraceContents>
TestTraceSearchBar::made(const std::string& before) const
{
    claimtrace::Trace trace;
    trace.generation("writer", {claimtrace::Trace::message("user", before + "How does paging go?")},
                     "With paging, twice paging.");
    return std::make_shared<const trace::TraceContents>(trace.contents());
}

void TestTraceSearchBar::waitForAnswer() const
{
    m_queries->waitForIdle();
    QCoreApplication::processEvents();
}

void TestTraceSearchBar::nothingIsSaidBeforeItIsKnown()
{
    m_bar->setContents(made());
    line()->setText(u"paging"_s);
    QCOMPARE(m_bar->text(), u"searching…"_s);
    QTRY_COMPARE(m_bar->text(), u"3 places"_s);
    line()->setText(u"nowhere"_s);
    QCOMPARE(m_bar->text(), u"searching…"_s);
    QTRY_COMPARE(m_bar->text(), u"0 places"_s);
    m_bar->setContents(nullptr); // another trace is opened: nobody knows yet
    QCOMPARE(m_bar->text(), u"searching…"_s);
    line()->clear();
    QCOMPARE(m_bar->text(), QString());
}

void TestTraceSearchBar::goingOnWaitsForTheAnswer()
{
    m_bar->setContents(made());
    QSignalSpy chosen(m_bar.get(), &TraceSearchBar::hitChosen);
    line()->setText(u"paging"_s);
    QTest::keyClick(line(), Qt::Key_Return); // looked for at once
    m_bar->goOn(1); // F3, while it runs
    QCOMPARE(chosen.count(), 0);
    waitForAnswer();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(m_bar->text(), u"1 of 3"_s);
    m_bar->goOn(1);
    QCOMPARE(m_bar->text(), u"2 of 3"_s);
}

void TestTraceSearchBar::goingBackWaitsToo()
{
    m_bar->setContents(made());
    line()->setText(u"paging"_s);
    QTest::keyClick(line(), Qt::Key_Return, Qt::ShiftModifier);
    waitForAnswer();
    QCOMPARE(m_bar->text(), u"3 of 3"_s);
}

void TestTraceSearchBar::anAnswerOfAnotherTraceIsNotCounted()
{
    const auto reader = store::Reader::open(m_recording->path());
    auto other = trace::readTraceContents(**reader, pagetest::spanKey(1, 1).trace, {});
    QVERIFY(other);
    m_bar->setContents(made());
    line()->setText(u"paging, twice"_s);
    QSignalSpy chosen(m_bar.get(), &TraceSearchBar::hitChosen);
    QTest::keyClick(line(), Qt::Key_Return);
    // The answer is on its way here.
    m_queries->waitForIdle();
    m_bar->setContents(std::make_shared<const trace::TraceContents>(std::move(*other)));
    QCOMPARE(m_bar->text(), u"searching…"_s);
    QTRY_COMPARE(m_bar->text(), u"0 places"_s);
    QVERIFY(m_bar->hits().hits.empty());
    QCOMPARE(chosen.count(), 0);
    // Nor while the other one is read.
    m_bar->setContents(made());
    m_queries->waitForIdle();
    m_bar->setContents(nullptr);
    waitForAnswer();
    QVERIFY(m_bar->hits().hits.empty());
    QCOMPARE(m_bar->text(), u"searching…"_s);
}

void TestTraceSearchBar::theSameTraceReadAgainKeepsThePlace()
{
    m_bar->setContents(made());
    line()->setText(u"paging"_s);
    QTRY_COMPARE(m_bar->text(), u"3 places"_s);
    m_bar->goOn(1);
    m_bar->goOn(1);
    QCOMPARE(m_bar->text(), u"2 of 3"_s);
    const claims::TraceHit before = m_bar->hits().hits[1];
    m_bar->setContents(made("Paging! ")); // one more, before it
    QCOMPARE(m_bar->text(), u"2 of 3"_s); // what is known stays until more is
    waitForAnswer();
    QCOMPARE(m_bar->text(), u"3 of 4"_s);
    QVERIFY(m_bar->hits().hits[2] == before);
}

QTEST_MAIN(TestTraceSearchBar)
#include "tst_tracesearchbar.moc"
