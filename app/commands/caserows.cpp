// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/caserows.h"

#include "app/commands/jsonrows.h"
#include "models/dialect/interpreter.h"
#include "models/health/subjects.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>
#include <QString>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

constexpr const char* kExpected = "expected:";
constexpr double kIsWrong = 0.5; // badness from which on a result says that it is wrong

QJsonValue textOrNull(const std::string& text)
{
    return text.empty() ? QJsonValue() : QJsonValue(displayText(text));
}
QJsonValue textOrNull(const std::optional<std::string>& text)
{
    return text ? QJsonValue(displayText(*text)) : QJsonValue();
}
template<class T>
QJsonValue numberOrNull(const std::optional<T>& number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}
QJsonValue countOrNull(const std::optional<std::int64_t>& number)
{
    return number ? QJsonValue(qint64{*number}) : QJsonValue();
}

std::string textOf(const telemetry::Message& message)
{
    std::string text;
    for (const telemetry::Part& part : message.parts) {
        const std::string& said = part.text.empty() ? part.json : part.text;
        if (!said.empty())
            text += (text.empty() ? "" : "\n") + said;
    }
    return text;
}

QJsonArray messagesOf(const telemetry::Generation& answer)
{
    QJsonArray messages;
    for (const telemetry::Message& message : answer.inputMessages)
        messages.append(QJsonObject{{u"role"_s, displayText(message.role)},
                                    {u"content"_s, displayText(textOf(message))}});
    return messages;
}

bool isAgainst(const telemetry::Evaluation& evaluation)
{
    return evaluation.state == telemetry::EvaluationState::Failed
        || evaluation.badness.value_or(0) >= kIsWrong;
}

QJsonArray wrongOf(const IncidentCase& one)
{
    QJsonArray wrong;
    for (const telemetry::Evaluation& evaluation : one.evaluations) {
        if (isAgainst(evaluation))
            wrong.append(QJsonObject{{u"check"_s, displayText(evaluation.check)},
                                     {u"reason"_s, textOrNull(evaluation.reason)},
                                     {u"badness"_s, numberOrNull(evaluation.badness)},
                                     {u"evaluator"_s, textOrNull(evaluation.evaluator)}});
    }
    return wrong;
}

// Findings with the words that they are on, most telling first as they came.
QJsonArray findingsOf(const IncidentCase& one, const std::optional<std::string>& output)
{
    QJsonArray findings;
    const QList<uint> text = QString::fromStdString(output.value_or("")).toUcs4();
    for (const telemetry::Evaluation& evaluation : one.evaluations) {
        for (const telemetry::Finding& finding : evaluation.findings) {
            if (finding.start < 0 || finding.end <= finding.start || finding.end > text.size())
                continue;
            const auto* const first = reinterpret_cast<const char32_t*>(text.constData());
            findings.append(QJsonObject{
                {u"start"_s, qint64{finding.start}},
                {u"end"_s, qint64{finding.end}},
                {u"kind"_s, displayText(finding.kind)},
                {u"text"_s, QString::fromUcs4(first + finding.start, finding.end - finding.start)},
                {u"support"_s, finding.support}});
        }
    }
    return findings;
}

QString idOf(const IncidentCase& one)
{
    return displayText((one.incident.empty() ? "" : one.incident + "/")
                       + telemetry::toHex(one.answer.trace) + "/"
                       + telemetry::toHex(one.answer.span));
}

QJsonValue verdictOf(const IncidentCase& one)
{
    return one.verdict.standing == suspects::Standing::None
        ? QJsonValue()
        : QJsonValue(QString::fromLatin1(suspects::toString(one.verdict.standing)));
}

QJsonObject plainRow(const IncidentCase& one)
{
    const telemetry::Generation& answer = one.answer;
    const health::Subject subject = health::subjectOf(answer);
    QJsonArray by;
    QJsonArray notes;
    for (const suspects::Said& said : one.verdict.said) {
        by.append(displayText(said.who));
        if (!said.note.empty())
            notes.append(displayText(said.note));
    }
    return {{u"id"_s, idOf(one)},
            {u"task"_s, textOrNull(subject.task)},
            {u"context"_s, textOrNull(subject.context)},
            {u"prompt"_s, textOrNull(subject.prompt)},
            {u"output"_s, textOrNull(subject.output)},
            {u"input_messages"_s, messagesOf(answer)},
            {u"suspicion"_s, numberOrNull(one.suspicion)},
            {u"reasons"_s, textOrNull(one.reasons)},
            {u"wrong"_s, wrongOf(one)},
            {u"findings"_s, findingsOf(one, subject.output)},
            {u"verdict"_s, verdictOf(one)},
            {u"verdict_by"_s, by},
            {u"notes"_s, notes},
            {u"expected"_s, textOrNull(one.expected)},
            {u"trace_id"_s, QString::fromStdString(telemetry::toHex(answer.trace))},
            {u"span_id"_s, QString::fromStdString(telemetry::toHex(answer.span))},
            {u"time"_s, QString::fromStdString(telemetry::toRfc3339(answer.start))},
            {u"service"_s, textOrNull(answer.service)},
            {u"version"_s, textOrNull(answer.version)},
            {u"prompt_version"_s, textOrNull(answer.promptVersion)},
            {u"model_requested"_s, textOrNull(answer.modelRequested)},
            {u"model_served"_s, textOrNull(answer.modelServed)},
            {u"finish_reason"_s, textOrNull(subject.finishReason)},
            {u"input_tokens"_s, countOrNull(answer.inputTokens)},
            {u"output_tokens"_s, countOrNull(answer.outputTokens)},
            {u"max_tokens"_s, countOrNull(answer.maxTokens)},
            {u"context_window"_s, countOrNull(answer.contextWindow)}};
}

