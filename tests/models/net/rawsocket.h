// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace nettest {

// A blocking loopback TCP connection for saying what no HTTP library would say.
class RawSocket
{
public:
    explicit RawSocket(int descriptor);
    RawSocket(const RawSocket&) = delete;
    RawSocket& operator=(const RawSocket&) = delete;
    RawSocket(RawSocket&& other) noexcept;
    ~RawSocket();

    static RawSocket connect(std::uint16_t port); // !isOpen() when refused

    bool isOpen() const { return m_descriptor >= 0; }
    bool send(std::string_view bytes); // false once the peer has closed
    // Reads until `text` has been seen `times` times, the peer closes, or 20 s have passed.
    std::string readUntil(std::string_view text, int times = 1);
    std::string readAll() { return readUntil({}); }
    void shutdownSend();
    void limitWaiting(); // reads and writes fail after 20 s
    void reset(); // closes with RST

private:
    int m_descriptor = -1;
};

// Accepts connections on a free loopback port and hands each to `serve`, on a thread of its own.
class ScriptedServer
{
public:
    explicit ScriptedServer(std::function<void(RawSocket&)> serve);
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    ~ScriptedServer();

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    int accepted() const { return m_accepted; }

private:
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<int> m_accepted = 0;
    std::atomic<bool> m_isStopping = false;
    std::thread m_thread;
};

// A loopback port nobody listens on.
std::uint16_t unusedPort();

} // namespace nettest
