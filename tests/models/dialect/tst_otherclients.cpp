// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"
#include "tests/models/otlp/captures.h"

#include <QTest>

#include <filesystem>
#include <map>
#include <sstream>

using telemetry::Generation;

namespace {

std::filesystem::path folder()
{
    return std::filesystem::path(PLUMBLINE_TEST_DATA) / "otlp" / "clients";
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string field(const char* name, const std::string& value)
{
    return value.empty() ? std::string() : std::string("  ") + name + ' ' + value + '\n';
}

std::string field(const char* name, std::optional<std::int64_t> value)
{
    return field(name, value ? std::to_string(*value) : std::string());
}

std::string field(const char* name, std::optional<double> value)
{
    std::ostringstream text;
    if (value)
        text << *value;
    return field(name, text.str());
}

std::string shown(const Generation& generation)
{
    std::string text = "generation " + generation.name + '\n';
    text += field("dialect", generation.dialect) + field("operation", generation.operation)
        + field("provider", generation.provider) + field("requested", generation.modelRequested)
        + field("served", generation.modelServed) + field("session", generation.session)
        + field("user", generation.user) + field("environment", generation.environment)
        + field("response", generation.responseId) + field("in", generation.inputTokens)
        + field("out", generation.outputTokens) + field("cached", generation.cachedTokens)
        + field("cache write", generation.cacheWriteTokens)
        + field("reasoning", generation.reasoningTokens) + field("max", generation.maxTokens)
        + field("temperature", generation.temperature) + field("cost", generation.cost)
        + field("first token", generation.firstTokenSeconds)
        + field("finish", joined(generation.finishReasons))
        + field("tools", joined(generation.toolsOffered));
    if (generation.isFailed)
        text += field("failed",
                      generation.errorKind + ": " + generation.errorType + ' '
                          + generation.errorMessage);
    text += field("asked",
                  telemetry::toString(generation.inputSource.state)
                      + (": " + spans::shown(generation.inputMessages)));
    text += field("said",
                  telemetry::toString(generation.outputSource.state)
                      + (": " + spans::shown(generation.outputMessages)));
    return text;
}

std::string shown(const telemetry::Step& step)
{
    std::string text = std::string(telemetry::toString(step.kind)) + ' ' + step.name + '\n';
    text += field("call", step.callId) + field("input", step.input) + field("output", step.output);
    for (const telemetry::Document& document : step.documents)
        text += field("document", document.id + ": " + document.content);
    if (step.isFailed)
        text += field("failed", step.errorKind + ": " + step.errorMessage);
    return text;
}

// What is made of a client's requests, in the order of their spans.
std::string understood(const std::string& client)
{
    const auto& interpreter = dialect::Interpreter::builtIn();
    std::map<telemetry::SpanKey, Generation> generations;
    std::vector<telemetry::Step> steps;
    for (const char* signal : {"traces", "logs"}) {
        const auto path = folder() / (client + '.' + signal + ".json");
        if (!std::filesystem::exists(path))
            continue;
        const bool isLog = signal == std::string_view("logs");
        auto batch =
            captures::decode(isLog ? telemetry::SignalKind::Logs : telemetry::SignalKind::Traces,
                             true, captures::readFile(path));
        if (!batch)
            return batch.error().message;
        const auto interpreted = interpreter.interpret(std::move(*batch));
        for (const telemetry::SpanRecord& span : interpreted.batch.spans)
            steps.push_back(interpreter.step(span));
        for (const auto& part : interpreted.generations) {
            const telemetry::SpanKey key{part.generation.trace, part.generation.span};
            const auto [found, isNew] = generations.try_emplace(key, part.generation);
            if (!isNew)
                dialect::merge(found->second, part.generation);
        }
    }
    std::string text;
    for (const telemetry::Step& step : steps) {
        const auto found = generations.find({step.trace, step.span});
        if (found != generations.end() && dialect::canBeGeneration(step.kind))
            text += shown(found->second);
        else if (step.kind != telemetry::StepKind::Other)
            text += shown(step);
    }
    return text;
}

} // namespace

// Requests made after the source of clients that are not at hand (tests/data/otlp/clients), and
// what is to be understood of each, line by line, in the .txt beside it.
class TestOtherClients : public QObject
{
    Q_OBJECT

private slots:
    void isUnderstood_data();
    void isUnderstood();
};

void TestOtherClients::isUnderstood_data()
{
    QTest::addColumn<std::string>("client");
    QTest::addColumn<std::string>("expected");
    for (const auto& entry : std::filesystem::directory_iterator(folder())) {
        const std::string name = entry.path().stem().string();
        if (entry.path().extension() == ".txt")
            QTest::newRow(name.c_str()) << name << captures::readFile(entry.path());
    }
}

void TestOtherClients::isUnderstood()
{
    QFETCH(std::string, client);
    QFETCH(std::string, expected);
    std::istringstream have(understood(client));
    std::istringstream want(expected);
    std::string place;
    for (std::string line, wanted; std::getline(want, wanted);) {
        place += '\n' + wanted;
        QVERIFY2(std::getline(have, line) && line == wanted,
                 (place + "\n  but it is:\n" + line).c_str());
    }
    std::string more;
    QVERIFY2(!std::getline(have, more), more.c_str());
}

QTEST_GUILESS_MAIN(TestOtherClients)
#include "tst_otherclients.moc"
