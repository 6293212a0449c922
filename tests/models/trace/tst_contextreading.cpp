// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/interpreter.h"
#include "models/drill/offline.h"
#include "models/otlp/decode.h"
#include "models/store/sessionspans.h"
#include "models/trace/contextsessionreading.h"
#include "tests/models/otlp/captures.h"
#include "tests/models/store/storefixture.h"
#include "tests/models/trace/sessiontext.h"

#include <QTest>

#include <algorithm>

using namespace sessiontest;
using storetest::chatSpan;
using storetest::knownAt;
using storetest::logsBatch;
using storetest::Recording;
using storetest::spansBatch;

namespace {

std::string messagesJson(const Said& said)
{
    std::string json;
    for (const auto& [role, text] : said)
        json += (json.empty() ? "" : ",") + std::string(R"({"role":")") + role
            + R"(","parts":[{"type":"text","content":")" + text + R"("}]})";
    return '[' + json + ']';
}

otlp::OutgoingSpan turnSpan(std::uint64_t number, const std::string& session, const Said& said)
{
    auto span = chatSpan(number, static_cast<std::int64_t>(number));
    span.attributes.emplace_back("gen_ai.conversation.id", session);
    span.attributes.emplace_back("gen_ai.input.messages", messagesJson(said));
    return span;
}

telemetry::SpanKey keyOf(std::uint64_t number)
{
    return {storetest::traceId(number), storetest::spanId(number)};
}

void append(store::Writer& writer, telemetry::SignalKind kind, std::string body)
{
    auto batch = otlp::decodeProtobuf(kind, std::make_shared<const std::string>(std::move(body)));
    QVERIFY(batch.has_value());
    batch->recorded = storetest::at(100);
    batch->source = "test";
    QVERIFY(writer.append(dialect::Interpreter::builtIn().interpret(std::move(*batch))));
}

// Bodies that a real client sent.
void importCapture(store::Writer& writer, const QString& client)
{
    for (captures::Capture& capture : captures::ofClient(client.toStdString())) {
        if (capture.signal != telemetry::SignalKind::Metrics)
            append(writer, capture.signal, std::move(capture.body));
    }
    QVERIFY(writer.commit());
}

} // namespace

class TestContextReading : public QObject
{
    Q_OBJECT

private slots:
    void turnsOfASessionAreInManyTraces();
    void onlyWhatWasKnown();
    void aSessionThatIsLargerThanWhatIsRead();
    void withoutASessionItIsTheTrace();
    void nothingIsKnownOfIt();
    void capturedContextLoss_data();
    void capturedContextLoss();
    void capturedOverflow();
    void theDrillLosesItsDocumentsSilently();
    void figuresOfDrillsAgree_data();
    void figuresOfDrillsAgree();
};

void TestContextReading::turnsOfASessionAreInManyTraces()
{
    const Recording recording;
    const auto writer = recording.writer();
    const Said first{{"system", "rules"}, {"user", "u1 a"}};
    QVERIFY(writer->append(spansBatch(
        {turnSpan(1, "s-1", first),
         turnSpan(2, "s-11", {{"system", "rules"}, {"user", "u9 other session"}}),
         turnSpan(3, "s-2", {{"system", "rules"}, {"user", "u8 tells of s-1"}}),
         turnSpan(4, "s-1",
                  {{"system", "rules"}, {"user", "u1 a"}, {"assistant", "a1"}, {"user", "u2 b"}}),
         turnSpan(5, "s-1", {{"system", "grade it"}, {"user", "u7 judge"}}),
         turnSpan(6, "s-1",
                  {{"system", "rules"}, {"user", "u2 b"}, {"assistant", "a2"}, {"user", "u3 c"}})},
        10)));
    QVERIFY(writer->commit());
    const auto reader = recording.reader();
    const auto spans = store::sessionSpans(
        *reader, {.service = "shop", .session = "s-1", .around = storetest::at(4)}, {});
    QCOMPARE(spans->keys.size(), 6u); // whose bytes hold it
    QVERIFY(!spans->isCut);
    const auto session = trace::readContextSession(*reader, keyOf(4), {});
    QVERIFY(session.has_value());
    QCOMPARE(session->id, std::string("s-1"));
    QCOMPARE(session->turns.size(), 3u);
    QCOMPARE(session->others, 1u); // the judge, but not those of other sessions
    QCOMPARE(session->turnOf(keyOf(6)), 2u);
    QCOMPARE(dropsText(*session, 2), QStringLiteral("oldest_first u1 a1"));
    QVERIFY(session->turns[2].drops[0].places[0].generation == keyOf(4));
}

