// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/receiver.h"

#include "models/ingest/refusals.h"
#include "models/ingest/sidefile.h"
#include "models/otlp/encode.h"
#include "models/telemetry/text.h"

#include <charconv>
#include <optional>
#include <utility>

namespace ingest {

namespace {

using telemetry::SignalKind;

constexpr const char* kSource = "otlp-http";
constexpr const char* kProtobuf = "application/x-protobuf";
constexpr const char* kJson = "application/json";
constexpr std::size_t kRouteBytes = 1024U * 1024; // read where other senders wait
constexpr const char* kRetryWhenFull = "1"; // seconds
constexpr const char* kRetryWhenFailed = "10"; // a full disk takes longer

// "Application/JSON; charset=utf-8" is application/json.
std::string mediaType(std::string_view contentType)
{
    return telemetry::asciiLowered(
        telemetry::trimmed(contentType.substr(0, contentType.find(';')), " \t"));
}

net::HttpResponse statusReply(int status, std::string_view message, bool isJson)
{
    return {.status = status,
            .contentType = isJson ? kJson : kProtobuf,
            .body = otlp::encodeStatus(message, isJson),
            .headers = {}};
}

net::HttpResponse refusal(int status, std::string_view message, bool isJson, std::string header,
                          std::string value)
{
    net::HttpResponse response = statusReply(status, message, isJson);
    response.headers.emplace_back(std::move(header), std::move(value));
    return response;
}

net::HttpResponse tooLargeForRoute()
{
    return statusReply(413, "The body is larger than " + std::to_string(kRouteBytes) + " bytes.",
                       true);
}

net::HttpResponse success(SignalKind signal, const Receipt& receipt, bool isJson)
{
    return {.status = 200,
            .contentType = isJson ? kJson : kProtobuf,
            .body = otlp::encodeResponse(signal, receipt.rejected, receipt.message, isJson),
            .headers = {}};
}

net::HttpResponse replyTo(SignalKind signal, const Receipt& receipt, bool isJson)
{
    switch (receipt.outcome) {
    case Receipt::Outcome::Committed:
        return success(signal, receipt, isJson);
    case Receipt::Outcome::Undecodable:
        return statusReply(400, receipt.message, isJson);
    case Receipt::Outcome::TooLarge:
        return statusReply(413, receipt.message, isJson);
    case Receipt::Outcome::UnsupportedEncoding:
        return statusReply(415, receipt.message, isJson);
    case Receipt::Outcome::Failed:
        break;
    }
    return refusal(503, receipt.message, isJson, "Retry-After", kRetryWhenFailed);
}

} // namespace

struct Receiver::Private
{
    Pipeline& pipeline;
    std::string token;
    std::map<std::string, ReceiverSettings::Route> routes;
    std::unique_ptr<net::HttpServer> server;

