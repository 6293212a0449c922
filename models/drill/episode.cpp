// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"

#include "models/otlp/jsontext.h"

#include <algorithm>
#include <cmath>

namespace drill {

namespace {

constexpr double kCharactersPerToken = 4.2; // English prose with a little code
constexpr double kJudgedShare = 0.2;
constexpr double kJudgeErrors = 0.01;
constexpr double kJudgeFalseAlarms = 0.03;
constexpr double kJudgeMisses = 0.15;
constexpr double kPassMark = 0.6;
constexpr double kClientTimeout = 8000; // milliseconds

std::string explanation(Random& random, bool isPassed, const std::string& invented)
{
    static const std::vector<std::string> good{
        "Every statement can be traced to the passages.", "The answer restates the retrieved text.",
        "All figures and names appear in the context.", "No claim goes beyond the material given."};
    static const std::vector<std::string> doubtful{
        "Part of the answer is phrased more strongly than the passages.",
        "One sentence could not be matched to a passage."};
    if (isPassed)
        return random.pick(good);
    if (invented.empty())
        return random.pick(doubtful);
    return random.chance(0.5)
        ? "The answer uses " + invented + ", which the reference does not define."
        : "I could not find " + invented + " anywhere in the retrieved documentation.";
}

telemetry::Duration inferenceTime(Random& random, const Inference& inference, double load)
{
    const double queueing = 120 * load * load;
    const double reading = 0.06 * static_cast<double>(inference.inputTokens);
    const double writing = 9.5 * static_cast<double>(inference.outputTokens) * std::max(0.6, load);
    return milliseconds((queueing + reading + writing) * std::exp(0.22 * random.normal()));
}

} // namespace

void MessageList::begin(std::string_view role, std::string_view partType)
{
    if (!m_json.empty())
        m_json += ',';
    m_json += R"({"role":)" + quoted(role) + R"(,"parts":[{"type":)" + quoted(partType);
}

void MessageList::addText(std::string_view role, std::string_view text,
                          std::string_view finishReason)
{
    begin(role, "text");
    m_json += R"(,"content":)" + quoted(text) + "}]";
    if (!finishReason.empty())
        m_json += R"(,"finish_reason":)" + quoted(finishReason);
    m_json += '}';
    m_characters += text.size();
}

void MessageList::addToolCall(std::string_view id, std::string_view name,
                              std::string_view arguments)
{
    begin("assistant", "tool_call");
    m_json += R"(,"id":)" + quoted(id) + R"(,"name":)" + quoted(name) + R"(,"arguments":)"
        + std::string(arguments) + R"(}],"finish_reason":"tool_call"})";
    m_characters += name.size() + arguments.size();
}

void MessageList::addToolResponse(std::string_view id, std::string_view response)
{
    begin("tool", "tool_call_response");
    m_json += R"(,"id":)" + quoted(id) + R"(,"response":)" + std::string(response) + "}]}";
    m_characters += response.size();
}

std::string systemInstructions(std::string_view text)
{
    return R"([{"type":"text","content":)" + quoted(text) + "}]";
}

std::string quoted(std::string_view text)
{
    std::string json;
    otlp::appendJsonString(json, text);
    return json;
}

std::int64_t tokensOf(std::size_t characters)
{
    return static_cast<std::int64_t>(
        std::ceil(static_cast<double>(characters) / kCharactersPerToken));
}

std::string cutToTokens(const std::string& text, std::int64_t tokens)
{
    auto length = static_cast<std::size_t>(static_cast<double>(tokens) * kCharactersPerToken);
    if (length >= text.size())
        return text;
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U)
        --length;
    return text.substr(0, length);
}

