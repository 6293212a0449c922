// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/otlp/decode.h"
#include "models/otlp/value.h"

#include <QTest>

#include <cmath>
#include <map>

using telemetry::Batch;
using telemetry::SignalKind;

namespace {

telemetry::Result<Batch> decode(SignalKind kind, const std::string& body)
{
    return otlp::decodeJson(kind, std::make_shared<const std::string>(body));
}

const std::string kIds =
    R"("traceId":"986daa5e326410065ba97be39905dfe1","spanId":"F80FB675976A97EC")";

std::string traces(const std::string& spans)
{
    return R"({"resourceSpans":[{"scopeSpans":[{"scope":{"name":"s"},"spans":[)" + spans + "]}]}]}";
}

std::string points(const std::string& kind, const std::string& list)
{
    return R"({"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m",")" + kind
        + R"(":{"dataPoints":[)" + list + "]}}]}]}]}";
}

// The value of the attribute "a" that has this JSON.
std::string shown(const std::string& value)
{
    const auto batch =
        decode(SignalKind::Traces,
               traces("{" + kIds + R"(,"attributes":[{"key":"a","value":)" + value + "}]}"));
    std::string text = "(rejected)";
    if (batch && !batch->spans.empty()) {
        otlp::forEachAttribute(
            batch->spans[0].body, otlp::kSpanAttributes,
            [&text](std::string_view, const otlp::AnyValueView& any) { text = any.toJson(); });
    }
    return text;
}

} // namespace

class TestOtlpJson : public QObject
{
    Q_OBJECT

private slots:
    void readsASpan();
    void valuesAreReadAsClientsWriteThem_data();
    void valuesAreReadAsClientsWriteThem();
    void nestingIsLimited();
    void badItemsCostThemselves_data();
    void badItemsCostThemselves();
    void aBadResourceAttributeCostsItself();
    void halfASurrogatePairIsReplaced();
    void invalidUtf8IsRepaired();
    void nullsAreUnset();
    void notANumberIsNull();
    void numbersComeAsStringsOrNumbers();
    void aHistogramKeepsItsBuckets();
    void whatIsNoJsonNamesItsByte_data();
    void whatIsNoJsonNamesItsByte();
    void sniffsTheSignal_data();
    void sniffsTheSignal();
    void listsOfOtherSignalsAreRejected();
};

void TestOtlpJson::readsASpan()
{
    const auto batch = decode(
        SignalKind::Traces,
        R"({"resourceSpans":[{"futureKey":[{"a":"}"}],"scopeSpans":[{"spans":[{)" + kIds
            + R"(,"parentSpanId":"","name":"caf\u00e9 \"x\" \ud83d\udc22","kind":3,)"
              R"("startTimeUnixNano":"1795473461982000000","endTimeUnixNano":1795473461995274069,)"
              R"("status":{"code":2,"message":"m"},"unknown":{"x":[1,{}]},"flags":257,)"
              R"("events":[{"name":"e","timeUnixNano":"5"}],"droppedAttributesCount":2}]}],)"
              R"("resource":{"attributes":[{"key":"service.name","value":{"stringValue":"late"}}]}}]})");
    QVERIFY2(batch.has_value(), batch ? "" : batch.error().message.c_str());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    const telemetry::SpanRecord& span = batch->spans[0];
    QCOMPARE(telemetry::toHex(span.trace), std::string("986daa5e326410065ba97be39905dfe1"));
    QCOMPARE(telemetry::toHex(span.id), std::string("f80fb675976a97ec"));
    QCOMPARE(span.parent, telemetry::SpanId::None);
    QCOMPARE(span.name, std::string_view("café \"x\" \xF0\x9F\x90\xA2"));
    QCOMPARE(span.kind, telemetry::SpanKind::Client);
    QCOMPARE(span.status, telemetry::StatusCode::Error);
    QCOMPARE(telemetry::toUnixNanos(span.start), 1795473461982000000LL);
    QCOMPARE(telemetry::toUnixNanos(span.end), 1795473461995274069LL);
    QCOMPARE(otlp::droppedCount(span.body), std::uint32_t{2});
    QCOMPARE(batch->resources[0].service, std::string("late"));
    int events = 0;
    otlp::forEachEvent(span.body, [&events](const otlp::EventView& event) {
        events += event.name == "e" && event.timeNanos == 5 ? 1 : 0;
    });
    QCOMPARE(events, 1);
}

