// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/ingest/pipeline.h"
#include "models/otlp/decode.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>

using namespace ingest;
using namespace ingesttest;
using namespace std::chrono_literals;
using telemetry::SignalKind;

namespace {

// Commits as the pipeline does, but nobody judges: as if it was killed right after.
void record(const Recording& recording, SignalKind kind, const std::string& body)
{
    auto batch = otlp::decodeProtobuf(kind, std::make_shared<const std::string>(body));
    auto writer = store::Writer::open(recording.path());
    if (!batch || !writer)
        qFatal("The recording cannot be prepared");
    batch->recorded = kNoon;
    const auto interpreted = dialect::Interpreter::builtIn().interpret(std::move(*batch));
    if (!(*writer)->append(interpreted) || !(*writer)->commit())
        qFatal("The recording cannot be written");
}

telemetry::Rollup sumOf(const store::Reader& reader, const std::string& check)
{
    store::SeriesQuery query;
    query.match.check = check;
    const auto points = reader.series({}, query);
    telemetry::Rollup sum;
    if (points) {
        for (const store::SeriesPoint& point : *points)
            sum.merge(point.sum);
    }
    return sum;
}

std::int64_t faithfulnessCount(const store::Reader& reader)
{
    return sumOf(reader, "Faithfulness").count;
}

} // namespace

// Whatever is sent again, comes late, or was not finished when the program ended: each item counts
// once in the signals.
class TestCountedOnce : public QObject
{
    Q_OBJECT

private slots:
    // The client sends again what it has no receipt for, also to the next life of the program.
    void evaluationSentAgainAfterARestartCountsOnce()
    {
        Recording recording;
        const std::string traces = manySpans(0, 5);
        const std::string logs = logsBody({evaluationLog(3, 0.1), evaluationLog(4, 0.9, "resp-4")});
        for (int life = 0; life < 3; ++life) {
            const auto pipeline = recording.start();
            deliver(*pipeline, SignalKind::Traces, traces);
            deliver(*pipeline, SignalKind::Logs, logs);
            QVERIFY(pipeline->finish().has_value());
            QCOMPARE(faithfulnessCount(*recording.read()), std::int64_t{2});
        }
    }

    // Committed, and then the program was killed before health saw it: everything counts, once.
    void whatWasNotCountedIsCountedInTheNextLife()
    {
        Recording recording;
        otlp::OutgoingSpan failed = chatSpan(2); // no check has a result for it
        failed.status = telemetry::StatusCode::Error;
        failed.attributes.emplace_back("error.type", std::string("timeout"));
        record(recording, SignalKind::Traces, tracesBody({chatSpan(1, "yes"), failed}));
        record(recording, SignalKind::Logs,
               logsBody({evaluationLog(1, 0.1), evaluationLog(2, 0.9), evaluationLog(3, 0.9)}));
        std::int64_t counted = 0;
        for (int life = 0; life < 3; ++life) {
            QVERIFY(recording.start()->finish().has_value());
            QCOMPARE(faithfulnessCount(*recording.read()), std::int64_t{2}); // 3 is not there
            const auto points = recording.read()->series({}, {});
            std::int64_t sum = 0;
            for (const store::SeriesPoint& point : *points)
                sum += point.sum.count + point.sum.unknown;
            QVERIFY(sum > 0);
            counted = life == 0 ? sum : counted;
            QCOMPARE(sum, counted);
        }
        record(recording, SignalKind::Traces, tracesBody({chatSpan(3, "yes")}));
        QVERIFY(recording.start()->finish().has_value());
        QCOMPARE(faithfulnessCount(*recording.read()), std::int64_t{3});
        QVERIFY(recording.read()->pendingEvaluations(0, 1000, 10)->empty());
        QVERIFY(recording.read()->backlog()->generations.empty());
    }

