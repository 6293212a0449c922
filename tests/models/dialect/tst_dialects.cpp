// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/dialect/usagedetails.h"
#include "tests/models/dialect/spans.h"

#include <QTest>

using namespace std::string_literals;
using spans::bare;
using spans::generationOf;
using spans::shownText;
using telemetry::ContentState;
using telemetry::StepKind;

namespace {

telemetry::Step stepOf(const otlp::OutgoingSpan& span)
{
    const auto result = spans::interpreted(span);
    return dialect::Interpreter::builtIn().step(result.batch.spans.at(0));
}

} // namespace

class TestDialects : public QObject
{
    Q_OBJECT

private slots:
    void langfuseGeneration();
    void langfuseSaysErrorInItsOwnWay();
    void aNameAloneIsTheModelThatAnswered_data();
    void aNameAloneIsTheModelThatAnswered();
    void langfuseUsageIsNet_data();
    void langfuseUsageIsNet();
    void langfuseEmbeddingsComeAsGenerations();
    void langfuseMediaIsNamed();
    void vercelModelCall();
    void vercelOuterSpanIsNoCall();
    void vercelToolCall();
    void vercelObject();
    void mcpToolErrors_data();
    void mcpToolErrors();
    void traceloopTools();
    void retrieversOfEveryDialect();
    void stepsBelowAnAgentKeepTheirNames();
    void fieldsAreMergedInOrder();
    void theKindIsToldInOrder();
};

void TestDialects::langfuseGeneration()
{
    const auto generation = generationOf(bare(
        {{"langfuse.observation.type", "generation"s},
         {"langfuse.observation.model.name", "gpt-4o-mini-2024-07-18"s},
         {"langfuse.observation.model.parameters", R"({"temperature":0.2,"max_tokens":16})"s},
         {"langfuse.observation.input",
          R"({"model":"gpt-4o-mini","messages":[{"role":"system","content":"be kind"},{"role":"user","content":"hi"}]})"s},
         {"langfuse.observation.output", R"({"role":"assistant","content":"hello"})"s},
         {"langfuse.observation.usage_details",
          R"({"input":80,"output":20,"total":164,"input_cached_tokens":64,"output_reasoning_tokens":0})"s},
         {"langfuse.observation.cost_details", R"({"input":0.1,"total":0.25})"s},
         {"langfuse.observation.prompt.name", "support"s},
         {"langfuse.observation.prompt.version", std::int64_t{14}},
         {"langfuse.environment", "prod"s},
         {"langfuse.release", "v1.2"s},
         {"session.id", "conv"s},
         {"user.id", "u-1"s}}));
    QCOMPARE(generation.dialect, "langfuse"s);
    QCOMPARE(generation.operation, "chat"s);
    QCOMPARE(generation.modelServed, "gpt-4o-mini-2024-07-18"s);
    QCOMPARE(generation.maxTokens.value(), std::int64_t{16});
    QCOMPARE(generation.temperature.value(), 0.2);
    QCOMPARE(shownText(generation.inputMessages),
             QStringLiteral("system text:be kind; user text:hi"));
    QCOMPARE(shownText(generation.outputMessages), QStringLiteral("assistant text:hello"));
    QCOMPARE(generation.inputTokens.value(), std::int64_t{144}); // gross
    QCOMPARE(generation.cachedTokens.value(), std::int64_t{64});
    QCOMPARE(generation.outputTokens.value(), std::int64_t{20});
    QCOMPARE(generation.cost.value(), 0.25);
    QCOMPARE(generation.promptVersion, "14"s);
    QCOMPARE(generation.environment, "prod"s);
    QCOMPARE(generation.version, "v1.2"s);
    QCOMPARE(generation.session, "conv"s);
    QCOMPARE(generation.user, "u-1"s);
    QVERIFY(generation.finishReasons.empty()); // it sends none, and none is made up
    QVERIFY(!generation.isFailed);
}

