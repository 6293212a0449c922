// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include <QTest>

#include <chrono>
#include <string>

using storetest::at;
using storetest::chatSpan;
using storetest::knownAt;
using storetest::Recording;
using storetest::spanId;
using storetest::spansBatch;
using storetest::traceId;

namespace {

constexpr std::size_t kLarge = std::size_t{100} * 1024;

otlp::OutgoingSpan withAttribute(otlp::OutgoingSpan span, int number)
{
    span.attributes.emplace_back("extra." + std::to_string(number), std::string("x"));
    return span;
}

} // namespace

class TestSpanMerging : public QObject
{
    Q_OBJECT

private slots:
    // A sender that adds an attribute at a time to a large span: each kept state is a whole copy.
    void earlierStatesAreBounded_data()
    {
        QTest::addColumn<int>("bodyBytes");
        QTest::addColumn<int>("mostVersions");
        QTest::newRow("small") << 10 << 8;
        QTest::newRow("large") << static_cast<int>(kLarge) << 2;
    }
    void earlierStatesAreBounded()
    {
        QFETCH(int, bodyBytes);
        QFETCH(int, mostVersions);
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan span = chatSpan(1, 1);
        span.attributes.emplace_back("large",
                                     std::string(static_cast<std::size_t>(bodyBytes), 'y'));
        const std::size_t attributes = span.attributes.size();
        QVERIFY(writer->append(spansBatch({span}, 10)));
        for (int copy = 1; copy <= 20; ++copy)
            QCOMPARE(writer->append(spansBatch({withAttribute(chatSpan(1, 1), copy)}, 10 + copy))
                         ->merged,
                     1);
        QVERIFY(writer->commit());
        QCOMPARE(recording.number("SELECT count(*) FROM span_versions"), mostVersions);
        const auto reader = recording.reader();
        const telemetry::SpanKey key{traceId(1), spanId(1)};
        const auto countAt = [&](std::int64_t second) {
            return reader->attributes(key, knownAt(second))->size();
        };
        // The span itself lacks nothing, and nothing shows before it was known.
        QCOMPARE(reader->attributes(key, {})->size(), attributes + 20);
        QCOMPARE(countAt(10), attributes);
        for (int copy = 1; copy <= 20; ++copy)
            QVERIFY(countAt(10 + copy) <= attributes + static_cast<std::size_t>(copy));
        QCOMPARE(countAt(11), attributes + 1);
        QCOMPARE(countAt(30), attributes + 20);
        QCOMPARE(reader->info()->merged, 20);
        QCOMPARE(reader->info()->spans, 1);
    }

    // Copies of one request are learned at one moment: no state between them was ever seen.
    void copiesOfOneMomentKeepNoStates()
    {
        const Recording recording;
        const auto writer = recording.writer();
        std::vector<otlp::OutgoingSpan> copies{chatSpan(1, 1)};
        for (int copy = 1; copy <= 20; ++copy)
            copies.push_back(withAttribute(chatSpan(1, 1), copy));
        QCOMPARE(writer->append(spansBatch(copies, 5))->merged, 20);
        QCOMPARE(writer
                     ->append(spansBatch(
                         {withAttribute(chatSpan(1, 1), 21), withAttribute(chatSpan(1, 1), 22)}, 6))
                     ->merged,
                 2);
        QVERIFY(writer->commit());
        QCOMPARE(recording.number("SELECT count(*) FROM span_versions"), 1);
        const auto reader = recording.reader();
        const telemetry::SpanKey key{traceId(1), spanId(1)};
        const std::size_t attributes = chatSpan(1, 1).attributes.size();
        QCOMPARE(reader->attributes(key, knownAt(5))->size(), attributes + 20);
        QCOMPARE(reader->attributes(key, knownAt(6))->size(), attributes + 22);
    }

