// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/generationjoiner.h"
#include "models/ingest/openevaluations.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

using namespace ingest;
using namespace ingesttest;
using namespace std::chrono_literals;
using telemetry::ContentState;
using telemetry::Generation;

namespace {

const GenerationJoiner::Clock::time_point kStart{};
const telemetry::Timestamp kRecorded{1s};

telemetry::Message message(const std::string& role, const std::string& text)
{
    return {.role = role,
            .parts = {{.text = text, .id = {}, .name = {}, .json = {}, .typeName = {}}},
            .finishReason = {}};
}

Generation generation(std::uint64_t number)
{
    Generation made;
    made.trace = traceId(number);
    made.span = spanId(number);
    made.service = "shop";
    made.operation = "chat";
    return made;
}

dialect::GenerationPart spanPart(std::uint64_t number, const std::string& answer = {})
{
    dialect::GenerationPart part{.generation = generation(number)};
    part.generation.responseId = "resp-" + std::to_string(number);
    if (!answer.empty()) {
        part.generation.outputMessages = {message("assistant", answer)};
        part.generation.outputSource.state = ContentState::Captured;
        part.generation.contentState = ContentState::Captured;
    }
    return part;
}

dialect::GenerationPart logPart(std::uint64_t number, const std::string& question,
                                const std::string& answer)
{
    dialect::GenerationPart part{.generation = generation(number), .fromLog = true};
    if (!question.empty()) {
        part.generation.inputMessages = {message("user", question)};
        part.generation.inputSource.state = ContentState::Captured;
    }
    if (!answer.empty()) {
        part.generation.outputMessages = {message("assistant", answer)};
        part.generation.outputSource.state = ContentState::Captured;
    }
    part.generation.contentState = telemetry::contentStateOf(part.generation);
    return part;
}

} // namespace

class TestGenerationJoiner : public QObject
{
    Q_OBJECT

private slots:
    void spanWithItsAnswerIsReadyAtOnce()
    {
        GenerationJoiner joiner;
        joiner.add(spanPart(1, "yes"), 7, kRecorded, kStart);
        const auto ready = joiner.takeReady(kStart);
        QCOMPARE(ready.size(), std::size_t{1});
        QCOMPARE(telemetry::outputText(ready[0].generation), std::string("yes"));
        QVERIFY(ready[0].recorded == kRecorded);
        QCOMPARE(ready[0].row, std::int64_t{7});
        QCOMPARE(ready[0].parts, std::int64_t{1});
        QCOMPARE(joiner.waitingCount(), std::size_t{0});
        QVERIFY(joiner.takeAll().empty());
    }

    void spanWaitsForItsContent()
    {
        GenerationJoiner joiner;
        joiner.add(spanPart(1), 1, kRecorded, kStart);
        QVERIFY(joiner.takeReady(kStart + 4s).empty());
        joiner.add(logPart(1, "what?", "yes"), 1, kRecorded, kStart + 4s);
        const auto ready = joiner.takeReady(kStart + 4s);
        QCOMPARE(ready.size(), std::size_t{1});
        QCOMPARE(telemetry::outputText(ready[0].generation), std::string("yes"));
        QCOMPARE(ready[0].generation.responseId, std::string("resp-1"));
    }

    void logWaitsForItsSpan()
    {
        GenerationJoiner joiner;
        joiner.add(logPart(1, "what?", "yes"), 1, kRecorded, kStart);
        QVERIFY(joiner.takeReady(kStart).empty());
        QVERIFY(joiner.find({traceId(1), spanId(1)}) == nullptr);
        joiner.add(spanPart(1), 1, kRecorded, kStart);
        const auto ready = joiner.takeReady(kStart);
        QCOMPARE(ready.size(), std::size_t{1});
        QCOMPARE(telemetry::outputText(ready[0].generation), std::string("yes"));
        QVERIFY(!ready[0].generation.isInferred);
    }

    // Few generations with very long texts are as heavy as many.
    void textsAreBounded()
    {
        const std::string longText(1000, 'x');
        GenerationJoiner joiner({.waitingBytes = 3000, .rememberedBytes = 3000});
        for (std::uint64_t i = 1; i <= 4; ++i)
            joiner.add(logPart(i, longText, {}), static_cast<std::int64_t>(i), kRecorded, kStart);
        const auto crowdedOut = joiner.takeReady(kStart);
        QCOMPARE(crowdedOut.size(), std::size_t{2});
        QCOMPARE(crowdedOut[0].row, std::int64_t{1});
        QCOMPARE(joiner.waitingCount(), std::size_t{2});
        // Unanswered ones are remembered with what was asked.
        QCOMPARE(joiner.takeAll().size(), std::size_t{2});
        QVERIFY(!joiner.isKnown({traceId(1), spanId(1)}));
        QVERIFY(!joiner.isKnown({traceId(2), spanId(2)}));
        QVERIFY(joiner.isKnown({traceId(3), spanId(3)}));
        QVERIFY(joiner.isKnown({traceId(4), spanId(4)}));
        // What is given back makes room again.
        joiner.add(logPart(4, {}, "yes"), 4, kRecorded, kStart);
        joiner.add(spanPart(4), 4, kRecorded, kStart);
        QCOMPARE(joiner.takeReady(kStart).size(), std::size_t{1});
        joiner.add(logPart(5, longText, {}), 5, kRecorded, kStart);
        joiner.add(logPart(6, longText, {}), 6, kRecorded, kStart);
        QVERIFY(joiner.takeReady(kStart).empty());
    }

