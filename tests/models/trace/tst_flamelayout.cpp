// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/criticalpath.h"
#include "models/trace/flamelayout.h"
#include "tests/models/trace/treetext.h"

#include <QTest>

#include <random>

using namespace std::chrono_literals;
using telemetry::Duration;
using trace::FlameLayout;
using trace::SpanTree;

namespace {

FlameLayout layoutOf(const std::vector<std::string>& texts)
{
    return FlameLayout(std::make_shared<const SpanTree>(treetext::spansFrom(texts)));
}

int nodeOf(const FlameLayout& layout, char name)
{
    return layout.tree().find(static_cast<telemetry::SpanId>(name));
}

int rowOf(const FlameLayout& layout, char name)
{
    return layout.rowOf(nodeOf(layout, name));
}

std::vector<FlameLayout::Piece> piecesOf(const FlameLayout& layout, int row,
                                         telemetry::TimeRange range, Duration shortest)
{
    std::vector<FlameLayout::Piece> pieces;
    layout.visit(row, range, shortest,
                 [&](const FlameLayout::Piece& piece) { pieces.push_back(piece); });
    return pieces;
}

// Of many steps, with parents among those before them; children may leave their parents.
std::vector<store::SpanRow> randomSpans(unsigned seed, int count)
{
    std::mt19937 random(seed);
    std::vector<store::SpanRow> rows;
    for (int i = 0; i < count; ++i) {
        store::SpanRow row;
        row.span = static_cast<telemetry::SpanId>(i + 1);
        const bool isRoot = i == 0 || random() % 50 == 0;
        const auto parent =
            static_cast<std::size_t>(isRoot ? 0 : random() % static_cast<unsigned>(i));
        row.parent = isRoot ? telemetry::SpanId::None : static_cast<telemetry::SpanId>(parent + 1);
        const auto from = isRoot ? telemetry::Timestamp(1h) : rows[parent].start;
        row.start = from + Duration(random() % 1'000'000) - Duration(random() % 1000);
        row.end = row.start + Duration(random() % 300'000);
        if (random() % 40 == 0)
            row.start = row.end = {};
        row.isFailed = random() % 30 == 0;
        rows.push_back(row);
    }
    return rows;
}

std::string criticalNames(const std::vector<std::string>& texts)
{
    const SpanTree tree(treetext::spansFrom(texts));
    const std::vector<bool> isCritical = trace::criticalPath(tree);
    std::string names;
    for (int node = 0; node < tree.size(); ++node) {
        if (isCritical[static_cast<std::size_t>(node)])
            names += tree.span(node).name;
    }
    return names;
}

} // namespace

class TestFlameLayout : public QObject
{
    Q_OBJECT

private slots:
    void siblingsShareRowsUnlessTheyRanAtOnce();
    void aSubtreeStaysTogether();
    void stepsWithoutATimeAreNowhere();
    void noTwoBarsOfARowOverlap();
    void everyBarIsVisitedOnceWhateverIsFolded();
    void whatIsTooShortIsFoldedWithItsFailures();
    void barsAreFoundByTime();
    void densityAddsUpToTheTimeThatWasSpent();
    void theCriticalPathGoesBackFromTheEnd();
    void manyAtOnceAndVeryDeepOnesEnd();
};

void TestFlameLayout::siblingsShareRowsUnlessTheyRanAtOnce()
{
    const FlameLayout layout =
        layoutOf({"a 10-90", "b<a 10-30", "c<a 20-40", "d<a 35-50", "e<a 50-90"});
    QCOMPARE(rowOf(layout, 'a'), 0);
    QCOMPARE(rowOf(layout, 'b'), 1);
    QCOMPARE(rowOf(layout, 'c'), 2); // while b ran
    QCOMPARE(rowOf(layout, 'd'), 1); // b had ended
    QCOMPARE(rowOf(layout, 'e'), 1);
    QCOMPARE(layout.rowCount(), 3);
}

void TestFlameLayout::aSubtreeStaysTogether()
{
    // c runs beside b and its child x: below both, not between them.
    const FlameLayout layout = layoutOf(
        {"a 10-90", "b<a 10-60", "x<b 20-50", "c<a 15-30", "y<c 16-20", "d<a 70-80", "z<d 71-72"});
    QCOMPARE(rowOf(layout, 'x'), 2);
    QCOMPARE(rowOf(layout, 'c'), 3);
    QCOMPARE(rowOf(layout, 'y'), 4);
    QCOMPARE(rowOf(layout, 'd'), 1);
    QCOMPARE(rowOf(layout, 'z'), 2);
    QCOMPARE(layout.rowCount(), 5);
}

void TestFlameLayout::stepsWithoutATimeAreNowhere()
{
    auto spans = treetext::spansFrom({"a 10-90", "b<a 20-30", "c<b 21-22"});
    spans[1].start = spans[1].end = {};
    const FlameLayout layout(std::make_shared<const SpanTree>(std::move(spans)));
    QCOMPARE(rowOf(layout, 'b'), SpanTree::kNone);
    QCOMPARE(rowOf(layout, 'c'), 2); // b's place is kept
    QCOMPARE(layout.placed(), 2);
    QCOMPARE(layout.neighbour(nodeOf(layout, 'b'), 1), SpanTree::kNone);

    const FlameLayout none;
    QCOMPARE(none.rowCount(), 0);
    QCOMPARE(none.nodeAt(0, {}, 1s), SpanTree::kNone);
    QVERIFY(none.density().empty());
}

void TestFlameLayout::noTwoBarsOfARowOverlap()
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const FlameLayout layout(
            std::make_shared<const SpanTree>(randomSpans(seed, 100 * static_cast<int>(seed))));
        int seen = 0;
        for (int row = 0; row < layout.rowCount(); ++row) {
            telemetry::Timestamp before = telemetry::Timestamp::min();
            for (const auto& piece :
                 piecesOf(layout, row, {telemetry::Timestamp::min(), telemetry::Timestamp::max()},
                          Duration::zero())) {
                QVERIFY(piece.start >= before);
                QVERIFY(piece.end > piece.start);
                QCOMPARE(piece.count, 1);
                const int parent = layout.tree().node(piece.node).parent;
                QVERIFY(parent == SpanTree::kNone || layout.rowOf(parent) < row);
                before = piece.end;
                ++seen;
            }
        }
        QCOMPARE(seen, layout.placed());
    }
}

