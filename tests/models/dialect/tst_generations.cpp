// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"

#include <QTest>

#include <limits>

using namespace std::string_literals;
using telemetry::ContentState;
using telemetry::StepKind;

namespace {

} // namespace

class TestGenerations : public QObject
{
    Q_OBJECT

private slots:
    void scalarsOfEveryAge();
    void numbersInStringsCount();
    void whatCannotBeCountedIsUnknown();
    void messagesOfEveryShape_data();
    void messagesOfEveryShape();
    void flattenedMessages();
    void spanEventsCarryContent();
    void instructionsComeFirst();
    void finishReasons_data();
    void finishReasons();
    void aFinishByCompactionIsOne();
    void contentStates_data();
    void contentStates();
    void droppedAttributesAreNotSilence();
    void errorsOfFailedCalls();
    void whatIsAGeneration_data();
    void whatIsAGeneration();
    void anUnknownOperationHidesNothing();
    void stepsSayWhatTheyDid();
};

void TestGenerations::scalarsOfEveryAge()
{
    const auto modern =
        spans::generation({{"gen_ai.provider.name", "openai"s},
                           {"gen_ai.request.model", "gpt"s},
                           {"gen_ai.usage.input_tokens", std::int64_t{10}},
                           {"gen_ai.usage.cache_read.input_tokens", std::int64_t{4}},
                           {"gen_ai.usage.reasoning.output_tokens", std::int64_t{2}},
                           {"gen_ai.request.max_tokens", std::int64_t{256}},
                           {"gen_ai.request.temperature", std::int64_t{1}},
                           {"gen_ai.adapter.name", "refunds-lora"s},
                           {"http.route", "/ask"s},
                           {"gen_ai.model.context_window", std::int64_t{8192}},
                           {"user.id", "u-1"s},
                           {"gen_ai.conversation.id", "conv"s},
                           {"gen_ai.prompt.version", "14"s}});
    QCOMPARE(modern.provider, "openai"s);
    QCOMPARE(modern.service, "northwind"s);
    QCOMPARE(modern.inputTokens.value(), std::int64_t{10});
    QCOMPARE(modern.cachedTokens.value(), std::int64_t{4});
    QCOMPARE(modern.reasoningTokens.value(), std::int64_t{2});
    QVERIFY(!modern.outputTokens);
    QCOMPARE(modern.temperature.value(), 1.0); // a whole double comes as an integer
    QCOMPARE(modern.adapter, "refunds-lora"s);
    QCOMPARE(modern.route, "/ask"s);
    QCOMPARE(modern.contextWindow.value(), std::int64_t{8192});
    QCOMPARE(modern.user, "u-1"s);
    QCOMPARE(modern.session, "conv"s);
    QCOMPARE(modern.promptVersion, "14"s);
    QVERIFY(!modern.isInferred && !modern.isFailed);

    const auto old = spans::generation({{"gen_ai.system", "OpenAI"s},
                                        {"gen_ai.usage.prompt_tokens", std::int64_t{10}},
                                        {"gen_ai.usage.completion_tokens", std::int64_t{20}},
                                        {"gen_ai.usage.cache_read_input_tokens", std::int64_t{4}}});
    QCOMPARE(old.provider, "openai"s);
    QCOMPARE(old.inputTokens.value(), std::int64_t{10});
    QCOMPARE(old.outputTokens.value(), std::int64_t{20});
    QCOMPARE(old.cachedTokens.value(), std::int64_t{4});

    // The newer name wins, whichever comes first; an empty value does not count.
    const auto both = spans::generation({{"gen_ai.system", "old"s},
                                         {"gen_ai.provider.name", "new"s},
                                         {"gen_ai.usage.input_tokens", ""s},
                                         {"gen_ai.usage.prompt_tokens", std::int64_t{3}}});
    QCOMPARE(both.provider, "new"s);
    QCOMPARE(both.inputTokens.value(), std::int64_t{3});
}

