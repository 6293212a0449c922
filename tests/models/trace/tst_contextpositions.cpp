// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/positions.h"
#include "models/trace/contextsessionbuilder.h"
#include "tests/models/trace/sessiontext.h"

#include <QTest>

using namespace sessiontest;
using claims::Claim;
using claims::Evidence;
using claims::Support;
using claims::TextPlace;
using similarity::PlaceKind;

namespace {

constexpr telemetry::SpanId kGeneration{1};
constexpr telemetry::SpanId kRetrieval{2};
constexpr telemetry::SpanId kTool{3};

telemetry::Document document(const std::string& id, const std::string& text)
{
    return {.id = id, .title = {}, .content = text, .score = {}};
}

Claim claim(Support support, const std::vector<TextPlace>& places)
{
    Claim result;
    result.support = support;
    for (const TextPlace& place : places) {
        result.evidence.emplace_back();
        result.evidence.back().place = place;
    }
    return result;
}

// A system message with two of three passages that a retrieval found, a tool's result, a question.
struct Scene
{
    Scene()
    {
        telemetry::Step retrieval;
        retrieval.span = kRetrieval;
        retrieval.kind = telemetry::StepKind::Retrieval;
        retrieval.documents = {document("kb-1", words("first", 60)),
                               document("kb-2", words("second", 60)),
                               document("kb-3", words("third", 60))};
        telemetry::Step tool;
        tool.span = kTool;
        tool.kind = telemetry::StepKind::Tool;
        tool.output = "the order is delayed until Thursday";
        contents.steps = {retrieval, tool};
        contents.generations = {turn(1,
                                     {{"system",
                                       "Passages: " + retrieval.documents[0].content + "\n"
                                           + retrieval.documents[1].content},
                                      {"tool", "result: the order is delayed until Thursday"},
                                      {"user", "When does it come?"}})};
        for (const auto& one : contents.steps[0].documents)
            retrieved.push_back(&one);
        window = trace::contextWindowOf(contents.generations[0], {}, retrieved);
        set.generation = kGeneration;
    }

    claims::ContextPositions positions() const
    {
        return claims::positionsOf(set, contents, window, retrieved);
    }

    trace::TraceContents contents;
    std::vector<const telemetry::Document*> retrieved;
    trace::ContextWindow window;
    claims::ClaimSet set;
};

} // namespace

class TestContextPositions : public QObject
{
    Q_OBJECT

private slots:
    void evidenceHasItsPlaceInTheInput();
    void passagesThatNothingRestsOn();
    void theWorstColourCounts();
    void resultsOfToolsAreLookedFor();
    void whatWasDroppedHasNoPlace();
    void placesThatAreNotThere();
    void resultsThatAreAlikeAreAllMarked();
    void theMiddleOfLongInputs();
    void neededMessagesOfEarlierTurns();
};

void TestContextPositions::resultsThatAreAlikeAreAllMarked()
{
    Scene scene;
    const auto result = [](const std::string& text) {
        telemetry::Part part;
        part.kind = telemetry::PartKind::ToolCallResponse;
        part.json = text;
        return telemetry::Message{.role = "tool", .parts = {part}, .finishReason = {}};
    };
    auto& generation = scene.contents.generations[0];
    for (int i = 0; i < 7; ++i)
        generation.inputMessages.push_back(result("{\"refund\": \"R-4781\", \"state\": \"sent\"}"));
    generation.inputMessages.push_back(result("{\"refund\": \"R-9\", \"state\": \"open\"}"));
    scene.window = trace::contextWindowOf(generation, {}, scene.retrieved);
    const auto place = [](std::size_t message) {
        return TextPlace{.span = kGeneration,
                         .kind = PlaceKind::ToolResult,
                         .message = message,
                         .part = 0,
                         .start = 0,
                         .end = 20};
    };
    scene.set.claims = {claim(Support::Contradicted, {place(3), place(4)})};
    scene.set.claims[0].evidence[0].isContradiction = true;
    const auto positions = scene.positions();
    QCOMPARE(positions.used.size(), 7u);
    for (std::size_t i = 0; i < 7; ++i) {
        QCOMPARE(positions.used[i].place.message, 3 + i);
        QVERIFY(positions.used[i].support == Support::Contradicted);
        QVERIFY(positions.used[i].claims == std::vector<std::size_t>{0});
        QVERIFY(i == 0 || positions.used[i - 1].position < positions.used[i].position);
    }
}

void TestContextPositions::evidenceHasItsPlaceInTheInput()
{
    Scene scene;
    const std::int64_t all = scene.window.input;
    // From within the second passage, as the retrieval names it and as the message does.
    const auto& passage = scene.contents.steps[0].documents[1].content;
    const auto& message = scene.contents.generations[0].inputMessages[0].parts[0].text;
    const auto offset = static_cast<std::int64_t>(message.find(passage)) + 300;
    scene.set.claims = {claim(Support::Supported,
                              {{.span = kRetrieval,
                                .kind = PlaceKind::Document,
                                .part = 1,
                                .start = 300,
                                .end = 310}}),
                        claim(Support::Weak,
                              {{.span = kGeneration,
                                .kind = PlaceKind::Input,
                                .message = 0,
                                .part = 0,
                                .start = offset,
                                .end = offset + 10}})};
    const auto positions = scene.positions();
    QCOMPARE(positions.used.size(), 2u);
    QCOMPARE(positions.unplaced, 0u);
    QCOMPARE(positions.inputTokens, all);
    QCOMPARE(positions.used[0].firstToken, positions.used[1].firstToken);
    const double expected = static_cast<double>(offset) / static_cast<double>(message.size());
    for (const auto& used : positions.used) {
        QCOMPARE(used.passage, 1u);
        QVERIFY2(std::abs(used.position - expected) < 0.06,
                 qPrintable(QString::number(used.position)));
        QVERIFY(used.firstToken <= used.lastToken);
    }
    QVERIFY(positions.used[0].claims != positions.used[1].claims);
}

