// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/pins.h"
#include "models/store/retention.h"
#include "tests/models/store/retentionfixture.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace storetest;
using store::Keep;

namespace {

constexpr std::int64_t kPinnedSpans = 20;

std::unique_ptr<store::Writer> ringOfAge(const Recording& recording, telemetry::Duration age)
{
    Keep keep;
    keep.age = age;
    return ring(recording, keep);
}

void append(store::Writer& writer, const dialect::Interpreted& interpreted)
{
    QVERIFY(writer.append(interpreted));
    QVERIFY(writer.commit());
}

// Calls in traces of their own, with one result.
void writeRecorded(store::Writer& writer, std::int64_t commit, std::int64_t second,
                   std::int64_t recorded, std::size_t bytes = 10)
{
    std::vector<otlp::OutgoingSpan> spans;
    for (std::int64_t i = 0; i < kPinnedSpans; ++i) {
        spans.push_back(chatSpan(static_cast<std::uint64_t>(commit * 1000 + i), second));
        spans.back().attributes.emplace_back("ballast", std::string(bytes, 'x'));
    }
    telemetry::Rollup rollup;
    rollup.bucket = telemetry::toUnixNanos(at(second)) / 1'000'000'000;
    rollup.recordedBucket = telemetry::toUnixNanos(at(recorded)) / 1'000'000'000;
    rollup.add(0.5);
    store::HealthResults results;
    results.rollups = {{signalOf("shop"), rollup}};
    QVERIFY(writer.append(results));
    append(writer, spansBatch(spans, recorded));
}

void writeNote(store::Writer& writer, std::int64_t second)
{
    QVERIFY(writer.append(note("seen something", second)));
    QVERIFY(writer.commit());
}

std::int64_t spansFrom(const Recording& recording, std::int64_t from, std::int64_t to)
{
    return recording.number("SELECT count(*) FROM spans WHERE start_ns>="
                            + std::to_string(telemetry::toUnixNanos(at(from))) + " AND start_ns<"
                            + std::to_string(telemetry::toUnixNanos(at(to))));
}

// Of the trace of a number.
std::int64_t rowsOf(const Recording& recording, const char* table, std::uint64_t number)
{
    return recording.number("SELECT count(*) FROM " + std::string(table)
                            + " WHERE trace_no=(SELECT trace_no FROM traces WHERE hex(trace_id)="
                              "upper('"
                            + telemetry::toHex(traceId(number)) + "'))");
}

} // namespace

