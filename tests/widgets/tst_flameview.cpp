// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/timeviewfixture.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/flameview.h"
#include "widgets/trace/traceselection.h"

#include <QEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <memory>

using namespace Qt::StringLiterals;
using trace::SpanTree;
using traceview::FlameView;

class TestFlameView : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void arrowsGoUpDownAndBeside();
    void keysZoomAndPan();
    void enterAndReturnActivateTheChosenStep();
    void aClickChoosesAndADragMoves();
    void theWheelScrollsZoomsAndPans();
    void theStripGoesThereAndChoosesARange();
    void theSelectionIsSharedBothWays();
    void whatIsChosenOutOfSightIsShown();
    void theChosenBarIsToldInWords();
    void hostileNamesArePlain_data();
    void hostileNamesArePlain();
    void aTooltipIsSafeAndShort();
    void emptyAndOneSpanTraces();
    void stepsWithoutTimesAreToldNotDrawn();
    void manyShortStepsAreOneStretch();
    void zoomAndPlaceStayWhenMoreComes();
    void theSameTraceAgainChangesNothing();
    void failedAndFoundBarsAreDrawnOtherwise();

private:
    void show(std::vector<store::SpanRow> spans);
    int nodeOf(std::uint64_t id) const
    {
        return m_view->flame().layout.tree().find(telemetry::SpanId{id});
    }
    QPoint middleOf(std::uint64_t id) const { return m_view->barOf(nodeOf(id)).center().toPoint(); }
    bool isChosen(std::uint64_t id) const
    {
        return m_selection->span() == telemetry::SpanId{id} && m_view->currentNode() == nodeOf(id);
    }
    void wheel(int notches, Qt::KeyboardModifiers modifiers, QPointF place = {450, 90});
    QImage image() const { return timeview::imageOf(*m_view->viewport()); }
    QImage imageAround(std::uint64_t id) const;

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<traceview::TraceSelection> m_selection;
    std::unique_ptr<FlameView> m_view;
};

void TestFlameView::init()
{
    m_view.reset();
    m_selection = std::make_unique<traceview::TraceSelection>();
    m_view = std::make_unique<FlameView>(m_theme, *m_selection);
    m_view->resize(900, 300);
    m_view->show();
}

void TestFlameView::show(std::vector<store::SpanRow> spans)
{
    m_view->setFlame(trace::flameOf(timeview::treeOf(std::move(spans))));
}

void TestFlameView::wheel(int notches, Qt::KeyboardModifiers modifiers, QPointF place)
{
    QWheelEvent event(place, m_view->viewport()->mapToGlobal(place), {}, QPoint(0, 120 * notches),
                      Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view->viewport(), &event);
}

QImage TestFlameView::imageAround(std::uint64_t id) const
{
    return m_view->viewport()->grab(m_view->barOf(nodeOf(id)).toAlignedRect()).toImage();
}

void TestFlameView::arrowsGoUpDownAndBeside()
{
    show(timeview::sample());
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QVERIFY(isChosen(1)); // the first step, where nothing was chosen
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QVERIFY(isChosen(2));
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QVERIFY(isChosen(2)); // there is none before it
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QVERIFY(isChosen(3));
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QVERIFY(isChosen(4));
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QVERIFY(isChosen(5));
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QVERIFY(isChosen(5)); // nothing is in it
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QVERIFY(isChosen(3));
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QVERIFY(isChosen(1));
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QVERIFY(isChosen(1));
}

