// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/canary/prober.h"
#include "models/canary/probescore.h"
#include "models/canary/probeset.h"
#include "models/canary/probetelemetry.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"

#include <QFile>
#include <QIODevice>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using canary::ProbeScore;

namespace {

const std::string kSet = R"(name: golden
service: shop
model: m-1
every: 10s
probes:
  - id: a
    prompt: What is 17 times 23?
    expect: {exact: "391"}
)";

canary::Probe probeWith(canary::Expectation expect, std::string context = {})
{
    canary::Probe probe;
    probe.id = "p";
    probe.prompt = "How long do I have to return shoes?";
    probe.context = std::move(context);
    probe.expect = std::move(expect);
    return probe;
}

ProbeScore::Result scoreOf(const canary::Probe& probe, const std::string& output,
                           const std::string& finish = "stop")
{
    canary::ProbeReply reply;
    reply.output = output;
    reply.finishReason = finish;
    return canary::scoreReply(probe, reply).result;
}

} // namespace

class TestProbeSet : public QObject
{
    Q_OBJECT

private slots:
    void aSetIsRead();
    void problemsHaveTheirPlaces_data();
    void problemsHaveTheirPlaces();
    void theShippedSetIsGood();
    void answersAreScored();
    void validatorsScore();
    void endpointsAreCompleted();
    void probesAreTelemetryOfTheirOwnService();
    void whatWasNotAnsweredIsNoEvaluation();
    void whatSaysNothingIsNoRightAnswer();
    void missedRoundsAreNotMadeUpFor();
};

void TestProbeSet::aSetIsRead()
{
    const auto parsed = canary::parseProbeSet(kSet);
    QVERIFY(parsed.problems.empty());
    QCOMPARE(parsed.set.name, std::string("golden"));
    QCOMPARE(parsed.set.every.count(), 10'000);
    QCOMPARE(parsed.set.probes.size(), std::size_t{1});
    QCOMPARE(parsed.set.probes[0].expect.exact.value(), std::string("391"));
}

void TestProbeSet::problemsHaveTheirPlaces_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("word");
    QTest::newRow("unknown key") << u"every:"_s << u"evry:"_s << 4 << u"evry"_s;
    QTest::newRow("too often") << u"10s"_s << u"10ms"_s << 4 << u"second"_s;
    QTest::newRow("no expectation") << u"{exact: \"391\"}"_s << u"{}"_s << 8 << u"says nothing"_s;
    QTest::newRow("no expression")
        << u"{exact: \"391\"}"_s << u"{regex: \"(\"}"_s << 8 << u"regular expression"_s;
    QTest::newRow("grounded in nothing")
        << u"{exact: \"391\"}"_s << u"{grounded: true}"_s << 8 << u"context"_s;
    QTest::newRow("no probe") << u"probes:\n  - id: a"_s << u"probes:\n  - idd: a"_s << 6
                              << u"id"_s;
}

void TestProbeSet::problemsHaveTheirPlaces()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, line);
    QFETCH(QString, word);
    const auto parsed =
        canary::parseProbeSet(QString::fromStdString(kSet).replace(from, to).toStdString());
    QVERIFY(!parsed.problems.empty());
    QCOMPARE(parsed.problems.front().line, line);
    QVERIFY2(QString::fromStdString(parsed.problems.front().message).contains(word),
             parsed.problems.front().message.c_str());
}