// What stays in a ring, whatever clocks say.
class TestRingPins : public QObject
{
    Q_OBJECT

private slots:
    // A clock that was ahead, or an import that said another time, must not keep what came after.
    void rowsOfTheFutureStallNothing()
    {
        const Recording recording;
        const auto writer = ringOfAge(recording, 100s);
        writeRecorded(*writer, 5000, 5000, 1'000'000);
        for (std::int64_t second = 0; second < 1000; second += 10)
            writeRecorded(*writer, second, second, second);
        pruneAll(*writer, 1000);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 10 * kPinnedSpans);
        QCOMPARE(recording.number("SELECT count(*) FROM generations"), 10 * kPinnedSpans);
        const auto info = recording.reader()->info();
        QVERIFY(info && info->keptFrom == at(890));
    }

    void rowsOfTheFutureCostThePresentNothing()
    {
        const Recording recording;
        Keep keep;
        keep.bytes = Keep::kLeastBytes;
        const auto writer = ring(recording, keep);
        writeRecorded(*writer, 5000, 5000, 1'000'000, 4000);
        constexpr std::int64_t kCommits = 300;
        for (std::int64_t commit = 0; commit < kCommits; ++commit) {
            writeRecorded(*writer, commit, commit * 60, commit * 60, 4000);
            if (commit == kCommits - 10) {
                QVERIFY(writer->append(store::Gap{.source = "recorder",
                                                  .range = {at(commit * 60), at(commit * 60 + 1)},
                                                  .reason = "not recording"},
                                       at(commit * 60)));
                QVERIFY(writer->commit());
            }
            const auto isMore = writer->prune(at(commit * 60), kRowsInStep);
            QVERIFY2(isMore, isMore ? "" : isMore.error().message.c_str());
        }
        const std::int64_t left = recording.number("SELECT count(*) FROM spans");
        QVERIFY(left > 100 && left < kCommits * kPinnedSpans / 2);
        QCOMPARE(recording.number("SELECT count(*) FROM generations"), left);
        QCOMPARE(spansFrom(recording, (kCommits - 5) * 60, kCommits * 60), 5 * kPinnedSpans);
        const std::int64_t rollups = recording.number("SELECT count(*) FROM rollups_second");
        QVERIFY2(rollups >= left / kPinnedSpans, std::to_string(rollups).c_str());
        QVERIFY(recording.number("SELECT count(*) FROM rollups_minute") >= rollups);
        QCOMPARE(recording.number("SELECT count(*) FROM gaps WHERE source='recorder'"), 1);
        QCOMPARE(
            recording.number("SELECT count(*) FROM rollups_second WHERE recorded_bucket>"
                             + std::to_string(telemetry::toUnixNanos(at(900'000)) / 1'000'000'000)),
            0);
        QVERIFY(recording.number("SELECT value FROM counters WHERE name='kept_from_ns'")
                <= telemetry::toUnixNanos(at(kCommits * 60)));
    }

    // Where nothing of the present stands behind them they are as old as they are known for.
    void rowsOfTheFutureGrowOldByThemselves()
    {
        const Recording recording;
        const auto writer = ringOfAge(recording, 100s);
        for (std::int64_t commit = 0; commit < 10; ++commit)
            writeRecorded(*writer, commit, commit, 1'000'000);
        pruneAll(*writer, 1000);
        pruneAll(*writer, 1050);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 10 * kPinnedSpans);
        pruneAll(*writer, 1200);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 1);
    }

    void aClockThatWasPutBackCostsNothing()
    {
        const Recording recording;
        const auto writer = ringOfAge(recording, 100s);
        for (std::int64_t second = 950; second <= 1050; second += 10)
            writeRecorded(*writer, second, second, second);
        for (std::int64_t second = 1001; second < 1010; ++second)
            writeRecorded(*writer, 10 * second, second, second); // an hour less, it says
        pruneAll(*writer, 1010);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), (11 + 9) * kPinnedSpans);
        pruneAll(*writer, 1111); // what came after goes no earlier than what stands before it
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), (4 + 9) * kPinnedSpans);
    }

    // A future time that an older version left is put right.
    void whatIsKeptIsNotOfTheFuture()
    {
        const Recording recording;
        const auto writer = ringOfAge(recording, 100s);
        recording.tamper("INSERT INTO counters VALUES('kept_from_ns', 9000000000000000000)");
        recording.tamper("INSERT INTO counters VALUES('pins_from_ns', 9000000000000000000)");
        writeNote(*writer, 0);
        for (std::int64_t second = 0; second < 2000; second += 10)
            writeRecorded(*writer, second, second, second);
        pruneAll(*writer, 2000);
        QCOMPARE(spansFrom(recording, 0, 1000), 60 * kPinnedSpans); // pinned all the same
        const auto info = recording.reader()->info();
        QVERIFY(info && info->keptFrom == at(1890));
    }

    // An incident keeps its traces whole: verdicts that came hours later, a root that began before,
    // a record that was written after.
    void aPinnedTraceStaysWhole()
    {
        const Recording recording;
        const auto writer = ringOfAge(recording, 100s);
        writeNote(*writer, 8000); // pins 7400 to 8600
        const auto partOf = [](std::uint64_t trace, std::uint64_t number, std::int64_t second) {
            otlp::OutgoingSpan span = chatSpan(number, second);
            span.trace = traceId(trace);
            return span;
        };
        for (const std::uint64_t trace : {1U, 2U}) { // the second lies before
            const std::int64_t second = trace == 1 ? 8000 : 5000;
            append(*writer, spansBatch({partOf(trace, trace, second)}, second));
            append(*writer, spansBatch({partOf(trace, trace + 10, second - 1000)}, second + 1));
            append(*writer, logsBatch({messagesLog(trace, second + 1000)}, second + 1000));
            append(*writer, logsBatch({judgeLog(trace, second + 9000, 0.2, true)}, 17'000));
            append(*writer, logsBatch({judgeLog(trace, second + 9500, 0.1, false)}, 17'500));
        }
        append(*writer, spansBatch({chatSpan(3, 19'000)}, 19'000)); // the newest stay
        append(*writer, logsBatch({judgeLog(3, 19'000, 0.9, true)}, 19'000));
        QCOMPARE(recording.number("SELECT count(*) FROM evaluations"), 5);
        pruneAll(*writer, 30'000);
        QCOMPARE(rowsOf(recording, "spans", 1), 2);
        QCOMPARE(rowsOf(recording, "generations", 1), 2);
        QCOMPARE(rowsOf(recording, "logs", 1), 2);
        QCOMPARE(rowsOf(recording, "evaluations", 1), 1);
        QCOMPARE(recording.number("SELECT count(*) FROM evaluations WHERE response_id='resp-1'"),
                 2);
        for (const char* table : {"spans", "generations", "logs", "evaluations"})
            QVERIFY2(rowsOf(recording, table, 2) == 0, table);
        QCOMPARE(recording.number("SELECT count(*) FROM evaluations WHERE response_id='resp-2'"),
                 0);
    }

    void pinsAreJoined()
    {
        store::Pins pins;
        for (const auto& [from, to] : std::vector<std::pair<std::int64_t, std::int64_t>>{
                 {50, 60}, {10, 20}, {30, 40}, {80, 90}, {20, 25}, {35, 55}, {0, 5}, {95, 99}})
            store::addPin(pins, {.start = at(from), .end = at(to)});
        const store::Pins expected{
            {at(0), at(5)}, {at(10), at(25)}, {at(30), at(60)}, {at(80), at(90)}, {at(95), at(99)}};
        QVERIFY(pins == expected);
        store::addPin(pins, {.start = at(4), .end = at(96)});
        QVERIFY(pins == (store::Pins{{at(0), at(99)}}));
    }

    // Each entry costs its own row, however long the timeline is; and a ring that pins as it goes
    // keeps what one keeps that reads all of it anew.
    void theTimelineIsReadOnce()
    {
        const Recording recording;
        auto writer = ringOfAge(recording, 6000s);
        telemetry::TimelineEntry entry = note("Recording started", 2000);
        entry.kind = "recording";
        QVERIFY(writer->append(entry));
        QVERIFY(writer->commit());
        for (std::int64_t second = 0; second < 20'000; second += 50) {
            if (second % 4000 == 0)
                writeNote(*writer, second == 8000 ? 3500 : second); // one about the past
            writeRecorded(*writer, second, second, second);
            QVERIFY(writer->prune(at(second), kRowsInStep));
            // It would pin, and it was read already.
            if (second == 200)
                recording.tamper("UPDATE timeline SET kind='note' WHERE kind='recording'");
        }
        recording.tamper("UPDATE timeline SET kind='recording' WHERE text='Recording started'");
        pruneAll(*writer, 100'000);
        QCOMPARE(spansFrom(recording, 1000, 2850), 0);
        QCOMPARE(spansFrom(recording, 2900, 4600), 34 * kPinnedSpans);
        QCOMPARE(spansFrom(recording, 4600, 11'400), 0);
        QCOMPARE(spansFrom(recording, 11'400, 12'600), 24 * kPinnedSpans);
        const std::int64_t left = recording.number("SELECT count(*) FROM spans");
        writer.reset();
        writer = ringOfAge(recording, 6000s);
        pruneAll(*writer, 100'000);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), left);
    }
};

QTEST_GUILESS_MAIN(TestRingPins)
#include "tst_ringpins.moc"