void TestFlameView::keysZoomAndPan()
{
    show(timeview::sample());
    const telemetry::TimeRange whole{.start = timeview::at(0), .end = timeview::at(1000)};
    QVERIFY(m_view->visibleRange() == whole);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QVERIFY(m_view->visibleRange().duration() == whole.duration() * 4 / 5);
    const auto zoomed = m_view->visibleRange();
    QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(m_view->visibleRange().start > zoomed.start);
    QVERIFY(m_view->visibleRange().duration() == zoomed.duration());
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(m_view->visibleRange() == zoomed);
    QTest::keyClick(m_view.get(), Qt::Key_Minus);
    QVERIFY(m_view->visibleRange() == whole);
    QTest::keyClick(m_view.get(), Qt::Key_Minus); // there is no more than all
    QVERIFY(m_view->visibleRange() == whole);
    m_selection->setSpan(telemetry::SpanId{3});
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QVERIFY(m_view->visibleRange().start < timeview::at(300)
            && m_view->visibleRange().end > timeview::at(700));
    QVERIFY(m_view->visibleRange().duration() < whole.duration());
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QVERIFY(m_view->visibleRange() == whole);
    for (int i = 0; i < 200; ++i)
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QVERIFY(m_view->visibleRange().duration() == telemetry::Duration(100));
    image();
}

void TestFlameView::enterAndReturnActivateTheChosenStep()
{
    show(timeview::sample());
    QSignalSpy activated(m_view.get(), &FlameView::activated);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(activated.count(), 0); // nothing is chosen
    m_selection->setSpan(telemetry::SpanId{4});
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QTest::keyClick(m_view.get(), Qt::Key_Enter);
    QCOMPARE(activated.count(), 2);
}

void TestFlameView::aClickChoosesAndADragMoves()
{
    show(timeview::sample());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middleOf(5));
    QVERIFY(isChosen(5));
    QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, middleOf(2));
    QVERIFY(isChosen(5));
    // Below all bars there is nothing to choose, and nothing is given up.
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(400, 250));
    QVERIFY(isChosen(5));

    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    const auto before = m_view->visibleRange();
    const double left = m_view->barOf(nodeOf(3)).left();
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, QPoint(500, 90));
    QTest::mouseMove(m_view->viewport(), QPoint(460, 90));
    QTest::mouseMove(m_view->viewport(), QPoint(420, 90));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, QPoint(420, 90));
    QVERIFY(m_view->visibleRange().start > before.start);
    QVERIFY(m_view->visibleRange().duration() == before.duration());
    QVERIFY(std::abs(m_view->barOf(nodeOf(3)).left() - (left - 80)) < 2); // it went with the hand
    QVERIFY(isChosen(5)); // which has chosen nothing
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, middleOf(3));
    QVERIFY(m_view->visibleRange().start < timeview::at(300)
            && m_view->visibleRange().end > timeview::at(700));
}

void TestFlameView::theWheelScrollsZoomsAndPans()
{
    std::vector<store::SpanRow> deep;
    for (int i = 0; i < 60; ++i)
        deep.push_back(timeview::span(static_cast<std::uint64_t>(i) + 1,
                                      static_cast<std::uint64_t>(i), i, 1000 - i, "level"));
    show(deep);
    wheel(-1, Qt::NoModifier);
    QVERIFY(m_view->verticalScrollBar()->value() > 0);
    const auto whole = m_view->visibleRange();
    wheel(2, Qt::ControlModifier, {108, 90});
    const auto zoomed = m_view->visibleRange();
    QVERIFY(zoomed.duration() < whole.duration());
    // What is under the pointer stays there: a ninth of the way in.
    QVERIFY(zoomed.start - whole.start < whole.end - zoomed.end);
    wheel(-1, Qt::ShiftModifier);
    QVERIFY(m_view->visibleRange().start > zoomed.start);
    wheel(-30, Qt::ControlModifier);
    QVERIFY(m_view->visibleRange() == whole);
}