    // One log record a message: the question alone does not make an answer, nor the answer without
    // it.
    void oneRecordAMessageIsWaitedFor()
    {
        GenerationJoiner joiner;
        joiner.add(spanPart(1), 1, kRecorded, kStart);
        joiner.add(logPart(1, "what?", {}), 1, kRecorded, kStart);
        QVERIFY(joiner.takeReady(kStart).empty());
        joiner.add(logPart(1, {}, "yes"), 1, kRecorded, kStart);
        const auto ready = joiner.takeReady(kStart);
        QCOMPARE(ready.size(), std::size_t{1});
        QCOMPARE(ready[0].generation.inputMessages.size(), std::size_t{1});
        QCOMPARE(ready[0].generation.outputMessages.size(), std::size_t{1});
    }

    void patienceEnds()
    {
        GenerationJoiner joiner;
        joiner.add(spanPart(1), 1, kRecorded, kStart);
        joiner.add(logPart(2, "what?", "yes"), 2, kRecorded, kStart + 1s);
        QCOMPARE(joiner.takeReady(kStart + 5s).size(), std::size_t{1});
        const auto ready = joiner.takeReady(kStart + 6s);
        QCOMPARE(ready.size(), std::size_t{1});
        QVERIFY(ready[0].generation.isInferred); // its span never came
    }

    void eachIsReadyOnce()
    {
        GenerationJoiner joiner;
        joiner.add(spanPart(1, "yes"), 1, kRecorded, kStart);
        QCOMPARE(joiner.takeReady(kStart).size(), std::size_t{1});
        joiner.add(logPart(1, "what?", "yes"), 1, kRecorded, kStart);
        joiner.add(spanPart(1, "yes"), 0, kRecorded, kStart); // sent again
        joiner.add(spanPart(2, "yes"), 0, kRecorded, kStart); // judged in an earlier life
        QVERIFY(joiner.takeReady(kStart + 1h).empty());
        QVERIFY(joiner.takeAll().empty());
    }

    void lateAnswerIsJudgedAfterAll()
    {
        GenerationJoiner joiner;
        joiner.add(spanPart(1), 1, kRecorded, kStart);
        QCOMPARE(joiner.takeReady(kStart + 5s).size(), std::size_t{1});
        joiner.add(logPart(1, "what?", "yes"), 1, kRecorded, kStart + 30s);
        const auto ready = joiner.takeReady(kStart + 30s);
        QCOMPARE(ready.size(), std::size_t{1});
        QCOMPARE(telemetry::outputText(ready[0].generation), std::string("yes"));
        QCOMPARE(ready[0].generation.responseId, std::string("resp-1"));
        QCOMPARE(ready[0].parts, std::int64_t{1}); // since it was judged before
        QVERIFY(!joiner.add(logPart(1, "what?", "yes"), 1, kRecorded, kStart + 31s));
        QVERIFY(joiner.takeReady(kStart + 1h).empty());
    }

    // Nothing was measured of it while only records were known: its span is news, without an answer
    // too.
    void lateSpanIsJudgedAfterAll()
    {
        GenerationJoiner joiner;
        joiner.add(logPart(1, "what?", {}), 1, kRecorded, kStart);
        auto ready = joiner.takeReady(kStart + 5s);
        QCOMPARE(ready.size(), std::size_t{1});
        QVERIFY(ready[0].generation.isInferred);
        QVERIFY(joiner.add(spanPart(1), 1, kRecorded, kStart + 30s));
        ready = joiner.takeReady(kStart + 35s);
        QCOMPARE(ready.size(), std::size_t{1});
        QVERIFY(!ready[0].generation.isInferred);
        QVERIFY(!joiner.add(logPart(1, "and?", {}), 1, kRecorded, kStart + 36s));
    }

