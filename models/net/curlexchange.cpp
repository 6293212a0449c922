// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/curlexchange.h"

#include "models/net/trustedauthorities.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/text.h"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <new>

namespace net {

namespace {

using HeaderList = CurlExchange::HeaderList;
using Receiving = CurlExchange::Receiving;

constexpr const char* kOutOfMemory = "out of memory"; // so short that a string of it takes none

// Nothing may be thrown through libcurl. A count of 0 ends the exchange.
template<class Take>
std::size_t takeOrEnd(Receiving& receiving, std::size_t count, Take take)
{
    if (!receiving.take(count))
        return 0;
    try {
        take();
    } catch (const std::bad_alloc&) {
        receiving.isScarce = true;
        return 0;
    }
    return count;
}

std::size_t receiveBody(char* data, std::size_t, std::size_t count, void* user)
{
    auto& receiving = *static_cast<Receiving*>(user);
    return takeOrEnd(receiving, count, [&] {
        receiving.exchange.body.append(data, count);
        if (receiving.onBody != nullptr && *receiving.onBody && receiving.status >= 200
            && receiving.status < 300)
            (*receiving.onBody)(std::string_view(data, count));
    });
}

void takeHeaderLine(Receiving& receiving, std::string_view line)
{
    auto& headers = receiving.exchange.headers;
    if (line.starts_with("HTTP/")) {
        headers.clear(); // what came before was an interim reply
        receiving.isHeaderComplete = false;
        const std::size_t space = line.find(' '); // "HTTP/1.1 200 OK"
        receiving.status = 0;
        if (space != std::string_view::npos)
            std::from_chars(line.data() + space + 1, line.data() + line.size(), receiving.status);
        return;
    }
    receiving.isHeaderComplete = receiving.isHeaderComplete || telemetry::trimmed(line).empty();
    const auto colon = line.find(':');
    if (colon != std::string_view::npos) {
        std::string name(telemetry::trimmed(line.substr(0, colon)));
        std::ranges::transform(name, name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        headers.emplace_back(std::move(name),
                             std::string(telemetry::trimmed(line.substr(colon + 1))));
    }
}

std::size_t receiveHeader(char* data, std::size_t, std::size_t count, void* user)
{
    auto& receiving = *static_cast<Receiving*>(user);
    return takeOrEnd(receiving, count,
                     [&] { takeHeaderLine(receiving, std::string_view(data, count)); });
}

int watchProgress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    const auto& receiving = *static_cast<const Receiving*>(user);
    return receiving.cancel && receiving.cancel->load() ? 1 : 0;
}

// libcurl tells of the request's header right after it has handed the first of it to the socket
// (lib/http.c, Curl_buffer_send), and of its own to a proxy that is to open a way
// (lib/http_proxy.c) in the same words. What it tells besides is not looked at: there are secrets
// in it.
int watchSending(CURL*, curl_infotype type, char* data, std::size_t size, void* user)
{
    auto& receiving = *static_cast<Receiving*>(user);
    if (type != CURLINFO_HEADER_OUT || receiving.exchange.sentAt != telemetry::Timestamp{})
        return 0;
    if (std::string_view(data, size).starts_with("CONNECT ")) {
        receiving.isProxyAsked = true;
        return 0;
    }
    receiving.exchange.sentAt = telemetry::SystemClock().now();
    try {
        if (receiving.onSent != nullptr && *receiving.onSent)
            (*receiving.onSent)(receiving.exchange.sentAt);
    } catch (const std::bad_alloc&) { // it has left all the same: the Exchange says so
    }
    return 0;
}

bool isToken(std::string_view text)
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || others.find(c) != std::string_view::npos;
    });
}

// Empty when the request can be written as one HTTP message: nothing in it may start a second
// header.
std::string obstacleOf(const ClientRequest& request)
{
    if (!isToken(request.method))
        return "'" + request.method + "' is no HTTP method";
    constexpr std::string_view breaks("\r\n\0", 3);
    for (const auto& [name, value] : request.headers) {
        if (!isToken(name))
            return "'" + name + "' is no header name";
        if (value.find_first_of(breaks) != std::string::npos)
            return "the value of header '" + name + "' has a line break in it";
    }
    if (request.url.find_first_of(breaks) != std::string::npos)
        return "the URL has a line break in it";
    return {};
}

void addHeader(HeaderList& list, const char* line)
{
    curl_slist* const grown = curl_slist_append(list.get(), line);
    if (grown == nullptr) // a request without that header would be another one
        throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(grown);
}

