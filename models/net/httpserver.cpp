// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/httpserver.h"

#include "models/net/httpconnection.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/resource.h>

namespace net {

using namespace server;

namespace {

constexpr std::chrono::milliseconds kAcceptPause(50);
constexpr std::size_t kOtherDescriptors = 1024; // files, readers, other listeners

HttpResponse plainRefusal(int status, const std::string& text, std::string_view contentType)
{
    static_cast<void>(contentType);
    return {.status = status, .body = text + '\n', .headers = {}};
}

// Each connection takes a descriptor, and the usual limit of 1,024 is not meant for servers.
void allowDescriptors(std::size_t count)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count)
        return;
    limit.rlim_cur = std::min<rlim_t>(count, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit); // without it, accepting pauses when there are none left
}

// Null when OpenSSL does not take the identity.
std::unique_ptr<asio::ssl::context> contextFor(const TlsIdentity& identity)
{
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX* native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS); // an idle connection holds little
    error_code ec;
    context->use_certificate_chain(asio::buffer(identity.certificateChain), ec);
    if (!ec)
        context->use_private_key(asio::buffer(identity.privateKey), asio::ssl::context::pem, ec);
    return ec ? nullptr : std::move(context);
}

} // namespace

struct HttpServer::Private
{
    Shared shared; // outlives the context, whose pending work holds connections
    asio::io_context context{1};
    tcp::acceptor acceptor{context};
    asio::steady_timer pause{context};
    std::uint16_t port = 0;
    std::string url;
    std::thread thread;
    // Held by what is to accept, or waits until it is to go on: where memory ended on its way there
    // it is gone without a word.
    std::weak_ptr<const char> accepting;
    // Without it a context of which nothing is left to be done would be one that was stopped.
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};

    ~Private();
    error_code open(const tcp::endpoint& endpoint);
    void accept();
    void accepted(error_code ec, tcp::socket socket);
    void serve();
    void recover();
};

HttpServer::Private::~Private()
{
    {
        const std::scoped_lock lock(shared.gate->mutex);
        shared.gate->context = nullptr;
    }
    context.stop();
    if (thread.joinable())
        thread.join();
    shared.connections.clear();
}

error_code HttpServer::Private::open(const tcp::endpoint& endpoint)
{
    error_code ec;
    acceptor.open(endpoint.protocol(), ec);
    if (!ec)
        acceptor.set_option(asio::socket_base::reuse_address(true), ec);
    if (!ec)
        acceptor.bind(endpoint, ec);
    if (!ec)
        acceptor.listen(asio::socket_base::max_listen_connections, ec);
    return ec;
}

void HttpServer::Private::accept()
{
    const auto token = std::make_shared<const char>();
    accepting = token;
    acceptor.async_accept(
        [this, token](error_code ec, tcp::socket socket) { accepted(ec, std::move(socket)); });
}

// The I/O thread. Where there is not memory enough, that costs the request or the connection that
// needed it, and nothing else.
void HttpServer::Private::serve()
{
    while (true) {
        try {
            if (accepting.expired())
                accept();
            context.run();
            return; // stopped
        } catch (const std::bad_alloc&) {
            std::this_thread::sleep_for(telemetry::kMemoryPause);
            recover();
        }
    }
}

void HttpServer::Private::recover()
{
    // Nothing but `shared` holds one on which nothing is pending.
    const auto isStranded = [](const std::shared_ptr<Connection>& connection) {
        return connection.use_count() == 1 && !connection->isHandled();
    };
    auto& all = shared.connections;
    for (auto found = std::ranges::find_if(all, isStranded); found != all.end();
         found = std::ranges::find_if(all, isStranded)) {
        const std::shared_ptr<Connection> connection = *found;
        connection->recover();
    }
}

void HttpServer::Private::accepted(error_code ec, tcp::socket socket)
{
    if (ec == asio::error::operation_aborted)
        return;
    if (ec) { // out of file descriptors, most likely: wait until some are free again
        const auto token = std::make_shared<const char>();
        accepting = token;
        pause.expires_after(kAcceptPause);
        pause.async_wait([this, token](error_code waited) {
            if (!waited)
                accept();
        });
        return;
    }
    if (shared.connections.size() < shared.limits.connections) {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const auto connection = std::make_shared<Connection>(shared, std::move(socket));
        shared.connections.insert(connection);
        connection->start();
    } else if (shared.lost) {
        shared.lost(HttpDoor::Loss::Connection);
    }
    accept();
}

telemetry::Result<std::unique_ptr<HttpServer>>
HttpServer::listen(const std::string& address, std::uint16_t port, Handler handler,
                   HttpServerLimits limits, HttpDoor door, const std::optional<TlsIdentity>& tls)
{
    const std::string where =
        (address.find(':') == std::string::npos ? address : "[" + address + "]");
    error_code ec;
    const auto ip = asio::ip::make_address(address, ec);
    if (ec)
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "'" + address + "' is no numeric IP address.");
    auto d = std::make_unique<Private>();
    d->shared.handler = std::move(handler);
    d->shared.refusal = door.refusal ? std::move(door.refusal) : plainRefusal;
    d->shared.admit = std::move(door.admit);
    d->shared.lost = std::move(door.lost);
    d->shared.limits = limits;
    d->shared.gate->context = &d->context;
    if (tls) {
        d->shared.tls = contextFor(*tls);
        if (!d->shared.tls)
            return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                      "OpenSSL does not take this certificate and key.");
    }
    ec = d->open({ip, port});
    if (ec)
        return telemetry::failure(telemetry::ErrorKind::Unreachable,
                                  "Cannot listen on " + where + ":" + std::to_string(port) + ": "
                                      + ec.message() + ".");
    d->port = d->acceptor.local_endpoint(ec).port();
    d->url = (tls ? "https://" : "http://") + where + ":" + std::to_string(d->port);
    allowDescriptors(limits.connections + kOtherDescriptors);
    d->accept();
    d->thread = std::thread([server = d.get()] { server->serve(); });
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(d)));
}

HttpServer::HttpServer(std::unique_ptr<Private> privateData)
    : d(std::move(privateData))
{
}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const
{
    return d->port;
}

std::string HttpServer::url() const
{
    return d->url;
}

std::size_t HttpServer::connectionCount() const
{
    return d->shared.connectionCount;
}

} // namespace net
