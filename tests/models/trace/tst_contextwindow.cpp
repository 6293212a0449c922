// SPDX-License-Identifier: GPL-3.0-or-later

// Before anything that includes <array> first: moc of Qt 6.4 cannot read <compare> on its own.
#include "models/telemetry/timerange.h"
#include "models/trace/contextwindow.h"

#include <QtTest>

namespace {

telemetry::Part part(telemetry::PartKind kind, std::string text)
{
    telemetry::Part result;
    result.kind = kind;
    result.text = std::move(text);
    return result;
}

telemetry::Document document(std::string content)
{
    telemetry::Document result;
    result.content = std::move(content);
    return result;
}

telemetry::Message message(std::string role, std::size_t characters, char letter = 'x')
{
    telemetry::Message result;
    result.role = std::move(role);
    result.parts.push_back(part(telemetry::PartKind::Text, std::string(characters, letter)));
    return result;
}

telemetry::Generation sample()
{
    telemetry::Generation generation;
    generation.contentState = telemetry::ContentState::Captured;
    generation.inputMessages = {message("system", 400), message("user", 800),
                                message("assistant", 1200), message("user", 400)};
    telemetry::Message tool;
    tool.role = "tool";
    tool.parts.push_back(part(telemetry::PartKind::ToolCallResponse, {}));
    tool.parts[0].json = std::string(1200, 'j');
    generation.inputMessages.insert(generation.inputMessages.end() - 1, tool);
    generation.outputMessages = {message("assistant", 200)};
    return generation;
}

// "system 100~ history 500~", where ~ says estimated.
QString textFrom(const trace::ContextWindow& context)
{
    QStringList parts;
    for (const auto& share : context.shares)
        parts << QStringLiteral("%1 %2%3")
                     .arg(QLatin1String(trace::toString(share.filling)))
                     .arg(share.tokens)
                     .arg(share.isEstimated ? QStringLiteral("~") : QString());
    return parts.join(u' ');
}

} // namespace

class TestContextWindow : public QObject
{
    Q_OBJECT

private slots:
    void nothingKnownGivesNothing();
    void charactersGiveEstimates();
    void reportedTotalIsSplitAndKept();
    void onePartWithReportedTokensIsExact();
    void contentNotCapturedIsUnattributed();
    void cutContentLeavesTheRestUnattributed();
    void passagesInsideTheQuestionAreRetrieved();
    void reasoningIsApartFromTheOutput();
    void freeIsUnknownWithoutAWindow();
    void hostileNumbersDoNoHarm();
    void hostilePassagesAreSearchedInLinearTime();
};

void TestContextWindow::nothingKnownGivesNothing()
{
    const auto context = trace::contextWindowOf({});
    QVERIFY(context.shares.empty());
    QVERIFY(!context.window);
    QVERIFY(!context.free());
}

void TestContextWindow::charactersGiveEstimates()
{
    const auto context = trace::contextWindowOf(sample());
    QCOMPARE(textFrom(context),
             QStringLiteral("system 100~ history 500~ tools 300~ question 100~ output 50~"));
    QCOMPARE(context.used, 1050);
    QVERIFY(context.isUsedEstimated);
}

void TestContextWindow::reportedTotalIsSplitAndKept()
{
    auto generation = sample();
    generation.inputTokens = 2001;
    generation.outputTokens = 77;
    generation.contextWindow = 4096;
    const auto context = trace::contextWindowOf(generation);
    QCOMPARE(context.used, 2078);
    QVERIFY(!context.isUsedEstimated);
    QCOMPARE(*context.free(), 4096 - 2078);
    QCOMPARE(textFrom(context),
             QStringLiteral("system 200~ history 1001~ tools 600~ question 200~ output 77"));
}

void TestContextWindow::onePartWithReportedTokensIsExact()
{
    telemetry::Generation generation;
    generation.contentState = telemetry::ContentState::Captured;
    generation.inputMessages = {message("user", 30)};
    generation.inputTokens = 9;
    QCOMPARE(textFrom(trace::contextWindowOf(generation)), QStringLiteral("question 9"));
}

