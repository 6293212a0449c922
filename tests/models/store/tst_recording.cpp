// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>

using namespace storetest;
using telemetry::EvaluationOrigin;
using telemetry::Generation;

namespace {

telemetry::Evaluation groundedness(std::uint64_t number, double badness, std::int64_t second)
{
    telemetry::Evaluation evaluation;
    evaluation.trace = traceId(number);
    evaluation.span = spanId(number);
    evaluation.check = "groundedness";
    evaluation.evaluator = "plumbline";
    evaluation.origin = EvaluationOrigin::Validator;
    evaluation.state =
        badness < 0.5 ? telemetry::EvaluationState::Passed : telemetry::EvaluationState::Failed;
    evaluation.value = badness;
    evaluation.badness = badness;
    evaluation.reason = "nothing in the context says so";
    evaluation.findings = {{.start = 3, .end = 9, .kind = "novel_number", .support = 0.25},
                           {.start = 12, .end = 40, .kind = "unsupported", .support = 0}};
    evaluation.time = at(second);
    evaluation.recorded = at(second);
    return evaluation;
}

telemetry::Suspicion suspicion(std::uint64_t number, double probability, std::int64_t second)
{
    return {.trace = traceId(number),
            .span = spanId(number),
            .probability = probability,
            .reasons = "novel number",
            .time = at(second)};
}

void compare(const Generation& one, const Generation& other)
{
    QCOMPARE(one.modelServed, other.modelServed);
    QCOMPARE(one.responseId, other.responseId);
    QCOMPARE(one.service, other.service);
    QCOMPARE(one.start, other.start);
    QCOMPARE(one.inputTokens, other.inputTokens);
    QCOMPARE(telemetry::promptText(one), telemetry::promptText(other));
    QCOMPARE(telemetry::outputText(one), telemetry::outputText(other));
    QCOMPARE(one.inputMessages.size(), other.inputMessages.size());
    QCOMPARE(one.contentState, other.contentState);
    QCOMPARE(one.isInferred, other.isInferred);
}

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT

private slots:
    void spansComeBack()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan child = chatSpan(1, 5);
        child.id = spanId(0x22);
        child.parent = spanId(1);
        child.status = telemetry::StatusCode::Error;
        const auto appended = writer->append(spansBatch({chatSpan(1, 3), child}, 10));
        QVERIFY(appended && writer->commit());
        QCOMPARE(appended->spans, 2);

        const auto rows = recording.reader()->trace(traceId(1), {});
        QVERIFY(rows);
        QCOMPARE(rows->size(), 2U);
        const store::SpanRow& row = rows->back();
        QCOMPARE(row.trace, traceId(1));
        QCOMPARE(row.span, spanId(0x22));
        QCOMPARE(row.parent, spanId(1));
        QCOMPARE(row.name, std::string("chat gpt-x"));
        QCOMPARE(row.service, std::string("shop"));
        QCOMPARE(row.kind, telemetry::SpanKind::Client);
        QCOMPARE(row.status, telemetry::StatusCode::Error);
        QCOMPARE(row.step, telemetry::StepKind::Generation);
        QCOMPARE(row.start, at(5));
        QCOMPARE(row.end, at(7));
        QCOMPARE(row.recorded, at(10));

