// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/telemetry/person.h"
#include "tests/models/dialect/spans.h"

#include <QTest>

using namespace std::string_literals;
using telemetry::EvaluationState;

namespace {

constexpr double kAbsent = -1;

telemetry::Evaluation evaluation(otlp::Attributes attributes)
{
    otlp::OutgoingLog log;
    log.eventName = "gen_ai.evaluation.result";
    log.time = telemetry::fromUnixNanos(500);
    log.attributes = std::move(attributes);
    auto body = std::make_shared<const std::string>(otlp::encodeLogs({}, "judge", {log}));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Logs, std::move(body));
    batch->recorded = telemetry::fromUnixNanos(900);
    const auto result = dialect::Interpreter::builtIn().interpret(std::move(*batch));
    return result.evaluations.empty() ? telemetry::Evaluation{} : result.evaluations[0];
}

} // namespace

class TestEvaluations : public QObject
{
    Q_OBJECT

private slots:
    void statesAndBadness_data();
    void statesAndBadness();
    void contradictionsAreTold();
    void aFailedJudgeSaysNothing();
    void aPersonsWordIsNoJudges_data();
    void aPersonsWordIsNoJudges();
    void aResponseIdIsSubjectEnough();
    void aSpanEventJudgesItsSpan();
    void anEvaluatorsOutputIsItsVerdict_data();
    void anEvaluatorsOutputIsItsVerdict();
    void otherLogsAreNoEvaluations();
    void evaluationsOfOneRequestHaveAnEnd();
};

void TestEvaluations::statesAndBadness_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<double>("value");
    QTest::addColumn<std::string>("label");
    QTest::addColumn<int>("state");
    QTest::addColumn<double>("badness");
    const auto row = [](const char* title, const char* name, double value, const char* label,
                        EvaluationState state, double badness) {
        QTest::newRow(title) << std::string(name) << value << std::string(label)
                             << static_cast<int>(state) << badness;
    };
    row("low is bad", "Faithfulness", 0.25, "", EvaluationState::Failed, 0.75);
    row("high is good", "Faithfulness", 0.75, "", EvaluationState::Passed, 0.25);
    row("whole", "Groundedness", 1, "pass", EvaluationState::Passed, 0);
    row("zero", "Groundedness", 0, "fail", EvaluationState::Failed, 1);
    row("high is bad", "Hallucination Rate", 0.75, "", EvaluationState::Failed, 0.75);
    row("toxicity", "toxicity", 0.25, "", EvaluationState::Passed, 0.25);
    row("the judge knows its threshold", "Faithfulness", 0.6, "FAIL", EvaluationState::Failed, 0.5);
    row("nor is it contradicted", "Toxicity", 0.75, "pass", EvaluationState::Passed, 0.49);
    row("label and score agree", "Faithfulness", 0.25, "fail", EvaluationState::Failed, 0.75);
    row("label only", "Relevance", kAbsent, "Not Relevant", EvaluationState::Failed, 1);
    row("good label only", "Relevance", kAbsent, "relevant", EvaluationState::Passed, 0);
    row("unknown label only", "Relevance", kAbsent, "meh", EvaluationState::Inconclusive, kAbsent);
    row("out of range", "Relevance", 4, "", EvaluationState::Inconclusive, kAbsent);
    row("out of range with label", "Relevance", 4, "pass", EvaluationState::Passed, 0);
    row("out of range and failed", "Relevance", 2, "fail", EvaluationState::Failed, 1);
    row("unknown direction", "vibes", 0.25, "", EvaluationState::Inconclusive, kAbsent);
    row("unknown direction with label", "vibes", 0.25, "fail", EvaluationState::Failed, 1);
    row("both directions", "harm relevance", 0.25, "", EvaluationState::Inconclusive, kAbsent);
    row("harmless", "Harmlessness", 0.75, "", EvaluationState::Passed, 0.25);
    // The best of two, or the worst of five.
    row("of which scale", "is_unbiased", 1, "", EvaluationState::Inconclusive, kAbsent);
    row("nought of which", "Faithfulness", 0, "", EvaluationState::Inconclusive, kAbsent);
    row("in the middle", "Faithfulness", 0.5, "", EvaluationState::Passed, 0.49);
    row("free of it", "hallucination_free", 0.75, "", EvaluationState::Passed, 0.25);
    row("not good", "not-relevant", 0.75, "", EvaluationState::Failed, 0.75);
    row("resists", "jailbreak resistance", 0.75, "", EvaluationState::Passed, 0.25);
    row("jailbreak", "jailbreak", 0.75, "", EvaluationState::Failed, 0.75);
    row("injection", "prompt_injection", 0.75, "", EvaluationState::Failed, 0.75);
    row("words in camel case", "AnswerRelevancy", 0.75, "", EvaluationState::Passed, 0.25);
    // Whether "yes" is good depends on what was asked.
    row("yes to the bad", "hallucination", kAbsent, "yes", EvaluationState::Failed, 1);
    row("yes to the bad, scored", "hallucination", 1, "Yes", EvaluationState::Failed, 1);
    row("no to the bad", "toxicity", 0, "false", EvaluationState::Passed, 0);
    row("negative is good news", "Jailbreak", kAbsent, "negative", EvaluationState::Passed, 0);
    row("yes to the good", "faithfulness", kAbsent, "true", EvaluationState::Passed, 0);
    row("no to the good", "Faithfulness", 0.25, "no", EvaluationState::Failed, 0.75);
    row("no to the opposite", "not-relevant", kAbsent, "no", EvaluationState::Passed, 0);
    row("yes to what", "vibes", 1, "yes", EvaluationState::Inconclusive, kAbsent);
    row("no to what", "vibes", kAbsent, "false", EvaluationState::Inconclusive, kAbsent);
    row("people's opinion", "user_feedback", kAbsent, "positive", EvaluationState::Passed, 0);
    row("thumbs", "Thumbs", kAbsent, "down", EvaluationState::Failed, 1);
    row("a threshold", "toxicity", 0.25, "yes", EvaluationState::Failed, 0.5);
    row("contradicted", "hallucination", 1, "no", EvaluationState::Inconclusive, kAbsent);
    row("contradicted the other way", "Faithfulness", 0, "yes", EvaluationState::Inconclusive,
        kAbsent);
    row("a contradicted verdict", "Toxicity", 1, "pass", EvaluationState::Passed, 0.49);
    row("nothing", "Relevance", kAbsent, "", EvaluationState::Inconclusive, kAbsent);
}

