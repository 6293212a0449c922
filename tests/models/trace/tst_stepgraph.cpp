// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/stepgraph.h"
#include "models/trace/stepgraphlayout.h"
#include "tests/models/trace/contentstext.h"

#include <QTest>

#include <random>

using namespace tracetest;
using trace::EdgeKind;
using trace::GraphNode;
using trace::StepGraph;

namespace {

const trace::GraphEdge* edgeOf(const StepGraph& graph, telemetry::SpanId from, telemetry::SpanId to)
{
    for (const trace::GraphEdge& edge : graph.edges) {
        if (edge.from == graph.nodeOf(from) && edge.to == graph.nodeOf(to))
            return &edge;
    }
    return nullptr;
}

StepGraph graphOf(TraceMaker& trace, const trace::GraphOptions& options = {})
{
    const trace::TraceContents contents = trace.contents();
    return trace::stepGraphOf(contents, trace::findLoops(contents), options);
}

} // namespace

class TestStepGraph : public QObject
{
    Q_OBJECT

private slots:
    void whatWasGivenIsACause();
    void whereNothingTellsItIsOrderOnly();
    void loopsAreFoldedWithTheirCountAndOpen();
    void largeTracesAreFoldedAndSaySo();
    void layoutsOverlapNothingAndGoForward();
    void layoutsAreTheSameEachTime();
};

void TestStepGraph::whatWasGivenIsACause()
{
    TraceMaker trace;
    const std::string passage = "Opened electronics can be returned within thirty days of delivery "
                                "with the original receipt and a fee of fifteen percent.";
    const auto found = trace.retrieval("returns", passage);
    const auto other = trace.tool("clock", "{}", "12:00");
    const auto answer =
        trace.chat({{"system", "Passages: " + passage}, {"user", "Returns?"}}, "Yes.");
    const StepGraph graph = graphOf(trace);
    const trace::GraphEdge* documents = edgeOf(graph, found, answer);
    QVERIFY(documents != nullptr);
    QVERIFY(documents->kind == EdgeKind::Documents);
    const trace::GraphEdge* clock = edgeOf(graph, other, answer);
    QVERIFY(clock == nullptr || clock->kind == EdgeKind::Order);
}

void TestStepGraph::whereNothingTellsItIsOrderOnly()
{
    TraceMaker trace;
    const auto one = trace.tool("a", R"({"x":1})", "first");
    const auto two = trace.tool("b", R"({"x":2})", "second");
    const StepGraph graph = graphOf(trace);
    const trace::GraphEdge* edge = edgeOf(graph, one, two);
    QVERIFY(edge != nullptr);
    QVERIFY(edge->kind == EdgeKind::Order);
}

void TestStepGraph::loopsAreFoldedWithTheirCountAndOpen()
{
    TraceMaker trace;
    std::vector<telemetry::SpanId> calls;
    for (int i = 0; i < 7; ++i)
        calls.push_back(trace.tool("get_order", R"({"id":88412})", "delayed"));
    trace.chat({{"user", "Where?"}}, "Delayed.");
    const StepGraph folded = graphOf(trace);
    const GraphNode& node = folded.nodes[folded.nodeOf(calls[3])];
    QVERIFY(node.isFolded);
    QCOMPARE(node.members.size(), std::size_t{7});
    QCOMPARE(folded.nodeOf(calls[0]), folded.nodeOf(calls[6]));
    const StepGraph open = graphOf(trace, {.opened = {calls[0]}});
    QCOMPARE(open.nodes.size(), folded.nodes.size() + 6);
    QVERIFY(open.nodeOf(calls[0]) != open.nodeOf(calls[6]));
    QVERIFY(!open.nodes[open.nodeOf(calls[3])].isFolded);
    QCOMPARE(open.nodes[open.nodeOf(calls[3])].place, std::size_t{4});
}

void TestStepGraph::largeTracesAreFoldedAndSaySo()
{
    TraceMaker trace;
    for (int i = 0; i < 500; ++i)
        trace.tool("t" + std::to_string(i % 7), R"({"n":)" + std::to_string(i) + "}",
                   std::to_string(i));
    const StepGraph graph = graphOf(trace, {.opened = {}, .mostNodes = 50});
    QVERIFY(graph.nodes.size() <= 50);
    QVERIFY(graph.rests > 0);
    QVERIFY(graph.steps >= 500);
}

