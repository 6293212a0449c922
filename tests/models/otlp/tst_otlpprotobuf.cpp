// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/otlp/decode.h"
#include "models/otlp/value.h"

#include <QTest>

#include <cmath>

#include <protozero/pbf_writer.hpp>

using protozero::pbf_writer;
using telemetry::Batch;
using telemetry::ErrorKind;
using telemetry::SignalKind;

namespace {

const std::string kTrace("0123456789abcdef");
const std::string kSpan("12345678");

telemetry::Result<Batch> decodeWire(SignalKind kind, const std::string& body)
{
    return otlp::decodeProtobuf(kind, std::make_shared<const std::string>(body));
}

std::string attribute(const std::string& key, const std::string& value)
{
    std::string wire;
    {
        pbf_writer keyValue(wire);
        keyValue.add_string(1, key);
        pbf_writer any(keyValue, 2);
        any.add_string(1, value);
    }
    return wire;
}

std::string span(const std::string& trace, const std::string& id, const std::string& name = "work")
{
    std::string wire;
    pbf_writer writer(wire);
    writer.add_bytes(1, trace);
    writer.add_bytes(2, id);
    writer.add_string(5, name);
    return wire;
}

// A request with one resource, one scope and these items.
std::string requestOf(const std::vector<std::string>& items, const std::string& resource = {})
{
    std::string body;
    {
        pbf_writer writer(body);
        pbf_writer resourceItems(writer, 1);
        {
            pbf_writer scopeItems(resourceItems, 2);
            for (const std::string& item : items)
                scopeItems.add_message(2, item);
        }
        resourceItems.add_message(1, resource); // after what it describes, which is legal
    }
    return body;
}

std::string metric(std::uint32_t field, const std::string& data)
{
    std::string wire;
    pbf_writer writer(wire);
    writer.add_string(1, "tokens");
    writer.add_message(field, data);
    writer.add_string(3, "{token}");
    return wire;
}

} // namespace

class TestOtlpProtobuf : public QObject
{
    Q_OBJECT

private slots:
    void promotesTheFieldsOfASpan();
    void promotesTheResource();
    void anUnnamedServiceIsUnknown();
    void badIdsCostOneSpan_data();
    void badIdsCostOneSpan();
    void aMalformedSpanCostsItself();
    void anInvalidStringIsRepaired();
    void whatHoldsNothingTakesNothing();
    void tooManyItemsAreRefused();
    void groupsAreMalformed();
    void aBodyThatIsNoProtobufNamesItsByte_data();
    void aBodyThatIsNoProtobufNamesItsByte();
    void anEmptyBodyIsAnEmptyBatch();
    void unknownFieldsAreSkipped();
    void timesBeyondTheClockAreNotGiven();
    void logsFindTheirEventName();
    void aLogWithoutContextIsKept();
    void numberPointsKeepTheirKind();
    void absentValuesAreAbsent();
    void everyMetricTypeBecomesAPoint_data();
    void everyMetricTypeBecomesAPoint();
    void eventsAndLinksAreRead();
};

