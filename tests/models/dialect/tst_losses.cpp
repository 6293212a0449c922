// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"

#include <QTest>

using namespace std::string_literals;
using spans::bare;
using telemetry::ContentState;

namespace {

// With dropped_attributes_count (field 10) behind the rest of the span.
telemetry::Generation generationOfWire(const otlp::OutgoingSpan& span, unsigned dropped = 0)
{
    auto batch = *otlp::decodeProtobuf(
        telemetry::SignalKind::Traces,
        std::make_shared<const std::string>(otlp::encodeTraces({}, "s", {span})));
    std::string wire(batch.spans[0].body);
    if (dropped > 0)
        wire += "\x50"s + static_cast<char>(dropped);
    const auto kept = std::make_shared<const std::string>(std::move(wire));
    batch.buffers.push_back(kept);
    batch.spans[0].body = *kept;
    const auto result = dialect::Interpreter::builtIn().interpret(batch);
    return result.generations.empty() ? telemetry::Generation{} : result.generations[0].generation;
}

// A conversation as OpenInference flattens it, `told` of its `count` messages.
otlp::Attributes flattened(int count, int told)
{
    otlp::Attributes attributes{{"openinference.span.kind", "LLM"s}};
    std::string request = "{\"messages\":[";
    for (int i = 0; i < count; ++i)
        request += std::string(i > 0 ? "," : "") + "{\"role\":\"user\",\"content\":\"turn "
            + std::to_string(i) + "\"}";
    attributes.emplace_back("input.value", request + "]}");
    for (int i = 0; i < told; ++i) {
        const std::string prefix = "llm.input_messages." + std::to_string(i) + ".message.";
        attributes.emplace_back(prefix + "role", "user"s);
        attributes.emplace_back(prefix + "content", "turn " + std::to_string(i));
    }
    return attributes;
}

QString state(ContentState state)
{
    return QString::fromLatin1(telemetry::toString(state));
}

std::string words(std::size_t length) // no end of a sentence
{
    std::string text;
    while (text.size() < length)
        text += "word ";
    text.resize(length - 1);
    return text + "w";
}

} // namespace

class TestLosses : public QObject
{
    Q_OBJECT

private slots:
    // 128 attributes in order of insertion: the answer, the tokens and the finish reason are gone.
    void aLongConversationLosesItsEnd()
    {
        const auto generation = generationOfWire(bare(flattened(92, 54)), 74);
        QCOMPARE(generation.inputMessages.size(), std::size_t{92}); // out of input.value
        QCOMPARE(state(generation.inputSource.state), QStringLiteral("captured"));
        QVERIFY(generation.outputMessages.empty());
        QCOMPARE(state(generation.outputSource.state), QStringLiteral("telemetry_truncated"));
        QCOMPARE(state(generation.contentState), QStringLiteral("telemetry_truncated"));
    }

    void theAnswerIsTakenFromWhereItIsWhole()
    {
        auto attributes = flattened(2, 2);
        attributes.emplace_back(
            "output.value",
            R"({"choices":[{"message":{"role":"assistant","content":"yes"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7}})"s);
        const auto generation = generationOfWire(bare(attributes), 3);
        QCOMPARE(telemetry::outputText(generation), "yes"s);
        QCOMPARE(generation.inputTokens.value(), std::int64_t{7});
        QCOMPARE(generation.finishReasons, std::vector<std::string>{"stop"});
        QCOMPARE(state(generation.contentState), QStringLiteral("captured"));
    }