void TestDialects::langfuseSaysErrorInItsOwnWay()
{
    const otlp::Attributes failed{{"langfuse.observation.type", "generation"s},
                                  {"langfuse.observation.level", "ERROR"s},
                                  {"langfuse.observation.status_message", "429 slow down"s},
                                  {"langfuse.observation.input", "hi"s}};
    const auto generation = generationOf(bare(failed));
    QVERIFY(generation.isFailed);
    QCOMPARE(generation.errorMessage, "429 slow down"s);
    QVERIFY(stepOf(bare(failed)).isFailed);
    otlp::Attributes warned = failed;
    warned[1].second = "WARNING"s;
    QVERIFY(!generationOf(bare(warned)).isFailed);
}

void TestDialects::aNameAloneIsTheModelThatAnswered_data()
{
    QTest::addColumn<otlp::Attributes>("attributes");
    QTest::addColumn<std::string>("requested");
    QTest::addColumn<std::string>("served");
    const otlp::Attributes langfuse{{"langfuse.observation.type", "generation"s},
                                    {"langfuse.observation.model.name", "m"s}};
    const auto row = [](const char* name, otlp::Attributes attributes, const otlp::Attributes& more,
                        const char* requested, const char* served) {
        attributes.insert(attributes.end(), more.begin(), more.end());
        QTest::newRow(name) << attributes << std::string(requested) << std::string(served);
    };
    const otlp::Attributes error{{"langfuse.observation.level", "ERROR"s}};
    row("answered", langfuse, {{"langfuse.observation.output", "hi"s}}, "", "m");
    row("failed", langfuse, error, "m", "");
    row("broken off", langfuse,
        {{"langfuse.observation.level", "ERROR"s}, {"langfuse.observation.output", "hi"s}}, "",
        "m");
    const otlp::Attributes openInference{{"openinference.span.kind", "LLM"s},
                                         {"llm.model_name", "m"s},
                                         {"llm.invocation_parameters", R"({"model":"asked"})"s}};
    row("two names", openInference, {{"output.value", "hi"s}}, "asked", "m");
    row("two names, failed", openInference, {{"error.type", "429"s}}, "asked", "");
    row("LangChain", openInference,
        {{"output.value",
          R"({"generations":[[{"message":{"kwargs":{"response_metadata":{"model_name":"m-1"}}}}]]})"s}},
        "asked", "m-1");
}

void TestDialects::aNameAloneIsTheModelThatAnswered()
{
    QFETCH(otlp::Attributes, attributes);
    QFETCH(std::string, requested);
    QFETCH(std::string, served);
    const auto generation = generationOf(bare(attributes));
    QCOMPARE(generation.modelRequested, requested);
    QCOMPARE(generation.modelServed, served);
}

void TestDialects::langfuseUsageIsNet_data()
{
    QTest::addColumn<std::string>("details");
    QTest::addColumn<QList<int>>("gross"); // input, output, cached, written, reasoning; -1: unknown
    QTest::newRow("net") << R"({"input":20,"input_cached_tokens":64,"output":105,)"
                            R"("output_reasoning_tokens":128,"total":317})"s
                         << QList<int>{84, 233, 64, -1, 128};
    QTest::newRow("nothing cached")
        << R"({"input":80,"output":20,"total":100})"s << QList<int>{80, 20, -1, -1, -1};
    QTest::newRow("gross already") << R"({"input":80,"output":20,"total":100,)"
                                      R"("cache_read_input_tokens":64})"s
                                   << QList<int>{80, 20, 64, -1, -1};
    QTest::newRow("Anthropic") << R"({"input":10,"output":5,"cache_read_input_tokens":2048,)"
                                  R"("cache_creation_input_tokens":7,"total":2070})"s
                               << QList<int>{2065, 5, 2048, 7, -1};
    QTest::newRow("LangChain") << R"({"input":10,"output":5,"input_cache_read":3,"total":18})"s
                               << QList<int>{13, 5, 3, -1, -1};
    QTest::newRow("strings") << R"({"input":"10","output":"5.0"})"s
                             << QList<int>{10, 5, -1, -1, -1};
    QTest::newRow("nonsense") << R"({"input":-4,"output":"many","total":null})"s
                              << QList<int>{-1, -1, -1, -1, -1};
    QTest::newRow("no object") << "17"s << QList<int>{-1, -1, -1, -1, -1};
}

