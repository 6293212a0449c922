// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/dialect/builtintables.h"
#include "models/dialect/interpreter.h"
#include "tests/models/dialect/spans.h"

#include <QTest>

#include <algorithm>

using dialect::Interpreter;

class TestDialectTables : public QObject
{
    Q_OBJECT

private slots:
    void theBuiltInTablesAreReadable();
    void faultsNameTableAndLine_data();
    void faultsNameTableAndLine();
    void theFirstTableWins();
    void membersOfJsonAttributesAreFields();
    void impliedKinds();
    void wordsAreNormalised();
    void attributesOfAFieldAreNamed();
};

void TestDialectTables::attributesOfAFieldAreNamed()
{
    const auto& interpreter = dialect::Interpreter::builtIn();
    const auto names =
        interpreter.attributesOf({dialect::Field::ToolResult, dialect::Field::Output});
    const auto has = [&names](const char* name) {
        return std::ranges::find(names, name) != names.end();
    };
    QVERIFY(has("gen_ai.tool.call.result") && has("output.value"));
    QVERIFY(!has("gen_ai.tool.name"));
    QVERIFY(std::ranges::is_sorted(names));
    QVERIFY(interpreter.attributesOf({}).empty());
}

void TestDialectTables::theBuiltInTablesAreReadable()
{
    const auto tables = dialect::builtInTables();
    QVERIFY(!tables.empty());
    const auto interpreter = Interpreter::fromYaml(tables);
    QVERIFY2(interpreter.has_value(), interpreter ? "" : interpreter.error().message.c_str());
}

void TestDialectTables::faultsNameTableAndLine_data()
{
    QTest::addColumn<std::string>("yaml");
    QTest::addColumn<std::string>("part");
    const auto row = [](const char* name, const char* yaml, const char* part) {
        QTest::newRow(name) << std::string(yaml) << std::string(part);
    };
    row("no YAML", "dialect: x\nfields: [a, {", "line 2");
    row("unknown section", "dialect: x\n\nfeilds: {}\n", "line 3: unknown section \"feilds\"");
    row("unknown field", "dialect: x\nfields:\n  provider: [a]\n  moddel: [b]\n",
        "line 4: unknown field \"moddel\"");
    row("no list", "dialect: x\nfields:\n  provider: a\n", "line 3: a list");
    row("unknown kind", "dialect: x\nkinds:\n  attributes: [k]\n  values: {LLM: generator}\n",
        "line 4: unknown kind \"generator\"");
    row("unknown event content", "dialect: x\nevents:\n  e: {carries: letters}\n",
        "line 3: unknown event content");
    row("unknown state", "dialect: x\nevaluation_labels: {ok: green}\n",
        "line 2: unknown evaluation state");
    row("unknown part kind", "dialect: x\npart_types: {ok: green}\n", "line 2: unknown part kind");
    row("implied by nothing", "dialect: x\nimplied_kinds:\n  - {kind: tool}\n",
        "line 3: an implied kind needs");
    row("no name", "fields: {}\n", "which dialect");
    row("no map", "- 1\n", "line 1: a map");
    row("empty", "", "a map");
}

void TestDialectTables::faultsNameTableAndLine()
{
    QFETCH(std::string, yaml);
    QFETCH(std::string, part);
    const auto interpreter = Interpreter::fromYaml({{"custom.yaml", yaml}});
    QVERIFY(!interpreter.has_value());
    QCOMPARE(interpreter.error().kind, telemetry::ErrorKind::Unreadable);
    const std::string& message = interpreter.error().message;
    QVERIFY2(message.find("custom.yaml") != std::string::npos, message.c_str());
    QVERIFY2(message.find(part) != std::string::npos, message.c_str());
}

