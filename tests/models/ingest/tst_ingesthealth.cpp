// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/sqlite.h"
#include "tests/models/ingest/ingestfixture.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>

using namespace ingesttest;
using namespace std::chrono_literals;
using ingest::Pipeline;
using telemetry::AlarmState;
using telemetry::SignalKind;

namespace {

// Answers `first` and on, and what a judge says of them: 1 good, 0 bad.
void deliverJudged(Pipeline& pipeline, std::uint64_t first, std::uint64_t count, double score)
{
    std::vector<otlp::OutgoingLog> logs;
    for (std::uint64_t i = first; i < first + count; ++i)
        logs.push_back(evaluationLog(i, score));
    deliver(pipeline, SignalKind::Traces, manySpans(first, count));
    deliver(pipeline, SignalKind::Logs, logsBody(logs));
    pipeline.drain();
}

std::vector<telemetry::AlarmTransition> alarmsOf(const Recording& recording)
{
    return recording.read()->alarms({}).value_or(std::vector<telemetry::AlarmTransition>());
}

} // namespace

// The health thread: when it says what, and what it knows of earlier sessions.
class TestIngestHealth : public QObject
{
    Q_OBJECT

private slots:
    // Its own call stands below the judge's span, here with a step between.
    void whatAJudgeSaysIsNoSuspect()
    {
        const auto deliverAll = [](Recording& recording, bool hasJudge) {
            const auto pipeline = recording.start();
            otlp::OutgoingSpan judge = chatSpan(1);
            judge.attributes = {{"openinference.span.kind", std::string("EVALUATOR")}};
            otlp::OutgoingSpan step = judge;
            step.attributes = {{"openinference.span.kind", std::string("CHAIN")}};
            step.id = spanId(2);
            step.parent = judge.id;
            otlp::OutgoingSpan call = chatSpan(1, "x x x x x x x x x x x x x x x x x x x x x x x");
            call.id = spanId(3);
            call.parent = step.id;
            if (!hasJudge)
                judge.attributes = step.attributes;
            deliver(*pipeline, SignalKind::Traces, tracesBody({call, step, judge}));
            pipeline->drain();
            return recording.read()->suspects({}, {}, 0.01)->size();
        };
        Recording with;
        Recording without;
        QCOMPARE(deliverAll(without, false), std::size_t{1});
        QCOMPARE(deliverAll(with, true), std::size_t{0});
        for (const auto& one : with.evaluations(telemetry::EvaluationOrigin::Validator))
            QCOMPARE(one.check, std::string("truncation"));
    }

    void resultsAreKnownFromWhenTheyWereFound()
    {
        Recording recording;
        ManualClock clock;
        const auto pipeline = recording.start({}, &clock);
        deliver(*pipeline, SignalKind::Traces, tracesBody({chatSpan(1)}));
        clock.advance(4s); // while its content is waited for
        pipeline->drain();
        const auto reader = recording.read();
        QVERIFY(reader->spans({}, {})->front().recorded == kNoon);
        const auto evaluations = recording.evaluations(telemetry::EvaluationOrigin::Validator);
        QVERIFY(!evaluations.empty());
        for (const telemetry::Evaluation& evaluation : evaluations)
            QVERIFY(evaluation.recorded == kNoon + 4s);
        store::View before;
        before.knownAt = kNoon + 3s;
        QVERIFY(reader->signalKeys(before)->empty());
        QVERIFY(!reader->signalKeys({})->empty());
    }

    // Telemetry that is given as recorded long ago is judged as of then.
    void resultsOfOldTelemetryAreOld()
    {
        Recording recording;
        ManualClock clock;
        const auto pipeline = recording.start({}, &clock);
        Receipts receipts;
        pipeline->submitBlocking({.signal = SignalKind::Traces,
                                  .contentEncoding = {},
                                  .body = tracesBody({chatSpan(1)}),
                                  .source = {},
                                  .recorded = kNoon - 1h},
                                 receipts.handler());
        receipts.wait(1);
        clock.advance(4s);
        pipeline->drain();
        for (const auto& evaluation : recording.evaluations(telemetry::EvaluationOrigin::Validator))
            QVERIFY(evaluation.recorded == kNoon - 1h + 4s);
    }

