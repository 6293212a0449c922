// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/alertreader.h"
#include "models/telemetry/timetext.h"
#include "tests/models/actuation/scriptedpeer.h"
#include "tests/models/pull/pullfixture.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <mutex>

using ingesttest::Recording;
using pulltest::captured;
using pulltest::has;
using pulltest::json;
using pulltest::kDay;
using pulltest::pullOnce;
using Answer = ScriptedPeer::Answer;

namespace {

std::string secondsText(telemetry::Timestamp time)
{
    return telemetry::toRfc3339(time).substr(0, 19) + "Z";
}

const std::string kSpans = R"(id: warehouse
base_url: http://127.0.0.1:1
feeds:
  - id: spans
    shape: json-rows
    request: {method: POST, path: /, body: "SELECT {{from|s}}, {{to|s}}"}
    format: lines
    record: span
    fields: {trace_id: /TraceId, span_id: /SpanId, name: /SpanName, start: {from: /TimestampNs, format: ns}, duration: {from: /Duration, format: ns}}
    resource: {service.name: /ServiceName}
)";

std::string observation(const std::string& id, const std::string& start, const std::string& end)
{
    return R"({"id":")" + id
        + R"(","traceId":"4bf92f3577b34da6a3ce929d0e0e4736","type":"GENERATION","name":"answer","startTime":")"
        + start + R"(","endTime":)" + (end.empty() ? "null" : "\"" + end + "\"")
        + R"(,"level":"DEFAULT","input":[{"role":"user","content":"Where is it?"}],"output":{"role":"assistant",)"
          R"("content":"On its way."},"providedModelName":"gpt-4o","usageDetails":{"input":12,"input_cached_tokens":1000,"output":5,)"
          R"("output_reasoning_tokens":80,"total":1097},"costDetails":{"total":0.25},"modelParameters":{"max_tokens":200},)"
          R"("completionStartTime":")"
        + start.substr(0, start.size() - 1)
        + R"(.500Z","sessionId":"s-1",)"
          R"("metadata":{"service":"shop"},"promptVersion":3})";
}

const std::string kFound = R"([{"id":"kb-117","content":"30 days"}])";
const std::string kJudged = R"({"score":0.1,"label":"unfaithful"})";

std::string langfuseStep(const std::string& id, const std::string& type, const std::string& output)
{
    return R"({"id":")" + id + R"(","traceId":"4bf92f3577b34da6a3ce929d0e0e4736","type":")" + type
        + R"(","name":"step","startTime":"2026-11-23T22:00:00Z","endTime":"2026-11-23T22:00:02Z",)"
          R"("level":"DEFAULT","input":"refunds","output":)"
        + output + "}";
}

} // namespace

