// SPDX-License-Identifier: GPL-3.0-or-later

// Before anything that includes <array> first: moc of Qt 6.4 cannot read <compare> on its own.
#include "models/telemetry/timerange.h"
#include "models/trace/contextwindow.h"

#include <QTest>

#include <random>

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

// Of plain letters, 4.8 are taken for a token where nothing is calibrated.
std::int64_t lettersOf(std::int64_t tokens)
{
    return tokens * 48 / 10;
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
    void passagesOfTheTraceAreToldFromTheRest();
    void toolsThatAreOfferedTakeRoom();
    void aScaleIsLearntFromOtherAnswers();
    void whatTheServerDroppedIsTold();
    void countsThatComeTogetherByChanceAreNoPin();
    void countsThatAreWholeAreNoCut();
    void refusalsTellTheWindow();
    void mediaLeaveTheRestUnattributed();
    void whatIsSetAsideForTheAnswer();
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
             QStringLiteral("system 83~ history 417~ tools 251~ question 83~ output 42~"));
    QCOMPARE(context.used, 834 + 42); // 4,000 letters and 200
    QCOMPARE(context.input, 834);
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
    QCOMPARE(context.find(trace::Filling::Unattributed)->tokens, 5000 - 834);
    QVERIFY(context.find(trace::Filling::Unattributed)->isEstimated);
    QCOMPARE(context.find(trace::Filling::System)->tokens, 83);
}

void TestContextWindow::passagesInsideTheQuestionAreRetrieved()
{
    telemetry::Generation generation;
    generation.contentState = telemetry::ContentState::Captured;
    const std::string passage(480, 'p');
    generation.documents = {document(passage), document(std::string(96, 'q'))};
    generation.inputMessages = {message("user", 48)};
    generation.inputMessages[0].parts[0].text += passage + std::string(24, 'y');
    const auto context = trace::contextWindowOf(generation);
    QCOMPARE(textFrom(context), QStringLiteral("retrieved 120~ question 15~"));
    // In the order in which a model reads it, each with where it stands.
    QCOMPARE(context.pieces.size(), 4u);
    QVERIFY(context.pieces[0].source == trace::ContextPiece::Source::Document);
    QCOMPARE(context.pieces[0].part, 1u);
    QVERIFY(context.pieces[2].filling == trace::Filling::Retrieved);
    QVERIFY(context.pieces[2].source == trace::ContextPiece::Source::Input);
    QCOMPARE(context.pieces[2].start, 48);
    QCOMPARE(context.pieces[2].end, 528);
    QCOMPARE(context.pieces[3].tokens, 5);
}

