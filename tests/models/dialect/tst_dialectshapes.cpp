// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"

#include <QTest>

using namespace std::string_literals;
using spans::bare;
using spans::generationOf;
using spans::shownText;

namespace {

} // namespace

class TestDialectShapes : public QObject
{
    Q_OBJECT

private slots:
    void otherShapesOfMessages_data();
    void otherShapesOfMessages();
    void aMessageWithoutContentIsNoAnswer();
    void providersAreNormalised_data();
    void providersAreNormalised();
    void compactionIsTold();
    void toolsThatWereOffered_data();
    void toolsThatWereOffered();
    void firstTokens();
};

void TestDialectShapes::otherShapesOfMessages_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<QString>("messages");
    const auto row = [](const char* name, const char* json, const char* messages) {
        QTest::newRow(name) << std::string(json) << QString::fromUtf8(messages);
    };
    row("LangChain, serialised",
        R"({"messages":[[{"lc":1,"type":"constructor","id":["langchain_core","messages","SystemMessage"],"kwargs":{"content":"be kind"}},)"
        R"({"lc":1,"type":"constructor","id":["langchain_core","messages","HumanMessage"],"kwargs":{"content":"hi"}}]]})",
        "system text:be kind; user text:hi");
    row("LangChain, dictionaries",
        R"([{"type":"human","data":{"content":"hi"}},{"type":"ai","content":"hello"}])",
        "user text:hi; assistant text:hello");
    row("LangChain, generations",
        R"({"generations":[[{"text":"hello","message":{"lc":1,"id":["langchain_core","messages","AIMessageChunk"],"kwargs":{"content":"hello"}}}]]})",
        "assistant text:hello");
    row("Google, request",
        R"({"systemInstruction":{"parts":[{"text":"be kind"}]},"contents":[{"role":"user","parts":[{"text":"hi"},{"inlineData":{"mimeType":"image/png","data":"iVBOR"}}]}]})",
        "system text:be kind; user text:hi blob:image/png");
    row("Google, response",
        R"({"candidates":[{"content":{"role":"model","parts":[{"thought":true,"text":"hm"},{"functionCall":{"name":"f","args":{"a":1}}}]},"finishReason":"STOP"}]})",
        R"(assistant reasoning:hm tool_call:f:{"a":1} -> stop)");
    row("Amazon",
        R"([{"role":"user","content":[{"toolResult":{"toolUseId":"c1","content":[{"text":"ok"}]}}]}])",
        R"(user tool_call_response:c1:[{"text":"ok"}])");
    row("Anthropic, response",
        R"({"type":"message","role":"assistant","content":[{"type":"text","text":"hello"},{"type":"tool_use","id":"c1","name":"f","input":{"a":1}}],"stop_reason":"tool_use"})",
        R"(assistant text:hello tool_call:c1:f:{"a":1} -> tool_call)");
    row("a prompt in an object", R"({"system":"be kind","prompt":"hi"})",
        "system text:be kind; user text:hi");
    row("tool result in parts",
        R"([{"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"502"}]}])",
        R"(tool tool_call_response:c1:[{"type":"text","text":"502"}])");
    row("sealed by a provider",
        R"([{"role":"assistant","content":[{"type":"reasoning","text":"","providerOptions":{"openai":{"reasoningEncryptedContent":"gAAA"}}},{"type":"text","text":"yes"}]}])",
        "assistant reasoning text:yes");
    row("LangChain, reasoning",
        R"({"generations":[[{"text":"Yes.","message":{"lc":1,"id":["AIMessage"],"kwargs":{"content":)"
        R"([{"type":"reasoning","reasoning":"Compare."},{"type":"text","text":"Yes."}]}}}]]})",
        "assistant reasoning:Compare. text:Yes.");
    row("the same call twice",
        R"([{"role":"assistant","content":[{"type":"tool_use","id":"c1","name":"f","input":{}}],"tool_calls":[{"id":"c1","name":"f","args":{}}]}])",
        "assistant tool_call:c1:f:{}");
}

void TestDialectShapes::otherShapesOfMessages()
{
    QFETCH(std::string, json);
    QFETCH(QString, messages);
    const bool isAnswer = messages.startsWith(QStringLiteral("assistant"));
    const auto generation = generationOf(bare(
        {{"openinference.span.kind", "LLM"s}, {isAnswer ? "output.value" : "input.value", json}}));
    QCOMPARE(shownText(isAnswer ? generation.outputMessages : generation.inputMessages), messages);
    if (QTest::currentDataTag() == std::string_view("sealed by a provider"))
        QVERIFY(generation.outputMessages.at(0).parts.at(0).isEncrypted);
}

