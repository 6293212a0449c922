// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/value.h"
#include "tests/models/otlp/captures.h"

#include <QTest>

#include <algorithm>
#include <set>

using telemetry::Batch;
using telemetry::SignalKind;

namespace {

std::size_t itemCount(const Batch& batch, SignalKind signal)
{
    if (signal == SignalKind::Traces)
        return batch.spans.size();
    if (signal == SignalKind::Logs)
        return batch.logs.size();
    std::set<std::string_view> names;
    for (const telemetry::MetricPoint& point : batch.points)
        names.insert(point.name);
    return names.size();
}

// All that a span says, with the ids (which differ from run to run) left out.
std::vector<std::string> shown(const Batch& batch)
{
    std::vector<std::string> lines;
    for (const telemetry::SpanRecord& span : batch.spans) {
        std::string line(span.name);
        line += span.parent == telemetry::SpanId::None ? " root" : " child";
        otlp::forEachAttribute(span.body, otlp::kSpanAttributes,
                               [&line](std::string_view key, const otlp::AnyValueView& value) {
                                   if (key != "gen_ai.response.id" && key != "mcp.session.id")
                                       line += '\n' + std::string(key) + '=' + value.toJson();
                               });
        lines.push_back(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

Batch first(const std::string& client)
{
    auto batch = captures::decode(captures::ofClient(client).front());
    return batch ? std::move(*batch) : Batch{};
}

} // namespace

class TestOtlpCaptures : public QObject
{
    Q_OBJECT

private slots:
    void everyCaptureHoldsWhatItsReadmeSays();
    void jsonAndProtobufAgree_data();
    void jsonAndProtobufAgree();
    void oddValuesSurvive();
};

void TestOtlpCaptures::everyCaptureHoldsWhatItsReadmeSays()
{
    const auto all = captures::all();
    QVERIFY2(all.size() >= 27, "captures are missing");
    for (const captures::Capture& capture : all) {
        const std::string where = capture.client + '/' + capture.file;
        const auto batch = captures::decode(capture);
        QVERIFY2(batch.has_value(), where.c_str());
        QVERIFY2(batch->rejections.empty(), where.c_str());
        QVERIFY2(captures::isSound(*batch), where.c_str());
        QVERIFY2(itemCount(*batch, capture.signal) == capture.items, where.c_str());
        QVERIFY2(!batch->resources.empty() && batch->resources[0].service != "unknown_service",
                 where.c_str());
    }
}

void TestOtlpCaptures::jsonAndProtobufAgree_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("protobuf");
    const auto row = [](const char* name, const char* json, const char* protobuf) {
        QTest::newRow(name) << std::string(json) << std::string(protobuf);
    };
    row("SDK 2.12", "otel-js-2.12-http-json", "otel-js-2.12-http-protobuf");
    row("SDK 3.1", "otel-js-3.1-http-json", "otel-js-3.1-http-protobuf");
    row("gzip", "otel-js-3.1-http-json", "otel-js-3.1-http-protobuf-gzip");
}

void TestOtlpCaptures::jsonAndProtobufAgree()
{
    QFETCH(std::string, json);
    QFETCH(std::string, protobuf);
    const auto fromJson = shown(first(json));
    const auto fromProtobuf = shown(first(protobuf));
    QCOMPARE(fromJson.size(), std::size_t{13});
    for (std::size_t i = 0; i < fromJson.size(); ++i)
        QCOMPARE(QString::fromStdString(fromJson[i]), QString::fromStdString(fromProtobuf[i]));
}

void TestOtlpCaptures::oddValuesSurvive()
{
    const Batch batch = first("otel-js-3.1-http-json");
    const auto zoo = std::find_if(batch.spans.begin(), batch.spans.end(), [](const auto& span) {
        return span.name == "attribute zoo ✓ naïve";
    });
    QVERIFY(zoo != batch.spans.end());
    std::map<std::string, std::string, std::less<>> values;
    otlp::forEachAttribute(zoo->body, otlp::kSpanAttributes,
                           [&values](std::string_view key, const otlp::AnyValueView& value) {
                               values.emplace(key, value.toJson());
                           });
    QCOMPARE(values["t.big"], std::string("1e+300"));
    QCOMPARE(values["t.int"], std::string("9007199254740991"));
    QCOMPARE(values["t.double_whole"], std::string("3"));
    QCOMPARE(values["t.bytes"], std::string("\"AAH+/w==\""));
    QCOMPARE(values["t.map"], std::string(R"({"a":1,"b":[true,null,{"c":"d"}]})"));
    QCOMPARE(values["t.mixed"], std::string(R"(["x",1,2.5,true])"));
    QCOMPARE(values["t.str"], std::string("\"żółw 🐢 \\u0000nul\""));
}

QTEST_GUILESS_MAIN(TestOtlpCaptures)
#include "tst_otlpcaptures.moc"