void TestFlameView::theStripGoesThereAndChoosesARange()
{
    show(timeview::sample());
    const QRectF strip = m_view->stripRect();
    const auto xOf = [&](double share) {
        return QPoint(qRound(strip.left() + strip.width() * share), qRound(strip.center().y()));
    };
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, xOf(0.3));
    QTest::mouseMove(m_view->viewport(), xOf(0.5));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, xOf(0.5));
    const auto near = [](telemetry::Timestamp time, int milliseconds) {
        return std::chrono::abs(time - timeview::at(milliseconds)) < std::chrono::milliseconds(3);
    };
    QVERIFY(near(m_view->visibleRange().start, 300));
    QVERIFY(near(m_view->visibleRange().end, 500));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, xOf(0.8));
    QVERIFY(near(m_view->visibleRange().start, 700));
    QVERIFY(near(m_view->visibleRange().end, 900));
    // The window itself is taken along.
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, xOf(0.8));
    QTest::mouseMove(m_view->viewport(), xOf(0.6));
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, xOf(0.6));
    QVERIFY(near(m_view->visibleRange().start, 500));
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, xOf(0.1));
    QVERIFY(m_view->visibleRange() == m_view->flame().layout.tree().range());
}

void TestFlameView::theSelectionIsSharedBothWays()
{
    show(timeview::sample());
    QSignalSpy changed(m_selection.get(), &traceview::TraceSelection::spanChanged);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middleOf(6));
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_selection->span() == telemetry::SpanId{6});
    m_selection->setSpan(telemetry::SpanId{2});
    QCOMPARE(m_view->currentNode(), nodeOf(2));
    const QImage chosen = imageAround(2);
    m_selection->setSpan(telemetry::SpanId{0xfeed}); // not of this trace
    QCOMPARE(m_view->currentNode(), int(SpanTree::kNone));
    QVERIFY(imageAround(2) != chosen);
    // What is chosen before the trace is there is chosen in it.
    m_view->setFlame(nullptr);
    m_selection->setSpan(telemetry::SpanId{4});
    show(timeview::sample());
    QCOMPARE(m_view->currentNode(), nodeOf(4));
    const QImage all = image();
    m_selection->setMoment(timeview::at(400)); // what begins later is dim
    QVERIFY(image() != all);
}

void TestFlameView::whatIsChosenOutOfSightIsShown()
{
    show(timeview::sample());
    m_view->setVisibleRange({.start = timeview::at(0), .end = timeview::at(100)});
    QVERIFY(m_view->barOf(nodeOf(6)).isEmpty());
    m_selection->setSpan(telemetry::SpanId{6});
    QVERIFY(!m_view->barOf(nodeOf(6)).isEmpty());
    QVERIFY(m_view->visibleRange().duration() == std::chrono::milliseconds(100)); // the zoom stays
}

void TestFlameView::theChosenBarIsToldInWords()
{
    std::vector<store::SpanRow> spans = timeview::sample();
    spans[4].isFailed = true;
    show(spans);
    QCOMPARE(m_view->accessibleName(), u"Flame view of the trace"_s);
    QCOMPARE(m_view->accessibleDescription(), u"Steps: 6"_s);
    m_view->setNotes(
        traceview::StepNotes::Notes{{telemetry::SpanId{5}, u"✕ Groundedness failed"_s}});
    m_selection->setSpan(telemetry::SpanId{5});
    for (const QString& part : {u"read two"_s, u"150 ms"_s, u"fail"_s, u"Groundedness failed"_s})
        QVERIFY2(m_view->accessibleDescription().contains(part),
                 qPrintable(m_view->accessibleDescription()));
}

void TestFlameView::hostileNamesArePlain_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("HTML") << QByteArray("<b>bold</b><img src=x>");
    QTest::newRow("bidi") << QByteArray("read \u202etxt.exe");
    QTest::newRow("control") << QByteArray("a\x1b[31mred\x07\nnext\r\0end", 19);
    QTest::newRow("broken UTF-8") << QByteArray("\xff\xfe\xf0\x9f name");
    QTest::newRow("1 MB") << QByteArray(1'000'000, 'x');
    QTest::newRow("1 MB of bidi") << QByteArray("\u202e").repeated(333'333);
}

