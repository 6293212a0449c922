// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/tracklayout.h"
#include "tests/models/trace/treetext.h"

#include <QTest>

#include <random>

using namespace std::chrono_literals;

namespace {

std::shared_ptr<const trace::SpanTree> sampleTree()
{
    return std::make_shared<trace::SpanTree>(
        treetext::spansFrom({"a 10-90", "b<a 20-50", "c<b 30-40", "d<a 60-80", "e 95-99"}));
}

QString rowsOf(const trace::TrackLayout& layout)
{
    QString text;
    for (int row = 0; row < layout.rowCount(); ++row)
        text += QString::fromStdString(layout.tree().span(layout.nodeAt(row)).name);
    return text;
}

telemetry::Timestamp second(int seconds)
{
    return telemetry::Timestamp(std::chrono::seconds(seconds));
}

} // namespace

class TestTrackLayout : public QObject
{
    Q_OBJECT

private slots:
    void collapsedSubtreesTakeOneRow();
    void rowOfAHiddenNodeIsThatOfItsAncestor();
    void collapsedNodesAreCarriedOver();
    void rowsAreThoseOfAWalkWhateverIsCollapsed();
    void barsAreAtLeastOnePixel();
    void zoomKeepsTheAnchorAndTheLimits();
};

void TestTrackLayout::collapsedSubtreesTakeOneRow()
{
    trace::TrackLayout layout(sampleTree());
    QCOMPARE(rowsOf(layout), QStringLiteral("abcde"));
    layout.setCollapsed(1, true);
    QCOMPARE(rowsOf(layout), QStringLiteral("abde"));
    layout.setCollapsed(0, true);
    QCOMPARE(rowsOf(layout), QStringLiteral("ae"));
    layout.setCollapsed(0, false); // b stays as it was
    QCOMPARE(rowsOf(layout), QStringLiteral("abde"));
    layout.setCollapsed(4, true); // has nothing to hide
    QVERIFY(!layout.isCollapsed(4));
}

void TestTrackLayout::rowOfAHiddenNodeIsThatOfItsAncestor()
{
    trace::TrackLayout layout(sampleTree());
    layout.setCollapsed(1, true);
    QCOMPARE(layout.rowOf(0), 0);
    QCOMPARE(layout.rowOf(2), 1);
    QCOMPARE(layout.rowOf(4), 3);
    layout.setCollapsed(0, true);
    QCOMPARE(layout.rowOf(2), 0);
    layout.reveal(2);
    QCOMPARE(rowsOf(layout), QStringLiteral("abcde"));
    QCOMPARE(layout.rowOf(2), 2);
}

void TestTrackLayout::collapsedNodesAreCarriedOver()
{
    trace::TrackLayout before(sampleTree());
    before.setCollapsed(1, true);
    const auto later = std::make_shared<trace::SpanTree>(treetext::spansFrom(
        {"a 10-90", "z<a 11-12", "b<a 20-50", "c<b 30-40", "d<a 60-80", "e 95-99"}));
    trace::TrackLayout after(later);
    after.takeCollapsed(before);
    QCOMPARE(rowsOf(after), QStringLiteral("azbde"));
}

// Against the plain way: from node to node, over what is inside of collapsed ones.
void TestTrackLayout::rowsAreThoseOfAWalkWhateverIsCollapsed()
{
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        const int count = 1 + static_cast<int>(random() % 40);
        std::vector<store::SpanRow> spans(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) {
            store::SpanRow& row = spans[static_cast<std::size_t>(i)];
            row.span = static_cast<telemetry::SpanId>(i + 1);
            row.parent = static_cast<telemetry::SpanId>(random() % static_cast<unsigned>(i + 1));
            row.start = second(i);
            row.end = second(100);
        }
        const auto tree = std::make_shared<const trace::SpanTree>(std::move(spans));
        trace::TrackLayout layout(tree);
        std::vector<bool> isCollapsed(static_cast<std::size_t>(count), false);
        for (int change = 0; change < 12; ++change) {
            const int node = static_cast<int>(random() % static_cast<unsigned>(count));
            if (change % 5 == 4) {
                layout.reveal(node);
                for (int above = tree->node(node).parent; above != trace::SpanTree::kNone;
                     above = tree->node(above).parent)
                    isCollapsed[static_cast<std::size_t>(above)] = false;
            } else {
                const bool isNow = random() % 3 != 0;
                layout.setCollapsed(node, isNow);
                if (tree->node(node).subtreeSize > 1)
                    isCollapsed[static_cast<std::size_t>(node)] = isNow;
            }
            int row = 0;
            for (int next = 0; next < count; ++row) {
                const auto place = static_cast<std::size_t>(next);
                QVERIFY(row < layout.rowCount());
                QCOMPARE(layout.nodeAt(row), next);
                QVERIFY(layout.isCollapsed(next) == isCollapsed[place]);
                const int after = next + (isCollapsed[place] ? tree->node(next).subtreeSize : 1);
                for (; next < after; ++next)
                    QCOMPARE(layout.rowOf(next), row);
            }
            QCOMPARE(layout.rowCount(), row);
        }
        trace::TrackLayout again(tree);
        again.takeCollapsed(layout);
        QCOMPARE(again.rowCount(), layout.rowCount());
    }
}

void TestTrackLayout::barsAreAtLeastOnePixel()
{
    const trace::TimeScale scale{.range = {second(100), second(200)}, .width = 1000};
    const auto bar = [&scale](const char* text) {
        return trace::barOf(treetext::spanFrom(text), scale);
    };
    QCOMPARE(bar("a 110-120").left, 100.0);
    QCOMPARE(bar("a 110-120").width, 100.0);
    QCOMPARE(bar("a 150-150").width, 1.0);
    QCOMPARE(bar("a 150-149").width, 1.0); // ends before it starts
    QVERIFY(bar("a 199-500").isVisible);
    QVERIFY(bar("a 199-500").left + bar("a 199-500").width <= 1001);
    QVERIFY(bar("a 1-500").width <= 1002);
    QVERIFY(!bar("a 1-99").isVisible);
    QVERIFY(!bar("a 200-300").isVisible);
    QVERIFY(bar("a 0-300").isVisible); // no start: shown at the left edge, one pixel
    QCOMPARE(bar("a 0-300").width, 1.0);
    QCOMPARE(scale.timeAt(scale.positionOf(second(133))), second(133));
}

void TestTrackLayout::zoomKeepsTheAnchorAndTheLimits()
{
    const telemetry::TimeRange limits{second(0), second(1000)};
    const telemetry::TimeRange half = trace::zoomed(limits, second(250), 0.5, limits);
    QCOMPARE(half.start, second(125)); // the anchor stays at a quarter
    QCOMPARE(half.end, second(625));
    QCOMPARE(trace::zoomed(half, second(300), 100, limits), limits);
    const telemetry::TimeRange edge = trace::zoomed(limits, second(1000), 0.1, limits);
    QCOMPARE(edge.end, second(1000));
    QCOMPARE(edge.duration(), telemetry::Duration(100s));
    telemetry::TimeRange tiny = limits;
    for (int i = 0; i < 200; ++i)
        tiny = trace::zoomed(tiny, second(500), 0.5, limits);
    QCOMPARE(tiny.duration(), telemetry::Duration(100));
    QVERIFY(tiny.contains(second(500)) || tiny.end == second(500));
}

QTEST_GUILESS_MAIN(TestTrackLayout)
#include "tst_tracklayout.moc"