void TestContextReading::onlyWhatWasKnown()
{
    const Recording recording;
    const auto writer = recording.writer();
    QVERIFY(writer->append(spansBatch({turnSpan(1, "s-1", {{"user", "u1 a"}})}, 10)));
    QVERIFY(
        writer->append(spansBatch({turnSpan(2, "s-1", {{"user", "u1 a"}, {"user", "u2 b"}})}, 20)));
    QVERIFY(writer->commit());
    const auto reader = recording.reader();
    QCOMPARE(trace::readContextSession(*reader, keyOf(1), knownAt(15))->turns.size(), 1u);
    QCOMPARE(trace::readContextSession(*reader, keyOf(1), knownAt(20))->turns.size(), 2u);
    // Nor the text of a turn before it came.
    QVERIFY(writer->append(spansBatch({chatSpan(5, 5)}, 30)));
    QVERIFY(writer->append(logsBatch({storetest::messagesLog(5, 5)}, 40)) && writer->commit());
    QVERIFY(!trace::readContextSession(*reader, keyOf(5), knownAt(35))->turns[0].isTextKnown);
    QVERIFY(trace::readContextSession(*reader, keyOf(5), knownAt(40))->turns[0].isTextKnown);
}

void TestContextReading::aSessionThatIsLargerThanWhatIsRead()
{
    const Recording recording;
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 1; i <= 30; ++i)
        spans.push_back(turnSpan(i, "s-1", {{"user", "u" + std::to_string(i)}}));
    QVERIFY(writer->append(spansBatch(spans, 10)) && writer->commit());
    const auto reader = recording.reader();
    trace::SessionLimits limits;
    limits.turns = 10;
    const auto session = trace::readContextSession(*reader, keyOf(20), {}, limits);
    QCOMPARE(session->turns.size(), 10u);
    QVERIFY(session->isCut);
    QVERIFY(session->turnOf(keyOf(20)) != trace::ContextTurn::kNone);
    limits.turns = 100;
    limits.lookedAt = 6; // of the service before it, and half of that after it
    const auto near = trace::readContextSession(*reader, keyOf(20), {}, limits);
    QCOMPARE(near->turns.size(), 9u);
    QVERIFY(near->isCut);
}

void TestContextReading::withoutASessionItIsTheTrace()
{
    const Recording recording;
    const auto writer = recording.writer();
    auto first = chatSpan(1, 1);
    first.attributes.emplace_back("gen_ai.input.messages", messagesJson({{"user", "u1 a"}}));
    auto second = chatSpan(2, 2);
    second.trace = first.trace;
    second.parent = first.id;
    second.attributes.emplace_back("gen_ai.input.messages",
                                   messagesJson({{"user", "u1 a"}, {"tool", "t1 result"}}));
    auto elsewhere = chatSpan(3, 3);
    elsewhere.attributes.emplace_back("gen_ai.input.messages", messagesJson({{"user", "u1 a"}}));
    QVERIFY(writer->append(spansBatch({first, second, elsewhere}, 10)) && writer->commit());
    const auto session = trace::readContextSession(*recording.reader(), keyOf(1), {});
    QVERIFY(session->id.empty());
    QCOMPARE(session->turns.size(), 2u);
    QCOMPARE(messagesText(*session, 1), QStringLiteral("=u1 +t1"));
}