void TestContextPositions::passagesThatNothingRestsOn()
{
    Scene scene;
    scene.set.claims = {claim(
        Support::Supported,
        {{.span = kRetrieval, .kind = PlaceKind::Document, .part = 0, .start = 5, .end = 40}})};
    const auto positions = scene.positions();
    QCOMPARE(positions.unused.size(), 2u);
    QCOMPARE(positions.unused[0].name, std::string("kb-2"));
    QVERIFY(positions.unused[0].isInWindow);
    QVERIFY(positions.unused[0].position > 0.4);
    QVERIFY(positions.unused[0].tokens > 20);
    QCOMPARE(positions.unused[1].name, std::string("kb-3")); // retrieved and not given
    QVERIFY(!positions.unused[1].isInWindow);
}

void TestContextPositions::theWorstColourCounts()
{
    Scene scene;
    const TextPlace place{
        .span = kRetrieval, .kind = PlaceKind::Document, .part = 0, .start = 5, .end = 40};
    scene.set.claims = {claim(Support::Supported, {place}), claim(Support::Weak, {place}),
                        claim(Support::Supported, {place, place})};
    auto positions = scene.positions();
    QCOMPARE(positions.used.size(), 1u);
    QVERIFY(positions.used[0].support == Support::Weak);
    QVERIFY(positions.used[0].claims == std::vector<std::size_t>({0, 1, 2}));
    scene.set.claims[0].evidence[0].isContradiction = true;
    positions = scene.positions();
    QVERIFY(positions.used[0].support == Support::Contradicted);
    // Another passage contradicts the claim: this one does not.
    scene.set.claims[0].evidence[0].isContradiction = false;
    scene.set.claims[0].support = Support::Contradicted;
    positions = scene.positions();
    QVERIFY(positions.used[0].support == Support::Weak);
    QVERIFY(positions.used[0].claims == std::vector<std::size_t>({1, 2}));
    // The nearest passage to what is nowhere is nothing that it rests on.
    scene.set.claims = {claim(Support::Absent, {place})};
    QVERIFY(scene.positions().used.empty());
}

void TestContextPositions::resultsOfToolsAreLookedFor()
{
    Scene scene;
    scene.set.claims = {
        claim(Support::Supported,
              {{.span = kTool, .kind = PlaceKind::ToolResult, .start = 4, .end = 20}})};
    const auto positions = scene.positions();
    QCOMPARE(positions.used.size(), 1u);
    QVERIFY(positions.used[0].position > 0.8); // behind the passages
    QVERIFY(positions.used[0].position < 1);
}

void TestContextPositions::whatWasDroppedHasNoPlace()
{
    Scene scene;
    scene.set.claims = {
        claim(Support::Truncated,
              {{.span = telemetry::SpanId{77}, .kind = PlaceKind::Input, .message = 1, .end = 9}})};
    scene.set.claims[0].evidence[0].isDropped = true;
    const auto positions = scene.positions();
    QVERIFY(positions.used.empty());
    QCOMPARE(positions.dropped.size(), 1u);
    QCOMPARE(positions.unplaced, 0u);
}

void TestContextPositions::placesThatAreNotThere()
{
    Scene scene;
    scene.set.claims = {
        claim(Support::Supported,
              {{.span = kGeneration, .kind = PlaceKind::Input, .message = 99, .end = 9},
               {.span = kRetrieval, .kind = PlaceKind::Document, .part = 99, .end = 9},
               {.span = kRetrieval, .kind = PlaceKind::Document, .part = 2, .end = 9}, // not given
               {.span = kTool, .kind = PlaceKind::ToolResult, .start = 90, .end = 95},
               {.span = telemetry::SpanId{55}, .kind = PlaceKind::Output, .end = 9}})};
    const auto positions = scene.positions();
    QVERIFY(positions.used.empty());
    QCOMPARE(positions.unplaced, 5u);
    scene.set.generation = telemetry::SpanId{66};
    QVERIFY(scene.positions().unused.empty()); // nothing is known of it
}

void TestContextPositions::theMiddleOfLongInputs()
{
    QVERIFY(claims::isInMiddle(0.5, 4000));
    QVERIFY(!claims::isInMiddle(0.1, 4000));
    QVERIFY(!claims::isInMiddle(0.9, 4000));
    QVERIFY(!claims::isInMiddle(0.5, 400)); // nothing is far from an edge
}

void TestContextPositions::neededMessagesOfEarlierTurns()
{
    trace::ContextSessionBuilder builder("s-1", {});
    builder.add(turn(8, {{"user", "u1 my name is Ada"}, {"user", "u2 b"}}));
    builder.add(turn(9, {{"user", "u2 b"}, {"user", "what is my name"}}));
    auto session = builder.take();
    claims::ClaimSet set;
    set.generation = telemetry::SpanId{9};
    set.claims = {
        claim(Support::Truncated,
              {{.span = telemetry::SpanId{8}, .kind = PlaceKind::Input, .message = 0, .end = 9}})};
    QVERIFY(claims::neededPlaces(set, session).empty()); // not said to be dropped
    set.claims[0].evidence[0].isDropped = true;
    const auto places = claims::neededPlaces(set, session);
    QCOMPARE(places.size(), 1u);
    QVERIFY(places[0].generation == session.turns[0].key);
    session.markNeeded(places);
    QCOMPARE(session.turns[1].drops[0].needed, 1u);
}

QTEST_GUILESS_MAIN(TestContextPositions)
#include "tst_contextpositions.moc"
