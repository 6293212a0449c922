// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/dialect/builtintables.h"
#include "models/dialect/fieldset.h"
#include "models/dialect/tableparser.h"
#include "models/telemetry/utf8.h"
#include "tests/models/dialect/spans.h"
#include "tests/models/otlp/captures.h"

#include <QTest>

#include <random>

namespace {

bool isClean(const std::vector<telemetry::Message>& messages)
{
    for (const telemetry::Message& message : messages) {
        for (const telemetry::Part& part : message.parts) {
            for (const std::string* text :
                 {&part.text, &part.id, &part.name, &part.json, &part.typeName, &message.role}) {
                if (!telemetry::isValidUtf8(*text))
                    return false;
            }
        }
    }
    return true;
}

// Interprets and composes all of a batch; false when a promise is broken.
bool survives(telemetry::Batch batch)
{
    const auto& interpreter = dialect::Interpreter::builtIn();
    const auto result = interpreter.interpret(std::move(batch));
    if (result.stepKinds.size() != result.batch.spans.size())
        return false;
    for (const telemetry::SpanRecord& span : result.batch.spans)
        interpreter.step(span);
    std::vector<const telemetry::LogRecord*> logs;
    for (const telemetry::LogRecord& log : result.batch.logs)
        logs.push_back(&log);
    interpreter.compose(nullptr, nullptr, logs);
    for (const dialect::GenerationPart& part : result.generations) {
        const std::size_t limit =
            part.fromLog ? result.batch.logs.size() : result.batch.spans.size();
        if (part.index >= limit || !isClean(part.generation.inputMessages)
            || !isClean(part.generation.outputMessages))
            return false;
    }
    return true;
}

} // namespace

// Fixed seeds: a failure can be repeated.
class TestDialectHostile : public QObject
{
    Q_OBJECT

private slots:
    void flippedBytes();
    void messagesCutAnywhere();
    void mutatedMessages();
    void manyFlattenedAttributes();
    void repeatsAreNoCandidates();
    void manyCallsWithIds();
};

void TestDialectHostile::flippedBytes()
{
    std::mt19937 random(20261124);
    const auto all = captures::all();
    for (int i = 0; i < 3000; ++i) {
        const captures::Capture& capture = all[random() % all.size()];
        std::string body = capture.body;
        for (auto flips = 1 + random() % 8; flips > 0; --flips)
            body[random() % body.size()] = static_cast<char>(random());
        auto batch = captures::decode(capture.signal, capture.isJson, std::move(body));
        if (batch && !survives(std::move(*batch)))
            QFAIL(
                (capture.client + '/' + capture.file + ", mutation " + std::to_string(i)).c_str());
    }
}

void TestDialectHostile::messagesCutAnywhere()
{
    const std::string whole =
        R"([{"role":"user","parts":[{"type":"text","content":"caf\u00e9 \ud83d\udc22 “q” \"x\""},{"type":"tool_call","id":"c","arguments":{"a":[1,2.5,true,null]}}]},{"role":"tool","content":"ok"}])";
    for (std::size_t length = 1; length < whole.size(); ++length) {
        const auto generation =
            spans::generation({{"gen_ai.input.messages", whole.substr(0, length)},
                               {"gen_ai.output.messages", std::string("[]")}});
        QVERIFY(isClean(generation.inputMessages));
        QCOMPARE(generation.operation, std::string("chat")); // the span itself is never lost
        if (length >= 60)
            QCOMPARE(telemetry::toString(generation.contentState), "telemetry_truncated");
    }
    const auto generation =
        spans::generation({{"gen_ai.input.messages", whole}, {"gen_ai.output.messages", whole}});
    QCOMPARE(telemetry::toString(generation.contentState), "captured");
}