    // A judge looks at the whole agent: no generation, but a signal of its service.
    void evaluationOfAnAgentIsASignal()
    {
        Recording recording;
        const auto pipeline = recording.start();
        otlp::OutgoingSpan agent = chatSpan(1);
        agent.name = "invoke_agent helper";
        agent.attributes = {{"gen_ai.operation.name", std::string("invoke_agent")},
                            {"gen_ai.agent.name", std::string("helper")}};
        deliver(*pipeline, SignalKind::Traces, tracesBody({agent}));
        deliver(*pipeline, SignalKind::Logs, logsBody({evaluationLog(1, 0.1)}));
        pipeline->drain();
        const auto keys = recording.read()->signalKeys({});
        QCOMPARE(keys->size(), std::size_t{1});
        QCOMPARE(keys->front().service, std::string("shop"));
        QCOMPARE(keys->front().operation, std::string("agent"));
        QCOMPARE(keys->front().check, std::string("Faithfulness"));
        QCOMPARE(faithfulnessCount(*recording.read()), std::int64_t{1});
        // Whoever follows that signal finds what counts in it.
        const auto count = [&recording](const char* operation) {
            store::GenerationFilter filter;
            filter.service = "shop";
            if (operation != nullptr)
                filter.operation = operation;
            return recording.read()->evaluations({}, filter)->size();
        };
        QCOMPARE(count(nullptr), std::size_t{1});
        QCOMPARE(count("agent"), std::size_t{1});
        QCOMPARE(count("trace"), std::size_t{0});
        QCOMPARE(count("chat"), std::size_t{0});
        QCOMPARE(count(""), std::size_t{0});
    }

    // A verdict on a whole trace is none on any answer in it, and those of two traces are two.
    void evaluationOfATraceIsASignal_data()
    {
        QTest::addColumn<bool>("isEarly");
        QTest::newRow("after its spans") << false;
        QTest::newRow("before its spans") << true;
    }
    void evaluationOfATraceIsASignal()
    {
        QFETCH(bool, isEarly);
        Recording recording;
        auto pipeline = recording.start();
        std::vector<otlp::OutgoingSpan> spans;
        std::vector<otlp::OutgoingLog> logs;
        for (std::uint64_t i = 0; i < 2; ++i) {
            spans.push_back(chatSpan(i, "yes"));
            otlp::OutgoingSpan child = spans.back();
            child.parent = child.id;
            child.id = spanId(100 + i);
            spans.push_back(child);
            logs.push_back(evaluationLog(i, 0.1));
            logs.back().span = telemetry::SpanId::None;
            logs.back().time = kNoon;
        }
        logs.push_back(evaluationLog(7, 0.1)); // of nothing: never to be looked for
        logs.back().trace = {};
        logs.back().span = telemetry::SpanId::None;
        if (isEarly)
            deliver(*pipeline, SignalKind::Logs, logsBody(logs));
        deliver(*pipeline, SignalKind::Traces, tracesBody(spans));
        if (!isEarly)
            deliver(*pipeline, SignalKind::Logs, logsBody(logs));
        QVERIFY(pipeline->finish().has_value());
        const auto reader = recording.read();
        QVERIFY(reader->pendingEvaluations(0, 1000, 10)->empty());
        QCOMPARE(faithfulnessCount(*reader), std::int64_t{2});
        store::SeriesQuery ofTraces;
        ofTraces.match.check = "Faithfulness";
        ofTraces.match.operation = "trace";
        ofTraces.match.service = "shop";
        QCOMPARE(reader->series({}, ofTraces)->size(), std::size_t{1});
        for (const std::uint64_t span : {0, 100}) { // it is no span's
            const auto own = reader->evaluationsOf({traceId(0), spanId(span)}, {});
            QVERIFY(std::ranges::find(*own, "Faithfulness", &telemetry::Evaluation::check)
                    == own->end());
        }
        store::GenerationFilter filter;
        filter.operation = "trace";
        QCOMPARE(reader->evaluations({}, filter)->size(), std::size_t{2});
        int judged = 0;
        QVERIFY(reader->forEachJudged(100, [&judged](const store::JudgedRow& row) {
            judged += row.subject.operation == "trace" && row.subject.service == "shop" ? 1 : 0;
        }));
        QCOMPARE(judged, 2);
    }

