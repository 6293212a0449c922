// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/jsonrows.h"

#include "app/commands/jsonvalues.h"
#include "models/health/levels.h"
#include "models/telemetry/person.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

// A time twice: as people and most programs read it, and exact without parsing.
void insertTime(QJsonObject& object, const QString& name,
                const std::optional<telemetry::Timestamp>& time)
{
    object.insert(name,
                  time ? QJsonValue(QString::fromStdString(telemetry::toRfc3339(*time)))
                       : QJsonValue(QJsonValue::Null));
    object.insert(name + u"_ns"_s, time ? nanosIfGiven(*time) : QJsonValue(QJsonValue::Null));
}

QJsonValue spanIdOrNull(telemetry::SpanId id)
{
    return id == telemetry::SpanId::None ? QJsonValue(QJsonValue::Null)
                                         : QJsonValue(QString::fromStdString(telemetry::toHex(id)));
}

QJsonValue traceIdOrNull(const telemetry::TraceId& id)
{
    return id.isValid() ? QJsonValue(QString::fromStdString(telemetry::toHex(id)))
                        : QJsonValue(QJsonValue::Null);
}

QJsonArray texts(const std::vector<std::string>& values)
{
    QJsonArray array;
    for (const std::string& value : values)
        array.append(displayText(value));
    return array;
}

// Arguments and responses are JSON as often as not: shown as JSON where they are, as text
// otherwise.
QJsonValue parsed(const std::string& json)
{
    if (json.empty())
        return QJsonValue::Null;
    // In an array, because a document of its own can be no single text or number.
    const QJsonDocument document =
        QJsonDocument::fromJson('[' + QByteArray::fromStdString(json) + ']');
    return document.array().size() == 1 ? document.array().first() : displayText(json);
}

QJsonObject partJson(const telemetry::Part& part)
{
    using telemetry::PartKind;
    QJsonObject object{{u"type"_s, QString::fromUtf8(telemetry::toString(part.kind))}};
    switch (part.kind) {
    case PartKind::Text:
    case PartKind::Compaction:
        object.insert(u"content"_s, displayText(part.text));
        break;
    case PartKind::Reasoning:
        object.insert(u"content"_s,
                      part.isEncrypted ? QJsonValue(QJsonValue::Null)
                                       : QJsonValue(displayText(part.text)));
        object.insert(u"encrypted"_s, part.isEncrypted);
        break;
    case PartKind::ToolCall:
        object.insert(u"id"_s, textOrNull(part.id));
        object.insert(u"name"_s, textOrNull(part.name));
        object.insert(u"arguments"_s, parsed(part.json));
        break;
    case PartKind::ToolCallResponse:
        object.insert(u"id"_s, textOrNull(part.id));
        object.insert(u"response"_s, part.json.empty() ? textOrNull(part.text) : parsed(part.json));
        break;
    case PartKind::Blob:
    case PartKind::Uri:
    case PartKind::File:
        object.insert(u"id"_s, textOrNull(part.id));
        object.insert(u"mime_type"_s, textOrNull(part.name));
        break;
    case PartKind::Other:
        object.insert(u"type"_s, displayText(part.typeName.empty() ? "other" : part.typeName));
        object.insert(u"value"_s, parsed(part.json));
        break;
    }
    return object;
}

QJsonArray messagesJson(const std::vector<telemetry::Message>& messages)
{
    QJsonArray array;
    for (const telemetry::Message& message : messages) {
        QJsonArray parts;
        for (const telemetry::Part& part : message.parts)
            parts.append(partJson(part));
        QJsonObject object{{u"role"_s, displayText(message.role)}, {u"parts"_s, parts}};
        if (!message.finishReason.empty())
            object.insert(u"finish_reason"_s, displayText(message.finishReason));
        array.append(object);
    }
    return array;
}