        const auto attributes = recording.reader()->attributes({traceId(1), spanId(1)}, {});
        QVERIFY(attributes);
        QCOMPARE(attributes->front().first, std::string("gen_ai.operation.name"));
        QCOMPARE(attributes->front().second, std::string("chat"));
        QVERIFY(recording.reader()->trace(traceId(9), {})->empty());
    }

    void resentRequestsCountOnce()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const auto spans = spansBatch({chatSpan(1, 1), chatSpan(2, 1)}, 1);
        // Two equal records in one request are two records.
        const auto logs =
            logsBatch({messagesLog(1, 1), messagesLog(1, 1), judgeLog(1, 2, 0.9, true)}, 2);
        for (int round = 0; round < 3; ++round) {
            const auto one = writer->append(spans);
            const auto two = writer->append(logs);
            QVERIFY(one && two && writer->commit());
            QCOMPARE(one->duplicates, round == 0 ? 0 : 2);
            QCOMPARE(two->duplicates, round == 0 ? 0 : 3);
            QCOMPARE(one->generationRows.size(), 2U);
            QCOMPARE(one->generationRows.front() > 0, round == 0);
        }
        const auto info = recording.reader()->info();
        QVERIFY(info);
        QCOMPARE(info->spans, 2);
        QCOMPARE(info->generations, 2);
        QCOMPARE(info->logs, 3);
        QCOMPARE(info->evaluations, 1);
        QCOMPARE(info->duplicates, 10);
    }

    // The same records of another sender are no resent ones.
    void equalRecordsOfTwoServicesAreTwo()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(logsBatch({messagesLog(1, 1)}, 2, "shop")));
        const auto other = writer->append(logsBatch({messagesLog(1, 1)}, 2, "bank"));
        QVERIFY(other && writer->commit());
        QCOMPARE(other->duplicates, 0);
        QCOMPARE(recording.reader()->info()->logs, 2);
    }

    void partsInAnyOrderComposeTheSame()
    {
        const Recording spanFirst;
        const Recording logFirst;
        {
            const auto writer = spanFirst.writer();
            QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 1)));
            QVERIFY(writer->append(logsBatch({messagesLog(1, 2)}, 2)) && writer->commit());
            const auto other = logFirst.writer();
            QVERIFY(other->append(logsBatch({messagesLog(1, 2)}, 1)) && other->commit());
            QVERIFY(other->append(spansBatch({chatSpan(1, 1)}, 2)) && other->commit());
        }
        const auto one = spanFirst.reader()->generations({}, {});
        const auto other = logFirst.reader()->generations({}, {});
        QVERIFY(one && other);
        QCOMPARE(one->size(), 1U);
        QCOMPARE(other->size(), 1U);
        compare(one->front(), other->front());
        QCOMPARE(one->front().modelServed, std::string("gpt-x-2026"));
        QCOMPARE(telemetry::outputText(one->front()), std::string("At nine, caf\xc3\xa9 at ten."));
        QCOMPARE(one->front().contentState, telemetry::ContentState::Captured);
        QCOMPARE(one->front().inputMessages.size(), 1U);
    }

    void filtersChoose()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan tool = chatSpan(3, 30);
        tool.name = "execute_tool find";
        tool.attributes = {{"gen_ai.operation.name", std::string("execute_tool")},
                           {"gen_ai.tool.name", std::string("find")}};
        QVERIFY(writer->append(spansBatch({chatSpan(1, 10), chatSpan(2, 20), tool}, 40)));
        QVERIFY(writer->append(spansBatch({chatSpan(4, 15)}, 40, "bank")) && writer->commit());
        const auto reader = recording.reader();
        const auto count = [&reader](const store::View& view,
                                     const store::GenerationFilter& filter) {
            return reader->generations(view, filter)->size();
        };
        QCOMPARE(count({}, {}), 3U);
        store::GenerationFilter filter;
        filter.service = "bank";
        QCOMPARE(count({}, filter), 1U);
        filter.service = "nobody";
        QCOMPARE(count({}, filter), 0U);
        filter = {};
        filter.model = "gpt-x";
        QCOMPARE(count({}, filter), 3U);
        QCOMPARE(reader->spans({}, filter)->size(), 3U); // not the tool's
        QCOMPARE(reader->spans({}, {})->size(), 4U);
        filter.model = "gpt-y";
        QCOMPARE(count({}, filter), 0U);
        filter = {};
        filter.trace = traceId(2);
        QCOMPARE(count({}, filter), 1U);
        filter = {};
        filter.limit = 2;
        filter.newestFirst = true;
        const auto newest = reader->generations({}, filter);
        QCOMPARE(newest->size(), 2U);
        QCOMPARE(newest->front().span, spanId(2));
        // Half-open: what starts at the end of the range is not in it.
        store::View view;
        view.range = {.start = at(10), .end = at(20)};
        QCOMPARE(count(view, {}), 2U);
        const auto steps = reader->steps({}, {});
        QCOMPARE(steps->size(), 1U);
        QCOMPARE(steps->front().kind, telemetry::StepKind::Tool);
        QCOMPARE(steps->front().name, std::string("find"));
    }

    void healthResultsComeBack()
    {
        const Recording recording;
        store::HealthResults results;
        results.evaluations = {groundedness(1, 0.8, 3)};
        results.suspicions = {suspicion(1, 0.7, 1), suspicion(2, 0.2, 2), suspicion(3, 0.9, 2)};
        results.judgedParts = {{1, 1}, {2, 1}, {3, 1}};
        {
            const auto writer = recording.writer();
            QVERIFY(
                writer->append(spansBatch({chatSpan(1, 1), chatSpan(2, 2), chatSpan(3, 2)}, 2)));
            QVERIFY(writer->append(logsBatch({messagesLog(1, 1)}, 2)));
            QVERIFY(writer->append(results) && writer->commit());
            results.judgedParts.clear();
            results.suspicions = {suspicion(3, 0.4, 2)}; // judged again
            results.evaluations = {groundedness(3, 0.1, 4)};
            QVERIFY(writer->append(results) && writer->commit());
        }
        const auto reader = recording.reader();
        const auto evaluations = reader->evaluationsOf({traceId(1), spanId(1)}, {});
        QVERIFY(evaluations);
        QCOMPARE(evaluations->size(), 1U);
        const telemetry::Evaluation& evaluation = evaluations->front();
        QCOMPARE(evaluation.check, std::string("groundedness"));
        QCOMPARE(evaluation.origin, EvaluationOrigin::Validator);
        QCOMPARE(evaluation.state, telemetry::EvaluationState::Failed);
        QCOMPARE(evaluation.value, std::optional<double>(0.8));
        QCOMPARE(evaluation.reason, std::string("nothing in the context says so"));
        QCOMPARE(evaluation.findings.size(), 2U);
        QCOMPARE(evaluation.findings.front().kind, std::string("novel_number"));
        QCOMPARE(evaluation.findings.front().support, 0.25);
        QCOMPARE(evaluation.findings.back().end, 40);

        const auto suspects = reader->suspects({}, {}, 0.3);
        QVERIFY(suspects);
        QCOMPARE(suspects->size(), 2U);
        QCOMPARE(suspects->front().suspicion.span, spanId(1));
        QCOMPARE(suspects->front().excerpt, std::string("At nine, caf\xc3\xa9 at ten."));
        QCOMPARE(suspects->back().suspicion.probability, 0.4);
        QCOMPARE(suspects->back().contentState, telemetry::ContentState::NotCaptured);
        QCOMPARE(recording.reader()->info()->validatorEvaluations, 2);
        const auto backlog = recording.reader()->backlog();
        QCOMPARE(backlog->newestGeneration, 3);
        QCOMPARE(backlog->generations.size(), 1U); // its message came with the span
        QCOMPARE(backlog->generations.front().key.span, spanId(1));
        QCOMPARE(backlog->generations.front().parts, 1);
    }

    // What health has not counted is known, whatever is committed while it is at work.
    void uncountedIsPending()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const auto first = writer->append(logsBatch({judgeLog(1, 3, 0.2, true)}, 3));
        const auto again = writer->append(logsBatch({judgeLog(1, 3, 0.2, true)}, 4));
        QVERIFY(first && again && writer->commit());
        QCOMPARE(first->evaluationRows.size(), 1U);
        QVERIFY(first->evaluationRows.front() > 0);
        QCOMPARE(again->evaluationRows.front(), 0);
        const auto reader = recording.reader();
        const auto pending = [&reader] { return reader->pendingEvaluations(0, 100, 100)->size(); };
        QCOMPARE(pending(), 1U);
        store::HealthResults results;
        results.countedEvaluations = first->evaluationRows;
        QVERIFY(writer->append(results) && writer->commit());
        QCOMPARE(pending(), 0U);
    }

    // A further copy of a span that tells more is merged; for who looks back it came later.
    void copyThatTellsMoreIsMerged()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan early = chatSpan(1, 1);
        otlp::OutgoingSpan late = early;
        early.attributes.resize(3);
        early.attributes.emplace_back("team", std::string("red"));
        late.end = at(9);
        late.status = telemetry::StatusCode::Error;
        QVERIFY(writer->append(spansBatch({early}, 2)) && writer->commit());
        const auto merged = writer->append(spansBatch({late}, 5));
        QVERIFY(merged && writer->commit());
        QCOMPARE(merged->merged, 1);
        QCOMPARE(merged->duplicates, 0);
        QVERIFY(merged->generationRows.front() > 0);
        for (const auto& copy : {early, late}) { // now they are both known
            const auto again = writer->append(spansBatch({copy}, 6));
            QCOMPARE(again->merged, 0);
            QCOMPARE(again->duplicates, 1);
            QCOMPARE(again->generationRows.front(), 0);
        }
        QVERIFY(writer->commit());
        const auto reader = recording.reader();
        const telemetry::SpanKey key{traceId(1), spanId(1)};
        const auto attributes = reader->attributes(key, {});
        QCOMPARE(attributes->size(), late.attributes.size() + 1);
        QCOMPARE(attributes->back().second, std::string("red"));
        QCOMPARE(reader->attributes(key, knownAt(4))->size(), 4U);
        const auto row = reader->spans({}, {})->front();
        QCOMPARE(row.start, at(1));
        QCOMPARE(row.end, at(9));
        QCOMPARE(row.status, telemetry::StatusCode::Error);
        QCOMPARE(reader->spans(knownAt(4), {})->front().end, at(3));
        QCOMPARE(reader->trace(traceId(1), knownAt(4))->front().status,
                 telemetry::StatusCode::Unset);
        QCOMPARE((*reader->generation(key, {}))->responseId, std::string("resp-1"));
        QVERIFY((*reader->generation(key, knownAt(4)))->responseId.empty());
        QCOMPARE(reader->info()->spans, 1);
        QCOMPARE(reader->info()->duplicates, 2);
    }

    // The shorter copy comes last: it still adds what the longer one lacked, and no more.
    void copyThatEndedEarlierAddsWhatWasMissing()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan longer = chatSpan(1, 1);
        longer.attributes.emplace_back("team", std::string("red"));
        otlp::OutgoingSpan shorter = chatSpan(1, 1);
        shorter.end = at(2);
        shorter.attributes.emplace_back("team", std::string("blue"));
        shorter.attributes.emplace_back("shop", std::string("north"));
        QVERIFY(writer->append(spansBatch({longer}, 2))
                && writer->append(spansBatch({shorter}, 2)));
        QVERIFY(writer->commit());
        const auto reader = recording.reader();
        const auto attributes = reader->attributes({traceId(1), spanId(1)}, {});
        QCOMPARE(attributes->size(), longer.attributes.size() + 1);
        QCOMPARE(attributes->at(longer.attributes.size() - 1).second, std::string("red"));
        QCOMPARE(attributes->back().second, std::string("north"));
        QCOMPARE(reader->spans({}, {})->front().end, at(3));
    }

    // A judge that only knows the response finds its generation, also when it came first.
    void judgeWithoutASpanFindsItsGeneration()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(logsBatch({judgeLog(1, 3, 0.2, false)}, 3)));
        QVERIFY(writer->append(spansBatch({chatSpan(1, 1), chatSpan(2, 1)}, 4))
                && writer->commit());
        const auto reader = recording.reader();
        const auto all = reader->evaluations({}, {});
        QVERIFY(all);
        QCOMPARE(all->size(), 1U);
        QCOMPARE(all->front().span, spanId(1));
        QCOMPARE(all->front().origin, EvaluationOrigin::Telemetry);
        QCOMPARE(reader->evaluationsOf({traceId(1), spanId(1)}, {})->size(), 1U);
        QCOMPARE(reader->evaluationsOf({traceId(2), spanId(2)}, {})->size(), 0U);
        store::GenerationFilter filter;
        filter.trace = traceId(1);
        QCOMPARE(reader->evaluations({}, filter)->size(), 1U);
        filter.trace = traceId(2);
        QCOMPARE(reader->evaluations({}, filter)->size(), 0U);
    }

    void seriesAddUp()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const telemetry::SignalKey key = signalOf("shop");
        const telemetry::SignalKey other = signalOf("bank");
        std::int64_t second = at(0).time_since_epoch().count() / 1'000'000'000;
        second -= second % 60;
        store::HealthResults results;
        for (std::int64_t i = 0; i < 300; ++i) {
            telemetry::Rollup rollup;
            rollup.bucket = second + i / 2; // every second comes twice
            rollup.recordedBucket = second + 200;
            rollup.add(i % 2 == 0 ? 0.9 : 0.1);
            rollup.unknown = 1;
            results.rollups.emplace_back(i < 240 ? key : other, rollup);
        }
        QVERIFY(writer->append(results) && writer->commit());

        const auto reader = recording.reader();
        for (const int step : {1, 60}) {
            store::SeriesQuery query;
            query.step = std::chrono::seconds(step);
            query.match.service = "shop";
            const auto points = reader->series({}, query);
            QVERIFY(points);
            QCOMPARE(points->size(), step == 1 ? 120U : 2U);
            const telemetry::Rollup& sum = points->front().sum;
            QCOMPARE(sum.count, 2 * step);
            QCOMPARE(sum.failed, step);
            QCOMPARE(sum.unknown, 2 * step);
            QVERIFY(std::abs(sum.sum - step) < 1e-9);
            QCOMPARE(sum.histogram[18] + sum.histogram[17], static_cast<std::uint32_t>(step));
            QCOMPARE(points->front().start, telemetry::Timestamp{std::chrono::seconds(second)});
        }
        QCOMPARE(reader->series({}, {})->size(), 150U);
        const auto cells = reader->healthMatrix({});
        QVERIFY(cells);
        QCOMPARE(cells->size(), 2U);
        QCOMPARE(cells->back().service, std::string("shop"));
        QCOMPARE(cells->back().sum.count, 240);
        QCOMPARE(reader->signalKeys({})->size(), 2U);
    }

    void changesAreNotedOnce()
    {
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan changed = chatSpan(2, 50);
        for (auto& [name, value] : changed.attributes) {
            if (name == "gen_ai.response.model")
                value = std::string("gpt-x-2027");
        }
        otlp::OutgoingSpan earlier = changed;
        earlier.id = spanId(3);
        earlier.start = at(40); // comes late, but was the first to have the model
        QVERIFY(writer->append(spansBatch({chatSpan(1, 10), changed}, 60)));
        QVERIFY(writer->append(spansBatch({earlier}, 61)) && writer->commit());
        const auto changes = recording.reader()->changes({});
        QVERIFY(changes);
        const auto found = std::ranges::find_if(
            *changes, [](const store::ChangeRow& row) { return row.value == "gpt-x-2027"; });
        QVERIFY(found != changes->end());
        QCOMPARE(found->field, std::string("model"));
        QCOMPARE(found->previous, std::string("gpt-x-2026"));
        QCOMPARE(found->time, at(40));
        QCOMPARE(std::ranges::count(*changes, std::string("model"), &store::ChangeRow::field), 2);
    }

    void gapsAndRejectionsAreKept()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const store::Gap gap{
            .source = "jaeger", .range = {.start = at(5), .end = at(9)}, .reason = "no answer"};
        QVERIFY(writer->append(gap, at(15))); // it was a gap once it was over for a while
        QVERIFY(writer->reject({.signal = telemetry::SignalKind::Logs, .count = 4, .reason = "cut"},
                               at(5)));
        QVERIFY(writer->reject(
            {.signal = telemetry::SignalKind::Traces, .count = 3, .reason = "cut"}, at(5)));
        QVERIFY(writer->commit());
        const auto info = recording.reader()->info();
        QVERIFY(info);
        QCOMPARE(info->rejected, 7);
        QCOMPARE(info->rejectedReasons.at("cut"), 7);
        QCOMPARE(info->gaps.size(), 1U);
        store::View view;
        view.range = {.start = at(8), .end = at(20)};
        QCOMPARE(recording.reader()->gaps(view)->size(), 1U);
        view.knownAt = at(14);
        QCOMPARE(recording.reader()->gaps(view)->size(), 0U);
        view.knownAt = at(15);
        QCOMPARE(recording.reader()->gaps(view)->size(), 1U);
        view.range.start = at(10);
        QCOMPARE(recording.reader()->gaps(view)->size(), 0U);
    }

    void emptyRecording()
    {
        const Recording recording;
        recording.writer().reset();
        const auto reader = recording.reader();
        const auto info = reader->info();
        QVERIFY(info);
        QCOMPARE(info->spans, 0);
        QVERIFY(!info->first && !info->recordedLast);
        QVERIFY(reader->extent().has_value());
        QVERIFY(!reader->extent()->has_value());
        QVERIFY(reader->alarms({})->empty());
        QCOMPARE(reader->verify()->entries, 0);
    }
};

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