    void tooManyWaitingAreNotKept()
    {
        GenerationJoiner joiner({.waiting = 10});
        for (std::uint64_t i = 0; i < 100; ++i)
            joiner.add(spanPart(i), static_cast<std::int64_t>(i + 1), kRecorded, kStart);
        QCOMPARE(joiner.takeReady(kStart).size(), std::size_t{90});
        QCOMPARE(joiner.waitingCount(), std::size_t{10});
        QCOMPARE(joiner.takeAll().size(), std::size_t{10});
    }

    void endlessPartsAreNotWaitedFor()
    {
        GenerationJoiner joiner({.parts = 8});
        for (int i = 0; i < 8; ++i)
            joiner.add(logPart(1, "question " + std::to_string(i), {}), 1, kRecorded, kStart);
        QCOMPARE(joiner.takeReady(kStart).size(), std::size_t{1});
    }

    void subjectsAreRememberedForAWhile()
    {
        GenerationJoiner joiner({.remembered = 3});
        for (std::uint64_t i = 1; i <= 4; ++i)
            joiner.add(spanPart(i, "yes"), static_cast<std::int64_t>(i), kRecorded, kStart);
        QCOMPARE(joiner.takeReady(kStart).size(), std::size_t{4});
        QVERIFY(joiner.find({traceId(1), spanId(1)}) == nullptr);
        QVERIFY(joiner.findResponse("resp-1") == nullptr);
        QVERIFY(joiner.find({traceId(4), spanId(4)}) != nullptr);
        const Generation* found = joiner.findResponse("resp-4");
        QVERIFY(found);
        QVERIFY(found->trace == traceId(4));
        QVERIFY(found->outputMessages.empty()); // memory is for keys, not texts
    }

    void openEvaluationsFindTheirGeneration()
    {
        OpenEvaluations open;
        telemetry::Evaluation bySpan;
        bySpan.trace = traceId(1);
        bySpan.span = spanId(1);
        telemetry::Evaluation byResponse;
        byResponse.responseId = "resp-1";
        telemetry::Evaluation other;
        other.responseId = "resp-2";
        for (const telemetry::Evaluation& evaluation : {bySpan, byResponse, other})
            open.add({.evaluation = evaluation, .recorded = kRecorded}, kStart);
        QCOMPARE(open.take(spanPart(1).generation).size(), std::size_t{2});
        QVERIFY(open.take(spanPart(1).generation).empty());
        QVERIFY(open.takeExpired(kStart + 9s).empty());
        QCOMPARE(open.takeExpired(kStart + 10s).size(), std::size_t{1});
        QVERIFY(open.isEmpty());
    }

    // What never comes is looked for less and less often.
    void openEvaluationsAreLookedForEverLater()
    {
        OpenEvaluations open;
        telemetry::Evaluation evaluation;
        evaluation.trace = traceId(1);
        evaluation.span = spanId(1);
        open.add({.evaluation = evaluation, .recorded = kRecorded}, kStart);
        int looks = 0;
        auto now = kStart;
        for (; now < kStart + 1h; now += 10s) {
            for (OpenEvaluation& expired : open.takeExpired(now)) {
                ++looks;
                open.add(std::move(expired), now);
            }
        }
        QCOMPARE(looks, 8); // after 10 s, 30 s, 70 s, ...
        // One that is new does not wait behind it, and does not lose its place to it.
        evaluation.span = spanId(2);
        open.add({.evaluation = evaluation, .recorded = kRecorded}, now);
        QCOMPARE(open.takeExpired(now + 10s).size(), std::size_t{1});
        QCOMPARE(open.take(telemetry::SpanKey{traceId(1), spanId(1)}).size(), std::size_t{1});
        QVERIFY(open.isEmpty());
    }

    void openEvaluationsOfATraceWaitForIt()
    {
        OpenEvaluations open;
        telemetry::Evaluation evaluation;
        evaluation.trace = traceId(1);
        open.add({.evaluation = evaluation, .recorded = kRecorded}, kStart);
        QVERIFY(open.take(telemetry::SpanKey{traceId(1), spanId(1)}).empty());
        const telemetry::SpanKey whole{.trace = traceId(1), .span = telemetry::SpanId::None};
        QCOMPARE(open.take(whole).size(), std::size_t{1});
        QVERIFY(open.takeExpired(kStart + 1h).empty());
    }

    void openEvaluationsAreBounded()
    {
        OpenEvaluations open(5);
        for (int i = 0; i < 20; ++i) {
            telemetry::Evaluation evaluation;
            evaluation.responseId = "resp-" + std::to_string(i);
            open.add({.evaluation = evaluation, .recorded = kRecorded}, kStart);
        }
        const auto kept = open.takeAll();
        QCOMPARE(kept.size(), std::size_t{5}); // the newest
        QCOMPARE(kept.front().evaluation.responseId, std::string("resp-15"));
    }
};

QTEST_GUILESS_MAIN(TestGenerationJoiner)
#include "tst_generationjoiner.moc"
