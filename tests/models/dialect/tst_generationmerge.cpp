// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "tests/models/dialect/spans.h"

#include <QTest>

#include <algorithm>

using telemetry::ContentState;
using telemetry::Generation;
using telemetry::Message;

namespace {

Message message(const std::string& role, const std::string& text)
{
    telemetry::Part part;
    part.text = text;
    return {.role = role, .parts = {part}, .finishReason = {}};
}

// "role text, role text"
std::vector<Message> messages(const QString& list)
{
    std::vector<Message> all;
    for (const QString& entry : list.split(QStringLiteral(", "), Qt::SkipEmptyParts))
        all.push_back(message(entry.section(QLatin1Char(' '), 0, 0).toStdString(),
                              entry.section(QLatin1Char(' '), 1).toStdString()));
    return all;
}

QString rolesText(const std::vector<Message>& all)
{
    QStringList list;
    for (const Message& one : all)
        list << QString::fromStdString(one.role + ' ' + one.parts.at(0).text);
    return list.join(QStringLiteral(", "));
}

void setCarrier(Generation& generation, telemetry::Carrier carrier, bool isDamaged)
{
    generation.carrier = carrier;
    const auto source = [=](const std::vector<Message>& messages) {
        const auto whole = messages.empty() ? ContentState::NotCaptured : ContentState::Captured;
        return telemetry::ContentSource{
            .carrier = carrier, .state = isDamaged ? ContentState::TelemetryTruncated : whole};
    };
    generation.instructionsSource = generation.inputSource = source(generation.inputMessages);
    generation.outputSource = source(generation.outputMessages);
}

Generation part(const QString& input, const QString& output, bool isInferred)
{
    Generation generation;
    generation.inputMessages = messages(input);
    generation.outputMessages = messages(output);
    generation.isInferred = isInferred;
    const auto carrier =
        isInferred ? telemetry::Carrier::MessageLogs : telemetry::Carrier::SpanAttributes;
    setCarrier(generation, carrier, false);
    generation.contentState = output.isEmpty() ? ContentState::NotCaptured : ContentState::Captured;
    return generation;
}

} // namespace

class TestGenerationMerge : public QObject
{
    Q_OBJECT

private slots:
    void messagesAreJoinedNotDoubled_data();
    void messagesAreJoinedNotDoubled();
    void whatIsSaidTwiceIsKeptTwice();
    void theSpanKnowsWhoAndWhen();
    void knownFieldsStay();
    void wholeContentReplacesCutContent();
    void oneCarrierIsBelieved();
    void aFailedRequestHasItsContent();
    void composingEqualsMerging();
};

void TestGenerationMerge::messagesAreJoinedNotDoubled_data()
{
    QTest::addColumn<QString>("into");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("joined");
    const auto row = [](const char* name, const char* into, const char* from, const char* joined) {
        QTest::newRow(name) << QString::fromLatin1(into) << QString::fromLatin1(from)
                            << QString::fromLatin1(joined);
    };
    row("first", "", "user a", "user a");
    row("next", "system s", "user a", "system s, user a");
    row("same", "user a, assistant b", "user a, assistant b", "user a, assistant b");
    row("inside", "system s, user a, assistant b", "user a", "system s, user a, assistant b");
    row("around", "user a", "system s, user a, assistant b", "system s, user a, assistant b");
    row("overlapping", "system s, user a", "user a, assistant b", "system s, user a, assistant b");
    row("other role", "user a", "assistant a", "user a, assistant a");
    row("nothing new", "user a", "", "user a");
}

void TestGenerationMerge::messagesAreJoinedNotDoubled()
{
    QFETCH(QString, into);
    QFETCH(QString, from);
    QFETCH(QString, joined);
    Generation whole = part(into, {}, true);
    Generation other = part(from, {}, true);
    for (Generation* one : {&whole, &other})
        setCarrier(*one, telemetry::Carrier::DetailsLog, false);
    dialect::merge(whole, other);
    QCOMPARE(rolesText(whole.inputMessages), joined);
}