otlp::Attributes inferenceAttributes(const EpisodeRequest& request, const Inference& inference)
{
    const Service& service = *request.service;
    const Serving& serving = request.serving;
    otlp::Attributes attributes{{"gen_ai.operation.name", std::string("chat")},
                                {"gen_ai.provider.name", service.provider},
                                {"gen_ai.conversation.id", inference.conversation},
                                {"gen_ai.request.model", service.alias},
                                {"gen_ai.request.temperature", service.temperature},
                                {"gen_ai.request.max_tokens", inference.maxTokens},
                                {"gen_ai.request.context_window", service.contextWindow},
                                {"gen_ai.prompt.name", service.promptName},
                                {"gen_ai.prompt.version", serving.promptVersion},
                                {"plumbline.breaker.state", serving.breaker},
                                {"server.address", std::string("llm-gateway.internal")},
                                {"server.port", std::int64_t{443}}};
    if (serving.isPinned)
        attributes.emplace_back("plumbline.pin", serving.model);
    if (inference.finishReason.empty()) {
        attributes.emplace_back("error.type", std::string("timeout"));
        return attributes;
    }
    attributes.emplace_back("gen_ai.response.id", inference.responseId);
    attributes.emplace_back("gen_ai.response.model", serving.model);
    attributes.emplace_back("gen_ai.response.finish_reasons",
                            std::vector<std::string>{inference.finishReason});
    attributes.emplace_back("gen_ai.usage.input_tokens", inference.inputTokens);
    attributes.emplace_back("gen_ai.usage.output_tokens", inference.outputTokens);
    return attributes;
}

int addInference(Episode& episode, Random& random, const EpisodeRequest& request,
                 const Inference& inference, telemetry::Duration start)
{
    const bool isFailed = inference.finishReason.empty();
    PlannedSpan span;
    span.parent = 0;
    span.name = "chat " + request.service->alias;
    span.kind = telemetry::SpanKind::Client;
    span.start = start;
    span.duration =
        isFailed ? milliseconds(kClientTimeout) : inferenceTime(random, inference, request.load);
    span.attributes = inferenceAttributes(request, inference);
    if (isFailed) {
        span.status = telemetry::StatusCode::Error;
        span.statusMessage = "The model did not answer in time.";
    }
    episode.spans.push_back(std::move(span));
    return static_cast<int>(episode.spans.size()) - 1;
}

telemetry::Duration endOf(const PlannedSpan& span)
{
    return span.start + span.duration;
}

telemetry::Duration milliseconds(double count)
{
    return telemetry::Duration{std::llround(count * 1e6)};
}

void addJudgement(Episode& episode, Random& random, int span, const std::string& responseId,
                  const std::string& invented)
{
    if (!random.chance(kJudgedShare))
        return;
    PlannedLog log{
        .span = span,
        .at = milliseconds(random.between(1000, 4000)),
        .severity = 9,
        .eventName = "gen_ai.evaluation.result",
        .attributes = {{"gen_ai.evaluation.name", std::string("Faithfulness")},
                       {"gen_ai.evaluation.evaluator.id", std::string("judge-mini-2026-07")},
                       {"gen_ai.response.id", responseId}}};
    if (random.chance(kJudgeErrors)) {
        log.attributes.emplace_back("error.type", std::string("timeout"));
        episode.late.push_back(std::move(log));
        return;
    }
    const bool isBad = !invented.empty();
    const bool looksBad = random.chance(isBad ? 1 - kJudgeMisses : kJudgeFalseAlarms);
    const double score = looksBad ? 0.3 + 0.12 * random.normal() : 0.93 + 0.05 * random.normal();
    const double rounded = std::round(std::clamp(score, 0.0, 1.0) * 100) / 100;
    const bool isPassed = rounded >= kPassMark;
    log.attributes.emplace_back("gen_ai.evaluation.score.value", rounded);
    log.attributes.emplace_back("gen_ai.evaluation.score.label",
                                std::string(isPassed ? "pass" : "fail"));
    log.attributes.emplace_back("gen_ai.evaluation.explanation",
                                explanation(random, isPassed, invented));
    episode.late.push_back(std::move(log));
}

} // namespace drill
