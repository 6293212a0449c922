// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/trace/contentstext.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/graphview.h"
#include "widgets/trace/traceselection.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace tracetest;
using trace::GraphNode;
using traceview::GraphView;

class TestGraphView : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void aClickChoosesAStep();
    void arrowsFollowCauses();
    void inANarrowViewCausesStandAbove();
    void aLoopIsOneCardAndOpens();
    void theSelectionIsFollowed();
    void zoomKeepsWhatIsUnderThePointer();
    void cardsAreToldInWords();
    void hostileNamesArePlain();
    void fewerLoopsOfTheSameTraceAreDrawnAtOnce();
    void emptyAndHugeTracesAreDrawn();

private:
    void show(TraceMaker& trace);
    QImage image() const { return m_view->grab().toImage(); }

    pagetest::Recording m_recording;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<traceview::TraceSelection> m_selection;
    std::unique_ptr<GraphView> m_view;
};

void TestGraphView::init()
{
    m_view.reset();
    m_queries = std::make_unique<items::RecordingQueries>(m_recording.path());
    m_selection = std::make_unique<traceview::TraceSelection>();
    m_view = std::make_unique<GraphView>(*m_queries, *m_selection, m_theme);
    m_view->resize(700, 400);
    m_view->show();
}

void TestGraphView::show(TraceMaker& trace)
{
    QSignalSpy done(m_view.get(), &GraphView::laidOut);
    auto contents = std::make_shared<const trace::TraceContents>(trace.contents());
    m_view->setContents(contents,
                        std::make_shared<const trace::LoopGroups>(trace::findLoops(*contents)));
    QVERIFY(done.wait());
}

void TestGraphView::aClickChoosesAStep()
{
    TraceMaker trace;
    trace.tool("a", R"({"x":1})", "one");
    const auto second = trace.tool("b", R"({"x":2})", "two");
    show(trace);
    const QRectF box = m_view->boxOf(m_view->graph().nodeOf(second));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, box.center().toPoint());
    QVERIFY(m_selection->span() == second);
    // The chosen card is drawn otherwise.
    const QColor chosen = image().pixelColor((box.center() * image().devicePixelRatio()).toPoint());
    m_selection->setSpan(telemetry::SpanId{1});
    QVERIFY(image().pixelColor((box.center() * image().devicePixelRatio()).toPoint()) != chosen);
}

void TestGraphView::arrowsFollowCauses()
{
    TraceMaker trace;
    const auto first = trace.tool("a", R"({"x":1})", "one");
    const auto second = trace.tool("b", R"({"x":2})", "two");
    show(trace);
    m_selection->setSpan(second);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QVERIFY(m_selection->span() == first);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QVERIFY(m_selection->span() == second);
    QTest::keyClick(m_view.get(), Qt::Key_Right); // there is no effect
    QVERIFY(m_selection->span() == second);
    QSignalSpy opened(m_view.get(), &GraphView::activated);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
}

void TestGraphView::inANarrowViewCausesStandAbove()
{
    TraceMaker trace;
    std::vector<telemetry::SpanId> steps;
    for (int i = 0; i < 5; ++i)
        steps.push_back(trace.tool("t" + std::to_string(i), std::to_string(i), "r"));
    show(trace);
    m_selection->setSpan(steps[2]);
    const auto box = [&](int step) { return m_view->boxOf(m_view->graph().nodeOf(steps[step])); };
    m_view->resize(320, 440);
    QVERIFY(m_view->flow() == trace::GraphFlow::Down);
    int seen = 0;
    for (int i = 0; i < 5; ++i)
        seen += m_view->viewport()->rect().contains(box(i).toRect()) ? 1 : 0;
    QVERIFY2(seen >= 4, qPrintable(QString::number(seen)));
    QVERIFY(box(1).bottom() < box(2).top());
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QVERIFY(m_selection->span() == steps[1]);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QVERIFY(m_selection->span() == steps[3]);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, box(2).center().toPoint());
    QVERIFY(m_selection->span() == steps[2]);
    m_view->resize(1400, 200);
    QVERIFY(m_view->flow() == trace::GraphFlow::Right);
    QVERIFY(box(1).right() < box(2).left());
}

