// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpclient.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace net {

// One exchange on one easy handle, which points into this object until it is destroyed: neither may
// move. Shared by the clients of this module.
class CurlExchange
{
public:
    using HeaderList = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;
    // What the callbacks write to.
    struct Receiving
    {
        Exchange& exchange;
        std::size_t limit = 0;
        std::size_t received = 0;
        const std::atomic<bool>* cancel = nullptr;
        bool isTooLarge = false;
        bool isScarce = false; // there was not memory enough for what came
        bool isHeaderComplete = false;
        bool isProxyAsked = false; // for a way to the peer; told of what is watched alone
        int status = 0; // of the header that is being read
        const std::function<void(std::string_view)>* onBody = nullptr;
        const std::function<void(telemetry::Timestamp)>* onSent = nullptr;

        bool take(std::size_t count)
        {
            received += count;
            isTooLarge = received > limit;
            return !isTooLarge;
        }
    };

    // `request` must outlive it. When it is not valid, finish() says why and nothing may be sent.
    // Neither throws where memory ends.
    CurlExchange(CURL* handle, const ClientRequest& request, const std::atomic<bool>* cancel);
    CurlExchange(const CurlExchange&) = delete;
    CurlExchange& operator=(const CurlExchange&) = delete;
    ~CurlExchange(); // resets the handle

    bool isValid() const { return m_isValid; }
    Exchange finish(CURLcode code);

private:
    std::string problemOf(CURLcode code) const; // of what was sent; empty: none

    CURL* m_handle;
    Exchange m_exchange;
    Receiving m_receiving;
    HeaderList m_headers;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    std::chrono::steady_clock::time_point m_start;
    bool m_isValid = false;
};

// Once a process, before anything else of libcurl.
void initializeCurl();

} // namespace net
