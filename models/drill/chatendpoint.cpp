// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/chatendpoint.h"

#include "models/drill/chatmessages.h"
#include "models/drill/chatmodel.h"
#include "models/drill/offline.h"
#include "models/net/httpserver.h"
#include "models/telemetry/clock.h"

#include <atomic>
#include <chrono>
#include <random>
#include <utility>

namespace drill {

namespace {

constexpr std::size_t kMaxChatRequest = std::size_t{4} * 1024 * 1024;

net::HttpResponse refusal(int status, const std::string& message, const std::string& code)
{
    return {.status = status,
            .contentType = "application/json",
            .body = errorJson(message, "invalid_request_error", code),
            .headers = {}};
}

} // namespace

struct ChatEndpoint::Private
{
    Private(ChatModel chatModel, ChatEndpointSettings chosen)
        : model(std::move(chatModel))
        , settings(std::move(chosen))
        , draw(std::random_device{}())
    {
    }

    net::HttpResponse answer(const net::HttpRequest& request);
    net::HttpResponse complete(const std::string& body);

    ChatModel model;
    ChatEndpointSettings settings;
    std::atomic<std::uint64_t> draw;
    std::unique_ptr<net::HttpServer> server; // last: it stops before the rest goes
};

net::HttpResponse ChatEndpoint::Private::answer(const net::HttpRequest& request)
{
    const std::string path(request.path());
    if (path == "/v1/models" && request.method == "GET")
        return {
            .contentType = "application/json", .body = modelsJson(model.models()), .headers = {}};
    if (path != "/v1/chat/completions")
        return refusal(404, "Unknown path " + path + ".", "unknown_url");
    if (request.method != "POST")
        return refusal(405, "Only POST is taken here.", "method_not_allowed");
    return complete(request.body);
}

net::HttpResponse ChatEndpoint::Private::complete(const std::string& body)
{
    const auto request = chatRequestFrom(body);
    if (!request)
        return refusal(400, request.error().message, "invalid_body");
    const telemetry::Timestamp now = telemetry::SystemClock().now();
    const std::uint64_t number = ++draw;
    const auto said = model.answer(request->question, now >= settings.faultTime,
                                   settings.levers ? settings.levers() : LeverValues{}, number);
    if (!said)
        return said.error().kind == telemetry::ErrorKind::Refused
            ? refusal(404, said.error().message, "model_not_found")
            : refusal(400, said.error().message, "unknown_question");
    const std::string id = "chatcmpl-drill-" + std::to_string(number);
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    if (request->isStreaming)
        return {.contentType = "text/event-stream",
                .body = completionStream(*request, *said, id, seconds),
                .headers = {{"Cache-Control", "no-cache"}}};
    return {.contentType = "application/json",
            .body = completionJson(*request, *said, id, seconds),
            .headers = {}};
}

ChatEndpoint::ChatEndpoint(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}

ChatEndpoint::~ChatEndpoint() = default;

telemetry::Result<std::unique_ptr<ChatEndpoint>>
ChatEndpoint::listen(const ChatEndpointSettings& settings)
{
    auto scenario = scenarioNamed(settings.scenario);
    if (!scenario)
        return tl::make_unexpected(scenario.error());
    auto services = loadServices();
    if (!services)
        return tl::make_unexpected(services.error());
    auto content = loadContent();
    if (!content)
        return tl::make_unexpected(content.error());
    auto own = std::make_unique<Private>(
        ChatModel(std::move(*scenario), std::move(*services), *content, settings.seed), settings);
    Private* state = own.get();
    auto server = net::HttpServer::listen(
        settings.address, settings.port,
        [state](const net::HttpRequest& request, const net::HttpServer::Responder& respond) {
            respond(state->answer(request));
        },
        {.bodyBytes = kMaxChatRequest});
    if (!server)
        return tl::make_unexpected(server.error());
    own->server = std::move(*server);
    return std::unique_ptr<ChatEndpoint>(new ChatEndpoint(std::move(own)));
}

std::string ChatEndpoint::url() const
{
    return d->server->url();
}

std::vector<std::string> ChatEndpoint::models() const
{
    return d->model.models();
}

LeverValues leversIn(const std::map<std::string, std::string>& values)
{
    constexpr std::string_view root = "/plumbline/";
    LeverValues levers;
    for (const auto& [key, value] : values) {
        const std::string lever =
            key.starts_with(root) ? leverOfKey(std::string_view(key).substr(root.size())) : "";
        if (!lever.empty())
            levers[lever] = value;
    }
    return levers;
}

} // namespace drill