void TestDialects::langfuseUsageIsNet()
{
    QFETCH(std::string, details);
    QFETCH(QList<int>, gross);
    const dialect::UsageDetails usage = dialect::readUsageDetails(details);
    QList<int> read;
    for (const auto& tokens :
         {usage.input, usage.output, usage.cached, usage.cacheWrite, usage.reasoning})
        read << static_cast<int>(tokens.value_or(-1));
    QCOMPARE(read, gross);
}

void TestDialects::langfuseEmbeddingsComeAsGenerations()
{
    const auto kind = [](const std::string& model) {
        return spans::interpreted(bare({{"langfuse.observation.type", "generation"s},
                                        {"langfuse.observation.model.name", model}}))
            .stepKinds.at(0);
    };
    QCOMPARE(kind("text-embedding-3-small"), StepKind::Embeddings);
    QCOMPARE(kind("gpt-4o"), StepKind::Generation);
    // Where the span says that it is a chat, a name changes nothing.
    QCOMPARE(spans::interpreted(spans::chat({{"gen_ai.request.model", "my-embedding-chat"s}}))
                 .stepKinds.at(0),
             StepKind::Generation);
}

void TestDialects::langfuseMediaIsNamed()
{
    const auto generation = generationOf(bare(
        {{"langfuse.observation.type", "generation"s},
         {"langfuse.observation.input",
          R"([{"role":"user","content":"see @@@langfuseMedia:type=image/png|id=m1|source=bytes@@@ here"}])"s},
         {"langfuse.observation.output", "a cat"s}}));
    QCOMPARE(shownText(generation.inputMessages),
             QStringLiteral("user text:see  uri:m1:image/png text: here"));
    QVERIFY(telemetry::contextText(generation).find("@@@") == std::string::npos);
}

void TestDialects::vercelModelCall()
{
    const auto generation = generationOf(bare(
        {{"operation.name", "ai.generateText.doGenerate support"s},
         {"ai.operationId", "ai.generateText.doGenerate"s},
         {"ai.telemetry.functionId", "support"s},
         {"ai.telemetry.metadata.sessionId", "conv"s},
         {"ai.telemetry.metadata.userId", "u-1"s},
         {"ai.model.id", "gpt-4o-mini"s},
         {"ai.model.provider", "openai.chat"s},
         {"ai.settings.maxOutputTokens", std::int64_t{64}},
         {"ai.prompt.messages",
          R"([{"role":"system","content":"be kind"},{"role":"user","content":[{"type":"text","text":"Where?"}]},)"
          R"({"role":"assistant","content":[{"type":"tool-call","toolCallId":"c1","toolName":"f","input":{"a":1}}]},)"
          R"({"role":"tool","content":[{"type":"tool-result","toolCallId":"c1","toolName":"f","output":{"type":"json","value":{"b":2}}}]}])"s},
         {"ai.response.text", "There."s},
         {"ai.response.reasoning", "hm"s},
         {"ai.response.toolCalls", R"([{"toolCallId":"c2","toolName":"g","input":"{}"}])"s},
         {"ai.response.finishReason", "tool-calls"s},
         {"ai.response.model", "gpt-4o-mini-2024-07-18"s},
         {"ai.usage.promptTokens", std::int64_t{10}},
         {"ai.usage.cachedInputTokens", std::int64_t{4}},
         {"ai.usage.completionTokens", std::int64_t{5}}}));
    QCOMPARE(generation.dialect, "vercel-ai"s);
    QCOMPARE(generation.provider, "openai"s);
    QCOMPARE(generation.modelRequested, "gpt-4o-mini"s);
    QCOMPARE(generation.modelServed, "gpt-4o-mini-2024-07-18"s);
    QCOMPARE(shownText(generation.inputMessages),
             QStringLiteral("system text:be kind; user text:Where?; assistant "
                            "tool_call:c1:f:{\"a\":1}; tool tool_call_response:c1:f:{\"b\":2}"));
    QCOMPARE(shownText(generation.outputMessages),
             QStringLiteral("assistant reasoning:hm text:There. tool_call:c2:g:{}"));
    QCOMPARE(telemetry::outputText(generation), "There."s); // reasoning is no answer
    QCOMPARE(generation.finishReasons, std::vector<std::string>{"tool_call"});
    QCOMPARE(generation.inputTokens.value(), std::int64_t{10});
    QCOMPARE(generation.outputTokens.value(), std::int64_t{5});
    QCOMPARE(generation.cachedTokens.value(), std::int64_t{4});
    QCOMPARE(generation.maxTokens.value(), std::int64_t{64});
    QCOMPARE(generation.session, "conv"s);
    QCOMPARE(generation.user, "u-1"s);
    QCOMPARE(generation.contentState, ContentState::Captured);
}