void TestOtlpProtobuf::promotesTheFieldsOfASpan()
{
    std::string wire = span(kTrace, kSpan, "chat gpt");
    pbf_writer writer(wire);
    writer.add_bytes(4, std::string("\0\0\0\0\0\0\0\x05", 8));
    writer.add_enum(6, 3);
    writer.add_fixed64(7, 1000);
    writer.add_fixed64(8, 900); // a skewed clock is kept as sent
    {
        pbf_writer status(writer, 15);
        status.add_string(2, "boom");
        status.add_enum(3, 2);
    }
    const auto batch = decodeWire(SignalKind::Traces, requestOf({wire}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    const telemetry::SpanRecord& record = batch->spans.front();
    QCOMPARE(record.name, std::string_view("chat gpt"));
    QCOMPARE(record.kind, telemetry::SpanKind::Client);
    QCOMPARE(record.status, telemetry::StatusCode::Error);
    QCOMPARE(static_cast<quint64>(record.parent), quint64{5});
    QCOMPARE(telemetry::toUnixNanos(record.start), 1000LL);
    QCOMPARE(telemetry::toUnixNanos(record.end), 900LL);
    QCOMPARE(otlp::statusMessage(record.body), std::string_view("boom"));
    QCOMPARE(std::string(record.body), wire);
}

void TestOtlpProtobuf::promotesTheResource()
{
    std::string resource;
    pbf_writer writer(resource);
    writer.add_message(1, attribute("service.name", "northwind"));
    writer.add_message(1, attribute("service.version", "2.14"));
    writer.add_message(1, attribute("deployment.environment", "old"));
    writer.add_message(1, attribute("deployment.environment.name", "prod"));
    writer.add_message(1, attribute("service.instance.id", "pod-1"));
    const auto batch = decodeWire(SignalKind::Traces, requestOf({span(kTrace, kSpan)}, resource));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->resources.size(), std::size_t{1});
    QCOMPARE(batch->resources[0].service, std::string("northwind"));
    QCOMPARE(batch->resources[0].serviceVersion, std::string("2.14"));
    QCOMPARE(batch->resources[0].environment, std::string("prod"));
    QCOMPARE(batch->resources[0].instance, std::string("pod-1"));
}

void TestOtlpProtobuf::anUnnamedServiceIsUnknown()
{
    const auto batch = decodeWire(SignalKind::Traces, requestOf({span(kTrace, kSpan)}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->resources[0].service, std::string("unknown_service"));
}

void TestOtlpProtobuf::badIdsCostOneSpan_data()
{
    QTest::addColumn<std::string>("trace");
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("reason");
    QTest::newRow("short trace id") << kTrace.substr(1) << kSpan << std::string("trace id");
    QTest::newRow("zero trace id") << std::string(16, '\0') << kSpan << std::string("trace id");
    QTest::newRow("no trace id") << std::string() << kSpan << std::string("trace id");
    QTest::newRow("long span id") << kTrace << kSpan + "9" << std::string("span's id");
    QTest::newRow("zero span id") << kTrace << std::string(8, '\0') << std::string("span's id");
}

void TestOtlpProtobuf::badIdsCostOneSpan()
{
    QFETCH(std::string, trace);
    QFETCH(std::string, id);
    QFETCH(std::string, reason);
    const auto batch = decodeWire(SignalKind::Traces,
                                  requestOf({span(kTrace, "abcdefgh"), span(trace, id),
                                             span(trace, id), span(kTrace, kSpan)}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->spans.size(), std::size_t{2});
    QCOMPARE(batch->rejectedCount(SignalKind::Traces), std::uint64_t{2});
    QCOMPARE(batch->rejections.size(), std::size_t{1});
    QVERIFY(batch->rejections[0].reason.find(reason) != std::string::npos);
    // The reason is counted by, so it holds no position; the sender is told one all the same.
    QVERIFY(batch->rejections[0].reason.find("first at") == std::string::npos);
    QVERIFY(batch->rejections[0].example.starts_with("first at byte "));
}

void TestOtlpProtobuf::aMalformedSpanCostsItself()
{
    const std::string broken = span(kTrace, kSpan)
        + "\x2a\x50"
          "too short";
    const auto batch = decodeWire(
        SignalKind::Traces, requestOf({span(kTrace, "abcdefgh"), broken, span(kTrace, kSpan)}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->spans.size(), std::size_t{2});
    QCOMPARE(batch->rejectedCount(SignalKind::Traces), std::uint64_t{1});
}

void TestOtlpProtobuf::anInvalidStringIsRepaired()
{
    std::string wire = span(kTrace, kSpan,
                            "na\xff"
                            "me");
    pbf_writer(wire).add_message(9, attribute("bad", "\xc3\x28"));
    const auto batch = decodeWire(SignalKind::Traces, requestOf({wire}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    QCOMPARE(batch->spans[0].name,
             std::string_view("na\xEF\xBF\xBD"
                              "me"));
    QVERIFY(batch->rejections.empty());
}

// Two bytes each on the wire, some hundred in memory if they were kept.
void TestOtlpProtobuf::whatHoldsNothingTakesNothing()
{
    std::string empty;
    for (int i = 0; i < 100'000; ++i)
        empty += std::string("\x0a\0", 2);
    std::string resource;
    pbf_writer(resource).add_message(1, attribute("service.name", "northwind"));
    const auto batch =
        decodeWire(SignalKind::Traces, empty + requestOf({span(kTrace, kSpan)}, resource) + empty);
    QVERIFY(batch.has_value());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    QCOMPARE(batch->resources.size(), std::size_t{1});
    QCOMPARE(batch->scopes.size(), std::size_t{1});
    QCOMPARE(batch->resources.at(batch->spans[0].resource).service, std::string("northwind"));
}

void TestOtlpProtobuf::tooManyItemsAreRefused()
{
    const auto logs = [](std::size_t count) {
        std::string items;
        for (std::size_t i = 0; i < count; ++i)
            items += std::string("\x12\0", 2);
        std::string body;
        {
            pbf_writer writer(body);
            pbf_writer resourceItems(writer, 1);
            resourceItems.add_message(2, items);
        }
        return decodeWire(SignalKind::Logs, body);
    };
    const auto most = logs(otlp::kMostItems);
    QVERIFY(most.has_value());
    QCOMPARE(most->logs.size(), otlp::kMostItems);
    const auto tooMany = logs(otlp::kMostItems + 1);
    QVERIFY(!tooMany.has_value());
    QCOMPARE(tooMany.error().kind, telemetry::ErrorKind::Refused);
}

void TestOtlpProtobuf::groupsAreMalformed()
{
    const std::string group =
        span(kTrace, kSpan) + "\x93\x01\x94\x01"; // field 18, group start and end
    const auto batch = decodeWire(SignalKind::Traces, requestOf({group}));
    QVERIFY(batch.has_value());
    QVERIFY(batch->spans.empty());
    QCOMPARE(batch->rejectedCount(SignalKind::Traces), std::uint64_t{1});
}

void TestOtlpProtobuf::aBodyThatIsNoProtobufNamesItsByte_data()
{
    QTest::addColumn<std::string>("body");
    QTest::addColumn<std::string>("place");
    const std::string good = requestOf({span(kTrace, kSpan)});
    QTest::newRow("json") << std::string("{\"resourceSpans\":[]}") << std::string("byte 0");
    QTest::newRow("gzip") << std::string("\x1f\x8b\x08\x00") << std::string("byte 0");
    QTest::newRow("cut") << good.substr(0, good.size() - 1) << std::string("byte 0");
    QTest::newRow("rubbish behind") << good + "\x0b"
                                    << "byte " + std::to_string(good.size());
}

void TestOtlpProtobuf::aBodyThatIsNoProtobufNamesItsByte()
{
    QFETCH(std::string, body);
    QFETCH(std::string, place);
    const auto batch = decodeWire(SignalKind::Traces, body);
    QVERIFY(!batch.has_value());
    QCOMPARE(batch.error().kind, ErrorKind::Unreadable);
    QVERIFY2(batch.error().message.find(place) != std::string::npos, batch.error().message.c_str());
}

void TestOtlpProtobuf::anEmptyBodyIsAnEmptyBatch()
{
    const auto batch = decodeWire(SignalKind::Logs, {});
    QVERIFY(batch.has_value());
    QVERIFY(batch->logs.empty() && batch->rejections.empty());
}

void TestOtlpProtobuf::unknownFieldsAreSkipped()
{
    std::string wire = span(kTrace, kSpan);
    pbf_writer writer(wire);
    writer.add_string(900, "from the future");
    writer.add_fixed32(901, 1);
    writer.add_uint64(902, ~0ULL);
    std::string body = requestOf({wire});
    pbf_writer(body).add_string(77, "so is this");
    const auto batch = decodeWire(SignalKind::Traces, body);
    QVERIFY(batch.has_value());
    QCOMPARE(batch->spans.size(), std::size_t{1});
    QVERIFY(batch->rejections.empty());
}

void TestOtlpProtobuf::timesBeyondTheClockAreNotGiven()
{
    std::string wire = span(kTrace, kSpan);
    pbf_writer(wire).add_fixed64(7, ~0ULL);
    const auto batch = decodeWire(SignalKind::Traces, requestOf({wire}));
    QVERIFY(batch.has_value());
    QCOMPARE(telemetry::toUnixNanos(batch->spans[0].start), 0LL);
}

void TestOtlpProtobuf::logsFindTheirEventName()
{
    std::string modern;
    {
        pbf_writer writer(modern);
        writer.add_fixed64(1, 7);
        writer.add_enum(2, 9);
        writer.add_bytes(9, kTrace);
        writer.add_bytes(10, kSpan);
        writer.add_string(12, "gen_ai.evaluation.result");
    }
    std::string older;
    {
        pbf_writer writer(older);
        writer.add_fixed64(11, 8); // observed only
        writer.add_message(6, attribute("event.name", "gen_ai.choice"));
    }
    const auto batch = decodeWire(SignalKind::Logs, requestOf({modern, older}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->logs[0].eventName, std::string_view("gen_ai.evaluation.result"));
    QCOMPARE(batch->logs[0].severity, 9);
    QVERIFY(batch->logs[0].trace.isValid());
    QCOMPARE(batch->logs[1].eventName, std::string_view("gen_ai.choice"));
    QCOMPARE(telemetry::toUnixNanos(batch->logs[1].time), 8LL);
}

void TestOtlpProtobuf::aLogWithoutContextIsKept()
{
    std::string broken;
    pbf_writer(broken).add_bytes(9, "short");
    const auto batch = decodeWire(SignalKind::Logs, requestOf({std::string(), broken}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->logs.size(), std::size_t{1});
    QVERIFY(!batch->logs[0].trace.isValid());
    QCOMPARE(batch->rejectedCount(SignalKind::Logs), std::uint64_t{1});
}

void TestOtlpProtobuf::numberPointsKeepTheirKind()
{
    std::string point;
    {
        pbf_writer writer(point);
        writer.add_fixed64(2, 5);
        writer.add_fixed64(3, 6);
        writer.add_sfixed64(6, -3);
    }
    std::string sum;
    {
        pbf_writer writer(sum);
        writer.add_message(1, point);
        writer.add_enum(2, 2);
        writer.add_bool(3, true);
    }
    const auto batch = decodeWire(SignalKind::Metrics, requestOf({metric(7, sum)}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->points.size(), std::size_t{1});
    const telemetry::MetricPoint& read = batch->points[0];
    QCOMPARE(read.name, std::string_view("tokens"));
    QCOMPARE(read.unit, std::string_view("{token}"));
    QCOMPARE(read.type, telemetry::MetricType::Sum);
    QCOMPARE(int{read.temporality}, 2);
    QVERIFY(read.isMonotonic);
    QCOMPARE(read.value.value(), -3.0);
    QCOMPARE(telemetry::toUnixNanos(read.time), 6LL);
}

void TestOtlpProtobuf::absentValuesAreAbsent()
{
    std::string notANumber;
    pbf_writer(notANumber).add_double(4, std::nan(""));
    std::string notRecorded;
    {
        pbf_writer writer(notRecorded);
        writer.add_double(4, 1.0);
        writer.add_uint32(8, 1);
    }
    std::string gauge;
    {
        pbf_writer writer(gauge);
        writer.add_message(1, notANumber);
        writer.add_message(1, notRecorded);
    }
    const auto batch = decodeWire(SignalKind::Metrics, requestOf({metric(5, gauge)}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->points.size(), std::size_t{2});
    QVERIFY(!batch->points[0].value && !batch->points[1].value);
}

void TestOtlpProtobuf::everyMetricTypeBecomesAPoint_data()
{
    QTest::addColumn<quint32>("field");
    QTest::addColumn<int>("type");
    QTest::newRow("gauge") << 5U << static_cast<int>(telemetry::MetricType::Gauge);
    QTest::newRow("sum") << 7U << static_cast<int>(telemetry::MetricType::Sum);
    QTest::newRow("histogram") << 9U << static_cast<int>(telemetry::MetricType::Histogram);
    QTest::newRow("exponential") << 10U
                                 << static_cast<int>(telemetry::MetricType::ExponentialHistogram);
    QTest::newRow("summary") << 11U << static_cast<int>(telemetry::MetricType::Summary);
}

void TestOtlpProtobuf::everyMetricTypeBecomesAPoint()
{
    QFETCH(quint32, field);
    QFETCH(int, type);
    std::string point;
    pbf_writer(point).add_fixed64(3, 42);
    std::string data;
    pbf_writer(data).add_message(1, point);
    const auto batch = decodeWire(SignalKind::Metrics, requestOf({metric(field, data)}));
    QVERIFY(batch.has_value());
    QCOMPARE(batch->points.size(), std::size_t{1});
    QCOMPARE(static_cast<int>(batch->points[0].type), type);
    QCOMPARE(telemetry::toUnixNanos(batch->points[0].time), 42LL);
    QVERIFY(!batch->points[0].value);
    QCOMPARE(std::string(batch->points[0].body), point);
}

void TestOtlpProtobuf::eventsAndLinksAreRead()
{
    std::string wire = span(kTrace, kSpan);
    pbf_writer writer(wire);
    {
        pbf_writer event(writer, 11);
        event.add_fixed64(1, 99);
        event.add_string(2, "exception");
        event.add_message(3, attribute("exception.type", "Timeout"));
    }
    {
        pbf_writer link(writer, 13);
        link.add_bytes(1, kTrace);
        link.add_bytes(2, kSpan);
    }
    writer.add_uint32(10, 3);
    writer.add_uint32(14, 4);
    const auto batch = decodeWire(SignalKind::Traces, requestOf({wire}));
    QVERIFY(batch.has_value());
    std::string seen;
    QVERIFY(otlp::forEachEvent(batch->spans[0].body, [&seen](const otlp::EventView& event) {
        seen += std::string(event.name) + '@' + std::to_string(event.timeNanos);
        otlp::forEachAttribute(event.wire, otlp::kEventAttributes,
                               [&seen](std::string_view key, const otlp::AnyValueView& value) {
                                   seen += ' ' + std::string(key) + '=' + value.toText();
                               });
    }));
    QCOMPARE(seen, std::string("exception@99 exception.type=Timeout"));
    std::string linked;
    QVERIFY(otlp::forEachLink(batch->spans[0].body, [&linked](const otlp::LinkView& link) {
        linked += std::string(link.traceId) + std::string(link.spanId);
    }));
    QCOMPARE(linked, kTrace + kSpan);
    QCOMPARE(otlp::droppedCount(batch->spans[0].body), std::uint32_t{7});
}

QTEST_GUILESS_MAIN(TestOtlpProtobuf)
#include "tst_otlpprotobuf.moc"
