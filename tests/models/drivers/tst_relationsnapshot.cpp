// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/documentposition.h"
#include "models/drivers/drivervalues.h"
#include "models/drivers/relationsnapshot.h"
#include "models/drivers/relationtext.h"
#include "tests/models/relation/planted.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <span>

using namespace drivers;
using namespace std::chrono_literals;
using namespace storetest;
using relationtest::Dice;

namespace {

// One call of half a second; what is negative is not told.
otlp::OutgoingSpan call(std::uint64_t number, std::int64_t second, std::int64_t input,
                        double queue = -1)
{
    otlp::OutgoingSpan span = chatSpan(number, second);
    span.end = span.start + 500ms;
    span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.request.temperature", 0.5}};
    if (input >= 0) {
        span.attributes.push_back({"gen_ai.usage.input_tokens", input});
        span.attributes.push_back({"gen_ai.request.context_window", std::int64_t{10'000}});
    }
    if (queue >= 0)
        span.attributes.push_back({"gen_ai.server.queue_depth", queue});
    return span;
}

telemetry::Evaluation judged(std::uint64_t number, std::int64_t second, const std::string& check,
                             double badness)
{
    telemetry::Evaluation evaluation;
    evaluation.trace = traceId(number);
    evaluation.span = spanId(number);
    evaluation.check = check;
    evaluation.evaluator = "plumbline";
    evaluation.origin = telemetry::EvaluationOrigin::Validator;
    evaluation.state =
        badness >= 0.5 ? telemetry::EvaluationState::Failed : telemetry::EvaluationState::Passed;
    evaluation.value = badness;
    evaluation.badness = badness;
    evaluation.time = at(second);
    evaluation.recorded = at(second);
    return evaluation;
}

} // namespace

class TestRelationSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_recording = std::make_unique<Recording>();
        m_reader = {};
    }

    // The rate of failures is planted in the input tokens: two in a hundred up to 4,000, then more.
    void plantedKneeIsReadFromTheRecording()
    {
        plant(3000);
        const RelationSnapshot snapshot = read({.kind = DriverKind::InputTokens, .check = {}});
        QCOMPARE(snapshot.answers, std::int64_t{3000});
        QCOMPARE(snapshot.used, std::int64_t{2900});
        QCOMPARE(snapshot.unknownOutcome, std::int64_t{100}); // every thirtieth was not judged
        QCOMPARE(snapshot.unknownDriver, std::int64_t{0});
        QCOMPARE(snapshot.relation.shape, relation::Shape::Knee);
        QVERIFY(snapshot.relation.knee->low <= 4000 && 4000 <= snapshot.relation.knee->high);
        QVERIFY(snapshot.relation.isRising);
        std::uint64_t drawn = 0;
        for (const std::uint32_t cell : snapshot.density.cells)
            drawn += cell;
        QCOMPARE(drawn, std::uint64_t{2900});
        QVERIFY(QString::fromStdString(shapeSentence(snapshot)).startsWith(u"Knee at "));
        QCOMPARE(leftOutSentence(snapshot),
                 std::string("100 of 3,000 answers are left out: 100 have no result."));
        QVERIFY(!reliefSentence(snapshot, 8000, 0.05).empty());
        // The fill of the window says the same as the tokens do.
        QCOMPARE(snapshot.companions.size(), std::size_t{1});
        QCOMPARE(snapshot.companions.front().driver.kind, DriverKind::ContextFill);
        QVERIFY(snapshot.companions.front().together.correlation > 0.99);
    }

    void whatNobodySendsIsNotInTheTelemetry()
    {
        plant(200);
        const RelationSnapshot snapshot = read({.kind = DriverKind::QueueDepth, .check = {}});
        QCOMPARE(snapshot.used, std::int64_t{0});
        const auto answersOf = [&snapshot](DriverKind kind) {
            const auto found = std::ranges::find_if(
                snapshot.drivers, [kind](const Available& one) { return one.driver.kind == kind; });
            return found->answers;
        };
        QCOMPARE(answersOf(DriverKind::QueueDepth), std::int64_t{0});
        QCOMPARE(answersOf(DriverKind::ReasoningTokens), std::int64_t{0});
        QCOMPARE(answersOf(DriverKind::InputTokens), std::int64_t{200});
        QCOMPARE(answersOf(DriverKind::Temperature), std::int64_t{200});
        QCOMPARE(shapeSentence(snapshot), std::string("There is no answer that tells both."));
    }

    void loadCountsWhatIsInFlight()
    {
        std::vector<otlp::OutgoingSpan> spans;
        for (int i = 0; i < 6; ++i) {
            spans.push_back(call(static_cast<std::uint64_t>(i + 1), 100 + i, 1, i));
            spans.back().end = spans.back().start + (i < 3 ? 10s : 1s);
        }
        append(spans, {}, 200);
        AnswerTable table;
        QVERIFY(table.read(*m_recording->reader(), view(90, 150, 1000), "shop").has_value());
        const auto loads = valuesOf({.kind = DriverKind::Load, .check = {}}, table, {}, at(1000));
        QCOMPARE(loads, (std::vector<float>{1, 2, 3, 4, 4, 4}));
        const auto queues =
            valuesOf({.kind = DriverKind::QueueDepth, .check = {}}, table, {}, at(1000));
        QCOMPARE(queues, (std::vector<float>{0, 1, 2, 3, 4, 5}));
        // Calls that take ten seconds may still come of the last ones.
        const auto early = valuesOf({.kind = DriverKind::Load, .check = {}}, table, {}, at(107));
        QVERIFY(std::isnan(early.back()));
    }

    // What came later is taken in without reading the rest again, verdicts on old answers too; and
    // nothing is known before it was.
    void readsOnWithWhatIsNew()
    {
        append({call(1, 100, 10), call(2, 101, 20)}, {judged(1, 102, "format", 0.1)}, 110);
        const Driver input{.kind = DriverKind::InputTokens, .check = {}};
        RelationSnapshot snapshot = read(input, view(90, 200, 150));
        QCOMPARE(snapshot.answers, std::int64_t{2});
        QCOMPARE(snapshot.used, std::int64_t{1});
        append({call(3, 120, 30)}, {judged(2, 160, "format", 0.9), judged(1, 160, "format", 0.7)},
               160);
        snapshot = read(input, view(90, 200, 155));
        QCOMPARE(snapshot.used, std::int64_t{1});
        snapshot = read(input, view(90, 200, 190));
        QCOMPARE(snapshot.answers, std::int64_t{3});
        QCOMPARE(snapshot.used, std::int64_t{2});
        QCOMPARE(snapshot.relation.failed, 2.0); // the newer word on the first replaced the older
        QCOMPARE(snapshot.checks.size(), std::size_t{1});
        QCOMPARE(snapshot.checks.front().failed, std::int64_t{2});
        snapshot = read(input, view(90, 200, 150));
        QCOMPARE(snapshot.answers, std::int64_t{2});
        QCOMPARE(snapshot.relation.failed, 0.0);
    }

    // More begin at one time than are read in one go: a coarse clock, or what was filled in later.
    void answersOfOneTimeAreReadTogether()
    {
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 1; i <= 70; ++i)
            spans.push_back(call(i, i <= 5 ? 90 : (i <= 55 ? 100 : 110), 10));
        append(spans, {}, 200);
        RelationReader reader(AnswerLimits{.first = 10, .mostAtOnce = 20});
        const RelationRequest request{
            .view = view(0, 300, 1000), .service = "shop", .driver = {}, .outcome = {}};
        int reads = 0;
        RelationSnapshot snapshot;
        do {
            snapshot = reader.read(*m_recording->reader(), request).value();
            QVERIFY(++reads < 20);
        } while (snapshot.isPartial);
        QCOMPARE(snapshot.answers, std::int64_t{70});
        QVERIFY(!snapshot.isCut);
    }