void TestOtlpJson::valuesAreReadAsClientsWriteThem_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("value");
    const auto row = [](const char* name, const char* json, const char* value) {
        QTest::newRow(name) << std::string(json) << std::string(value);
    };
    row("string", R"({"stringValue":"x"})", R"("x")");
    row("int as string", R"({"intValue":"9007199254740993"})", "9007199254740993");
    row("int as number", R"({"intValue":-42})", "-42");
    row("int that is none", R"({"intValue":1e+300})", "1e+300");
    row("int with exponent", R"({"intValue":1e3})", "1000");
    row("double", R"({"doubleValue":0.25})", "0.25");
    row("double in a string", R"({"doubleValue":"0.25"})", "0.25");
    row("NaN", R"({"doubleValue":"NaN"})", R"("NaN")");
    row("NaN as null", R"({"doubleValue":null})", R"("NaN")");
    row("infinity", R"({"doubleValue":"-Infinity"})", R"("-Infinity")");
    row("bool", R"({"boolValue":true})", "true");
    row("bytes", R"({"bytesValue":"AAH+/w=="})", R"("AAH+/w==")");
    row("bytes, URL alphabet", R"({"bytesValue":"AAH-_w"})", R"("AAH+/w==")");
    row("empty", "{}", "null");
    row("null", "null", "null");
    row("unknown member", R"({"futureValue":1})", "null");
    row("array", R"({"arrayValue":{"values":[{"intValue":1},{},null,{"stringValue":""}]}})",
        R"([1,null,null,""])");
    row("empty array", R"({"arrayValue":{}})", "[]");
    row("map",
        R"({"kvlistValue":{"values":[{"key":"k","value":{"boolValue":false}},{"value":{},"key":"n"}]}})",
        R"({"k":false,"n":null})");
    row("value before key is the last", R"({"intValue":1,"stringValue":"two"})", R"("two")");
    row("wrong type", R"({"stringValue":5})", "(rejected)");
    row("no base64", R"({"bytesValue":"A"})", "(rejected)");
    row("no number", R"({"doubleValue":"twelve"})", "(rejected)");
    row("bad escape", R"({"stringValue":"\x"})", "(rejected)");
}

void TestOtlpJson::valuesAreReadAsClientsWriteThem()
{
    QFETCH(std::string, json);
    QFETCH(std::string, value);
    QCOMPARE(shown(json), value);
}

void TestOtlpJson::nestingIsLimited()
{
    const auto nested = [](int levels) {
        std::string json;
        for (int i = 0; i < levels; ++i)
            json += R"({"arrayValue":{"values":[)";
        json += R"({"intValue":1})";
        for (int i = 0; i < levels; ++i)
            json += "]}}";
        return json;
    };
    QCOMPARE(shown(nested(10)), std::string("[[[[[[[[[[1]]]]]]]]]]"));
    QCOMPARE(shown(nested(200)), std::string("(rejected)"));
    // What stands beside it is kept.
    const auto batch = decode(SignalKind::Traces,
                              traces("{" + kIds + R"(,"attributes":[{"key":"deep","value":)"
                                     + nested(5000) + "}]},{" + kIds + "}"));
    QVERIFY2(batch.has_value(), batch ? "" : batch.error().message.c_str());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    QCOMPARE(batch->rejectedCount(SignalKind::Traces), std::uint64_t{1});
    QVERIFY(batch->rejections[0].reason.find("128") != std::string::npos);
}

void TestOtlpJson::badItemsCostThemselves_data()
{
    QTest::addColumn<std::string>("item");
    QTest::newRow("short trace id")
        << std::string(R"({"traceId":"98","spanId":"f80fb675976a97ec"})");
    QTest::newRow("no hex") << std::string(
        R"({"traceId":"986daa5e326410065ba97be39905dfeX","spanId":"f80fb675976a97ec"})");
    QTest::newRow("base64") << std::string(
        R"({"traceId":"mG2qXjJkEAZbqXvjmQXf4Q==","spanId":"+A+2dZdql+w="})");
    QTest::newRow("zero id") << std::string(
        R"({"traceId":"986daa5e326410065ba97be39905dfe1","spanId":"0000000000000000"})");
    QTest::newRow("no ids") << std::string("{}");
    QTest::newRow("no object") << std::string("7");
    QTest::newRow("attributes no list") << "{" + kIds + R"(,"attributes":{}})";
    QTest::newRow("name no string") << "{" + kIds + R"(,"name":{"x":[1,2]}})";
    QTest::newRow("time no number") << "{" + kIds + R"(,"startTimeUnixNano":"soon"})";
}

