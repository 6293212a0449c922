// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/httpserver.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace net {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using beast::error_code;

constexpr std::size_t kReadAhead = 64U * 1024;
constexpr std::size_t kFirstRead = 4096; // an idle connection holds no more than this
// What a client that was told off may still send before the connection is reset.
constexpr std::size_t kLingerBytes = 1024U * 1024;
constexpr std::chrono::seconds kLingerTime(2);
constexpr std::chrono::milliseconds kAcceptPause(50);
constexpr const char* kRetryAfter = "1"; // seconds

HttpResponse plainRefusal(int status, const std::string& text, std::string_view contentType)
{
    static_cast<void>(contentType);
    return {.status = status, .body = text + '\n', .headers = {}};
}

// The way from a responder back to the I/O thread, closed when the server goes.
struct Gate
{
    std::mutex mutex; // guards context
    asio::io_context* context = nullptr;

    template<class Work>
    void post(Work work)
    {
        const std::scoped_lock lock(mutex);
        if (context)
            asio::post(*context, std::move(work));
    }
};

class Connection;

// What the connections share. All but `connectionCount` belongs to the I/O thread.
struct Shared
{
    HttpServer::Handler handler;
    HttpServer::Refusal refusal;
    HttpServerLimits limits;
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    std::atomic<std::size_t> connectionCount = 0;
    std::size_t bufferedBytes = 0;
    // While a request is being answered nothing is pending on its connection, so they are kept
    // here.
    std::unordered_set<std::shared_ptr<Connection>> connections;
};

class Connection : public std::enable_shared_from_this<Connection>
{
public:
    Connection(Shared& shared, tcp::socket socket)
        : m_shared(shared)
        , m_stream(std::move(socket))
        , m_buffer(std::max(kReadAhead, 2 * shared.limits.headerBytes))
    {
        ++m_shared.connectionCount;
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection()
    {
        releaseBody();
        --m_shared.connectionCount;
    }

    void awaitRequest();
    void answer(HttpResponse response);
    void answerDropped();

private:
    void readHeader();
    void headerRead(error_code ec);
    void sendContinue();
    void readBody();
    void bodyRead(error_code ec);
    void dispatch();
    void readFailed(error_code ec);
    void refuse(int status, const std::string& text);
    template<class Body>
    void send(std::shared_ptr<http::response<Body>> response);
    void linger(std::size_t left);
    void close() { m_shared.connections.erase(shared_from_this()); }
    void releaseBody();

    Shared& m_shared;
    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
    std::optional<http::request_parser<http::string_body>> m_parser; // one a request
    std::size_t m_bufferedBytes = 0; // our share of the shared count
    std::string m_contentType; // of the request
    unsigned m_version = 11;
    bool m_isKeepAlive = false;
    bool m_isHead = false;
};

// One reply: the first answer counts, and a responder that was dropped answers 500.
class Reply
{
public:
    Reply(std::shared_ptr<Gate> gate, std::weak_ptr<Connection> connection)
        : m_gate(std::move(gate))
        , m_connection(std::move(connection))
    {
    }
    Reply(const Reply&) = delete;
    Reply& operator=(const Reply&) = delete;
    ~Reply()
    {
        if (m_isAnswered)
            return;
        m_gate->post([connection = m_connection] {
            if (const auto held = connection.lock())
                held->answerDropped();
        });
    }