    // What is never read is said to be missing.
    void olderOnesThatAreNotReadAreTold()
    {
        std::vector<otlp::OutgoingSpan> spans;
        for (std::uint64_t i = 1; i <= 70; ++i)
            spans.push_back(call(i, 100 + static_cast<std::int64_t>(i / 7), 10));
        append(spans, {}, 200);
        RelationReader reader(AnswerLimits{.first = 10, .mostAtOnce = 20, .most = 30});
        const RelationRequest request{
            .view = view(0, 300, 1000), .service = "shop", .driver = {}, .outcome = {}};
        RelationSnapshot snapshot;
        for (int reads = 0; reads < 20; ++reads)
            snapshot = reader.read(*m_recording->reader(), request).value();
        QVERIFY(!snapshot.isPartial && snapshot.isCut);
        QCOMPARE(snapshot.answers, std::int64_t{36}); // seven begin at a time, one at the last
        QCOMPARE(snapshot.asked, std::int64_t{70});
        QVERIFY(QString::fromStdString(leftOutSentence(snapshot))
                    .startsWith(u"Only the latest 36 of 70 answers are looked at."));
    }

    // Truncation now, contradiction ten steps later.
    void laterHarmIsFound()
    {
        Dice dice(8);
        std::vector<otlp::OutgoingSpan> spans;
        std::vector<telemetry::Evaluation> evaluations;
        std::vector<double> rates;
        double wave = 0;
        for (int step = 0; step < 240; ++step) {
            wave = 0.6 * wave + 0.35 * dice.normal();
            rates.push_back(relation::shareOf(-1 + 2 * wave));
            for (int i = 0; i < 12; ++i) {
                const auto number = static_cast<std::uint64_t>(step * 12 + i + 1);
                const std::int64_t second = 1000 + step * 5 + i % 5;
                spans.push_back(call(number, second, 10));
                const double harm = step >= 10 ? 0.05 + 0.6 * rates[rates.size() - 11] : 0.05;
                evaluations.push_back(judged(number, second, "truncation",
                                             dice.uniform() < rates.back() ? 0.9 : 0.1));
                evaluations.push_back(
                    judged(number, second, "contradiction", dice.uniform() < harm ? 0.9 : 0.1));
            }
        }
        append(spans, evaluations, 3000);
        const RelationRequest request{
            .view = view(1000, 2200, 4000),
            .service = "shop",
            .driver = {.kind = DriverKind::Failing, .check = "truncation"},
            .outcome = {.kind = OutcomeKind::Check, .check = "contradiction"},
            .lag = 50s};
        const RelationSnapshot later = read(request);
        QCOMPARE(later.step, telemetry::Duration(5s));
        QVERIFY(later.lag.peak.has_value());
        QCOMPARE(later.lag.peak->lag, 10);
        QVERIFY(later.relation.isRelated() && later.relation.isRising);
        QVERIFY(QString::fromStdString(lagSentence(later)).contains(u"after 50 s"));
        RelationRequest now = request;
        now.lag = {};
        QVERIFY(!read(now).relation.isRelated()
                || read(now).relation.candidates.front().criterion
                        - read(now).relation.candidates.back().criterion
                    < later.relation.candidates.front().criterion
                        - later.relation.candidates.back().criterion);
    }