void TestContextReading::nothingIsKnownOfIt()
{
    const Recording recording;
    QVERIFY(recording.writer()->append(spansBatch({chatSpan(1, 1)}, 10)));
    const auto reader = recording.reader();
    const auto session = trace::readContextSession(*reader, keyOf(99), {});
    QVERIFY(session.has_value());
    QVERIFY(session->turns.empty());
}

void TestContextReading::capturedContextLoss_data()
{
    QTest::addColumn<QString>("client");
    QTest::newRow("logs") << QStringLiteral("otel-instrumentation-openai");
    QTest::newRow("attributes") << QStringLiteral("openinference-openai");
    QTest::newRow("traceloop") << QStringLiteral("traceloop-node-sdk");
}

// The scenario context-loss, as real clients told it: what was left out is not in the telemetry.
void TestContextReading::capturedContextLoss()
{
    QFETCH(const QString, client);
    const Recording recording;
    importCapture(*recording.writer(), client);
    const auto reader = recording.reader();
    const auto generations = reader->generations({}, {});
    QVERIFY(generations.has_value());
    int notes = 0;
    for (const auto& generation : *generations) {
        const auto session =
            trace::readContextSession(*reader, {generation.trace, generation.span}, {});
        QVERIFY(session.has_value());
        const std::size_t turn = session->turnOf({generation.trace, generation.span});
        QVERIFY(turn != trace::ContextTurn::kNone);
        for (const auto& drop : session->turns[turn].drops) {
            // One client names a conversation of which each call is given its own question alone.
            QVERIFY2(drop.rule == trace::DropRule::Note || drop.rule == trace::DropRule::Overflow
                         || drop.rule == trace::DropRule::LeftOut
                         || drop.rule == trace::DropRule::Everything,
                     trace::toString(drop.rule));
            if (drop.rule != trace::DropRule::Note)
                continue;
            ++notes;
            QVERIFY(telemetry::outputText(generation).find("record of your name")
                    != std::string::npos);
            QVERIFY(!drop.tokens || !session->id.empty()); // nobody knows
        }
    }
    QCOMPARE(notes, 1);
}

void TestContextReading::capturedOverflow()
{
    const Recording recording;
    importCapture(*recording.writer(), QStringLiteral("otel-instrumentation-openai"));
    const auto reader = recording.reader();
    int refused = 0;
    const auto generations = reader->generations({}, {});
    QVERIFY(generations.has_value());
    for (const auto& generation : *generations) {
        if (generation.inputMessages.empty()
            || generation.inputMessages[0].parts[0].text != "CONTEXT_OVERFLOW")
            continue;
        const auto session =
            trace::readContextSession(*reader, {generation.trace, generation.span}, {});
        QVERIFY(session->turns[0].context.isRefused);
        QVERIFY(session->turns[0].drops[0].rule == trace::DropRule::Overflow);
        QVERIFY(session->turns[0].context.window == 128'000);
        ++refused;
    }
    QCOMPARE(refused, 1);
}

void TestContextReading::theDrillLosesItsDocumentsSilently()
{
    const Recording recording;
    const auto writer = recording.writer();
    drill::OfflineSettings settings;
    settings.scenario = "lost-context";
    settings.start = storetest::at(0);
    settings.length = std::chrono::seconds(90);
    settings.healthyFor = std::chrono::seconds(30);
    auto made = drill::OfflineDrill::create(settings);
    QVERIFY(made.has_value());
    made->run([&](telemetry::Timestamp, std::vector<drill::RequestBody> bodies) {
        for (auto& body : bodies)
            if (body.kind != telemetry::SignalKind::Metrics)
                append(*writer, body.kind, std::move(body.bytes));
    });
    QVERIFY(writer->commit());
    const auto reader = recording.reader();
    store::GenerationFilter filter;
    filter.service = "support-bot";
    int cut = 0;
    int told = 0;
    const auto generations = reader->generations({}, filter);
    QVERIFY(generations.has_value());
    for (const auto& generation : *generations) {
        const bool isCut = generation.inputTokens == 768 && generation.start >= made->faultTime();
        // Some of all, and all of those that were cut late: the limit shows when it came again.
        const bool isLate =
            generation.start >= made->faultTime() + telemetry::Duration(std::chrono::seconds(20));
        if (!(isCut && isLate) && telemetry::toUnixNanos(generation.start) % 16 != 0)
            continue;
        const auto session =
            trace::readContextSession(*reader, {generation.trace, generation.span}, {});
        QVERIFY(session.has_value());
        const auto& turn = session->turns[session->turnOf({generation.trace, generation.span})];
        const bool isTold = std::ranges::any_of(turn.drops, [](const trace::ContextDrop& drop) {
            return drop.rule == trace::DropRule::Server;
        });
        if (isCut && isLate) {
            ++cut;
            told += isTold ? 1 : 0;
        } else if (!isCut) {
            QVERIFY(!isTold);
        }
    }
    QVERIFY2(cut >= 5, qPrintable(QString::number(cut)));
    // Those that are but a little too long are within what estimates are wrong by.
    QVERIFY2(told >= cut * 8 / 10, qPrintable(QStringLiteral("%1 of %2").arg(told).arg(cut)));
    qInfo("%d of %d answers whose input the server cut are told", told, cut);
}

void TestContextReading::figuresOfDrillsAgree_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("service");
    QTest::newRow("lost context") << QStringLiteral("lost-context")
                                  << QStringLiteral("support-bot");
    QTest::newRow("loop") << QStringLiteral("agent-loop") << QStringLiteral("agent-orders");
}