void TestGenerations::numbersInStringsCount()
{
    const auto generation = spans::generation({{"gen_ai.usage.input_tokens", "312"s},
                                               {"gen_ai.usage.output_tokens", "many"s},
                                               {"gen_ai.request.max_tokens", 16.0}});
    QCOMPARE(generation.inputTokens.value(), std::int64_t{312});
    QVERIFY(!generation.outputTokens);
    QCOMPARE(generation.maxTokens.value(), std::int64_t{16});
}

void TestGenerations::whatCannotBeCountedIsUnknown()
{
    const auto generation = spans::generation({{"gen_ai.usage.input_tokens", std::int64_t{-1}},
                                               {"gen_ai.usage.output_tokens", "-7"s},
                                               {"gen_ai.request.max_tokens", std::int64_t{-1}},
                                               {"gen_ai.usage.cost", -0.5},
                                               {"gen_ai.request.temperature", "nan"s},
                                               {"gen_ai.response.time_to_first_chunk", -3.0}});
    QVERIFY(!generation.inputTokens && !generation.outputTokens && !generation.maxTokens);
    QVERIFY(!generation.cost && !generation.temperature && !generation.firstTokenSeconds);
    const double endless = std::numeric_limits<double>::infinity();
    const auto other =
        spans::generation({{"gen_ai.usage.cost", endless}, {"ai.response.msToFirstChunk", -3.0}});
    QVERIFY(!other.cost && !other.firstTokenSeconds);
}

void TestGenerations::messagesOfEveryShape_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<QString>("messages");
    const auto row = [](const char* name, const char* json, const char* messages) {
        QTest::newRow(name) << std::string(json) << QString::fromUtf8(messages);
    };
    row("parts", R"([{"role":"user","parts":[{"type":"text","content":"hi"}]}])", "user text:hi");
    row("chat", R"([{"role":"user","content":"hi"}])", "user text:hi");
    row("content parts",
        R"([{"role":"user","content":[{"type":"input_text","text":"hi"},{"type":"image_url","image_url":{"url":"https://x/a.png"}}]}])",
        "user text:hi uri:https://x/a.png");
    row("bare text", "What now?", "user text:What now?");
    row("list of texts", R"(["one","two"])", "user text:one; user text:two");
    row("one message", R"({"role":"system","content":"be kind"})", "system text:be kind");
    row("a request",
        R"({"model":"m","messages":[{"role":"user","content":"hi"}],"system":"be kind"})",
        "system text:be kind; user text:hi");
    row("other JSON", R"({"question":"hi"})", R"(user text:{"question":"hi"})");
    row("tool call",
        R"([{"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"f","arguments":{"a":1}}]}])",
        R"(assistant tool_call:c1:f:{"a":1})");
    row("real id of a call",
        R"([{"role":"assistant","parts":[{"type":"tool_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{}"}]}])",
        "assistant tool_call:call_1:f:{}");
    row("OpenAI tool calls",
        R"([{"role":"assistant","content":"null","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}])",
        R"(assistant tool_call:c1:f:{"a":1})");
    row("function call",
        R"([{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}}])",
        "assistant tool_call:f:{}");
    row("tool result",
        R"([{"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":{"status":"delayed"}}]}])",
        R"(tool tool_call_response:c1:{"status":"delayed"})");
    row("tool message", R"([{"role":"tool","tool_call_id":"c1","content":"Error: 502"}])",
        "tool tool_call_response:c1:Error: 502");
    row("server tool",
        R"([{"role":"assistant","parts":[{"type":"server_tool_call","name":"web_search","server_tool_call":{"type":"web_search"}}]}])",
        R"(assistant tool_call:web_search:{"type":"web_search"})");
    row("reasoning",
        R"([{"role":"assistant","parts":[{"type":"reasoning","text":"hm"},{"type":"text","content":"yes"}]}])",
        "assistant reasoning:hm text:yes");
    row("blob",
        R"([{"role":"user","parts":[{"type":"blob","mime_type":"image/png","content":"iVBOR"}]}])",
        "user blob:image/png");
    row("inline picture",
        R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBOR"}}]}])",
        "user uri");
    row("file",
        R"([{"role":"user","parts":[{"type":"file","file_id":"f1","mime_type":"text/csv"}]}])",
        "user file:f1:text/csv");
    row("compaction",
        R"([{"role":"user","parts":[{"type":"compaction","id":"cmp","content":"41 messages"}]}])",
        "user compaction:cmp:41 messages");
    row("unknown part", R"([{"role":"user","parts":[{"type":"generic","x":1}]}])",
        R"(user other:{"type":"generic","x":1})");
    row("response items",
        R"([{"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"ok"}])",
        "assistant tool_call:c:f:{}; tool tool_call_response:c:f:ok");
    row("Anthropic",
        R"([{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"ok"}]}])",
        "user tool_call_response:c:ok");
    row("wrong types", R"([7,null,{"role":5,"parts":"x"},{"parts":[7,{}]}])",
        R"(user text:7; 5 text:x; user text:7 other:{})");
}

