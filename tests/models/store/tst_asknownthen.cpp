// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include <QTest>

using namespace storetest;

namespace {

telemetry::AlarmTransition alarm(telemetry::AlarmState state, std::int64_t second)
{
    telemetry::AlarmTransition transition;
    transition.alarm = "A-0001";
    transition.state = state;
    transition.service = "shop";
    transition.check = "groundedness";
    transition.sentence = "Answers got worse.";
    transition.severity = 1;
    transition.operation = "chat";
    transition.measure = telemetry::AlarmMeasure::MeanBadness;
    transition.meanBefore = 0.03;
    transition.meanNow = 0.31;
    transition.rateBefore = 0.02;
    transition.rateNow = 0.3;
    transition.time = at(5);
    transition.recorded = at(second);
    return transition;
}

} // namespace

// Everything below happened at second 5; what differs is when it became known.
class TestAsKnownThen : public QObject
{
    Q_OBJECT

private slots:
    void lateMessages()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5)}, 10)));
        QVERIFY(writer->append(logsBatch({messagesLog(1, 5)}, 20)) && writer->commit());
        const auto reader = recording.reader();
        QCOMPARE(reader->generations(knownAt(9), {})->size(), 0U);
        const auto before = reader->generations(knownAt(19), {});
        QCOMPARE(before->size(), 1U);
        QVERIFY(before->front().outputMessages.empty());
        QCOMPARE(before->front().contentState, telemetry::ContentState::NotCaptured);
        const auto after = reader->generations(knownAt(20), {});
        QCOMPARE(after->front().outputMessages.size(), 1U);
        QCOMPARE(after->front().contentState, telemetry::ContentState::Captured);
    }

    void lateSpan()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(logsBatch({messagesLog(1, 5)}, 10)));
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5)}, 20)) && writer->commit());
        const auto reader = recording.reader();
        QCOMPARE(reader->spans(knownAt(19), {})->size(), 0U);
        // The trace shows that there was a call, and that its span was not known.
        const auto inferred = reader->trace(traceId(1), knownAt(19));
        QCOMPARE(inferred->size(), 1U);
        QVERIFY(inferred->front().isInferred && inferred->front().span == spanId(1));
        QVERIFY(!reader->trace(traceId(1), knownAt(20))->front().isInferred);
        QVERIFY(reader->attributes({traceId(1), spanId(1)}, knownAt(19))->empty());
        const auto before = reader->generation({traceId(1), spanId(1)}, knownAt(19));
        QVERIFY(before && *before);
        QVERIFY((*before)->isInferred);
        QCOMPARE((*before)->modelServed, std::string());
        const auto after = reader->generation({traceId(1), spanId(1)}, knownAt(20));
        QVERIFY(!(*after)->isInferred);
        QCOMPARE((*after)->modelServed, std::string("gpt-x-2026"));
        QCOMPARE(reader->spans(knownAt(20), {})->size(), 1U);
    }

    void lateEvaluation()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5)}, 10)));
        QVERIFY(writer->append(logsBatch({judgeLog(1, 5, 0.1, true)}, 20)) && writer->commit());
        const auto reader = recording.reader();
        QCOMPARE(reader->evaluations(knownAt(19), {})->size(), 0U);
        QCOMPARE(reader->evaluationsOf({traceId(1), spanId(1)}, knownAt(19))->size(), 0U);
        QCOMPARE(reader->evaluations(knownAt(20), {})->size(), 1U);
        QCOMPARE(reader->evaluationsOf({traceId(1), spanId(1)}, knownAt(20))->size(), 1U);
    }

    // A later suspicion replaces the earlier one, but only from then on.
    void laterSuspicion()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5)}, 10)));
        for (const auto& [second, probability] : {std::pair(10, 0.3), std::pair(20, 0.9)}) {
            store::HealthResults results;
            telemetry::Evaluation evaluation;
            evaluation.trace = traceId(1);
            evaluation.span = spanId(1);
            evaluation.check = "groundedness";
            evaluation.time = at(5);
            evaluation.recorded = at(second);
            results.evaluations = {evaluation};
            results.suspicions = {{.trace = traceId(1),
                                   .span = spanId(1),
                                   .probability = probability,
                                   .reasons = "r",
                                   .time = at(5)}};
            QVERIFY(writer->append(results));
        }
        QVERIFY(writer->commit());
        const auto reader = recording.reader();
        QCOMPARE(reader->suspects(knownAt(9), {}, 0)->size(), 0U);
        QCOMPARE(reader->suspects(knownAt(19), {}, 0)->size(), 1U);
        QCOMPARE(reader->suspects(knownAt(19), {}, 0)->front().suspicion.probability, 0.3);
        QCOMPARE(reader->suspects(knownAt(20), {}, 0)->size(), 1U);
        QCOMPARE(reader->suspects(knownAt(20), {}, 0)->front().suspicion.probability, 0.9);
    }

    // That a call was a judge's own shows when the judge's span comes; until then it was a suspect.
    void aJudgesOwnCallIsNoneOnceThatIsKnown()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan call = chatSpan(1, 5);
        call.parent = spanId(2);
        QVERIFY(writer->append(spansBatch({call}, 10)));
        store::HealthResults results;
        telemetry::Evaluation evaluation;
        evaluation.trace = traceId(1);
        evaluation.span = spanId(1);
        evaluation.check = "groundedness";
        evaluation.time = at(5);
        evaluation.recorded = at(10);
        results.evaluations = {evaluation};
        results.suspicions = {{.trace = traceId(1),
                               .span = spanId(1),
                               .probability = 0.8,
                               .reasons = "r",
                               .time = at(5)}};
        QVERIFY(writer->append(results));
        otlp::OutgoingSpan judge = chatSpan(1, 5);
        judge.id = spanId(2);
        judge.attributes = {{"openinference.span.kind", std::string("EVALUATOR")}};
        QVERIFY(writer->append(spansBatch({judge}, 20)) && writer->commit());
        const auto reader = recording.reader();
        QCOMPARE(reader->suspects(knownAt(19), {}, 0)->size(), 1U);
        QCOMPARE(reader->suspects(knownAt(20), {}, 0)->size(), 0U);
    }

    // Rollups know whole seconds only: a second of which nothing more is known counts once it is
    // over, never before. Whichever table is read, the sums are the same.
    void lateObservations()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const telemetry::SignalKey key = signalOf("shop");
        const std::int64_t base = at(0).time_since_epoch().count() / 1'000'000'000;
        for (const std::int64_t recorded : {10, 70, 71, 200}) {
            telemetry::Rollup rollup;
            rollup.bucket = base + 5;
            rollup.recordedBucket = base + recorded;
            rollup.add(0.9);
            store::HealthResults results;
            results.rollups = {{key, rollup}};
            QVERIFY(writer->append(results));
        }
        QVERIFY(writer->commit());
        const auto reader = recording.reader();
        const auto count = [&](std::int64_t second, int step) {
            store::SeriesQuery query;
            query.step = std::chrono::seconds(step);
            std::int64_t sum = 0;
            const auto points = reader->series(knownAt(second), query);
            for (const store::SeriesPoint& point : *points)
                sum += point.sum.count;
            return sum;
        };
        for (const int step : {1, 60, 300}) {
            QCOMPARE(count(10, step), 0);
            QCOMPARE(count(11, step), 1);
            QCOMPARE(count(70, step), 1);
            QCOMPARE(count(71, step), 2);
            QCOMPARE(count(72, step), 3);
            QCOMPARE(count(200, step), 3);
            QCOMPARE(count(201, step), 4);
        }
        QVERIFY(reader->signalKeys(knownAt(10))->empty());
        QVERIFY(reader->healthMatrix(knownAt(10))->empty());
        QCOMPARE(reader->healthMatrix(knownAt(72))->front().sum.count, 3);
    }

    // With the telemetry recorded by the same writer, rollups are known at its very time.
    void observationsOfThisWriter()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5)}, 10)));
        telemetry::Rollup rollup;
        rollup.bucket = at(5).time_since_epoch().count() / 1'000'000'000;
        rollup.recordedBucket = rollup.bucket + 5;
        rollup.add(0.9);
        store::HealthResults results;
        results.rollups = {{signalOf("shop"), rollup}};
        results.suspicions = {{.trace = traceId(1),
                               .span = spanId(1),
                               .probability = 0.9,
                               .reasons = "r",
                               .time = at(5)}};
        QVERIFY(writer->append(results) && writer->commit());
        const auto reader = recording.reader();
        store::View before;
        before.knownAt = at(10) - telemetry::Duration(1);
        for (const int step : {1, 60}) {
            store::SeriesQuery query;
            query.step = std::chrono::seconds(step);
            QCOMPARE(reader->series(before, query)->size(), 0U);
            QCOMPARE(reader->series(knownAt(10), query)->size(), 1U);
        }
        QVERIFY(reader->signalKeys(before)->empty());
        QCOMPARE(reader->signalKeys(knownAt(10))->size(), 1U);
        QVERIFY(reader->suspects(before, {}, 0)->empty());
        QCOMPARE(reader->suspects(knownAt(10), {}, 0)->size(), 1U);
    }

    void alarmStates()
    {
        const Recording recording;
        const auto writer = recording.writer();
        store::HealthResults results;
        results.alarms = {alarm(telemetry::AlarmState::Raised, 10)};
        QVERIFY(writer->append(results));
        results.alarms = {alarm(telemetry::AlarmState::Acknowledged, 20)};
        QVERIFY(writer->append(results) && writer->commit());
        const auto reader = recording.reader();
        QVERIFY(reader->alarms(knownAt(9))->empty());
        QCOMPARE(reader->alarms(knownAt(19))->size(), 1U);
        QCOMPARE(reader->alarms(knownAt(19))->front().state, telemetry::AlarmState::Raised);
        QCOMPARE(reader->alarms(knownAt(20))->size(), 1U);
        QCOMPARE(reader->alarms(knownAt(20))->front().state, telemetry::AlarmState::Acknowledged);
        const telemetry::AlarmTransition newest = reader->alarms(knownAt(20))->front();
        QCOMPARE(newest.rateNow, 0.3);
        QCOMPARE(newest.measure, telemetry::AlarmMeasure::MeanBadness);
        QVERIFY(newest.operation == "chat" && newest.meanBefore == 0.03 && newest.meanNow == 0.31);
        QCOMPARE(reader->alarmTransitions(knownAt(19))->size(), 1U);
        QCOMPARE(reader->alarmTransitions(knownAt(20))->size(), 2U);
        QCOMPARE(reader->timeline(knownAt(19))->size(), 1U);
    }

    // What is recorded after the last span can be gone to.
    void theExtentReachesWhatWasRecordedLast()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5)}, 10)) && writer->commit());
        telemetry::AlarmTransition alarm;
        alarm.alarm = "A-0001";
        alarm.time = alarm.onset = at(6);
        alarm.recorded = at(50);
        store::HealthResults results;
        results.alarms = {alarm};
        QVERIFY(writer->append(results) && writer->commit());
        const auto extent = *recording.reader()->extent();
        QVERIFY(!extent->isImport);
        QCOMPARE(extent->range.start, at(5));
        QCOMPARE(extent->range.end, at(50) + telemetry::Duration(1));
        QCOMPARE(recording.reader()->alarms(knownAt(50))->size(), 1U);
    }

    // An old capture that was imported today reaches over its own time, not up to today.
    void theExtentOfAnImportIsThatOfItsTelemetry()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5), chatSpan(2, 30)}, 9000)));
        telemetry::TimelineEntry started;
        started.kind = "recording";
        started.time = started.recorded = at(9000);
        QVERIFY(writer->append(started) && writer->commit());
        const auto extent = *recording.reader()->extent();
        QVERIFY(extent->isImport);
        QCOMPARE(extent->range.start, at(5));
        QCOMPARE(extent->range.end, at(30) + telemetry::Duration(1));
    }

    // A file of two hours that was imported seconds after it had been written; a sender's first
    // batch is none.
    void whatWasOverBeforeItCameIsAnImport()
    {
        for (const std::int64_t reach : {7200, 30}) {
            const Recording recording;
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({chatSpan(1, 5), chatSpan(2, reach)}, reach + 3)));
            QVERIFY(writer->commit());
            QCOMPARE((*recording.reader()->extent())->isImport, reach == 7200);
        }
    }

    // Log records alone can tell generations: an import of them reaches over their time too.
    void theExtentOfAnImportOfLogsIsThatOfItsTelemetry()
    {
        const Recording recording;
        const auto writer = recording.writer();
        telemetry::TimelineEntry started;
        started.kind = "recording";
        started.time = started.recorded = at(9000);
        QVERIFY(writer->append(started));
        QVERIFY(writer->append(logsBatch({messagesLog(1, 5), messagesLog(2, 30)}, 9000)));
        QVERIFY(writer->commit());
        const auto extent = *recording.reader()->extent();
        QVERIFY(extent->isImport);
        QCOMPARE(extent->range.start, at(5));
        QCOMPARE(extent->range.end, at(30) + telemetry::Duration(1));
    }

    // One broken clock does not stretch the time of all the others out of sight.
    void theExtentLeavesOutBrokenClocks()
    {
        const Recording recording;
        const auto writer = recording.writer();
        constexpr int kDay = 86'400;
        QVERIFY(writer->append(
            spansBatch({chatSpan(1, 40 * kDay), chatSpan(2, 40 * kDay + 10)}, 40 * kDay + 11)));
        QVERIFY(
            writer->append(spansBatch({chatSpan(3, 7), chatSpan(4, 70 * kDay)}, 40 * kDay + 20)));
        QVERIFY(writer->append(spansBatch({chatSpan(5, 40 * kDay - 3600)}, 40 * kDay + 21)));
        QVERIFY(writer->commit());
        const auto extent = *recording.reader()->extent();
        QVERIFY(!extent->isImport);
        QCOMPARE(extent->range.start, at(40 * kDay - 3600)); // late by an hour is no broken clock
        QCOMPARE(extent->range.end, at(40 * kDay + 21) + telemetry::Duration(1));
        QCOMPARE(extent->outside, 2);
        QCOMPARE(extent->whole.start, at(7));
        QCOMPARE(extent->whole.end, at(70 * kDay) + telemetry::Duration(1));
    }

    void theExtentOfAnImportLeavesOutWhatLiesFarFromAllElse()
    {
        const Recording recording;
        const auto writer = recording.writer();
        constexpr int kDay = 86'400;
        std::vector<otlp::OutgoingSpan> spans{chatSpan(1, 7)};
        for (int i = 0; i < 20; ++i)
            spans.push_back(chatSpan(static_cast<std::uint64_t>(i) + 2, 400 * kDay + i * 60));
        QVERIFY(writer->append(spansBatch(spans, 900 * kDay)) && writer->commit());
        const auto extent = *recording.reader()->extent();
        QVERIFY(extent->isImport);
        QCOMPARE(extent->range.start, at(400 * kDay));
        QCOMPARE(extent->range.end, at(400 * kDay + 19 * 60) + telemetry::Duration(1));
        QCOMPARE(extent->outside, 1);
        QCOMPARE(extent->whole.start, at(7));
    }

    // Visits that lie apart are no broken clocks.
    void theExtentOfASparseImportIsWhole()
    {
        const Recording recording;
        const auto writer = recording.writer();
        constexpr int kDay = 86'400;
        QVERIFY(writer->append(spansBatch(
                    {chatSpan(1, 1 * kDay), chatSpan(2, 8 * kDay), chatSpan(3, 8 * kDay + 60)},
                    900 * kDay))
                && writer->commit());
        const auto extent = *recording.reader()->extent();
        QCOMPARE(extent->range.start, at(1 * kDay));
        QCOMPARE(extent->outside, 0);
    }

    void theExtentGrowsWithTheTimeline()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 50)}, 52)) && writer->commit());
        const auto reader = recording.reader();
        QCOMPARE((*reader->extent())->range.start, at(50));
        for (const int second : {40, 60, 45}) {
            QVERIFY(writer->append(storetest::note("told", second)) && writer->commit());
            const auto range = (*reader->extent())->range;
            QCOMPARE(range.start, at(40));
            QVERIFY(range.end > at(second));
        }
        QCOMPARE((*reader->extent())->range, (*recording.reader()->extent())->range);
    }

    void theChainIsWalkedUpToATime()
    {
        const Recording recording;
        const auto writer = recording.writer();
        for (const int second : {10, 20}) {
            telemetry::TimelineEntry note;
            note.kind = "note";
            note.time = note.recorded = at(second);
            QVERIFY(writer->append(note));
        }
        QVERIFY(writer->commit());
        const auto reader = recording.reader();
        QCOMPARE(reader->verify(at(15))->entries, 1);
        QCOMPARE(reader->verify()->entries, 2);
        QCOMPARE(reader->timelineAfter(1, at(15))->size(), 0U);
        QCOMPARE(reader->timelineAfter(1, at(20))->size(), 1U);
    }

    void countsAndBounds()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 5)}, 10)));
        QVERIFY(writer->append(spansBatch({chatSpan(2, 1)}, 20)) && writer->commit());
        const auto reader = recording.reader();
        QCOMPARE((*reader->extent())->range.start, at(1));
        QCOMPARE((*reader->extent())->range.end, at(20) + telemetry::Duration(1));
        QVERIFY(!(*reader->extent())->isImport);
        QCOMPARE(reader->services(knownAt(19))->front().spans, 1);
        QCOMPARE(reader->services(knownAt(20))->front().generations, 2);
        const auto volume = reader->volume(knownAt(19), "shop", std::chrono::seconds(60));
        QCOMPARE(volume->size(), 1U);
        QCOMPARE(volume->front().count, 1);
        QCOMPARE(volume->front().model, std::string("gpt-x-2026"));
        QVERIFY(reader->changes(knownAt(9))->empty());
        QVERIFY(!reader->changes(knownAt(10))->empty());
    }

    // Log records made us believe in a generation; its span says it is a tool's.
    void whatIsRuledOutIsNotWaitedFor()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(logsBatch({messagesLog(1, 1)}, 1)) && writer->commit());
        QCOMPARE(recording.reader()->backlog()->generations.size(), 1U);
        otlp::OutgoingSpan tool = chatSpan(1, 1);
        tool.attributes = {{"gen_ai.operation.name", std::string("execute_tool")}};
        QVERIFY(writer->append(spansBatch({tool}, 2)) && writer->commit());
        QCOMPARE(recording.number("SELECT count(*) FROM generations"), 0);
        QCOMPARE(recording.number("SELECT count(*) FROM pending_generations"), 0);
        // Health may still speak of the row: the next generation is another.
        QVERIFY(writer->append(spansBatch({chatSpan(2, 3)}, 3)) && writer->commit());
        store::HealthResults late;
        late.judgedParts = {{1, 1}};
        QVERIFY(writer->append(late) && writer->commit());
        QCOMPARE(recording.reader()->backlog()->generations.size(), 1U);
    }

    // The services' clock runs ahead of the console's: what was decided later still comes later.
    void alarmsAreInTheOrderOfWhatWasLearnt()
    {
        const Recording recording;
        const auto writer = recording.writer();
        store::HealthResults results;
        telemetry::AlarmTransition alarm;
        alarm.alarm = "A-0001";
        alarm.time = at(3600); // by the service's clock
        alarm.recorded = at(10);
        results.alarms.push_back(alarm);
        alarm.state = telemetry::AlarmState::Cleared;
        alarm.time = at(20); // by ours
        alarm.recorded = at(20);
        results.alarms.push_back(alarm);
        QVERIFY(writer->append(results) && writer->commit());
        const auto transitions = recording.reader()->alarmTransitions({});
        QCOMPARE(transitions->size(), 2U);
        QCOMPARE(transitions->back().state, telemetry::AlarmState::Cleared);
        QCOMPARE(recording.reader()->alarms({})->front().state, telemetry::AlarmState::Cleared);
    }
};

QTEST_GUILESS_MAIN(TestAsKnownThen)
#include "tst_asknownthen.moc"
