// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/httpconnection.h"

#include <algorithm>
#include <chrono>
#include <new>

namespace net::server {

namespace {

constexpr std::size_t kReadAhead = 64U * 1024;
constexpr std::size_t kFirstRead = 4096; // an idle connection holds no more than this
// What a client that was told off may still send before the connection is reset.
constexpr std::size_t kLingerBytes = 1024U * 1024;
constexpr std::chrono::seconds kLingerTime(2);
constexpr const char* kRetryAfter = "1"; // seconds

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
        // Shared, so that posting it again takes nothing away from it.
        const auto kept = telemetry::withPatience(
            [&] { return std::make_shared<HttpResponse>(std::move(response)); });
        m_gate->post([connection = m_connection, kept] {
            if (const auto held = connection.lock())
                held->answer(std::move(*kept));
        });
    }

private:
    std::shared_ptr<Gate> m_gate;
    std::weak_ptr<Connection> m_connection;
    std::atomic<bool> m_isAnswered = false;
};

// Takes no memory itself; the status alone tells a sender to come again.
HttpResponse withoutMemory()
{
    return {.status = 503, .contentType = "text/plain", .body = {}, .headers = {}};
}

HttpRequest headOf(const http::request<http::string_body>& message)
{
    HttpRequest request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    for (const auto& field : message)
        request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    return request;
}

} // namespace

Connection::Connection(Shared& shared, tcp::socket socket)
    : m_shared(shared)
    , m_stream(std::move(socket))
    , m_buffer(std::max(kReadAhead, 2 * shared.limits.headerBytes))
{
    ++m_shared.connectionCount;
}

Connection::~Connection()
{
    releaseBody();
    --m_shared.connectionCount;
}

template<class Work>
void Connection::onStream(Work work)
{
    if (m_tls)
        work(*m_tls);
    else
        work(m_stream);
}

void Connection::start()
{
    if (!m_shared.tls)
        return awaitRequest();
    m_tls = std::make_unique<TlsStream>(m_stream, *m_shared.tls);
    m_stream.expires_after(m_shared.limits.messageTime);
    m_tls->async_handshake(asio::ssl::stream_base::server,
                           [self = shared_from_this()](error_code ec) { self->handshaken(ec); });
}

// Why it failed is told where the client is likely to be one that was set up wrongly: whoever looks
// for open ports fails in other ways.
void Connection::handshaken(error_code ec)
{
    if (!ec)
        return awaitRequest();
    const int reason = ec.category() == asio::error::get_ssl_category()
        ? ERR_GET_REASON(static_cast<unsigned long>(ec.value()))
        : 0;
    if (m_shared.lost) {
        switch (reason) {
        case SSL_R_HTTP_REQUEST:
            m_shared.lost(HttpDoor::Loss::PlainText);
            break;
        case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
        case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
        case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
        case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
            m_shared.lost(HttpDoor::Loss::Untrusted);
            break;
        default:
            break;
        }
    }
    close();
}

void Connection::awaitRequest()
{
    m_isReceiving = false;
    m_parser.reset();
    releaseBody();
    if (m_buffer.size() > 0) // pipelined
        return readHeader();
    m_buffer.shrink_to_fit();
    m_stream.expires_after(m_shared.limits.idleTime);
    onStream([this](auto& stream) {
        stream.async_read_some(m_buffer.prepare(kFirstRead),
                               [self = shared_from_this()](error_code ec, std::size_t count) {
                                   if (ec)
                                       return self->close();
                                   self->m_buffer.commit(count);
                                   self->readHeader();
                               });
    });
}

