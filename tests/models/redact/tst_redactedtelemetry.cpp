// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/otlp/jsontranscoder.h"
#include "models/otlp/value.h"
#include "models/redact/redactor.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace ingest;
using namespace ingesttest;
using telemetry::SignalKind;

namespace {

// Secrets of one shape, numbered, so that a leak says where it comes from. Put together here, so
// that no scanner of secrets takes them for one.
const std::string kStart = std::string("sk-") + "proj-4f8d0b1c2e3a4d5f6a";

// `%` in the template becomes the next secret.
std::string withSecrets(std::string_view text)
{
    std::string filled;
    int number = 100;
    for (const char c : text) {
        if (c == '%')
            filled += kStart + std::to_string(number++);
        else
            filled += c;
    }
    return filled;
}

std::string traces();
std::string logs();
std::string metrics();
std::string twoValues(const std::string& value); // in a resource and in its span
int marksSent(); // secrets of that shape in the first three

// Every byte of the recording and its side files.
std::string bytesOf(const Recording& recording)
{
    std::string all;
    for (const char* suffix : {"", "-wal"}) {
        const std::string path = recording.path() + suffix;
        if (std::filesystem::exists(path))
            all += contentOf(path);
    }
    return all;
}

std::int64_t countOf(const store::RecordingInfo& info, const std::string& rule)
{
    std::int64_t count = 0;
    for (const telemetry::Redaction& redaction : info.redactions) {
        if (redaction.rule == rule && redaction.service == "shop")
            count += static_cast<std::int64_t>(redaction.count);
    }
    return count;
}

} // namespace

class TestRedactedTelemetry : public QObject
{
    Q_OBJECT

private slots:
    void nothingOfItIsStored_data()
    {
        QTest::addColumn<bool>("isJson");
        QTest::newRow("protobuf") << false;
        QTest::newRow("JSON") << true;
    }
    void nothingOfItIsStored()
    {
        QFETCH(bool, isJson);
        Recording recording;
        {
            const auto pipeline = recording.start();
            const std::pair<SignalKind, std::string> bodies[] = {{SignalKind::Traces, traces()},
                                                                 {SignalKind::Logs, logs()},
                                                                 {SignalKind::Metrics, metrics()}};
            for (const auto& [signal, json] : bodies) {
                const auto wire = otlp::transcode(signal, json);
                QVERIFY(wire && wire->rejections.empty());
                QVERIFY(wire->wire.find(kStart) != std::string::npos);
                const Receipt receipt =
                    deliver(*pipeline, signal, isJson ? json : wire->wire, isJson);
                QVERIFY2(receipt.outcome == Receipt::Outcome::Committed, receipt.message.c_str());
                QCOMPARE(receipt.rejected, std::uint64_t{0});
            }
            QVERIFY(pipeline->finish().has_value());
            QVERIFY(pipeline->statistics().redacted > 0);
        }
        const std::string bytes = bytesOf(recording);
        for (const std::string& secret : {kStart, std::string("letmein")}) {
            const std::size_t found = bytes.find(secret);
            QVERIFY2(found == std::string::npos,
                     bytes.substr(found == std::string::npos ? 0 : found, 40).c_str());
        }
        const store::RecordingInfo info = recording.info();
        QCOMPARE(info.spans, std::int64_t{1});
        QCOMPARE(info.logs, std::int64_t{2});
        QCOMPARE(info.metricPoints, std::int64_t{4});
        const std::int64_t sent = marksSent();
        // Addresses of schemas are not kept; names of metrics are, once a request.
        QCOMPARE(countOf(info, "model-api-key"), sent);
        QCOMPARE(countOf(info, "command-line"), std::int64_t{1});
        QCOMPARE(countOf(info, "credential-attribute"), std::int64_t{4});
        QCOMPARE(info.redacted, sent + 5);
    }

