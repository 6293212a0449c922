// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"

#include <QTest>

#include <algorithm>

using namespace std::string_literals;
using telemetry::ContentState;
using telemetry::Generation;

namespace {

otlp::OutgoingEvent said(const std::string& name, const std::string& content)
{
    return {
        .time = telemetry::fromUnixNanos(1500), .name = name, .attributes = {{"content", content}}};
}

Generation onlyGenerationOf(const otlp::OutgoingSpan& span)
{
    return spans::interpreted(span).generations.at(0).generation;
}

// One log record a message, all of one generation.
Generation composed(const std::vector<otlp::OutgoingLog>& logs)
{
    auto body = std::make_shared<const std::string>(otlp::encodeLogs({}, "s", logs));
    const auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Logs, std::move(body));
    std::vector<const telemetry::LogRecord*> records;
    for (const telemetry::LogRecord& log : batch->logs)
        records.push_back(&log);
    return dialect::Interpreter::builtIn().compose(nullptr, nullptr, records).value();
}

otlp::OutgoingLog saidInLog(const std::string& name, const std::string& content)
{
    otlp::OutgoingLog log;
    log.trace.bytes.fill(7);
    log.span = static_cast<telemetry::SpanId>(1);
    log.eventName = name;
    log.time = telemetry::fromUnixNanos(1500);
    log.attributes = {{"content", content}};
    return log;
}

} // namespace

class TestSpanEvents : public QObject
{
    Q_OBJECT

private slots:
    // The attributes of the events are others than the span's.
    void messagesLeaveTheModelsName_data()
    {
        QTest::addColumn<std::string>("attribute");
        QTest::newRow("OpenInference") << "llm.model_name"s;
        QTest::newRow("Langfuse") << "langfuse.observation.model.name"s;
    }
    void messagesLeaveTheModelsName()
    {
        QFETCH(std::string, attribute);
        otlp::OutgoingSpan span = spans::chat({{attribute, "gpt-5-mini"s}});
        span.events = {said("gen_ai.user.message", "hi"), said("gen_ai.choice", "hello")};
        const Generation generation = onlyGenerationOf(span);
        QCOMPARE(generation.modelServed, "gpt-5-mini"s);
        QCOMPARE(spans::shown(generation.inputMessages), "user text:hi"s);
        QCOMPARE(spans::shown(generation.outputMessages), "assistant text:hello"s);
    }

    // The conventions tell it as a log record; the span may have been dropped.
    void exceptionsOfCallsAreLogRecords()
    {
        otlp::OutgoingLog log = saidInLog("gen_ai.client.operation.exception", "");
        log.attributes = {{"exception.type", "RateLimitError"s},
                          {"exception.message", "Too many requests"s}};
        const Generation alone = composed({log});
        QVERIFY(alone.isFailed && alone.isInferred);
        QCOMPARE(alone.errorType, "RateLimitError"s);
        QCOMPARE(alone.errorMessage, "Too many requests"s);
        QCOMPARE(alone.errorKind, "rate_limit"s);
        QCOMPARE(alone.contentState, ContentState::NotCaptured);
        for (const auto& logs : {std::vector{saidInLog("gen_ai.user.message", "hi"), log},
                                 std::vector{log, saidInLog("gen_ai.user.message", "hi")}}) {
            const Generation asked = composed(logs);
            QVERIFY(asked.isFailed && asked.isInferred);
            QCOMPARE(asked.errorKind, "rate_limit"s);
            QCOMPARE(spans::shown(asked.inputMessages), "user text:hi"s);
        }
        const auto batch = otlp::decodeProtobuf(
            telemetry::SignalKind::Logs,
            std::make_shared<const std::string>(otlp::encodeLogs({}, "s", {log})));
        const auto result = dialect::Interpreter::builtIn().interpret(*batch);
        QCOMPARE(result.generations.size(), std::size_t{1});
        QVERIFY(result.generations[0].fromLog && result.generations[0].generation.isFailed);
        QVERIFY(result.mapping.logs.at(0) != dialect::MappingTally::kNoShape);
    }

    // "exception" may be told of a query to a database just as well.
    void exceptionsOfAnythingInferNoCall()
    {
        otlp::OutgoingLog log = saidInLog("exception", "");
        log.attributes = {{"exception.type", "RateLimitError"s}};
        const auto batch = otlp::decodeProtobuf(
            telemetry::SignalKind::Logs,
            std::make_shared<const std::string>(otlp::encodeLogs({}, "s", {log})));
        QVERIFY(dialect::Interpreter::builtIn().interpret(*batch).generations.empty());
    }