void Connection::readHeader()
{
    m_stream.expires_after(m_shared.limits.messageTime);
    m_isTlsHello = startsLikeTls();
    m_isReceiving = true;
    m_parser.emplace();
    m_parser->header_limit(static_cast<std::uint32_t>(m_shared.limits.headerBytes));
    m_parser->body_limit(m_shared.limits.bodyBytes);
    onStream([this](auto& stream) {
        http::async_read_header(
            stream, m_buffer, *m_parser,
            [self = shared_from_this()](error_code ec, std::size_t) { self->headerRead(ec); });
    });
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
    m_request = headOf(request);
    if (auto response = m_shared.admit ? m_shared.admit(m_request) : std::nullopt)
        return turnAway(std::move(*response));
    if (beast::iequals(request[http::field::expect], "100-continue") && m_buffer.size() == 0
        && !m_parser->is_done())
        return sendContinue();
    readBody();
}

void Connection::sendContinue()
{
    const auto interim =
        std::make_shared<http::response<http::empty_body>>(http::status::continue_, m_version);
    onStream([this, &interim](auto& stream) {
        http::async_write(stream, *interim,
                          [self = shared_from_this(), interim](error_code ec, std::size_t) {
                              ec ? self->close() : self->readBody();
                          });
    });
}

void Connection::readBody()
{
    if (m_parser->is_done())
        return dispatch();
    onStream([this](auto& stream) {
        http::async_read_some(
            stream, m_buffer, *m_parser,
            [self = shared_from_this()](error_code ec, std::size_t) { self->bodyRead(ec); });
    });
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
    HttpRequest request = std::exchange(m_request, {});
    request.body = std::move(m_parser->get().body());
    m_parser.reset();
    releaseBody();
    const auto reply = std::make_shared<Reply>(m_shared.gate, weak_from_this());
    m_isHandled = true; // by the reply, if by nobody else
    try {
        m_shared.handler(std::move(request),
                         [reply](HttpResponse response) { reply->answer(std::move(response)); });
    } catch (const std::bad_alloc&) {
        reply->answer(withoutMemory());
    }
}

void Connection::answer(HttpResponse response)
{
    m_isHandled = false;
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
    m_isReceiving = false; // what has been said cannot be said otherwise
    onStream([&](auto& stream) {
        http::async_write(stream, *response,
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
        || ec.category() != http::make_error_code(http::error::bad_method).category()) {
        if (m_shared.lost && m_parser->got_some())
            m_shared.lost(HttpDoor::Loss::BrokenOff);
        return close();
    }
    if (m_isTlsHello)
        return refuse(400, HttpDoor::kIsTls);
    if (ec == http::error::bad_version)
        return refuse(400, HttpDoor::kIsHttp2);
    refuse(400, "This is no well-formed HTTP request: " + ec.message() + ".");
}

// A record of a handshake, of TLS 1.0 or newer (RFC 8446, 5.1): no method begins so.
bool Connection::startsLikeTls() const
{
    const auto read = m_buffer.data();
    const auto* bytes = static_cast<const unsigned char*>(read.data());
    return read.size() >= 2 && bytes[0] == 0x16 && bytes[1] == 0x03;
}

void Connection::refuse(int status, const std::string& text)
{
    HttpResponse response = m_shared.refusal(status, text, m_contentType);
    if (status == 503)
        response.headers.emplace_back("Retry-After", kRetryAfter);
    m_isKeepAlive = false;
    turnAway(std::move(response));
}

// What there is of a body stays unread, and then nothing can follow it.
void Connection::turnAway(HttpResponse response)
{
    m_isKeepAlive = m_isKeepAlive && m_parser->is_done();
    m_parser.reset();
    releaseBody();
    answer(std::move(response));
}

void Connection::recover()
{
    try {
        if (m_isReceiving)
            return refuse(503, "There is not enough memory for this request; try again later.");
    } catch (const std::bad_alloc&) { // then it is told by the connection's end
    }
    close();
}

void Connection::answerDropped()
{
    answer(m_shared.refusal(500, "The request was dropped.", m_contentType));
}

// Reads on for a moment, below TLS: closing with unread bytes resets the connection, and the client
// would not get to see why it was refused.
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

} // namespace net::server