void TestDialects::vercelOuterSpanIsNoCall()
{
    const otlp::OutgoingSpan span = bare({{"ai.operationId", "ai.generateText"s},
                                          {"ai.model.id", "gpt-4o-mini"s},
                                          {"ai.model.provider", "openai.chat"s},
                                          {"ai.telemetry.functionId", "support"s},
                                          {"ai.prompt", R"({"prompt":"Where?"})"s},
                                          {"ai.response.text", "There."s},
                                          {"ai.usage.promptTokens", std::int64_t{10}}});
    const auto result = spans::interpreted(span);
    QCOMPARE(result.stepKinds.at(0), StepKind::Workflow);
    QVERIFY(result.generations.empty()); // its tokens are those of its steps, once more
    QCOMPARE(stepOf(span).name, "support"s);
    QCOMPARE(stepOf(span).output, "There."s);
}

void TestDialects::vercelToolCall()
{
    const auto step = stepOf(bare({{"ai.operationId", "ai.toolCall"s},
                                   {"ai.toolCall.name", "get_order_status"s},
                                   {"ai.toolCall.id", "c1"s},
                                   {"ai.toolCall.args", R"({"order_id":"88412"})"s},
                                   {"ai.toolCall.result", R"({"status":"delayed"})"s}}));
    QCOMPARE(step.kind, StepKind::Tool);
    QCOMPARE(step.name, "get_order_status"s);
    QCOMPARE(step.callId, "c1"s);
    QCOMPARE(step.input, R"({"order_id":"88412"})"s);
    QCOMPARE(step.output, R"({"status":"delayed"})"s);
    QVERIFY(!step.isFailed);
}

void TestDialects::vercelObject()
{
    const auto generation =
        generationOf(bare({{"ai.operationId", "ai.generateObject.doGenerate"s},
                           {"ai.prompt.messages", R"([{"role":"user","content":"Judge."}])"s},
                           {"ai.response.object", R"({"score":0.1})"s}}));
    QCOMPARE(shownText(generation.outputMessages),
             QStringLiteral("assistant text:{\"score\":0.1}"));
}

void TestDialects::mcpToolErrors_data()
{
    QTest::addColumn<otlp::Attributes>("attributes");
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isFailed");
    const int client = static_cast<int>(telemetry::SpanKind::Client);
    const int server = static_cast<int>(telemetry::SpanKind::Server);
    const auto row = [](const char* name, otlp::Attributes attributes, int kind, bool isFailed) {
        attributes.emplace_back("mcp.method.name", "tools/call"s);
        attributes.emplace_back("gen_ai.tool.name", "get_weather"s);
        QTest::newRow(name) << attributes << kind << isFailed;
    };
    row("fine", {{"gen_ai.tool.call.result", R"({"content":[],"isError":false})"s}}, client, false);
    row("the tool failed", {{"error.type", "tool_error"s}}, client, true);
    row("its result says so", {{"gen_ai.tool.call.result", R"({"content":[],"isError":true})"s}},
        client, true);
    row("unknown method", {{"rpc.response.status_code", "-32601"s}}, client, true);
    row("a client's fault", {{"rpc.response.status_code", "-32602"s}}, server, false);
    row("a server's fault", {{"rpc.response.status_code", "-32603"s}}, server, true);
    row("a number", {{"rpc.response.status_code", std::int64_t{-32603}}}, server, true);
}