// It looks like what is left of it when it is made safe, and that is not what markup would make.
void TestFlameView::hostileNamesArePlain()
{
    QFETCH(QByteArray, name);
    std::vector<store::SpanRow> spans = timeview::sample();
    spans[2].name = name.toStdString();
    show(spans);
    const QImage hostile = imageAround(3);
    m_selection->setSpan(telemetry::SpanId{3});
    const QString said = m_view->accessibleDescription();
    m_selection->setSpan(telemetry::SpanId::None);

    const QString safe = common::safeLine(name.toStdString(), 120);
    spans[2].name = safe.toStdString();
    show(spans);
    QVERIFY(hostile == imageAround(3));
    spans[2].name = "bold";
    show(spans);
    QVERIFY(hostile != imageAround(3));
    for (const QChar c : said)
        QVERIFY2(c.unicode() >= 0x20 && c != QChar(0x202e), qPrintable(said));
    QVERIFY(said.size() < 2000);
}

void TestFlameView::aTooltipIsSafeAndShort()
{
    std::vector<store::SpanRow> spans = timeview::sample();
    spans[2].name = "<b>\u202e" + std::string(1'000'000, 'x');
    spans[2].service = "\x1b[2J" + std::string(1'000'000, 'y');
    show(spans);
    const QString text = m_view->textAt(QPointF(middleOf(3)));
    QVERIFY(text.contains(u"<b>"_s)); // as it stands: the tooltip escapes it
    QVERIFY(!text.contains(QChar(0x202e)) && !text.contains(QChar(0x1b)));
    QVERIFY(text.size() < 2000);
    QVERIFY(text.contains(u"critical path"_s)); // the run waited for it
    QVERIFY(m_view->textAt({400, 250}).isEmpty());
}

void TestFlameView::emptyAndOneSpanTraces()
{
    image(); // nothing was ever shown
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Up, Qt::Key_Left, Qt::Key_Home, Qt::Key_Plus,
                              Qt::Key_0, Qt::Key_Z, Qt::Key_Return, Qt::Key_S})
        QTest::keyClick(m_view.get(), key);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(300, 20));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(300, 90));
    wheel(1, Qt::ControlModifier);
    wheel(1, Qt::ShiftModifier);
    QCOMPARE(m_view->currentNode(), int(SpanTree::kNone));
    show({});
    QCOMPARE(m_view->accessibleDescription(), u"Steps: 0"_s);
    image();

    show({timeview::span(1, 0, 5, 5, "moment")}); // takes no time
    image();
    QVERIFY(m_view->barOf(0).isValid());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, middleOf(1));
    QVERIFY(isChosen(1));
    wheel(5, Qt::ControlModifier);
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    image();
    m_view->setFlame(nullptr);
    QCOMPARE(m_view->currentNode(), int(SpanTree::kNone));
}

void TestFlameView::stepsWithoutTimesAreToldNotDrawn()
{
    std::vector<store::SpanRow> spans = timeview::sample();
    const QImage before = [&] {
        show(spans);
        return image();
    }();
    spans.push_back(timeview::span(7, 1, 0, 0, "lost"));
    spans.back().start = {};
    spans.back().end = {};
    show(spans);
    QCOMPARE(m_view->flame().layout.placed(), 6);
    QVERIFY(image() != before); // the legend counts it
    m_selection->setSpan(telemetry::SpanId{7});
    QVERIFY(m_view->barOf(nodeOf(7)).isEmpty());
    QVERIFY(m_view->accessibleDescription().contains(u"without a time"_s));
    QTest::keyClick(m_view.get(), Qt::Key_Right); // from nowhere in time: nowhere
    QCOMPARE(m_view->currentNode(), nodeOf(7));
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QVERIFY(isChosen(1));

    std::vector<store::SpanRow> none{timeview::span(1, 0, 0, 0, "lost")};
    none[0].start = {};
    none[0].end = {};
    show(none); // no time at all
    image();
    QTest::keyClick(m_view.get(), Qt::Key_Plus);
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(300, 20));
    image();
}