void TestGenerations::messagesOfEveryShape()
{
    QFETCH(std::string, json);
    QFETCH(QString, messages);
    QCOMPARE(spans::shownText(spans::generation({{"gen_ai.input.messages", json}}).inputMessages),
             messages);
    // The old attribute reads the same, and so does the content event of a span.
    QCOMPARE(spans::shownText(spans::generation({{"gen_ai.prompt", json}}).inputMessages),
             messages);
    otlp::OutgoingSpan span = spans::chat({});
    span.events = {{.time = span.end,
                    .name = "gen_ai.content.prompt",
                    .attributes = {{"gen_ai.prompt", json}}}};
    QCOMPARE(spans::shownText(spans::interpreted(span).generations.at(0).generation.inputMessages),
             messages);
}

void TestGenerations::flattenedMessages()
{
    const auto generation =
        spans::generation({{"gen_ai.prompt.1.content", "and now?"s},
                           {"gen_ai.prompt.0.content", "be kind"s},
                           {"gen_ai.prompt.0.role", "system"s},
                           {"gen_ai.prompt.1.role", "user"s},
                           {"gen_ai.prompt.name", "support"s},
                           {"gen_ai.completion.0.role", "assistant"s},
                           {"gen_ai.completion.0.finish_reason", "tool_calls"s},
                           {"gen_ai.completion.0.tool_calls.0.id", "c1"s},
                           {"gen_ai.completion.0.tool_calls.0.name", "f"s},
                           {"gen_ai.completion.0.tool_calls.0.arguments", "{}"s}});
    QCOMPARE(spans::shownText(generation.inputMessages),
             QStringLiteral("system text:be kind; user text:and now?"));
    QCOMPARE(spans::shownText(generation.outputMessages),
             QStringLiteral("assistant tool_call:c1:f:{} -> tool_call"));
    QCOMPARE(generation.promptName, "support"s);
    // A prompt's variables are not its messages.
    const auto variables = spans::generation({{"gen_ai.prompt.variable.language", "French"s}});
    QVERIFY(variables.inputMessages.empty());
    QCOMPARE(generation.finishReasons, std::vector<std::string>{"tool_call"});
}

void TestGenerations::spanEventsCarryContent()
{
    otlp::OutgoingSpan span = spans::chat({});
    span.events = {
        {.time = span.start,
         .name = "gen_ai.system.message",
         .attributes = {{"content", "be kind"s}}},
        {.time = span.start,
         .name = "gen_ai.user.message",
         .attributes = {{"gen_ai.event.content", R"({"role":"user","content":"hi"})"s}}},
        {.time = span.end,
         .name = "gen_ai.choice",
         .attributes = {{"finish_reason", "stop"s},
                        {"message", R"({"content":"hello"})"s},
                        {"content", "hello"s}}},
    };
    const auto generation = spans::interpreted(span).generations.at(0).generation;
    QCOMPARE(spans::shownText(generation.inputMessages),
             QStringLiteral("system text:be kind; user text:hi"));
    QCOMPARE(spans::shownText(generation.outputMessages),
             QStringLiteral("assistant text:hello -> stop"));
    QCOMPARE(generation.contentState, ContentState::Captured);
    QCOMPARE(generation.finishReasons, std::vector<std::string>{"stop"});
}