void TestDialects::mcpToolErrors()
{
    QFETCH(otlp::Attributes, attributes);
    QFETCH(int, kind);
    QFETCH(bool, isFailed);
    otlp::OutgoingSpan span = bare(attributes);
    span.kind = static_cast<telemetry::SpanKind>(kind);
    const auto step = stepOf(span);
    QCOMPARE(step.kind, StepKind::Tool);
    QCOMPARE(step.name, "get_weather"s);
    QCOMPARE(step.isFailed, isFailed);
}

void TestDialects::traceloopTools()
{
    const auto step = stepOf(
        bare({{"traceloop.span.kind", "tool"s},
              {"traceloop.entity.name", "get_order_status"s},
              {"traceloop.entity.input", R"({"args":["{\"order_id\":\"88412\"}"],"kwargs":{}})"s},
              {"traceloop.entity.output", R"("delayed")"s}}));
    QCOMPARE(step.kind, StepKind::Tool);
    QCOMPARE(step.name, "get_order_status"s);
    QCOMPARE(step.input, R"({"order_id":"88412"})"s);
    QCOMPARE(step.output, "delayed"s); // without the quotes of its JSON
    const auto named =
        stepOf(bare({{"traceloop.span.kind", "tool"s},
                     {"traceloop.entity.input", R"({"args":[],"kwargs":{"city":"Oslo"}})"s}}));
    QCOMPARE(named.input, R"({"city":"Oslo"})"s);
}

void TestDialects::retrieversOfEveryDialect()
{
    const auto first = [](const otlp::Attributes& attributes) {
        const auto step = stepOf(bare(attributes));
        const auto& documents = step.documents;
        return QString::fromUtf8(telemetry::toString(step.kind)) + QLatin1Char(' ')
            + (documents.empty() ? QString()
                                 : QString::fromStdString(documents[0].id + '|' + documents[0].title
                                                          + '|' + documents[0].content)
                       + QLatin1Char('|') + QString::number(documents[0].score.value_or(-1)));
    };
    const QString expected = QStringLiteral("retrieval kb-1|Refunds|30 days|0.5");
    QCOMPARE(first({{"openinference.span.kind", "RETRIEVER"s},
                    {"retrieval.documents.0.document.content", "30 days"s},
                    {"retrieval.documents.0.document.metadata",
                     R"({"id":"kb-1","title":"Refunds","score":0.5})"s}}),
             expected);
    const std::string list = R"([{"id":"kb-1","title":"Refunds","content":"30 days","score":0.5}])";
    QCOMPARE(
        first({{"langfuse.observation.type", "retriever"s}, {"langfuse.observation.output", list}}),
        expected);
    QCOMPARE(first({{"gen_ai.operation.name", "retrieval"s}, {"gen_ai.retrieval.documents", list}}),
             expected);
    // LangChain's serialised documents.
    QCOMPARE(
        first(
            {{"langfuse.observation.type", "retriever"s},
             {"langfuse.observation.output",
              R"([{"lc":1,"type":"constructor","id":["langchain_core","documents","Document"],"kwargs":{"pageContent":"30 days","metadata":{"id":"kb-1","title":"Refunds","score":0.5}}}])"s}}),
        expected);
    // A vector database's span that says nothing of its kind.
    otlp::OutgoingSpan span = bare({{"db.system", "qdrant"s}});
    span.events = {{.time = span.end,
                    .name = "db.query.result",
                    .attributes = {{"db.query.result.id", "kb-1"s},
                                   {"db.query.result.score", 0.5},
                                   {"db.query.result.metadata", R"({"title":"Refunds"})"s},
                                   {"db.query.result.document", "30 days"s}}}};
    const auto step = stepOf(span);
    QCOMPARE(step.kind, StepKind::Retrieval);
    QCOMPARE(step.documents.at(0).content, "30 days"s);
}