void TestDialectHostile::mutatedMessages()
{
    const std::vector<std::string> pieces{"{",
                                          "}",
                                          "[",
                                          "]",
                                          ",",
                                          ":",
                                          "\"",
                                          "\\",
                                          "null",
                                          "7",
                                          "\"parts\":",
                                          "\"message\":{",
                                          "\"tool_calls\":",
                                          "\xff",
                                          "\\ud83d",
                                          "[[[["};
    const std::string whole =
        R"([{"role":"assistant","parts":[{"type":"reasoning","content":"hm"},{"type":"tool_call","id":"c","name":"f","arguments":{"a":1}}],"finish_reason":"stop"},{"role":"tool","content":[{"type":"text","text":"ok"}]}])";
    std::mt19937 random(4711);
    for (int i = 0; i < 5000; ++i) {
        std::string text = whole;
        for (auto edits = 1 + random() % 3; edits > 0; --edits)
            text.replace(random() % text.size(), random() % 6, pieces[random() % pieces.size()]);
        const auto generation = spans::generation({{"gen_ai.input.messages", text},
                                                   {"gen_ai.output.messages", text},
                                                   {"gen_ai.retrieval.documents", text},
                                                   {"gen_ai.system_instructions", text}});
        QVERIFY(isClean(generation.inputMessages) && isClean(generation.outputMessages));
        QCOMPARE(generation.operation, std::string("chat"));
    }
}

void TestDialectHostile::manyFlattenedAttributes()
{
    std::mt19937 random(7);
    otlp::Attributes attributes{
        {"gen_ai.prompt.4294967295.content", std::string("far")},
        {"gen_ai.prompt.18446744073709551616.content", std::string("farther")},
        {"gen_ai.prompt.-1.content", std::string("before")},
        {"gen_ai.prompt.", std::string("nothing")},
        {"gen_ai.prompt...", std::string("dots")}};
    for (int i = 0; i < 100'000; ++i)
        attributes.emplace_back("gen_ai.prompt." + std::to_string(random() % 10'000) + ".content."
                                    + std::to_string(i),
                                std::string("x"));
    const auto generation = spans::generation(attributes);
    QVERIFY(generation.inputMessages.size() <= 4100);
    QVERIFY(isClean(generation.inputMessages));
    QCOMPARE(telemetry::toString(generation.contentState), "telemetry_truncated");
}

// A text that was cut is looked for elsewhere: once in each attribute that tells it, however often
// a span has the attribute.
void TestDialectHostile::repeatsAreNoCandidates()
{
    otlp::Attributes attributes;
    for (int i = 0; i < 200; ++i) {
        attributes.emplace_back("gen_ai.input.messages",
                                std::string(R"([{"role":"user","content":"cu)"));
        attributes.emplace_back("langfuse.observation.input", std::string(R"([{"role":"us)"));
        attributes.emplace_back("gen_ai.input.messages", std::string("[]"));
    }
    const auto body = std::make_shared<const std::string>(
        otlp::encodeTraces({}, "test", {spans::chat(attributes)}));
    const auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, body);
    QVERIFY(batch);
    const auto tables = dialect::parseTables(dialect::builtInTables());
    QVERIFY(tables);
    dialect::ValueTree tree;
    dialect::FieldSet fields(**tables, tree);
    fields.addAll(batch->spans.at(0).body, otlp::kSpanAttributes);
    const auto candidates = fields.candidates(dialect::Field::InputMessages);
    QCOMPARE(candidates.size(), std::size_t{2});
    QVERIFY(candidates[0].priority < candidates[1].priority);
    QVERIFY(survives(*batch));
}

// Each of them may stand among the parts and in the list.
void TestDialectHostile::manyCallsWithIds()
{
    constexpr int kCalls = 20'000;
    std::string calls;
    for (int i = 0; i < 2 * kCalls; ++i)
        calls += std::string(i > 0 ? "," : "") + R"({"id":")" + std::to_string(i / 2)
            + R"(","function":{"name":"f"}})";
    const auto generation = spans::generation(
        {{"gen_ai.output.messages",
          R"([{"role":"assistant","parts":[{"type":"tool_call","id":"7","name":"f"}],)"
          R"("tool_calls":[)"
              + calls + "]}]"}});
    QCOMPARE(generation.outputMessages.size(), std::size_t{1});
    QCOMPARE(generation.outputMessages[0].parts.size(), std::size_t{kCalls});
}

QTEST_GUILESS_MAIN(TestDialectHostile)
#include "tst_dialecthostile.moc"
