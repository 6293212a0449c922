// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpserver.h"
#include "models/telemetry/scarcememory.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_set>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

// What an HttpServer is made of; for httpserver.cpp and httpconnection.cpp only.
namespace net::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using beast::error_code;
using TlsStream = asio::ssl::stream<beast::tcp_stream&>;

// The way from a responder back to the I/O thread, closed when the server goes.
struct Gate
{
    std::mutex mutex; // guards context
    asio::io_context* context = nullptr;

    // Waits for memory: who waits for an answer would wait for ever. `work` is copied, which is to
    // take none.
    template<class Work>
    void post(const Work& work)
    {
        static_assert(std::is_nothrow_copy_constructible_v<Work>);
        telemetry::withPatience([&] {
            const std::scoped_lock lock(mutex);
            if (context)
                asio::post(*context, Work(work));
        });
    }
};

class Connection;

// What the connections share. All but `connectionCount` belongs to the I/O thread.
struct Shared
{
    HttpServer::Handler handler;
    HttpDoor::Refusal refusal;
    HttpDoor::Admit admit; // may be empty
    HttpDoor::Lost lost; // may be empty
    HttpServerLimits limits;
    std::unique_ptr<asio::ssl::context> tls; // null: plain HTTP
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    std::atomic<std::size_t> connectionCount = 0;
    std::size_t bufferedBytes = 0;
    // While a request is being answered nothing is pending on its connection, so they are kept
    // here.
    std::unordered_set<std::shared_ptr<Connection>> connections;
};

// One client, from its first byte to its last. I/O thread only.
class Connection : public std::enable_shared_from_this<Connection>
{
public:
    Connection(Shared& shared, tcp::socket socket);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    void start();
    void answer(HttpResponse response);
    void answerDropped();
    // Where nothing is pending on it, nothing is going to happen any more, but for an answer.
    bool isHandled() const { return m_isHandled; }
    // Of one that nothing is going to happen to, since what was to had not memory enough: answers
    // 503 where that can be, and else closes.
    void recover();

private:
    void handshaken(error_code ec);
    void awaitRequest();
    void readHeader();
    void headerRead(error_code ec);
    void sendContinue();
    void readBody();
    void bodyRead(error_code ec);
    void dispatch();
    void readFailed(error_code ec);
    bool startsLikeTls() const;
    void refuse(int status, const std::string& text);
    void turnAway(HttpResponse response);
    // Calls `work` with the stream that is spoken on.
    template<class Work>
    void onStream(Work work);
    template<class Body>
    void send(std::shared_ptr<http::response<Body>> response);
    void linger(std::size_t left);
    void close() { m_shared.connections.erase(shared_from_this()); }
    void releaseBody();

    Shared& m_shared;
    beast::tcp_stream m_stream;
    std::unique_ptr<TlsStream> m_tls; // on m_stream; null when it speaks plainly
    beast::flat_buffer m_buffer;
    std::optional<http::request_parser<http::string_body>> m_parser; // one a request
    std::size_t m_bufferedBytes = 0; // our share of the shared count
    HttpRequest m_request; // its header, until it is dispatched
    std::string m_contentType; // of the request
    unsigned m_version = 11;
    bool m_isKeepAlive = false;
    bool m_isTlsHello = false; // its first bytes are those of TLS, where plain HTTP is spoken
    bool m_isHead = false;
    bool m_isReceiving = false; // a request: it can be answered
    bool m_isHandled = false; // somebody is going to answer
};

} // namespace net::server