void TestGenerations::instructionsComeFirst()
{
    const char* expected = "system text:be kind; user text:hi";
    const std::string user = R"([{"role":"user","content":"hi"}])";
    for (const std::string& instructions : {"be kind"s, R"([{"type":"text","content":"be kind"}])"s,
                                            R"({"role":"system","content":"be kind"})"s}) {
        const auto generation = spans::generation(
            {{"gen_ai.input.messages", user}, {"gen_ai.system_instructions", instructions}});
        QCOMPARE(spans::shownText(generation.inputMessages), QString::fromUtf8(expected));
    }
}

void TestGenerations::finishReasons_data()
{
    QTest::addColumn<otlp::Attributes>("attributes");
    QTest::addColumn<std::vector<std::string>>("reasons");
    using Reasons = std::vector<std::string>;
    const std::string output =
        R"([{"role":"assistant","parts":[{"type":"text","content":"x"}],"finish_reason":"max_tokens"}])";
    QTest::newRow("list") << otlp::Attributes{{"gen_ai.response.finish_reasons",
                                               Reasons{"stop", "tool-calls"}}}
                          << Reasons{"stop", "tool_call"};
    QTest::newRow("JSON") << otlp::Attributes{{"gen_ai.response.finish_reasons",
                                               R"(["end_turn"])"s}}
                          << Reasons{"stop"};
    QTest::newRow("bare") << otlp::Attributes{{"gen_ai.response.finish_reasons", "length"s}}
                          << Reasons{"length"};
    QTest::newRow("of the message")
        << otlp::Attributes{{"gen_ai.output.messages", output}} << Reasons{"length"};
    QTest::newRow("status only") << otlp::Attributes{{"gen_ai.response.status", "incomplete"s}}
                                 << Reasons{"length"};
    QTest::newRow("status against stop")
        << otlp::Attributes{{"gen_ai.response.status", "incomplete"s},
                            {"gen_ai.response.finish_reasons", Reasons{"stop"}}}
        << Reasons{"length"};
    QTest::newRow("status and filter")
        << otlp::Attributes{{"gen_ai.response.status", "incomplete"s},
                            {"gen_ai.response.finish_reasons", Reasons{"content_filter"}}}
        << Reasons{"content_filter"};
    QTest::newRow("none") << otlp::Attributes{} << Reasons{};
}

void TestGenerations::finishReasons()
{
    QFETCH(otlp::Attributes, attributes);
    QFETCH(std::vector<std::string>, reasons);
    QCOMPARE(spans::generation(attributes).finishReasons, reasons);
}

// The answer is a summary that replaces the turns before it.
void TestGenerations::aFinishByCompactionIsOne()
{
    const auto finished = [](const std::string& reason) {
        return spans::generation(
            {{"gen_ai.response.finish_reasons", std::vector<std::string>{reason}}});
    };
    QVERIFY(finished("compaction").isCompacted);
    QVERIFY(!finished("stop").isCompacted);
}

