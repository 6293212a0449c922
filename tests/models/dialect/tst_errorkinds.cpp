// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"

#include <QTest>

using namespace std::string_literals;

class TestErrorKinds : public QObject
{
    Q_OBJECT

private slots:
    // Any interface may limit the rate of its calls; a model's is known by more than that.
    void whatFailedInAStep_data()
    {
        QTest::addColumn<std::string>("operation");
        QTest::addColumn<std::string>("type");
        QTest::addColumn<std::string>("message");
        QTest::addColumn<std::string>("kind");
        QTest::addColumn<bool>("isModelError");
        const auto row = [](const char* name, const char* operation, const char* type,
                            const char* message, const char* kind, bool isModelError) {
            QTest::newRow(name) << std::string(operation) << std::string(type)
                                << std::string(message) << std::string(kind) << isModelError;
        };
        row("a forge's limit", "invoke_agent", "", "429 Too Many Requests from api.github.com",
            "rate_limit", false);
        row("a bare limit", "invoke_agent", "429", "", "rate_limit", false);
        row("a client's limit", "invoke_agent", "RateLimitError", "429 Rate limit reached",
            "rate_limit", true);
        row("a named model's limit", "invoke_agent", "", "openai: Too Many Requests", "rate_limit",
            true);
        row("a page that is not there", "execute_tool", "404", "", "not_found", false);
        row("a page, in words", "invoke_agent", "HTTPError", "404 Not Found: /orders/7",
            "not_found", false);
        row("a page, by its status first", "invoke_agent", "", "404 Not Found", "not_found", false);
        row("no such model", "invoke_agent", "NotFoundError", "model_not_found: gpt-9",
            "model_not_found", true);
        row("too long", "invoke_agent", "", "context_length_exceeded", "context_overflow", true);
        row("a model's call", "chat", "404", "", "model_not_found", false);
        row("a model's limit", "chat", "429", "", "rate_limit", false);
    }
    void whatFailedInAStep()
    {
        QFETCH(std::string, operation);
        QFETCH(std::string, type);
        QFETCH(std::string, message);
        QFETCH(std::string, kind);
        QFETCH(bool, isModelError);
        otlp::OutgoingSpan span = spans::chat({});
        span.status = telemetry::StatusCode::Error;
        span.statusMessage = message;
        span.attributes = {{"gen_ai.operation.name", operation}};
        if (!type.empty())
            span.attributes.emplace_back("error.type", type);
        const auto result = spans::interpreted(span);
        if (!result.generations.empty()) {
            QCOMPARE(result.generations[0].generation.errorKind, kind);
            return;
        }
        const auto step = dialect::Interpreter::builtIn().step(result.batch.spans.at(0));
        QVERIFY(step.isFailed);
        QCOMPARE(step.errorKind, kind);
        QCOMPARE(step.isModelError, isModelError);
    }
};

QTEST_GUILESS_MAIN(TestErrorKinds)
#include "tst_errorkinds.moc"