// Clients of OpenAI's Responses API behind LangChain list an answer of which they give the role.
void TestDialectShapes::aMessageWithoutContentIsNoAnswer()
{
    otlp::Attributes attributes{{"openinference.span.kind", "LLM"s},
                                {"llm.output_messages.0.message.role", "assistant"s}};
    QCOMPARE(shownText(generationOf(bare(attributes)).outputMessages), QStringLiteral("assistant"));
    attributes.emplace_back("output.value", R"({"generations":[[{"text":"hi"}]]})"s);
    QCOMPARE(shownText(generationOf(bare(attributes)).outputMessages),
             QStringLiteral("assistant text:hi"));
}

void TestDialectShapes::providersAreNormalised_data()
{
    QTest::addColumn<std::string>("sent");
    QTest::addColumn<std::string>("provider");
    const auto row = [](const char* sent, const char* provider) {
        QTest::newRow(sent) << std::string(sent) << std::string(provider);
    };
    row("OpenAI", "openai");
    row("openai.responses", "openai");
    row("azure.ai.openai", "azure.ai.openai");
    row("az.ai.openai", "azure.ai.openai");
    row("azure-openai.chat", "azure.ai.openai");
    row("anthropic.messages", "anthropic");
    row("google.generative-ai", "gcp.gemini");
    row("google.vertex.chat", "gcp.vertex_ai");
    row("amazon-bedrock", "aws.bedrock");
    row("mistralai", "mistral_ai");
    row("xai.chat", "x_ai");
    row("acme", "acme");
}

void TestDialectShapes::providersAreNormalised()
{
    QFETCH(std::string, sent);
    QFETCH(std::string, provider);
    QCOMPARE(dialect::normalisedProvider(sent), provider);
}

void TestDialectShapes::compactionIsTold()
{
    QVERIFY(spans::generation({{"gen_ai.conversation.compacted", true}}).isCompacted);
    QVERIFY(!spans::generation({}).isCompacted);
    QVERIFY(spans::generation(
                {{"gen_ai.input.messages",
                  R"([{"role":"user","parts":[{"type":"compaction","content":"41 messages"}]}])"s}})
                .isCompacted);
}

void TestDialectShapes::toolsThatWereOffered_data()
{
    QTest::addColumn<otlp::Attributes>("attributes");
    const std::string nested = R"({"type":"function","function":{"name":"get_weather"}})";
    const std::string flat = R"({"type":"function","name":"get_weather"})";
    const auto row = [](const char* name, const char* attribute, auto value) {
        QTest::newRow(name) << otlp::Attributes{{attribute, value}};
    };
    row("OTel", "gen_ai.tool.definitions", '[' + flat + ']');
    row("OpenLLMetry", "gen_ai.tool.definitions", '[' + nested + ']');
    row("OpenInference", "llm.tools.0.tool.json_schema", nested);
    row("Vercel", "ai.prompt.tools", std::vector<std::string>{flat});
    row("old OpenLLMetry", "llm.request.functions.0.name", "get_weather"s);
}

void TestDialectShapes::toolsThatWereOffered()
{
    QFETCH(otlp::Attributes, attributes);
    QCOMPARE(spans::generation(attributes).toolsOffered, std::vector<std::string>{"get_weather"});
}

void TestDialectShapes::firstTokens()
{
    const auto seconds = [](const char* attribute, auto value) {
        otlp::OutgoingSpan span = spans::chat({{attribute, value}});
        span.start = telemetry::fromUnixNanos(1'787'216'400'000'000'000);
        span.end = span.start + std::chrono::seconds(2);
        return generationOf(span).firstTokenSeconds;
    };
    QCOMPARE(seconds("gen_ai.response.time_to_first_chunk", 0.5).value(), 0.5);
    QCOMPARE(seconds("ai.response.msToFirstChunk", std::int64_t{500}).value(), 0.5);
    QCOMPARE(seconds("langfuse.observation.completion_start_time", R"("2026-08-20T09:00:00.500Z")"s)
                 .value(),
             0.5); // the time is quoted JSON
    // Before the call began: clocks disagree, nothing is said.
    QVERIFY(!seconds("langfuse.observation.completion_start_time", R"("2026-08-20T08:59:59Z")"s));
}

QTEST_GUILESS_MAIN(TestDialectShapes)
#include "tst_dialectshapes.moc"
