// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/net/rawsocket.h"

#include <array>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace nettest {

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int listenOnFreePort(std::uint16_t& port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(listener, 16);
    ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
    return listener;
}

int countOf(std::string_view text, std::string_view part)
{
    int count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace

RawSocket::RawSocket(int descriptor)
    : m_descriptor(descriptor)
{
}

RawSocket::RawSocket(RawSocket&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

RawSocket::~RawSocket()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

RawSocket RawSocket::connect(std::uint16_t port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    RawSocket socket(descriptor);
    socket.limitWaiting();
    const sockaddr_in address = loopback(port);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return socket;
    return RawSocket(-1);
}

void RawSocket::limitWaiting()
{
    const timeval wait{.tv_sec = 20, .tv_usec = 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
}

bool RawSocket::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string RawSocket::readUntil(std::string_view text, int times)
{
    std::string all;
    std::array<char, 4096> part{};
    while (text.empty() || countOf(all, text) < times) {
        const auto count = ::recv(m_descriptor, part.data(), part.size(), 0);
        if (count <= 0)
            break;
        all.append(part.data(), static_cast<std::size_t>(count));
    }
    return all;
}

void RawSocket::shutdownSend()
{
    ::shutdown(m_descriptor, SHUT_WR);
}

void RawSocket::reset()
{
    const linger hard{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    ::close(std::exchange(m_descriptor, -1));
}

ScriptedServer::ScriptedServer(std::function<void(RawSocket&)> serve)
{
    m_listener = listenOnFreePort(m_port);
    m_thread = std::thread([this, serve = std::move(serve)] {
        std::vector<std::jthread> threads;
        while (true) {
            RawSocket peer(::accept(m_listener, nullptr, nullptr));
            if (!peer.isOpen() || m_isStopping)
                return;
            peer.limitWaiting();
            ++m_accepted;
            threads.emplace_back([serve, held = std::move(peer)]() mutable { serve(held); });
        }
    });
}

ScriptedServer::~ScriptedServer()
{
    m_isStopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
}

std::uint16_t unusedPort()
{
    std::uint16_t port = 0;
    ::close(listenOnFreePort(port));
    return port;
}

} // namespace nettest
