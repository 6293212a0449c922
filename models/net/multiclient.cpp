// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/multiclient.h"

#include "models/net/curlexchange.h"
#include "models/telemetry/scarcememory.h"

#include <map>
#include <utility>
#include <vector>

namespace net {

namespace {

struct Running
{
    Running(CURL* easy, ClientRequest wanted, MultiClient::Handler whenDone)
        : handle(easy)
        , request(std::move(wanted))
        , handler(std::move(whenDone))
        , exchange(handle, request, nullptr)
    {
    }

    CURL* handle;
    ClientRequest request;
    MultiClient::Handler handler;
    CurlExchange exchange;
};

} // namespace

struct MultiClient::Private
{
    CURLM* multi = nullptr;
    std::vector<CURL*> idle; // easy handles for the next exchange
    std::map<CURL*, std::unique_ptr<Running>> running;
    std::vector<std::unique_ptr<Running>> stillborn; // could not be started

    void collect();
    void end(std::unique_ptr<Running> ended, CURLcode code);
};

void MultiClient::Private::end(std::unique_ptr<Running> ended, CURLcode code)
{
    Exchange exchange = ended->exchange.finish(code);
    const Handler handler = std::move(ended->handler);
    CURL* const handle = ended->handle;
    ended.reset();
    if (handle) {
        telemetry::makeRoom(idle);
        idle.push_back(handle);
    }
    if (handler)
        handler(std::move(exchange));
}

void MultiClient::Private::collect()
{
    for (auto& dead : std::exchange(stillborn, {}))
        end(std::move(dead), CURLE_FAILED_INIT);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURL* const handle = message->easy_handle;
        const CURLcode code = message->data.result;
        curl_multi_remove_handle(multi, handle);
        auto node = running.extract(handle);
        if (!node.empty())
            end(std::move(node.mapped()), code);
    }
}

MultiClient::MultiClient()
    : d(std::make_unique<Private>())
{
    initializeCurl();
    d->multi = curl_multi_init();
}

MultiClient::~MultiClient()
{
    for (auto& [handle, running] : d->running) {
        curl_multi_remove_handle(d->multi, handle);
        running.reset();
        curl_easy_cleanup(handle);
    }
    for (auto& dead : d->stillborn) {
        CURL* const handle = dead->handle;
        dead.reset();
        curl_easy_cleanup(handle);
    }
    for (CURL* const handle : d->idle)
        curl_easy_cleanup(handle);
    curl_multi_cleanup(d->multi);
}

void MultiClient::start(ClientRequest request, Handler handler)
{
    CURL* handle = nullptr;
    if (d->idle.empty()) {
        handle = curl_easy_init();
    } else {
        handle = d->idle.back();
        d->idle.pop_back();
    }
    // Whatever has no place yet is not begun: nobody would hear of its end.
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> owned(handle, curl_easy_cleanup);
    telemetry::makeRoom(d->stillborn);
    auto& started = d->running[handle];
    try {
        started = std::make_unique<Running>(handle, std::move(request), std::move(handler));
    } catch (const std::bad_alloc&) {
        d->running.erase(handle);
        throw;
    }
    static_cast<void>(owned.release());
    if (!d->multi || !started->exchange.isValid()
        || curl_multi_add_handle(d->multi, handle) != CURLM_OK) {
        d->stillborn.push_back(std::move(started));
        d->running.erase(handle);
    }
}

void MultiClient::run(std::chrono::milliseconds timeout)
{
    int running = 0;
    curl_multi_perform(d->multi, &running);
    if (d->stillborn.empty() && static_cast<std::size_t>(running) == d->running.size())
        curl_multi_poll(d->multi, nullptr, 0, static_cast<int>(timeout.count()), nullptr);
    curl_multi_perform(d->multi, &running);
    d->collect();
}

void MultiClient::wake()
{
    curl_multi_wakeup(d->multi);
}

std::size_t MultiClient::runningCount() const
{
    return d->running.size() + d->stillborn.size();
}

} // namespace net