void TestGenerations::contentStates_data()
{
    QTest::addColumn<otlp::Attributes>("attributes");
    QTest::addColumn<int>("state");
    const auto row = [](const char* name, otlp::Attributes attributes, ContentState state) {
        QTest::newRow(name) << std::move(attributes) << static_cast<int>(state);
    };
    const std::string input = R"([{"role":"user","content":"hi"}])";
    const std::string output = R"([{"role":"assistant","content":"hello"}])";
    row("none", {}, ContentState::NotCaptured);
    row("both", {{"gen_ai.input.messages", input}, {"gen_ai.output.messages", output}},
        ContentState::Captured);
    row("answer not sent", {{"gen_ai.input.messages", input}}, ContentState::NotCaptured);
    row("failed", {{"gen_ai.input.messages", input}, {"error.type", "429"s}},
        ContentState::Captured);
    row("redacted", {{"gen_ai.output.messages", "__REDACTED__"s}}, ContentState::Redacted);
    row("redacted part",
        {{"gen_ai.output.messages", R"([{"role":"assistant","content":"[REDACTED]"}])"s}},
        ContentState::Redacted);
    row("cut on the way", {{"gen_ai.output.messages", R"([{"role":"assistant","content":"hel)"s}},
        ContentState::TelemetryTruncated);
    row("sealed",
        {{"gen_ai.output.messages",
          R"([{"role":"assistant","parts":[{"type":"reasoning","encrypted_content":"abc"}]}])"s}},
        ContentState::Encrypted);
    row("filtered",
        {{"gen_ai.output.messages",
          R"([{"role":"assistant","parts":[],"finish_reason":"content_filter"}])"s}},
        ContentState::Captured);
}

void TestGenerations::contentStates()
{
    QFETCH(otlp::Attributes, attributes);
    QFETCH(int, state);
    const auto generation = spans::generation(attributes);
    QCOMPARE(telemetry::toString(generation.contentState),
             telemetry::toString(static_cast<ContentState>(state)));
    const std::string text = telemetry::outputText(generation);
    QVERIFY(text.find("REDACTED") == std::string::npos);
    QVERIFY(state != static_cast<int>(ContentState::TelemetryTruncated) || text == "hel");
}

void TestGenerations::droppedAttributesAreNotSilence()
{
    otlp::OutgoingSpan span =
        spans::chat({{"gen_ai.input.messages", R"([{"role":"user","content":"hi"}])"s}});
    auto body = otlp::encodeTraces({}, "s", {span});
    auto batch = *otlp::decodeProtobuf(telemetry::SignalKind::Traces,
                                       std::make_shared<const std::string>(body));
    // dropped_attributes_count (field 10) behind the rest of the span.
    const auto wire =
        std::make_shared<const std::string>(std::string(batch.spans[0].body) + "\x50\x4a");
    batch.buffers.push_back(wire);
    batch.spans[0].body = *wire;
    const auto result = dialect::Interpreter::builtIn().interpret(batch);
    QCOMPARE(result.generations.at(0).generation.contentState, ContentState::TelemetryTruncated);
}

void TestGenerations::errorsOfFailedCalls()
{
    otlp::OutgoingSpan span = spans::chat({});
    span.status = telemetry::StatusCode::Error;
    span.events = {{.time = span.end,
                    .name = "exception",
                    .attributes = {{"exception.type", "RateLimitError"s}}}};
    auto generation = spans::interpreted(span).generations.at(0).generation;
    QVERIFY(generation.isFailed);
    QCOMPARE(generation.errorType, "RateLimitError"s);
    span.attributes.emplace_back("error.type", "rate_limit_exceeded"s);
    generation = spans::interpreted(span).generations.at(0).generation;
    QCOMPARE(generation.errorType, "rate_limit_exceeded"s);
}

void TestGenerations::whatIsAGeneration_data()
{
    QTest::addColumn<std::string>("operation");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* operation, StepKind kind) {
        QTest::newRow(operation) << std::string(operation) << static_cast<int>(kind);
    };
    row("chat", StepKind::Generation);
    row("generate_content", StepKind::Generation);
    row("text_completion", StepKind::Generation);
    row("fetch_response", StepKind::Generation);
    row("embeddings", StepKind::Embeddings);
    row("retrieval", StepKind::Retrieval);
    row("invoke_agent", StepKind::Agent);
    row("invoke_workflow", StepKind::Workflow);
    row("plan", StepKind::Plan);
    row("execute_tool", StepKind::Tool);
    row("search_memory", StepKind::Memory);
    row("guardrail.run", StepKind::Guardrail);
    row("something_else", StepKind::Other);
}

