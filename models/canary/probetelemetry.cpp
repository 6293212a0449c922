// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/canary/probetelemetry.h"

#include "models/otlp/encode.h"
#include "models/telemetry/askedagain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstring>
#include <random>
#include <utility>

using namespace Qt::StringLiterals;

namespace canary {

namespace {

std::uint64_t randomNumber()
{
    static thread_local std::mt19937_64 generator{(std::uint64_t{std::random_device{}()} << 32U)
                                                  ^ std::random_device{}()};
    return generator();
}

QJsonObject telemetryMessage(const QString& role, const std::string& text,
                             const std::string& finish = {})
{
    QJsonObject object{{u"role"_s, role},
                       {u"parts"_s,
                        QJsonArray{QJsonObject{{u"type"_s, u"text"_s},
                                               {u"content"_s, QString::fromStdString(text)}}}}};
    if (!finish.empty())
        object[u"finish_reason"_s] = QString::fromStdString(finish);
    return object;
}

QJsonObject answerOf(const ProbeReply& reply)
{
    QJsonObject answer = telemetryMessage(u"assistant"_s, reply.output, reply.finishReason);
    QJsonArray parts = reply.output.empty() ? QJsonArray() : answer[u"parts"_s].toArray();
    if (!reply.refusal.empty())
        parts.append(QJsonObject{{u"type"_s, u"refusal"_s},
                                 {u"content"_s, QString::fromStdString(reply.refusal)}});
    for (const std::string& call : reply.toolCalls)
        parts.append(
            QJsonObject{{u"type"_s, u"tool_call"_s}, {u"name"_s, QString::fromStdString(call)}});
    answer[u"parts"_s] = parts;
    return answer;
}

std::string compact(const QJsonArray& array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

otlp::Attributes attributesOf(const ProbeSet& set, const ProbeOutcome& outcome)
{
    const Probe& probe = *outcome.probe;
    const ProbeReply& reply = outcome.reply;
    QJsonArray input;
    if (!probe.system.empty())
        input.append(telemetryMessage(u"system"_s, probe.system));
    if (!probe.context.empty())
        input.append(telemetryMessage(u"system"_s, probe.context));
    input.append(telemetryMessage(u"user"_s, probe.prompt));
    otlp::Attributes attributes{{"gen_ai.operation.name", std::string("chat")},
                                {"gen_ai.request.model", set.model},
                                {"gen_ai.input.messages", compact(input)},
                                {"plumbline.canary.set", set.name},
                                {"plumbline.canary.probe", probe.id}};
    if (!set.provider.empty())
        attributes.emplace_back("gen_ai.provider.name", set.provider);
    if (const auto most = set.maxTokens ? set.maxTokens : set.maxCompletionTokens)
        attributes.emplace_back("gen_ai.request.max_tokens", std::int64_t{*most});
    if (set.temperature)
        attributes.emplace_back("gen_ai.request.temperature", *set.temperature);
    if (!reply.error.empty()) {
        attributes.emplace_back("error.type", std::string("probe_unanswered"));
        return attributes;
    }
    attributes.emplace_back("gen_ai.output.messages", compact({answerOf(reply)}));
    if (!reply.model.empty())
        attributes.emplace_back("gen_ai.response.model", reply.model);
    if (!reply.finishReason.empty())
        attributes.emplace_back("gen_ai.response.finish_reasons",
                                std::vector<std::string>{reply.finishReason});
    if (reply.inputTokens)
        attributes.emplace_back("gen_ai.usage.input_tokens", *reply.inputTokens);
    if (reply.outputTokens)
        attributes.emplace_back("gen_ai.usage.output_tokens", *reply.outputTokens);
    return attributes;
}

otlp::OutgoingSpan spanOf(const ProbeSet& set, const ProbeOutcome& outcome)
{
    otlp::OutgoingSpan span;
    for (std::size_t half = 0; half < 2; ++half) {
        const std::uint64_t number = randomNumber() | 1U;
        std::memcpy(span.trace.bytes.data() + half * sizeof number, &number, sizeof number);
    }
    span.id = static_cast<telemetry::SpanId>(randomNumber() | 1U);
    span.name = "probe " + outcome.probe->id;
    span.kind = telemetry::SpanKind::Client;
    span.start = outcome.start;
    span.end = outcome.end;
    span.attributes = attributesOf(set, outcome);
    if (!outcome.reply.error.empty()) {
        span.status = telemetry::StatusCode::Error;
        span.statusMessage = outcome.reply.error;
    }
    return span;
}

otlp::OutgoingLog evaluationOf(const ProbeSet& set, const ProbeOutcome& outcome,
                               const otlp::OutgoingSpan& span)
{
    otlp::OutgoingLog log;
    log.trace = span.trace;
    log.span = span.id;
    log.time = outcome.end;
    log.eventName = "gen_ai.evaluation.result";
    log.attributes = {{"gen_ai.evaluation.name", std::string(kProbeCheck)},
                      {"gen_ai.evaluation.evaluator.name", "canary " + set.name}};
    const ProbeScore& score = outcome.score;
    if (score.result != ProbeScore::Result::Unknown) {
        const bool isPassed = score.result == ProbeScore::Result::Passed;
        log.attributes.emplace_back("gen_ai.evaluation.score.value", isPassed ? 1.0 : 0.0);
        log.attributes.emplace_back("gen_ai.evaluation.score.label",
                                    std::string(isPassed ? "pass" : "fail"));
    }
    log.attributes.emplace_back("gen_ai.evaluation.explanation",
                                "Probe " + outcome.probe->id + ". " + score.reason);
    return log;
}

} // namespace

std::string canaryService(const ProbeSet& set)
{
    return set.service + std::string(telemetry::kCanarySuffix);
}

ProbeTelemetry telemetryOf(const ProbeSet& set, const std::vector<ProbeOutcome>& outcomes)
{
    std::vector<otlp::OutgoingSpan> spans;
    std::vector<otlp::OutgoingLog> logs;
    for (const ProbeOutcome& outcome : outcomes) {
        spans.push_back(spanOf(set, outcome));
        if (outcome.reply.error.empty())
            logs.push_back(evaluationOf(set, outcome, spans.back()));
    }
    const otlp::Attributes resource{{"service.name", canaryService(set)}};
    ProbeTelemetry telemetry;
    telemetry.traces = otlp::encodeTraces(resource, "plumbline.canary", spans);
    if (!logs.empty())
        telemetry.logs = otlp::encodeLogs(resource, "plumbline.canary", logs);
    return telemetry;
}

} // namespace canary