class TestPuller : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("PLUMBLINE_TOKEN_LANGFUSE", "pk:sk"); }

    void langfuseObservationsAndScoresBecomeGenerationsAndEvaluations()
    {
        const std::string page1 = "{\"data\":["
            + observation("00f067aa0ba902b7", kDay + "22:00:00Z", kDay + "22:00:02Z")
            + "],\"meta\":{\"cursor\":\"next/1\"}}";
        const std::string page2 = "{\"data\":["
            + observation("00f067aa0ba902b8", kDay + "22:00:03Z", kDay + "22:00:04Z")
            + "],\"meta\":{}}";
        const std::string scores =
            R"({"data":[{"id":"s1","name":"faithfulness","dataType":"NUMERIC","value":0.2,"timestamp":"2026-11-23T22:01:00Z",)"
            R"("source":"EVAL","comment":"made up","subject":{"kind":"observation","id":"00f067aa0ba902b7",)"
            R"("traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}},)"
            R"({"id":"s2","name":"mood","dataType":"NUMERIC","value":1,"timestamp":"2026-11-23T22:01:00Z","source":"API",)"
            R"("subject":{"kind":"session","id":"x"}},)"
            R"({"id":"s3","name":"helpful","dataType":"NUMERIC","value":0.9,"timestamp":"2026-11-23T22:01:00Z","source":"API",)"
            R"("subject":{"kind":"trace","id":"4bf92f3577b34da6a3ce929d0e0e4736"}}],"meta":{"limit":100}})";
        ScriptedPeer peer([&](const std::string& request, int) {
            if (!has(request, "Authorization: Basic cGs6c2s="))
                return Answer{.bytes = ScriptedPeer::reply(401, "")};
            if (has(request, "/scores?"))
                return json(scores);
            return json(has(request, "cursor=next%2F1") ? page2 : page1);
        });
        Recording recording;
        for (int round = 0; round < 2; ++round) { // the second finds nothing new
            const auto reports = pullOnce(recording, pulltest::builtIn("langfuse", peer.url()),
                                          pulltest::range(kDay + "21:30:00Z", kDay + "22:30:00Z"));
            QCOMPARE(reports[0].problem, std::string());
            QCOMPARE(reports[0].requests, 2U);
            QCOMPARE(reports[1].left, 1U); // a session's score is about no one answer
            QCOMPARE(recording.info().generations, 2);
            QCOMPARE(recording.evaluations(telemetry::EvaluationOrigin::Telemetry).size(), 2U);
        }
        const auto generations = recording.read()->generations({}, {});
        const telemetry::Generation& generation = generations->front();
        QCOMPARE(generation.service, std::string("shop"));
        QCOMPARE(generation.modelServed, std::string("gpt-4o"));
        QVERIFY(generation.inputTokens == 1012 && generation.outputTokens == 85); // gross
        QVERIFY(generation.cachedTokens == 1000 && generation.reasoningTokens == 80);
        QVERIFY(generation.maxTokens == 200 && generation.cost == 0.25);
        QCOMPARE(generation.firstTokenSeconds.value_or(-1), 0.5);
        QCOMPARE(generation.session, std::string("s-1"));
        QCOMPARE(telemetry::outputText(generation), std::string("On its way."));
        QCOMPARE(generation.promptVersion, std::string("3"));
        for (const auto& evaluation :
             recording.evaluations(telemetry::EvaluationOrigin::Telemetry)) {
            const bool isOfTrace = evaluation.check == "helpful"; // of no one span in it
            QVERIFY(evaluation.trace == generation.trace);
            QCOMPARE(evaluation.span, isOfTrace ? telemetry::SpanId::None : generation.span);
            QVERIFY(isOfTrace || evaluation.state == telemetry::EvaluationState::Failed);
        }
    }

    // The same observation says the same, over OTLP or pulled.
    void langfuseStepsAreReadByTheirDialect()
    {
        const std::string list = "{\"data\":["
            + langfuseStep("00f067aa0ba902b7", "RETRIEVER", kFound) + ","
            + langfuseStep("00f067aa0ba902b8", "EVALUATOR", kJudged) + "],\"meta\":{}}";
        ScriptedPeer peer([&](const std::string&, int) { return json(list); });
        Recording recording;
        const auto report =
            pullOnce(recording, pulltest::builtIn("langfuse", peer.url(), {"observations"}),
                     pulltest::range(kDay + "21:30:00Z", kDay + "22:30:00Z"))[0];
        QCOMPARE(report.problem, std::string());
        std::vector<telemetry::Document> found;
        const auto steps = recording.read()->steps({}, {});
        for (const telemetry::Step& each : *steps)
            if (each.kind == telemetry::StepKind::Retrieval)
                found = each.documents;
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found[0].content, std::string("30 days"));
        const auto evaluations = recording.evaluations(telemetry::EvaluationOrigin::Telemetry);
        QCOMPARE(evaluations.size(), std::size_t{1});
        QCOMPARE(evaluations[0].label, std::string("unfaithful"));
    }

    // A pull goes on where the recording says it stopped, and a span without its end is not lost.
    void aPullResumesAndWaitsForWhatIsUnfinished()
    {
        const auto now = std::chrono::system_clock::now();
        const std::string start = secondsText(now - std::chrono::seconds(30));
        std::atomic<bool> isFinished = false;
        std::mutex mutex;
        std::string requests;
        ScriptedPeer peer([&](const std::string& request, int) {
            const std::scoped_lock lock(mutex);
            requests += request;
            return json("{\"data\":["
                        + observation("00f067aa0ba902b7", start, isFinished ? start : "")
                        + "],\"meta\":{}}");
        });
        Recording recording;
        const auto profile = pulltest::builtIn("langfuse", peer.url(), {"observations"});
        QCOMPARE(pullOnce(recording, profile)[0].accepted, 0U);
        const std::string name = "langfuse/observations@" + peer.url();
        const auto cursor = recording.read()->cursors()->at(name);
        QVERIFY2(pulltest::at(cursor) == pulltest::at(start), cursor.c_str());
        isFinished = true;
        QCOMPARE(pullOnce(recording, profile)[0].accepted, 1U);
        // As far back as a span may last that was not there yet.
        const std::string from = secondsText(pulltest::at(start) - std::chrono::hours(1));
        QVERIFY2(has(requests, "fromStartTime=" + from.substr(0, 13)), requests.c_str());
        QVERIFY(pulltest::at(recording.read()->cursors()->at(name)) > pulltest::at(start));
        QCOMPARE(recording.info().spans, 1);
    }

    void jaegerIsAskedServiceByService()
    {
        const std::string traces =
            R"({"result":{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},)"
            R"("scopeSpans":[{"spans":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7","name":"a",)"
            R"("kind":3,"startTimeUnixNano":"1795471200000000000","endTimeUnixNano":"1795471201000000000"}]}]}]}})";
        std::atomic<bool> isSnakeCase = true;
        ScriptedPeer peer([&](const std::string& request, int) {
            if (has(request, "/services"))
                return json(R"({"services":["jaeger","shop","quiet"]})");
            isSnakeCase = isSnakeCase && has(request, "query.service_name=")
                && has(request, "query.start_time_min=2026-");
            if (has(request, "service_name=quiet"))
                return Answer{.bytes = ScriptedPeer::reply(
                                  404, R"({"error":{"httpCode":404,"message":"No traces found"}})",
                                  "Content-Type: text/plain\r\n")};
            return json(traces + "\n" + traces); // a gateway may stream several documents
        });
        Recording recording;
        const auto report = pullOnce(recording, pulltest::builtIn("jaeger", peer.url()),
                                     pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z"))[0];
        QCOMPARE(report.problem, std::string());
        QCOMPARE(report.requests, 3U); // the console's own service is left out
        QVERIFY(isSnakeCase);
        QCOMPARE(recording.info().spans, 1);
        QCOMPARE(report.duplicates, 1U);
    }

    // Made by hand after Tempo's API documentation. The search cuts leading zeros off; traces come
    // as Tempo's JSON has them: ids in base64, enumerators by name, numbers as text; one in an old
    // version's envelope, one cut, one that is gone.
    void tempoTracesAreFoundByTheirSearch()
    {
        std::atomic<bool> isAsked = true;
        ScriptedPeer peer([&](const std::string& request, int) {
            if (has(request, "GET /api/search?")) {
                isAsked = isAsked && has(request, "start=1795470900&end=1795471500")
                    && has(request, "q=%7B%7D") && has(request, "X-Scope-OrgID: team-a");
                return json(captured("tempo/search.body"));
            }
            isAsked = isAsked && has(request, "Accept: application/json");
            if (has(request, "/api/v2/traces/0000000000000000d6e9329d67b6146a "))
                return json(captured("tempo/trace-v2-partial.body"));
            if (has(request, "/api/v2/traces/4bf92f3577b34da6a3ce929d0e0e4736 "))
                return json(captured("tempo/trace-batches.body"));
            return Answer{.bytes = ScriptedPeer::reply(404, "trace not found",
                                                       "Content-Type: text/plain\r\n")};
        });
        Recording recording;
        auto profile = pulltest::builtIn("tempo", peer.url());
        profile.parameters["tenant"] = "team-a";
        const auto range = pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z");
        const auto report = pullOnce(recording, profile, range)[0];
        QCOMPARE(report.problem, std::string());
        QCOMPARE(report.requests, 4U);
        QVERIFY(isAsked);
        QCOMPARE(report.notes.size(), std::size_t{1});
        QVERIFY(has(report.notes[0], "only a part of a trace"));
        const auto generations = recording.read()->generations({}, {});
        QCOMPARE(generations->size(), std::size_t{2});
        for (const telemetry::Generation& generation : *generations) {
            QCOMPARE(generation.service, std::string("shop"));
            QCOMPARE(generation.modelRequested, std::string("gpt-4o"));
            QVERIFY(generation.inputTokens == 12 && generation.isFailed);
        }
        QVERIFY(std::ranges::any_of(*generations, [](const telemetry::Generation& generation) {
            return telemetry::toHex(generation.trace) == "0000000000000000d6e9329d67b6146a";
        }));
        // A list as long as the limit may have been cut, which cannot be helped in one second.
        profile.parameters["limit"] = "3";
        ScriptedPeer busy([&](const std::string& request, int) {
            return has(request, "GET /api/search?") ? json(captured("tempo/search.body"))
                                                    : json(captured("tempo/trace-batches.body"));
        });
        profile.baseUrl = busy.url();
        Recording other;
        const auto cut =
            pullOnce(other, profile, pulltest::range(kDay + "22:00:00Z", kDay + "22:00:04Z"))[0];
        QCOMPARE(cut.notes.size(), std::size_t{1});
        QVERIFY2(has(cut.notes[0], "at most 3 items of a list"), cut.notes[0].c_str());
    }

    // Phoenix writes OTLP in snake_case, with enumerators by name, and without a resource.
    void phoenixSpansAreOtlpOfAnotherSpelling()
    {
        const std::string spans =
            R"({"data":[{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","parent_span_id":null,)"
            R"("name":"llm","kind":"SPAN_KIND_CLIENT","start_time_unix_nano":"1795471200000000000",)"
            R"("end_time_unix_nano":1795471201000000000,"status":{"code":1,"message":""},"attributes":[)"
            R"({"key":"openinference.span.kind","value":{"string_value":"LLM"}},)"
            R"({"key":"llm.model_name","value":{"string_value":"gpt-4o"}},)"
            R"({"key":"llm.token_count.prompt","value":{"int_value":"100"}}]}],"next_cursor":null})";
        const std::string annotation =
            R"({"data":[{"id":"a1","created_at":"2026-11-23T22:00:05Z","updated_at":"2026-11-23T22:00:05Z","source":"API",)"
            R"("name":"hallucination","annotator_kind":"LLM","result":{"label":"hallucinated","score":1,"explanation":"no"},)"
            R"("span_id":"00f067aa0ba902b7","identifier":""}],"next_cursor":null})";
        ScriptedPeer peer([&](const std::string& request, int) {
            if (has(request, "/span_annotations?"))
                return json(has(request, "span_ids=00f067aa0ba902b7")
                                ? annotation
                                : R"({"data":[],"next_cursor":null})");
            if (has(request, "/spans/otlpv1?"))
                return json(spans);
            if (has(request, "/spans?"))
                return json(
                    R"({"data":[{"context":{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7"}}],"next_cursor":null})");
            return json(R"({"data":[{"name":"my shop","id":"1"}],"next_cursor":null})");
        });
        Recording recording;
        const auto reports = pullOnce(recording, pulltest::builtIn("phoenix", peer.url()),
                                      pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z"));
        for (const auto& report : reports)
            QCOMPARE(report.problem, std::string());
        const auto generation = recording.read()->generations({}, {})->at(0);
        QCOMPARE(generation.service, std::string("my shop"));
        QVERIFY(generation.inputTokens == 100);
        const auto evaluations = recording.evaluations(telemetry::EvaluationOrigin::Telemetry);
        QCOMPARE(evaluations.size(), 1U);
        QVERIFY(evaluations[0].trace == generation.trace
                && evaluations[0].state == telemetry::EvaluationState::Failed);
    }

    void prometheusGivesPointsAndExemplarsWithTheirTrace()
    {
        ScriptedPeer peer([&](const std::string& request, int) {
            if (has(request, "/query_exemplars "))
                return json(captured("prometheus/30-exemplars.body"));
            return json(captured("prometheus/05-range.body"));
        });
        Recording recording;
        const auto reports = pullOnce(
            recording, pulltest::builtIn("prometheus", peer.url(), {"metrics", "exemplars"}),
            pulltest::range(kDay + "22:30:00Z", kDay + "22:40:00Z"));
        for (const auto& report : reports)
            QCOMPARE(report.problem, std::string());
        QVERIFY(has(peer.lastWrite(), "step=15") || has(peer.lastWrite(), "query_exemplars"));
        QCOMPARE(recording.info().metricPoints, 4); // two queries, two exemplars
    }

    void anErrorAfterTwoHundredIsNoEnd()
    {
        const std::string row = captured("clickhouse/06-select-jsoneachrow.body");
        std::atomic<bool> isBroken = true;
        ScriptedPeer peer([&](const std::string&, int) {
            return json(
                row + (isBroken ? "Code: 395, e.displayText() = DB::Exception: gave up\n" : ""));
        });
        Recording recording;
        const auto profile = pulltest::source(kSpans, peer.url());
        const auto report = pullOnce(recording, profile)[0];
        QVERIFY2(has(report.problem, "broke off after 1 rows") && has(report.problem, "gave up"),
                 report.problem.c_str());
        QVERIFY(recording.read()->cursors()->empty());
        QCOMPARE(recording.info().spans, 1); // what came is kept
        isBroken = false;
        QCOMPARE(pullOnce(recording, profile)[0].problem, std::string());
        QCOMPARE(recording.info().spans, 1);
        QCOMPARE(recording.read()->cursors()->size(), 1U);
    }

    void whatGoesWrongIsToldAndTriedAgain_data()
    {
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<bool>("isTriedAgain");
        QTest::addColumn<QString>("words");
        QTest::newRow("busy") << QString::fromStdString(
            ScriptedPeer::reply(429, "slow down", "Retry-After: 0\r\n"))
                              << true << "HTTP 429: slow down";
        QTest::newRow("down") << QString::fromStdString(ScriptedPeer::reply(503, "")) << true
                              << "HTTP 503";
        QTest::newRow("half") << "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"TraceId\""
                              << true << "";
        QTest::newRow("query") << QString::fromStdString(ScriptedPeer::reply(
            400, captured("clickhouse/08-syntax-error.body"), "Content-Type: text/plain\r\n"))
                               << false << "Syntax error";
        QTest::newRow("json") << QString::fromStdString(
            ScriptedPeer::reply(400, captured("prometheus/06-bad-query.body")))
                              << false << "unclosed left parenthesis";
        QTest::newRow("secret") << QString::fromStdString(
            ScriptedPeer::reply(401, "Unauthorized\n"))
                                << false << "HTTP 401 (no secret was given): Unauthorized";
        QTest::newRow("elsewhere") << QString::fromStdString(
            ScriptedPeer::reply(302, "", "Location: http://127.0.0.1:1/\r\n"))
                                   << false << "redirects are not followed";
        QTest::newRow("later") << QString::fromStdString(
            ScriptedPeer::reply(429, "", "Retry-After: 3000\r\n"))
                               << false << "HTTP 429";
    }
    void whatGoesWrongIsToldAndTriedAgain()
    {
        QFETCH(QString, bytes);
        QFETCH(bool, isTriedAgain);
        QFETCH(QString, words);
        const std::string row = captured("clickhouse/06-select-jsoneachrow.body");
        ScriptedPeer peer([&](const std::string&, int writes) {
            return writes == 1 ? Answer{.bytes = bytes.toStdString()} : json(row);
        });
        Recording recording;
        const auto report = pullOnce(recording, pulltest::source(kSpans, peer.url()))[0];
        QCOMPARE(peer.writes(), isTriedAgain ? 2 : 1);
        QCOMPARE(report.problem.empty(), isTriedAgain);
        QCOMPARE(recording.info().spans, isTriedAgain ? 1 : 0);
        QVERIFY2(isTriedAgain || has(report.problem, words.toStdString()), report.problem.c_str());
    }

    void alertsAreToldOnceEach()
    {
        std::mutex mutex;
        std::string body = captured("alertmanager/02-alerts.body");
        ScriptedPeer peer([&](const std::string&, int) {
            const std::scoped_lock lock(mutex);
            return json(body);
        });
        Recording recording;
        const auto pull = [&] {
            return pullOnce(recording, pulltest::builtIn("alertmanager", peer.url()))[0];
        };
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(pull().problem, std::string());
            const auto entries = pulltest::alertsIn(recording);
            QCOMPARE(entries.size(), 1U);
            QCOMPARE(entries[0].subject, std::string("e5916b091af2d727"));
            QVERIFY(has(entries[0].text, "GroundednessDrop is firing: groundedness 0.52"));
            QVERIFY(entries[0].time == pulltest::at("2026-11-23T22:36:42.479Z"));
        }
        { // the webhook tells of the same alert
            const auto pipeline = ingest::Pipeline::start(recording.path());
            pull::AlertBook book(**pipeline);
            QVERIFY(book.load(*recording.read()));
            const auto told = pull::readWebhook(captured("alertmanager/webhook-1.json"));
            QVERIFY(told);
            for (const auto& alert : *told)
                book.see("webhook", alert);
            (*pipeline)->drain();
        }
        QCOMPARE(pulltest::alertsIn(recording).size(), 1U);
        {
            const std::scoped_lock lock(mutex);
            body = "[]";
        }
        for (int i = 0; i < 2; ++i)
            QCOMPARE(pull().problem, std::string());
        const auto entries = pulltest::alertsIn(recording);
        QCOMPARE(entries.size(), 2U);
        QVERIFY(has(entries[1].text, "GroundednessDrop is resolved"));
    }
};

QTEST_GUILESS_MAIN(TestPuller)
#include "tst_puller.moc"