    void documentThatIsDrawnOnIsFound()
    {
        const auto document = [](const char* text) {
            telemetry::Document made;
            made.content = text;
            return made;
        };
        const std::vector<telemetry::Document> documents{
            document("Refunds take five working days after approval by accounting staff."),
            document("Warranty covers batteries for eighteen months from purchase date."),
            document("Shipping to islands costs eleven euros and takes longer.")};
        QCOMPARE(
            documentPosition("The warranty covers your batteries for eighteen months.", documents),
            std::optional<int>(2));
        QCOMPARE(
            documentPosition("I cannot help with gardening questions, unfortunately.", documents),
            std::optional<int>());
        QCOMPARE(documentPosition("Warranty covers batteries for eighteen months.",
                                  std::span(documents).first(1)),
                 std::optional<int>());
    }

    void namesAreReadBack()
    {
        for (const DriverKind kind : kDriverKinds) {
            const Driver driver{.kind = kind, .check = {}};
            QCOMPARE(driverFrom(nameOf(driver)).value(), driver);
        }
        const Driver failing{.kind = DriverKind::Failing, .check = "truncation"};
        QCOMPARE(driverFrom(nameOf(failing)).value(), failing);
        QCOMPARE(driverFrom("speed").error().kind, telemetry::ErrorKind::Usage);
        for (const char* name : {"any", "error", "score", "score:format", "groundedness"})
            QCOMPARE(nameOf(outcomeFrom(name)), std::string(name));
    }

private:
    static store::View view(std::int64_t from, std::int64_t to, std::int64_t known)
    {
        return {.range = {.start = at(from), .end = at(to)}, .knownAt = at(known)};
    }

    RelationSnapshot read(const RelationRequest& request)
    {
        auto snapshot = m_reader.read(*m_recording->reader(), request);
        if (!snapshot)
            qFatal("%s", snapshot.error().message.c_str());
        return *snapshot;
    }

    RelationSnapshot read(const Driver& driver, const store::View& of = view(0, 5000, 100'000))
    {
        return read({.view = of, .service = "shop", .driver = driver, .outcome = {}});
    }

    void append(const std::vector<otlp::OutgoingSpan>& spans,
                std::vector<telemetry::Evaluation> evaluations, std::int64_t recorded)
    {
        const auto writer = m_recording->writer();
        QVERIFY(writer->append(spansBatch(spans, recorded)).has_value());
        for (telemetry::Evaluation& evaluation : evaluations)
            evaluation.recorded = at(recorded);
        store::HealthResults results;
        results.evaluations = std::move(evaluations);
        for (const telemetry::Evaluation& evaluation : results.evaluations)
            results.suspicions.push_back({.trace = evaluation.trace,
                                          .span = evaluation.span,
                                          .probability = *evaluation.badness,
                                          .reasons = {},
                                          .time = evaluation.time});
        QVERIFY(writer->append(results).has_value());
        QVERIFY(writer->commit().has_value());
    }

    void plant(int count)
    {
        Dice dice(17);
        std::vector<otlp::OutgoingSpan> spans;
        std::vector<telemetry::Evaluation> evaluations;
        for (int i = 0; i < count; ++i) {
            const auto number = static_cast<std::uint64_t>(i + 1);
            const auto input = static_cast<std::int64_t>(9000 * dice.uniform());
            const double rate = relation::shareOf(
                -3.9 + 3.2 * std::max(0.0, static_cast<double>(input) - 4000) / 5000);
            spans.push_back(call(number, 10 + i, input));
            if (i % 30 != 0)
                evaluations.push_back(
                    judged(number, 10 + i, "format", dice.uniform() < rate ? 0.9 : 0.1));
        }
        append(spans, std::move(evaluations), 5000);
    }

    std::unique_ptr<Recording> m_recording;
    RelationReader m_reader;
};

QTEST_GUILESS_MAIN(TestRelationSnapshot)
#include "tst_relationsnapshot.moc"