// Langfuse > OpenInference > gen_ai > traceloop/llm.* > ai.*, for each field.
// Traceloop puts the agent's and the workflow's name on every span below them.
void TestDialects::stepsBelowAnAgentKeepTheirNames()
{
    const auto nameOf = [](const char* kind, const char* entity) {
        otlp::Attributes attributes{{"gen_ai.agent.name", "order-agent"s},
                                    {"traceloop.workflow.name", "support"s},
                                    {"traceloop.span.kind", std::string(kind)}};
        if (entity != nullptr)
            attributes.emplace_back("traceloop.entity.name", std::string(entity));
        return stepOf(bare(attributes)).name;
    };
    QCOMPARE(nameOf("tool", "get_order_status"), "get_order_status"s);
    QCOMPARE(nameOf("task", "summarise"), "summarise"s);
    QCOMPARE(nameOf("agent", "order-agent"), "order-agent"s);
    otlp::OutgoingSpan lookup = bare({{"traceloop.workflow.name", "support"s}});
    lookup.name = "qdrant.query";
    lookup.events = {{.time = lookup.start,
                      .name = "db.query.result",
                      .attributes = {{"db.query.result.id", "kb-1"s}}}};
    QCOMPARE(stepOf(lookup).name, "qdrant.query"s);
    QCOMPARE(stepOf(lookup).kind, StepKind::Retrieval);
}

void TestDialects::fieldsAreMergedInOrder()
{
    otlp::Attributes attributes{
        {"ai.operationId", "ai.generateText.doGenerate"s},
        {"ai.model.id", "ai"s},
        {"ai.usage.promptTokens", std::int64_t{5}},
        {"ai.response.text", "ai"s},
        {"llm.usage.prompt_tokens", std::int64_t{4}},
        {"traceloop.entity.output", R"("traceloop")"s},
        {"gen_ai.usage.input_tokens", std::int64_t{3}},
        {"gen_ai.output.messages", R"([{"role":"assistant","content":"gen_ai"}])"s},
        {"llm.token_count.prompt", std::int64_t{2}},
        {"output.value", "openinference"s},
        {"langfuse.observation.usage_details", R"({"input":1})"s},
        {"langfuse.observation.output", "langfuse"s}};
    for (const auto& [answer, tokens] :
         {std::pair("langfuse"s, 1), std::pair("openinference"s, 2), std::pair("gen_ai"s, 3),
          std::pair("traceloop"s, 4), std::pair("ai"s, 5)}) {
        const auto generation = generationOf(bare(attributes));
        QCOMPARE(telemetry::outputText(generation), answer);
        QCOMPARE(generation.inputTokens.value(), std::int64_t{tokens});
        QCOMPARE(generation.modelRequested, "ai"s); // none of the others tells it
        attributes.pop_back();
        attributes.pop_back();
    }
}

void TestDialects::theKindIsToldInOrder()
{
    otlp::Attributes attributes{{"gen_ai.tool.name", "f"s},
                                {"ai.operationId", "ai.embed"s},
                                {"traceloop.span.kind", "agent"s},
                                {"mcp.method.name", "resources/read"s},
                                {"gen_ai.operation.name", "plan"s},
                                {"openinference.span.kind", "GUARDRAIL"s},
                                {"langfuse.observation.type", "evaluator"s}};
    for (const StepKind kind :
         {StepKind::Evaluator, StepKind::Guardrail, StepKind::Plan, StepKind::Retrieval,
          StepKind::Agent, StepKind::Workflow, StepKind::Tool}) {
        QCOMPARE(telemetry::toString(stepOf(bare(attributes)).kind), telemetry::toString(kind));
        attributes.pop_back();
    }
    // What only says "span" says nothing.
    QCOMPARE(stepOf(bare({{"langfuse.observation.type", "span"s},
                          {"gen_ai.operation.name", "invoke_agent"s}}))
                 .kind,
             StepKind::Agent);
}

QTEST_GUILESS_MAIN(TestDialects)
#include "tst_dialects.moc"
