// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/reask/chatrequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace telemetry;

namespace {

Part part(PartKind kind, std::string text = {}, std::string json = {})
{
    Part made;
    made.kind = kind;
    made.text = std::move(text);
    made.json = std::move(json);
    made.id = "call_1";
    made.name = "lookup";
    return made;
}

Message message(std::string role, std::vector<Part> parts)
{
    Message made;
    made.role = std::move(role);
    made.parts = std::move(parts);
    return made;
}

Generation chatSuspect()
{
    Generation made;
    made.operation = "chat";
    made.inputSource.state = ContentState::Captured;
    made.instructionsSource.state = ContentState::Captured;
    made.inputMessages = {
        message("system", {part(PartKind::Text, "Be brief.")}),
        message("user", {part(PartKind::Text, "How \"long\"?"), part(PartKind::Text, "Please.")}),
        message("assistant",
                {part(PartKind::Reasoning, "secret thought"),
                 part(PartKind::ToolCall, {}, "{\"id\":7}")}),
        message("tool", {part(PartKind::ToolCallResponse, {}, "\"24 \\\"months\\\"\"")})};
    made.toolsOffered = {"lookup"};
    made.toolSchemas = {"{\"type\":\"object\"}"};
    return made;
}

QJsonObject bodyOf(const Generation& generation, const reask::Choices& choices)
{
    const auto body = reask::chatRequest(generation, choices);
    return body ? QJsonDocument::fromJson(QByteArray::fromStdString(*body)).object()
                : QJsonObject();
}

} // namespace

class TestChatRequest : public QObject
{
    Q_OBJECT

private slots:
    void theSameInputIsGiven()
    {
        const QJsonObject body =
            bodyOf(chatSuspect(),
                   {.model = "m-1", .temperature = 0.7, .maxTokens = 64, .isStreaming = true});
        QCOMPARE(body[u"model"_s].toString(), u"m-1"_s);
        QCOMPARE(body[u"temperature"_s].toDouble(), 0.7);
        QCOMPARE(body[u"max_tokens"_s].toInt(), 64);
        QVERIFY(body[u"stream_options"_s].toObject()[u"include_usage"_s].toBool());
        const QJsonArray messages = body[u"messages"_s].toArray();
        QCOMPARE(messages.size(), 4);
        QCOMPARE(messages[0].toObject()[u"role"_s].toString(), u"system"_s);
        QCOMPARE(messages[0].toObject()[u"content"_s].toString(), u"Be brief."_s);
        QCOMPARE(messages[1].toObject()[u"content"_s].toArray().size(), 2);
        const QJsonObject call = messages[2].toObject()[u"tool_calls"_s].toArray()[0].toObject();
        QCOMPARE(call[u"id"_s].toString(), u"call_1"_s);
        QCOMPARE(call[u"function"_s].toObject()[u"arguments"_s].toString(), u"{\"id\":7}"_s);
        QVERIFY(messages[2].toObject()[u"content"_s].isNull());
        QCOMPARE(messages[3].toObject()[u"tool_call_id"_s].toString(), u"call_1"_s);
        QCOMPARE(messages[3].toObject()[u"content"_s].toString(), u"24 \"months\""_s);
        QCOMPARE(body[u"tools"_s].toArray().size(), 1);
        QVERIFY(!QJsonDocument(body).toJson().contains("secret thought"));
        QVERIFY(reask::differencesOf(chatSuspect()).empty());
    }

    void whatIsNotChosenIsNotSent()
    {
        Generation bare = chatSuspect();
        bare.toolsOffered.clear();
        bare.inputMessages.resize(2);
        const QJsonObject body =
            bodyOf(bare, {.model = "m", .temperature = {}, .maxTokens = {}, .isStreaming = false});
        for (const auto& key : {u"temperature"_s, u"max_tokens"_s, u"tools"_s, u"response_format"_s,
                                u"stream_options"_s})
            QVERIFY2(!body.contains(key), qPrintable(key));
        QVERIFY(reask::differencesOf(bare).empty());
    }

    void theFormatIsAskedForAgain()
    {
        Generation asked = chatSuspect();
        asked.outputFormat = "json";
        const reask::Choices choices{
            .model = "m", .temperature = {}, .maxTokens = {}, .isStreaming = true};
        QCOMPARE(bodyOf(asked, choices)[u"response_format"_s].toObject()[u"type"_s].toString(),
                 u"json_object"_s);
        asked.outputSchema = "{\"type\":\"object\"}";
        QCOMPARE(bodyOf(asked, choices)[u"response_format"_s].toObject()[u"type"_s].toString(),
                 u"json_schema"_s);
    }

    void whatWouldBeAnotherInputIsSaid_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("word");
        QTest::newRow("not captured") << int(ContentState::NotCaptured) << u"not captured"_s;
        QTest::newRow("redacted") << int(ContentState::Redacted) << u"redacted"_s;
        QTest::newRow("cut") << int(ContentState::TelemetryTruncated) << u"cut"_s;
        QTest::newRow("encrypted") << int(ContentState::Encrypted) << u"encrypted"_s;
    }
    void whatWouldBeAnotherInputIsSaid()
    {
        QFETCH(int, state);
        QFETCH(QString, word);
        Generation other = chatSuspect();
        other.inputSource.state = static_cast<ContentState>(state);
        const auto differences = reask::differencesOf(other);
        QCOMPARE(differences.size(), std::size_t{1});
        QVERIFY(QString::fromStdString(differences[0]).contains(word));
    }

    void piecesThatAreMissingAreSaid()
    {
        Generation other = chatSuspect();
        other.inputMessages[1].parts[0].text = "My key is [REDACTED:token].";
        other.inputMessages[1].parts.push_back(part(PartKind::Blob));
        other.toolSchemas = {""};
        QCOMPARE(reask::differencesOf(other).size(), std::size_t{3});
        other = chatSuspect();
        other.toolsOffered.clear();
        QCOMPARE(reask::differencesOf(other).size(), std::size_t{1});
        // Instructions that there were none of are not missing.
        other = chatSuspect();
        other.instructionsSource.state = ContentState::NotCaptured;
        QVERIFY(reask::differencesOf(other).empty());
    }

    void whatCannotBeAskedIsRefused()
    {
        Generation none = chatSuspect();
        none.inputMessages.clear();
        const reask::Choices choices{
            .model = "m", .temperature = {}, .maxTokens = {}, .isStreaming = true};
        QVERIFY(!reask::chatRequest(none, choices));
        Generation embedded = chatSuspect();
        embedded.operation = "embeddings";
        const auto refused = reask::chatRequest(embedded, choices);
        QVERIFY(!refused && refused.error().kind == ErrorKind::Refused);
    }
};

QTEST_GUILESS_MAIN(TestChatRequest)
#include "tst_chatrequest.moc"