void TestGraphView::aLoopIsOneCardAndOpens()
{
    TraceMaker trace;
    std::vector<telemetry::SpanId> calls;
    for (int i = 0; i < 5; ++i)
        calls.push_back(trace.tool("get_order", R"({"id":88412})", "delayed"));
    show(trace);
    const std::size_t folded = m_view->graph().nodes.size();
    m_selection->setSpan(calls[3]);
    QCOMPARE(m_view->current(), m_view->graph().nodeOf(calls[0]));
    QVERIFY2(m_view->accessibleDescription().contains(u"called 5 times"_s),
             qPrintable(m_view->accessibleDescription()));
    QSignalSpy done(m_view.get(), &GraphView::laidOut);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(done.wait());
    QCOMPARE(m_view->graph().nodes.size(), folded + 4);
    QVERIFY(m_view->current() == m_view->graph().nodeOf(calls[3]));
    const QRectF box = m_view->boxOf(m_view->current());
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, box.center().toPoint());
    QVERIFY(done.wait());
    QCOMPARE(m_view->graph().nodes.size(), folded);
}

void TestGraphView::theSelectionIsFollowed()
{
    TraceMaker trace;
    std::vector<telemetry::SpanId> calls;
    for (int i = 0; i < 30; ++i)
        calls.push_back(trace.tool("t" + std::to_string(i), std::to_string(i), "r"));
    show(trace);
    m_selection->setSpan(calls.back());
    const QRectF box = m_view->boxOf(m_view->current());
    QVERIFY(m_view->viewport()->rect().contains(box.toAlignedRect().adjusted(1, 1, -1, -1)));
    m_selection->setSpan(telemetry::SpanId{0xfeed}); // not in it
    QVERIFY(m_view->current() == GraphNode::kNone);
}

void TestGraphView::zoomKeepsWhatIsUnderThePointer()
{
    TraceMaker trace;
    for (int i = 0; i < 30; ++i)
        trace.tool("t" + std::to_string(i), std::to_string(i), "r");
    show(trace);
    const double before = m_view->zoom();
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QVERIFY(m_view->zoom() > before);
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QCOMPARE(m_view->zoom(), before);
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QVERIFY(m_view->zoom() >= 0.2);
    m_view->grab();
}

void TestGraphView::cardsAreToldInWords()
{
    TraceMaker trace;
    trace.tool("a", R"({"x":1})", "one");
    const auto failed = trace.tool("weather", R"({"city":"Oslo"})", "502", true);
    show(trace);
    m_view->setMarks({{failed, u"first step that diverges"_s}});
    m_selection->setSpan(failed);
    const QString said = m_view->accessibleDescription();
    for (const QString& part :
         {u"weather"_s, u"Oslo"_s, u"failed"_s, u"first step that diverges"_s, u"after a"_s})
        QVERIFY2(said.contains(part), qPrintable(said));
}

void TestGraphView::hostileNamesArePlain()
{
    TraceMaker trace;
    const auto one =
        trace.tool("<img src=x>\u202e\x1b[31m" + std::string(100'000, 'x'), "\xff\xfe", "<b>");
    show(trace);
    m_selection->setSpan(one);
    m_view->grab();
    QVERIFY(!m_view->accessibleDescription().contains(QChar(0x202e)));
    QVERIFY(!m_view->accessibleDescription().contains(QChar(0x1b)));
    QVERIFY(m_view->accessibleDescription().size() < 2000);
}

// What was read again, as when somebody goes back in time, is painted before it is laid out.
void TestGraphView::fewerLoopsOfTheSameTraceAreDrawnAtOnce()
{
    TraceMaker trace;
    std::vector<telemetry::SpanId> calls;
    for (int i = 0; i < 5; ++i)
        calls.push_back(trace.tool("get_order", R"({"id":88412})", "delayed"));
    show(trace);
    m_selection->setSpan(calls[0]);
    m_view->setContents(std::make_shared<const trace::TraceContents>(trace.contents()),
                        std::make_shared<const trace::LoopGroups>());
    m_view->grab();
    QVERIFY(m_view->textOf(m_view->current()).contains(u"called 5 times"_s));
    QSignalSpy done(m_view.get(), &GraphView::laidOut);
    QVERIFY(done.wait());
    QVERIFY(!m_view->textOf(m_view->current()).contains(u"called"_s));
}

void TestGraphView::emptyAndHugeTracesAreDrawn()
{
    m_view->grab();
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    TraceMaker trace;
    for (int i = 0; i < 5000; ++i)
        trace.tool("t" + std::to_string(i % 9), std::to_string(i), "r" + std::to_string(i));
    show(trace);
    QVERIFY(m_view->graph().nodes.size() <= 2000);
    m_view->grab();
}

QTEST_MAIN(TestGraphView)
#include "tst_graphview.moc"