// The recording knows a record that was sent again: two that look alike are two.
void TestGenerationMerge::whatIsSaidTwiceIsKeptTwice()
{
    Generation whole = part(QStringLiteral("user yes"), QStringLiteral("assistant it"), true);
    for (const char* next : {"assistant sure", "user yes"})
        dialect::merge(whole, part(QString::fromLatin1(next), {}, true));
    dialect::merge(whole, part({}, QStringLiteral("assistant it"), true));
    QCOMPARE(rolesText(whole.inputMessages), QStringLiteral("user yes, assistant sure, user yes"));
    QCOMPARE(rolesText(whole.outputMessages), QStringLiteral("assistant it, assistant it"));
}

void TestGenerationMerge::theSpanKnowsWhoAndWhen()
{
    Generation log = part(QStringLiteral("user a"), {}, true);
    log.start = log.end = telemetry::fromUnixNanos(50);
    log.provider = "openai";
    Generation span = part({}, {}, false);
    span.name = "chat gpt";
    span.start = telemetry::fromUnixNanos(10);
    span.end = telemetry::fromUnixNanos(90);
    span.inputTokens = 7;
    Generation either = log;
    dialect::merge(either, span);
    Generation other = span;
    dialect::merge(other, log);
    for (const Generation& whole : {either, other}) {
        QCOMPARE(whole.name, std::string("chat gpt"));
        QCOMPARE(telemetry::toUnixNanos(whole.start), 10LL);
        QCOMPARE(telemetry::toUnixNanos(whole.end), 90LL);
        QCOMPARE(whole.provider, std::string("openai"));
        QCOMPARE(whole.inputTokens.value(), std::int64_t{7});
        QVERIFY(!whole.isInferred);
        QCOMPARE(rolesText(whole.inputMessages), QStringLiteral("user a"));
    }
}

void TestGenerationMerge::knownFieldsStay()
{
    Generation into;
    into.modelServed = "first";
    into.outputTokens = 0;
    Generation from;
    from.modelServed = "second";
    from.modelRequested = "asked";
    from.outputTokens = 9;
    from.isFailed = true;
    dialect::merge(into, from);
    QCOMPARE(into.modelServed, std::string("first"));
    QCOMPARE(into.modelRequested, std::string("asked"));
    QCOMPARE(into.outputTokens.value(), std::int64_t{0});
    QVERIFY(into.isFailed);
}

void TestGenerationMerge::wholeContentReplacesCutContent()
{
    Generation cut = part(QStringLiteral("user a"), QStringLiteral("assistant hel"), false);
    cut.contentState = ContentState::TelemetryTruncated;
    setCarrier(cut, cut.carrier, true);
    const Generation whole =
        part(QStringLiteral("user a"), QStringLiteral("assistant hello"), true);
    Generation either = cut;
    dialect::merge(either, whole);
    Generation other = whole;
    dialect::merge(other, cut);
    for (const Generation& merged : {either, other}) {
        QCOMPARE(rolesText(merged.outputMessages), QStringLiteral("assistant hello"));
        QCOMPARE(merged.contentState, ContentState::Captured);
    }
    // An answer alone does not make up for a question that was cut.
    Generation answer = part({}, QStringLiteral("assistant hello"), true);
    dialect::merge(cut, answer);
    QCOMPARE(cut.contentState, ContentState::TelemetryTruncated);
    QCOMPARE(rolesText(cut.outputMessages), QStringLiteral("assistant hello"));
}