// A word that is not in the tables does not hide what the rest of the span says.
void TestGenerations::anUnknownOperationHidesNothing()
{
    otlp::OutgoingSpan span = spans::chat({});
    span.attributes = {{"gen_ai.operation.name", "converse_stream"s},
                       {"gen_ai.request.model", "gpt"s},
                       {"gen_ai.output.messages", "hello"s}};
    const auto implied = spans::interpreted(span);
    QCOMPARE(implied.stepKinds.at(0), StepKind::Generation);
    QCOMPARE(implied.generations.at(0).generation.operation, "converse_stream"s);
    span.attributes = {{"gen_ai.operation.name", "converse_stream"s},
                       {"openinference.span.kind", "LLM"s}};
    QCOMPARE(spans::interpreted(span).stepKinds.at(0), StepKind::Generation);

    // Nor does it stop its log records, and a known word does.
    otlp::OutgoingLog log;
    log.trace = span.trace;
    log.span = span.id;
    log.eventName = "gen_ai.choice";
    log.attributes = {{"content", "hello"s}};
    const auto body = std::make_shared<const std::string>(otlp::encodeLogs({}, "s", {log}));
    const auto logs = otlp::decodeProtobuf(telemetry::SignalKind::Logs, body);
    const auto composed = [&](const std::string& operation) {
        span.attributes = {{"gen_ai.operation.name", operation}};
        const auto spans = spans::interpreted(span);
        return dialect::Interpreter::builtIn()
            .compose(&spans.batch.spans.at(0), nullptr, {&logs->logs.at(0)})
            .has_value();
    };
    QVERIFY(composed("chat.completions"));
    QVERIFY(!composed("invoke_agent"));
}

void TestGenerations::whatIsAGeneration()
{
    QFETCH(std::string, operation);
    QFETCH(int, kind);
    otlp::OutgoingSpan span = spans::chat({});
    span.attributes = {{"gen_ai.operation.name", operation}};
    const auto result = spans::interpreted(span);
    QCOMPARE(static_cast<int>(result.stepKinds.at(0)), kind);
    QCOMPARE(result.generations.size(),
             std::size_t{kind == static_cast<int>(StepKind::Generation) ? 1U : 0U});
}

void TestGenerations::stepsSayWhatTheyDid()
{
    otlp::OutgoingSpan span = spans::chat({});
    span.attributes = {
        {"gen_ai.operation.name", "retrieval"s},
        {"gen_ai.data_source.id", "kb"s},
        {"gen_ai.data_source.version", "2026-11-02"s},
        {"gen_ai.retrieval.query.text", "refunds?"s},
        {"gen_ai.retrieval.documents",
         R"([{"id":"kb-117","score":0.913,"content":"30 days","metadata":"{\"title\":\"Refunds\"}"},{"document_id":"d","text":"t","score":"1/5"}])"s}};
    const auto retrieval =
        dialect::Interpreter::builtIn().step(spans::interpreted(span).batch.spans.at(0));
    QCOMPARE(retrieval.kind, StepKind::Retrieval);
    QCOMPARE(retrieval.name, "kb"s);
    QCOMPARE(retrieval.indexVersion, "2026-11-02"s);
    QCOMPARE(retrieval.input, "refunds?"s);
    QCOMPARE(retrieval.documents.size(), std::size_t{2});
    QCOMPARE(retrieval.documents[0].id, "kb-117"s);
    QCOMPARE(retrieval.documents[0].title, "Refunds"s);
    QCOMPARE(retrieval.documents[0].content, "30 days"s);
    QCOMPARE(retrieval.documents[0].score.value(), 0.913);
    QCOMPARE(retrieval.documents[1].id, "d"s);
    QVERIFY(!retrieval.documents[1].score);

    span.attributes = {
        {"mcp.method.name", "tools/call"s},   {"gen_ai.tool.name", "search"s},
        {"gen_ai.tool.call.id", "c1"s},       {"gen_ai.tool.call.arguments", R"({"q":1})"s},
        {"gen_ai.tool.call.result", "none"s}, {"error.type", "tool_error"s}};
    const auto interpreted = spans::interpreted(span);
    const auto tool = dialect::Interpreter::builtIn().step(interpreted.batch.spans.at(0));
    QCOMPARE(tool.kind, StepKind::Tool);
    QCOMPARE(tool.name, "search"s);
    QCOMPARE(tool.callId, "c1"s);
    QCOMPARE(tool.input, R"({"q":1})"s);
    QCOMPARE(tool.output, "none"s);
    QVERIFY(tool.isFailed);
}

QTEST_GUILESS_MAIN(TestGenerations)
#include "tst_generations.moc"