void TestDialectTables::theFirstTableWins()
{
    const std::string first =
        "dialect: first\nfields: {provider: [a.provider], model_requested: [a.model]}\n"
        "kinds: {attributes: [a.kind], values: {LLM: {kind: generation, operation: chat}}}\n";
    const std::string second =
        "dialect: second\nfields: {provider: [b.provider], model_served: [b.model]}\n"
        "kinds: {attributes: [b.kind], values: {LLM: tool}}\n";
    const auto interpreter = Interpreter::fromYaml({{"1", first}, {"2", second}});
    QVERIFY(interpreter.has_value());
    otlp::OutgoingSpan span = spans::chat({});
    span.attributes = {{"b.kind", std::string("LLM")},       {"b.provider", std::string("late")},
                       {"a.provider", std::string("early")}, {"a.model", std::string("m")},
                       {"b.model", std::string("served")},   {"a.kind", std::string("LLM")}};
    const auto result = spans::interpreted(span, *interpreter);
    QCOMPARE(result.generations.size(), std::size_t{1});
    const telemetry::Generation& generation = result.generations[0].generation;
    QCOMPARE(generation.provider, std::string("early"));
    QCOMPARE(generation.modelServed, std::string("served"));
    QCOMPARE(generation.operation, std::string("chat"));
    QCOMPARE(generation.dialect, std::string("first"));

    const auto reversed = Interpreter::fromYaml({{"2", second}, {"1", first}});
    QVERIFY(spans::interpreted(span, *reversed).generations.empty());
}

void TestDialectTables::membersOfJsonAttributesAreFields()
{
    const auto interpreter =
        Interpreter::fromYaml({{"t",
                                "dialect: t\nfields: {max_tokens: [\"p#max_tokens\"], temperature: "
                                "[\"p#deep.temperature\"], model_requested: [\"p#none\", m]}\n"
                                "kinds: {attributes: [k], values: {LLM: generation}}\n"}});
    QVERIFY(interpreter.has_value());
    otlp::OutgoingSpan span = spans::chat({});
    span.attributes = {{"k", std::string("LLM")},
                       {"m", std::string("model")},
                       {"p", std::string(R"({"max_tokens":16,"deep":{"temperature":0.5}})")}};
    const auto result = spans::interpreted(span, *interpreter);
    QCOMPARE(result.generations.size(), std::size_t{1});
    QCOMPARE(result.generations[0].generation.maxTokens.value(), std::int64_t{16});
    QCOMPARE(result.generations[0].generation.temperature.value(), 0.5);
    QCOMPARE(result.generations[0].generation.modelRequested, std::string("model"));
}

void TestDialectTables::impliedKinds()
{
    otlp::OutgoingSpan span = spans::chat({});
    span.attributes = {{"gen_ai.request.model", std::string("m")}};
    QCOMPARE(spans::interpreted(span).stepKinds[0], telemetry::StepKind::Other);
    span.attributes.emplace_back("gen_ai.completion", std::string("hello"));
    QCOMPARE(spans::interpreted(span).stepKinds[0], telemetry::StepKind::Generation);
    // What the span says of itself counts for more.
    span.attributes.emplace_back("gen_ai.operation.name", std::string("invoke_agent"));
    QCOMPARE(spans::interpreted(span).stepKinds[0], telemetry::StepKind::Agent);
    QVERIFY(spans::interpreted(span).generations.empty());
}

void TestDialectTables::wordsAreNormalised()
{
    QCOMPARE(dialect::normalisedFinishReason("tool-calls"), std::string("tool_call"));
    QCOMPARE(dialect::normalisedFinishReason("MAX_TOKENS"), std::string("length"));
    QCOMPARE(dialect::normalisedFinishReason("content-filter"), std::string("content_filter"));
    QCOMPARE(dialect::normalisedFinishReason("end_turn"), std::string("stop"));
    QCOMPARE(dialect::normalisedFinishReason("Compaction"), std::string("compaction"));
    QCOMPARE(dialect::normalisedProvider("OpenAI"), std::string("openai"));
    QCOMPARE(dialect::normalisedProvider("az.ai.openai"), std::string("azure.ai.openai"));
    QCOMPARE(dialect::normalisedProvider("acme"), std::string("acme"));
}

QTEST_GUILESS_MAIN(TestDialectTables)
#include "tst_dialecttables.moc"