    void whatIsSaidTwiceIsKeptTwice()
    {
        otlp::OutgoingSpan span = spans::chat({});
        span.events = {said("gen_ai.system.message", "be kind"), said("gen_ai.user.message", "hi"),
                       said("gen_ai.assistant.message", "yes?"), said("gen_ai.user.message", "hi")};
        QCOMPARE(spans::shown(onlyGenerationOf(span).inputMessages),
                 "system text:be kind; user text:hi; assistant text:yes?; user text:hi"s);
    }

    void everyChoiceHasItsReason()
    {
        otlp::OutgoingSpan span = spans::chat({});
        span.events = {said("gen_ai.choice", "a"), said("gen_ai.choice", "b")};
        span.events[0].attributes.emplace_back("finish_reason", "stop"s);
        span.events[1].attributes.emplace_back("finish_reason", "length"s);
        QCOMPARE(onlyGenerationOf(span).finishReasons,
                 (std::vector<std::string>{"stop", "length"}));
    }

    void attributesAreBelievedBeforeEvents()
    {
        otlp::OutgoingSpan span = spans::chat(
            {{"gen_ai.input.messages", R"([{"role":"user","content":"as an attribute"}])"s}});
        span.events = {said("gen_ai.user.message", "as an event"), said("gen_ai.choice", "hello")};
        const Generation generation = onlyGenerationOf(span);
        QCOMPARE(spans::shown(generation.inputMessages), "user text:as an attribute"s);
        QCOMPARE(spans::shown(generation.outputMessages), "assistant text:hello"s);
    }

    // Each costs what it adds, and there is an end to them.
    void manyMessagesHaveAnEnd()
    {
        constexpr std::size_t kSent = 50'000;
        constexpr std::size_t kKept = 4096;
        otlp::OutgoingSpan span = spans::chat({});
        for (std::size_t i = 0; i < kSent; ++i)
            span.events.push_back(said("gen_ai.user.message", std::to_string(i)));
        const auto result = spans::interpreted(span);
        const Generation& generation = result.generations.at(0).generation;
        QCOMPARE(generation.inputMessages.size(), kKept);
        QCOMPARE(generation.inputMessages.back().parts.at(0).text, std::to_string(kKept - 1));
        QCOMPARE(generation.contentState, ContentState::TelemetryTruncated);
        QCOMPARE(result.mapping.shapes.size(), std::size_t{1});
        QVERIFY(result.mapping.shapes[0].fields.size() < 10);
    }

    void manyRecordsHaveAnEnd()
    {
        constexpr std::size_t kSent = 20'000;
        constexpr std::size_t kKept = 4096;
        std::vector<otlp::OutgoingLog> logs;
        for (std::size_t i = 0; i < kSent; ++i)
            logs.push_back(saidInLog("gen_ai.user.message", std::to_string(i)));
        logs.push_back(saidInLog("gen_ai.choice", "hello"));
        const Generation generation = composed(logs);
        QCOMPARE(generation.inputMessages.size(), kKept);
        QCOMPARE(generation.contentState, ContentState::TelemetryTruncated);
        QCOMPARE(spans::shown(generation.outputMessages), "assistant text:hello"s);
    }

    void manyDetailsHaveAnEnd()
    {
        constexpr std::size_t kKept = 64;
        otlp::OutgoingSpan span = spans::chat({});
        std::vector<otlp::OutgoingLog> logs;
        for (std::size_t i = 0; i < kKept + 5; ++i) {
            const std::string text =
                "[{\"role\":\"user\",\"content\":\"" + std::to_string(i) + "\"}]";
            otlp::OutgoingEvent event = said("gen_ai.client.inference.operation.details", "");
            event.attributes = {{"gen_ai.input.messages", text}};
            span.events.push_back(event);
            logs.push_back(saidInLog(event.name, ""));
            logs.back().attributes = event.attributes;
        }
        for (const Generation& generation : {onlyGenerationOf(span), composed(logs)}) {
            QCOMPARE(generation.inputMessages.size(), kKept);
            QCOMPARE(generation.contentState, ContentState::TelemetryTruncated);
        }
    }
};

QTEST_GUILESS_MAIN(TestSpanEvents)
#include "tst_spanevents.moc"