void TestOtlpJson::badItemsCostThemselves()
{
    QFETCH(std::string, item);
    const std::string good = "{" + kIds + R"(,"name":"good"})";
    const std::string body = traces(good + "," + item + "," + good);
    const auto batch = decode(SignalKind::Traces, body);
    QVERIFY2(batch.has_value(), batch ? "" : batch.error().message.c_str());
    QCOMPARE(batch->spans.size(), std::size_t{2});
    QCOMPARE(batch->spans[1].name, std::string_view("good"));
    QCOMPARE(batch->rejectedCount(SignalKind::Traces), std::uint64_t{1});
    // A place is one in what was sent, or none is told.
    const std::string place = batch->rejections[0].example;
    const std::size_t start = body.find(good) + good.size();
    const std::size_t byte = place.empty() ? start : std::stoul(place.substr(14));
    QVERIFY2(byte >= start && byte <= start + item.size() + 1, place.c_str());
}

void TestOtlpJson::aBadResourceAttributeCostsItself()
{
    const auto batch = decode(
        SignalKind::Traces,
        R"({"resourceSpans":[{"resource":{"attributes":[{"key":"a","value":{"stringValue":5}},)"
        R"({"key":"service.name","value":{"stringValue":"kept"}}]},"scopeSpans":[{"spans":[{)"
            + kIds + "}]}]}]}");
    QVERIFY2(batch.has_value(), batch ? "" : batch.error().message.c_str());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    QCOMPARE(batch->resources[0].service, std::string("kept"));
    QCOMPARE(batch->rejections.size(), std::size_t{1});
    QCOMPARE(batch->rejectedCount(SignalKind::Traces), std::uint64_t{0});
}

void TestOtlpJson::halfASurrogatePairIsReplaced()
{
    QCOMPARE(shown(R"({"stringValue":"cut \ud83d"})"), std::string("\"cut \xEF\xBF\xBD\""));
    QCOMPARE(shown(R"({"stringValue":"\udc22 \ud83dx"})"),
             std::string("\"\xEF\xBF\xBD \xEF\xBF\xBDx\""));
}

void TestOtlpJson::invalidUtf8IsRepaired()
{
    QCOMPARE(shown("{\"stringValue\":\"a\xff\x62\"}"), std::string("\"a\xEF\xBF\xBD\x62\""));
}

void TestOtlpJson::nullsAreUnset()
{
    const auto batch = decode(
        SignalKind::Traces,
        traces("{" + kIds
               + R"(,"name":null,"attributes":null,"status":null,"events":null,"kind":null})"));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    QVERIFY(batch->rejections.empty());
    QVERIFY(decode(SignalKind::Traces, R"({"resourceSpans":null})").has_value());
}

void TestOtlpJson::notANumberIsNull()
{
    const auto batch = decode(
        SignalKind::Metrics,
        points(
            "gauge",
            R"({"asDouble":null},{"asDouble":"NaN"},{"asDouble":0.61},{"asInt":"7"},{"asInt":7})"));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->points.size(), std::size_t{5});
    QVERIFY(!batch->points[0].value && !batch->points[1].value);
    QCOMPARE(batch->points[2].value.value(), 0.61);
    QCOMPARE(batch->points[3].value.value(), 7.0);
    QCOMPARE(batch->points[4].value.value(), 7.0);
}

void TestOtlpJson::numbersComeAsStringsOrNumbers()
{
    const auto batch = decode(
        SignalKind::Logs,
        R"({"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"18","severityNumber":"9","body":{},"eventName":"e"},)"
        R"({"timeUnixNano":19,"severityNumber":13,"body":{"kvlistValue":{"values":[{"key":"k","value":{"intValue":1}}]}}}]}]}]})");
    QVERIFY(batch.has_value());
    QCOMPARE(batch->logs.size(), std::size_t{2});
    QCOMPARE(telemetry::toUnixNanos(batch->logs[0].time), 18LL);
    QCOMPARE(batch->logs[0].severity, 9);
    QCOMPARE(batch->logs[0].eventName, std::string_view("e"));
    QCOMPARE(telemetry::toUnixNanos(batch->logs[1].time), 19LL);
    QCOMPARE(otlp::logBody(batch->logs[1].body).toJson(), std::string(R"({"k":1})"));
}

