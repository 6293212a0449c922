// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/httpclient.h"

#include "models/net/curlexchange.h"

namespace net {

HttpClient::HttpClient()
{
    initializeCurl();
    m_handle = curl_easy_init();
}

HttpClient::~HttpClient()
{
    curl_easy_cleanup(m_handle);
}

Exchange HttpClient::perform(const ClientRequest& request, const std::atomic<bool>* cancel)
{
    CurlExchange exchange(m_handle, request, cancel);
    return exchange.finish(exchange.isValid() ? curl_easy_perform(m_handle) : CURLE_OK);
}

} // namespace net