void TestEvaluations::statesAndBadness()
{
    QFETCH(std::string, name);
    QFETCH(double, value);
    QFETCH(std::string, label);
    QFETCH(int, state);
    QFETCH(double, badness);
    otlp::Attributes attributes{{"gen_ai.evaluation.name", name},
                                {"gen_ai.evaluation.score.label", label}};
    if (value == std::int64_t(value) && value >= 0)
        attributes.emplace_back("gen_ai.evaluation.score.value", static_cast<std::int64_t>(value));
    else if (value >= 0)
        attributes.emplace_back("gen_ai.evaluation.score.value", value);
    const auto read = evaluation(attributes);
    QCOMPARE(telemetry::toString(read.state),
             telemetry::toString(static_cast<EvaluationState>(state)));
    QCOMPARE(read.badness.value_or(kAbsent), badness);
    QCOMPARE(read.value.value_or(kAbsent), value);
    QCOMPARE(read.check, name);
    QCOMPARE(read.label, label);
}

void TestEvaluations::aPersonsWordIsNoJudges_data()
{
    QTest::addColumn<std::string>("kind");
    QTest::addColumn<std::string>("identifier");
    QTest::addColumn<bool>("isPersons");
    QTest::newRow("person") << "HUMAN"s
                            << "ticket-5512"s << true;
    QTest::newRow("a person without a name") << "HUMAN"s
                                             << ""s << true;
    QTest::newRow("model") << "LLM"s
                           << "gpt-4o"s << false;
    QTest::newRow("a model without a name") << "LLM"s
                                            << ""s << false;
    QTest::newRow("code without a name") << "CODE"s
                                         << ""s << false;
}

