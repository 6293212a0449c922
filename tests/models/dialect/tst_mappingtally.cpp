// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"

#include <QTest>

#include <algorithm>

using namespace std::string_literals;
using dialect::Field;
using dialect::MappingShape;

namespace {

dialect::Interpreted interpretedAll(const std::vector<otlp::OutgoingSpan>& spans)
{
    auto body = std::make_shared<const std::string>(
        otlp::encodeTraces({{"service.name", "northwind"s}}, "test", spans));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, std::move(body));
    return dialect::Interpreter::builtIn().interpret(batch ? std::move(*batch)
                                                           : telemetry::Batch{});
}

const MappingShape& shapeOf(const dialect::Interpreted& result, std::size_t span = 0)
{
    return result.mapping.shapes.at(result.mapping.spans.at(span));
}

std::string attributeOf(const dialect::Interpreted& result, Field field)
{
    for (const auto& mapped : shapeOf(result).fields) {
        if (mapped.field == field)
            return result.mapping.names->attributes.at(mapped.attribute);
    }
    return {};
}

bool knows(const MappingShape& shape, dialect::Fact fact)
{
    return (shape.facts & dialect::factBit(fact)) != 0;
}

} // namespace

class TestMappingTally : public QObject
{
    Q_OBJECT

private slots:
    void fieldsNameTheAttributeThatFilledThem()
    {
        const auto result =
            spans::interpreted(spans::chat({{"gen_ai.request.model", "gpt"s},
                                            {"gen_ai.response.model", "gpt-2026"s},
                                            {"gen_ai.usage.prompt_tokens", std::int64_t{12}},
                                            {"llm.output_messages.0.message.content", "hello"s}}));
        QCOMPARE(attributeOf(result, Field::ModelServed), "gen_ai.response.model"s);
        QCOMPARE(attributeOf(result, Field::InputTokens), "gen_ai.usage.prompt_tokens"s);
        QCOMPARE(attributeOf(result, Field::OutputMessages), "llm.output_messages.*"s);
        QCOMPARE(attributeOf(result, Field::MaxTokens), ""s);
        const MappingShape& shape = shapeOf(result);
        QVERIFY(shape.kind == telemetry::StepKind::Generation);
        QVERIFY(knows(shape, dialect::Fact::Output));
        QVERIFY(!knows(shape, dialect::Fact::Input));
        QVERIFY(knows(shape, dialect::Fact::InputTokens));
        QVERIFY(!knows(shape, dialect::Fact::FinishReason));
    }

    void unknownIsWhatNoTableHas()
    {
        const auto result = spans::interpreted(
            spans::chat({{"company.tenant", "northwind"s}, // nobody has heard of it
                         {"gen_ai.request.top_p", 0.5}, // known, although it fills no field
                         {"http.request.method", "POST"s}})); // known by its beginning
        const auto& unknown = shapeOf(result).unknown;
        QCOMPARE(unknown.size(), std::size_t{1});
        QCOMPARE(std::string(unknown[0].name), "company.tenant"s);
        QCOMPARE(dialect::exampleOfWire(unknown[0].name, unknown[0].value), "northwind"s);
    }

    void spansReadAlikeShareAShape()
    {
        std::vector<otlp::OutgoingSpan> all;
        for (int i = 1; i <= 4; ++i) {
            all.push_back(spans::chat({{"gen_ai.request.model", "m" + std::to_string(i)}}));
            all.back().id = static_cast<telemetry::SpanId>(i);
        }
        all.back().attributes.emplace_back("company.tenant", "x"s);
        const auto result = interpretedAll(all);
        QCOMPARE(result.mapping.shapes.size(), std::size_t{2});
        QCOMPARE(result.mapping.spans, (std::vector<std::uint32_t>{0, 0, 0, 1}));
    }

    void conflictsNameWinnerAndLoser()
    {
        const auto result =
            spans::interpreted(spans::chat({{"gen_ai.usage.prompt_tokens", std::int64_t{10}},
                                            {"gen_ai.usage.input_tokens", std::int64_t{12}}}));
        const auto& conflicts = shapeOf(result).conflicts;
        QCOMPARE(conflicts.size(), std::size_t{1});
        const auto& names = result.mapping.names->attributes;
        QVERIFY(conflicts[0].field == Field::InputTokens);
        QCOMPARE(names.at(conflicts[0].won), "gen_ai.usage.input_tokens"s);
        QCOMPARE(names.at(conflicts[0].lost), "gen_ai.usage.prompt_tokens"s);
        QCOMPARE(conflicts[0].wonValue, "12"s);
        QCOMPARE(conflicts[0].lostValue, "10"s);
        QCOMPARE(result.generations.at(0).generation.inputTokens, std::optional<std::int64_t>(12));
    }

