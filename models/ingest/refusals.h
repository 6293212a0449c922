// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace ingest {

// Deliveries that were sent away before anything of them was read, by reason. The reasons are ours:
// few, and nothing in them of what was sent. Any thread.
class Refusals
{
public:
    static constexpr const char* kQueueFull = "the console was behind";
    static constexpr const char* kNoToken = "no bearer token, or a wrong one";
    static constexpr const char* kContentType =
        "a content type that is neither application/x-protobuf nor application/json";
    static constexpr const char* kTooLarge = "larger than is taken";
    static constexpr const char* kTooMuch = "too much was being received at once";
    static constexpr const char* kMalformed = "no well-formed request";
    static constexpr const char* kBrokenOff = "broken off before all of it had come";
    static constexpr const char* kNoMessage = "no whole message came, or one larger than is taken";
    static constexpr const char* kConnections = "too many connections";
    static constexpr const char* kBrowser = "sent by a page in a browser, without a token";

    void add(const char* reason)
    {
        const std::scoped_lock lock(m_mutex);
        ++m_counts[reason];
    }
    std::map<std::string, std::uint64_t> counts() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_counts;
    }

private:
    mutable std::mutex m_mutex; // guards m_counts
    std::map<std::string, std::uint64_t> m_counts;
};

} // namespace ingest
