// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/refusal.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace ingest {

// Deliveries that were sent away before anything of them was read, by endpoint and reason: those of
// telemetry::refusal. Any thread.
class Refusals
{
public:
    static constexpr const char* kQueueFull = telemetry::refusal::kQueueFull;
    static constexpr const char* kNoToken = telemetry::refusal::kNoToken;
    static constexpr const char* kContentType = telemetry::refusal::kContentType;
    static constexpr const char* kTooLarge = telemetry::refusal::kTooLarge;
    static constexpr const char* kTooMuch = telemetry::refusal::kTooMuch;
    static constexpr const char* kMalformed = telemetry::refusal::kMalformed;
    static constexpr const char* kBrokenOff = telemetry::refusal::kBrokenOff;
    static constexpr const char* kNoMessage = telemetry::refusal::kNoMessage;
    static constexpr const char* kConnections = telemetry::refusal::kConnections;
    static constexpr const char* kBrowser = telemetry::refusal::kBrowser;
    static constexpr const char* kWrongPath = telemetry::refusal::kWrongPath;
    static constexpr const char* kHttp2 = telemetry::refusal::kHttp2;
    static constexpr const char* kTls = telemetry::refusal::kTls;
    static constexpr const char* kPlainText = telemetry::refusal::kPlainText;
    static constexpr const char* kUntrusted = telemetry::refusal::kUntrusted;
    static constexpr const char* kWrongService = telemetry::refusal::kWrongService;

    void add(const std::string& source, const char* reason, telemetry::Timestamp now)
    {
        const std::scoped_lock lock(m_mutex);
        Count& found = m_counts[{source, reason}];
        ++found.count;
        found.last = now;
    }
    std::map<std::string, std::uint64_t> counts() const // by reason
    {
        const std::scoped_lock lock(m_mutex);
        std::map<std::string, std::uint64_t> counts;
        for (const auto& [key, found] : m_counts)
            counts[key.second] += found.count;
        return counts;
    }
    std::vector<telemetry::Refusal> all() const
    {
        const std::scoped_lock lock(m_mutex);
        std::vector<telemetry::Refusal> all;
        for (const auto& [key, found] : m_counts)
            all.push_back({.source = key.first,
                           .reason = key.second,
                           .count = found.count,
                           .last = found.last});
        return all;
    }

private:
    struct Count
    {
        std::uint64_t count = 0;
        telemetry::Timestamp last;
    };
    mutable std::mutex m_mutex; // guards m_counts
    std::map<std::pair<std::string, std::string>, Count> m_counts; // by source and reason
};

} // namespace ingest