QJsonObject metadataOf(QJsonObject plain)
{
    for (const auto& name : {"context"_L1, "prompt"_L1, "input_messages"_L1, "expected"_L1})
        plain.remove(name);
    return plain;
}

// A sample of OpenAI's evals: `ideal` only where somebody said what it is.
QJsonObject evalsRow(const QJsonObject& plain)
{
    QJsonObject row{{u"input"_s, plain[u"input_messages"_s]}, {u"metadata"_s, metadataOf(plain)}};
    if (!plain[u"expected"_s].isNull())
        row[u"ideal"_s] = plain[u"expected"_s];
    return row;
}

// A test of promptfoo. Where nobody said what the answer should be, it must at least not be wrong
// in the same words again.
QJsonObject promptfooRow(const QJsonObject& plain)
{
    QJsonArray assertions;
    if (!plain[u"expected"_s].isNull()) {
        assertions.append(
            QJsonObject{{u"type"_s, u"factuality"_s}, {u"value"_s, plain[u"expected"_s]}});
    } else {
        for (const QJsonValue& finding : plain[u"findings"_s].toArray())
            assertions.append(
                QJsonObject{{u"type"_s, u"not-contains"_s}, {u"value"_s, finding[u"text"_s]}});
        if (assertions.isEmpty() && !plain[u"output"_s].isNull())
            assertions.append(
                QJsonObject{{u"type"_s, u"not-equals"_s}, {u"value"_s, plain[u"output"_s]}});
    }
    return {{u"description"_s, plain[u"id"_s]},
            {u"vars"_s,
             QJsonObject{{u"prompt"_s, plain[u"prompt"_s]},
                         {u"context"_s, plain[u"context"_s]},
                         {u"messages"_s, plain[u"input_messages"_s]}}},
            {u"assert"_s, assertions},
            {u"metadata"_s, metadataOf(plain)}};
}

} // namespace

std::optional<CaseFormat> caseFormatFrom(const std::string& word)
{
    if (word == "plain")
        return CaseFormat::Plain;
    if (word == "openai-evals")
        return CaseFormat::OpenAiEvals;
    if (word == "promptfoo")
        return CaseFormat::Promptfoo;
    return std::nullopt;
}

std::optional<std::string> expectedIn(const std::string& note)
{
    const std::string lower = QString::fromStdString(note).toLower().toStdString();
    std::size_t at = 0;
    while ((at = lower.find(kExpected, at)) != std::string::npos) {
        if (lower.size() == note.size() && (at == 0 || note[at - 1] == '\n'))
            break;
        ++at;
    }
    if (at == std::string::npos)
        return std::nullopt;
    const std::size_t first = note.find_first_not_of(" \t\r\n", at + std::string(kExpected).size());
    if (first == std::string::npos)
        return std::nullopt;
    return note.substr(first, note.find_last_not_of(" \t\r\n") - first + 1);
}

void redactCase(IncidentCase& one, const redact::Redactor& redactor)
{
    using dialect::Field;
    std::vector<telemetry::Redaction> taken;
    const std::string service = one.answer.service;
    const auto text = [&](std::string& value) { redactor.redact(value, service, taken); };
    const auto& dialects = dialect::Interpreter::builtIn();
    const auto messages = [&](std::vector<telemetry::Message>& list, Field field) {
        const auto marker = redactor.markerOf(dialects.attributesOf({field}));
        for (telemetry::Message& message : list) {
            for (telemetry::Part& part : message.parts) {
                for (std::string* said : {&part.text, &part.json}) {
                    if (marker && !said->empty())
                        *said = *marker;
                }
                text(part.text);
                text(part.json);
            }
        }
    };
    const auto before = health::subjectOf(one.answer).output;
    messages(one.answer.inputMessages, Field::InputMessages);
    messages(one.answer.outputMessages, Field::OutputMessages);
    for (telemetry::Document& document : one.answer.documents)
        text(document.content);
    const bool isOutputChanged = health::subjectOf(one.answer).output != before;
    text(one.reasons);
    for (telemetry::Evaluation& evaluation : one.evaluations) {
        text(evaluation.reason);
        text(evaluation.label);
        if (isOutputChanged)
            evaluation.findings.clear();
    }
    for (suspects::Said& said : one.verdict.said) {
        text(said.note);
        text(said.who);
    }
    if (one.expected)
        text(*one.expected);
    for (std::string* name : {&one.answer.service, &one.answer.version, &one.answer.promptVersion,
                              &one.answer.modelRequested, &one.answer.modelServed})
        text(*name);
}

QJsonObject caseRow(const IncidentCase& one, CaseFormat format)
{
    const QJsonObject plain = plainRow(one);
    switch (format) {
    case CaseFormat::Plain:
        break;
    case CaseFormat::OpenAiEvals:
        return evalsRow(plain);
    case CaseFormat::Promptfoo:
        return promptfooRow(plain);
    }
    return plain;
}

} // namespace commands
