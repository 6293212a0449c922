// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/outputplaces.h"
#include "models/claims/tracesearch.h"

#include <QTest>

#include <algorithm>
#include <random>

using claims::TextPlace;
using claims::TraceHit;
using similarity::PlaceKind;

namespace {

store::SpanRow spanRow(std::uint64_t id, std::uint64_t parent, const std::string& name)
{
    store::SpanRow row;
    row.trace.bytes[15] = 1;
    row.span = telemetry::SpanId{id};
    row.parent = telemetry::SpanId{parent};
    row.name = name;
    row.service = "bot";
    row.start = telemetry::fromUnixNanos(static_cast<long long>(1000 + id));
    row.end = telemetry::fromUnixNanos(5000);
    return row;
}

telemetry::Message messageOf(const std::string& role, const std::string& text)
{
    telemetry::Message said;
    said.role = role;
    said.parts.emplace_back().text = text;
    return said;
}

trace::TraceContents contents()
{
    trace::TraceContents all;
    all.tree = std::make_shared<const trace::SpanTree>(
        std::vector{spanRow(1, 0, "invoke_agent clerk"), spanRow(2, 1, "retrieval kb"),
                    spanRow(3, 1, "chat model")});
    telemetry::Step step;
    step.span = telemetry::SpanId{2};
    step.kind = telemetry::StepKind::Retrieval;
    step.input = "return window";
    step.documents.resize(1);
    step.documents[0].content = "Returns within 30 days. RETURNS need a receipt.";
    all.steps = {step};
    telemetry::Generation generation;
    generation.span = telemetry::SpanId{3};
    generation.inputMessages = {messageOf("system", "Be kind."),
                                messageOf("user", "Can I return it?")};
    generation.outputMessages = {messageOf("assistant", "Zürich accepts returns. Straße."),
                                 messageOf("assistant", "Second part.")};
    all.generations = {generation};
    return all;
}

std::vector<TraceHit> hitsOf(const char* text)
{
    return claims::searchTrace(contents(), text).hits;
}

// "2d0-6": step, kind of place, message, code points.
std::string inWords(const std::vector<TraceHit>& hits)
{
    std::string text;
    for (const TraceHit& hit : hits) {
        text += (text.empty() ? "" : " ") + std::to_string(static_cast<std::uint64_t>(hit.span));
        if (hit.place)
            text += std::string(similarity::toString(hit.place->kind)) + ":"
                + std::to_string(hit.place->message) + ":" + std::to_string(hit.place->start) + "-"
                + std::to_string(hit.place->end);
    }
    return text;
}

} // namespace

class TestTraceSearch : public QObject
{
    Q_OBJECT

private slots:
    void everyPlaceIsFoundInReadingOrder();
    void namesCountOnceAStep();
    void caseAndAccentsDoNotCount();
    void nothingIsNowhere();
    void manyHitsAreCut();
    void anyBytesStayInBounds();
    void outputOffsetsAreThoseOfTheParts();
};

void TestTraceSearch::everyPlaceIsFoundInReadingOrder()
{
    QCOMPARE(inWords(hitsOf("return")),
             std::string("2tool_argument:0:0-6 2document:0:0-6 2document:0:24-30 3input:1:6-12 "
                         "3output:0:15-21"));
}

void TestTraceSearch::namesCountOnceAStep()
{
    const auto hits = hitsOf("b"); // "bot" of each, "kb" and "Be kind" besides
    QCOMPARE(std::ranges::count_if(hits, [](const TraceHit& hit) { return !hit.place; }), 3);
}

void TestTraceSearch::caseAndAccentsDoNotCount()
{
    // Code points, not bytes.
    QCOMPARE(inWords(hitsOf("ZURICH ACCEPTS")), std::string("3output:0:0-14"));
}

void TestTraceSearch::nothingIsNowhere()
{
    QVERIFY(hitsOf("").empty());
    QVERIFY(hitsOf("absent").empty());
    QVERIFY(claims::searchTrace({}, "x").hits.empty());
    QVERIFY(claims::searchTrace(contents(), "return", [] { return false; }).hits.empty());
}

void TestTraceSearch::manyHitsAreCut()
{
    trace::TraceContents all = contents();
    all.generations[0].inputMessages[0].parts[0].text = std::string(10'000'000, 'a');
    const auto found = claims::searchTrace(all, "aa");
    QVERIFY(found.isCut);
    QCOMPARE(found.hits.size(), claims::kMostTraceHits);
    QCOMPARE(found.hits[2].place->start - found.hits[1].place->start, std::int64_t{2}); // once
}

void TestTraceSearch::anyBytesStayInBounds()
{
    std::mt19937 dice(7);
    for (int round = 0; round < 300; ++round) {
        std::string text(dice() % 60, '\0');
        for (char& c : text)
            c = static_cast<char>(dice() % 4 == 0 ? dice() % 256 : 'a' + dice() % 3);
        trace::TraceContents all = contents();
        all.generations[0].inputMessages[0].parts[0].text = text;
        const std::string wanted = text.substr(text.empty() ? 0 : dice() % text.size(), 3);
        const auto found = claims::searchTrace(all, wanted);
        for (const TraceHit& hit : found.hits) {
            if (!hit.place)
                continue;
            QVERIFY(hit.place->start >= 0 && hit.place->end > hit.place->start);
            QVERIFY(hit.place->end <= 64);
        }
    }
}

void TestTraceSearch::outputOffsetsAreThoseOfTheParts()
{
    const telemetry::Generation generation = contents().generations[0];
    QCOMPARE(telemetry::outputText(generation),
             std::string("Zürich accepts returns. Straße.\n\nSecond part."));
    const auto second = claims::placeOfOutput(generation, 33, 39);
    QVERIFY(second.has_value());
    QCOMPARE(second->message, std::size_t{1});
    QCOMPARE(second->start, std::int64_t{0});
    QCOMPARE(second->end, std::int64_t{6});
    QVERIFY(claims::outputStretchOf(generation, *second)
            == std::optional(std::pair<std::int64_t, std::int64_t>(33, 39)));
    const auto cut = claims::placeOfOutput(generation, 24, 40); // beyond its part
    QVERIFY(cut.has_value());
    QCOMPARE(cut->end, std::int64_t{31});
    QVERIFY(!claims::placeOfOutput(generation, 31, 33)); // the empty line between
    QVERIFY(!claims::placeOfOutput(generation, 900, 910));
    QVERIFY(!claims::placeOfOutput(generation, 5, 5));
    TextPlace input = *second;
    input.kind = PlaceKind::Input;
    QVERIFY(!claims::outputStretchOf(generation, input));
}

QTEST_GUILESS_MAIN(TestTraceSearch)
#include "tst_tracesearch.moc"