void TestOtlpJson::aHistogramKeepsItsBuckets()
{
    const auto batch = decode(
        SignalKind::Metrics,
        points(
            "histogram",
            R"({"count":"5","sum":1560,"bucketCounts":[0,"5",0],"explicitBounds":[1,4.5],"min":312,"max":312})"));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->points.size(), std::size_t{1});
    // count = field 4, bucket_counts = field 6: three packed fixed64.
    const std::string_view body = batch->points[0].body;
    QVERIFY(body.find(std::string("\x21\x05\0\0\0\0\0\0\0", 9)) != std::string_view::npos);
    QVERIFY(body.find(std::string("\x32\x18\0\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\0", 18))
            != std::string_view::npos);
}

void TestOtlpJson::whatIsNoJsonNamesItsByte_data()
{
    QTest::addColumn<std::string>("body");
    const std::string good = traces("{" + kIds + "}");
    QTest::newRow("empty") << std::string();
    QTest::newRow("array") << std::string("[1]");
    QTest::newRow("text") << std::string("hello");
    QTest::newRow("cut") << good.substr(0, good.size() - 3);
    QTest::newRow("two documents") << good + good;
    QTest::newRow("comma missing") << std::string(R"({"resourceSpans":[] "x":1})");
    QTest::newRow("list no list") << std::string(R"({"resourceSpans":5})");
}

void TestOtlpJson::whatIsNoJsonNamesItsByte()
{
    QFETCH(std::string, body);
    const auto batch = decode(SignalKind::Traces, body);
    QVERIFY(!batch.has_value());
    QCOMPARE(batch.error().kind, telemetry::ErrorKind::Unreadable);
    QVERIFY2(batch.error().message.find("byte") != std::string::npos,
             batch.error().message.c_str());
}

void TestOtlpJson::sniffsTheSignal_data()
{
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("signal");
    QTest::newRow("traces") << std::string(R"( { "resourceSpans": [] })") << 0;
    QTest::newRow("logs behind others")
        << std::string(R"({"a":"}\"{","b":[{"resourceSpans":1}],"resourceLogs":[]})") << 1;
    QTest::newRow("metrics") << std::string(R"({"resourceMetrics":[)") << 2;
    QTest::newRow("none") << std::string(R"({"spans":[]})") << -1;
    QTest::newRow("no object") << std::string(R"(["resourceSpans"])") << -1;
    QTest::newRow("empty") << std::string() << -1;
    QTest::newRow("cut") << std::string(R"({"resourceSp)") << -1;
}

void TestOtlpJson::sniffsTheSignal()
{
    QFETCH(std::string, body);
    QFETCH(int, signal);
    const auto found = otlp::sniffJson(body);
    QCOMPARE(found.empty() ? -1 : static_cast<int>(found.front()), signal);
    QVERIFY(found.size() <= 1);
}

// A client that posts its logs to the path of traces is not told that all is well.
void TestOtlpJson::listsOfOtherSignalsAreRejected()
{
    const std::string span = R"({"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":)"
                             R"("0102030405060708","name":"n"})";
    const std::string body = R"({"resourceSpans":[{"scopeSpans":[{"spans":[)" + span
        + R"(]}]}],"resourceLogs":[{"x":1}],"resourceMetrics":[],"more":[1]})";
    const auto shared = std::make_shared<const std::string>(body);
    const auto batch = otlp::decodeJson(telemetry::SignalKind::Traces, shared);
    QVERIFY(batch.has_value());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    QCOMPARE(batch->rejections.size(), std::size_t{1});
    QCOMPARE(batch->rejections[0].count, std::uint64_t{1});
    QVERIFY(batch->rejections[0].reason.starts_with("resourceLogs in a body of resourceSpans"));
    const auto nothing = otlp::decodeJson(telemetry::SignalKind::Traces,
                                          std::make_shared<const std::string>(R"({"hello":1})"));
    QVERIFY(nothing.has_value() && nothing->rejections.size() == 1);
    QCOMPARE(nothing->rejections[0].reason, std::string("there is no resourceSpans in the body"));
    for (const char* empty : {"{}", R"({"resourceSpans":[]})"}) {
        const auto none = otlp::decodeJson(telemetry::SignalKind::Traces,
                                           std::make_shared<const std::string>(empty));
        QVERIFY2(none.has_value() && none->rejections.empty(), empty);
    }
    const auto apart = otlp::decodeJson(telemetry::SignalKind::Traces, shared, {},
                                        otlp::OtherSignals::DecodedApart);
    QVERIFY(apart.has_value() && apart->rejections.empty());
    const auto found = otlp::sniffJson(body);
    QCOMPARE(found.size(), std::size_t{3});
    QVERIFY(found[1] == telemetry::SignalKind::Logs);
}

QTEST_GUILESS_MAIN(TestOtlpJson)
#include "tst_otlpjson.moc"
