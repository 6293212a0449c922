// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/timeviewfixture.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/waterfallview.h"

#include <QEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <memory>

using namespace Qt::StringLiterals;
using trace::SpanTree;
using traceview::WaterfallView;

class TestWaterfallView : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void arrowsMoveCollapseAndExpand();
    void theMarkCollapsesAndARowIsChosen();
    void theWheelZoomsAndPans();
    void aHundredThousandRowsScroll();
    void theCurrentRowStaysInSight();
    void onlyRowsInSightAreDrawn();
    void theSameTraceAgainChangesNothing();
    void collapsedRowsStayWhenMoreComes();
    void hostileNamesArePlain_data();
    void hostileNamesArePlain();
    void emptyTracesAreDrawn();

private:
    int nodeOf(std::uint64_t id) const
    {
        return m_view->layout().tree().find(telemetry::SpanId{id});
    }
    void wheel(int notches, Qt::KeyboardModifiers modifiers, QPointF place = {600, 90});
    QImage image() const { return timeview::imageOf(*m_view->viewport()); }
    QPoint rowMiddle(int row) const { return {250, m_view->heightOf(row) + 12}; }

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<WaterfallView> m_view;
};

void TestWaterfallView::init()
{
    m_view = std::make_unique<WaterfallView>(m_theme);
    m_view->resize(900, 300);
    m_view->show();
}

void TestWaterfallView::wheel(int notches, Qt::KeyboardModifiers modifiers, QPointF place)
{
    QWheelEvent event(place, m_view->viewport()->mapToGlobal(place), {}, QPoint(0, 120 * notches),
                      Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(m_view->viewport(), &event);
}

void TestWaterfallView::arrowsMoveCollapseAndExpand()
{
    m_view->setTree(timeview::treeOf(timeview::sample()));
    QSignalSpy activated(m_view.get(), &WaterfallView::activated);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QCOMPARE(m_view->currentNode(), nodeOf(1));
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->currentNode(), nodeOf(6));
    QTest::keyClick(m_view.get(), Qt::Key_Up);
    QCOMPARE(m_view->currentNode(), nodeOf(5));
    QTest::keyClick(m_view.get(), Qt::Key_Left); // to what it is in
    QCOMPARE(m_view->currentNode(), nodeOf(3));
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->layout().rowCount(), 4);
    QTest::keyClick(m_view.get(), Qt::Key_Down); // over what is hidden
    QCOMPARE(m_view->currentNode(), nodeOf(6));
    m_view->select(telemetry::SpanId{4}); // is revealed
    QCOMPARE(m_view->layout().rowCount(), 6);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QVERIFY(m_view->accessibleDescription().contains(u"read one"_s));
}

void TestWaterfallView::theMarkCollapsesAndARowIsChosen()
{
    m_view->setTree(timeview::treeOf(timeview::sample()));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rowMiddle(2));
    QCOMPARE(m_view->currentNode(), nodeOf(3));
    QCOMPARE(m_view->layout().rowCount(), 6);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                      QPoint(common::kSpace2 + 12 + 6, rowMiddle(2).y()));
    QCOMPARE(m_view->layout().rowCount(), 4);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(250, 290)); // below all rows
    QCOMPARE(m_view->currentNode(), nodeOf(3));
}

void TestWaterfallView::theWheelZoomsAndPans()
{
    m_view->setTree(timeview::treeOf(timeview::sample()));
    const auto whole = m_view->visibleRange();
    wheel(2, Qt::ControlModifier);
    const auto zoomed = m_view->visibleRange();
    QVERIFY(zoomed.duration() < whole.duration());
    wheel(-1, Qt::ShiftModifier);
    QVERIFY(m_view->visibleRange().start > zoomed.start);
    QVERIFY(m_view->visibleRange().duration() == zoomed.duration());
    QTest::keyClick(m_view.get(), Qt::Key_0);
    QVERIFY(m_view->visibleRange() == whole);
}