QJsonArray documentsJson(const std::vector<telemetry::Document>& documents)
{
    QJsonArray array;
    for (const telemetry::Document& document : documents)
        array.append(QJsonObject{{u"id"_s, textOrNull(document.id)},
                                 {u"title"_s, textOrNull(document.title)},
                                 {u"content"_s, textOrNull(document.content)},
                                 {u"score"_s, numberOrNull(document.score)}});
    return array;
}

} // namespace

QString displayText(const std::string& utf8)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(utf8));
}

QJsonObject toJson(const store::SpanRow& span)
{
    constexpr std::array<const char*, 6> kinds{"unspecified", "internal", "server",
                                               "client",      "producer", "consumer"};
    constexpr std::array<const char*, 3> statuses{"unset", "ok", "error"};
    const auto name = [](const auto& names, auto value) {
        const auto index = static_cast<std::size_t>(value);
        return index < names.size() ? QString::fromUtf8(names[index]) : QString::number(index);
    };
    return {{u"trace_id"_s, traceIdOrNull(span.trace)},
            {u"span_id"_s, spanIdOrNull(span.span)},
            {u"parent_span_id"_s, spanIdOrNull(span.parent)},
            {u"name"_s, displayText(span.name)},
            {u"service"_s, displayText(span.service)},
            {u"kind"_s, name(kinds, span.kind)},
            {u"status"_s, name(statuses, span.status)},
            {u"step"_s, QString::fromUtf8(telemetry::toString(span.step))},
            {u"failed"_s, span.isFailed},
            {u"start_ns"_s, nanosIfGiven(span.start)},
            {u"end_ns"_s, nanosIfGiven(span.end)},
            {u"recorded_ns"_s, nanosIfGiven(span.recorded)}};
}

QJsonObject toJson(const telemetry::Generation& generation)
{
    return {
        {u"trace_id"_s, traceIdOrNull(generation.trace)},
        {u"span_id"_s, spanIdOrNull(generation.span)},
        {u"name"_s, textOrNull(generation.name)},
        {u"service"_s, textOrNull(generation.service)},
        {u"environment"_s, textOrNull(generation.environment)},
        {u"operation"_s, textOrNull(generation.operation)},
        {u"provider"_s, textOrNull(generation.provider)},
        {u"model_requested"_s, textOrNull(generation.modelRequested)},
        {u"model_served"_s, textOrNull(generation.modelServed)},
        {u"version"_s, textOrNull(generation.version)},
        {u"adapter"_s, textOrNull(generation.adapter)},
        {u"prompt_name"_s, textOrNull(generation.promptName)},
        {u"prompt_version"_s, textOrNull(generation.promptVersion)},
        {u"index_version"_s, textOrNull(generation.indexVersion)},
        {u"instrumentation"_s, textOrNull(generation.instrumentation)},
        {u"route"_s, textOrNull(generation.route)},
        {u"session"_s, textOrNull(generation.session)},
        {u"user"_s, textOrNull(generation.user)},
        {u"response_id"_s, textOrNull(generation.responseId)},
        {u"error_type"_s, textOrNull(generation.errorType)},
        {u"error_message"_s, textOrNull(generation.errorMessage)},
        {u"error_kind"_s, textOrNull(generation.errorKind)},
        {u"input_tokens"_s, wholeOrNull(generation.inputTokens)},
        {u"output_tokens"_s, wholeOrNull(generation.outputTokens)},
        {u"reasoning_tokens"_s, wholeOrNull(generation.reasoningTokens)},
        {u"cached_tokens"_s, wholeOrNull(generation.cachedTokens)},
        {u"cache_write_tokens"_s, wholeOrNull(generation.cacheWriteTokens)},
        {u"cost_usd"_s, numberOrNull(generation.cost)},
        {u"first_token_s"_s, numberOrNull(generation.firstTokenSeconds)},
        {u"max_tokens"_s, wholeOrNull(generation.maxTokens)},
        {u"context_window"_s, wholeOrNull(generation.contextWindow)},
        {u"temperature"_s, numberOrNull(generation.temperature)},
        {u"finish_reasons"_s, texts(generation.finishReasons)},
        {u"input_messages"_s, messagesJson(generation.inputMessages)},
        {u"output_messages"_s, messagesJson(generation.outputMessages)},
        {u"documents"_s, documentsJson(generation.documents)},
        {u"tools_offered"_s, texts(generation.toolsOffered)},
        {u"compacted"_s, generation.isCompacted},
        {u"content_state"_s, QString::fromUtf8(telemetry::toString(generation.contentState))},
        {u"input_state"_s, QString::fromUtf8(telemetry::toString(generation.inputSource.state))},
        {u"output_state"_s, QString::fromUtf8(telemetry::toString(generation.outputSource.state))},
        {u"failed"_s, generation.isFailed},
        {u"inferred"_s, generation.isInferred},
        {u"start_ns"_s, nanosIfGiven(generation.start)},
        {u"end_ns"_s, nanosIfGiven(generation.end)},
        {u"dialect"_s, textOrNull(generation.dialect)}};
}