void TestContextWindow::contentNotCapturedIsUnattributed()
{
    telemetry::Generation generation;
    generation.inputTokens = 8012;
    generation.outputTokens = 40;
    generation.contextWindow = 8192;
    const auto context = trace::contextWindowOf(generation);
    QCOMPARE(textFrom(context), QStringLiteral("unattributed 8012 output 40"));
    QCOMPARE(*context.free(), 140);
}

void TestContextWindow::cutContentLeavesTheRestUnattributed()
{
    auto generation = sample();
    generation.contentState = telemetry::ContentState::TelemetryTruncated;
    generation.inputTokens = 5000;
    const auto context = trace::contextWindowOf(generation);
    QVERIFY(context.find(trace::Filling::Unattributed) != nullptr);
    QCOMPARE(context.find(trace::Filling::Unattributed)->tokens, 4000);
    QVERIFY(context.find(trace::Filling::Unattributed)->isEstimated);
    QCOMPARE(context.find(trace::Filling::System)->tokens, 100);
}

void TestContextWindow::passagesInsideTheQuestionAreRetrieved()
{
    telemetry::Generation generation;
    generation.contentState = telemetry::ContentState::Captured;
    const std::string passage(400, 'p');
    generation.documents = {document(passage), document(std::string(80, 'q'))};
    generation.inputMessages = {message("user", 40)};
    generation.inputMessages[0].parts[0].text += passage;
    QCOMPARE(textFrom(trace::contextWindowOf(generation)),
             QStringLiteral("retrieved 120~ question 10~"));
}

void TestContextWindow::reasoningIsApartFromTheOutput()
{
    auto generation = sample();
    generation.outputMessages[0].parts.push_back(
        part(telemetry::PartKind::Reasoning, std::string(40, 'r')));
    QCOMPARE(trace::contextWindowOf(generation).find(trace::Filling::Reasoning)->tokens, 10);
    generation.outputTokens = 100;
    generation.reasoningTokens = 60;
    const auto context = trace::contextWindowOf(generation);
    QCOMPARE(context.find(trace::Filling::Reasoning)->tokens, 60);
    QCOMPARE(context.find(trace::Filling::Output)->tokens, 40);
}

void TestContextWindow::freeIsUnknownWithoutAWindow()
{
    auto generation = sample();
    generation.contextWindow = 0;
    QVERIFY(!trace::contextWindowOf(generation).free());
    generation.contextWindow = 1000;
    QCOMPARE(*trace::contextWindowOf(generation).free(), -50); // more than fits
}

void TestContextWindow::hostileNumbersDoNoHarm()
{
    auto generation = sample();
    generation.inputTokens = -5;
    generation.outputTokens = 10;
    generation.reasoningTokens = 4'000'000'000'000'000'000;
    const auto context = trace::contextWindowOf(generation);
    for (const auto& share : context.shares)
        QVERIFY(share.tokens > 0);
    QCOMPARE(context.find(trace::Filling::Reasoning)->tokens, 10);
    generation.inputTokens = 1'000'000'000'000'000; // no fact about any model
    QVERIFY(trace::contextWindowOf(generation).used < 1'000'000);
}

// A plain search would compare 256 times the product of both lengths: some hours.
void TestContextWindow::hostilePassagesAreSearchedInLinearTime()
{
    telemetry::Generation generation;
    generation.contentState = telemetry::ContentState::Captured;
    telemetry::Message message;
    message.role = "user";
    message.parts.emplace_back();
    message.parts.back().text = std::string(400'000, 'a');
    generation.inputMessages.push_back(message);
    for (int i = 0; i < 256; ++i) {
        generation.documents.emplace_back();
        generation.documents.back().content =
            i % 2 == 0 ? std::string(100'000, 'a') + "b" : "b" + std::string(100'000, 'a');
    }
    generation.documents.back().content = std::string(100'000, 'a'); // the one that is there
    const auto context = trace::contextWindowOf(generation);
    QCOMPARE(context.find(trace::Filling::Question)->tokens, 300'000 / 4);
}

QTEST_GUILESS_MAIN(TestContextWindow)
#include "tst_contextwindow.moc"
