// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/trace/contextalign.h"
#include "models/trace/contextsessionbuilder.h"
#include "tests/models/trace/sessiontext.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace sessiontest;
using trace::ContextSessionBuilder;

namespace {

const std::string kRules = "rules of the house: answer from the passages alone";

trace::ContextSession sessionOf(std::vector<telemetry::Generation> turns,
                                const trace::TokenScale& scale = {})
{
    ContextSessionBuilder builder("s-1", scale);
    for (auto& one : turns)
        builder.add(std::move(one));
    return builder.take();
}

} // namespace

class TestContextSession : public QObject
{
    Q_OBJECT

private slots:
    void alignmentIsTheLongest();
    void alignmentOfWhatIsAllOtherIsQuick();
    void whatEachTurnAdded();
    void slidingWindowsDropTheOldest();
    void repeatedMessagesAreToldApart();
    void fromTheMiddle();
    void aTurnThatWasTakenBack();
    void nothingOfTheConversationIsGiven();
    void summariesStandForWhatTheyReplace();
    void notesSayThatTurnsWereLeftOut();
    void notesThatStayAreToldOnce();
    void editedMessagesAreNotDropped();
    void shortenedMessages();
    void passagesOfEachTurnAreReplaced();
    void whatTheServerDroppedIsLikelyTheOldest();
    void refusedSinceItDidNotFit();
    void retrievedAndNotGiven();
    void resultsOfToolsThatWereShortened();
    void whatTelemetryCutIsNoDrop();
    void tokensOfTurnsAddUp();
    void messagesHaveTheSizeOfTheirPieces();
    void whatAnAnswerNeededIsMarked();
    void otherConversationsOfTheSession();
    void thousandsOfTurns();
};

void TestContextSession::alignmentIsTheLongest()
{
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::uint32_t> before(random() % 14);
        std::vector<std::uint32_t> after(random() % 14);
        for (auto* side : {&before, &after})
            for (auto& content : *side)
                content = random() % 4;
        std::vector<std::vector<std::size_t>> longest(before.size() + 1,
                                                      std::vector<std::size_t>(after.size() + 1));
        for (std::size_t i = 1; i <= before.size(); ++i)
            for (std::size_t j = 1; j <= after.size(); ++j)
                longest[i][j] = before[i - 1] == after[j - 1]
                    ? longest[i - 1][j - 1] + 1
                    : std::max(longest[i - 1][j], longest[i][j - 1]);
        const auto pairs = trace::alignedContents(before, after);
        QCOMPARE(pairs.size(), longest[before.size()][after.size()]);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            QCOMPARE(before[pairs[i].first], after[pairs[i].second]);
            QVERIFY(
                i == 0
                || (pairs[i - 1].first < pairs[i].first && pairs[i - 1].second < pairs[i].second));
        }
    }
}