QJsonObject toJson(const telemetry::Step& step, const store::SpanRow& span)
{
    return {{u"trace_id"_s, traceIdOrNull(step.trace)},
            {u"span_id"_s, spanIdOrNull(step.span)},
            {u"kind"_s, QString::fromUtf8(telemetry::toString(step.kind))},
            {u"name"_s, textOrNull(step.name)},
            {u"call_id"_s, textOrNull(step.callId)},
            {u"input"_s, textOrNull(step.input)},
            {u"output"_s, textOrNull(step.output)},
            {u"documents"_s, documentsJson(step.documents)},
            {u"index_version"_s, textOrNull(step.indexVersion)},
            {u"failed"_s, step.isFailed},
            {u"error_type"_s, textOrNull(step.errorType)},
            {u"error_message"_s, textOrNull(step.errorMessage)},
            {u"error_kind"_s, textOrNull(step.errorKind)},
            {u"missing_call_inferred"_s, step.hasMissingCall},
            {u"service"_s, textOrNull(span.service)},
            {u"parent_span_id"_s, spanIdOrNull(span.parent)},
            {u"start_ns"_s, nanosIfGiven(span.start)},
            {u"end_ns"_s, nanosIfGiven(span.end)},
            {u"recorded_ns"_s, nanosIfGiven(span.recorded)}};
}

QJsonObject toJson(const telemetry::Evaluation& evaluation)
{
    QJsonArray findings;
    for (const telemetry::Finding& finding : evaluation.findings)
        findings.append(QJsonObject{{u"start"_s, static_cast<qint64>(finding.start)},
                                    {u"end"_s, static_cast<qint64>(finding.end)},
                                    {u"kind"_s, displayText(finding.kind)},
                                    {u"support"_s, finding.support}});
    return {{u"trace_id"_s, traceIdOrNull(evaluation.trace)},
            {u"span_id"_s, spanIdOrNull(evaluation.span)},
            {u"response_id"_s, textOrNull(evaluation.responseId)},
            {u"check"_s, displayText(evaluation.check)},
            {u"evaluator"_s, textOrNull(telemetry::evaluatorName(evaluation))},
            {u"origin"_s,
             telemetry::isPersons(evaluation)
                 ? u"person"_s
                 : QString::fromUtf8(telemetry::toString(evaluation.origin))},
            {u"state"_s, QString::fromUtf8(telemetry::toString(evaluation.state))},
            {u"value"_s, numberOrNull(evaluation.value)},
            {u"badness"_s, numberOrNull(evaluation.badness)},
            {u"label"_s, textOrNull(evaluation.label)},
            {u"reason"_s, textOrNull(evaluation.reason)},
            {u"findings"_s, findings},
            {u"time_ns"_s, nanosIfGiven(evaluation.time)},
            {u"recorded_ns"_s, nanosIfGiven(evaluation.recorded)}};
}