void TestWaterfallView::aHundredThousandRowsScroll()
{
    m_view->setTree(timeview::treeOf(timeview::many(100'000)));
    QCOMPARE(m_view->layout().rowCount(), 100'001);
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->currentNode(), 100'000);
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QVERIFY(m_view->accessibleDescription().contains(u"step 99999"_s));
    const QImage atEnd = image();
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QVERIFY(image() != atEnd);
    QTest::keyClick(m_view.get(), Qt::Key_Left); // all of it in one row
    QCOMPARE(m_view->layout().rowCount(), 1);
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    m_view->verticalScrollBar()->setValue(50'000 * 24);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rowMiddle(0));
    QCOMPARE(m_view->currentNode(), 50'000);
}

// What lies outside does not matter for what is drawn, whatever it is.
// It is chosen before the page has its room.
void TestWaterfallView::theCurrentRowStaysInSight()
{
    m_view->setTree(timeview::treeOf(timeview::sample()));
    m_view->resize(900, 400);
    m_view->select(telemetry::SpanId{6});
    m_view->resize(900, 24 * 3);
    const auto isInSight = [this] {
        const QScrollBar& bar = *m_view->verticalScrollBar();
        constexpr int row = 24;
        return bar.value() <= 5 * row && 6 * row <= bar.value() + bar.pageStep();
    };
    QVERIFY(isInSight());
    m_view->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
    QVERIFY(!isInSight());
    m_view->resize(900, 24 * 4); // somebody reads above it
    QVERIFY(!isInSight());
}

void TestWaterfallView::onlyRowsInSightAreDrawn()
{
    std::vector<store::SpanRow> spans = timeview::many(1000);
    m_view->setTree(timeview::treeOf(spans));
    const int before = m_view->verticalScrollBar()->maximum();
    m_view->verticalScrollBar()->setValue(before / 2);
    const QImage plain = image();
    for (const std::size_t outside : {std::size_t{1}, std::size_t{100}, std::size_t{999}}) {
        spans[outside].name = "somewhere else";
        spans[outside].isFailed = true;
    }
    m_view->setTree(timeview::treeOf(spans));
    QCOMPARE(m_view->verticalScrollBar()->value(), before / 2);
    QVERIFY(image() == plain);
    spans[500].name = "in sight";
    m_view->setTree(timeview::treeOf(spans));
    QVERIFY(image() != plain);
}

void TestWaterfallView::theSameTraceAgainChangesNothing()
{
    const auto tree = timeview::treeOf(timeview::sample());
    m_view->setTree(tree);
    image();
    QTest::qWait(50);
    struct Counter final : QObject
    {
        bool eventFilter(QObject*, QEvent* event) override
        {
            frames += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
        int frames = 0;
    } counter;
    m_view->viewport()->installEventFilter(&counter);
    m_view->setTree(tree);
    QTest::qWait(50);
    QCOMPARE(counter.frames, 0);
    m_view->setTree(timeview::treeOf(timeview::sample()));
    QTRY_VERIFY(counter.frames > 0);
}

void TestWaterfallView::collapsedRowsStayWhenMoreComes()
{
    m_view->setTree(timeview::treeOf(timeview::sample()));
    m_view->select(telemetry::SpanId{3});
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->layout().rowCount(), 4);
    std::vector<store::SpanRow> more = timeview::sample();
    more.push_back(timeview::span(7, 1, 10, 20, "late"));
    more.push_back(timeview::span(8, 3, 660, 680, "late as well"));
    m_view->setTree(timeview::treeOf(more));
    QCOMPARE(m_view->layout().rowCount(), 5); // what came inside is hidden as well
    QCOMPARE(m_view->currentNode(), nodeOf(3));
}

void TestWaterfallView::hostileNamesArePlain_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("HTML") << QByteArray("<b>bold</b><img src=x>");
    QTest::newRow("bidi") << QByteArray("read \u202etxt.exe");
    QTest::newRow("control") << QByteArray("a\x1b[31mred\x07\nnext\r\0end", 19);
    QTest::newRow("broken UTF-8") << QByteArray("\xff\xfe\xf0\x9f name");
    QTest::newRow("1 MB") << QByteArray(1'000'000, 'x');
}

void TestWaterfallView::hostileNamesArePlain()
{
    QFETCH(QByteArray, name);
    std::vector<store::SpanRow> spans = timeview::sample();
    spans[2].name = name.toStdString();
    m_view->setTree(timeview::treeOf(spans));
    const QImage hostile = image();
    m_view->select(telemetry::SpanId{3});
    const QString said = m_view->accessibleDescription();
    for (const QChar c : said)
        QVERIFY2(c.unicode() >= 0x20 && c != QChar(0x202e), qPrintable(said));
    QVERIFY(said.size() < 2000);

    m_view = std::make_unique<WaterfallView>(m_theme);
    m_view->resize(900, 300);
    m_view->show();
    spans[2].name = common::safeLine(name.toStdString(), 120).toStdString();
    m_view->setTree(timeview::treeOf(spans));
    QVERIFY(image() == hostile);
}

void TestWaterfallView::emptyTracesAreDrawn()
{
    image();
    m_view->setTree(timeview::treeOf({}));
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Up, Qt::Key_Left, Qt::Key_Right, Qt::Key_Home,
                              Qt::Key_End, Qt::Key_Plus, Qt::Key_0, Qt::Key_Return})
        QTest::keyClick(m_view.get(), key);
    wheel(1, Qt::ControlModifier);
    wheel(1, Qt::ShiftModifier);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, rowMiddle(0));
    image();
    QCOMPARE(m_view->currentNode(), int(SpanTree::kNone));
}

QTEST_MAIN(TestWaterfallView)
#include "tst_waterfallview.moc"