void TestProbeSet::theShippedSetIsGood()
{
    QFile file(QStringLiteral(PLUMBLINE_SOURCE_DIR "/resources/canaries/golden.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto parsed = canary::parseProbeSet(file.readAll().toStdString());
    for (const auto& problem : parsed.problems)
        QFAIL(problem.message.c_str());
    QCOMPARE(parsed.set.probes.size(), std::size_t{4});
}

void TestProbeSet::answersAreScored()
{
    canary::Expectation exact;
    exact.exact = "391";
    QCOMPARE(scoreOf(probeWith(exact), " 391\n"), ProbeScore::Result::Passed);
    QCOMPARE(scoreOf(probeWith(exact), "It is 391"), ProbeScore::Result::Failed);
    canary::Expectation contains;
    contains.contains = {"Canberra", "capital"};
    QCOMPARE(scoreOf(probeWith(contains), "The CAPITAL is canberra."), ProbeScore::Result::Passed);
    QCOMPARE(scoreOf(probeWith(contains), "Canberra."), ProbeScore::Result::Failed);
    canary::Expectation regex;
    regex.regex = R"(^\d{4}-\d\d-\d\d$)";
    QCOMPARE(scoreOf(probeWith(regex), "1969-07-20"), ProbeScore::Result::Passed);
    QCOMPARE(scoreOf(probeWith(regex), "20 July"), ProbeScore::Result::Failed);
    regex.contains = {"2001"}; // all must hold
    QCOMPARE(scoreOf(probeWith(regex), "1969-07-20"), ProbeScore::Result::Failed);
}

void TestProbeSet::validatorsScore()
{
    const std::string context =
        "Unworn shoes can be returned within 30 days. Sale items cannot be returned.";
    canary::Expectation whole;
    whole.isWhole = true;
    QCOMPARE(scoreOf(probeWith(whole), "You have 30 days to return unworn shoes."),
             ProbeScore::Result::Passed);
    QCOMPARE(scoreOf(probeWith(whole), "You have 30 days to return unworn shoes and", "length"),
             ProbeScore::Result::Failed);
    canary::Expectation grounded;
    grounded.isGrounded = true;
    QCOMPARE(scoreOf(probeWith(grounded, context),
                     "Our flagship store in Paris refunds 4,500 dollars to platinum members after "
                     "ninety months, says Dr. Watanabe."),
             ProbeScore::Result::Failed);
    QVERIFY(scoreOf(probeWith(grounded, context), "Unworn shoes can be returned within 30 days.")
            != ProbeScore::Result::Failed);
}

void TestProbeSet::endpointsAreCompleted()
{
    const std::string whole = "http://h:1/v1/chat/completions";
    for (const std::string endpoint :
         {"http://h:1", "http://h:1/", "http://h:1/v1", "http://h:1/v1/chat/completions"})
        QCOMPARE(canary::completionsUrl(endpoint), whole);
    QCOMPARE(canary::completionsUrl("http://h/openai/v1"),
             std::string("http://h/openai/v1/chat/completions"));
}

void TestProbeSet::probesAreTelemetryOfTheirOwnService()
{
    const auto set = canary::parseProbeSet(kSet).set;
    canary::ProbeOutcome outcome{.probe = &set.probes[0]};
    outcome.start = telemetry::fromUnixNanos(1'795'488'660'000'000'000);
    outcome.end = outcome.start + std::chrono::seconds(2);
    outcome.reply.output = "391";
    outcome.reply.model = "m-1-2026";
    outcome.reply.inputTokens = 12;
    outcome.score.result = ProbeScore::Result::Failed;
    outcome.score.reason = "It is not the exact answer.";
    const auto telemetry = canary::telemetryOf(set, {outcome});
    auto traces = otlp::decodeProtobuf(telemetry::SignalKind::Traces,
                                       std::make_shared<const std::string>(telemetry.traces));
    QVERIFY(traces.has_value());
    const auto spans = dialect::Interpreter::builtIn().interpret(std::move(*traces));
    QCOMPARE(spans.generations.size(), std::size_t{1});
    QCOMPARE(spans.generations[0].generation.service, std::string("shop (canary)"));
    QCOMPARE(spans.generations[0].generation.modelServed, std::string("m-1-2026"));
    auto logs = otlp::decodeProtobuf(telemetry::SignalKind::Logs,
                                     std::make_shared<const std::string>(telemetry.logs));
    QVERIFY(logs.has_value());
    const auto results = dialect::Interpreter::builtIn().interpret(std::move(*logs));
    QCOMPARE(results.evaluations.size(), std::size_t{1});
    QCOMPARE(results.evaluations[0].check, std::string("probe"));
    QCOMPARE(results.evaluations[0].state, telemetry::EvaluationState::Failed);
    QVERIFY(results.evaluations[0].reason.find("391") == std::string::npos);
}

void TestProbeSet::whatWasNotAnsweredIsNoEvaluation()
{
    const auto set = canary::parseProbeSet(kSet).set;
    canary::ProbeOutcome outcome{.probe = &set.probes[0]};
    outcome.reply.error = "HTTP 503";
    const auto telemetry = canary::telemetryOf(set, {outcome});
    QVERIFY(telemetry.logs.empty());
    QVERIFY(!telemetry.traces.empty());
}

void TestProbeSet::whatSaysNothingIsNoRightAnswer()
{
    canary::Expectation whole;
    whole.isWhole = true;
    canary::ProbeReply refused;
    refused.finishReason = "stop";
    refused.refusal = "I cannot help with that.";
    canary::ProbeReply called;
    called.finishReason = "tool_calls";
    called.toolCalls = {"search"};
    canary::ProbeReply cut;
    cut.finishReason = "length";
    for (const auto& [reply, word] :
         {std::pair(refused, "refusal"), std::pair(called, "tool"), std::pair(cut, "limit")}) {
        const auto score = canary::scoreReply(probeWith(whole), reply);
        QCOMPARE(score.result, ProbeScore::Result::Failed);
        QVERIFY2(score.reason.find(word) != std::string::npos, score.reason.c_str());
    }
    // What it said instead is recorded, and no more is claimed than is known.
    const auto set = canary::parseProbeSet(kSet).set;
    canary::ProbeOutcome outcome{.probe = &set.probes[0]};
    for (const auto& reply : {refused, called}) {
        outcome.reply = reply;
        auto traces = otlp::decodeProtobuf(
            telemetry::SignalKind::Traces,
            std::make_shared<const std::string>(canary::telemetryOf(set, {outcome}).traces));
        QVERIFY(traces.has_value());
        const auto spans = dialect::Interpreter::builtIn().interpret(std::move(*traces));
        const telemetry::Generation& generation = spans.generations.at(0).generation;
        QVERIFY(generation.provider.empty() && !generation.maxTokens);
        QCOMPARE(generation.outputMessages.size(), std::size_t{1});
        const auto& parts = generation.outputMessages[0].parts;
        QCOMPARE(parts.size(), std::size_t{1});
        QCOMPARE(parts[0].text + parts[0].name,
                 refused.refusal == reply.refusal ? refused.refusal : std::string("search"));
    }
}

void TestProbeSet::missedRoundsAreNotMadeUpFor()
{
    using namespace std::chrono_literals;
    const std::chrono::steady_clock::time_point due{100s};
    QVERIFY(canary::nextRound(due, 10s, due + 3s) == due + 10s);
    QVERIFY(canary::nextRound(due, 10s, due + 45s) == due + 45s);
}

QTEST_GUILESS_MAIN(TestProbeSet)
#include "tst_probeset.moc"