void TestEvaluations::aPersonsWordIsNoJudges()
{
    QFETCH(const std::string, kind);
    QFETCH(const std::string, identifier);
    QFETCH(const bool, isPersons);
    otlp::Attributes attributes{{"annotations.0.annotation.name", "user_thumbs"s},
                                {"annotations.0.annotation.score", 0.0},
                                {"annotations.0.annotation.label", "fail"s},
                                {"annotations.0.annotation.annotator_kind", kind}};
    if (!identifier.empty())
        attributes.emplace_back("annotations.0.annotation.identifier", identifier);
    const auto read = spans::interpreted(spans::chat(attributes));
    QCOMPARE(read.evaluations.size(), std::size_t{1});
    QCOMPARE(telemetry::isPersons(read.evaluations[0]), isPersons);
    QCOMPARE(telemetry::evaluatorName(read.evaluations[0]), identifier); // a kind is no name
    QCOMPARE(read.evaluations[0].state, EvaluationState::Failed);

    const auto sent = evaluation({{"gen_ai.evaluation.name", "Relevance"s},
                                  {"gen_ai.evaluation.score.label", "fail"s},
                                  {"gen_ai.evaluation.evaluator.type", kind}});
    QCOMPARE(telemetry::isPersons(sent), isPersons);
    QCOMPARE(telemetry::evaluatorName(sent), std::string());
}

void TestEvaluations::contradictionsAreTold()
{
    const auto reasonOf = [](const std::string& name, double score, const std::string& label) {
        return evaluation({{"gen_ai.evaluation.name", name},
                           {"gen_ai.evaluation.score.value", score},
                           {"gen_ai.evaluation.explanation", "because"s},
                           {"gen_ai.evaluation.score.label", label}})
            .reason;
    };
    const std::string told = "because (Its label and its score contradict each other.)";
    QCOMPARE(reasonOf("hallucination", 1, "no"), told);
    QCOMPARE(reasonOf("Toxicity", 1, "pass"), told);
    QCOMPARE(reasonOf("Toxicity", 0.75, "pass"), "because"s); // the judge has a threshold
    QCOMPARE(reasonOf("hallucination", 1, "yes"), "because"s);
}

void TestEvaluations::aFailedJudgeSaysNothing()
{
    const auto read = evaluation({{"gen_ai.evaluation.name", "Groundedness"s},
                                  {"error.type", "timeout"s},
                                  {"gen_ai.evaluation.score.value", 0.0}});
    QCOMPARE(read.state, EvaluationState::JudgeUnavailable);
    QVERIFY(!read.badness);
    QCOMPARE(read.reason, "timeout"s);
}

void TestEvaluations::aResponseIdIsSubjectEnough()
{
    const auto read = evaluation({{"gen_ai.evaluation.name", "Groundedness"s},
                                  {"gen_ai.evaluation.score.value", 0.5},
                                  {"gen_ai.response.id", "msg_0"s},
                                  {"gen_ai.evaluation.explanation", "because"s},
                                  {"gen_ai.evaluation.evaluator.type", "llm_judge"s},
                                  {"gen_ai.evaluation.evaluator.id", "judge-7"s}});
    QVERIFY(!read.trace.isValid());
    QCOMPARE(read.responseId, "msg_0"s);
    QCOMPARE(read.reason, "because"s);
    QCOMPARE(read.evaluator, "judge-7"s);
    QCOMPARE(read.origin, telemetry::EvaluationOrigin::Telemetry);
    QCOMPARE(telemetry::toUnixNanos(read.time), 500LL);
    QCOMPARE(telemetry::toUnixNanos(read.recorded), 900LL);
}

void TestEvaluations::aSpanEventJudgesItsSpan()
{
    otlp::OutgoingSpan span = spans::chat({});
    span.events = {{.time = telemetry::fromUnixNanos(1500),
                    .name = "gen_ai.evaluation.result",
                    .attributes = {{"gen_ai.evaluation.name", "Faithfulness"s},
                                   {"gen_ai.evaluation.score.value", 0.08}}}};
    const auto result = spans::interpreted(span);
    QCOMPARE(result.evaluations.size(), std::size_t{1});
    QVERIFY(result.evaluations[0].trace == span.trace && result.evaluations[0].span == span.id);
    QCOMPARE(telemetry::toUnixNanos(result.evaluations[0].time), 1500LL);
    QCOMPARE(result.generations.size(), std::size_t{1});
}

