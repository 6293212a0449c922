// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/dialect/interpreter.h"
#include "models/health/subjects.h"
#include "models/health/validator.h"
#include "tests/models/otlp/captures.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using telemetry::EvaluationState;
using telemetry::Generation;

namespace {

// What happened in the scenario that all clients ran is known: what the validators and fields say
// of each client's telemetry is held against it.
struct Told
{
    std::vector<Generation> generations;
    std::vector<telemetry::Evaluation> evaluations;
    std::vector<telemetry::Step> steps;

    // The first whose question or answer has the text.
    const Generation* find(const std::string& text) const
    {
        const auto found = std::ranges::find_if(generations, [&text](const Generation& each) {
            return telemetry::promptText(each).find(text) != std::string::npos
                || telemetry::outputText(each).find(text) != std::string::npos;
        });
        return found == generations.end() ? nullptr : &*found;
    }
};

Told toldBy(const std::string& client)
{
    Told told;
    std::map<telemetry::SpanKey, Generation> generations;
    const auto& interpreter = dialect::Interpreter::builtIn();
    for (const captures::Capture& capture : captures::ofClient(client)) {
        auto batch = captures::decode(capture);
        if (!batch)
            continue;
        const auto interpreted = interpreter.interpret(std::move(*batch));
        for (const auto& part : interpreted.generations) {
            const telemetry::SpanKey key{part.generation.trace, part.generation.span};
            const auto [found, isNew] = generations.try_emplace(key, part.generation);
            if (!isNew)
                dialect::merge(found->second, part.generation);
        }
        for (const telemetry::SpanRecord& span : interpreted.batch.spans)
            told.steps.push_back(interpreter.step(span));
        std::ranges::copy(interpreted.evaluations, std::back_inserter(told.evaluations));
    }
    for (auto& [key, generation] : generations)
        told.generations.push_back(std::move(generation));
    return told;
}

health::Judgement truncation(const Generation& generation)
{
    return health::judgeTruncation(health::subjectOf(generation));
}

const char* const kClients[] = {"otel-js-2.12-http-json",    "otel-js-2.12-http-protobuf",
                                "otel-js-3.1-http-json",     "otel-js-3.1-http-json-gzip",
                                "otel-js-3.1-http-protobuf", "otel-js-3.1-http-protobuf-gzip",
                                "openinference-openai",      "otel-instrumentation-openai",
                                "traceloop-node-sdk",        "vercel-ai-7-otel"};

} // namespace

class TestCaptureTruth : public QObject
{
    Q_OBJECT

private slots:
    void scenarios_data()
    {
        QTest::addColumn<std::string>("client");
        for (const char* client : kClients)
            QTest::newRow(client) << std::string(client);
    }

