// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/spantree.h"
#include "tests/models/trace/treetext.h"

#include <QTest>

#include <algorithm>
#include <random>

using treetext::spansFrom;
using treetext::textFrom;

class TestSpanTree : public QObject
{
    Q_OBJECT

private slots:
    void emptyTraceIsEmpty();
    void structure_data();
    void structure();
    void numbersAreConsistent();
    void rangeLeavesOutMissingStarts();
    void durationIsUnknownWhenTimesAreOdd();
    void aDeepChainNeedsNoStack();
    void orderOfArrivalDoesNotMatter();
};

void TestSpanTree::emptyTraceIsEmpty()
{
    const trace::SpanTree none;
    QVERIFY(none.isEmpty());
    QVERIFY(none.roots().empty());
    const trace::SpanTree built{std::vector<store::SpanRow>{}};
    QVERIFY(built.roots().empty());
    QVERIFY(built.range().isEmpty());
    QCOMPARE(built.find(telemetry::SpanId{7}), trace::SpanTree::kNone);
}

void TestSpanTree::structure_data()
{
    QTest::addColumn<QString>("spans");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char* name, const char* spans, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(spans) << QString::fromUtf8(expected);
    };
    row("parents arrive last", "c<b 3-4, b<a 2-5, a 1-9", "a\n..b\n....c\n");
    row("siblings by start", "a 1-9, d<a 5-6, b<a 2-3, c<a 4-5", "a\n..b\n..c\n..d\n");
    row("the longer of two first", "a 1-9, b<a 2-3, c<a 2-8", "a\n..c\n..b\n");
    row("several roots", "b 5-6, a 1-9", "a\nb\n");
    row("orphan", "a 1-9, b<x 2-3, c<b 2-3", "a\nb orphan\n..c\n");
    row("own parent", "a<a 1-9, b<a 2-3", "a broken cycle\n..b\n");
    row("cycle of three is cut at its earliest", "a<c 3-4, b<a 2-4, c<b 5-6, d<c 5-6",
        "b broken cycle\n..c outside\n....a outside\n....d\n");
    row("two cycles and a tree", "a<b 1-2, b<a 1-3, c<d 4-5, d<c 4-5, e 0-9",
        "e\nb broken cycle\n..a\nc broken cycle\n..d\n");
    row("same id twice", "a 1-9, a 2-3, b<a 4-5", "a\n..b\na\n");
    row("skew", "a 2-9, b<a 1-3, c<a 8-10, d<a 2-9", "a\n..b outside\n..d\n..c outside\n");
}

void TestSpanTree::structure()
{
    QFETCH(QString, spans);
    QFETCH(QString, expected);
    std::vector<std::string> texts;
    for (const QString& span : spans.split(QStringLiteral(", ")))
        texts.push_back(span.toStdString());
    const trace::SpanTree tree(spansFrom(texts));
    QCOMPARE(QString::fromStdString(textFrom(tree)), expected);
}

void TestSpanTree::numbersAreConsistent()
{
    const trace::SpanTree tree(
        spansFrom({"a 1-9", "b<a 2-5", "c<b 3-4", "d<a 6-8", "e<x 1-2", "f<d 6-7", "g<d 7-8"}));
    for (int node = 0; node < tree.size(); ++node) {
        const auto& here = tree.node(node);
        const auto siblings = tree.children(here.parent);
        QCOMPARE(siblings[static_cast<std::size_t>(here.position)], node);
        int below = 1;
        for (const int child : tree.children(node))
            below += tree.node(child).subtreeSize;
        QCOMPARE(here.subtreeSize, below);
        QCOMPARE(tree.find(tree.span(node).span), node);
    }
    QCOMPARE(tree.roots().size(), std::size_t{2});
    QCOMPARE(tree.count(trace::Link::Orphan), 1);
}

void TestSpanTree::rangeLeavesOutMissingStarts()
{
    const trace::SpanTree tree(spansFrom({"a 100-110", "b<a 0-105", "c<a 109-120"}));
    QCOMPARE(tree.range().start, telemetry::Timestamp(std::chrono::seconds(100)));
    QCOMPARE(tree.range().end, telemetry::Timestamp(std::chrono::seconds(120)));
    const trace::SpanTree instant(spansFrom({"a 5-5"}));
    QVERIFY(!instant.range().isEmpty());
}

void TestSpanTree::durationIsUnknownWhenTimesAreOdd()
{
    QVERIFY(!trace::durationOf(treetext::spanFrom("a 0-5")));
    QVERIFY(!trace::durationOf(treetext::spanFrom("a 6-5")));
    QCOMPARE(*trace::durationOf(treetext::spanFrom("a 5-5")), telemetry::Duration::zero());
    QCOMPARE(*trace::durationOf(treetext::spanFrom("a 5-6")), telemetry::Duration(1'000'000'000));
}

void TestSpanTree::aDeepChainNeedsNoStack()
{
    constexpr int kCount = 200'000;
    std::vector<store::SpanRow> spans(kCount);
    for (int i = 0; i < kCount; ++i) {
        auto& span = spans[static_cast<std::size_t>(kCount - 1 - i)];
        span.span = static_cast<telemetry::SpanId>(i + 1);
        span.parent = static_cast<telemetry::SpanId>(i); // 0 is none
        span.start = telemetry::fromUnixNanos(1000 + i);
        span.end = telemetry::fromUnixNanos(5'000'000);
    }
    const trace::SpanTree tree(std::move(spans));
    QCOMPARE(tree.node(kCount - 1).depth, kCount - 1);
    QCOMPARE(tree.node(0).subtreeSize, kCount);

    std::vector<store::SpanRow> ring = tree.spans();
    ring.back().parent = static_cast<telemetry::SpanId>(kCount);
    const trace::SpanTree cut(std::move(ring));
    QCOMPARE(cut.count(trace::Link::BrokenCycle), 1);
    QCOMPARE(cut.node(0).subtreeSize, kCount);
}

void TestSpanTree::orderOfArrivalDoesNotMatter()
{
    std::mt19937 random(7);
    std::vector<store::SpanRow> spans;
    for (int i = 1; i <= 500; ++i) {
        store::SpanRow span;
        span.span = static_cast<telemetry::SpanId>(i);
        span.parent =
            static_cast<telemetry::SpanId>(random() % 600); // some are lost, some make cycles
        span.name = std::to_string(i);
        span.start = telemetry::fromUnixNanos(1000 + static_cast<long long>(random() % 5000));
        span.end = span.start + telemetry::Duration(random() % 100);
        spans.push_back(span);
    }
    const std::string expected = textFrom(trace::SpanTree(spans));
    for (int round = 0; round < 5; ++round) {
        std::shuffle(spans.begin(), spans.end(), random);
        QCOMPARE(textFrom(trace::SpanTree(spans)), expected);
    }
}

QTEST_GUILESS_MAIN(TestSpanTree)
#include "tst_spantree.moc"