void TestEvaluations::anEvaluatorsOutputIsItsVerdict_data()
{
    QTest::addColumn<std::string>("type");
    QTest::addColumn<std::string>("output");
    QTest::addColumn<std::string>("verdicts"); // check value label reason
    const auto row = [](const char* name, const char* type, const char* output,
                        const char* verdicts) {
        QTest::newRow(name) << std::string(type) << std::string(output) << std::string(verdicts);
    };
    row("score", "evaluator", R"({"score":0.25,"label":"unfaithful","explanation":"30 days"})",
        "faithfulness 0.25 unfaithful 30 days failed");
    row("named", "evaluator", R"({"name":"tone","value":1,"comment":"rude"})",
        "tone 1  rude inconclusive");
    row("label", "evaluator", R"({"label":"faithful"})", "faithfulness - faithful  passed");
    row("yes", "evaluator", R"({"label":"yes"})", "faithfulness - yes  passed");
    row("yes or no", "evaluator", R"({"score":false})", "faithfulness 0   failed");
    row("no number", "evaluator", R"({"score":"1/5"})", "faithfulness - 1/5  inconclusive");
    row("not a number", "evaluator", R"({"score":"nan"})", "faithfulness - nan  inconclusive");
    row("no end", "evaluator", R"({"score":"inf"})", "faithfulness - inf  inconclusive");
    row("text of a number", "evaluator", R"({"score":"0.25"})", "faithfulness 0.25   failed");
    row("prose", "evaluator", "It is faithful.", "");
    row("something else", "evaluator", R"({"tokens":12})", "");
    row("no evaluator", "tool", R"({"score":0.25})", "");
}

void TestEvaluations::anEvaluatorsOutputIsItsVerdict()
{
    QFETCH(std::string, type);
    QFETCH(std::string, output);
    QFETCH(std::string, verdicts);
    otlp::OutgoingSpan span = spans::chat({});
    span.name = "faithfulness";
    span.attributes = {{"langfuse.observation.type", type},
                       {"langfuse.observation.output", output}};
    std::string read;
    for (const telemetry::Evaluation& one : spans::interpreted(span).evaluations) {
        const QString value = one.value ? QString::number(*one.value) : QStringLiteral("-");
        read += one.check + ' ' + value.toStdString() + ' ' + one.label + ' ' + one.reason + ' '
            + telemetry::toString(one.state);
        QVERIFY(one.trace == span.trace && one.span == span.id);
    }
    QCOMPARE(read, verdicts);
}

void TestEvaluations::otherLogsAreNoEvaluations()
{
    otlp::OutgoingLog log;
    log.eventName = "gen_ai.evaluation.results";
    log.attributes = {{"gen_ai.evaluation.name", "Faithfulness"s}};
    auto body = std::make_shared<const std::string>(otlp::encodeLogs({}, "judge", {log}));
    const auto result = dialect::Interpreter::builtIn().interpret(
        *otlp::decodeProtobuf(telemetry::SignalKind::Logs, std::move(body)));
    QVERIFY(result.evaluations.empty() && result.generations.empty());
    QCOMPARE(result.batch.logs.size(), std::size_t{1});
}

void TestEvaluations::evaluationsOfOneRequestHaveAnEnd()
{
    constexpr std::size_t kMost = 250'000;
    otlp::OutgoingLog log;
    log.eventName = "gen_ai.evaluation.result";
    log.attributes = {{"gen_ai.evaluation.name", "f"s}, {"gen_ai.response.id", "r"s}};
    auto body = std::make_shared<const std::string>(
        otlp::encodeLogs({}, "judge", std::vector<otlp::OutgoingLog>(kMost + 3, log)));
    const auto result = dialect::Interpreter::builtIn().interpret(
        *otlp::decodeProtobuf(telemetry::SignalKind::Logs, std::move(body)));
    QCOMPARE(result.evaluations.size(), kMost);
    QCOMPARE(result.batch.logs.size(), kMost + 3);
    QCOMPARE(result.batch.rejections.size(), std::size_t{1});
    QCOMPARE(result.batch.rejections.front().count, std::uint64_t{3});
    QCOMPARE(result.batch.rejections.front().signal, telemetry::SignalKind::Logs);
}

QTEST_GUILESS_MAIN(TestEvaluations)
#include "tst_evaluations.moc"