HeaderList headerList(const ClientRequest& request)
{
    HeaderList list(nullptr, curl_slist_free_all);
    bool hasContentType = false;
    for (const auto& [name, value] : request.headers) {
        // libcurl's spelling for "this header, with an empty value" is a semicolon.
        addHeader(list, (value.empty() ? name + ";" : name + ": " + value).c_str());
        hasContentType = hasContentType || curl_strequal(name.c_str(), "content-type") != 0;
    }
    addHeader(list, "Expect:"); // no 100-continue round trip
    if (!hasContentType)
        addHeader(list, "Content-Type:"); // libcurl would claim it is a form
    return list;
}

// Loopback is never reached through a proxy, whatever the environment says.
std::string withoutProxy()
{
    std::string hosts = "localhost,127.0.0.1,::1";
    for (const char* variable : {"no_proxy", "NO_PROXY"}) {
        if (const char* more = std::getenv(variable); more && *more)
            return hosts + "," + more;
    }
    return hosts;
}

// libcurl copies texts. Where it cannot, it would send what it was told before: another method, no
// certificate.
struct Options
{
    CURL* curl;
    CURLcode problem = CURLE_OK; // the first

    template<class Value>
    void set(CURLoption option, Value value)
    {
        const CURLcode done = curl_easy_setopt(curl, option, value);
        if (problem == CURLE_OK)
            problem = done;
    }
};

void setMethod(Options& options, const ClientRequest& request)
{
    const bool hasBody = !request.body.empty() || request.method == "POST"
        || request.method == "PUT" || request.method == "PATCH";
    if (hasBody) {
        options.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        options.set(CURLOPT_POSTFIELDS, request.body.data());
    } else if (request.method == "HEAD") {
        options.set(CURLOPT_NOBODY, 1L);
    }
    options.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    // libcurl repeats any request, POST too, when a kept connection dies before the first byte of a
    // reply (lib/transfer.c, Curl_retry_request), and does so only on kept ones.
    if (!request.isRepeatable && request.method != "GET" && request.method != "HEAD") {
        options.set(CURLOPT_FRESH_CONNECT, 1L);
        options.set(CURLOPT_FORBID_REUSE, 1L);
    }
}

void setTls(Options& options, const ClientTls& tls)
{
    const std::string authorities = tls.authority.empty() ? trustedAuthorities() : tls.authority;
    if (!authorities.empty())
        options.set(CURLOPT_CAINFO, authorities.c_str());
    if (!tls.certificate.empty())
        options.set(CURLOPT_SSLCERT, tls.certificate.c_str());
    if (!tls.key.empty())
        options.set(CURLOPT_SSLKEY, tls.key.c_str());
}

void setSigning(Options& options, const AwsSigning& aws)
{
    if (aws.service.empty())
        return;
    const std::string provider = "aws:amz:" + aws.region + ":" + aws.service;
    options.set(CURLOPT_AWS_SIGV4, provider.c_str());
    options.set(CURLOPT_USERNAME, aws.keyId.c_str());
    options.set(CURLOPT_PASSWORD, aws.key.c_str());
}

CURLcode setUp(CURL* curl, const ClientRequest& request, Receiving& receiving, curl_slist* headers,
               char* errorText)
{
    curl_easy_reset(curl); // keeps the connections
    Options options{.curl = curl};
    options.set(CURLOPT_URL, request.url.c_str());
    options.set(CURLOPT_PROTOCOLS_STR, "http,https");
    options.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    options.set(CURLOPT_NOPROXY, withoutProxy().c_str());
    options.set(CURLOPT_NOSIGNAL, 1L);
    options.set(CURLOPT_HTTPHEADER, headers);
    options.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connectTimeout.count()));
    options.set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    options.set(CURLOPT_WRITEFUNCTION, receiveBody);
    options.set(CURLOPT_WRITEDATA, &receiving);
    options.set(CURLOPT_HEADERFUNCTION, receiveHeader);
    options.set(CURLOPT_HEADERDATA, &receiving);
    options.set(CURLOPT_NOPROGRESS, 0L);
    options.set(CURLOPT_XFERINFOFUNCTION, watchProgress);
    options.set(CURLOPT_XFERINFODATA, &receiving);
    options.set(CURLOPT_ERRORBUFFER, errorText);
    if (request.onSent || (request.method != "GET" && request.method != "HEAD")) {
        options.set(CURLOPT_DEBUGFUNCTION, watchSending);
        options.set(CURLOPT_DEBUGDATA, &receiving);
        options.set(CURLOPT_VERBOSE, 1L); // told to watchSending alone
    }
    if (request.isCompressible)
        options.set(CURLOPT_ACCEPT_ENCODING, ""); // all that libcurl can undo
    setTls(options, request.tls);
    setSigning(options, request.aws);
    setMethod(options, request);
    return options.problem;
}

