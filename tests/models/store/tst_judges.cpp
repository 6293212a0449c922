// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace storetest;
using telemetry::EvaluationState;

namespace {

telemetry::Evaluation ours(std::uint64_t number, std::int64_t second, bool hasFailed)
{
    telemetry::Evaluation evaluation;
    evaluation.trace = traceId(number);
    evaluation.span = spanId(number);
    evaluation.check = telemetry::kGroundedness;
    evaluation.evaluator = "plumbline";
    evaluation.origin = telemetry::EvaluationOrigin::Validator;
    evaluation.state = hasFailed ? EvaluationState::Failed : EvaluationState::Passed;
    evaluation.badness = hasFailed ? 0.9 : 0.1;
    evaluation.time = evaluation.recorded = at(second);
    return evaluation;
}

telemetry::TimelineEntry verdict(std::uint64_t number, const std::string& word, std::int64_t second)
{
    telemetry::TimelineEntry entry = note("judged", second);
    entry.kind = "verdict";
    entry.subject = telemetry::toHex(traceId(number)) + "/" + telemetry::toHex(spanId(number));
    entry.payload = "{\"verdict\":\"" + word + "\"}";
    return entry;
}

// The span of a judge in the trace of answer `number`, and a call of a model that it makes.
otlp::OutgoingSpan judgeSpan(std::uint64_t number, std::uint64_t id, const std::string& name)
{
    otlp::OutgoingSpan span = chatSpan(number, 20);
    span.id = spanId(id);
    span.name = name;
    span.attributes = {{"openinference.span.kind", std::string("EVALUATOR")}};
    return span;
}

otlp::OutgoingSpan judgeCall(std::uint64_t number, std::uint64_t id, std::uint64_t parent,
                             const std::string& model)
{
    otlp::OutgoingSpan span = chatSpan(number, 20);
    span.id = spanId(id);
    span.parent = spanId(parent);
    span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.response.model", model}};
    return span;
}

// Of answer 1, in its trace, from the span of the judge when that carries it.
otlp::OutgoingLog result(const std::string& judge, const std::string& check,
                         std::uint64_t carrier = 1)
{
    otlp::OutgoingLog log = judgeLog(1, 30, 0.9, true);
    log.span = spanId(carrier);
    log.attributes[0].second = check;
    log.attributes.emplace_back("gen_ai.evaluation.evaluator.id", judge);
    return log;
}

// What was said of a judge's own call.
telemetry::Evaluation truncation(std::uint64_t id, EvaluationState state,
                                 std::vector<telemetry::Finding> findings = {})
{
    telemetry::Evaluation evaluation = ours(1, 40, state == EvaluationState::Failed);
    evaluation.span = spanId(id);
    evaluation.check = telemetry::kTruncation;
    evaluation.state = state;
    evaluation.findings = std::move(findings);
    return evaluation;
}

store::JudgeRow rowOf(const std::vector<store::JudgeRow>& rows, const std::string& judge)
{
    const auto row = std::ranges::find(rows, judge, &store::JudgeRow::evaluator);
    return row != rows.end() ? *row : store::JudgeRow();
}

} // namespace

