// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/reask/samplerecord.h"

#include "models/otlp/encode.h"
#include "models/reask/jsontext.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>
#include <vector>

using namespace Qt::StringLiterals;

namespace reask {

namespace {

using telemetry::Part;
using telemetry::PartKind;

QJsonValue valueFrom(const std::string& json)
{
    const QByteArray wrapped = "[" + QByteArray::fromStdString(json) + "]";
    const QJsonArray values = QJsonDocument::fromJson(wrapped).array();
    return values.size() == 1 ? values.at(0) : QJsonValue(text(json));
}

// As the GenAI conventions write parts. Only what a request can hold: see chatRequest().
QJsonValue partOf(const Part& part)
{
    switch (part.kind) {
    case PartKind::Text:
        return QJsonObject{{u"type"_s, u"text"_s}, {u"content"_s, text(part.text)}};
    case PartKind::ToolCall:
        return QJsonObject{{u"type"_s, u"tool_call"_s},
                           {u"id"_s, text(part.id)},
                           {u"name"_s, text(part.name)},
                           {u"arguments"_s, valueFrom(part.json)}};
    case PartKind::ToolCallResponse:
        return QJsonObject{
            {u"type"_s, u"tool_call_response"_s},
            {u"id"_s, text(part.id)},
            {u"response"_s,
             part.json.empty() ? QJsonValue(text(part.text)) : valueFrom(part.json)}};
    default:
        return QJsonValue::Undefined;
    }
}

std::string compact(const QJsonArray& array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

std::string inputOf(const telemetry::Generation& suspect)
{
    QJsonArray messages;
    for (const telemetry::Message& message : suspect.inputMessages) {
        QJsonArray parts;
        for (const Part& part : message.parts)
            if (const QJsonValue value = partOf(part); value.isObject())
                parts.append(value);
        if (!parts.isEmpty())
            messages.append(QJsonObject{{u"role"_s, text(message.role)}, {u"parts"_s, parts}});
    }
    return compact(messages);
}

std::string outputOf(const sampling::Sample& sample)
{
    QJsonArray parts;
    if (!sample.reasoning.empty())
        parts.append(
            QJsonObject{{u"type"_s, u"reasoning"_s}, {u"content"_s, text(sample.reasoning)}});
    if (!sample.text.empty())
        parts.append(QJsonObject{{u"type"_s, u"text"_s}, {u"content"_s, text(sample.text)}});
    if (!sample.refusal.empty())
        parts.append(QJsonObject{{u"type"_s, u"refusal"_s}, {u"content"_s, text(sample.refusal)}});
    for (const auto& [name, arguments] : sample.toolCalls)
        parts.append(QJsonObject{{u"type"_s, u"tool_call"_s},
                                 {u"name"_s, text(name)},
                                 {u"arguments"_s, valueFrom(arguments)}});
    QJsonObject message{{u"role"_s, u"assistant"_s}, {u"parts"_s, parts}};
    if (!sample.finishReason.empty())
        message[u"finish_reason"_s] = text(sample.finishReason);
    return compact({message});
}

otlp::Attributes attributesOf(const sampling::Reask& again, const sampling::Sample& sample,
                              const telemetry::Generation& suspect, const std::string& input)
{
    otlp::Attributes attributes{
        {"gen_ai.operation.name", std::string("chat")},
        {"gen_ai.request.model", again.targets[sample.target].model},
        {"gen_ai.input.messages", input},
        {sampling::kSuspectTrace, telemetry::toHex(again.suspect.trace)},
        {sampling::kSuspectSpan, telemetry::toHex(again.suspect.span)},
        {sampling::kSampleTarget, static_cast<std::int64_t>(sample.target)},
        {sampling::kSampleNumber, static_cast<std::int64_t>(sample.number)}};
    if (!suspect.provider.empty())
        attributes.emplace_back("gen_ai.provider.name", suspect.provider);
    if (again.maxTokens)
        attributes.emplace_back("gen_ai.request.max_tokens", *again.maxTokens);
    if (again.temperature)
        attributes.emplace_back("gen_ai.request.temperature", *again.temperature);
    if (!sample.error.empty()) {
        attributes.emplace_back("error.type", std::string("reask_unanswered"));
        return attributes;
    }
    attributes.emplace_back("gen_ai.output.messages", outputOf(sample));
    if (!sample.model.empty())
        attributes.emplace_back("gen_ai.response.model", sample.model);
    if (!sample.finishReason.empty())
        attributes.emplace_back("gen_ai.response.finish_reasons",
                                std::vector<std::string>{sample.finishReason});
    if (sample.inputTokens)
        attributes.emplace_back("gen_ai.usage.input_tokens", *sample.inputTokens);
    if (sample.outputTokens)
        attributes.emplace_back("gen_ai.usage.output_tokens", *sample.outputTokens);
    return attributes;
}

// Of the span above the samples, made from their own random ids.
telemetry::SpanId rootOf(const sampling::Reask& again)
{
    std::uint64_t number = 0;
    for (const sampling::Sample& sample : again.samples)
        number ^= static_cast<std::uint64_t>(sample.span) * 0x9e3779b97f4a7c15ULL;
    return static_cast<telemetry::SpanId>(number | 1U);
}

} // namespace

std::string tracesOf(const sampling::Reask& again, const telemetry::Generation& suspect)
{
    if (again.samples.empty())
        return {};
    const std::string input = inputOf(suspect);
    std::vector<otlp::OutgoingSpan> spans(1);
    spans[0].trace = again.trace;
    spans[0].id = rootOf(again);
    spans[0].name = "re-ask";
    spans[0].start = again.time;
    spans[0].end = again.time;
    spans[0].attributes = {{sampling::kSuspectTrace, telemetry::toHex(again.suspect.trace)},
                           {sampling::kSuspectSpan, telemetry::toHex(again.suspect.span)}};
    for (const sampling::Sample& sample : again.samples) {
        otlp::OutgoingSpan span;
        span.trace = again.trace;
        span.id = sample.span;
        span.parent = spans[0].id;
        span.name = "chat " + again.targets[sample.target].model;
        span.kind = telemetry::SpanKind::Client;
        span.start = sample.start;
        span.end = sample.end;
        span.attributes = attributesOf(again, sample, suspect, input);
        if (!sample.error.empty()) {
            span.status = telemetry::StatusCode::Error;
            span.statusMessage = sample.error;
        }
        spans[0].end = std::max(spans[0].end, sample.end);
        spans.push_back(std::move(span));
    }
    const otlp::Attributes resource{
        {"service.name",
         (again.service.empty() ? std::string("unknown") : again.service)
             + std::string(sampling::kServiceSuffix)}};
    return otlp::encodeTraces(resource, "plumbline.reask", spans);
}

telemetry::TimelineEntry entryOf(const sampling::Reask& again)
{
    telemetry::TimelineEntry entry;
    entry.time = again.time;
    entry.kind = sampling::kEntryKind;
    entry.actor = again.actor;
    entry.subject =
        telemetry::toHex(again.suspect.trace) + '/' + telemetry::toHex(again.suspect.span);
    entry.text = telemetry::sanitizedUtf8(sampling::inWords(again));
    entry.payload = sampling::payloadOf(again);
    return entry;
}

} // namespace reask
