// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace faults {

// Answers each request, a connection each, on a thread of its own that memory is never short of.
// `answer` is given the whole request and gives the whole reply. The process of the trial ends it.
class PeerServer
{
public:
    explicit PeerServer(std::function<std::string(const std::string& request)> answer);
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

private:
    std::uint16_t m_port = 0;
};

std::string okReply(const std::string& body); // 200, JSON

} // namespace faults