    void repeatsOfOneAttributeAreOneRival()
    {
        const std::string huge(100'000, 'y');
        otlp::Attributes attributes{{"gen_ai.response.model", huge}};
        for (int i = 0; i < 300; ++i)
            attributes.emplace_back("gen_ai.response.model", "x"s);
        const auto result = spans::interpreted(spans::chat(attributes));
        const auto& conflicts = shapeOf(result).conflicts;
        QCOMPARE(conflicts.size(), std::size_t{1});
        QCOMPARE(conflicts[0].won, conflicts[0].lost);
        QCOMPARE(conflicts[0].wonValue, huge.substr(0, dialect::kConflictBytes));
        QCOMPARE(conflicts[0].lostValue, "x"s);
    }

    void whatHeldTheFieldIsTheRivalNotItsRepeat()
    {
        const auto result =
            spans::interpreted(spans::chat({{"gen_ai.usage.prompt_tokens", std::int64_t{10}},
                                            {"gen_ai.usage.prompt_tokens", std::int64_t{12}},
                                            {"gen_ai.usage.input_tokens", std::int64_t{12}}}));
        const auto& conflicts = shapeOf(result).conflicts;
        QCOMPARE(conflicts.size(), std::size_t{1});
        QCOMPARE(conflicts[0].lostValue, "10"s);
    }

    void conflictsOfManyEventsAreToldOnce()
    {
        otlp::OutgoingSpan span = spans::chat({});
        for (int i = 0; i < 50; ++i)
            span.events.push_back({.time = span.end,
                                   .name = "gen_ai.client.inference.operation.details",
                                   .attributes = {{"gen_ai.usage.prompt_tokens", std::int64_t{10}},
                                                  {"gen_ai.usage.input_tokens", std::int64_t{i}}}});
        QCOMPARE(shapeOf(spans::interpreted(span)).conflicts.size(), std::size_t{1});
    }

    void otherSpellingsOfTheSameAreNoConflict()
    {
        const auto result = spans::interpreted(
            spans::chat({{"gen_ai.usage.prompt_tokens", "12"s},
                         {"gen_ai.usage.input_tokens", std::int64_t{12}},
                         {"gen_ai.provider.name", "openai"s},
                         {"gen_ai.system", "OpenAI"s},
                         {"llm.finish_reason", "stop"s},
                         {"output.value", R"({"choices":[{"finish_reason":"stop"}]})"s}}));
        QVERIFY(shapeOf(result).conflicts.empty());
    }

    void oneRecordHasNoEndOfNames()
    {
        otlp::Attributes attributes;
        for (int i = 0; i < 100; ++i)
            attributes.emplace_back("x." + std::to_string(i), "1"s);
        const auto result = spans::interpreted(spans::chat(attributes));
        QCOMPARE(shapeOf(result).unknown.size(), dialect::MappingTally::kMostUnknown);
        QCOMPARE(shapeOf(result).unnamed, std::uint32_t{36});
    }

    void examplesHoldNoSecrets_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("value");
        QTest::addColumn<bool>("isShown");
        const auto row = [](const char* title, const char* name, const char* value, bool isShown) {
            QTest::newRow(title) << std::string(name) << std::string(value) << isShown;
        };
        row("plain", "company.tenant", "northwind", true);
        row("a number of tokens", "my.tokens", "120", true);
        row("trace id", "parent", "0af7651916cd43dd8448eb211c80319c", true);
        row("by name", "http.request.header.authorization", "anything", false);
        row("by name, other spelling", "Client.API-Key", "anything", false);
        row("provider key", "config", "key=sk-proj-abcdef123456", false);
        row("bearer", "header", "Bearer abcdefgh", false);
        row("web token", "x", "eyJhbGciOiJIUzI1NiJ9.e30.abc", false);
        row("login in an address", "url", "https://ann:pass@example.com/x", false);
        row("random", "x", "aB3dE5gH7jK9mN1pQ3sT5vW7", false);
    }
    void examplesHoldNoSecrets()
    {
        QFETCH(std::string, name);
        QFETCH(std::string, value);
        QFETCH(bool, isShown);
        QCOMPARE(dialect::exampleText(name, value) == value, isShown);
        QCOMPARE(dialect::exampleText(name, value).find(value) != std::string::npos, isShown);
    }

    void examplesAreOneSafeLine()
    {
        QCOMPARE(dialect::exampleText("a", "one\ntwo\x1b[31m"), "one␊two␛[31m"s);
        const std::string cut = dialect::exampleText("a", std::string(500, 'e'));
        QCOMPARE(cut, std::string(80, 'e') + "…");
    }
};

QTEST_GUILESS_MAIN(TestMappingTally)
#include "tst_mappingtally.moc"