    void answer(HttpResponse response)
    {
        if (m_isAnswered.exchange(true))
            return;
        m_gate->post([connection = m_connection, response = std::move(response)]() mutable {
            if (const auto held = connection.lock())
                held->answer(std::move(response));
        });
    }

private:
    std::shared_ptr<Gate> m_gate;
    std::weak_ptr<Connection> m_connection;
    std::atomic<bool> m_isAnswered = false;
};

void Connection::awaitRequest()
{
    m_parser.reset();
    releaseBody();
    if (m_buffer.size() > 0) // pipelined
        return readHeader();
    m_buffer.shrink_to_fit();
    m_stream.expires_after(m_shared.limits.idleTime);
    m_stream.async_read_some(m_buffer.prepare(kFirstRead),
                             [self = shared_from_this()](error_code ec, std::size_t count) {
                                 if (ec)
                                     return self->close();
                                 self->m_buffer.commit(count);
                                 self->readHeader();
                             });
}

void Connection::readHeader()
{
    m_stream.expires_after(m_shared.limits.messageTime);
    m_parser.emplace();
    m_parser->header_limit(static_cast<std::uint32_t>(m_shared.limits.headerBytes));
    m_parser->body_limit(m_shared.limits.bodyBytes);
    http::async_read_header(
        m_stream, m_buffer, *m_parser,
        [self = shared_from_this()](error_code ec, std::size_t) { self->headerRead(ec); });
}

void Connection::headerRead(error_code ec)
{
    const auto& request = m_parser->get();
    m_contentType = std::string(request[http::field::content_type]);
    if (ec)
        return readFailed(ec);
    m_version = request.version();
    m_isKeepAlive = request.keep_alive();
    m_isHead = request.method() == http::verb::head;
    m_parser->eager(true);
    if (beast::iequals(request[http::field::expect], "100-continue") && m_buffer.size() == 0
        && !m_parser->is_done())
        return sendContinue();
    readBody();
}

void Connection::sendContinue()
{
    const auto interim =
        std::make_shared<http::response<http::empty_body>>(http::status::continue_, m_version);
    http::async_write(m_stream, *interim,
                      [self = shared_from_this(), interim](error_code ec, std::size_t) {
                          ec ? self->close() : self->readBody();
                      });
}

void Connection::readBody()
{
    if (m_parser->is_done())
        return dispatch();
    http::async_read_some(
        m_stream, m_buffer, *m_parser,
        [self = shared_from_this()](error_code ec, std::size_t) { self->bodyRead(ec); });
}

void Connection::bodyRead(error_code ec)
{
    if (ec)
        return readFailed(ec);
    const std::size_t size = m_parser->get().body().size();
    m_shared.bufferedBytes += size - m_bufferedBytes;
    m_bufferedBytes = size;
    if (m_shared.bufferedBytes > m_shared.limits.bufferedBytes)
        return refuse(503, "Too much is being received at once; try again later.");
    readBody();
}

void Connection::dispatch()
{
    m_stream.expires_never();
    auto message = m_parser->release();
    HttpRequest request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    for (const auto& field : message)
        request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    request.body = std::move(message.body());
    releaseBody();
    const auto reply = std::make_shared<Reply>(m_shared.gate, weak_from_this());
    m_shared.handler(std::move(request),
                     [reply](HttpResponse response) { reply->answer(std::move(response)); });
}

void Connection::answer(HttpResponse response)
{
    const auto fill = [&](auto& message) {
        message.keep_alive(m_isKeepAlive);
        message.set(http::field::content_type, response.contentType);
        for (const auto& [name, value] : response.headers)
            message.set(name, value);
    };
    const auto status = static_cast<unsigned>(response.status);
    const bool hasNoBody = m_isHead || status == 204 || status == 304;
    if (hasNoBody) {
        auto message = std::make_shared<http::response<http::empty_body>>();
        message->version(m_version);
        message->result(status);
        fill(*message);
        if (m_isHead)
            message->content_length(response.body.size());
        return send(message);
    }
    auto message = std::make_shared<http::response<http::string_body>>();
    message->version(m_version);
    message->result(status);
    fill(*message);
    message->body() = std::move(response.body);
    message->prepare_payload();
    send(message);
}

template<class Body>
void Connection::send(std::shared_ptr<http::response<Body>> response)
{
    m_stream.expires_after(m_shared.limits.messageTime);
    http::async_write(m_stream, *response,
                      [self = shared_from_this(), response](error_code ec, std::size_t) {
                          if (ec)
                              return self->close();
                          if (self->m_isKeepAlive)
                              return self->awaitRequest();
                          error_code ignored;
                          self->m_stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
                          self->m_stream.expires_after(kLingerTime);
                          self->linger(kLingerBytes);
                      });
}

void Connection::readFailed(error_code ec)
{
    if (ec == http::error::body_limit)
        return refuse(413,
                      "The body is larger than " + std::to_string(m_shared.limits.bodyBytes)
                          + " bytes.");
    if (ec == http::error::header_limit || ec == http::error::buffer_overflow)
        return refuse(431,
                      "The header is larger than " + std::to_string(m_shared.limits.headerBytes)
                          + " bytes.");
    // The client went away, or ran out of time (then the socket is closed already).
    if (ec == http::error::end_of_stream || ec == http::error::partial_message
        || ec.category() != http::make_error_code(http::error::bad_method).category())
        return close();
    refuse(400, "This is no well-formed HTTP request: " + ec.message() + ".");
}

void Connection::refuse(int status, const std::string& text)
{
    m_isKeepAlive = false;
    m_parser.reset();
    releaseBody();
    HttpResponse response = m_shared.refusal(status, text, m_contentType);
    if (status == 503)
        response.headers.emplace_back("Retry-After", kRetryAfter);
    answer(std::move(response));
}

void Connection::answerDropped()
{
    answer(m_shared.refusal(500, "The request was dropped.", m_contentType));
}

// Reads on for a moment: closing with unread bytes resets the connection, and the client would not
// get to see why it was refused.
void Connection::linger(std::size_t left)
{
    m_buffer.clear();
    m_stream.async_read_some(m_buffer.prepare(kFirstRead),
                             [self = shared_from_this(), left](error_code ec, std::size_t count) {
                                 if (ec || count >= left)
                                     return self->close();
                                 self->linger(left - count);
                             });
}

void Connection::releaseBody()
{
    m_shared.bufferedBytes -= m_bufferedBytes;
    m_bufferedBytes = 0;
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

    ~Private();
    error_code open(const tcp::endpoint& endpoint);
    void accept();
    void accepted(error_code ec, tcp::socket socket);
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
    acceptor.async_accept(
        [this](error_code ec, tcp::socket socket) { accepted(ec, std::move(socket)); });
}

void HttpServer::Private::accepted(error_code ec, tcp::socket socket)
{
    if (ec == asio::error::operation_aborted)
        return;
    if (ec) { // out of file descriptors, most likely: wait until some are free again
        pause.expires_after(kAcceptPause);
        return pause.async_wait([this](error_code waited) {
            if (!waited)
                accept();
        });
    }
    if (shared.connections.size() < shared.limits.connections) {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        const auto connection = std::make_shared<Connection>(shared, std::move(socket));
        shared.connections.insert(connection);
        connection->awaitRequest();
    }
    accept();
}

telemetry::Result<std::unique_ptr<HttpServer>>
HttpServer::listen(const std::string& address, std::uint16_t port, Handler handler,
                   HttpServerLimits limits, Refusal refusal)
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
    d->shared.refusal = refusal ? std::move(refusal) : plainRefusal;
    d->shared.limits = limits;
    d->shared.gate->context = &d->context;
    ec = d->open({ip, port});
    if (ec)
        return telemetry::failure(telemetry::ErrorKind::Unreachable,
                                  "Cannot listen on " + where + ":" + std::to_string(port) + ": "
                                      + ec.message() + ".");
    d->port = d->acceptor.local_endpoint(ec).port();
    d->url = "http://" + where + ":" + std::to_string(d->port);
    d->accept();
    d->thread = std::thread([context = &d->context] { context->run(); });
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