void TestFlameView::manyShortStepsAreOneStretch()
{
    show(timeview::many(100'000));
    const QRectF bars(8, 62, 884, 200); // below strip and axis
    const QString text =
        m_view->textAt({450, bars.top() + m_view->rowHeight() + m_view->rowHeight() / 2.0});
    QVERIFY2(text.startsWith(u"100,000 steps"_s), qPrintable(text));
    QVERIFY2(text.contains(u"10,000 of them failed"_s), qPrintable(text));
    const QPoint inside(450, qRound(bars.top()) + m_view->rowHeight() + 10);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, inside);
    QVERIFY(m_view->currentNode() != SpanTree::kNone); // the one at that time
    const auto& chosen = m_view->flame().layout.tree().span(m_view->currentNode());
    QVERIFY(std::chrono::abs(chosen.start - timeview::at(50'000)) < std::chrono::milliseconds(300));
    QTest::keyClick(m_view.get(), Qt::Key_Z);
    QVERIFY(m_view->barOf(m_view->currentNode()).width() > 200);
}

void TestFlameView::zoomAndPlaceStayWhenMoreComes()
{
    show(timeview::sample());
    m_selection->setSpan(telemetry::SpanId{5});
    m_view->setVisibleRange({.start = timeview::at(300), .end = timeview::at(700)});
    const auto range = m_view->visibleRange();
    std::vector<store::SpanRow> more = timeview::sample();
    more.push_back(timeview::span(7, 1, 960, 1500, "late"));
    show(more);
    QVERIFY(m_view->visibleRange() == range);
    QCOMPARE(m_view->currentNode(), nodeOf(5));
    QTest::keyClick(m_view.get(), Qt::Key_0);
    more.push_back(timeview::span(8, 1, 1500, 2000, "later"));
    show(more);
    QVERIFY(m_view->visibleRange().end == timeview::at(2000)); // all was shown, and all is
    std::vector<store::SpanRow> other = timeview::sample();
    for (store::SpanRow& row : other)
        row.trace.bytes[15] = 2;
    m_view->setVisibleRange({.start = timeview::at(300), .end = timeview::at(700)});
    show(other);
    QVERIFY(m_view->visibleRange() == m_view->flame().layout.tree().range());
}

void TestFlameView::theSameTraceAgainChangesNothing()
{
    const auto flame = trace::flameOf(timeview::treeOf(timeview::sample()));
    m_view->setFlame(flame);
    image();
    int frames = 0;
    struct Counter final : QObject
    {
        explicit Counter(int& counted)
            : frames(counted)
        {
        }
        bool eventFilter(QObject*, QEvent* event) override
        {
            frames += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
        int& frames;
    } counter(frames);
    QTest::qWait(50);
    m_view->viewport()->installEventFilter(&counter);
    m_view->setFlame(flame);
    QTest::qWait(50);
    QCOMPARE(frames, 0);
    m_view->setFlame(trace::flameOf(timeview::treeOf(timeview::sample())));
    QTRY_VERIFY(frames > 0);
}

void TestFlameView::failedAndFoundBarsAreDrawnOtherwise()
{
    show(timeview::sample());
    const QImage plain = imageAround(4);
    m_view->setHits({telemetry::SpanId{4}});
    const QImage found = imageAround(4);
    QVERIFY(found != plain);
    QVERIFY(m_view->textAt(QPointF(middleOf(4))).contains(u"found"_s));
    m_view->setHits({});
    QVERIFY(imageAround(4) == plain);
    std::vector<store::SpanRow> failed = timeview::sample();
    failed[3].isFailed = true;
    show(failed);
    QVERIFY(imageAround(4) != plain);
    m_view->setColoring(FlameView::Coloring::ByService);
    QTest::keyClick(m_view.get(), Qt::Key_S);
    QVERIFY(m_view->coloring() == FlameView::Coloring::ByKind);
}

QTEST_MAIN(TestFlameView)
#include "tst_flameview.moc"
