// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/sandbox.h"

#include "models/drill/sandboxmessage.h"
#include "models/drill/sandboxstore.h"
#include "models/net/httpserver.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <string_view>
#include <utility>

#include <simdjson.h>

namespace drill {

namespace {

constexpr std::size_t kMaxSandboxRequest = std::size_t{3} * 1024 * 1024 / 2; // etcd's own limit

net::HttpResponse refusal(const Refusal& refusal)
{
    std::string quoted;
    for (const char c : refusal.message)
        quoted += c == '"' || c == '\\'
            ? std::string{'\\', c}
            : std::string(1, static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    return {.status = refusal.status,
            .contentType = "application/json",
            .body = "{\"error\":\"" + quoted + "\",\"message\":\"" + quoted
                + "\",\"code\":" + std::to_string(refusal.code) + "}",
            .headers = {}};
}

// Go's words for JSON that cannot be read.
std::string jsonProblem(std::string_view body)
{
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && body[first] != '{')
        return "invalid character '" + std::string(1, body[first])
            + "' looking for beginning of value";
    return "unexpected EOF";
}

} // namespace

struct SandboxControlPlane::Private
{
    explicit Private(const std::map<std::string, std::string>& initial)
        : store(initial)
    {
    }

    net::HttpResponse answer(const net::HttpRequest& request);

    mutable std::mutex mutex; // guards store
    SandboxStore store;
    simdjson::dom::parser parser; // I/O thread
    std::unique_ptr<net::HttpServer> server; // last: it stops before the rest goes
};

net::HttpResponse SandboxControlPlane::Private::answer(const net::HttpRequest& request)
{
    const std::string path(request.path());
    if (request.method == "GET" && path == "/health")
        return {.contentType = "text/plain; charset=utf-8",
                .body = "{\"health\":\"true\"}",
                .headers = {}};
    constexpr std::array<std::string_view, 4> paths{"/v3/kv/range", "/v3/kv/put",
                                                    "/v3/kv/deleterange", "/v3/kv/txn"};
    if (std::find(paths.begin(), paths.end(), path) == paths.end())
        return {.status = 404, .body = "Not Found\n", .headers = {}};
    if (request.method != "POST")
        return {.status = 405, .body = "Method Not Allowed\n", .headers = {}};
    try {
        if (request.body.size() > kMaxSandboxRequest)
            refuse("etcdserver: request is too large");
        simdjson::dom::element root;
        const std::string body = request.body.empty() ? "{}" : request.body; // an empty message
        if (parser.parse(body).get(root) != simdjson::SUCCESS)
            refuse(jsonProblem(body));
        const std::lock_guard lock(mutex);
        return {.contentType = "application/json",
                .body = store.answer(path, Message(root)),
                .headers = {}};
    } catch (const Refusal& problem) {
        return refusal(problem);
    }
}

SandboxControlPlane::SandboxControlPlane(std::unique_ptr<Private> state)
    : d(std::move(state))
{
}

SandboxControlPlane::~SandboxControlPlane() = default;

telemetry::Result<std::unique_ptr<SandboxControlPlane>>
SandboxControlPlane::listen(const std::string& address, std::uint16_t port,
                            std::map<std::string, std::string> initial)
{
    auto own = std::make_unique<Private>(initial);
    Private* state = own.get();
    auto server = net::HttpServer::listen(
        address, port,
        [state](net::HttpRequest request, const net::HttpServer::Responder& respond) {
            respond(state->answer(request));
        },
        {.bodyBytes = 2 * kMaxSandboxRequest});
    if (!server)
        return tl::make_unexpected(server.error());
    own->server = std::move(*server);
    return std::unique_ptr<SandboxControlPlane>(new SandboxControlPlane(std::move(own)));
}

std::string SandboxControlPlane::url() const
{
    return d->server->url();
}

std::uint16_t SandboxControlPlane::port() const
{
    return d->server->port();
}

std::map<std::string, std::string> SandboxControlPlane::values() const
{
    const std::lock_guard lock(d->mutex);
    std::map<std::string, std::string> values;
    for (const auto& [key, kv] : d->store.keys())
        values[key] = kv.value;
    return values;
}

} // namespace drill