    void theModelIsNotBlamedForIt()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces, traces(), true);
        pipeline->drain();
        const auto generations = recording.read()->generations({}, {});
        QVERIFY(generations && generations->size() == 1);
        const telemetry::Generation& generation = generations->front();
        // A piece was taken out: what is left is what was said.
        QVERIFY(generation.contentState == telemetry::ContentState::Captured);
        QCOMPARE(telemetry::outputText(generation), std::string("All is well."));
        QCOMPARE(telemetry::promptText(generation),
                 std::string("the key is [REDACTED:model-api-key]"));
        for (const auto& evaluation :
             recording.evaluations(telemetry::EvaluationOrigin::Validator)) {
            QVERIFY2(evaluation.state != telemetry::EvaluationState::Failed,
                     evaluation.reason.c_str());
        }
    }

    void sendingTwiceCountsOnce()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces, traces(), true);
        const std::int64_t once = recording.info().redacted;
        const Receipt again = deliver(*pipeline, SignalKind::Traces, traces(), true);
        QCOMPARE(again.duplicates, std::uint64_t{1});
        QVERIFY(once > 0);
        QCOMPARE(recording.info().redacted, once);
    }

    void withoutRulesAllIsKept()
    {
        Recording recording;
        PipelineSettings settings;
        settings.redactor = nullptr;
        const auto pipeline = recording.start(std::move(settings));
        deliver(*pipeline, SignalKind::Traces, traces(), true);
        QVERIFY(bytesOf(recording).find(kStart) != std::string::npos);
        QCOMPARE(recording.info().redacted, std::int64_t{0});
    }

    void attributesAreDroppedByName()
    {
        Recording recording;
        PipelineSettings settings;
        settings.redactor =
            redact::Redactor::create(redact::parseRules("rules:\n  - id: content\n"
                                                        "    names: ['gen_ai.*.messages']\n"
                                                        "    action: drop\n",
                                                        "mine.yaml", {})
                                         .value())
                .value();
        const auto pipeline = recording.start(std::move(settings));
        deliver(*pipeline, SignalKind::Traces, traces(), true);
        const std::string bytes = bytesOf(recording);
        QVERIFY(bytes.find("gen_ai.output.messages") == std::string::npos);
        QVERIFY(bytes.find("All is well.") == std::string::npos);
        QCOMPARE(countOf(recording.info(), "content"), std::int64_t{2});
    }

    void alertsAreRedactedToo()
    {
        Recording recording;
        {
            const auto pipeline = recording.start();
            telemetry::TimelineEntry entry;
            entry.kind = "alert";
            entry.actor = "alertmanager";
            entry.subject = "abc";
            entry.text = "Down: " + kStart + "1";
            entry.payload =
                "{\"labels\":{\"api_key\":\"letmein\"},\"summary\":\"" + kStart + "2\"}";
            pipeline->record(entry);
            pipeline->drain();
            QVERIFY(pipeline->finish().has_value());
        }
        const std::string bytes = bytesOf(recording);
        QVERIFY(bytes.find(kStart) == std::string::npos);
        QVERIFY(bytes.find("letmein") == std::string::npos);
        const auto verified = recording.read()->verify();
        QVERIFY(verified && !verified->firstBroken);
        QCOMPARE(recording.info().redacted, std::int64_t{3});
    }

    // What cannot be read to its end is not kept where a secret may stand in it.
    void brokenMessagesHideNothing()
    {
        Recording recording;
        {
            const auto pipeline = recording.start();
            const std::string secret = kStart + "1";
            const std::string json = twoValues(secret);
            std::string wire = otlp::transcode(SignalKind::Traces, json)->wire;
            // The value's own length now reaches beyond its message.
            for (std::size_t at = wire.find(secret); at != std::string::npos;
                 at = wire.find(secret, at + 1))
                wire[at - 1] = 0x7f;
            deliver(*pipeline, SignalKind::Traces, wire);
            QVERIFY(pipeline->finish().has_value());
        }
        QCOMPARE(recording.info().spans, std::int64_t{1});
        QVERIFY(bytesOf(recording).find(kStart) == std::string::npos);
    }
};

