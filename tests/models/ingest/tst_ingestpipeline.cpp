// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/pipeline.h"
#include "models/ingest/refusals.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>

using namespace ingest;
using namespace ingesttest;
using namespace std::chrono_literals;
using telemetry::EvaluationOrigin;
using telemetry::SignalKind;

namespace {

std::int64_t faithfulnessInSeries(const store::Reader& reader)
{
    store::SeriesQuery query;
    query.match.check = "Faithfulness";
    const auto points = reader.series({}, query);
    std::int64_t count = 0;
    if (points) {
        for (const store::SeriesPoint& point : *points)
            count += point.sum.count;
    }
    return count;
}

} // namespace

class TestIngestPipeline : public QObject
{
    Q_OBJECT

private slots:
    void capturesOfARealClientAreRecordedAndJudged()
    {
        Recording recording;
        {
            const auto pipeline = recording.start();
            const std::string folder = dataPath("otel-js-3.1-http-protobuf-gzip/");
            const Receipt traces = deliver(*pipeline, SignalKind::Traces,
                                           contentOf(folder + "001.bin"), false, "gzip");
            QVERIFY2(traces.outcome == Receipt::Outcome::Committed, traces.message.c_str());
            QCOMPARE(traces.accepted, std::uint64_t{13});
            QCOMPARE(traces.rejected, std::uint64_t{0});
            const Receipt logs =
                deliver(*pipeline, SignalKind::Logs, contentOf(folder + "002.bin"), false, "gzip");
            QCOMPARE(logs.accepted, std::uint64_t{12});
            const Receipt metrics = deliver(*pipeline, SignalKind::Metrics,
                                            contentOf(folder + "003.bin"), false, "gzip");
            QVERIFY(metrics.outcome == Receipt::Outcome::Committed);
            QVERIFY(pipeline->finish().has_value());
            QCOMPARE(pipeline->statistics().spans, std::uint64_t{13});
            QCOMPARE(pipeline->statistics().healthBacklog, std::int64_t{0});
        }
        const store::RecordingInfo info = recording.info();
        QCOMPARE(info.spans, std::int64_t{13});
        QCOMPARE(info.logs, std::int64_t{12});
        QVERIFY(info.metricPoints > 0);
        QVERIFY(info.generations >= 5);
        QVERIFY(info.validatorEvaluations > 0);
        QVERIFY(std::ranges::find(info.services, "northwind-support") != info.services.end());
        const auto reader = recording.read();
        QVERIFY(faithfulnessInSeries(*reader) >= 1);
        const auto verified = reader->verify();
        QVERIFY(verified && !verified->firstBroken);
    }