QJsonObject verdictJson(const telemetry::Evaluation& evaluation)
{
    using telemetry::EvaluationState;
    const QString said = evaluation.state == EvaluationState::Failed ? u"wrong"_s
        : evaluation.state == EvaluationState::Passed                ? u"sound"_s
                                                                     : u"unclear"_s;
    const std::string about = evaluation.label.empty() ? evaluation.reason : evaluation.label;
    QJsonObject payload = toJson(evaluation);
    payload.insert(u"verdict"_s, said);
    return {{u"sequence"_s, QJsonValue()},
            {u"time_ns"_s, nanosIfGiven(evaluation.time)},
            {u"recorded_ns"_s, nanosIfGiven(evaluation.recorded)},
            {u"kind"_s, u"verdict"_s},
            {u"actor"_s, textOrNull(telemetry::evaluatorName(evaluation))},
            {u"subject"_s,
             evaluation.trace.isValid() ? QJsonValue(QString::fromStdString(
                 telemetry::toHex(evaluation.trace) + '/' + telemetry::toHex(evaluation.span)))
                                        : QJsonValue()},
            {u"text"_s,
             said + u", "_s + displayText(evaluation.check)
                 + (about.empty() ? QString() : u": "_s + displayText(about))},
            {u"payload"_s, payload},
            {u"previous_hash"_s, QJsonValue()},
            {u"hash"_s, QJsonValue()}};
}

QJsonObject toJson(const store::SuspectRow& suspect, telemetry::Timestamp start)
{
    return {{u"trace_id"_s, traceIdOrNull(suspect.suspicion.trace)},
            {u"span_id"_s, spanIdOrNull(suspect.suspicion.span)},
            {u"service"_s, textOrNull(suspect.service)},
            {u"operation"_s, textOrNull(suspect.operation)},
            {u"model_served"_s, textOrNull(suspect.model)},
            {u"probability"_s, suspect.suspicion.probability},
            {u"reasons"_s, textOrNull(suspect.suspicion.reasons)},
            {u"excerpt"_s, textOrNull(suspect.excerpt)},
            {u"content_state"_s, QString::fromUtf8(telemetry::toString(suspect.contentState))},
            {u"verdict"_s, textOrNull(suspect.verdict)},
            {u"start_ns"_s, nanosIfGiven(start)},
            {u"time_ns"_s, nanosIfGiven(suspect.suspicion.time)}};
}

namespace {

QJsonValue intervalOrNull(const std::optional<double>& low, const std::optional<double>& high)
{
    return low && high ? QJsonValue(QJsonArray{*low, *high}) : QJsonValue();
}

// Null where nothing is counted: of how answers are, which rollups do not hold.
QJsonValue latestJson(const telemetry::AlarmTransition& alarm, const AlarmAround& around)
{
    if (around.latest.count == 0 || alarm.measure == telemetry::AlarmMeasure::MovedShare)
        return {};
    health::Share share;
    share.count = around.latest.count;
    share.failed = around.latest.failed;
    share.sum = around.latest.sum;
    share.squares = around.latest.sumSquares;
    const health::Interval interval = share.interval(alarm.measure, 0);
    return QJsonObject{{u"rate"_s, share.rate(alarm.measure)},
                       {u"n"_s, static_cast<qint64>(share.count)},
                       {u"interval"_s, QJsonArray{interval.low, interval.high}},
                       {u"from_ns"_s, nanosIfGiven(around.range.start)},
                       {u"to_ns"_s, nanosIfGiven(around.range.end)}};
}

} // namespace