void TestContextSession::alignmentOfWhatIsAllOtherIsQuick()
{
    std::vector<std::uint32_t> before(20'000);
    std::vector<std::uint32_t> after(20'000);
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        before[i] = i;
        after[i] = i < 10'000 ? i + 100'000 : i;
    }
    std::ranges::reverse(after.begin(), after.begin() + 10'000);
    std::rotate(after.begin(), after.begin() + 1, after.end());
    const auto pairs = trace::alignedContents(before, after);
    QCOMPARE(pairs.size(), 10'000u); // too many differences for the exact way
}

void TestContextSession::whatEachTurnAdded()
{
    const auto session = sessionOf({turn(1, {{"system", kRules}, {"user", "u1 first"}}),
                                    turn(2,
                                         {{"system", kRules},
                                          {"user", "u1 first"},
                                          {"assistant", "a1 answer"},
                                          {"user", "u2 second"}})});
    QCOMPARE(messagesText(session, 0), QStringLiteral("+rules +u1"));
    QCOMPARE(messagesText(session, 1), QStringLiteral("=rules =u1 +a1 +u2"));
    QVERIFY(session.turns[0].drops.empty());
    QVERIFY(session.turns[1].drops.empty());
    QCOMPARE(session.turns[1].before, 0u);
    QCOMPARE(session.messages.size(), 4u); // the same content once
    QVERIFY(session.turns[1].added[std::size_t(trace::Filling::Question)] > 0);
    QVERIFY(session.turns[1].carried[std::size_t(trace::Filling::System)] > 0);
    QCOMPARE(session.turns[1].added[std::size_t(trace::Filling::System)], 0);
}

void TestContextSession::slidingWindowsDropTheOldest()
{
    const auto session = sessionOf({turn(1,
                                         {{"system", kRules},
                                          {"user", "u1 Ada is my name"},
                                          {"assistant", "a1 hello"},
                                          {"user", "u2 second"},
                                          {"assistant", "a2 yes"},
                                          {"user", "u3 third"}}),
                                    turn(2,
                                         {{"system", kRules},
                                          {"user", "u3 third"},
                                          {"assistant", "a3 no"},
                                          {"user", "u4 fourth"}})});
    QCOMPARE(messagesText(session, 1), QStringLiteral("=rules -u1 -a1 -u2 -a2 =u3 +a3 +u4"));
    QCOMPARE(dropsText(session, 1), QStringLiteral("oldest_first u1 a1 u2 a2"));
    const auto& drop = session.turns[1].drops[0];
    QCOMPARE(drop.turns, 2u);
    QVERIFY(drop.tokens && *drop.tokens > 0);
    QVERIFY(!drop.isReported);
    QCOMPARE(drop.places.size(), 4u);
    QVERIFY(drop.places[0].generation == session.turns[0].key);
    QCOMPARE(drop.places[0].message, 1u);
    QCOMPARE(drop.places[0].characters, 17); // "u1 Ada is my name"
}

void TestContextSession::repeatedMessagesAreToldApart()
{
    const auto session = sessionOf({turn(1,
                                         {{"user", "ok"},
                                          {"assistant", "go"},
                                          {"user", "ok"},
                                          {"assistant", "go"},
                                          {"user", "ok"}}),
                                    turn(2,
                                         {{"user", "ok"},
                                          {"assistant", "go"},
                                          {"user", "ok"},
                                          {"assistant", "go"},
                                          {"user", "ok"},
                                          {"assistant", "go"},
                                          {"user", "ok"}})});
    QCOMPARE(messagesText(session, 1), QStringLiteral("=ok =go =ok =go =ok +go +ok"));
    QVERIFY(session.turns[1].drops.empty());
}

void TestContextSession::fromTheMiddle()
{
    const auto session = sessionOf(
        {turn(1,
              {{"user", "u1 first"},
               {"assistant", "a1 long"},
               {"user", "u2 second"},
               {"assistant", "a2 b"},
               {"user", "u3 c"}}),
         turn(2,
              {{"user", "u1 first"}, {"user", "u3 c"}, {"assistant", "a3 d"}, {"user", "u4 e"}})});
    QCOMPARE(dropsText(session, 1), QStringLiteral("middle a1 u2 a2"));
}

void TestContextSession::aTurnThatWasTakenBack()
{
    const auto session =
        sessionOf({turn(1, {{"user", "u1 first"}, {"assistant", "a1 long"}, {"user", "u2 second"}}),
                   turn(2, {{"user", "u1 first"}})});
    QCOMPARE(dropsText(session, 1), QStringLiteral("newest a1 u2"));
}

void TestContextSession::nothingOfTheConversationIsGiven()
{
    const auto session = sessionOf({turn(1, {{"system", kRules}, {"user", "u1 my name is Ada"}}),
                                    turn(2, {{"system", kRules}, {"user", "what am I called"}})});
    QCOMPARE(dropsText(session, 1), QStringLiteral("everything u1"));
}

void TestContextSession::summariesStandForWhatTheyReplace()
{
    auto compacted = turn(2, {{"system", kRules}, {"assistant", ""}, {"user", "u3 third"}});
    compacted.inputMessages[1].parts[0].kind = telemetry::PartKind::Compaction;
    compacted.inputMessages[1].parts[0].text = "sum: Ada asked for her order";
    const auto before =
        turn(1, {{"system", kRules}, {"user", "u1 first"}, {"assistant", "a1 long"}});
    const auto session = sessionOf({before, compacted});
    QCOMPARE(dropsText(session, 1), QStringLiteral("summary u1 a1"));
    const auto told = sessionOf({before,
                                 turn(2,
                                      {{"system", kRules},
                                       {"user", "Summary of the conversation so far: Ada"},
                                       {"user", "u3 third"}})});
    QCOMPARE(dropsText(told, 1), QStringLiteral("summary u1 a1"));
    // The service says so, and nothing else is known.
    auto flagged = turn(1, {{"user", "u9 ninth"}});
    flagged.isCompacted = true;
    QCOMPARE(dropsText(sessionOf({flagged}), 0), QStringLiteral("summary ?"));
}

void TestContextSession::notesSayThatTurnsWereLeftOut()
{
    // The scenario context-loss of the shared captures.
    const auto session = sessionOf({turn(1,
                                         {{"user", "(earlier turns omitted)"},
                                          {"assistant", "Hello again."},
                                          {"user", "What is my name?"}})});
    QCOMPARE(dropsText(session, 0), QStringLiteral("note ?"));
    const auto known =
        sessionOf({turn(1, {{"user", "u1 my name is Ada"}, {"assistant", "a1 hello"}}),
                   turn(2,
                        {{"user", "(earlier turns omitted)"},
                         {"assistant", "a1 hello"},
                         {"user", "What is my name?"}})});
    QCOMPARE(dropsText(known, 1), QStringLiteral("note u1"));
}

void TestContextSession::notesThatStayAreToldOnce()
{
    const auto session =
        sessionOf({turn(1, {{"user", "(earlier turns omitted)"}, {"user", "u1 a"}}),
                   turn(2,
                        {{"user", "(earlier turns omitted)"},
                         {"user", "u1 a"},
                         {"assistant", "a1 b"},
                         {"user", "u2 c"}})});
    QCOMPARE(session.turns[0].drops.size(), 1u);
    QVERIFY(session.turns[1].drops.empty());
}

void TestContextSession::editedMessagesAreNotDropped()
{
    const auto session =
        sessionOf({turn(1, {{"user", "please tell me the opening hours of the shop in Berlin"}}),
                   turn(2, {{"user", "please tell me the opening hours of the shop in Munich"}})});
    QCOMPARE(messagesText(session, 1), QStringLiteral("~please"));
    QVERIFY(session.turns[1].drops.empty());
    const auto& edited = session.turns[1].messages[0];
    QVERIFY(session.messages[edited.was].excerpt.ends_with("Berlin"));
}

void TestContextSession::shortenedMessages()
{
    const std::string result = words("rows", 60);
    const auto session = sessionOf({turn(1, {{"user", "u1 a"}, {"tool", result}, {"user", "u2 b"}}),
                                    turn(2,
                                         {{"user", "u1 a"},
                                          {"tool", result.substr(0, 40) + " [truncated]"},
                                          {"user", "u2 b"}})});
    QCOMPARE(messagesText(session, 1), QStringLiteral("=u1 ~rows =u2"));
    QCOMPARE(dropsText(session, 1), QStringLiteral("shortened rows"));
    const auto& drop = session.turns[1].drops[0];
    QVERIFY(*drop.tokens > 100 && *drop.tokens < session.messages[drop.contents[0]].tokens);
}

void TestContextSession::passagesOfEachTurnAreReplaced()
{
    auto first = turn(1, {{"user", "u1 a"}});
    first.documents = {{.id = "kb-1", .title = {}, .content = words("kb1", 8), .score = {}},
                       {.id = "kb-2", .title = {}, .content = words("kb2", 8), .score = {}}};
    auto second = turn(2, {{"user", "u1 a"}, {"user", "u2 b"}});
    second.documents = {first.documents[1],
                        {.id = "kb-3", .title = {}, .content = words("kb3", 8), .score = {}}};
    const auto session = sessionOf({first, second});
    QCOMPARE(messagesText(session, 1), QStringLiteral("=u1 +u2 -kb1 =kb2 +kb3"));
    QCOMPARE(dropsText(session, 1), QStringLiteral("replaced kb1"));
}

void TestContextSession::whatTheServerDroppedIsLikelyTheOldest()
{
    auto one = turn(1,
                    {{"system", kRules},
                     {"system", words("docs", 300)},
                     {"user", words("u1", 300)},
                     {"user", "u2 b"}});
    one.inputTokens = 400;
    trace::TokenScale scale;
    scale.answers = 12;
    const auto session = sessionOf({one}, scale);
    QVERIFY(session.turns[0].context.cut.has_value());
    QCOMPARE(session.turns[0].drops.size(), 1u);
    const auto& drop = session.turns[0].drops[0];
    QVERIFY(drop.rule == trace::DropRule::Server);
    QVERIFY(drop.isLikely);
    QVERIFY(!drop.reason.empty());
    QVERIFY(dropsText(session, 0).startsWith(u"server docs"));
    QVERIFY(!dropsText(session, 0).contains(u"u2"));
    QCOMPARE(*drop.tokens, session.turns[0].context.cut->needed - 400);
}

void TestContextSession::refusedSinceItDidNotFit()
{
    auto one = turn(1, {{"user", words("u1", 300)}});
    one.isFailed = true;
    one.errorKind = "context_overflow";
    one.errorMessage = "This model's maximum context length is 128000 tokens. However, your "
                       "messages resulted in 131072 tokens.";
    auto bare = turn(2, {{"user", "CONTEXT_OVERFLOW"}});
    bare.isFailed = true;
    bare.errorKind = "context_overflow";
    const auto session = sessionOf({one, bare});
    QCOMPARE(dropsText(session, 0), QStringLiteral("overflow 3072"));
    QVERIFY(session.turns[0].drops[0].isReported);
    QVERIFY(dropsText(session, 1).contains(QStringLiteral("overflow ?")));
}

void TestContextSession::retrievedAndNotGiven()
{
    const telemetry::Document given{
        .id = "kb-1", .title = {}, .content = words("Refunds", 9), .score = {}};
    const telemetry::Document missing{
        .id = "kb-2", .title = {}, .content = words("Gifts", 9), .score = {}};
    const telemetry::Document tiny{
        .id = "kb-3", .title = {}, .content = "closed on Monday", .score = {}};
    const telemetry::Document blank{.id = "kb-4", .title = {}, .content = {}, .score = {}};
    std::string spaced = given.content;
    std::ranges::replace(spaced, ' ', '\n'); // as templates do
    ContextSessionBuilder builder("", {});
    builder.add(turn(1, {{"user", "Passages: " + spaced + ". We are Closed on Monday."}}),
                {.retrieved = {&given, &missing, &tiny, &blank}, .tools = {}});
    const auto session = builder.take();
    QCOMPARE(dropsText(session, 0),
             QStringLiteral("left_out %1 'kb-2'").arg(*session.turns[0].drops[0].tokens));
    QCOMPARE(session.turns[0].drops[0].of, 3u);
}

void TestContextSession::resultsOfToolsThatWereShortened()
{
    telemetry::Step step;
    step.kind = telemetry::StepKind::Tool;
    step.name = "search";
    step.callId = "call-1";
    step.output = words("hit", 50);
    auto one = turn(1, {{"user", "u1 a"}, {"tool", ""}});
    auto& part = one.inputMessages[1].parts[0];
    part.kind = telemetry::PartKind::ToolCallResponse;
    part.id = "call-1";
    part.text = step.output.substr(0, 80) + "…";
    ContextSessionBuilder builder("", {});
    builder.add(one, {.retrieved = {}, .tools = {&step}});
    part.text = step.output;
    builder.add(turn(2, {{"user", "u9 z"}}), {.retrieved = {}, .tools = {&step}});
    const auto session = builder.take();
    QCOMPARE(session.turns[0].drops.size(), 1u);
    QVERIFY(session.turns[0].drops[0].rule == trace::DropRule::Shortened);
    QVERIFY(session.turns[0].drops[0].names == std::vector<std::string>{"search"});
}

void TestContextSession::whatTelemetryCutIsNoDrop()
{
    auto cut = turn(2, {{"user", "u1 fi"}});
    cut.contentState = telemetry::ContentState::TelemetryTruncated;
    cut.inputSource.state = telemetry::ContentState::TelemetryTruncated;
    const auto session = sessionOf(
        {turn(1, {{"user", "u1 first"}, {"assistant", "a1 b"}, {"user", "u2 c"}}), cut,
         turn(3,
              {{"user", "u1 first"}, {"assistant", "a1 b"}, {"user", "u2 c"}, {"user", "u3 d"}})});
    QVERIFY(!session.turns[1].isTextKnown);
    QVERIFY(session.turns[1].state == telemetry::ContentState::TelemetryTruncated);
    QVERIFY(session.turns[1].drops.empty());
    QVERIFY(session.turns[1].messages.empty());
    QCOMPARE(session.turns[2].before, 0u); // the last whose text is known
    QVERIFY(session.turns[2].drops.empty());
}

void TestContextSession::tokensOfTurnsAddUp()
{
    auto first = turn(1, {{"system", kRules}, {"user", words("u1", 20)}});
    first.inputTokens = 150;
    auto second = turn(2,
                       {{"system", kRules},
                        {"user", words("u1", 20)},
                        {"assistant", "a1"},
                        {"user", words("u2", 9)}});
    second.inputTokens = 230;
    const auto session = sessionOf({first, second});
    QCOMPARE(session.turns[0].addedTokens(), 150);
    QCOMPARE(session.turns[0].carriedTokens(), 0);
    QCOMPARE(session.turns[1].addedTokens() + session.turns[1].carriedTokens(), 230);
    QVERIFY(session.turns[1].context.pieces.empty()); // thousands of turns fit into memory
}

// The table of a turn and the strip of its call tell the same figures, of what was cut as well.
void TestContextSession::messagesHaveTheSizeOfTheirPieces()
{
    trace::TokenScale scale;
    scale.answers = 12;
    scale.factor = 1.3;
    std::vector<telemetry::Generation> turns;
    sessiontest::Said said = {{"system", kRules}};
    for (int i = 0; i < 6; ++i) {
        said.push_back({"user", words("u" + std::to_string(i), 30 + 40 * i)});
        auto one = turn(i + 1, said);
        one.inputTokens = i == 4 ? 90 : 70 + 200 * i; // the fifth was cut
        turns.push_back(one);
        said.push_back({"assistant", words("a" + std::to_string(i), 25)});
    }
    const auto session = sessionOf(turns, scale);
    QVERIFY(session.turns[4].context.cut.has_value());
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const auto window = trace::contextWindowOf(turns[i], session.scale);
        std::vector<std::int64_t> pieces(turns[i].inputMessages.size(), 0);
        for (const auto& piece : window.pieces)
            if (piece.source == trace::ContextPiece::Source::Input)
                pieces[piece.message] += piece.tokens;
        std::int64_t sum = 0;
        for (const auto& message : session.turns[i].messages) {
            QVERIFY(message.fate != trace::MessageFate::Dropped);
            QCOMPARE(message.tokens, pieces[message.index]);
            sum += message.tokens;
        }
        QCOMPARE(sum, window.cut ? window.cut->needed : *turns[i].inputTokens);
    }
}

void TestContextSession::whatAnAnswerNeededIsMarked()
{
    auto session =
        sessionOf({turn(1, {{"user", "u1 Ada"}, {"assistant", "a1 hello"}, {"user", "u2 b"}}),
                   turn(2, {{"user", "u2 b"}, {"assistant", "a2 c"}, {"user", "u3 d"}})});
    const auto key = session.turns[0].key;
    session.markNeeded({{key, 0, 0}, {{}, 0, 0}, {key, 99, 0}});
    QCOMPARE(session.turns[1].drops[0].needed, 1u);
    session.markNeeded({{key, 2, 0}}); // still there
    QCOMPARE(session.turns[1].drops[0].needed, 0u);
}

void TestContextSession::otherConversationsOfTheSession()
{
    const auto anchor = turn(3, {{"system", kRules}, {"user", "u1 a"}, {"user", "u2 b"}});
    trace::ConversationFilter filter(anchor);
    QVERIFY(filter.takes(turn(1, {{"system", kRules}, {"user", "u1 a"}})));
    QVERIFY(!filter.takes(turn(2, {{"system", "You grade answers."}, {"user", "grade u1"}})));
    QVERIFY(filter.takes(anchor));
    QVERIFY(filter.takes(turn(4, {{"system", "newer rules"}, {"user", "u2 b"}, {"user", "u3 c"}})));
    QVERIFY(filter.takes(turn(5, {{"user", "u3 c"}})));
    auto elsewhere = turn(6, {{"system", kRules}, {"user", "u1 a"}});
    elsewhere.service = "judge";
    QVERIFY(!filter.takes(elsewhere));
    // Of one trace, without a session, a turn shares a message.
    auto alone = turn(7, {{"system", kRules}, {"user", "map 1"}});
    alone.session.clear();
    trace::ConversationFilter ofTrace(alone);
    auto next = turn(8, {{"system", kRules}, {"user", "map 2"}});
    next.session.clear();
    QVERIFY(!ofTrace.takes(next));
}

void TestContextSession::thousandsOfTurns()
{
    ContextSessionBuilder builder("s-1", {});
    Said said{{"system", kRules}};
    for (unsigned i = 1; i <= 2000; ++i) {
        said.emplace_back("user", "u" + std::to_string(i) + " asks");
        if (said.size() > 200) // a window of a hundred turns
            said.erase(said.begin() + 1, said.begin() + 3);
        builder.add(turn(i, said));
        said.emplace_back("assistant", "a" + std::to_string(i) + " says");
    }
    const auto session = builder.take();
    QCOMPARE(session.turns.size(), 2000u);
    QCOMPARE(dropsText(session, 1999), QStringLiteral("oldest_first u1900 a1900"));
}

QTEST_GUILESS_MAIN(TestContextSession)
#include "tst_contextsession.moc"
