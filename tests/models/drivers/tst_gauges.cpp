// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/drivervalues.h"
#include "models/drivers/relationsnapshot.h"
#include "models/drivers/relationtext.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <cmath>
#include <utility>
#include <vector>

using namespace drivers;
using namespace storetest;

class TestGauges : public QObject
{
    Q_OBJECT

private slots:
    void gaugesStandInForAttributes()
    {
        std::vector<AnswerRow> rows(3);
        rows[0].start = at(100);
        rows[1].start = at(110);
        rows[2].start = at(400);
        const AnswerTable table(std::move(rows), {}, {.start = at(90), .end = at(450)});
        store::MetricSeries one;
        one.service = "engine";
        one.name = "vllm:num_requests_waiting";
        one.points = {{at(95), 3}, {at(105), 5}};
        store::MetricSeries other = one;
        other.points = {{at(95), 10}};
        store::MetricSeries pulled = one; // the same once more
        pulled.source = "prometheus";
        pulled.points = {{at(95), 3}};
        store::MetricSeries queue = one;
        queue.name = "engine_queue_size";
        queue.points = {{at(95), 900}, {at(100), 900}, {at(105), 900}, {at(110), 900}};
        const std::vector<store::MetricSeries> all{one, other, pulled, queue};
        const Gauges gauges = gaugesOf(all, "shop", {"engine", "index"});
        QCOMPARE(gauges.queue.source, std::string("vllm:num_requests_waiting of engine"));
        const auto queues =
            valuesOf({.kind = DriverKind::QueueDepth, .check = {}}, table, gauges, at(1000));
        QCOMPARE(queues[0], 13.0F);
        QCOMPARE(queues[1], 15.0F);
        QVERIFY(std::isnan(queues[2])); // five minutes later a gauge says nothing any more
        QVERIFY(gaugesOf(all, "shop", {"index"}).queue.series.empty()); // nobody's of its traces
        store::MetricSeries own = queue;
        own.service = "shop";
        QCOMPARE(gaugesOf({one, own}, "shop", {"engine"}).queue.source,
                 std::string("engine_queue_size of shop"));
    }

    void gaugesAreKnownByTheirWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<bool>("isQueue");
        QTest::addColumn<bool>("isAge");
        const auto row = [](const char* name, const char* unit, bool isQueue, bool isAge) {
            QTest::addRow("%s in %s", name, unit)
                << QString::fromLatin1(name) << QString::fromLatin1(unit) << isQueue << isAge;
        };
        row("vllm:num_requests_waiting", "", true, false);
        row("sglang:num_queue_reqs", "1", true, false);
        row("tgi_queue_size", "{requests}", true, false);
        row("gen_ai.server.queue.depth", "{request}", true, false);
        row("otelcol_exporter_queue_size", "{batches}", false, false);
        row("otelcol_exporter_queue_size", "", false, false);
        row("otel.sdk.processor.span.queue.size", "{span}", false, false);
        row("queue_waiting_seconds", "s", false, false);
        row("request_queue_size_bytes", "By", false, false);
        row("jvm.thread_pool.queue.size", "", false, false);
        row("queue_sizes", "", false, false);
        row("rag.index.age", "s", false, true);
        row("rag.index.age", "h", false, true);
        row("rag.index.age", "", false, false); // of what?
        row("index_age_seconds", "", false, true);
        row("vectordb.index.staleness_hours", "1", false, true);
        row("vectordb.index.storage_size", "By", false, false);
        row("vectordb.index.storage_seconds", "s", false, false);
        row("index.agents", "s", false, false);
        row("index.age", "By", false, false);
    }

    void gaugesAreKnownByTheirWords()
    {
        QFETCH(QString, name);
        QFETCH(QString, unit);
        store::MetricSeries series;
        series.name = name.toStdString();
        series.unit = unit.toStdString();
        QTEST(isQueueGauge(series), "isQueue");
        QTEST(isIndexAgeGauge(series), "isAge");
        series.kind = store::MetricKind::Total;
        QVERIFY(!isQueueGauge(series) && !isIndexAgeGauge(series));
    }

    void agesAreReadInTheirUnit()
    {
        store::MetricSeries series;
        series.service = "shop";
        series.name = "rag.index.age";
        series.unit = "h";
        series.points = {{at(100), 3}};
        QCOMPARE(gaugesOf({series}, "shop", {}).indexAgeAt(at(110)), 3.0F * 3600);
    }

    // A gauge counts for a service when who sends it takes part in its traces, and is named.
    void gaugesComeFromWhoServesTheTraces()
    {
        for (const bool isBeside : {false, true}) {
            const Recording recording;
            const auto writer = recording.writer();
            QVERIFY(
                writer->append(spansBatch({chatSpan(1, 100), chatSpan(2, 110)}, 120)).has_value());
            otlp::OutgoingSpan served = chatSpan(50, 100);
            served.attributes.clear();
            served.trace = traceId(isBeside ? 2 : 50);
            dialect::Interpreted batch = spansBatch({served}, 120, "engine");
            for (const std::int64_t second : {95, 105})
                batch.batch.points.push_back({.name = "vllm:num_requests_waiting",
                                              .unit = {},
                                              .start = at(second),
                                              .time = at(second),
                                              .value = 7,
                                              .body = {}});
            QVERIFY(writer->append(batch).has_value());
            QVERIFY(writer->commit().has_value());
            const RelationRequest request{
                .view = {.range = {.start = at(90), .end = at(200)}, .knownAt = at(1000)},
                .service = "shop",
                .driver = {.kind = DriverKind::QueueDepth, .check = {}},
                .outcome = {.kind = OutcomeKind::Error, .check = {}}};
            const RelationSnapshot snapshot =
                RelationReader().read(*recording.reader(), request).value();
            QCOMPARE(snapshot.used, std::int64_t{isBeside ? 2 : 0});
            QCOMPARE(gaugeSentence(snapshot),
                     std::string(isBeside ? "Requests waiting of all answers: by the gauge "
                                            "vllm:num_requests_waiting of engine, at the time that "
                                            "each began."
                                          : ""));
        }
    }
};

QTEST_GUILESS_MAIN(TestGauges)
#include "tst_gauges.moc"
