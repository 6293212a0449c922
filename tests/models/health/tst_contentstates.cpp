// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/health/contextloss.h"
#include "models/health/engine.h"
#include "models/health/recentlyused.h"
#include "models/health/subjects.h"
#include "models/health/validator.h"
#include "models/telemetry/judgecall.h"

#include <QTest>

#include <algorithm>

using telemetry::ContentState;
using telemetry::EvaluationState;
using telemetry::Generation;

namespace {

telemetry::Message message(const std::string& role, const std::string& text)
{
    telemetry::Part part;
    part.text = text;
    return {.role = role, .parts = {part}, .finishReason = {}};
}

// A hallucination: the context says 30 days.
Generation answerInState(ContentState input, ContentState output)
{
    Generation generation;
    generation.trace.bytes[0] = 1;
    generation.span = telemetry::SpanId{1};
    generation.service = "northwind";
    generation.operation = "chat";
    generation.inputMessages = {message("user", "What is the refund window?")};
    generation.documents = {
        {.id = "kb-117",
         .title = "Refunds",
         .content = "Opened electronics may be returned within 30 days of delivery. A receipt or "
                    "order number is required. A 15% restocking fee applies.",
         .score = 0.9}};
    generation.outputMessages = {
        message("assistant",
                "Northwind founder Oskar Lindqvist promised 90 days, 49 dollars of store "
                "credit and a complimentary yacht tour to all customers of the Berlin shop")};
    generation.finishReasons = {"stop"};
    generation.inputSource.state = input;
    generation.outputSource.state = output;
    generation.contentState = telemetry::contentStateOf(generation);
    return generation;
}

telemetry::Evaluation judgedBy(const Generation& generation, const std::string& check)
{
    health::Engine engine;
    engine.observe(generation, telemetry::fromUnixNanos(1'000'000'000));
    for (const telemetry::Evaluation& evaluation : engine.take().evaluations) {
        if (evaluation.check == check)
            return evaluation;
    }
    return {};
}

double truncated(const Generation& generation)
{
    return health::judgeTruncation(health::subjectOf(generation)).probability.value_or(-1);
}

} // namespace

class TestContentStates : public QObject
{
    Q_OBJECT

private slots:
    void whatIsMissingIsNotJudged_data()
    {
        QTest::addColumn<int>("input");
        QTest::addColumn<int>("output");
        QTest::addColumn<QString>("groundedness");
        QTest::addColumn<bool>("isTextJudged");
        const auto row = [](const char* name, ContentState input, ContentState output,
                            const char* groundedness, bool isTextJudged) {
            QTest::newRow(name) << static_cast<int>(input) << static_cast<int>(output)
                                << QString::fromLatin1(groundedness) << isTextJudged;
        };
        using enum ContentState;
        row("whole", Captured, Captured, "failed", true);
        row("the question was cut", TelemetryTruncated, Captured, "not_captured", true);
        row("the answer was cut", Captured, TelemetryTruncated, "not_captured", false);
        row("the question was blanked", Redacted, Captured, "not_captured", true);
        row("the answer was blanked", Captured, Redacted, "not_captured", false);
        row("the answer is sealed", Captured, Encrypted, "not_captured", false);
        row("no answer was sent", Captured, NotCaptured, "not_captured", false);
    }

    void whatIsMissingIsNotJudged()
    {
        QFETCH(int, input);
        QFETCH(int, output);
        QFETCH(QString, groundedness);
        QFETCH(bool, isTextJudged);
        const Generation generation =
            answerInState(static_cast<ContentState>(input), static_cast<ContentState>(output));
        const auto grounded = judgedBy(generation, "groundedness");
        QCOMPARE(QString::fromLatin1(telemetry::toString(grounded.state)), groundedness);
        QCOMPARE(grounded.badness.has_value(), groundedness == QStringLiteral("failed"));
        // An answer that ends open is a sign only while it is the model's own end.
        const auto cut = judgedBy(generation, "truncation");
        QCOMPARE(cut.value.value_or(-1) > 0.2, isTextJudged);
        QVERIFY(cut.state != EvaluationState::Failed);
    }

    // What counts as something to answer from: the kinds that README names.
    void passagesAreTold_data()
    {
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isPassage");
        QTest::newRow("a fact with a number")
            << "system"
            << "You help engineers. The client retries three times, 20 seconds apart." << true;
        QTest::newRow("a fact with a call")
            << "system"
            << "The client is closed by close_session() in the end." << true;
        QTest::newRow("a named passage") << "user"
                                         << "Context: cats sleep. What do cats do?" << true;
        QTest::newRow("a persona") << "system"
                                   << "You are a helpful assistant of Acme." << false;
        QTest::newRow("how to speak")
            << "system"
            << "Respond in at most 3 sentences, as JSON. Today is 2026-11-27." << false;
        QTest::newRow("a question") << "user"
                                    << "What does fetch_orders() return after 20 seconds?" << false;
    }
    void passagesAreTold()
    {
        QFETCH(QString, role);
        QFETCH(QString, text);
        QFETCH(bool, isPassage);
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.documents.clear();
        generation.inputMessages = {
            message(role.toStdString().c_str(), text.toStdString().c_str())};
        QCOMPARE(health::subjectOf(generation).context.has_value(), isPassage);
    }

    void aCutOnTheWayIsNoCutOfTheModel()
    {
        Generation generation =
            answerInState(ContentState::Captured, ContentState::TelemetryTruncated);
        generation.outputMessages = {message("assistant", "{\"steps\": [\"unplug the dev")};
        generation.outputTokens = 700;
        generation.maxTokens = 4096;
        const auto cut = judgedBy(generation, "truncation");
        QVERIFY(cut.state != EvaluationState::Failed);
        QVERIFY(cut.findings.empty());
        generation.finishReasons.clear(); // nothing is known: then that is said
        generation.outputTokens.reset();
        QCOMPARE(judgedBy(generation, "truncation").state, EvaluationState::NotCaptured);
        // The model's own word counts, whatever became of the text.
        generation.finishReasons = {"length"};
        QCOMPARE(judgedBy(generation, "truncation").state, EvaluationState::Failed);
    }

    void oneCutChoiceIsACut()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.finishReasons = {"stop", "length"};
        QCOMPARE(judgedBy(generation, "truncation").state, EvaluationState::Failed);
        generation.finishReasons = {"tool_call", "stop"};
        QCOMPARE(health::subjectOf(generation).finishReason, std::string("tool_call"));
    }

    // Only what was there before the answer shows that a tool exists.
    void aToolTheModelMadeUpIsNotKnown()
    {
        const auto call = [](const std::string& name) {
            telemetry::Part part;
            part.kind = telemetry::PartKind::ToolCall;
            part.name = name;
            return part;
        };
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.toolsOffered = {"find_order"};
        generation.inputMessages.push_back(
            {.role = "assistant", .parts = {call("refund_order")}, .finishReason = {}});
        generation.outputMessages.front().parts.push_back(call("teleport_order"));
        QCOMPARE(health::subjectOf(generation).toolNames,
                 (std::vector<std::string>{"find_order", "refund_order"}));
    }

    void aFinishedAnswerAtItsLimitIsDoubted()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.outputMessages = {message("assistant", "Step 2: Hold the reset but")};
        generation.outputTokens = 59;
        generation.maxTokens = 16;
        QVERIFY(truncated(generation) > 0.8);
        generation.outputMessages = {message("assistant", "Hold the button.")};
        QVERIFY(truncated(generation) < 0.5);
        generation.outputTokens = 12;
        QVERIFY(truncated(generation) < 0.1);
    }

