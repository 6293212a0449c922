// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/episode.h"

#include "models/otlp/jsontext.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace drill {

namespace {

constexpr double kCharactersPerToken = 4.2; // English prose with a little code
constexpr double kClientTimeout = 8000; // milliseconds

// How long a call waits in front of the model, and how long it takes in all, when all is usual:
// more load is slower, and what waits grows faster than that.
double queueing(double load)
{
    return 120 * load * load;
}
double working(const Inference& inference, double load)
{
    const double reading = 0.06 * static_cast<double>(inference.inputTokens);
    const double writing = 9.5 * static_cast<double>(inference.outputTokens) * std::max(0.6, load);
    return reading + writing;
}

} // namespace

void MessageList::begin(std::string_view role, std::string_view partType)
{
    if (!m_json.empty())
        m_json += ',';
    m_json += R"({"role":)" + inQuotes(role) + R"(,"parts":[{"type":)" + inQuotes(partType);
}

void MessageList::addText(std::string_view role, std::string_view text,
                          std::string_view finishReason)
{
    begin(role, "text");
    m_json += R"(,"content":)" + inQuotes(text) + "}]";
    if (!finishReason.empty())
        m_json += R"(,"finish_reason":)" + inQuotes(finishReason);
    m_json += '}';
    m_characters += text.size();
}

void MessageList::addToolCall(std::string_view id, std::string_view name,
                              std::string_view arguments)
{
    begin("assistant", "tool_call");
    m_json += R"(,"id":)" + inQuotes(id) + R"(,"name":)" + inQuotes(name) + R"(,"arguments":)"
        + std::string(arguments) + R"(}],"finish_reason":"tool_call"})";
    m_characters += name.size() + arguments.size();
}

void MessageList::addToolResponse(std::string_view id, std::string_view response)
{
    begin("tool", "tool_call_response");
    m_json += R"(,"id":)" + inQuotes(id) + R"(,"response":)" + std::string(response) + "}]}";
    m_characters += response.size();
}

std::string systemInstructions(std::string_view text)
{
    return R"([{"type":"text","content":)" + inQuotes(text) + "}]";
}

std::string inQuotes(std::string_view text)
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

std::int64_t indexAge(const EpisodeRequest& request)
{
    const auto dayOf = [](const std::string& date) { // "2026-11-20"
        const std::chrono::year_month_day day{
            std::chrono::year(std::stoi(date.substr(0, 4))),
            std::chrono::month(static_cast<unsigned>(std::stoi(date.substr(5, 2)))),
            std::chrono::day(static_cast<unsigned>(std::stoi(date.substr(8, 2))))};
        return std::chrono::sys_days(day);
    };
    const auto behind = dayOf(request.service->indexVersion) - dayOf(request.serving.indexVersion);
    return std::max<std::int64_t>(1 + behind.count(), 0) * 86'400;
}

bool isReworded(const EpisodeRequest& request)
{
    return request.serving.promptVersion != request.service->promptVersion;
}

void addCaller(otlp::Attributes& attributes, const Caller& caller)
{
    if (!caller.tenant.empty())
        attributes.emplace_back("tenant.id", caller.tenant);
    if (!caller.user.empty())
        attributes.emplace_back("user.id", caller.user);
    if (!caller.route.empty())
        attributes.emplace_back("http.route", caller.route);
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
    addCaller(attributes, request.caller);
    if (!serving.adapter.empty())
        attributes.emplace_back("gen_ai.adapter.name", serving.adapter);
    if (serving.isPinned)
        attributes.emplace_back("plumbline.pin", serving.model);
    if (inference.finishReason.empty()) {
        attributes.emplace_back("error.type", std::string("timeout"));
        return attributes;
    }
    // As a gateway in front of vLLM tells it.
    const double queued = std::chrono::duration<double>(inference.queued).count();
    const double inFlight = request.load * request.service->rate * queued;
    attributes.emplace_back("gen_ai.latency.time_in_queue", queued);
    attributes.emplace_back("gen_ai.server.queue_depth", std::int64_t{std::llround(inFlight)});
    attributes.emplace_back("gen_ai.response.id", inference.responseId);
    attributes.emplace_back("gen_ai.response.model", serving.model);
    attributes.emplace_back("gen_ai.response.finish_reasons",
                            std::vector<std::string>{inference.finishReason});
    attributes.emplace_back("gen_ai.usage.input_tokens", inference.inputTokens);
    attributes.emplace_back("gen_ai.usage.output_tokens", inference.outputTokens);
    return attributes;
}

int addInference(Episode& episode, Random& random, const EpisodeRequest& request,
                 Inference& inference, telemetry::Duration start)
{
    const double noise = std::exp(0.22 * random.normal());
    inference.queued = milliseconds(queueing(request.load) * noise);
    const bool isFailed = inference.finishReason.empty();
    PlannedSpan span;
    span.parent = 0;
    span.name = "chat " + request.service->alias;
    span.kind = telemetry::SpanKind::Client;
    span.start = start;
    span.duration = isFailed
        ? milliseconds(kClientTimeout)
        : inference.queued + milliseconds(working(inference, request.load) * noise);
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

} // namespace drill
