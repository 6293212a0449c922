// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/caseformats.h"

#include "models/practice/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr std::array<std::pair<const char*, CaseFormat>, 3> kFormats{
    {{"plain", CaseFormat::Plain},
     {"openai-evals", CaseFormat::OpenAiEvals},
     {"promptfoo", CaseFormat::Promptfoo}}};

QJsonValue orNull(const std::string& utf8)
{
    return utf8.empty() ? QJsonValue() : QJsonValue(text(utf8));
}

QJsonValue orNull(const std::optional<std::string>& utf8)
{
    return utf8 ? QJsonValue(text(*utf8)) : QJsonValue();
}

QJsonValue orNull(const std::optional<std::int64_t>& number)
{
    return number ? QJsonValue(static_cast<qint64>(*number)) : QJsonValue();
}

std::string contentOf(const telemetry::Message& message)
{
    std::string content;
    for (const telemetry::Part& part : message.parts) {
        const std::string& said = part.text.empty() ? part.json : part.text;
        if (part.kind != telemetry::PartKind::Reasoning && !said.empty())
            content += (content.empty() ? "" : "\n") + said;
    }
    return content;
}

QJsonArray arrayOf(const std::vector<std::string>& all)
{
    QJsonArray array;
    for (const std::string& each : all)
        array.append(text(each));
    return array;
}

QJsonArray messagesOf(const EvaluationCase& each)
{
    QJsonArray messages;
    for (const telemetry::Message& message : each.generation.inputMessages)
        messages.append(
            QJsonObject{{u"role"_s, text(message.role)}, {u"content"_s, text(contentOf(message))}});
    return messages;
}

// What of the output stands between two code points.
QString stretchOf(const QList<uint>& output, std::int64_t start, std::int64_t end)
{
    const qint64 from = std::clamp<qint64>(start, 0, output.size());
    const qint64 to = std::clamp<qint64>(end, from, output.size());
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(output.constData() + from),
                             to - from);
}

QJsonObject wrongOf(const EvaluationCase& each)
{
    QJsonArray findings;
    const QList<uint> output = text(each.output).toUcs4();
    for (const telemetry::Evaluation& evaluation : each.findings) {
        QJsonArray spans;
        for (const telemetry::Finding& finding : evaluation.findings) {
            if (finding.end > finding.start)
                spans.append(
                    QJsonObject{{u"start"_s, static_cast<qint64>(finding.start)},
                                {u"end"_s, static_cast<qint64>(finding.end)},
                                {u"kind"_s, text(finding.kind)},
                                {u"text"_s, stretchOf(output, finding.start, finding.end)}});
        }
        findings.append(QJsonObject{
            {u"check"_s, text(evaluation.check)},
            {u"evaluator"_s, orNull(evaluation.evaluator)},
            {u"value"_s, evaluation.value ? QJsonValue(*evaluation.value) : QJsonValue()},
            {u"reason"_s, orNull(evaluation.reason)},
            {u"spans"_s, spans}});
    }
    QJsonArray claims;
    for (const BadClaim& claim : each.claims)
        claims.append(QJsonObject{{u"text"_s, text(claim.text)},
                                  {u"support"_s, text(claim.support)},
                                  {u"reason"_s, orNull(claim.reason)}});
    QJsonArray said;
    for (const suspects::Said& one : each.verdict.said)
        said.append(QJsonObject{{u"who"_s, orNull(one.who)},
                                {u"opinion"_s, QLatin1String(suspects::toString(one.opinion))},
                                {u"note"_s, orNull(one.note)}});
    return {{u"verdict"_s, QLatin1String(suspects::toString(each.verdict.standing))},
            {u"said"_s, said},
            {u"suspicion"_s, each.suspicion},
            {u"reasons"_s, orNull(each.reasons)},
            {u"findings"_s, findings},
            {u"claims"_s, claims}};
}