// How judges do, from what they said and what others said of the same answers.
class TestJudges : public QObject
{
    Q_OBJECT

private slots:
    // Both parts of the share are of the same answers, those that have had the judge's time.
    void theShareIsOfAnswersThatAreSettled()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            for (std::uint64_t number = 1; number <= 10; ++number) {
                const auto second = static_cast<std::int64_t>(number) * 10;
                QVERIFY(writer->append(spansBatch({chatSpan(number, second)}, second + 2)));
            }
            for (std::uint64_t number = 1; number <= 6; ++number)
                QVERIFY(writer->append(logsBatch(
                    {judgeLog(number, static_cast<std::int64_t>(number) * 10 + 30, 0.9, true)},
                    101)));
            QVERIFY(writer->commit());
        }
        const auto all = recording.reader()->judges({});
        QCOMPARE(all->at(0).evaluations(), 6);
        QCOMPARE(all->at(0).judged, 6);
        QCOMPARE(all->at(0).answers, 7); // those of the last half minute may yet be judged
        const auto late = recording.reader()->judges({.range = {at(45), at(200)}});
        QCOMPARE(late->at(0).evaluations(), 5);
        QCOMPARE(late->at(0).judged, 2); // three of the five are of answers from before
        QCOMPARE(late->at(0).answers, 3);
    }

    void aJudgeIsKnownByWhatItSaid()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            // Of ten answers six are judged: by span and by response, some late; two failed.
            for (std::uint64_t number = 1; number <= 10; ++number)
                QVERIFY(writer->append(
                    spansBatch({chatSpan(number, static_cast<std::int64_t>(number) * 10)}, 200)));
            store::HealthResults results;
            for (std::uint64_t number = 1; number <= 6; ++number) {
                const auto second = static_cast<std::int64_t>(number) * 10 + 30;
                QVERIFY(writer->append(logsBatch(
                    {judgeLog(number, second, number <= 2 ? 0.1 : 0.9, number % 2 == 0)}, 210)));
                results.evaluations.push_back(ours(number, second, number <= 3));
            }
            QVERIFY(writer->append(results));
            QVERIFY(writer->append(verdict(1, "wrong", 220)));
            QVERIFY(writer->append(verdict(4, "wrong", 221)));
            QVERIFY(writer->append(verdict(5, "sound", 222)));
            QVERIFY(writer->append(verdict(5, "withdrawn", 223)));
            QVERIFY(writer->commit());
        }
        const auto rows = recording.reader()->judges({});
        QVERIFY(rows);
        QCOMPARE(rows->size(), std::size_t{1});
        const store::JudgeRow& row = rows->front();
        QCOMPARE(row.service, std::string("shop"));
        QCOMPARE(row.evaluations(), 6);
        QCOMPARE(row.failed, 2);
        QCOMPARE(row.passed, 4);
        QCOMPARE(row.judged, 6);
        QCOMPARE(row.answers, 10);
        QVERIFY(row.delayMedian && *row.delayMedian > 20s && *row.delayMedian < 31s);
        QCOMPARE(row.withValidators.bothFailed, 2);
        QCOMPARE(row.withValidators.onlyOther, 1);
        QCOMPARE(row.withValidators.bothPassed, 3);
        QCOMPARE(row.withValidators.onlyJudge, 0);
        QCOMPARE(row.withPeople.count(), 2); // one was taken back
        QCOMPARE(row.withPeople.bothFailed, 1);
        QCOMPARE(row.withPeople.onlyOther, 1);
        QCOMPARE(row.ownCalls, 0);
        // Only what was known.
        const auto before = recording.reader()->judges(knownAt(205));
        QVERIFY(before && before->empty());
        const auto early = recording.reader()->judges(knownAt(220));
        QCOMPARE(early->front().withPeople.count(), 1);
    }

    void aJudgeIsHeldAgainstTheGoldenSet()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            // Six answers with one text, of which the judge fails the first two.
            for (std::uint64_t number = 1; number <= 6; ++number) {
                const auto second = static_cast<std::int64_t>(number) * 10;
                QVERIFY(writer->append(spansBatch({chatSpan(number, second)}, 200)));
                QVERIFY(writer->append(logsBatch(
                    {judgeLog(number, second + 30, number <= 2 ? 0.1 : 0.9, number % 2 == 0)},
                    210)));
            }
            QVERIFY(writer->append(logsBatch({messagesLog(5, 51), messagesLog(6, 61)}, 220)));
            QVERIFY(writer->commit());
        }
        const auto rowOf = [&recording](const telemetry::GoldenSet* set, store::View view = {}) {
            return recording.reader()->judges(view, {.golden = set})->front();
        };
        QCOMPARE(rowOf(nullptr).withGolden.count(), 0);
        telemetry::GoldenSet set;
        const auto item = [](bool isWrong) {
            telemetry::GoldenItem one;
            one.isWrong = isWrong;
            return one;
        };
        telemetry::GoldenItem bySpan = item(true);
        bySpan.span = telemetry::SpanKey{traceId(1), spanId(1)};
        telemetry::GoldenItem byResponse = item(false);
        byResponse.responseId = "resp-2";
        telemetry::GoldenItem otherCheck = item(true);
        otherCheck.responseId = "resp-3";
        otherCheck.check = "Tone";
        telemetry::GoldenItem otherService = item(true);
        otherService.responseId = "resp-4";
        otherService.service = "elsewhere";
        QVERIFY(set.add(bySpan));
        QVERIFY(!set.needsContent());
        QVERIFY(set.add(byResponse));
        QVERIFY(set.add(otherCheck));
        QVERIFY(set.add(otherService));
        QVERIFY(!set.add(otherService));
        const store::JudgeRow ids = rowOf(&set);
        QCOMPARE(ids.withGolden.bothFailed, 1);
        QCOMPARE(ids.withGolden.onlyJudge, 1);
        QCOMPARE(ids.withGolden.count(), 2);
        QCOMPARE(ids.goldenItems, 2);
        QVERIFY(ids.goldenLast == at(50));
        QCOMPARE(ids.withPeople.count(), 0);

        telemetry::GoldenItem byText = item(true);
        byText.answer = "At nine,\n  caf\u00e9 at ten. ";
        QVERIFY(set.add(byText));
        const store::JudgeRow texts = rowOf(&set);
        QCOMPARE(texts.withGolden.onlyOther, 2); // both answers with that text, one item
        QCOMPARE(texts.withGolden.count(), 4);
        QCOMPARE(texts.goldenItems, 3);
        // What was not known of the answers then fits nothing.
        QCOMPARE(rowOf(&set, knownAt(215)).withGolden.count(), 2);
        // What says more about an answer counts before what says less.
        telemetry::GoldenItem asked = byText;
        asked.question = "When do you open?";
        asked.isWrong = false;
        QVERIFY(set.add(asked));
        QCOMPARE(rowOf(&set).withGolden.bothPassed, 2);
        byText.check = "Faithfulness";
        QVERIFY(set.add(byText));
        QCOMPARE(rowOf(&set).withGolden.onlyOther, 2);
    }

    void aJudgeHasACourse()
    {
        const Recording recording;
        {
            const auto writer = recording.writer();
            for (std::uint64_t number = 1; number <= 10; ++number)
                QVERIFY(writer->append(
                    spansBatch({chatSpan(number, static_cast<std::int64_t>(number) * 10)}, 200)));
            for (std::uint64_t number = 1; number <= 6; ++number)
                QVERIFY(writer->append(
                    logsBatch({judgeLog(number, static_cast<std::int64_t>(number) * 10 + 30,
                                        number <= 2 ? 0.1 : 0.9, number % 2 == 0)},
                              210)));
            QVERIFY(writer->commit());
        }
        // Answers at 10, 20 .. 100 s; results at 40 .. 90 s; `at(0)` is a whole minute or not.
        store::View view{.range = {at(0), at(130)}};
        const auto rows = recording.reader()->judges(view, {.step = 20s});
        QVERIFY(rows && rows->size() == 1);
        const store::JudgeRow& row = rows->front();
        std::int64_t answers = 0;
        std::int64_t judged = 0;
        std::int64_t results = 0;
        std::int64_t delays = 0;
        for (const store::JudgePoint& point : row.course) {
            QVERIFY(point.answers <= 2 && point.judged <= point.answers);
            // Whoever has a result here began half a minute earlier.
            QVERIFY(point.evaluations() == 0 || point.delayMedian > 20s);
            answers += point.answers;
            judged += point.judged;
            results += point.evaluations();
            delays += point.delays;
        }
        QCOMPARE(answers, 10);
        QCOMPARE(judged, 6);
        QCOMPARE(results, 6);
        QCOMPARE(delays, 6);
        QVERIFY(!row.from);
        // Of the newest two results: the range begins with them, for answers too.
        const auto newest = recording.reader()->judges(view, {.step = 20s, .limit = 2});
        QVERIFY(newest && newest->size() == 1);
        QCOMPARE(newest->front().evaluations(), 2);
        QCOMPARE(newest->front().answers, 3);
        QVERIFY(newest->front().from && *newest->front().from > at(70));
        // Not of another service.
        const auto other = recording.reader()->judges(view, {.service = "elsewhere"});
        QVERIFY(other && other->empty());
        QCOMPARE(recording.reader()->judges(view, {.service = "shop"})->size(), std::size_t{1});
    }

    // What a judge's model says is no answer; here a step stands between, and the judge's span
    // comes with it or after it.
    void aJudgesCallsAreNoAnswers_data()
    {
        QTest::addColumn<bool>("isLate");
        QTest::newRow("with the judge") << false;
        QTest::newRow("before the judge") << true;
    }
    void aJudgesCallsAreNoAnswers()
    {
        QFETCH(bool, isLate);
        const Recording recording;
        const auto writer = recording.writer();
        otlp::OutgoingSpan step = judgeSpan(1, 101, "chain");
        step.attributes = {{"openinference.span.kind", std::string("CHAIN")}};
        step.parent = spanId(102);
        std::vector<otlp::OutgoingSpan> spans{chatSpan(1, 10), judgeCall(1, 100, 101, "judge-x"),
                                              step};
        if (isLate) {
            QVERIFY(writer->append(spansBatch(spans, 50)));
            spans.clear();
        }
        spans.push_back(judgeSpan(1, 102, "evaluate"));
        QVERIFY(writer->append(spansBatch(spans, 60)));
        QVERIFY(writer->append(logsBatch({result("grader", "tone")}, 70)) && writer->commit());
        const auto reader = recording.reader();
        const store::View now;
        const auto volume = reader->volume(now, "shop", 1h);
        QVERIFY(volume);
        QCOMPARE(volume->size(), std::size_t{1});
        QCOMPARE(volume->front().model, std::string("gpt-x-2026"));
        QCOMPARE(reader->services(now)->front().generations, 1);
        QCOMPARE(reader->services(now)->front().models.size(), std::size_t{1});
        QCOMPARE(reader->judges(now)->front().answers, 1);
        QCOMPARE(reader->judges(now)->front().ownCalls, 1);
        const auto changes = reader->changes(now);
        QVERIFY(changes.has_value());
        for (const store::ChangeRow& change : *changes)
            QVERIFY(change.value != "judge-x");
        if (isLate) // it was not known then
            QCOMPARE(reader->volume(knownAt(55), "shop", 1h)->size(), std::size_t{2});
    }

    // Nor are signals of them signals of answers, unless they are asked for.
    void signalsOfJudgesCallsAreNotOfAnswers()
    {
        const Recording recording;
        const auto writer = recording.writer();
        store::HealthResults results;
        for (const char* operation : {"chat", telemetry::kJudgeOperation}) {
            telemetry::SignalKey key;
            key.service = "shop";
            key.operation = operation;
            key.check = telemetry::kTruncation;
            telemetry::Rollup rollup;
            rollup.bucket = rollup.recordedBucket = at(5).time_since_epoch() / 1s;
            rollup.add(operation == std::string("chat") ? 0.1 : 0.9);
            results.rollups.emplace_back(key, rollup);
        }
        QVERIFY(writer->append(results) && writer->commit());
        const auto reader = recording.reader();
        const store::View view{.range = {at(0), at(60)}};
        const auto cells = reader->healthMatrix(view);
        QCOMPARE(cells->size(), std::size_t{1});
        QCOMPARE(cells->front().sum.count, 1);
        QCOMPARE(cells->front().sum.failed, 0);
        telemetry::SignalKey match;
        match.service = "shop";
        QCOMPARE(reader->sums(view, match, {})->front().sum.count, 1);
        QCOMPARE(reader->series(view, {.match = match, .step = 60s})->front().sum.count, 1);
        match.operation = telemetry::kJudgeOperation;
        QCOMPARE(reader->sums(view, match, {})->front().sum.failed, 1);
    }

    // A call is the judge's whose result its span carries, else the one's after whom it is named.
    void aCallIsOneJudges_data()
    {
        QTest::addColumn<std::uint64_t>("carrierA");
        QTest::addColumn<std::string>("nameB");
        QTest::addColumn<bool>("isShared");
        QTest::newRow("carried and named") << std::uint64_t{101} << std::string("b") << false;
        QTest::newRow("named after the check")
            << std::uint64_t{101} << std::string("tone") << false;
        QTest::newRow("it does not show") << std::uint64_t{1} << std::string("evaluate") << true;
    }
    void aCallIsOneJudges()
    {
        QFETCH(std::uint64_t, carrierA);
        QFETCH(std::string, nameB);
        QFETCH(bool, isShared);
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch(
            {chatSpan(1, 10), judgeSpan(1, 101, "evaluate"), judgeCall(1, 102, 101, "model-a"),
             judgeSpan(1, 103, nameB), judgeCall(1, 104, 103, "model-b")},
            50)));
        QVERIFY(writer->append(
            logsBatch({result("a", "relevance", carrierA), result("b", "tone")}, 60)));
        store::HealthResults results;
        results.evaluations = {truncation(102, EvaluationState::Passed),
                               truncation(104, EvaluationState::Failed)};
        QVERIFY(writer->append(results) && writer->commit());
        const auto rows = recording.reader()->judges({});
        QCOMPARE(rows->size(), std::size_t{2});
        for (const char* judge : {"a", "b"}) {
            const store::JudgeRow row = rowOf(*rows, judge);
            QCOMPARE(row.isOwnShared, isShared);
            QCOMPARE(row.ownCalls, isShared ? 2 : 1);
            QCOMPARE(row.ownInputCut, 0); // what it said was cut, not what it was given
            QCOMPARE(row.ownOutputCut, isShared || judge == std::string("b") ? 1 : 0);
            if (!isShared)
                QCOMPARE(row.models, std::vector{"model-" + std::string(judge) + " · 1.0"});
        }
    }

    // What was cut: what a judge was given or what it said; of some calls it does not show.
    void whatWasCutOfItsCallsIsTold()
    {
        const Recording recording;
        const auto writer = recording.writer();
        std::vector<otlp::OutgoingSpan> spans{chatSpan(1, 10), judgeSpan(1, 101, "evaluate")};
        for (const std::uint64_t id : {102, 103, 104, 105, 106})
            spans.push_back(judgeCall(1, id, 101, "model-a"));
        QVERIFY(writer->append(spansBatch(spans, 50)));
        QVERIFY(writer->append(logsBatch({result("a", "relevance")}, 60)));
        const telemetry::Finding input{
            .start = 0, .end = 0, .kind = telemetry::kInputCut, .support = 0.1};
        const telemetry::Finding end{.start = 3, .end = 9, .kind = "cut_off", .support = 0.1};
        store::HealthResults results;
        results.evaluations = {truncation(102, EvaluationState::Passed),
                               truncation(103, EvaluationState::Failed, {input}),
                               truncation(104, EvaluationState::Failed, {end}),
                               truncation(105, EvaluationState::Failed, {end, input}),
                               truncation(106, EvaluationState::NotCaptured)};
        QVERIFY(writer->append(results) && writer->commit());
        const store::JudgeRow row = rowOf(*recording.reader()->judges({}), "a");
        QCOMPARE(row.ownCalls, 5);
        QCOMPARE(row.ownCallsKnown, 4);
        QCOMPARE(row.ownInputCut, 2);
        QCOMPARE(row.ownOutputCut, 2);
    }

    // The newest results are those of the service that is asked for, however many others have.
    void theLimitIsOfTheServiceAskedFor()
    {
        const Recording recording;
        const auto writer = recording.writer();
        QVERIFY(writer->append(spansBatch({chatSpan(1, 10)}, 50)));
        QVERIFY(writer->append(logsBatch({judgeLog(1, 20, 0.9, true)}, 60)));
        for (std::uint64_t number = 2; number <= 9; ++number) {
            QVERIFY(writer->append(spansBatch({chatSpan(number, 10)}, 50, "other")));
            QVERIFY(writer->append(logsBatch({judgeLog(number, 30, 0.9, true)}, 60)));
        }
        QVERIFY(writer->commit());
        const auto rows = recording.reader()->judges({}, {.service = "shop", .limit = 3});
        QCOMPARE(rows->size(), std::size_t{1});
        QCOMPARE(rows->front().evaluations(), 1);
        QVERIFY(!rows->front().from);
    }

    void whatWasLearntIsKept()
    {
        const Recording recording;
        const auto writer = recording.writer();
        const telemetry::JudgeScale scale{.check = "tone",
                                          .evaluator = "grader",
                                          .scores = 30,
                                          .fractions = 2,
                                          .seen = {{-1, 1, 0, 0}, {0.02, 2, 0, 1}, {5, 27, 7, 6}},
                                          .reading = {},
                                          .recorded = at(3)};
        QVERIFY(writer->append(std::vector{scale}));
        telemetry::JudgeScale later = scale;
        later.scores = 31;
        later.reading = {
            .low = 1, .high = 5, .isHighGood = false, .threshold = 2.75, .isSettled = true};
        QVERIFY(writer->append(std::vector{later}) && writer->commit());
        const auto scales = recording.reader()->judgeScales();
        QVERIFY(scales);
        QCOMPARE(scales->size(), std::size_t{1});
        QCOMPARE(scales->front().scores, 31);
        QCOMPARE(scales->front().evaluator, std::string("grader"));
        QVERIFY(scales->front().seen == scale.seen);
        QVERIFY(scales->front().reading == later.reading);
        QVERIFY(scales->front().recorded == at(3));
    }
};

QTEST_GUILESS_MAIN(TestJudges)
#include "tst_judges.moc"