QJsonObject toJson(const telemetry::AlarmTransition& alarm, const AlarmAround& around)
{
    const bool hasOnset = alarm.onsetLow && alarm.onsetHigh;
    return {{u"alarm"_s, displayText(alarm.alarm)},
            {u"state"_s, QString::fromUtf8(telemetry::toString(alarm.state))},
            {u"service"_s, textOrNull(alarm.service)},
            {u"operation"_s, textOrNull(alarm.operation.value_or(std::string()))},
            {u"check"_s, textOrNull(alarm.check)},
            {u"model"_s, textOrNull(alarm.model)},
            {u"severity"_s, alarm.severity},
            {u"sentence"_s, displayText(alarm.sentence)},
            {u"raised_sentence"_s, textOrNull(around.sentence)},
            {u"measure"_s, QString::fromUtf8(telemetry::toString(alarm.measure))},
            {u"rate_before"_s, alarm.rateBefore},
            {u"rate_before_count"_s, wholeOrNull(alarm.failedBefore)},
            {u"rate_before_n"_s, wholeOrNull(alarm.observationsBefore)},
            {u"rate_now"_s, alarm.rateNow},
            {u"rate_now_interval"_s, intervalOrNull(alarm.rateNowLow, alarm.rateNowHigh)},
            {u"rate_latest"_s, latestJson(alarm, around)},
            {u"mean_before"_s, numberOrNull(alarm.meanBefore)},
            {u"mean_now"_s, numberOrNull(alarm.meanNow)},
            {u"observations"_s, static_cast<qint64>(alarm.observations)},
            {u"evidence"_s, alarm.evidence},
            {u"onset_ns"_s, nanosIfGiven(alarm.onset)},
            {u"onset_interval"_s,
             hasOnset ? QJsonValue(
                 QJsonArray{nanosIfGiven(*alarm.onsetLow), nanosIfGiven(*alarm.onsetHigh)})
                      : QJsonValue()},
            {u"time_ns"_s, nanosIfGiven(alarm.time)},
            {u"recorded_ns"_s, nanosIfGiven(alarm.recorded)},
            {u"raised_ns"_s, nanosIfGiven(around.raised)},
            {u"actor"_s, textOrNull(alarm.actor)},
            {u"incident"_s, textOrNull(alarm.incident)},
            {u"cause"_s, textOrNull(alarm.cause)}};
}

QJsonObject toJson(const health::Incident& incident)
{
    QJsonArray alarms;
    for (const telemetry::AlarmTransition& alarm : incident.alarms)
        alarms.append(QJsonObject{{u"alarm"_s, displayText(alarm.alarm)},
                                  {u"state"_s, QString::fromUtf8(telemetry::toString(alarm.state))},
                                  {u"service"_s, textOrNull(alarm.service)},
                                  {u"check"_s, textOrNull(alarm.check)},
                                  {u"onset_ns"_s, nanosIfGiven(alarm.onset)}});
    return {{u"incident"_s, displayText(incident.id)},
            {u"open"_s, static_cast<qint64>(incident.open)},
            {u"severity"_s, incident.severity},
            {u"onset_ns"_s, nanosIfGiven(incident.onset)},
            {u"services"_s, texts(incident.services)},
            {u"sentence"_s, displayText(incident.sentence)},
            {u"root"_s, displayText(incident.alarms.front().alarm)},
            {u"root_is_guess"_s, incident.alarms.size() > 1},
            {u"alarms"_s, alarms}};
}

QJsonObject toJson(const telemetry::TimelineEntry& entry)
{
    return {{u"sequence"_s, static_cast<qint64>(entry.sequence)},
            {u"time_ns"_s, nanosIfGiven(entry.time)},
            {u"recorded_ns"_s, nanosIfGiven(entry.recorded)},
            {u"kind"_s, displayText(entry.kind)},
            {u"actor"_s, textOrNull(entry.actor)},
            {u"subject"_s, textOrNull(entry.subject)},
            {u"text"_s, displayText(entry.text)},
            {u"payload"_s, parsed(entry.payload)},
            {u"beside_recording"_s, entry.sequence < 0}, // then in no chain
            {u"previous_hash"_s, displayText(entry.previousHash)},
            {u"hash"_s, displayText(entry.hash)}};
}