    std::optional<net::HttpResponse> refused(const net::HttpRequest& request) const;
    std::optional<net::HttpResponse> refusedByRoute(const net::HttpRequest& request) const;
    std::optional<net::HttpResponse> refusedForItsSender(const net::HttpRequest& request) const;
    void countRefusal(int status, std::string_view text) const;
    void countLoss(net::HttpDoor::Loss loss) const;
    void handle(net::HttpRequest request, const net::HttpServer::Responder& respond);
};

// What the server turned away by itself.
void Receiver::Private::countRefusal(int status, std::string_view text) const
{
    const char* reason = text == net::HttpDoor::kIsTls ? Refusals::kTls
        : text == net::HttpDoor::kIsHttp2              ? Refusals::kHttp2
        : status == 413 || status == 431               ? Refusals::kTooLarge
        : status == 503                                ? Refusals::kTooMuch
        : status == 400                                ? Refusals::kMalformed
                                                       : nullptr;
    if (reason != nullptr)
        pipeline.refuse(kSource, reason);
}

void Receiver::Private::countLoss(net::HttpDoor::Loss loss) const
{
    switch (loss) {
    case net::HttpDoor::Loss::BrokenOff:
        return pipeline.refuse(kSource, Refusals::kBrokenOff);
    case net::HttpDoor::Loss::Connection:
        return pipeline.refuse(kSource, Refusals::kConnections);
    case net::HttpDoor::Loss::PlainText:
        return pipeline.refuse(kSource, Refusals::kPlainText);
    case net::HttpDoor::Loss::Untrusted:
        return pipeline.refuse(kSource, Refusals::kUntrusted);
    }
}

// Without a token whoever reaches this port may write into the recording. A page in a browser can,
// whatever its address, and says so in a header that no exporter sends (Fetch standard, 3.2).
std::optional<net::HttpResponse>
Receiver::Private::refusedForItsSender(const net::HttpRequest& request) const
{
    if (token.empty() && !request.header("origin").empty()) {
        pipeline.refuse(kSource, Refusals::kBrowser);
        return statusReply(403, "A page in a browser may send here only with a token.", true);
    }
    if (net::isAuthorized(request.header("authorization"), token))
        return std::nullopt;
    pipeline.refuse(kSource, Refusals::kNoToken);
    return refusal(401, "A bearer token is needed here, and it has to be the right one.",
                   mediaType(request.header("content-type")) != kProtobuf, "WWW-Authenticate",
                   "Bearer realm=\"plumbline\"");
}

// What can be said without looking at the body.
std::optional<net::HttpResponse> Receiver::Private::refused(const net::HttpRequest& request) const
{
    if (routes.contains(std::string(request.path())))
        return refusedByRoute(request);
    const std::string type = mediaType(request.header("content-type"));
    const bool isJson = type != kProtobuf; // for whoever speaks neither, JSON can be read
    if (!signalFromPath(request.path())) {
        if (request.method == "POST") // who looks for something else here sends nothing
            pipeline.refuse(kSource, Refusals::kWrongPath);
        return statusReply(
            404, "Telemetry goes to a path that ends in /v1/traces, /v1/logs or /v1/metrics.",
            isJson);
    }
    if (request.method != "POST")
        return refusal(405, "Telemetry is sent with POST.", isJson, "Allow", "POST");
    if (auto response = refusedForItsSender(request))
        return response;
    if (type == kProtobuf || type == kJson)
        return std::nullopt;
    pipeline.refuse(kSource, Refusals::kContentType);
    return statusReply(
        415, "The content type is neither application/x-protobuf nor application/json.", isJson);
}

std::optional<net::HttpResponse>
Receiver::Private::refusedByRoute(const net::HttpRequest& request) const
{
    if (request.method != "POST")
        return refusal(405, "This path is sent to with POST.", true, "Allow", "POST");
    if (auto response = refusedForItsSender(request))
        return response;
    if (mediaType(request.header("content-type")) != kJson)
        return statusReply(415, "The content type is not application/json.", true);
    std::size_t length = 0;
    const std::string_view told = request.header("content-length");
    std::from_chars(told.data(), told.data() + told.size(), length);
    return length > kRouteBytes ? std::optional(tooLargeForRoute()) : std::nullopt;
}

// A request that was not refused.
void Receiver::Private::handle(net::HttpRequest request, const net::HttpServer::Responder& respond)
{
    if (const auto route = routes.find(std::string(request.path())); route != routes.end())
        return request.body.size() > kRouteBytes ? respond(tooLargeForRoute())
                                                 : route->second(request, respond);
    const SignalKind signal = *signalFromPath(request.path());
    const bool isJson = mediaType(request.header("content-type")) == kJson;
    if (request.body.empty())
        return respond(success(signal, {}, isJson));
    RawDelivery delivery{.signal = signal,
                         .isJson = isJson,
                         .contentEncoding = std::string(request.header("content-encoding")),
                         .body = std::move(request.body),
                         .source = kSource,
                         .recorded = {}};
    const auto answer = [signal, isJson, respond](const Receipt& receipt) {
        respond(replyTo(signal, receipt, isJson));
    };
    if (!pipeline.submit(delivery, answer))
        respond(refusal(503, "The console is behind; send this again later.", isJson, "Retry-After",
                        kRetryWhenFull));
}

telemetry::Result<void> Receiver::check(const ReceiverSettings& settings)
{
    return net::checkAdmission(settings.address, settings.admission);
}

telemetry::Result<std::unique_ptr<Receiver>> Receiver::listen(const ReceiverSettings& settings,
                                                              Pipeline& pipeline)
{
    if (const auto checked = check(settings); !checked)
        return tl::make_unexpected(checked.error());
    auto d = std::unique_ptr<Private>(new Private{.pipeline = pipeline,
                                                  .token = settings.admission.bearerToken,
                                                  .routes = settings.routes,
                                                  .server = {}});
    auto server = net::HttpServer::listen(
        settings.address, settings.port,
        [receiver = d.get()](net::HttpRequest request, const net::HttpServer::Responder& respond) {
            receiver->handle(std::move(request), respond);
        },
        settings.limits,
        {.refusal =
             [receiver = d.get()](int status, const std::string& text,
                                  std::string_view contentType) {
                 receiver->countRefusal(status, text);
                 return statusReply(status, text, mediaType(contentType) != kProtobuf);
             },
         .admit = [receiver =
                       d.get()](const net::HttpRequest& head) { return receiver->refused(head); },
         .lost = [receiver = d.get()](net::HttpDoor::Loss loss) { receiver->countLoss(loss); }},
        settings.admission.tls);
    if (!server)
        return tl::make_unexpected(server.error());
    d->server = std::move(*server);
    return std::unique_ptr<Receiver>(new Receiver(std::move(d)));
}

Receiver::Receiver(std::unique_ptr<Private> privateData)
    : d(std::move(privateData))
{
}

Receiver::~Receiver() = default;

std::uint16_t Receiver::port() const
{
    return d->server->port();
}

std::string Receiver::url() const
{
    return d->server->url();
}

} // namespace ingest