void TestContextWindow::reasoningIsApartFromTheOutput()
{
    auto generation = sample();
    generation.outputMessages[0].parts.push_back(
        part(telemetry::PartKind::Reasoning, std::string(48, 'r')));
    QCOMPARE(trace::contextWindowOf(generation).find(trace::Filling::Reasoning)->tokens, 10);
    generation.outputTokens = 100; // of which nobody says how many are of the reasoning
    const auto split = trace::contextWindowOf(generation);
    QVERIFY(split.find(trace::Filling::Reasoning)->isEstimated);
    QCOMPARE(split.find(trace::Filling::Reasoning)->tokens, 19); // 48 letters of 248
    QCOMPARE(split.find(trace::Filling::Output)->tokens, 81);
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
    QCOMPARE(*trace::contextWindowOf(generation).free(), 1000 - 876);
    generation.contextWindow = 800;
    QCOMPARE(*trace::contextWindowOf(generation).free(), -76); // more than fits
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

void TestContextWindow::passagesOfTheTraceAreToldFromTheRest()
{
    auto generation = sample();
    const auto there = document("Opened electronics may be returned within 30 days.");
    const auto elsewhere = document("Gift cards are never refunded, whatever the reason is.");
    generation.inputMessages[0].parts[0].text = "Passages:\n" + there.content;
    const auto context = trace::contextWindowOf(generation, {}, {&elsewhere, &there});
    QCOMPARE(context.pieces.size(), 7u);
    QVERIFY(context.pieces[1].filling == trace::Filling::Retrieved);
    QCOMPARE(context.pieces[1].start, 10);
    QVERIFY(context.find(trace::Filling::Retrieved)->tokens < 20); // the other one is not in it
}

void TestContextWindow::toolsThatAreOfferedTakeRoom()
{
    auto generation = sample();
    const auto before = trace::contextWindowOf(generation).find(trace::Filling::Tools)->tokens;
    generation.toolsOffered = {"find"};
    generation.toolSchemas = {std::string(static_cast<std::size_t>(lettersOf(100)), 's')};
    const auto context = trace::contextWindowOf(generation);
    QVERIFY(context.find(trace::Filling::Tools)->tokens >= before + 100);
    QVERIFY(context.pieces[1].source == trace::ContextPiece::Source::Tools);
}

void TestContextWindow::aScaleIsLearntFromOtherAnswers()
{
    trace::TokenScaleFit fit;
    telemetry::Generation other;
    other.contentState = telemetry::ContentState::Captured;
    for (const std::size_t size : {480u, 960u, 1440u}) {
        other.inputMessages = {message("user", size)};
        other.inputTokens = static_cast<std::int64_t>(size / 3);
        fit.add(other);
    }
    const auto scale = fit.scale();
    QCOMPARE(scale.answers, 3);
    QCOMPARE(scale.charactersPerToken, 3.0);
    QVERIFY(std::abs(scale.factor - 1.6) < 1e-6);
    const auto context = trace::contextWindowOf(sample(), scale);
    QVERIFY(context.input >= 4000 / 3 && context.input <= 4000 / 3 + 1);
    QCOMPARE(context.calibratedBy, 3);
    // One that dropped most of its text would spoil it.
    other.inputMessages = {message("user", 48'000)};
    other.inputTokens = 2050;
    fit.add(other);
    QCOMPARE(fit.scale().answers, 3);
}

void TestContextWindow::whatTheServerDroppedIsTold()
{
    trace::TokenScaleFit fit;
    telemetry::Generation other;
    other.contentState = telemetry::ContentState::Captured;
    for (const std::size_t size : {480u, 960u, 1440u, 1920u}) {
        other.inputMessages = {message("user", size)};
        other.inputTokens = static_cast<std::int64_t>(size * 10 / 48);
        fit.add(other);
    }
    for (const std::size_t size : {4800u, 5800u, 6000u}) { // the server keeps 768 of them
        other.inputMessages = {message("user", size)};
        other.inputTokens = 768;
        fit.add(other);
    }
    const auto scale = fit.scale();
    QVERIFY(scale.pin == 768);
    QCOMPARE(scale.pinned, 3);
    QCOMPARE(scale.answers, 4);
    telemetry::Generation generation = sample();
    generation.inputTokens = 768; // of 834: within what estimates are wrong by
    generation.contextWindow = 32'768;
    QVERIFY(!trace::contextWindowOf(generation, scale).cut);
    generation.inputMessages[2] = message("assistant", 2400);
    const auto longer = trace::contextWindowOf(generation, scale);
    QVERIFY(longer.cut.has_value());
    QCOMPARE(longer.cut->kept, 768);
    QCOMPARE(longer.cut->needed, 1084);
    QVERIFY(QString::fromStdString(longer.cut->reason).contains(u"3 answers"));
    QCOMPARE(*longer.free(), 32'768 - 768 - 42); // only what was counted fills it
    // Ollama's half of its context, without any other answer to compare with.
    generation = {};
    generation.contentState = telemetry::ContentState::Captured;
    generation.inputMessages = {message("user", 20'000)};
    generation.inputTokens = 2050;
    const auto ollama = trace::contextWindowOf(generation);
    QVERIFY(ollama.cut.has_value());
    QCOMPARE(ollama.cut->kept, 2050);
}

// Of many answers some have the same count, and each tokenizer has its own mind about a text.
void TestContextWindow::countsThatComeTogetherByChanceAreNoPin()
{
    std::mt19937 random(11);
    std::normal_distribution<double> perToken(4.4, 0.4);
    std::uniform_int_distribution<std::size_t> length(1200, 2200);
    trace::TokenScaleFit fit;
    telemetry::Generation other;
    other.contentState = telemetry::ContentState::Captured;
    for (int i = 0; i < 1000; ++i) {
        const std::size_t size = length(random);
        other.inputMessages = {message("user", size)};
        other.inputTokens = static_cast<std::int64_t>(static_cast<double>(size) / perToken(random));
        fit.add(other);
    }
    QVERIFY(!fit.scale().pin);
    QVERIFY(std::abs(fit.scale().charactersPerToken - 4.4) < 0.1);
    // Until a server begins to drop what is beyond its limit.
    for (int i = 0; i < 6; ++i) {
        other.inputMessages = {message("user", 3000 + static_cast<std::size_t>(i) * 100)};
        other.inputTokens = 514;
        fit.add(other);
    }
    QVERIFY(fit.scale().pin == 514);
}

void TestContextWindow::countsThatAreWholeAreNoCut()
{
    auto generation = sample();
    generation.inputTokens = 840;
    QVERIFY(!trace::contextWindowOf(generation).cut);
    generation.inputTokens = 2050; // more than the text has: templates, tools
    QVERIFY(!trace::contextWindowOf(generation).cut);
    trace::TokenScale scale;
    scale.answers = 9;
    generation.inputTokens = 13; // no limit is that small: somebody counted something else
    QVERIFY(!trace::contextWindowOf(generation, scale).cut);
    generation.inputTokens = 100;
    QVERIFY(trace::contextWindowOf(generation, scale).cut);
    generation.contentState = telemetry::ContentState::TelemetryTruncated; // says nothing of it
    QVERIFY(!trace::contextWindowOf(generation, scale).cut);
}

void TestContextWindow::refusalsTellTheWindow()
{
    auto generation = sample();
    generation.outputMessages.clear();
    generation.isFailed = true;
    generation.errorKind = "context_overflow";
    generation.errorMessage = "400 This model's maximum context length is 8,192 tokens. However, "
                              "your messages resulted in 9001 tokens. Please reduce the length.";
    const auto context = trace::contextWindowOf(generation);
    QVERIFY(context.isRefused);
    QVERIFY(context.window == 8192);
    QVERIFY(context.source == trace::WindowSource::Refusal);
    QVERIFY(context.asked == 9001);
    QCOMPARE(context.used, 9001); // of which the text explains but a part
    QCOMPARE(context.find(trace::Filling::Unattributed)->tokens, 9001 - 834);
    QCOMPARE(*context.free(), 8192 - 9001);
    const auto other = trace::overflowFrom("prompt is too long: 208310 tokens > 200000 maximum");
    QVERIFY(other.window == 200'000);
    QVERIFY(other.asked == 208'310);
    QVERIFY(!trace::overflowFrom("maximum context length is unknown").window);
    QVERIFY(!trace::overflowFrom("maximum context length is 99999999999999999999 tokens").window);
    // Other calls of the model are no worse a source.
    trace::TokenScaleFit fit;
    fit.add(generation);
    const auto later = trace::contextWindowOf(sample(), fit.scale());
    QVERIFY(later.window == 8192);
    QVERIFY(later.source == trace::WindowSource::Refusal);
    QVERIFY(!later.isRefused);
}

void TestContextWindow::mediaLeaveTheRestUnattributed()
{
    auto generation = sample();
    generation.inputMessages[1].parts.push_back(part(telemetry::PartKind::Blob, {}));
    generation.inputTokens = 1500;
    const auto context = trace::contextWindowOf(generation);
    QCOMPARE(context.find(trace::Filling::Unattributed)->tokens, 1500 - 834);
}

void TestContextWindow::whatIsSetAsideForTheAnswer()
{
    auto generation = sample();
    generation.maxTokens = 256;
    generation.outputTokens = 56;
    QCOMPARE(trace::contextWindowOf(generation).reserve(), 200);
    generation.outputTokens = 300;
    QCOMPARE(trace::contextWindowOf(generation).reserve(), 0);
    generation.maxTokens = -3;
    QCOMPARE(trace::contextWindowOf(generation).reserve(), 0);
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
    QCOMPARE(context.find(trace::Filling::Question)->tokens, 300'000 * 10 / 48);
}

QTEST_GUILESS_MAIN(TestContextWindow)
#include "tst_contextwindow.moc"