    void silenceIsNoticedWithoutTelemetry()
    {
        Recording recording;
        ManualClock clock;
        const auto pipeline = recording.start({}, &clock);
        deliverJudged(*pipeline, 1, 300, 1);
        deliverJudged(*pipeline, 301, 100, 0);
        QCOMPARE(alarmsOf(recording).size(), std::size_t{1});
        QVERIFY(alarmsOf(recording).front().state == AlarmState::Raised);
        clock.advance(2min);
        QTRY_VERIFY_WITH_TIMEOUT(alarmsOf(recording).front().state == AlarmState::Latched, 20'000);
    }

    // Ranges end where telemetry ends: the second that is not over yet is in it.
    void theLastSecondOfAnImportIsSeen()
    {
        Recording recording;
        const auto pipeline = recording.start();
        deliver(*pipeline, SignalKind::Traces, tracesBody({chatSpan(5, "yes")}));
        QVERIFY(pipeline->finish().has_value());
        const auto reader = recording.read();
        const auto extent = reader->extent();
        QVERIFY(extent.has_value() && extent->has_value());
        QVERIFY((*extent)->isImport);
        const telemetry::TimeRange all = (*extent)->range;
        QVERIFY(all.duration() < 1s);
        const store::View view{.range = {.start = all.end - 10s, .end = all.end}};
        const auto cells = reader->healthMatrix(view);
        QVERIFY(std::ranges::count(*cells, "truncation", &store::HealthCell::check) == 1);
        for (const auto& cell : *cells)
            QCOMPARE(cell.sum.count, std::int64_t{1});
        QCOMPARE(reader->series(view, {})->size(), std::size_t{1});
        // What came after the cursor is not known at it, although its second has begun.
        store::View before = view;
        before.knownAt = all.end;
        QVERIFY(reader->healthMatrix(before)->empty());
    }

    // What cannot be read of the earlier life is learnt anew, and the timeline says so.
    void whatCannotBeReadIsTold()
    {
        Recording recording;
        {
            const auto pipeline = recording.start();
            deliverJudged(*pipeline, 1, 3, 1);
            QVERIFY(pipeline->finish().has_value());
        }
        std::int64_t page = 0;
        {
            const auto database =
                store::Database::open(recording.path(), store::Database::Mode::ReadWrite);
            QVERIFY(database.has_value());
            store::Statement root =
                database->prepare("SELECT rootpage FROM sqlite_master WHERE name='alarms'");
            QVERIFY(root.step());
            page = root.integer(0);
        }
        constexpr std::int64_t kPageSize = 8192;
        std::string bytes = contentOf(recording.path());
        bytes.replace(static_cast<std::size_t>((page - 1) * kPageSize), 64,
                      std::string(64, '\x7f'));
        writeFile(recording.path(), bytes);
        const auto pipeline = recording.start();
        pipeline->drain();
        const auto timeline = recording.read()->timeline({});
        QVERIFY(timeline.has_value());
        const auto told = std::ranges::find(*timeline, "health", &telemetry::TimelineEntry::actor);
        QVERIFY(told != timeline->end());
        QVERIFY2(told->text.find("which alarms were open") != std::string::npos,
                 told->text.c_str());
    }

    void aContinuedRecordingKnowsWhatWasUsual_data()
    {
        QTest::addColumn<bool>("isForgotten");
        QTest::newRow("from what was said") << false;
        QTest::newRow("when that is gone") << true;
    }
    void aContinuedRecordingKnowsWhatWasUsual()
    {
        QFETCH(bool, isForgotten);
        Recording recording;
        {
            const auto pipeline = recording.start();
            deliverJudged(*pipeline, 1, 300, 1);
            QVERIFY(pipeline->finish().has_value());
        }
        if (isForgotten) {
            const auto database =
                store::Database::open(recording.path(), store::Database::Mode::ReadWrite);
            QVERIFY(database && database->execute("DELETE FROM evaluations"));
        }
        const auto pipeline = recording.start();
        deliverJudged(*pipeline, 301, 50, 0);
        const auto alarms = alarmsOf(recording);
        QCOMPARE(alarms.size(), std::size_t{1});
        QVERIFY(alarms.front().rateBefore < 0.05);
    }
};

QTEST_GUILESS_MAIN(TestIngestHealth)
#include "tst_ingesthealth.moc"