// moc 6.4 sees no class behind these texts.
namespace {

constexpr std::string_view kTraces =
    R"({"resourceSpans":[{"schemaUrl":"https://x/%","resource":{"attributes":[
 {"key":"service.name","value":{"stringValue":"shop"}},
 {"key":"process.command_args","value":{"arrayValue":{"values":[{"stringValue":"node"},{"stringValue":"--key=letmein-100"}]}}},
 {"key":"note","value":{"stringValue":"%"}}]},
 "scopeSpans":[{"schemaUrl":"%","scope":{"name":"lib %","version":"%","attributes":[{"key":"a","value":{"stringValue":"%"}}]},
 "spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708","traceState":"a=%","name":"chat %","kind":3,
 "startTimeUnixNano":"1760000000000000000","endTimeUnixNano":"1760000001000000000",
 "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
 {"key":"gen_ai.request.model","value":{"stringValue":"m"}},
 {"key":"http.request.header.authorization","value":{"stringValue":"letmein-101"}},
 {"key":"key %","value":{"intValue":"1"}},
 {"key":"bytes","value":{"bytesValue":"@BYTES@"}},
 {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"ok"},{"stringValue":"%"}]}}},
 {"key":"map","value":{"kvlistValue":{"values":[{"key":"a","value":{"kvlistValue":{"values":[{"key":"password","value":{"stringValue":"letmein-102"}},{"key":"b","value":{"stringValue":"%"}}]}}}]}}},
 {"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"the key is %\"}]}]"}},
 {"key":"gen_ai.output.messages","value":{"stringValue":"[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"All is well.\"},{\"type\":\"tool_call\",\"id\":\"1\",\"name\":\"t\",\"arguments\":{\"api_key\":\"letmein-103\"}}]}]"}}],
 "events":[{"timeUnixNano":"1760000000000000000","name":"exception %","attributes":[{"key":"exception.message","value":{"stringValue":"%"}}]}],
 "links":[{"traceId":"0102030405060708090a0b0c0d0e0f11","spanId":"0102030405060709","traceState":"%","attributes":[{"key":"a","value":{"stringValue":"%"}}]}],
 "status":{"code":2,"message":"denied for %"}}]}]}]})";

constexpr std::string_view kLogs =
    R"({"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
 "scopeLogs":[{"scope":{"name":"lib"},"logRecords":[{"timeUnixNano":"1760000000000000000","severityText":"%","eventName":"e %",
 "body":{"kvlistValue":{"values":[{"key":"text","value":{"stringValue":"%"}},{"key":"authorization","value":{"stringValue":"letmein-104"}}]}},
 "attributes":[{"key":"a","value":{"stringValue":"%"}}]},
 {"timeUnixNano":"1760000000000000001","body":{"stringValue":"plain %"}}]}]}]})";

constexpr std::string_view kMetrics =
    R"({"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
 "scopeMetrics":[{"scope":{"name":"lib"},"metrics":[
 {"name":"m %","unit":"%","description":"%","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"timeUnixNano":"1760000000000000000","asInt":"3","attributes":[{"key":"a","value":{"stringValue":"%"}}],
 "exemplars":[{"timeUnixNano":"1760000000000000000","asDouble":1,"filteredAttributes":[{"key":"f","value":{"stringValue":"%"}}]}]}]}},
 {"name":"h","histogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1760000000000000000","count":"1","sum":1,"bucketCounts":["0","1"],"explicitBounds":[1],"attributes":[{"key":"a","value":{"stringValue":"%"}}]}]}},
 {"name":"e","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1760000000000000000","count":"1","sum":1,"scale":0,"zeroCount":"0","positive":{"offset":0,"bucketCounts":["1"]},"attributes":[{"key":"a","value":{"stringValue":"%"}}]}]}},
 {"name":"s","summary":{"dataPoints":[{"timeUnixNano":"1760000000000000000","count":"1","sum":1,"quantileValues":[{"quantile":0.5,"value":1}],"attributes":[{"key":"a","value":{"stringValue":"%"}}]}]}}]}]}]})";

std::string traces()
{
    std::string text = withSecrets(kTraces);
    const std::string bytes =
        QByteArray::fromStdString("raw " + kStart + "199").toBase64().toStdString();
    text.replace(text.find("@BYTES@"), 7, bytes);
    return text;
}

std::string logs()
{
    return withSecrets(kLogs);
}

std::string metrics()
{
    return withSecrets(kMetrics);
}

int marksSent()
{
    std::ptrdiff_t count = 1; // in bytes
    for (const std::string_view text : {kTraces, kLogs, kMetrics})
        count += std::count(text.begin(), text.end(), '%');
    return static_cast<int>(count);
}

std::string twoValues(const std::string& value)
{
    return R"({"resourceSpans":[{"resource":{"attributes":[{"key":"a","value":{"stringValue":")"
        + value
        + R"("}}]},"scopeSpans":[{"scope":{"name":"lib"},"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",
 "spanId":"0102030405060708","name":"n","attributes":[{"key":"b","value":{"stringValue":")"
        + value + R"("}}]}]}]}]})";
}

} // namespace

QTEST_GUILESS_MAIN(TestRedactedTelemetry)
#include "tst_redactedtelemetry.moc"