    void answersInLogRecordsAreJudgedWithTheirSpan()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const std::string folder = dataPath("otel-instrumentation-openai/");
        for (const char* name : {"001", "002", "003"}) {
            const std::string headers = contentOf(folder + name + ".headers.json");
            const SignalKind signal = headers.find("/v1/traces") != std::string::npos
                ? SignalKind::Traces
                : headers.find("/v1/logs") != std::string::npos ? SignalKind::Logs
                                                                : SignalKind::Metrics;
            const Receipt receipt =
                deliver(*pipeline, signal, contentOf(folder + name + ".bin"), false,
                        headers.find("gzip") != std::string::npos ? "gzip" : "");
            QVERIFY2(receipt.outcome == Receipt::Outcome::Committed, receipt.message.c_str());
        }
        pipeline->drain();
        const auto evaluations = recording.evaluations(EvaluationOrigin::Validator);
        QVERIFY(!evaluations.empty());
        const auto isJudged = [](const telemetry::Evaluation& evaluation) {
            return evaluation.check == "truncation"
                && evaluation.state != telemetry::EvaluationState::NotCaptured;
        };
        QVERIFY(std::ranges::any_of(evaluations, isJudged));
    }

    void sendingTwiceChangesNothing()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const std::string traces = manySpans(0, 20);
        const std::string logs = logsBody({evaluationLog(3, 0.1), evaluationLog(4, 0.9)});
        deliver(*pipeline, SignalKind::Traces, traces);
        deliver(*pipeline, SignalKind::Logs, logs);
        pipeline->drain();
        const auto reader = recording.read();
        const std::size_t judged = recording.evaluations(EvaluationOrigin::Validator).size();
        QCOMPARE(faithfulnessInSeries(*reader), std::int64_t{2});
        const Receipt again = deliver(*pipeline, SignalKind::Traces, traces);
        QCOMPARE(again.accepted, std::uint64_t{20});
        QCOMPARE(again.duplicates, std::uint64_t{20});
        QCOMPARE(again.rejected, std::uint64_t{0});
        deliver(*pipeline, SignalKind::Logs, logs);
        pipeline->drain();
        QCOMPARE(recording.info().spans, std::int64_t{20});
        QCOMPARE(recording.info().generations, std::int64_t{20});
        QCOMPARE(recording.evaluations(EvaluationOrigin::Validator).size(), judged);
        QCOMPARE(faithfulnessInSeries(*reader), std::int64_t{2});
        QCOMPARE(pipeline->statistics().duplicates, std::uint64_t{22});
    }

    // Instrumentation that sends an evaluation as a span event and as a log record means one.
    void anEvaluationOnTwoCarriersIsOne()
    {
        Recording recording;
        const auto pipeline = recording.start();
        otlp::OutgoingLog log = evaluationLog(3, 0.1);
        otlp::OutgoingSpan span = chatSpan(3, "It is.");
        span.events = {{.time = span.end, .name = log.eventName, .attributes = log.attributes}};
        deliver(*pipeline, SignalKind::Traces, tracesBody({span}));
        deliver(*pipeline, SignalKind::Logs, logsBody({log}));
        pipeline->drain();
        QCOMPARE(recording.evaluations(EvaluationOrigin::Telemetry).size(), std::size_t{1});
        QCOMPARE(faithfulnessInSeries(*recording.read()), std::int64_t{1});
    }

    // What an agent heard and said is no generation, whichever comes first, and all agree on that.
    void contentOfAnAgentIsNoGeneration()
    {
        for (const bool isLogFirst : {true, false}) {
            Recording recording;
            const auto pipeline = recording.start();
            otlp::OutgoingLog log = detailsLog(3, "It is.");
            log.eventName = "gen_ai.choice";
            log.attributes = {{"content", std::string("It is.")}};
            otlp::OutgoingSpan agent = chatSpan(3);
            agent.attributes = {{"gen_ai.operation.name", std::string("invoke_agent")}};
            if (isLogFirst)
                deliver(*pipeline, SignalKind::Logs, logsBody({log}));
            deliver(*pipeline, SignalKind::Traces, tracesBody({agent, chatSpan(4, "Yes.")}));
            if (!isLogFirst)
                deliver(*pipeline, SignalKind::Logs, logsBody({log}));
            pipeline->drain();
            QCOMPARE(recording.info().generations, std::int64_t{1});
            for (const auto& evaluation : recording.evaluations(EvaluationOrigin::Validator))
                QVERIFY(evaluation.span == spanId(4));
        }
    }

    void rejectionsAreCountedByReasonAndOnce()
    {
        Recording recording;
        const auto pipeline = recording.start();
        otlp::OutgoingSpan bad = chatSpan(1, "No id.");
        bad.id = telemetry::SpanId::None;
        const std::string first = tracesBody({chatSpan(0, "Yes."), bad});
        const std::string second = tracesBody({chatSpan(2, "A longer answer."), bad});
        const Receipt receipt = deliver(*pipeline, SignalKind::Traces, first);
        QVERIFY2(receipt.message.find("first at byte ") != std::string::npos,
                 receipt.message.c_str());
        deliver(*pipeline, SignalKind::Traces, second);
        QCOMPARE(deliver(*pipeline, SignalKind::Traces, first).rejected, std::uint64_t{1});
        const auto info = recording.info();
        QCOMPARE(info.rejected, std::int64_t{2});
        QCOMPARE(info.rejectedReasons.size(), std::size_t{1});
    }

    // Nobody calls drain or finish here: the receipt alone must mean "on disk".
    void receiptMeansCommitted()
    {
        Recording recording;
        const auto pipeline = recording.start();
        for (std::uint64_t i = 0; i < 50; ++i) {
            const Receipt receipt = deliver(*pipeline, SignalKind::Traces, manySpans(i * 3, 3));
            QVERIFY(receipt.outcome == Receipt::Outcome::Committed);
            QCOMPARE(recording.info().spans, static_cast<std::int64_t>(3 * (i + 1)));
        }
    }

    void fullQueueRefusesAndLosesNothing()
    {
        Recording recording;
        const auto pipeline = recording.start({.queueBytes = 40'000});
        const std::string body = manySpans(0, 30);
        QVERIFY(body.size() < 40'000);
        Receipts receipts;
        std::uint64_t taken = 0;
        std::uint64_t refused = 0;
        for (std::uint64_t i = 0; i < 2000 || refused == 0; ++i) {
            RawDelivery delivery{.signal = SignalKind::Traces,
                                 .contentEncoding = {},
                                 .body = manySpans(30 * i, 30),
                                 .source = {},
                                 .recorded = {}};
            const std::string before = delivery.body;
            if (pipeline->submit(delivery, receipts.handler())) {
                ++taken;
                continue;
            }
            ++refused;
            QVERIFY(delivery.body == before); // a refused delivery is given back whole
            if (refused > 20 && taken > 20)
                break;
        }
        QVERIFY(refused > 0);
        receipts.wait(taken);
        QCOMPARE(recording.info().spans, static_cast<std::int64_t>(30 * taken));
        const std::map<std::string, std::uint64_t> counts{{ingest::Refusals::kQueueFull, refused}};
        QCOMPARE(pipeline->statistics().refusals, counts);
    }

    void blockingSubmitWaitsForRoom()
    {
        Recording recording;
        const auto pipeline = recording.start({.queueBytes = 10'000});
        Receipts receipts;
        for (std::uint64_t i = 0; i < 100; ++i)
            pipeline->submitBlocking({.signal = SignalKind::Traces,
                                      .contentEncoding = {},
                                      .body = manySpans(10 * i, 10),
                                      .source = {},
                                      .recorded = {}},
                                     receipts.handler());
        receipts.wait(100);
        QCOMPARE(recording.info().spans, std::int64_t{1000});
    }

    void badBodiesSayWhatIsWrong()
    {
        Recording recording;
        const auto pipeline = recording.start({.inflatedBytes = 100'000});
        const Receipt noJson =
            deliver(*pipeline, SignalKind::Traces, "{\"resourceSpans\": [", true);
        QVERIFY(noJson.outcome == Receipt::Outcome::Undecodable);
        QVERIFY(!noJson.message.empty());
        QVERIFY(deliver(*pipeline, SignalKind::Logs, "\xff\xff\xff\xff").outcome
                == Receipt::Outcome::Undecodable);
        QVERIFY(deliver(*pipeline, SignalKind::Logs, "no gzip", false, "gzip").outcome
                == Receipt::Outcome::Undecodable);
        QVERIFY(deliver(*pipeline, SignalKind::Logs, "x", false, "br").outcome
                == Receipt::Outcome::UnsupportedEncoding);
        const std::string bomb = gzipped(std::string(10'000'000, '\0'));
        QVERIFY(deliver(*pipeline, SignalKind::Logs, bomb, false, "gzip").outcome
                == Receipt::Outcome::TooLarge);
        QVERIFY(deliver(*pipeline, SignalKind::Traces, manySpans(0, 2)).outcome
                == Receipt::Outcome::Committed);
        pipeline->drain();
        QCOMPARE(recording.info().rejected, std::int64_t{5});
        QCOMPARE(pipeline->statistics().rejected, std::uint64_t{5});
    }

    void lateAnswerIsJoinedByDrain()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces, tracesBody({chatSpan(1)}));
        deliver(*pipeline, SignalKind::Logs, logsBody({detailsLog(1, "It is blue.")}));
        pipeline->drain();
        const auto evaluations = recording.evaluations(EvaluationOrigin::Validator);
        QVERIFY(!evaluations.empty());
        for (const telemetry::Evaluation& evaluation : evaluations)
            QVERIFY(evaluation.state != telemetry::EvaluationState::NotCaptured);
    }

    void missingAnswerIsNotCapturedAfterDrain()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces, tracesBody({chatSpan(1)}));
        pipeline->drain();
        QCOMPARE(pipeline->statistics().healthBacklog, std::int64_t{0});
        const auto evaluations = recording.evaluations(EvaluationOrigin::Validator);
        QVERIFY(std::ranges::find(evaluations, telemetry::EvaluationState::NotCaptured,
                                  &telemetry::Evaluation::state)
                != evaluations.end());
    }

    void evaluationsFindTheirGenerationWheneverItComes()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto reader = recording.read();
        deliver(*pipeline, SignalKind::Logs,
                logsBody({evaluationLog(1, 0.1), evaluationLog(2, 0.2, "resp-2")}));
        pipeline->drain();
        QCOMPARE(faithfulnessInSeries(*reader), std::int64_t{0}); // of nothing known
        deliver(*pipeline, SignalKind::Traces, manySpans(1, 2));
        pipeline->drain();
        QCOMPARE(faithfulnessInSeries(*reader), std::int64_t{2});
        deliver(*pipeline, SignalKind::Logs, logsBody({evaluationLog(1, 0.3)}));
        pipeline->drain();
        QCOMPARE(faithfulnessInSeries(*reader), std::int64_t{3});
        const auto signals_ = reader->signalKeys({});
        QVERIFY(signals_.has_value());
        const auto isOurs = [](const telemetry::SignalKey& key) {
            return key.check == "Faithfulness" && key.service == "shop" && key.model == "gpt-x-1";
        };
        QVERIFY(std::ranges::any_of(*signals_, isOurs));
    }

    // The generation was judged in an earlier life of the program: only the recording knows it.
    void evaluationOfAnEarlierSessionFindsItsGeneration()
    {
        Recording recording;
        {
            const auto pipeline = recording.start();
            deliver(*pipeline, SignalKind::Traces, manySpans(1, 1));
        }
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Logs, logsBody({evaluationLog(1, 0.1)}));
        pipeline->drain();
        QCOMPARE(faithfulnessInSeries(*recording.read()), std::int64_t{1});
    }

    void drainIsExact()
    {
        Recording recording;
        const auto pipeline = recording.start();
        Receipts receipts;
        for (std::uint64_t round = 0; round < 10; ++round) {
            for (std::uint64_t i = 0; i < 20; ++i)
                QVERIFY(submit(*pipeline, SignalKind::Traces, manySpans(round * 1000 + 10 * i, 10),
                               receipts));
            pipeline->drain();
            const auto spans = static_cast<std::int64_t>(200 * (round + 1));
            QCOMPARE(recording.info().spans, spans);
            QCOMPARE(receipts.wait(0).size(), static_cast<std::size_t>(20 * (round + 1)));
            // Every generation has its truncation evaluation.
            auto evaluations = recording.evaluations(EvaluationOrigin::Validator);
            std::erase_if(evaluations,
                          [](const auto& evaluation) { return evaluation.check != "truncation"; });
            QCOMPARE(static_cast<std::int64_t>(evaluations.size()), spans);
            QCOMPARE(pipeline->statistics().healthBacklog, std::int64_t{0});
        }
    }

    void manySendersAtOnce()
    {
        Recording recording;
        const auto pipeline = recording.start();
        std::atomic<int> commits = 0;
        pipeline->setCommitListener([&] { ++commits; });
        {
            std::vector<std::jthread> senders;
            for (std::uint64_t sender = 0; sender < 4; ++sender)
                senders.emplace_back([&, sender] {
                    for (std::uint64_t i = 0; i < 50; ++i)
                        deliver(*pipeline, SignalKind::Traces,
                                manySpans(sender * 100'000 + 5 * i, 5));
                });
            senders.emplace_back([&] {
                for (int i = 0; i < 20; ++i)
                    pipeline->drain();
            });
        }
        QCOMPARE(recording.info().spans, std::int64_t{1000});
        QVERIFY(commits > 0);
        pipeline->setCommitListener({});
    }

    void entriesAreChained()
    {
        Recording recording;
        const ManualClock clock(kNoon);
        const auto pipeline = recording.start({}, &clock);
        std::promise<telemetry::Result<telemetry::TimelineEntry>> written;
        telemetry::TimelineEntry entry;
        entry.kind = "note";
        entry.actor = "operator";
        entry.text = "Looks wrong since lunch";
        entry.payload = "{}";
        pipeline->record(entry, [&](auto result) { written.set_value(std::move(result)); });
        const auto result = written.get_future().get();
        QVERIFY(result.has_value());
        QCOMPARE(result->sequence, std::int64_t{2}); // after "recording"
        QVERIFY(result->recorded == kNoon);
        QVERIFY(!result->hash.empty());
        QVERIFY(pipeline->finish().has_value());
        const auto timeline = recording.read()->timeline({});
        QVERIFY(timeline.has_value());
        QCOMPARE(timeline->size(), std::size_t{3});
        QCOMPARE(timeline->front().text, std::string("Recording started"));
        QCOMPARE(timeline->back().kind, std::string("recording"));
        QCOMPARE(timeline->back().text, std::string("Recording ended"));
        pipeline->record(entry, [&](const auto& late) { QVERIFY(!late.has_value()); });
    }

    void finishedPipelineTakesNothing()
    {
        Recording recording;
        const auto pipeline = recording.start();
        QVERIFY(pipeline->finish().has_value());
        QVERIFY(pipeline->finish().has_value());
        Receipts receipts;
        QVERIFY(!submit(*pipeline, SignalKind::Traces, manySpans(0, 1), receipts));
        pipeline->submitBlocking({.contentEncoding = {}, .body = {}, .source = {}, .recorded = {}},
                                 receipts.handler());
        QVERIFY(receipts.wait(1).front().outcome == Receipt::Outcome::Failed);
        pipeline->drain();
        QCOMPARE(recording.info().spans, std::int64_t{0});
    }

    void recordedTimeIsTheClocksOrTheDeliverys()
    {
        Recording recording;
        ManualClock clock(kNoon);
        const auto pipeline = recording.start({}, &clock);
        clock.advance(5s);
        deliver(*pipeline, SignalKind::Traces, manySpans(1, 1));
        Receipts receipts;
        pipeline->submitBlocking({.signal = SignalKind::Traces,
                                  .contentEncoding = {},
                                  .body = manySpans(2, 1),
                                  .source = {},
                                  .recorded = kNoon + 1h},
                                 receipts.handler());
        receipts.wait(1);
        const auto spans = recording.read()->spans({}, {});
        QVERIFY(spans.has_value());
        QCOMPARE(spans->size(), std::size_t{2});
        QVERIFY(spans->front().recorded == kNoon + 5s);
        QVERIFY(spans->back().recorded == kNoon + 1h);
    }

    void continuedRecordingHasAGap()
    {
        Recording recording;
        ManualClock clock(kNoon);
        {
            const auto pipeline = recording.start({.isLive = true}, &clock);
            deliver(*pipeline, SignalKind::Traces, manySpans(1, 1));
            clock.advance(1h); // nothing comes, but the console is there
            QVERIFY(pipeline->finish().has_value());
        }
        QVERIFY(recording.info().gaps.empty());
        clock.advance(10min);
        const auto pipeline = recording.start({.isLive = true}, &clock);
        const auto gaps = recording.info().gaps;
        QCOMPARE(gaps.size(), std::size_t{1});
        QCOMPARE(gaps.front().source, std::string("recorder"));
        QVERIFY(gaps.front().range.end == kNoon + 1h + 10min);
        QVERIFY(gaps.front().range.start == kNoon + 1h);
    }

    void secondWriterIsRefused()
    {
        Recording recording;
        const auto pipeline = recording.start();
        const auto second = Pipeline::start(recording.path());
        QVERIFY(!second.has_value());
        QVERIFY(second.error().kind == telemetry::ErrorKind::Refused);
    }

    void foreignFileIsNotTouched()
    {
        Recording recording;
        writeFile(recording.path(), "This is a shopping list.\n");
        const auto pipeline = Pipeline::start(recording.path());
        QVERIFY(!pipeline.has_value());
        QCOMPARE(contentOf(recording.path()), std::string("This is a shopping list.\n"));
    }
};

QTEST_GUILESS_MAIN(TestIngestPipeline)
#include "tst_ingestpipeline.moc"
