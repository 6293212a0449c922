// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/callwatch.h"

#include <sys/socket.h>

namespace room {

CallWatch::CallWatch()
    : m_thread([this] { watch(); })
{
}

CallWatch::~CallWatch()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void CallWatch::begin(int socket)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_socket = socket;
        m_until = std::chrono::steady_clock::now() + kStoreDeadline;
        m_hasCut = false;
    }
    m_changed.notify_all();
}

void CallWatch::end()
{
    const std::scoped_lock lock(m_mutex);
    m_socket = -1;
}

void CallWatch::watch()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        if (m_socket < 0) {
            m_changed.wait(lock);
        } else if (std::chrono::steady_clock::now() >= m_until) {
            ::shutdown(m_socket, SHUT_RDWR); // the call's thread closes it
            m_socket = -1;
            m_hasCut = true;
        } else {
            m_changed.wait_until(lock, m_until);
        }
    }
}

} // namespace room
