// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/reask/chatrequest.h"

#include "models/reask/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <string_view>

using namespace Qt::StringLiterals;

namespace reask {

namespace {

using telemetry::ContentState;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

// What a tool gave back: JSON text of a string is that string.
QString responseText(const Part& part)
{
    if (part.json.empty())
        return text(part.text);
    const QByteArray wrapped = "[" + QByteArray::fromStdString(part.json) + "]";
    const QJsonValue value = QJsonDocument::fromJson(wrapped).array().at(0);
    return value.isString() ? value.toString() : text(part.json);
}

QJsonValue contentOf(const Message& message)
{
    QJsonArray texts;
    for (const Part& part : message.parts)
        if (part.kind == PartKind::Text)
            texts.append(QJsonObject{{u"type"_s, u"text"_s}, {u"text"_s, text(part.text)}});
    if (texts.isEmpty())
        return QJsonValue::Null;
    if (texts.size() == 1)
        return texts.at(0).toObject()[u"text"_s];
    return texts;
}

QJsonArray callsOf(const Message& message)
{
    QJsonArray calls;
    for (const Part& part : message.parts) {
        if (part.kind != PartKind::ToolCall)
            continue;
        const std::string arguments = part.json.empty() ? "{}" : part.json;
        calls.append(QJsonObject{
            {u"id"_s, text(part.id)},
            {u"type"_s, u"function"_s},
            {u"function"_s,
             QJsonObject{{u"name"_s, text(part.name)}, {u"arguments"_s, text(arguments)}}}});
    }
    return calls;
}

// One recorded message may be several: each result of a tool is one of its own.
void addMessages(const Message& message, QJsonArray& messages)
{
    for (const Part& part : message.parts) {
        if (part.kind == PartKind::ToolCallResponse)
            messages.append(QJsonObject{{u"role"_s, u"tool"_s},
                                        {u"tool_call_id"_s, text(part.id)},
                                        {u"content"_s, responseText(part)}});
    }
    const QJsonArray calls = callsOf(message);
    const QJsonValue content = contentOf(message);
    if (content.isNull() && calls.isEmpty())
        return;
    QJsonObject object{{u"role"_s, text(message.role.empty() ? "user" : message.role)},
                       {u"content"_s, content}};
    if (!calls.isEmpty())
        object[u"tool_calls"_s] = calls;
    messages.append(object);
}

QJsonValue schemaFrom(const std::string& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue();
}

QJsonArray toolsOf(const telemetry::Generation& suspect)
{
    QJsonArray tools;
    for (std::size_t i = 0; i < suspect.toolsOffered.size(); ++i) {
        const QJsonValue schema =
            i < suspect.toolSchemas.size() ? schemaFrom(suspect.toolSchemas[i]) : QJsonValue();
        if (schema.isObject())
            tools.append(QJsonObject{{u"type"_s, u"function"_s},
                                     {u"function"_s,
                                      QJsonObject{{u"name"_s, text(suspect.toolsOffered[i])},
                                                  {u"parameters"_s, schema}}}});
    }
    return tools;
}

QJsonObject formatOf(const telemetry::Generation& suspect)
{
    const QJsonValue schema = schemaFrom(suspect.outputSchema);
    if (schema.isObject())
        return {{u"type"_s, u"json_schema"_s},
                {u"json_schema"_s, QJsonObject{{u"name"_s, u"answer"_s}, {u"schema"_s, schema}}}};
    if (suspect.outputFormat == "json")
        return {{u"type"_s, u"json_object"_s}};
    return {};
}

std::string wordsOf(ContentState state, const std::string& what)
{
    switch (state) {
    case ContentState::NotCaptured:
        return what + " was not captured.";
    case ContentState::Redacted:
        return what + " was redacted before it was recorded.";
    case ContentState::TelemetryTruncated:
        return what + " was cut on its way here.";
    case ContentState::Encrypted:
        return what + " is encrypted.";
    case ContentState::Captured:
        break;
    }
    return {};
}

bool isMedia(PartKind kind)
{
    return kind == PartKind::Blob || kind == PartKind::Uri || kind == PartKind::File
        || kind == PartKind::Other || kind == PartKind::Compaction;
}

bool isRedacted(const Part& part)
{
    constexpr std::string_view marker = "[REDACTED:";
    return part.text.find(marker) != std::string::npos
        || part.json.find(marker) != std::string::npos;
}

bool hasPart(const telemetry::Generation& suspect, bool (*is)(const Part&))
{
    return std::ranges::any_of(suspect.inputMessages, [is](const Message& message) {
        return std::ranges::any_of(message.parts, is);
    });
}

} // namespace

std::vector<std::string> differencesOf(const telemetry::Generation& suspect)
{
    std::vector<std::string> differences;
    const auto add = [&](const std::string& sentence) {
        if (!sentence.empty())
            differences.push_back(sentence);
    };
    add(wordsOf(suspect.inputSource.state, "The input"));
    // Without instructions there is nothing to capture of them.
    if (suspect.instructionsSource.state != ContentState::NotCaptured)
        add(wordsOf(suspect.instructionsSource.state, "The instruction text"));
    if (suspect.inputSource.state != ContentState::Redacted && hasPart(suspect, isRedacted))
        add("Something in the input was redacted before it was recorded.");
    if (hasPart(suspect, [](const Part& part) { return isMedia(part.kind); }))
        add("The input has pictures, files or parts of another kind, which are not kept.");
    const auto offered = static_cast<qsizetype>(suspect.toolsOffered.size());
    if (const auto without = offered - toolsOf(suspect).size(); without > 0)
        add(std::to_string(without)
            + (without == 1 ? " tool was offered whose schema was"
                            : " tools were offered whose schemas were")
            + " not recorded; a model is not offered " + (without == 1 ? "it" : "them")
            + " again.");
    if (suspect.toolsOffered.empty()
        && hasPart(suspect, [](const Part& part) { return part.kind == PartKind::ToolCall; }))
        add("Tools were called, but which were offered was not recorded.");
    return differences;
}

telemetry::Result<std::string> chatRequest(const telemetry::Generation& suspect,
                                           const Choices& choices)
{
    if (!telemetry::canHaveAnswer(suspect))
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "This call asked for no answer (" + suspect.operation
                                      + "), so it cannot be asked again.");
    QJsonArray messages;
    for (const Message& message : suspect.inputMessages)
        addMessages(message, messages);
    if (messages.isEmpty())
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "What the model was given was not captured, so it cannot be "
                                  "asked again.");
    QJsonObject body{{u"model"_s, text(choices.model)},
                     {u"messages"_s, messages},
                     {u"stream"_s, choices.isStreaming}};
    if (choices.isStreaming)
        body[u"stream_options"_s] = QJsonObject{{u"include_usage"_s, true}};
    if (choices.temperature)
        body[u"temperature"_s] = *choices.temperature;
    if (choices.maxTokens)
        body[u"max_tokens"_s] = static_cast<qint64>(*choices.maxTokens);
    if (const QJsonArray tools = toolsOf(suspect); !tools.isEmpty())
        body[u"tools"_s] = tools;
    if (const QJsonObject format = formatOf(suspect); !format.isEmpty())
        body[u"response_format"_s] = format;
    return QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace reask
