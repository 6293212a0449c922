// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/tlsidentity.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

struct HttpRequest
{
    std::string method;
    std::string target; // path and query as sent
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body; // de-chunked, still content-encoded

    std::string_view header(std::string_view name) const; // case-insensitive; empty when absent
    std::string_view path() const; // target up to '?'
};

struct HttpResponse
{
    int status = 200;
    std::string contentType = "text/plain; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

struct HttpServerLimits
{
    std::size_t bodyBytes = 64U * 1024 * 1024; // larger is answered 413 and the connection closed
    std::size_t headerBytes = 16U * 1024;
    std::chrono::seconds messageTime{
        10}; // from first byte to last of one request, or TLS handshake
    std::chrono::seconds idleTime{75}; // between requests of one connection
    std::size_t connections = 4096; // further ones are closed at once
    // Bodies being received, all connections together; what would exceed it is answered 503.
    std::size_t bufferedBytes = 512U * 1024 * 1024;
};

// What a server answers without its handler. Called on the I/O thread: must not block.
struct HttpDoor
{
    // Words what the server itself answers (400, 413, 431, 500, 503) as its owner's protocol wants
    // it. `contentType` is the request's, empty when it did not come so far. Without one such
    // answers are plain text.
    using Refusal = std::function<HttpResponse(int status, const std::string& text,
                                               std::string_view contentType)>;
    // Asked when a request's header is there and its body is not: what it gives is the answer, no
    // more of the body is read, and the connection is closed when there is one. So nobody's bytes
    // are held who may not send them. Without one everybody is let in.
    using Admit = std::function<std::optional<HttpResponse>(const HttpRequest& head)>;

    // What a Refusal is told as `text` (with 400) of a client that speaks something else.
    static constexpr const char* kIsTls = "This is TLS; plain HTTP is spoken here.";
    static constexpr const char* kIsHttp2 =
        "This is HTTP/2, as gRPC is sent; HTTP/1.1 is spoken here.";

    // Told of a client that could not be answered at all.
    enum class Loss
    {
        BrokenOff, // its request ended, or was too slow, before all of it had come
        Connection, // it was one connection too many
        PlainText, // it spoke plain HTTP where TLS is spoken
        Untrusted, // it does not take the server's certificate
    };
    using Lost = std::function<void(Loss)>;

    Refusal refusal = {};
    Admit admit = {};
    Lost lost = {};
};

// HTTP/1.1 server on Boost.Beast with one I/O thread. Keep-alive, chunked bodies, Expect:
// 100-continue.
class HttpServer
{
public:
    // Answers one request; only the first call counts. From any thread, also after the server has
    // stopped (then it does nothing). Dropped without a call, the client gets 500.
    using Responder = std::function<void(HttpResponse)>;
    // Called on the I/O thread: must not block.
    using Handler = std::function<void(HttpRequest, Responder)>;

    // Binds and starts. `address` is a numeric address ("127.0.0.1", "::1"); port 0 picks a free
    // one. With an identity it speaks TLS 1.2 or newer, and nothing else. Raises the process's
    // limit of open files when `limits` ask for more.
    // Unreachable error when the address is taken or not ours; Unreadable when OpenSSL does not
    // take the identity.
    static telemetry::Result<std::unique_ptr<HttpServer>>
    listen(const std::string& address, std::uint16_t port, Handler handler,
           HttpServerLimits limits = {}, HttpDoor door = {},
           const std::optional<TlsIdentity>& tls = std::nullopt);

    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer(); // stops accepting, drops open connections, joins the thread

    std::uint16_t port() const;
    std::string url() const; // http://127.0.0.1:4318, or https
    std::size_t connectionCount() const; // any thread

private:
    struct Private;
    explicit HttpServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace net