QJsonObject toJson(const telemetry::SignalKey& key, const store::SeriesPoint& point)
{
    const auto& sum = point.sum;
    const QJsonValue mean = sum.count > 0 ? QJsonValue(sum.sum / static_cast<double>(sum.count))
                                          : QJsonValue(QJsonValue::Null);
    const QJsonValue level = sum.level() ? QJsonValue(*sum.level()) : QJsonValue();
    return {{u"service"_s, textOrNull(key.service)},
            {u"operation"_s, textOrNull(key.operation)},
            {u"model"_s, textOrNull(key.model)},
            {u"version"_s, textOrNull(key.version)},
            {u"adapter"_s, textOrNull(key.adapter)},
            {u"prompt_version"_s, textOrNull(key.promptVersion)},
            {u"route"_s, textOrNull(key.route)},
            {u"check"_s, displayText(key.check)},
            {u"bucket_ns"_s, nanosIfGiven(point.start)},
            {u"count"_s, static_cast<qint64>(sum.count)},
            {u"failed"_s, static_cast<qint64>(sum.failed)},
            {u"unknown"_s, static_cast<qint64>(sum.unknown)},
            {u"mean"_s, mean},
            {u"level"_s, level},
            {u"level_n"_s,
             sum.levelCount > 0 ? QJsonValue(static_cast<qint64>(sum.levelCount))
                                : QJsonValue(QJsonValue::Null)}};
}

QJsonObject toJson(const store::RecordingInfo& info)
{
    QJsonArray gaps;
    for (const store::Gap& gap : info.gaps)
        gaps.append(QJsonObject{{u"source"_s, displayText(gap.source)},
                                {u"start_ns"_s, nanosIfGiven(gap.range.start)},
                                {u"end_ns"_s, nanosIfGiven(gap.range.end)},
                                {u"reason"_s, displayText(gap.reason)},
                                {u"service"_s, displayText(gap.service)}});
    QJsonObject reasons;
    for (const auto& [reason, count] : info.rejectedReasons)
        reasons.insert(displayText(reason), static_cast<qint64>(count));
    QJsonArray redactions;
    for (const telemetry::Redaction& redaction : info.redactions)
        redactions.append(QJsonObject{{u"rule"_s, displayText(redaction.rule)},
                                      {u"service"_s, displayText(redaction.service)},
                                      {u"count"_s, static_cast<qint64>(redaction.count)}});
    QJsonObject object{
        {u"schema"_s, info.schema},
        {u"spans"_s, static_cast<qint64>(info.spans)},
        {u"generations"_s, static_cast<qint64>(info.generations)},
        {u"evaluations"_s, static_cast<qint64>(info.evaluations)},
        {u"evaluations_by_origin"_s,
         QJsonObject{{u"telemetry"_s, static_cast<qint64>(info.evaluations)},
                     {u"validator"_s, static_cast<qint64>(info.validatorEvaluations)}}},
        {u"metrics_points"_s, static_cast<qint64>(info.metricPoints)},
        {u"logs"_s, static_cast<qint64>(info.logs)},
        {u"rejected"_s, static_cast<qint64>(info.rejected)},
        {u"rejected_reasons"_s, reasons},
        {u"redacted"_s, static_cast<qint64>(info.redacted)},
        {u"redactions"_s, redactions},
        {u"duplicates"_s, static_cast<qint64>(info.duplicates)},
        {u"merged"_s, static_cast<qint64>(info.merged)},
        {u"unwatched_signals"_s, static_cast<qint64>(info.unwatched)},
        {u"services"_s, texts(info.services)},
        {u"models"_s, texts(info.models)},
        {u"gaps"_s, gaps},
        {u"bytes"_s, static_cast<qint64>(info.bytes)}};
    QJsonObject removed;
    for (const auto& [what, count] : info.removed)
        removed.insert(displayText(what), static_cast<qint64>(count));
    object.insert(u"removed"_s, removed);
    insertTime(object, u"kept_from"_s, info.keptFrom);
    insertTime(object, u"first"_s, info.first);
    insertTime(object, u"last"_s, info.last);
    insertTime(object, u"recorded_first"_s, info.recordedFirst);
    insertTime(object, u"recorded_last"_s, info.recordedLast);
    return object;
}

} // namespace commands
