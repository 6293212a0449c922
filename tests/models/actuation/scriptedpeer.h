// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

// A peer that answers each request with the bytes that the test says, or misbehaves on the wire. It
// counts the writes that arrive.
class ScriptedPeer
{
public:
    struct Answer
    {
        std::string bytes; // sent as they are
        bool hangs = false; // then keep the connection open, silently, instead of closing it
    };
    // `writes`: how many writes have arrived, this one included.
    using Script = std::function<Answer(const std::string& request, int writes)>;

    explicit ScriptedPeer(Script script)
        : m_script(std::move(script))
        , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_listener, generic, size) != 0 || ::listen(m_listener, 64) != 0
            || ::getsockname(m_listener, generic, &size) != 0)
            std::abort();
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ScriptedPeer(const ScriptedPeer&) = delete;
    ScriptedPeer& operator=(const ScriptedPeer&) = delete;
    ~ScriptedPeer()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
        for (const int held : m_held)
            ::close(held);
    }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    int writes() const { return m_writes; }
    int reads() const { return m_reads; }
    std::string lastWrite() const
    {
        const std::lock_guard lock(m_mutex);
        return m_lastWrite;
    }

    static std::string reply(int status, const std::string& body, const std::string& headers = "")
    {
        return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: "
            + std::to_string(body.size()) + "\r\nConnection: close\r\n" + headers + "\r\n" + body;
    }

private:
    static std::string readRequest(int connection)
    {
        std::string text;
        char buffer[4096];
        while (true) {
            const std::size_t headerEnd = text.find("\r\n\r\n");
            if (headerEnd != std::string::npos) {
                const std::size_t at = text.find("Content-Length: ");
                const std::size_t length =
                    at == std::string::npos ? 0 : std::stoul(text.substr(at + 16));
                if (text.size() >= headerEnd + 4 + length)
                    return text;
            }
            const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
            if (count <= 0)
                return text;
            text.append(buffer, static_cast<std::size_t>(count));
        }
    }

    void serve()
    {
        while (true) {
            const int connection = ::accept(m_listener, nullptr, nullptr);
            if (connection < 0)
                return;
            const std::string request = readRequest(connection);
            if (request.empty()) {
                ::close(connection);
                continue;
            }
            const bool isWrite = request.substr(0, 4) != "GET ";
            if (isWrite) {
                const std::lock_guard lock(m_mutex);
                m_lastWrite = request;
            }
            isWrite ? ++m_writes : ++m_reads;
            const Answer answer = m_script(request, m_writes);
            std::size_t sent = 0;
            while (sent < answer.bytes.size()) {
                const ssize_t count = ::send(connection, answer.bytes.data() + sent,
                                             answer.bytes.size() - sent, MSG_NOSIGNAL);
                if (count <= 0)
                    break;
                sent += static_cast<std::size_t>(count);
            }
            if (answer.hangs)
                m_held.push_back(connection);
            else
                ::close(connection);
        }
    }

    Script m_script;
    int m_listener;
    std::uint16_t m_port = 0;
    std::atomic<int> m_writes = 0;
    std::atomic<int> m_reads = 0;
    mutable std::mutex m_mutex; // guards m_lastWrite
    std::string m_lastWrite;
    std::vector<int> m_held; // serving thread, then the destructor
    std::thread m_thread;
};
