// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/portholder.h"

#include "models/telemetry/visibletext.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include <arpa/inet.h>
#include <unistd.h>

namespace commands {

namespace {

namespace fs = std::filesystem;

const std::string kMapped = std::string(16, '0') + (ntohl(1) == 1 ? "0000FFFF" : "FFFF0000");

struct Socket
{
    std::string inode;
    unsigned user = 0;
};

// As the kernel writes it: each 32 bits of the address in this machine's byte order.
std::string kernelAddress(const std::string& address)
{
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::size_t size = 0;
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1)
        size = sizeof(in_addr);
    else if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1)
        size = sizeof(in6_addr);
    std::string text;
    for (std::size_t i = 0; i < size; i += 4) {
        std::uint32_t word = 0;
        std::memcpy(&word, bytes.data() + i, sizeof word);
        std::array<char, 9> hex{};
        std::snprintf(hex.data(), hex.size(), "%08X", word);
        text += hex.data();
    }
    return text;
}

bool isAnyAddress(const std::string& address)
{
    return address.find_first_not_of('0') == std::string::npos;
}

// Of /proc/net/tcp: number, local address, remote address, state, queues, timer, retransmits, user,
// timeout, inode (Linux, Documentation/networking/proc_net_tcp.rst).
std::optional<Socket> listeningSocket(const char* table, const std::string& address,
                                      std::uint16_t port)
{
    constexpr const char* kListening = "0A";
    std::array<char, 5> wanted{};
    std::snprintf(wanted.data(), wanted.size(), "%04X", port);
    std::ifstream file(table);
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        std::string number, local, remote, state, queues, timer, retransmits, timeout;
        Socket socket;
        fields >> number >> local >> remote >> state >> queues >> timer >> retransmits
            >> socket.user >> timeout >> socket.inode;
        const auto colon = local.find(':');
        if (!fields || state != kListening || colon == std::string::npos
            || local.substr(colon + 1) != wanted.data())
            continue;
        const std::string there = local.substr(0, colon);
        // gRPC listens on IPv4 addresses through IPv6 sockets: ::ffff:127.0.0.1.
        const bool isMapped = address.size() == 8 && there == kMapped + address;
        if (there == address || isMapped || isAnyAddress(there) || isAnyAddress(address))
            return socket;
    }
    return {};
}

bool isNumber(const std::string& text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool holds(const fs::path& process, const std::string& socket)
{
    std::error_code error;
    for (fs::directory_iterator file(process / "fd", error), end; !error && file != end;
         file.increment(error)) {
        std::error_code gone;
        if (fs::read_symlink(file->path(), gone) == socket)
            return true;
    }
    return false;
}

} // namespace

std::string portHolder(const Endpoint& endpoint)
{
    const std::string address = kernelAddress(endpoint.address);
    auto socket = listeningSocket("/proc/net/tcp", address, endpoint.port);
    if (!socket)
        socket = listeningSocket("/proc/net/tcp6", address, endpoint.port);
    if (!socket)
        return {};
    std::error_code error;
    for (fs::directory_iterator process("/proc", error), end; !error && process != end;
         process.increment(error)) {
        const std::string id = process->path().filename().string();
        if (!isNumber(id) || !holds(process->path(), "socket:[" + socket->inode + "]"))
            continue;
        std::ifstream file(process->path() / "comm");
        std::string name;
        std::getline(file, name);
        return (name.empty() ? std::string("a program") : telemetry::visibleLine(name))
            + " (process " + id + ")";
    }
    return socket->user == geteuid() ? std::string() : "a process of another user";
}

telemetry::Error withHolder(telemetry::Error error, const Endpoint& endpoint)
{
    const std::string holder =
        error.kind == telemetry::ErrorKind::Unreachable ? portHolder(endpoint) : std::string();
    if (!holder.empty())
        error.message += " It is held by " + holder + ".";
    return error;
}

} // namespace commands