// What the strip of a call counts for a message is what the table of its turn and the columns count
// for it, whatever is told of passages.
void TestContextReading::figuresOfDrillsAgree()
{
    QFETCH(const QString, scenario);
    QFETCH(const QString, service);
    const Recording recording;
    const auto writer = recording.writer();
    drill::OfflineSettings settings;
    settings.scenario = scenario.toStdString();
    settings.start = storetest::at(0);
    settings.length = std::chrono::seconds(50);
    settings.healthyFor = std::chrono::seconds(20);
    auto made = drill::OfflineDrill::create(settings);
    QVERIFY(made.has_value());
    made->run([&](telemetry::Timestamp, std::vector<drill::RequestBody> bodies) {
        for (auto& body : bodies)
            if (body.kind != telemetry::SignalKind::Metrics)
                append(*writer, body.kind, std::move(body.bytes));
    });
    QVERIFY(writer->commit());
    const auto reader = recording.reader();
    store::GenerationFilter filter;
    filter.service = service.toStdString();
    const auto generations = reader->generations({}, filter);
    QVERIFY(generations.has_value());
    QVERIFY(generations->size() > 20);
    for (const auto& generation : *generations) {
        const telemetry::SpanKey key{generation.trace, generation.span};
        const auto session = trace::readContextSession(*reader, key, {});
        QVERIFY(session.has_value());
        const auto& turn = session->turns[session->turnOf(key)];
        const auto window = trace::contextWindowOf(generation, session->scale);
        std::vector<std::int64_t> pieces(generation.inputMessages.size(), 0);
        std::int64_t others = 0;
        for (const auto& piece : window.pieces) {
            if (piece.source == trace::ContextPiece::Source::Input)
                pieces[piece.message] += piece.tokens;
            else if (piece.source != trace::ContextPiece::Source::Output)
                others += piece.filling == trace::Filling::Output ? 0 : piece.tokens;
        }
        std::int64_t sum = others;
        for (const auto& message : turn.messages) {
            if (message.isPassage || message.fate == trace::MessageFate::Dropped)
                continue;
            QCOMPARE(message.tokens, pieces[message.index]);
            sum += message.tokens;
        }
        QCOMPARE(sum, window.cut ? window.cut->needed : *generation.inputTokens);
        QCOMPARE(turn.addedTokens() + turn.carriedTokens(), sum);
    }
}

QTEST_GUILESS_MAIN(TestContextReading)
#include "tst_contextreading.moc"