    void aCutCopyGivesWayToAWholeOne()
    {
        const auto generation = generationOfWire(
            bare({{"openinference.span.kind", "LLM"s},
                  {"output.value",
                   "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"You ca"s},
                  {"gen_ai.output.messages", R"([{"role":"assistant","content":"You can."}])"s}}));
        QCOMPARE(telemetry::outputText(generation), "You can."s);
        QCOMPARE(state(generation.outputSource.state), QStringLiteral("captured"));
    }

    // No counter tells of values that were cut at a length, and plain text has no grammar.
    void plainTextIsCutAtALimit_data()
    {
        QTest::addColumn<std::string>("question");
        QTest::addColumn<std::string>("answer");
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("output");
        const auto captured = QStringLiteral("captured");
        const auto cut = QStringLiteral("telemetry_truncated");
        QTest::newRow("a usual limit") << "hi"s << words(1024) << captured << cut;
        QTest::newRow("one more") << "hi"s << words(1025) << captured << captured;
        QTest::newRow("an end of a sentence") << "hi"s << words(1023) + "." << captured << captured;
        QTest::newRow("two of one length")
            << "first " + words(294) << "other " + words(294) << cut << cut;
        QTest::newRow("something longer is whole")
            << "first " + words(400) << words(256) << captured << captured;
        QTest::newRow("a mark") << "hi"s
                                << "it is [truncated]"s << captured << cut;
    }

    void plainTextIsCutAtALimit()
    {
        QFETCH(std::string, question);
        QFETCH(std::string, answer);
        QFETCH(QString, input);
        QFETCH(QString, output);
        const auto generation =
            generationOfWire(bare({{"openinference.span.kind", "LLM"s},
                                   {"llm.input_messages.0.message.role", "user"s},
                                   {"llm.input_messages.0.message.content", question},
                                   {"llm.output_messages.0.message.role", "assistant"s},
                                   {"llm.output_messages.0.message.content", answer}}));
        QCOMPARE(state(generation.inputSource.state), input);
        QCOMPARE(state(generation.outputSource.state), output);
        QVERIFY(!telemetry::outputText(generation).empty()); // what is there is kept
    }

    void referencesAreNoContent()
    {
        const auto generation =
            spans::generation({{"gen_ai.input.messages_ref", "s3://bucket/in.json"s},
                               {"gen_ai.output.messages_ref", "s3://bucket/out.json"s}});
        QCOMPARE(state(generation.contentState), QStringLiteral("redacted"));
        QVERIFY(telemetry::outputText(generation).empty());
        QVERIFY(telemetry::contextText(generation).empty());
        QCOMPARE(generation.outputMessages.at(0).parts.at(0).id, "s3://bucket/out.json"s);
    }

    void aMessageWithoutPartsIsNoAnswer()
    {
        const auto finished = [](const std::string& reason) {
            const std::string message =
                "[{\"role\":\"assistant\",\"parts\":[],\"finish_reason\":\"" + reason + "\"}]";
            return state(spans::generation({{"gen_ai.output.messages", message}}).contentState);
        };
        QCOMPARE(finished("stop"), QStringLiteral("not_captured"));
        QCOMPARE(finished("content_filter"), QStringLiteral("captured"));
    }

    void toolResultsKnowTheirCalls()
    {
        const auto generation = spans::generation(
            {{"gen_ai.input.messages",
              R"([{"role":"assistant","tool_calls":[{"id":"c1","name":"f","arguments":{}},{"id":"c2","name":"g","arguments":{}}]},)"
              R"({"role":"tool","tool_call_id":"c2","content":"ok"},{"role":"tool","tool_call_id":"c9","content":"?"}])"s}});
        QCOMPARE(generation.inputMessages.at(1).parts.at(0).name, "g"s);
        QVERIFY(generation.inputMessages.at(2).parts.at(0).name.empty());
    }

    void aConversationInsideAText()
    {
        const auto generation = spans::generation(
            {{"gen_ai.input.messages",
              "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"[{\\\"role\\\":\\\"system\\\",\\\"content\\\":\\\"be kind\\\"},{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"hi\\\"}]\"}]}]"s}});
        QCOMPARE(QString::fromStdString(spans::shown(generation.inputMessages)),
                 QStringLiteral("system text:be kind; user text:hi"));
    }
};

QTEST_GUILESS_MAIN(TestLosses)
#include "tst_losses.moc"
