// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/peerserver.h"

#include "tests/faults/scarcity.h"
#include "tests/faults/trial.h"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace faults {

namespace {

bool isWholeRequest(const std::string& request)
{
    const std::size_t end = request.find("\r\n\r\n");
    if (end == std::string::npos)
        return false;
    constexpr std::string_view name = "\r\nContent-Length: ";
    const std::size_t length = request.find(name);
    const std::size_t body = length < end
        ? static_cast<std::size_t>(std::atoll(request.c_str() + length + name.size()))
        : 0;
    return request.size() >= end + 4 + body;
}

void answerOne(int connection, const std::function<std::string(const std::string&)>& answer)
{
    std::string request;
    std::array<char, 16384> bytes{};
    while (!isWholeRequest(request)) {
        const ssize_t got = ::recv(connection, bytes.data(), bytes.size(), 0);
        if (got <= 0)
            return; // whoever began it broke it off
        request.append(bytes.data(), static_cast<std::size_t>(got));
    }
    const std::string reply = answer(request);
    std::string_view rest = reply;
    while (!rest.empty()) {
        const ssize_t done = ::send(connection, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (done <= 0)
            return;
        rest.remove_prefix(static_cast<std::size_t>(done));
    }
}

} // namespace

PeerServer::PeerServer(std::function<std::string(const std::string&)> answer)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    require(::bind(listener, generic, size) == 0 && ::listen(listener, 16) == 0
                && ::getsockname(listener, generic, &size) == 0,
            "no peer could be made");
    m_port = ntohs(address.sin_port);
    std::thread([listener, answer = std::move(answer)] {
        spare();
        while (true) {
            const int connection = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (connection < 0)
                std::abort();
            answerOne(connection, answer);
            ::close(connection);
        }
    }).detach();
}

std::string okReply(const std::string& body)
{
    return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n"
           "Content-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
}

} // namespace faults