ExchangeFault faultOf(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return ExchangeFault::None;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return ExchangeFault::Name;
    case CURLE_COULDNT_CONNECT:
        return ExchangeFault::Connection;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return ExchangeFault::Tls;
    case CURLE_OPERATION_TIMEDOUT:
        return ExchangeFault::Time;
    default:
        return ExchangeFault::Other;
    }
}

// libcurl counts what it has handed to the socket. Nothing of that can be proven not to have
// arrived.
ExchangeState stateOf(CURL* curl, CURLcode code, bool isHeaderComplete)
{
    if (code == CURLE_OK && isHeaderComplete)
        return ExchangeState::Replied;
    long requestBytes = 0;
    curl_off_t uploadedBytes = 0;
    const bool isKnown = curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &requestBytes) == CURLE_OK
        && curl_easy_getinfo(curl, CURLINFO_SIZE_UPLOAD_T, &uploadedBytes) == CURLE_OK;
    return isKnown && requestBytes == 0 && uploadedBytes == 0 ? ExchangeState::NotSent
                                                              : ExchangeState::SentNoReply;
}

} // namespace

void initializeCurl()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // With CURLOPT_NOSIGNAL libcurl no longer keeps a TLS peer that hangs up from killing us.
        std::signal(SIGPIPE, SIG_IGN);
        curl_global_init(CURL_GLOBAL_DEFAULT);
    });
}

CurlExchange::CurlExchange(CURL* handle, const ClientRequest& request,
                           const std::atomic<bool>* cancel)
    : m_handle(handle)
    , m_receiving{.exchange = m_exchange,
                  .limit = request.maxResponseBytes,
                  .cancel = cancel,
                  .onBody = &request.onBody,
                  .onSent = &request.onSent}
    , m_headers(nullptr, curl_slist_free_all)
    , m_start(std::chrono::steady_clock::now())
{
    try {
        m_exchange.error = m_handle ? obstacleOf(request) : "libcurl could not be set up";
        if (!m_exchange.error.empty())
            return;
        m_headers = headerList(request);
        const CURLcode problem =
            setUp(m_handle, request, m_receiving, m_headers.get(), m_errorText.data());
        if (problem != CURLE_OK)
            m_exchange.error = curl_easy_strerror(problem);
    } catch (const std::bad_alloc&) {
        m_exchange.error = kOutOfMemory;
    }
    m_isValid = m_exchange.error.empty();
    if (!m_isValid && m_handle)
        curl_easy_reset(m_handle); // it would point here
}

CurlExchange::~CurlExchange()
{
    if (m_isValid)
        curl_easy_reset(m_handle);
}

Exchange CurlExchange::finish(CURLcode code)
{
    if (!m_isValid)
        return std::move(m_exchange);
    m_exchange.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - m_start);
    long status = 0;
    curl_easy_getinfo(m_handle, CURLINFO_RESPONSE_CODE, &status);
    m_exchange.status = static_cast<int>(status);
    m_exchange.state = stateOf(m_handle, code, m_receiving.isHeaderComplete);
    m_exchange.fault = faultOf(code);
    // What libcurl counts is the question to the proxy, which opened no way.
    if (m_receiving.isProxyAsked && m_exchange.sentAt == telemetry::Timestamp{})
        m_exchange.state = ExchangeState::NotSent;
    try {
        m_exchange.error = problemOf(code);
    } catch (const std::bad_alloc&) {
        m_exchange.error = kOutOfMemory;
    }
    return std::move(m_exchange);
}

std::string CurlExchange::problemOf(CURLcode code) const
{
    if (m_receiving.isScarce)
        return kOutOfMemory;
    if (m_receiving.isTooLarge)
        return "the reply is larger than " + std::to_string(m_receiving.limit) + " bytes";
    if (code != CURLE_OK)
        return m_errorText[0] ? m_errorText.data() : curl_easy_strerror(code);
    if (!m_receiving.isHeaderComplete) // libcurl takes half a header for a whole reply
        return "the reply broke off in its header";
    return {};
}

} // namespace net