void TestFlameLayout::everyBarIsVisitedOnceWhateverIsFolded()
{
    const FlameLayout layout(std::make_shared<const SpanTree>(randomSpans(7, 20'000)));
    for (const Duration shortest : {Duration(0), Duration(100), Duration(10'000), Duration(1s)}) {
        std::vector<int> seen(layout.tree().nodes().size(), 0);
        int failed = 0;
        for (int row = 0; row < layout.rowCount(); ++row) {
            for (const auto& piece : piecesOf(layout, row, layout.tree().range(), shortest)) {
                failed += piece.failed;
                QVERIFY(piece.count == 1 || piece.node == SpanTree::kNone);
                for (int i = 0; i < piece.count; ++i) {
                    const store::SpanRow& span = layout.tree().span(layout.nodeIn(piece, i));
                    QVERIFY(span.start >= piece.start && span.end <= piece.end);
                    QVERIFY(piece.count == 1 || span.end - span.start < shortest);
                    ++seen[static_cast<std::size_t>(layout.nodeIn(piece, i))];
                }
            }
        }
        int wanted = 0;
        for (int node = 0; node < layout.tree().size(); ++node) {
            const bool isPlaced = layout.rowOf(node) != SpanTree::kNone;
            QCOMPARE(seen[static_cast<std::size_t>(node)], isPlaced ? 1 : 0);
            wanted += isPlaced && layout.tree().span(node).isFailed ? 1 : 0;
        }
        QCOMPARE(failed, wanted);
    }
}

void TestFlameLayout::whatIsTooShortIsFoldedWithItsFailures()
{
    auto spans =
        treetext::spansFrom({"a 10-11", "b 12-13", "c 14-15", "d 40-41", "e 42-60", "f 61-62"});
    spans[1].isFailed = true;
    const FlameLayout layout(std::make_shared<const SpanTree>(std::move(spans)));
    const auto pieces = piecesOf(layout, 0, layout.tree().range(), 5s);
    QCOMPARE(pieces.size(), std::size_t(4));
    QCOMPARE(pieces[0].count, 3); // a, b, c
    QCOMPARE(pieces[0].failed, 1);
    QCOMPARE(pieces[0].node, SpanTree::kNone);
    QVERIFY(pieces[0].end == telemetry::Timestamp(15s));
    QCOMPARE(pieces[1].node, nodeOf(layout, 'd')); // far from the others, and e is long enough
    QCOMPARE(pieces[2].node, nodeOf(layout, 'e'));
    QCOMPARE(pieces[3].node, nodeOf(layout, 'f'));
    // Only what meets the range.
    QCOMPARE(piecesOf(layout, 0, {telemetry::Timestamp(13s), telemetry::Timestamp(40s)}, 0s).size(),
             std::size_t(1));
}

void TestFlameLayout::barsAreFoundByTime()
{
    const FlameLayout layout = layoutOf({"a 10-20", "b 30-40"});
    const auto at = [&](int seconds, Duration tolerance) {
        return layout.nodeAt(0, telemetry::Timestamp(std::chrono::seconds(seconds)), tolerance);
    };
    QCOMPARE(at(15, 0s), 0);
    QCOMPARE(at(20, 0s), SpanTree::kNone);
    QCOMPARE(at(22, 3s), 0);
    QCOMPARE(at(28, 3s), 1);
    QCOMPARE(at(25, 3s), SpanTree::kNone);
    QCOMPARE(layout.neighbour(0, 1), 1);
    QCOMPARE(layout.neighbour(1, -1), 0);
    QCOMPARE(layout.neighbour(0, -1), SpanTree::kNone);
    QCOMPARE(layout.neighbour(1, 1), SpanTree::kNone);
}

void TestFlameLayout::densityAddsUpToTheTimeThatWasSpent()
{
    auto spans = randomSpans(3, 5000);
    spans[17].isFailed = true;
    const FlameLayout layout(std::make_shared<const SpanTree>(std::move(spans)));
    double spent = 0;
    for (int node = 0; node < layout.tree().size(); ++node) {
        const store::SpanRow& span = layout.tree().span(node);
        spent += std::chrono::duration<double>(span.end - span.start).count();
    }
    const double bucket = std::chrono::duration<double>(layout.tree().range().duration()).count()
        / static_cast<double>(FlameLayout::kBuckets);
    double counted = 0;
    bool hasFailed = false;
    for (const auto& part : layout.density()) {
        counted += static_cast<double>(part.running) * bucket;
        hasFailed = hasFailed || part.hasFailed;
        QVERIFY(part.running <= layout.densest());
    }
    QVERIFY2(std::abs(counted / spent - 1) < 1e-3, qPrintable(QString::number(counted / spent)));
    QVERIFY(hasFailed);
}

void TestFlameLayout::theCriticalPathGoesBackFromTheEnd()
{
    // c ended last; b was waited for before c began; d ran beside them.
    QCOMPARE(criticalNames({"a 10-90", "b<a 10-40", "d<a 20-60", "c<a 45-80", "x<c 50-70"}),
             std::string("abcx"));
    QCOMPARE(criticalNames({"a 10-90", "b<a 80-99", "c<a 10-70"}), std::string("acb"));
    QCOMPARE(criticalNames({"a 10-20", "b 30-40", "c 31-35"}), std::string("ab"));
    QCOMPARE(criticalNames({}), std::string());
}

void TestFlameLayout::manyAtOnceAndVeryDeepOnesEnd()
{
    constexpr int kMany = 100'000;
    std::vector<store::SpanRow> wide;
    std::vector<store::SpanRow> deep;
    for (int i = 0; i < kMany; ++i) {
        store::SpanRow row;
        row.span = static_cast<telemetry::SpanId>(i + 1);
        row.start = telemetry::Timestamp(1h) + Duration(i);
        row.end = telemetry::Timestamp(2h) - Duration(i);
        wide.push_back(row);
        row.parent = static_cast<telemetry::SpanId>(i);
        deep.push_back(row);
    }
    const FlameLayout beside(std::make_shared<const SpanTree>(std::move(wide)));
    QCOMPARE(beside.rowCount(), kMany);
    const FlameLayout below(std::make_shared<const SpanTree>(std::move(deep)));
    QCOMPARE(below.rowCount(), kMany);
    QCOMPARE(trace::criticalPath(below.tree()).size(), std::size_t(kMany));
}

QTEST_APPLESS_MAIN(TestFlameLayout)
#include "tst_flamelayout.moc"
