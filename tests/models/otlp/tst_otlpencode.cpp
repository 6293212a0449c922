// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/otlp/value.h"

#include <QTest>

#include <map>

using telemetry::SignalKind;

namespace {

std::map<std::string, std::string> attributes(std::string_view wire, std::uint32_t field)
{
    std::map<std::string, std::string> all;
    otlp::forEachAttribute(wire, field,
                           [&all](std::string_view key, const otlp::AnyValueView& value) {
                               all.emplace(key, value.toJson());
                           });
    return all;
}

} // namespace

class TestOtlpEncode : public QObject
{
    Q_OBJECT

private slots:
    void spansSurvive();
    void logsSurvive();
    void responsesSayWhatWasRejected();
    void statusesCarryTheirMessage();
};

void TestOtlpEncode::spansSurvive()
{
    otlp::OutgoingSpan span;
    span.trace = *telemetry::traceIdFromHex("986daa5e326410065ba97be39905dfe1");
    span.id = *telemetry::spanIdFromHex("00f0aa5e32641006");
    span.parent = *telemetry::spanIdFromHex("f80fb675976a97ec");
    span.name = "chat gpt-4o-mini";
    span.kind = telemetry::SpanKind::Client;
    span.status = telemetry::StatusCode::Error;
    span.statusMessage = "429";
    span.start = telemetry::fromUnixNanos(1795473461982000000);
    span.end = telemetry::fromUnixNanos(1795473461995274069);
    span.attributes = {{"s", std::string("naïve")},
                       {"i", std::int64_t{-9007199254740993}},
                       {"d", 0.25},
                       {"b", true},
                       {"l", std::vector<std::string>{"stop", ""}},
                       {"n", std::vector<std::string>{}}};
    span.events = {
        {.time = span.end, .name = "exception", .attributes = {{"t", std::string("x")}}}};
    const otlp::Attributes resource{{"service.name", std::string("northwind")}};
    const auto body =
        std::make_shared<const std::string>(otlp::encodeTraces(resource, "scope", {span, span}));
    const auto batch = otlp::decodeProtobuf(SignalKind::Traces, body);
    QVERIFY(batch.has_value());
    QVERIFY(batch->rejections.empty());
    QCOMPARE(batch->spans.size(), std::size_t{2});
    QCOMPARE(batch->resources[0].service, std::string("northwind"));
    QCOMPARE(batch->scopes[0].name, std::string("scope"));
    const telemetry::SpanRecord& read = batch->spans[1];
    QVERIFY(read.trace == span.trace);
    QVERIFY(read.id == span.id && read.parent == span.parent);
    QCOMPARE(read.name, std::string_view(span.name));
    QCOMPARE(read.kind, span.kind);
    QCOMPARE(read.status, span.status);
    QVERIFY(read.start == span.start && read.end == span.end);
    QCOMPARE(otlp::statusMessage(read.body), std::string_view("429"));
    const std::map<std::string, std::string> expected{
        {"b", "true"},           {"d", "0.25"}, {"i", "-9007199254740993"},
        {"l", R"(["stop",""])"}, {"n", "[]"},   {"s", "\"naïve\""}};
    QVERIFY(attributes(read.body, otlp::kSpanAttributes) == expected);
    int events = 0;
    otlp::forEachEvent(read.body, [&](const otlp::EventView& event) {
        QCOMPARE(event.name, std::string_view("exception"));
        QVERIFY(attributes(event.wire, otlp::kEventAttributes)
                == (std::map<std::string, std::string>{{"t", "\"x\""}}));
        ++events;
    });
    QCOMPARE(events, 1);
}

void TestOtlpEncode::logsSurvive()
{
    otlp::OutgoingLog log;
    log.trace = *telemetry::traceIdFromHex("986daa5e326410065ba97be39905dfe1");
    log.span = *telemetry::spanIdFromHex("00f0aa5e32641006");
    log.time = telemetry::fromUnixNanos(77);
    log.severity = 13;
    log.eventName = "gen_ai.evaluation.result";
    log.body = "text";
    log.attributes = {{"gen_ai.evaluation.score.value", 1.0}};
    otlp::OutgoingLog bare;
    const auto body =
        std::make_shared<const std::string>(otlp::encodeLogs({}, "scope", {log, bare}));
    const auto batch = otlp::decodeProtobuf(SignalKind::Logs, body);
    QVERIFY(batch.has_value());
    QVERIFY(batch->rejections.empty());
    QCOMPARE(batch->logs.size(), std::size_t{2});
    const telemetry::LogRecord& read = batch->logs[0];
    QVERIFY(read.trace == log.trace && read.span == log.span);
    QCOMPARE(telemetry::toUnixNanos(read.time), 77LL);
    QCOMPARE(read.severity, 13);
    QCOMPARE(read.eventName, std::string_view(log.eventName));
    QCOMPARE(otlp::logBody(read.body).toText(), std::string("text"));
    QCOMPARE(attributes(read.body, otlp::kLogAttributes).at("gen_ai.evaluation.score.value"),
             std::string("1"));
    QVERIFY(!batch->logs[1].trace.isValid());
    QCOMPARE(otlp::logBody(batch->logs[1].body).type(), otlp::AnyValueView::Type::Empty);
}

void TestOtlpEncode::responsesSayWhatWasRejected()
{
    QCOMPARE(otlp::encodeResponse(SignalKind::Traces, 0, {}, false), std::string());
    QCOMPARE(otlp::encodeResponse(SignalKind::Traces, 0, {}, true), std::string("{}"));
    QCOMPARE(
        otlp::encodeResponse(SignalKind::Traces, 3, "bad \"id\"", true),
        std::string(R"({"partialSuccess":{"rejectedSpans":"3","errorMessage":"bad \"id\""}})"));
    QCOMPARE(otlp::encodeResponse(SignalKind::Logs, 1, "x", true),
             std::string(R"({"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"x"}})"));
    QCOMPARE(
        otlp::encodeResponse(SignalKind::Metrics, 0, "warning", true),
        std::string(R"({"partialSuccess":{"rejectedDataPoints":"0","errorMessage":"warning"}})"));
    QCOMPARE(otlp::encodeResponse(SignalKind::Logs, 3, "x", false),
             std::string("\x0a\x05\x08\x03\x12\x01x"));
}

void TestOtlpEncode::statusesCarryTheirMessage()
{
    QCOMPARE(otlp::encodeStatus("too big", false), std::string("\x12\x07too big"));
    QCOMPARE(otlp::encodeStatus("too \"big\"", true), std::string(R"({"message":"too \"big\""})"));
}

QTEST_GUILESS_MAIN(TestOtlpEncode)
#include "tst_otlpencode.moc"
