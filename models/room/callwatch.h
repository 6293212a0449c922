// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace room {

inline constexpr std::chrono::seconds kStoreDeadline{10};

// libpq waits for a reply as long as the network takes the connection for alive, which a peer that
// only swallows can make for ever. After kStoreDeadline this shuts the socket down, whereupon the
// waiting call fails. A thread of its own.
class CallWatch
{
public:
    CallWatch();
    CallWatch(const CallWatch&) = delete;
    CallWatch& operator=(const CallWatch&) = delete;
    ~CallWatch();

    void begin(int socket); // of the call that follows; negative: none
    void end();
    bool hasCut() const { return m_hasCut; } // since the last begin()

private:
    void watch();

    std::mutex m_mutex; // guards m_socket, m_until, m_isEnding
    std::condition_variable m_changed;
    int m_socket = -1;
    std::chrono::steady_clock::time_point m_until;
    bool m_isEnding = false;
    std::atomic<bool> m_hasCut = false;
    std::thread m_thread;
};

} // namespace room
