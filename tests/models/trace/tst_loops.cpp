// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/loops.h"
#include "models/trace/repetition.h"
#include "tests/models/trace/contentstext.h"

#include <QTest>

#include <random>
#include <set>

using namespace tracetest;
using trace::LoopGroup;
using trace::LoopGroups;
using trace::LoopKind;

class TestLoops : public QObject
{
    Q_OBJECT

private slots:
    void theSameCallIsFoundAndSaysSo();
    void theOrderOfKeysMakesNoOtherCall();
    void pagesAndCursorsAreNoLoop();
    void whatChangesItsResultMakesProgress();
    void triesAfterAFailureAreRetries();
    void stepsInTurnAreACycle();
    void whatIsNotCapturedIsComparedWithNothing();
    void noStepIsInTwoGroups();
    void aTextThatRepeatsIsMarkedWhereItBegins();
};

void TestLoops::theSameCallIsFoundAndSaysSo()
{
    TraceMaker trace;
    std::vector<telemetry::SpanId> calls;
    for (int i = 0; i < 5; ++i)
        calls.push_back(trace.tool("get_order", R"({"order_id":"88412"})", R"({"s":"delayed"})"));
    trace.chat({{"user", "Where is it?"}}, "It is delayed.");
    const LoopGroups loops = trace::findLoops(trace.contents());
    QCOMPARE(loops.groups.size(), std::size_t{1});
    const LoopGroup& group = loops.groups[0];
    QVERIFY(group.kind == LoopKind::SameCall);
    QCOMPARE(group.count, std::size_t{5});
    QVERIFY(group.members == calls);
    QVERIFY(group.hasStopped);
    QVERIFY2(group.reason.find("get_order(88412) called 5 times") != std::string::npos,
             group.reason.c_str());
    QCOMPARE(loops.of(calls[2]), std::size_t{0});
    QVERIFY(loops.of(telemetry::SpanId{999}) == LoopGroups::kNone);
}

void TestLoops::theOrderOfKeysMakesNoOtherCall()
{
    TraceMaker trace;
    trace.tool("find", R"({"a":1,"b":"x"})", "no");
    trace.tool("find", R"({ "b":"x", "a":1.0 })", "no");
    trace.tool("find", R"({"b":"x","a":1,"c":null})", "no");
    QCOMPARE(trace::findLoops(trace.contents()).groups.size(), std::size_t{1});
}

void TestLoops::pagesAndCursorsAreNoLoop()
{
    TraceMaker trace;
    for (int page = 1; page <= 20; ++page)
        trace.tool("list_orders", R"({"page":)" + std::to_string(page) + "}",
                   "rows of page " + std::to_string(page));
    QVERIFY(trace::findLoops(trace.contents()).groups.empty());
}

void TestLoops::whatChangesItsResultMakesProgress()
{
    TraceMaker trace;
    for (int i = 0; i < 6; ++i)
        trace.tool("next_task", "{}", "task " + std::to_string(i));
    QVERIFY(trace::findLoops(trace.contents()).groups.empty());
    // Until it changes once: somebody waits.
    TraceMaker waiting;
    for (int i = 0; i < 5; ++i)
        waiting.tool("job_state", R"({"id":7})", i < 4 ? "running" : "done");
    const LoopGroups polled = trace::findLoops(waiting.contents());
    QCOMPARE(polled.groups.size(), std::size_t{1});
    QVERIFY(polled.groups[0].kind == LoopKind::Polling);
}

void TestLoops::triesAfterAFailureAreRetries()
{
    TraceMaker trace;
    trace.tool("weather", R"({"city":"Oslo"})", "backend 502", true);
    trace.tool("weather", R"({"city":"Oslo"})", "backend 502", true);
    const auto last = trace.tool("weather", R"({"city":"Oslo"})", "4 degrees");
    const LoopGroups loops = trace::findLoops(trace.contents());
    QCOMPARE(loops.groups.size(), std::size_t{1});
    QVERIFY(loops.groups[0].kind == LoopKind::Retry);
    QVERIFY(loops.groups[0].hasStopped);
    QVERIFY(loops.groups[0].representative == last);
    QVERIFY2(loops.groups[0].failure.find("502") != std::string::npos,
             loops.groups[0].failure.c_str());
}

void TestLoops::stepsInTurnAreACycle()
{
    TraceMaker trace;
    for (int i = 0; i < 4; ++i) {
        trace.tool("search", R"({"q":"refund"})", "nothing found");
        trace.tool("rewrite", R"({"q":"refund"})", "refund");
    }
    const LoopGroups loops = trace::findLoops(trace.contents());
    QCOMPARE(loops.groups.size(), std::size_t{1});
    QVERIFY(loops.groups[0].kind == LoopKind::Cycle);
    QCOMPARE(loops.groups[0].count, std::size_t{4});
    QCOMPARE(loops.groups[0].members.size(), std::size_t{8});
}

void TestLoops::whatIsNotCapturedIsComparedWithNothing()
{
    TraceMaker trace;
    for (int i = 0; i < 9; ++i)
        trace.tool("get_order", "", "");
    QVERIFY(trace::findLoops(trace.contents()).groups.empty());
}

// Whatever calls follow each other: a step is in one group at most, groups name steps that are
// there, and calls of which no two are the same are in none.
void TestLoops::noStepIsInTwoGroups()
{
    std::mt19937 dice(11);
    for (int round = 0; round < 200; ++round) {
        TraceMaker trace;
        std::set<std::string> asked;
        bool areAllDifferent = true;
        for (auto calls = dice() % 40; calls > 0; --calls) {
            const std::string input = R"({"n":)" + std::to_string(dice() % (2 + round)) + "}";
            areAllDifferent = asked.insert(input).second && areAllDifferent;
            trace.tool(dice() % 2 == 0 ? "a" : "b", input, std::to_string(dice() % 2),
                       dice() % 5 == 0);
        }
        const LoopGroups loops = trace::findLoops(trace.contents());
        std::set<telemetry::SpanId> seen;
        for (const LoopGroup& group : loops.groups) {
            QVERIFY(group.count >= 2);
            QVERIFY(group.first <= group.last);
            for (const telemetry::SpanId member : group.members)
                QVERIFY(seen.insert(member).second);
        }
        QVERIFY(!areAllDifferent || loops.groups.empty());
    }
}

void TestLoops::aTextThatRepeatsIsMarkedWhereItBegins()
{
    const std::string sound = "Zürich answers: the parcel left the warehouse on Tuesday morning. ";
    std::string loop;
    for (int i = 0; i < 40; ++i)
        loop += "We are sorry for the delay of your parcel. ";
    TraceMaker trace;
    trace.chat({{"user", "Where?"}}, sound);
    const auto bad = trace.chat({{"user", "Where?"}}, sound + loop);
    const auto found = trace::degenerateTexts(trace.contents());
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found[0].span == bad);
    QVERIFY(found[0].times >= 30);
    QVERIFY(found[0].start >= 60 && found[0].start <= 120); // code points: after what is sound
}

QTEST_GUILESS_MAIN(TestLoops)
#include "tst_loops.moc"
