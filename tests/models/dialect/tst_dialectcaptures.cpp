// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"
#include "tests/models/otlp/captures.h"

#include <QTest>

#include <algorithm>
#include <map>

using telemetry::ContentState;
using telemetry::Generation;
using telemetry::StepKind;

namespace {

struct Scenario
{
    std::map<telemetry::SpanKey, Generation> generations;
    std::vector<telemetry::Evaluation> evaluations;
    std::vector<telemetry::Step> steps;

    const Generation* withOutput(std::string_view text) const
    {
        for (const auto& [key, generation] : generations) {
            if (telemetry::outputText(generation).find(text) != std::string::npos)
                return &generation;
        }
        return nullptr;
    }
    const Generation* withPrompt(std::string_view text) const
    {
        for (const auto& [key, generation] : generations) {
            if (telemetry::promptText(generation).find(text) != std::string::npos)
                return &generation;
        }
        return nullptr;
    }
    const telemetry::Step* step(StepKind kind) const
    {
        const auto found = std::find_if(steps.begin(), steps.end(),
                                        [kind](const auto& step) { return step.kind == kind; });
        return found == steps.end() ? nullptr : &*found;
    }
};

// All of a client's requests; `tracesOnly` leaves its log records out.
Scenario scenario(const std::string& client, bool tracesOnly = false)
{
    Scenario result;
    const auto& interpreter = dialect::Interpreter::builtIn();
    for (const captures::Capture& capture : captures::ofClient(client)) {
        auto batch = captures::decode(capture);
        if (!batch || (tracesOnly && capture.signal != telemetry::SignalKind::Traces))
            continue;
        const auto interpreted = interpreter.interpret(std::move(*batch));
        for (const auto& part : interpreted.generations) {
            const telemetry::SpanKey key{part.generation.trace, part.generation.span};
            const auto [found, isNew] = result.generations.try_emplace(key, part.generation);
            if (!isNew)
                dialect::merge(found->second, part.generation);
        }
        for (const telemetry::SpanRecord& span : interpreted.batch.spans)
            result.steps.push_back(interpreter.step(span));
        result.evaluations.insert(result.evaluations.end(), interpreted.evaluations.begin(),
                                  interpreted.evaluations.end());
    }
    return result;
}

// All generations without what differs from run to run.
std::vector<std::string> shown(const Scenario& scenario)
{
    std::vector<std::string> lines;
    for (const auto& [key, generation] : scenario.generations) {
        std::string line = generation.name + '|' + generation.operation + '|' + generation.provider
            + '|' + generation.modelRequested + '|' + generation.modelServed + '|'
            + generation.session + '|' + std::to_string(generation.inputTokens.value_or(-1)) + '|'
            + std::to_string(generation.outputTokens.value_or(-1)) + '|'
            + telemetry::toString(generation.contentState);
        for (const std::string& reason : generation.finishReasons)
            line += '|' + reason;
        line += "\n<" + spans::shown(generation.inputMessages) + "\n>"
            + spans::shown(generation.outputMessages);
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

class TestDialectCaptures : public QObject
{
    Q_OBJECT

private slots:
    void encodingsGiveTheSameGenerations_data();
    void encodingsGiveTheSameGenerations();
    void theHallucinationCanBeFound_data();
    void theHallucinationCanBeFound();
    void theOtherFindingsCanBeFound();
    void contentComesFromLogRecords();
    void responsesComeInTwoPieces();
    void evaluationsByResponseId();
    void agentsAreNotGenerations();
    void openInferenceIsFlattened();
    void openInferenceFeedbackFindsItsTarget();
    void openInferenceRedactionIsSeen();
    void openLlmetryAddsWorkflowsAndDocuments();
};

void TestDialectCaptures::encodingsGiveTheSameGenerations_data()
{
    QTest::addColumn<std::string>("left");
    QTest::addColumn<std::string>("right");
    QTest::newRow("JSON strings") << std::string("otel-js-2.12-http-json")
                                  << std::string("otel-js-2.12-http-protobuf");
    QTest::newRow("structured") << std::string("otel-js-3.1-http-json")
                                << std::string("otel-js-3.1-http-protobuf");
    QTest::newRow("strings and structured")
        << std::string("otel-js-2.12-http-json") << std::string("otel-js-3.1-http-protobuf");
    QTest::newRow("gzip") << std::string("otel-js-3.1-http-json")
                          << std::string("otel-js-3.1-http-protobuf-gzip");
}

void TestDialectCaptures::encodingsGiveTheSameGenerations()
{
    QFETCH(std::string, left);
    QFETCH(std::string, right);
    for (const bool tracesOnly : {true, false}) {
        const auto a = shown(scenario(left, tracesOnly));
        const auto b = shown(scenario(right, tracesOnly));
        QCOMPARE(a.size(), std::size_t{6});
        for (std::size_t i = 0; i < a.size(); ++i)
            QCOMPARE(QString::fromStdString(a[i]), QString::fromStdString(b.at(i)));
    }
}

void TestDialectCaptures::theHallucinationCanBeFound_data()
{
    QTest::addColumn<std::string>("client");
    QTest::newRow("2.12 JSON") << std::string("otel-js-2.12-http-json");
    QTest::newRow("3.1 protobuf") << std::string("otel-js-3.1-http-protobuf");
    QTest::newRow("Vercel 7") << std::string("vercel-ai-7-otel");
    QTest::newRow("OpenInference") << std::string("openinference-openai");
    QTest::newRow("OpenLLMetry") << std::string("traceloop-node-sdk");
    QTest::newRow("official OpenAI") << std::string("otel-instrumentation-openai");
}

void TestDialectCaptures::theHallucinationCanBeFound()
{
    QFETCH(std::string, client);
    const Scenario found = scenario(client);
    const Generation* answer = nullptr;
    for (const auto& [key, generation] : found.generations) {
        if (telemetry::outputText(generation).find("90 days") != std::string::npos
            && telemetry::contextText(generation).find("[kb-117]") != std::string::npos)
            answer = &generation;
    }
    QVERIFY(answer != nullptr);
    QVERIFY(telemetry::outputText(*answer).find("no receipt required") != std::string::npos);
    const std::string context = telemetry::contextText(*answer);
    QVERIFY(context.find("within 30 days of delivery. A receipt or order number is required. A 15% "
                         "restocking fee")
            != std::string::npos);
    QCOMPARE(answer->contentState, ContentState::Captured);
    QCOMPARE(answer->modelServed, std::string("gpt-4o-mini-2024-07-18"));
    QVERIFY(answer->inputMessages.front().role == "system");

    if (client.starts_with("otel-js")) {
        // The span tells both messages; a record about one of them is no third.
        QCOMPARE(answer->inputMessages.size(), std::size_t{2});
        const bool isJudged = std::any_of(
            found.evaluations.begin(), found.evaluations.end(), [answer](const auto& evaluation) {
                return evaluation.span == answer->span && evaluation.trace == answer->trace
                    && evaluation.check == "Faithfulness" && evaluation.value == 0.08
                    && evaluation.label == "unfaithful"
                    && evaluation.state == telemetry::EvaluationState::Failed
                    && evaluation.reason.find("kb-117 says 30 days") != std::string::npos;
            });
        QVERIFY(isJudged);
        const telemetry::Step* retrieval = found.step(StepKind::Retrieval);
        QVERIFY(retrieval != nullptr);
        QCOMPARE(retrieval->documents.size(), std::size_t{3});
        QCOMPARE(retrieval->documents[0].id, std::string("kb-117"));
        QCOMPARE(retrieval->documents[0].score.value(), 0.913);
    }
}

void TestDialectCaptures::theOtherFindingsCanBeFound()
{
    const Scenario found = scenario("otel-js-3.1-http-json", true);
    const Generation* order = found.withOutput("delivered on August 14");
    QVERIFY(order != nullptr);
    QVERIFY(telemetry::contextText(*order).find(R"("status":"delayed")") != std::string::npos);
    const telemetry::Step* tool = found.step(StepKind::Tool);
    QVERIFY(tool != nullptr);
    QCOMPARE(tool->name, std::string("get_order_status"));
    QCOMPARE(tool->callId, std::string("call_A1"));
    QCOMPARE(
        tool->output,
        std::string(
            R"({"order_id":"88412","status":"delayed","carrier":"NordPost","eta":"2026-08-27"})"));

    const Generation* cut = found.withOutput("Hold the reset but");
    QVERIFY(cut != nullptr);
    QCOMPARE(cut->finishReasons, std::vector<std::string>{"length"});
    QCOMPARE(cut->maxTokens.value(), std::int64_t{16});
    QCOMPARE(cut->contentState, ContentState::Captured); // the model stopped, the telemetry did not

    const Generation* forgetful = found.withOutput("any record of your name");
    QVERIFY(forgetful != nullptr);
    QCOMPARE(forgetful->inputMessages.at(1).parts.at(0).kind, telemetry::PartKind::Compaction);

    const Generation* limited = found.withPrompt("RATE_LIMIT_ME");
    QVERIFY(limited != nullptr);
    QVERIFY(limited->isFailed);
    QCOMPARE(limited->errorType, std::string("rate_limit_exceeded"));
}

void TestDialectCaptures::contentComesFromLogRecords()
{
    const Scenario found = scenario("otel-instrumentation-openai");
    const Generation* order = found.withOutput("delivered on August 14");
    QVERIFY(order != nullptr);
    QCOMPARE(spans::shown(order->inputMessages).find("system text:You are"), std::size_t{0});
    QCOMPARE(order->inputMessages.size(), std::size_t{4});
    QCOMPARE(order->inputMessages[2].parts.at(0).kind, telemetry::PartKind::ToolCall);
    QCOMPARE(order->inputMessages[3].parts.at(0).id, order->inputMessages[2].parts.at(0).id);
    QVERIFY(!order->isInferred);
    QCOMPARE(order->inputTokens.value(), std::int64_t{144});

    const Generation* choices = found.withOutput("(alt 1)");
    QVERIFY(choices != nullptr);
    QCOMPARE(choices->outputMessages.size(), std::size_t{2});
    QCOMPARE(choices->finishReasons, (std::vector<std::string>{"stop", "stop"}));

    const Generation* filtered = found.withPrompt("FILTER_ME");
    QVERIFY(filtered != nullptr);
    QCOMPARE(filtered->finishReasons, std::vector<std::string>{"content_filter"});
    QCOMPARE(filtered->contentState, ContentState::Captured);
    QVERIFY(telemetry::outputText(*filtered).empty());

    const Generation* dropped = found.withPrompt("DROP_STREAM");
    QVERIFY(dropped != nullptr);
    QVERIFY(dropped->isInferred); // its span never came
    QCOMPARE(dropped->contentState, ContentState::NotCaptured);
    QCOMPARE(dropped->service, found.withPrompt("FILTER_ME")->service);

    // Without the log records there is no content, and nothing else is made of that.
    for (const auto& [key, generation] : scenario("otel-instrumentation-openai", true).generations)
        QCOMPARE(generation.contentState, ContentState::NotCaptured);
}

void TestDialectCaptures::responsesComeInTwoPieces()
{
    const Scenario found = scenario("otel-instrumentation-openai");
    const Generation* reasoned = nullptr;
    const Generation* called = nullptr;
    for (const auto& [key, generation] : found.generations) {
        const std::string output = spans::shown(generation.outputMessages);
        if (output.find("reasoning:Compare the policy") != std::string::npos)
            reasoned = &generation;
        if (output.find("call_00190aBcDeF") != std::string::npos)
            called = &generation;
    }
    QVERIFY(reasoned != nullptr);
    QCOMPARE(reasoned->inputMessages.size(), std::size_t{2});
    QCOMPARE(
        telemetry::outputText(*reasoned).find("You can return opened electronics within 90 days"),
        std::size_t{0});
    QVERIFY(called != nullptr);
    QCOMPARE(called->inputMessages.size(), std::size_t{1});
}

void TestDialectCaptures::evaluationsByResponseId()
{
    const Scenario found = scenario("otel-js-3.1-genai-2026-10");
    QCOMPARE(found.evaluations.size(), std::size_t{5});
    QCOMPARE(found.generations.size(), std::size_t{4});
    int matched = 0;
    int unavailable = 0;
    for (const telemetry::Evaluation& evaluation : found.evaluations) {
        QVERIFY(!evaluation.trace.isValid());
        unavailable += evaluation.state == telemetry::EvaluationState::JudgeUnavailable ? 1 : 0;
        for (const auto& [key, generation] : found.generations)
            matched += generation.responseId == evaluation.responseId ? 1 : 0;
    }
    QCOMPARE(matched, 5);
    QCOMPARE(unavailable, 1);
    for (const auto& [key, generation] : found.generations) {
        QCOMPARE(generation.provider, std::string("anthropic"));
        QCOMPARE(generation.cachedTokens.value(), std::int64_t{2048});
        QCOMPARE(generation.reasoningTokens.value(), std::int64_t{96});
        QCOMPARE(generation.promptVersion, std::string("v15"));
        QCOMPARE(telemetry::outputText(generation), std::string("90 jours"));
    }
}

void TestDialectCaptures::agentsAreNotGenerations()
{
    const Scenario found = scenario("vercel-ai-7-otel");
    for (const auto& [key, generation] : found.generations)
        QVERIFY(generation.operation == "chat");
    const auto count = [&found](StepKind kind) {
        return std::count_if(found.steps.begin(), found.steps.end(),
                             [kind](const auto& step) { return step.kind == kind; });
    };
    QCOMPARE(static_cast<std::size_t>(count(StepKind::Generation)), found.generations.size());
    QVERIFY(count(StepKind::Agent) > 10);
    QCOMPARE(count(StepKind::Embeddings), std::ptrdiff_t{4});
    QCOMPARE(count(StepKind::Tool), std::ptrdiff_t{2});
    const Generation* truncated = found.withOutput("Hold the reset but");
    QVERIFY(truncated != nullptr);
    QCOMPARE(truncated->finishReasons, std::vector<std::string>{"length"});
}

void TestDialectCaptures::openInferenceIsFlattened()
{
    const Scenario found = scenario("openinference-openai");
    QCOMPARE(found.generations.size(), std::size_t{17});
    const Generation* order = found.withOutput("delivered on August 14");
    QVERIFY(order != nullptr);
    QCOMPARE(order->dialect, std::string("openinference"));
    QCOMPARE(order->operation, std::string("chat"));
    QCOMPARE(order->modelRequested, std::string("gpt-4o-mini"));
    QCOMPARE(order->modelServed, std::string("gpt-4o-mini-2024-07-18"));
    QCOMPARE(order->session, std::string("conv_7f3a"));
    QCOMPARE(order->promptVersion, std::string("v14"));
    QCOMPARE(order->inputTokens.value(), std::int64_t{144});
    QCOMPARE(order->finishReasons, std::vector<std::string>{"stop"}); // out of output.value
    QCOMPARE(order->inputMessages.size(), std::size_t{4});
    QCOMPARE(order->inputMessages[3].parts.at(0).id, order->inputMessages[2].parts.at(0).id);
    const Generation* incomplete = found.withPrompt("TRUNCATE me");
    QVERIFY(incomplete != nullptr);
    QCOMPARE(incomplete->finishReasons, std::vector<std::string>{"length"});
    QCOMPARE(incomplete->maxTokens.value(), std::int64_t{16});
    const telemetry::Step* retrieval = found.step(StepKind::Retrieval);
    QVERIFY(retrieval != nullptr);
    QCOMPARE(retrieval->documents.size(), std::size_t{3});
    QCOMPARE(retrieval->documents[0].title, std::string("Refunds: opened electronics"));
}

void TestDialectCaptures::openInferenceFeedbackFindsItsTarget()
{
    const Scenario found = scenario("openinference-openai");
    const Generation* target = found.withOutput("pong");
    QVERIFY(target != nullptr);
    QCOMPARE(found.evaluations.size(), std::size_t{4});
    std::map<std::string, const telemetry::Evaluation*> byName;
    for (const telemetry::Evaluation& evaluation : found.evaluations)
        byName[evaluation.check] = &evaluation;
    for (const char* name : {"hallucination", "relevance", "user_thumbs"}) {
        QVERIFY2(byName[name] != nullptr && byName[name]->span == target->span
                     && byName[name]->trace == target->trace,
                 name);
    }
    QCOMPARE(byName["hallucination"]->badness.value(), 1.0); // a high score of a bad thing
    QCOMPARE(byName["user_thumbs"]->evaluator, std::string("person: ticket-5512"));
}

void TestDialectCaptures::openInferenceRedactionIsSeen()
{
    std::size_t redacted = 0;
    for (const auto& [key, generation] : scenario("openinference-openai-redacted").generations) {
        redacted += generation.contentState == ContentState::Redacted ? 1U : 0U;
        QVERIFY(telemetry::contextText(generation).find("REDACTED") == std::string::npos);
    }
    QCOMPARE(redacted, std::size_t{16});
}

void TestDialectCaptures::openLlmetryAddsWorkflowsAndDocuments()
{
    const Scenario found = scenario("traceloop-node-sdk");
    const telemetry::Step* retrieval = found.step(StepKind::Retrieval);
    QVERIFY(retrieval != nullptr);
    QCOMPARE(retrieval->documents.size(), std::size_t{3});
    QCOMPARE(retrieval->documents[0].id, std::string("kb-117"));
    QCOMPARE(retrieval->documents[0].title, std::string("Refunds: opened electronics"));
    QCOMPARE(retrieval->documents[0].score.value(), 0.913);
    const telemetry::Step* workflow = found.step(StepKind::Workflow);
    QVERIFY(workflow != nullptr);
    QCOMPARE(workflow->name, std::string("support_rag"));
    QVERIFY(workflow->output.find("90 days") != std::string::npos);
    QVERIFY(found.step(StepKind::Tool) != nullptr);
    const Generation* order = found.withOutput("delivered on August 14");
    QVERIFY(order != nullptr);
    QCOMPARE(order->session, std::string("conv_9b11"));
    const Generation* manual = found.withOutput("pong");
    QVERIFY(manual != nullptr);
    QCOMPARE(manual->operation, std::string("chat")); // llm.request.type
}

QTEST_GUILESS_MAIN(TestDialectCaptures)
#include "tst_dialectcaptures.moc"