QJsonObject sourceOf(const EvaluationCase& each)
{
    const telemetry::Generation& generation = each.generation;
    return {{u"incident"_s, orNull(each.incident)},
            {u"trace"_s, text(telemetry::toHex(generation.trace))},
            {u"span"_s, text(telemetry::toHex(generation.span))},
            {u"time_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(generation.start))}};
}

QString idOf(const EvaluationCase& each)
{
    return text(telemetry::toHex(each.generation.trace) + "-"
                + telemetry::toHex(each.generation.span));
}

// What served it, and where it comes from.
QJsonObject metadataOf(const EvaluationCase& each)
{
    const telemetry::Generation& generation = each.generation;
    return {{u"id"_s, idOf(each)},
            {u"service"_s, orNull(generation.service)},
            {u"version"_s, orNull(generation.version)},
            {u"model"_s,
             orNull(generation.modelServed.empty() ? generation.modelRequested
                                                   : generation.modelServed)},
            {u"prompt_version"_s, orNull(generation.promptVersion)},
            {u"adapter"_s, orNull(generation.adapter)},
            {u"index_version"_s, orNull(generation.indexVersion)},
            {u"wrong_output"_s, text(each.output)},
            {u"wrong"_s, wrongOf(each)},
            {u"source"_s, sourceOf(each)}};
}

QJsonObject plain(const EvaluationCase& each)
{
    QJsonObject json = metadataOf(each);
    json.remove(u"wrong_output"_s);
    const telemetry::Generation& generation = each.generation;
    const QJsonObject more{
        {u"task"_s, orNull(each.task)},
        {u"context"_s, orNull(each.context)},
        {u"prompt"_s, orNull(each.prompt)},
        {u"instructions"_s, orNull(each.instructions)},
        {u"messages"_s, messagesOf(each)},
        {u"n_messages"_s, static_cast<qint64>(each.generation.inputMessages.size())},
        {u"tools"_s, arrayOf(each.tools)},
        {u"tool_results"_s, arrayOf(each.toolResults)},
        {u"output"_s, text(each.output)},
        {u"expected"_s, orNull(each.expected)},
        {u"model_requested"_s, orNull(generation.modelRequested)},
        {u"model_served"_s, orNull(generation.modelServed)},
        {u"finish_reason"_s,
         orNull(generation.finishReasons.empty() ? std::string()
                                                 : generation.finishReasons.front())},
        {u"input_tokens"_s, orNull(generation.inputTokens)},
        {u"output_tokens"_s, orNull(generation.outputTokens)},
        {u"max_tokens"_s, orNull(generation.maxTokens)}};
    for (auto it = more.begin(); it != more.end(); ++it)
        json[it.key()] = it.value();
    return json;
}

QJsonObject openAi(const EvaluationCase& each)
{
    QJsonArray input = messagesOf(each);
    if (input.isEmpty() && each.prompt)
        input.append(QJsonObject{{u"role"_s, u"user"_s}, {u"content"_s, text(*each.prompt)}});
    QJsonObject json{{u"input"_s, input}, {u"metadata"_s, metadataOf(each)}};
    if (each.expected)
        json[u"ideal"_s] = text(*each.expected);
    return json;
}

QJsonObject promptfoo(const EvaluationCase& each)
{
    QJsonArray asserts{QJsonObject{{u"type"_s, u"not-equals"_s}, {u"value"_s, text(each.output)}}};
    if (each.expected)
        asserts.append(QJsonObject{
            {u"type"_s, u"similar"_s}, {u"value"_s, text(*each.expected)}, {u"threshold"_s, 0.8}});
    QJsonObject vars{{u"messages"_s, messagesOf(each)}};
    for (const auto& [name, value] :
         {std::pair{u"context"_s, &each.context}, std::pair{u"prompt"_s, &each.prompt},
          std::pair{u"instructions"_s, &each.instructions}}) {
        if (*value)
            vars[name] = text(**value);
    }
    return {{u"description"_s,
             (each.incident.empty() ? QString() : text(each.incident) + u' ') + idOf(each)},
            {u"vars"_s, vars},
            {u"assert"_s, asserts},
            {u"metadata"_s, metadataOf(each)}};
}

} // namespace

std::optional<CaseFormat> caseFormatFrom(const std::string& word)
{
    for (const auto& [name, format] : kFormats) {
        if (word == name)
            return format;
    }
    return std::nullopt;
}

std::string caseLine(const EvaluationCase& each, CaseFormat format)
{
    QJsonObject json;
    switch (format) {
    case CaseFormat::Plain:
        json = plain(each);
        break;
    case CaseFormat::OpenAiEvals:
        json = openAi(each);
        break;
    case CaseFormat::Promptfoo:
        json = promptfoo(each);
        break;
    }
    return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace practice
