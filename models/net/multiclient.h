// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpclient.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace net {

// Many exchanges at once on one thread: libcurl's multi handle, with one connection cache. The same
// rules as HttpClient: no redirects, http and https only, deadlines and caps of each request.
class MultiClient
{
public:
    // Called from run(), once an exchange; may start further ones.
    using Handler = std::function<void(Exchange)>;

    MultiClient();
    MultiClient(const MultiClient&) = delete;
    MultiClient& operator=(const MultiClient&) = delete;
    ~MultiClient(); // drops what is under way; its handlers are not called

    void start(ClientRequest request, Handler handler);
    // Moves all exchanges on. Returns when one has ended, wake() was called or `timeout` passed.
    void run(std::chrono::milliseconds timeout);
    // Any thread: ends the wait of run().
    void wake();
    std::size_t runningCount() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace net
