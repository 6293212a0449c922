// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpserver.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

// Paths of PEM files; empty: as the system has it.
struct ClientTls
{
    std::string authority;
    std::string certificate;
    std::string key;
};

// AWS Signature Version 4, made by libcurl.
struct AwsSigning
{
    std::string region;
    std::string service; // empty: not signed
    std::string keyId;
    std::string key;
};

struct ClientRequest
{
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::chrono::milliseconds connectTimeout{2000};
    std::chrono::milliseconds timeout{5000}; // whole exchange
    std::size_t maxResponseBytes = 8U * 1024 * 1024; // header and body; more ends the exchange
    // Harmless when it arrives twice, as GET and HEAD always are. Only such a request may go out on
    // a kept connection, because libcurl sends it again, unasked, when that connection turns out
    // dead.
    bool isRepeatable = false;
    // Asks for gzip and the like; maxResponseBytes then counts what came out of it.
    bool isCompressible = false;
    ClientTls tls = {};
    AwsSigning aws = {};
    // Called with each piece of a body of status 2xx as it comes, on the thread that performs the
    // exchange; the whole stands in the Exchange all the same.
    std::function<void(std::string_view)> onBody = {};
    // Called once, on that thread, when the first bytes of the request have been handed to the
    // network; the time is that of Exchange::sentAt.
    std::function<void(telemetry::Timestamp)> onSent = {};
};

// How far an exchange got. What was not sent may be tried again; what was sent may have had its
// effect.
enum class ExchangeState
{
    NotSent, // refused, unresolved, or failed before any byte of the request was handed to the
             // network
    SentNoReply, // sent in part or in whole, and no complete reply came: outcome unknown
    Replied,
};

// What kept an exchange from a whole reply.
enum class ExchangeFault
{
    None,
    Name, // of the host, or of the proxy: not found
    Connection, // nobody took it
    Tls, // no handshake, or a certificate that is not taken
    Time, // over
    Other, // it broke off, or what came is no HTTP
};

struct Exchange
{
    ExchangeState state = ExchangeState::NotSent;
    int status = 0; // also of a reply that broke off; 0 when there was none
    std::vector<std::pair<std::string, std::string>> headers; // names lower-case
    std::string body;
    std::string error; // libcurl's words when not Replied
    std::chrono::microseconds elapsed{0};
    // When the first bytes of a write left, or of what has onSent; zero: none did, or not watched.
    telemetry::Timestamp sentAt = {};
    ExchangeFault fault = ExchangeFault::None;

    std::string_view header(std::string_view name) const;
};

// One libcurl easy handle with its connection cache. One thread at a time. No redirects, http and
// https only.
class HttpClient
{
public:
    HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    ~HttpClient();

    // Blocks until the exchange ends, `cancel` becomes true, or a timeout passes.
    Exchange perform(const ClientRequest& request, const std::atomic<bool>* cancel = nullptr);

private:
    void* m_handle; // CURL*
};

} // namespace net