void TestStepGraph::layoutsOverlapNothingAndGoForward()
{
    std::mt19937 dice(5);
    for (int round = 0; round < 60; ++round) {
        TraceMaker trace;
        std::string said = "The order 88412 left the warehouse in Oslo on Tuesday.";
        for (auto steps = 1 + dice() % 30; steps > 0; --steps) {
            const std::string text = "Result number " + std::to_string(dice() % 9)
                + " of the search in the large warehouse of the north.";
            if (dice() % 3 == 0) {
                trace.chat({{"user", said}, {"tool", text}}, text + said);
                said = text;
            } else {
                trace.tool("t" + std::to_string(dice() % 4), said, text, dice() % 7 == 0);
            }
        }
        const StepGraph graph = graphOf(trace);
        std::vector<trace::GraphSize> sizes;
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            sizes.push_back({80.0 + static_cast<double>(dice() % 120),
                             40.0 + static_cast<double>(dice() % 40)});
        const trace::GraphLayout layout = trace::layOut(graph, sizes);
        QCOMPARE(layout.boxes.size(), graph.nodes.size());
        for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
            const trace::GraphBox& one = layout.boxes[i];
            QVERIFY2(one.x >= -0.01 && one.y >= -0.01, qPrintable(QString::number(one.y)));
            QVERIFY(one.x + one.width <= layout.width + 1
                    && one.y + one.height <= layout.height + 1);
            for (std::size_t j = i + 1; j < layout.boxes.size(); ++j) {
                const trace::GraphBox& other = layout.boxes[j];
                const bool isApart = one.x + one.width <= other.x || other.x + other.width <= one.x
                    || one.y + one.height <= other.y || other.y + other.height <= one.y;
                QVERIFY(isApart);
            }
        }
        for (const trace::GraphEdge& edge : graph.edges) {
            QVERIFY(edge.from < edge.to);
            QVERIFY(layout.layers[edge.from] < layout.layers[edge.to]);
        }
        const trace::GraphLayout down = trace::layOut(graph, sizes, {}, trace::GraphFlow::Down);
        for (std::size_t i = 0; i < down.boxes.size(); ++i) {
            const trace::GraphBox& one = down.boxes[i];
            QCOMPARE(one.width, sizes[i].width);
            QCOMPARE(one.height, sizes[i].height);
            QVERIFY(one.x + one.width <= down.width + 1 && one.y + one.height <= down.height + 1);
            for (std::size_t j = i + 1; j < down.boxes.size(); ++j) {
                const trace::GraphBox& other = down.boxes[j];
                QVERIFY(one.x + one.width <= other.x || other.x + other.width <= one.x
                        || one.y + one.height <= other.y || other.y + other.height <= one.y);
            }
        }
        for (std::size_t i = 0; i < graph.edges.size(); ++i) {
            const trace::GraphBox& from = down.boxes[graph.edges[i].from];
            const trace::GraphBox& to = down.boxes[graph.edges[i].to];
            QVERIFY(from.y + from.height <= to.y);
            QCOMPARE(down.paths[i].front().y, from.y + from.height);
            QCOMPARE(down.paths[i].back().y, to.y);
        }
    }
}

void TestStepGraph::layoutsAreTheSameEachTime()
{
    TraceMaker trace;
    for (int i = 0; i < 20; ++i)
        trace.tool("t" + std::to_string(i % 3), std::to_string(i), "r" + std::to_string(i));
    const StepGraph graph = graphOf(trace);
    const std::vector<trace::GraphSize> sizes(graph.nodes.size(), {100, 40});
    const auto one = trace::layOut(graph, sizes);
    const auto other = trace::layOut(graph, sizes);
    for (std::size_t i = 0; i < one.boxes.size(); ++i) {
        QCOMPARE(one.boxes[i].x, other.boxes[i].x);
        QCOMPARE(one.boxes[i].y, other.boxes[i].y);
    }
}

QTEST_GUILESS_MAIN(TestStepGraph)
#include "tst_stepgraph.moc"