    void lostTurns()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.documents.clear();
        const std::string forgetful =
            "I'm sorry, I don\xE2\x80\x99t have any record of your name in our conversation.";
        generation.outputMessages = {message("assistant", forgetful)};
        QVERIFY(truncated(generation) < 0.1); // nothing was left out: it never was told
        generation.inputMessages.insert(generation.inputMessages.begin(),
                                        message("user", "(earlier turns omitted)"));
        QVERIFY(truncated(generation) > 0.8);
        generation.inputMessages.erase(generation.inputMessages.begin());
        generation.isCompacted = true;
        QVERIFY(truncated(generation) > 0.8);
        generation.outputMessages = {message("assistant", "Your name is Ada.")};
        QVERIFY(truncated(generation) < 0.5); // what was left out did not matter
    }

    void aCompactionDoesNotEndAsAnAnswerDoes()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.documents.clear();
        generation.outputMessages = {message("assistant", "Summary of the turns so far.")};
        generation.finishReasons = {"compaction"};
        generation.isCompacted = true;
        const auto judgement = health::judgeTruncation(health::subjectOf(generation));
        QVERIFY2(judgement.reason.starts_with("earlier turns were left out"),
                 judgement.reason.c_str());
    }

    // The question is there: content is sent, and no answer came with it.
    void aMissingAnswerIsNoMissingContent()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::NotCaptured);
        generation.outputMessages.clear();
        generation.outputTokens = 41;
        const auto evaluation = judgedBy(generation, "groundedness");
        QCOMPARE(evaluation.state, EvaluationState::NotCaptured);
        QCOMPARE(evaluation.reason,
                 std::string("no answer came, though its prompt did: 41 output tokens were "
                             "counted"));
        generation.inputMessages.clear();
        generation.inputSource.state = ContentState::NotCaptured;
        generation.contentState = telemetry::contentStateOf(generation);
        QCOMPARE(judgedBy(generation, "groundedness").reason,
                 std::string("the instrumentation does not send content"));
    }

    // What a judge's model says is no answer of the service; that it was cut still counts.
    void aJudgesOwnCallIsNoSuspect()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        QCOMPARE(judgedBy(generation, "groundedness").state, EvaluationState::Failed);
        generation.operation = telemetry::kJudgeOperation;
        QVERIFY(judgedBy(generation, "groundedness").check.empty()); // nothing is said of it
        generation.finishReasons = {"length"};
        QCOMPARE(judgedBy(generation, "truncation").state, EvaluationState::Failed);
        health::Engine engine;
        engine.observe(generation, telemetry::fromUnixNanos(1'000'000'000));
        const auto results = engine.take();
        QVERIFY(results.suspicions.empty());
        QVERIFY(!results.rollups.empty());
        for (const auto& [key, rollup] : results.rollups)
            QCOMPARE(key.operation, std::string(telemetry::kJudgeOperation));
    }

    void omissionNotes()
    {
        for (const char* note : {"(earlier turns omitted)", "[Previous messages truncated] Go on.",
                                 "<conversation history summarized>"})
            QVERIFY2(health::tellsOmission(note), note);
        for (const char* text : {"Which earlier turns were omitted?", "(see the previous page)",
                                 "truncated (", "[removed]", ""})
            QVERIFY2(!health::tellsOmission(text), text);
        QVERIFY(!health::claimsNoMemory("The record of 1987 stands."));
    }

    void countsBeyondAnyModelSayNothing()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.inputTokens = 1'000'000'000'000'000;
        generation.outputTokens = -7;
        const health::Subject subject = health::subjectOf(generation);
        QVERIFY(!subject.inputTokens);
        QVERIFY(!subject.outputTokens);
    }

    void countsThatContradictEachOtherSayNothing()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.outputMessages = {message("assistant", "It is thirty days.")};
        generation.documents[0].content =
            std::string(20, ' ') + std::string(600, 'x') + generation.documents[0].content;
        generation.inputTokens = 70;
        QVERIFY(truncated(generation) > 0.5); // far too few for that much text
        generation.cachedTokens = 71; // more from the cache than there was
        QVERIFY(truncated(generation) < 0.1);
    }

    // Some senders count what came from a cache beside the input, not in it.
    void aCountThatLeavesOutTheCacheShowsNoCut()
    {
        Generation generation = answerInState(ContentState::Captured, ContentState::Captured);
        generation.outputMessages = {message("assistant", "It is thirty days.")};
        generation.documents[0].content = std::string(600, 'x') + generation.documents[0].content;
        generation.inputTokens = 80;
        generation.cachedTokens = 75;
        QVERIFY(truncated(generation) < 0.1);
        generation.cachedTokens.reset();
        generation.cacheWriteTokens = 75;
        QVERIFY(truncated(generation) < 0.1);

        const auto turn = [](std::int64_t messages, std::int64_t input, std::int64_t cached) {
            health::Subject subject;
            subject.finishReason = "stop";
            subject.messageCount = messages;
            subject.inputTokens = input;
            if (cached > 0)
                subject.inputTokensAtMost = input + cached;
            return subject;
        };
        health::Subject second = turn(5, 300, 1000);
        second.previousTurn = health::Subject::PreviousTurn{.inputTokens = 1000, .messageCount = 3};
        QVERIFY(health::judgeTruncation(second).state == EvaluationState::Passed);
        second = turn(5, 300, 0);
        second.previousTurn = health::Subject::PreviousTurn{.inputTokens = 1000, .messageCount = 3};
        QVERIFY(health::judgeTruncation(second).state == EvaluationState::Failed);
    }

    // What was found for a question makes room for what is found for the next one.
    void replacedPassagesAreNoDroppedHistory()
    {
        health::Subject subject;
        subject.finishReason = "stop";
        subject.messageCount = 5;
        subject.inputTokens = 387;
        subject.givenChars = 1300;
        subject.promptChars = 1590;
        subject.previousTurn = health::Subject::PreviousTurn{
            .inputTokens = 532, .messageCount = 3, .givenChars = 2100, .promptChars = 2200};
        QVERIFY(*health::judgeTruncation(subject).probability < 0.1);
        subject.givenChars = 2050; // nearly as much was given: what was said before is gone
        QVERIFY(*health::judgeTruncation(subject).probability > 0.8);
        subject.givenChars = 1300;
        subject.inputTokens = 240; // and so is more than the passages took
        QVERIFY(*health::judgeTruncation(subject).probability > 0.8);
    }

    // 768 and 256 kept free are 1,024: a limit that nobody told of, or a chance.
    void aCountAtALimitIsACutWithAnotherSign()
    {
        health::Subject subject;
        subject.finishReason = "stop";
        subject.output = "It was opened in 1987.";
        subject.messageCount = 3;
        subject.inputTokens = 768;
        subject.maxTokens = 256;
        subject.contextWindow = 32768;
        subject.promptChars = 3500;
        const health::Judgement chance = health::judgeTruncation(subject);
        QVERIFY(chance.state == EvaluationState::Passed);
        QVERIFY2(chance.reason.find("most likely a chance") != std::string::npos,
                 chance.reason.c_str());
        subject.promptChars = 3900; // 5.1
        QVERIFY(health::judgeTruncation(subject).state == EvaluationState::Failed);
        subject.promptChars = 3500;
        subject.contextWindow = 1024; // it is told
        QVERIFY(health::judgeTruncation(subject).state == EvaluationState::Failed);
    }

    // One conversation too many forgets the one that was silent longest, not all of them.
    void aNewConversationEvictsTheOldest()
    {
        health::RecentlyUsed<int> values(3);
        values["a"] = 1;
        values["b"] = 2;
        values["c"] = 3;
        values["a"] = 4;
        values["d"] = 5;
        QCOMPARE(values.size(), std::size_t{3});
        QCOMPARE(values["a"], 4);
        QCOMPARE(values["c"], 3);
        QCOMPARE(values["b"], 0);

        health::TurnMemory memory;
        health::Subject subject;
        subject.inputTokens = 100;
        subject.messageCount = 1;
        Generation generation;
        const auto of = [&](int session) {
            generation.session = std::to_string(session);
            return memory.exchange(generation, subject);
        };
        for (int i = 0; i < 8193; ++i)
            QVERIFY(!of(i));
        QVERIFY(of(8192));
        QVERIFY(of(1));
        QVERIFY(!of(0));
    }
};

QTEST_GUILESS_MAIN(TestContentStates)
#include "tst_contentstates.moc"