    // Content that comes after its generation was judged replaces "not captured", also in the next
    // life; whoever looks back sees what was known then.
    void lateContentReplacesTheUnknown_data()
    {
        QTest::addColumn<bool>("isRestarted");
        QTest::newRow("in one life") << false;
        QTest::newRow("after a restart") << true;
    }
    void lateContentReplacesTheUnknown()
    {
        QFETCH(bool, isRestarted);
        Recording recording;
        ManualClock clock(kNoon);
        auto pipeline = recording.start({}, &clock);
        deliver(*pipeline, SignalKind::Traces, tracesBody({chatSpan(1)}));
        pipeline->drain();
        if (isRestarted) {
            QVERIFY(pipeline->finish().has_value());
            pipeline = recording.start({}, &clock);
        }
        clock.advance(1h);
        otlp::OutgoingLog details = detailsLog(1, "The sky over Oslo was blue on Monday.");
        std::string report;
        for (int day = 1; day < 40; ++day)
            report += "On day " + std::to_string(day) + " the sky over Oslo was blue. ";
        details.attributes.emplace_back("gen_ai.system_instructions",
                                        R"([{"type":"text","content":")" + report + R"("}])");
        deliver(*pipeline, SignalKind::Logs, logsBody({details}));
        pipeline->drain();
        const auto reader = recording.read();
        store::View before;
        before.knownAt = kNoon + 1min;
        const auto stateOf = [&reader](const store::View& view, const std::string& check) {
            auto all = *reader->evaluationsOf({traceId(1), spanId(1)}, view);
            std::erase_if(all, [&](const auto& one) { return one.check != check; });
            return all.size() == 1 ? QByteArray(telemetry::toString(all.front().state))
                                   : QByteArray::number(all.size());
        };
        QCOMPARE(stateOf(before, "groundedness"), QByteArray("not_captured"));
        QVERIFY(stateOf({}, "groundedness") != "not_captured");
        QCOMPARE(stateOf(before, "truncation"), stateOf({}, "truncation"));
        store::SeriesQuery truncation;
        truncation.match.check = "truncation";
        const auto points = reader->series({}, truncation);
        QCOMPARE(points->size(), std::size_t{1});
        QCOMPARE(points->front().sum.count + points->front().sum.unknown, std::int64_t{1});
    }

    // The log file of an import comes when the spans of its trace file were judged long ago, and
    // more of them than are remembered.
    void contentOfForgottenGenerationsCountsOnce_data()
    {
        QTest::addColumn<bool>("isRestarted");
        QTest::newRow("in one life") << false;
        QTest::newRow("after a restart") << true;
    }
    void contentOfForgottenGenerationsCountsOnce()
    {
        QFETCH(bool, isRestarted);
        constexpr std::uint64_t kCount = 6;
        PipelineSettings settings;
        settings.health.rememberedSpans = 2;
        Recording recording;
        ManualClock clock(kNoon);
        auto pipeline = recording.start(settings, &clock);
        std::vector<otlp::OutgoingSpan> spans;
        std::vector<otlp::OutgoingLog> logs;
        for (std::uint64_t i = 0; i < kCount; ++i) {
            spans.push_back(chatSpan(i));
            logs.push_back(detailsLog(i, "The sky over Oslo was blue on Monday."));
        }
        deliver(*pipeline, SignalKind::Traces, tracesBody(spans));
        pipeline->drain();
        QCOMPARE(sumOf(*recording.read(), "groundedness").unknown, std::int64_t{kCount});
        QCOMPARE(sumOf(*recording.read(), "truncation").count, std::int64_t{kCount});
        if (isRestarted) {
            QVERIFY(pipeline->finish().has_value());
            pipeline = recording.start(settings, &clock);
        }
        clock.advance(1h);
        deliver(*pipeline, SignalKind::Logs, logsBody(logs));
        pipeline->drain();
        // There is nothing to ground an answer to a bare question in, and that replaces the
        // unknown.
        const auto reader = recording.read();
        QCOMPARE(sumOf(*reader, "groundedness").unknown, std::int64_t{0});
        QCOMPARE(sumOf(*reader, "groundedness").count, std::int64_t{0});
        QCOMPARE(sumOf(*reader, "truncation").count, std::int64_t{kCount});
        for (std::uint64_t i = 0; i < kCount; ++i) {
            const auto known = reader->evaluationsOf({traceId(i), spanId(i)}, {});
            const auto grounded =
                std::ranges::find(*known, "groundedness", &telemetry::Evaluation::check);
            QVERIFY(grounded != known->end());
            QVERIFY(grounded->state == telemetry::EvaluationState::NoData);
        }
        QVERIFY(reader->backlog()->generations.empty());
    }
};

QTEST_GUILESS_MAIN(TestCountedOnce)
#include "tst_countedonce.moc"