// The same call told twice, in other words: one carrier is believed, whichever comes first.
void TestGenerationMerge::oneCarrierIsBelieved()
{
    using telemetry::Carrier;
    Generation span = part(QStringLiteral("system s, user a"), {}, false);
    Generation details =
        part(QStringLiteral("system t, user b"), QStringLiteral("assistant d"), true);
    setCarrier(details, Carrier::DetailsLog, false);
    details.modelServed = "details";
    const Generation first = part(QStringLiteral("user c"), {}, true);
    const Generation second = part({}, QStringLiteral("assistant e"), true);
    std::vector<const Generation*> order{&span, &details, &first, &second};
    std::ranges::sort(order);
    do {
        Generation whole = *order[0];
        for (std::size_t i = 1; i < order.size(); ++i)
            dialect::merge(whole, *order[i]);
        QCOMPARE(rolesText(whole.inputMessages), QStringLiteral("system s, user a"));
        QCOMPARE(rolesText(whole.outputMessages), QStringLiteral("assistant d"));
        QCOMPARE(whole.modelServed, std::string("details"));
        QCOMPARE(whole.contentState, ContentState::Captured);
        QVERIFY(!whole.isInferred);
    } while (std::ranges::next_permutation(order).found);

    // Instructions on the span, the conversation in records: both belong to it.
    Generation instructed = part(QStringLiteral("system s"), {}, false);
    dialect::merge(instructed, details);
    QCOMPARE(rolesText(instructed.inputMessages), QStringLiteral("system s, user b"));

    // Records of one message each take the place of a copy that was cut, all of them.
    setCarrier(span, span.carrier, true);
    span.contentState = ContentState::TelemetryTruncated;
    for (const auto& one : {part(QStringLiteral("user c"), {}, true),
                            part(QStringLiteral("user f"), {}, true), second})
        dialect::merge(span, one);
    QCOMPARE(rolesText(span.inputMessages), QStringLiteral("system s, user c, user f"));
    QCOMPARE(span.contentState, ContentState::TelemetryTruncated);
    dialect::merge(span, part(QStringLiteral("system u"), {}, true));
    QCOMPARE(rolesText(span.inputMessages), QStringLiteral("system u, user c, user f"));
    QCOMPARE(span.contentState, ContentState::Captured);
}

void TestGenerationMerge::aFailedRequestHasItsContent()
{
    Generation log = part(QStringLiteral("user a"), {}, true);
    Generation span = part({}, {}, false);
    span.isFailed = true;
    dialect::merge(log, span);
    QCOMPARE(log.contentState, ContentState::Captured);
}

void TestGenerationMerge::composingEqualsMerging()
{
    otlp::OutgoingSpan span = spans::chat({{"gen_ai.request.model", std::string("gpt")}});
    const auto log = [&span](const char* name, const char* content) {
        otlp::OutgoingLog record;
        record.trace = span.trace;
        record.span = span.id;
        record.time = span.end;
        record.eventName = name;
        record.attributes = {{"content", std::string(content)}};
        return record;
    };
    auto body = std::make_shared<const std::string>(
        otlp::encodeLogs({}, "s",
                         {log("gen_ai.system.message", "be kind"), log("gen_ai.user.message", "hi"),
                          log("gen_ai.choice", "hello")}));
    const auto& interpreter = dialect::Interpreter::builtIn();
    const auto logs =
        interpreter.interpret(*otlp::decodeProtobuf(telemetry::SignalKind::Logs, std::move(body)));
    const auto traces = spans::interpreted(span);
    QCOMPARE(logs.generations.size(), std::size_t{3});
    Generation merged = traces.generations.at(0).generation;
    for (const auto& piece : logs.generations)
        dialect::merge(merged, piece.generation);

    std::vector<const telemetry::LogRecord*> records;
    for (const telemetry::LogRecord& record : logs.batch.logs)
        records.push_back(&record);
    const auto composed =
        interpreter.compose(&traces.batch.spans[0], &traces.batch.resources[0], records);
    QVERIFY(composed.has_value());
    QCOMPARE(rolesText(composed->inputMessages), QStringLiteral("system be kind, user hi"));
    QCOMPARE(rolesText(composed->outputMessages), QStringLiteral("assistant hello"));
    QCOMPARE(rolesText(merged.inputMessages), rolesText(composed->inputMessages));
    QCOMPARE(rolesText(merged.outputMessages), rolesText(composed->outputMessages));
    QCOMPARE(composed->contentState, ContentState::Captured);
    QCOMPARE(composed->service, std::string("northwind"));

    // The records alone make a generation too, of a span that never came.
    const auto orphan = interpreter.compose(nullptr, nullptr, records);
    QVERIFY(orphan.has_value());
    QVERIFY(orphan->isInferred);
    QCOMPARE(rolesText(orphan->outputMessages), QStringLiteral("assistant hello"));
    QVERIFY(!interpreter.compose(nullptr, nullptr, {}).has_value());
}

QTEST_GUILESS_MAIN(TestGenerationMerge)
#include "tst_generationmerge.moc"