    // A span with the ids of another one is no copy of it.
    void reusedIdsAreNotMerged()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const otlp::OutgoingSpan first = chatSpan(1, 1);
        otlp::OutgoingSpan other = withAttribute(chatSpan(1, 1), 1);
        other.start = at(60);
        other.end = at(70);
        QVERIFY(writer->append(spansBatch({first}, 5)));
        const auto appended = writer->append(spansBatch({other, chatSpan(2, 60)}, 71));
        QCOMPARE(appended->conflicts, 1);
        QCOMPARE(appended->merged, 0);
        QCOMPARE(appended->duplicates, 0);
        QCOMPARE(appended->spans, 1);
        QCOMPARE(appended->generationRows.front(), 0);
        // Sent again, it is not counted again.
        QCOMPARE(writer->append(spansBatch({other, chatSpan(2, 60)}, 72))->conflicts, 1);
        QVERIFY(writer->commit());
        const auto reader = recording.reader();
        const telemetry::SpanKey key{traceId(1), spanId(1)};
        QCOMPARE(reader->attributes(key, {})->size(), first.attributes.size());
        QCOMPARE(reader->trace(traceId(1), {})->front().end, first.end);
        QCOMPARE(reader->info()->rejected, 1);
        QCOMPARE(reader->info()->rejectedReasons.at(store::kReusedSpanId), 1);
    }

    // A verdict on a refused span is none on the span whose ids it uses.
    void evaluationsOfARefusedSpanAreRefused()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const auto judged = [](std::int64_t second, const std::string& check) {
            otlp::OutgoingSpan span = chatSpan(1, second);
            span.events = {{.time = at(second + 1),
                            .name = "gen_ai.evaluation.result",
                            .attributes = {{"gen_ai.evaluation.name", check},
                                           {"gen_ai.evaluation.score.value", 0.25}}}};
            return span;
        };
        QVERIFY(writer->append(spansBatch({judged(1, "Relevance")}, 5)));
        const auto appended = writer->append(spansBatch({judged(60, "Toxicity")}, 71));
        QCOMPARE(appended->conflicts, 1);
        QCOMPARE(appended->evaluationRows, std::vector<std::int64_t>{0});
        // A copy of the span that is known may bring one later.
        QVERIFY(writer->append(spansBatch({judged(1, "Faithfulness")}, 72))->evaluationRows.at(0)
                > 0);
        QVERIFY(writer->commit());
        const auto known = recording.reader()->evaluationsOf({traceId(1), spanId(1)}, {});
        QCOMPARE(known->size(), 2U);
        QCOMPARE(known->front().check, std::string("Relevance"));
        QCOMPARE(known->back().check, std::string("Faithfulness"));
        QCOMPARE(recording.reader()->pendingEvaluations(0, 100, 100)->size(), 2U);
    }

    // A copy that does not tell when it began takes nothing back.
    void aCopyWithoutAStartMovesNothing()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 50)}, 52)));
        otlp::OutgoingSpan timeless = withAttribute(chatSpan(1, 50), 1);
        timeless.start = {};
        QCOMPARE(writer->append(spansBatch({timeless}, 60))->merged, 1);
        QVERIFY(writer->commit());
        QCOMPARE(recording.number("SELECT count(*) FROM generations WHERE start_ns=0"), 0);
        QCOMPARE(recording.number("SELECT count(*) FROM changes WHERE time_ns=0"), 0);
        QCOMPARE(recording.reader()->generations({}, {})->front().start, at(50));
    }

    // A back end that keeps milliseconds tells the same start a little earlier.
    void aRoundedStartIsTheSameStart()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan exact = chatSpan(1, 1);
        exact.start = at(1) + std::chrono::microseconds(999);
        otlp::OutgoingSpan rounded = withAttribute(chatSpan(1, 1), 1);
        rounded.start = at(1);
        QVERIFY(writer->append(spansBatch({exact}, 5)));
        QCOMPARE(writer->append(spansBatch({rounded}, 6))->merged, 1);
        rounded.start = at(1) - std::chrono::milliseconds(1);
        QCOMPARE(writer->append(spansBatch({withAttribute(rounded, 2)}, 7))->conflicts, 1);
        QVERIFY(writer->commit());
        QCOMPARE(recording.reader()->trace(traceId(1), {})->front().start, exact.start);
    }
};

QTEST_GUILESS_MAIN(TestSpanMerging)
#include "tst_spanmerging.moc"
