// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/tracedocuments.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>
#include <chrono>

using namespace ingesttest;
using namespace std::chrono_literals;
using ingest::TraceDocuments;
using telemetry::EvaluationState;
using telemetry::SignalKind;

namespace {

const std::string kPassage =
    "The client is opened by open_session() and closed by close_session(). A request is tried "
    "three times, with a pause of 20 seconds.";
const std::string kInvented =
    "Call `session.flush_everything()` and then `session.drop_caches(90)` before you close it.";

// A step beside chatSpan(number) that ended before it began.
otlp::OutgoingSpan retrievalSpan(std::uint64_t number, telemetry::Duration before = 100ms)
{
    const otlp::OutgoingSpan chat = chatSpan(number);
    otlp::OutgoingSpan span;
    span.trace = chat.trace;
    span.id = spanId(number + 1'000'000);
    span.parent = chat.parent;
    span.name = "retrieval docs";
    span.end = chat.start - before;
    span.start = span.end - 50ms;
    span.attributes = {
        {"gen_ai.operation.name", std::string("retrieval")},
        {"gen_ai.retrieval.documents", R"([{"id":"d1","content":")" + kPassage + R"("}])"}};
    return span;
}

// State of groundedness of the only answer; nothing while it is not judged.
std::optional<EvaluationState> groundednessIn(const Recording& recording)
{
    std::optional<EvaluationState> state;
    for (const auto& one : recording.evaluations(telemetry::EvaluationOrigin::Validator)) {
        if (one.check == "groundedness")
            state = one.state;
    }
    return state;
}

telemetry::Generation generation(std::int64_t startSecond, telemetry::SpanId parent)
{
    telemetry::Generation made;
    made.trace = traceId(1);
    made.span = spanId(7);
    made.parent = parent;
    made.start = telemetry::Timestamp{} + std::chrono::seconds(startSecond);
    telemetry::Part part;
    part.text = "What does the handbook say?";
    made.inputMessages = {{.role = "user", .parts = {part}, .finishReason = {}}};
    made.inputSource.state = telemetry::ContentState::Captured;
    made.outputMessages = {{.role = "assistant", .parts = {part}, .finishReason = {}}};
    return made;
}

TraceDocuments::Retrieval retrieval(std::uint64_t span, telemetry::SpanId parent,
                                    std::int64_t endSecond, const std::string& content)
{
    return {.span = spanId(span),
            .parent = parent,
            .end = telemetry::Timestamp{} + std::chrono::seconds(endSecond),
            .documents = {{.id = "d", .title = {}, .content = content, .score = {}}}};
}

} // namespace

// Passages that a retrieval step found are what the answer after it is held against.
class TestTraceDocuments : public QObject
{
    Q_OBJECT

private slots:
    void aStepBesideTheCallIsItsContext()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces,
                tracesBody({retrievalSpan(5), chatSpan(5, kInvented)}));
        pipeline->drain();
        QCOMPARE(groundednessIn(recording), std::optional(EvaluationState::Failed));
    }

    void aStepThatComesLaterJudgesTheAnswerAfterAll()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces, tracesBody({chatSpan(5, kInvented)}));
        pipeline->drain();
        QVERIFY(!groundednessIn(recording));
        deliver(*pipeline, SignalKind::Traces, tracesBody({retrievalSpan(5)}));
        pipeline->drain();
        QCOMPARE(groundednessIn(recording), std::optional(EvaluationState::Failed));
        // Once: the other checks had their say, and a copy of the span says nothing new.
        const auto count = recording.evaluations(telemetry::EvaluationOrigin::Validator).size();
        deliver(*pipeline, SignalKind::Traces, tracesBody({retrievalSpan(5)}));
        pipeline->drain();
        QCOMPARE(recording.evaluations(telemetry::EvaluationOrigin::Validator).size(), count);
    }

    void whatWasFoundElsewhereOrAfterwardsIsNone()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces,
                tracesBody({retrievalSpan(6), retrievalSpan(5, -2s), chatSpan(5, kInvented)}));
        pipeline->drain();
        QVERIFY(!groundednessIn(recording));
    }

    void whereNoPassagesAreFoundIsTold()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces,
                tracesBody({chatSpan(4, kInvented), retrievalSpan(5), chatSpan(5, kInvented),
                            chatSpan(6, kInvented)}));
        pipeline->drain();
        const auto mapping = recording.read()->mapping();
        QVERIFY(mapping && mapping->size() == 1);
        const std::vector<store::Lack>& told = mapping->front().cannotTell;
        QVERIFY(std::ranges::any_of(told, [](const store::Lack& lack) {
            return store::english(lack).starts_with(
                "No passages found in 2 of 3 answers of the service: ");
        }));
    }

    void aStepOfTheSameParentIsPreferred()
    {
        TraceDocuments documents;
        documents.add(traceId(1), retrieval(1, spanId(100), 10, "near"));
        documents.add(traceId(1), retrieval(2, spanId(200), 11, "far"));
        const auto near = documents.with(generation(20, spanId(100)));
        QCOMPARE(near.documents.size(), std::size_t{1});
        QCOMPARE(near.documents.front().content, std::string("near"));
        QCOMPARE(documents.with(generation(20, spanId(300))).documents.size(), std::size_t{2});
    }

    // The input shows which of the passages it was given, and holds their text.
    void quotedPassagesAreNotDoubled()
    {
        TraceDocuments documents;
        documents.add(traceId(1), retrieval(1, spanId(100), 10, "the handbook"));
        documents.add(traceId(1), retrieval(2, spanId(100), 10, "left out"));
        const auto made = documents.with(generation(20, spanId(100)));
        QCOMPARE(made.documents.size(), std::size_t{1});
        QVERIFY(made.documents.front().content.empty());
    }

    void anUnknownInputIsNotMadeUpFor()
    {
        TraceDocuments documents;
        documents.add(traceId(1), retrieval(1, spanId(100), 10, "near"));
        telemetry::Generation unknown = generation(20, spanId(100));
        unknown.inputSource.state = telemetry::ContentState::Redacted;
        QVERIFY(documents.with(unknown).documents.empty());
    }

    void memoryIsBounded()
    {
        TraceDocuments documents({.traces = 2, .bytes = 1000, .traceBytes = 400, .answers = 2});
        documents.add(traceId(2), retrieval(1, spanId(100), 10, "oldest"));
        documents.add(traceId(1), retrieval(1, spanId(100), 10, std::string(200, 'x')));
        documents.add(traceId(1), retrieval(2, spanId(100), 10, std::string(200, 'y')));
        documents.add(traceId(3), retrieval(1, spanId(100), 10, "newest"));
        QCOMPARE(documents.with(generation(20, spanId(100))).documents.size(), std::size_t{1});
        telemetry::Generation forgotten = generation(20, spanId(100));
        forgotten.trace = traceId(2);
        QVERIFY(documents.with(forgotten).documents.empty());
        for (std::uint64_t i = 0; i < 3; ++i) {
            telemetry::Generation waiting = generation(20, spanId(100));
            waiting.trace = traceId(4);
            waiting.span = spanId(i);
            QVERIFY(documents.with(waiting).documents.empty());
        }
        const auto late = documents.add(traceId(4), retrieval(9, spanId(100), 10, "late"));
        QCOMPARE(late.size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestTraceDocuments)
#include "tst_tracedocuments.moc"