    void scenarios()
    {
        QFETCH(std::string, client);
        const Told told = toldBy(client);
        QVERIFY(!told.generations.empty());

        // rag: the context says 30 days.
        const auto rag = std::ranges::find_if(told.generations, [](const Generation& each) {
            return telemetry::outputText(each).find("within 90 days") != std::string::npos
                && telemetry::contextText(each).find("[kb-205]") != std::string::npos;
        });
        QVERIFY(rag != told.generations.end());
        const auto grounded = health::judgeGroundedness(health::subjectOf(*rag));
        QVERIFY(std::ranges::any_of(grounded.findings, [](const telemetry::Finding& finding) {
            return finding.kind == "novel_number";
        }));
        // agent: the tool says delayed.
        const Generation* agent = told.find("delivered on August 14");
        QVERIFY(agent != nullptr);
        QVERIFY(telemetry::contextText(*agent).find("delayed") != std::string::npos);
        QCOMPARE(health::judgeGroundedness(health::subjectOf(*agent)).state,
                 EvaluationState::Failed);
        // truncated, also where a Responses call is reported as finished.
        std::size_t cut = 0;
        for (const Generation& each : told.generations) {
            if (!telemetry::outputText(each).ends_with("Hold the reset but"))
                continue;
            ++cut;
            QCOMPARE(truncation(each).state, EvaluationState::Failed);
        }
        QVERIFY(cut > 0);
        // context-loss; two clients do not have it.
        if (const Generation* forgetful = told.find("any record of your name"))
            QCOMPARE(truncation(*forgetful).state, EvaluationState::Failed);
        // content-filter, where the client has it: nothing was said, and that is no loss.
        if (const Generation* filtered = told.find("FILTER_ME")) {
            QCOMPARE(filtered->finishReasons, std::vector<std::string>{"content_filter"});
            QCOMPARE(filtered->contentState, telemetry::ContentState::Captured);
        }
        // Errors that are no fault of the answers, and one that is of the input.
        for (const auto& [prompt, kind] : {std::pair("RATE_LIMIT_ME", "rate_limit"),
                                           std::pair("CONTEXT_OVERFLOW", "context_overflow")}) {
            const Generation* failed = told.find(prompt);
            if (failed == nullptr) // several clients send no span of a failed call
                continue;
            QVERIFY(failed->isFailed);
            QCOMPARE(failed->errorKind, std::string(kind));
        }
        // stream-dropped: only records tell of it, and they say that.
        if (const Generation* dropped = told.find("DROP_STREAM"))
            QVERIFY(dropped->isInferred);
        // Nobody else's answer is thought to be cut.
        for (const Generation& each : told.generations) {
            const std::string output = telemetry::outputText(each);
            const bool isKnownCut = output.ends_with("Hold the reset but")
                || output.find("any record of your name") != std::string::npos
                || output == "pong"; // counts more tokens than its limit
            QVERIFY2(isKnownCut || truncation(each).state != EvaluationState::Failed,
                     output.c_str());
        }
    }

    void whatTheJudgeSaidIsAFailure_data() { scenarios_data(); }

    void whatTheJudgeSaidIsAFailure()
    {
        QFETCH(std::string, client);
        const Told told = toldBy(client);
        if (client == "traceloop-node-sdk" || client == "vercel-ai-7-otel") {
            QVERIFY(told.evaluations.empty()); // it has no way to send one, and none is made up
            return;
        }
        const auto unfaithful =
            std::ranges::find(told.evaluations, "unfaithful", &telemetry::Evaluation::label);
        QVERIFY(unfaithful != told.evaluations.end());
        QCOMPARE(unfaithful->state, EvaluationState::Failed);
        QVERIFY(unfaithful->badness.value() > 0.8);
    }

    void theWeatherToolFailed()
    {
        const Told told = toldBy("vercel-ai-7-otel");
        const auto tool = std::ranges::find(told.steps, "get_weather", &telemetry::Step::name);
        QVERIFY(tool != told.steps.end());
        QVERIFY(tool->isFailed);
        QCOMPARE(tool->errorMessage, std::string("weather backend 502"));
        const Generation* answer = told.find("weather backend 502");
        QVERIFY(answer != nullptr && !answer->isFailed); // the agent went on
        const auto& result = answer->inputMessages.back().parts.at(0);
        QCOMPARE(result.id, tool->callId);
        QCOMPARE(result.name, std::string("get_weather"));
    }

    // A folder of captures from elsewhere, each of them read whole.
    void otherCaptures()
    {
        const std::string folder = qEnvironmentVariable("PLUMBLINE_CAPTURES").toStdString();
        if (folder.empty())
            QSKIP("PLUMBLINE_CAPTURES names no folder.");
        std::size_t files = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            const std::string name = entry.path().filename().string();
            if (!entry.is_regular_file() || !name.ends_with(".bin"))
                continue;
            std::string body = captures::readFile(entry.path());
            if (body.starts_with("\x1f\x8b"))
                body = captures::inflated(body);
            for (const auto signal : {telemetry::SignalKind::Traces, telemetry::SignalKind::Logs}) {
                for (const bool isJson : {false, true}) {
                    auto batch = captures::decode(signal, isJson, body);
                    if (batch)
                        static_cast<void>(
                            dialect::Interpreter::builtIn().interpret(std::move(*batch)));
                }
            }
            ++files;
        }
        QVERIFY(files > 0);
    }
};

QTEST_GUILESS_MAIN(TestCaptureTruth)
#include "tst_capturetruth.moc"
