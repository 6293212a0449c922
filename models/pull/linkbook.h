// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/link.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace pull {

// Keeps the link state of one source from what its feeds went through. One thread.
class LinkBook
{
public:
    using Clock = std::chrono::steady_clock;

    LinkBook(std::string source, std::chrono::seconds staleAfter, telemetry::Timestamp now);

    struct Round
    {
        std::string feed;
        std::string problem; // empty: it went well
        std::uint64_t items = 0;
        std::uint64_t duplicates = 0;
        std::uint64_t rejected = 0;
        std::optional<telemetry::Timestamp> newest; // event time
        std::optional<telemetry::Duration> skew;
        std::optional<telemetry::Timestamp> nextTry = {}; // of a feed that failed
        std::string behind; // not empty: older data is still being pulled; says how old
    };
    void add(const Round& round, telemetry::Timestamp now);
    void close(telemetry::Timestamp now);
    // True when the state or its reason is another one now.
    bool update(telemetry::Timestamp now);

    const telemetry::LinkStatus& status() const { return m_status; }

private:
    std::pair<telemetry::LinkState, std::string> judged(telemetry::Timestamp now) const;

    telemetry::LinkStatus m_status;
    std::chrono::seconds m_staleAfter;
    telemetry::Timestamp m_opened;
    bool m_isClosed = false;
    bool m_hasRun = false;
    std::map<std::string, std::string> m_problems; // by feed
    std::map<std::string, std::string> m_behind;
    std::map<std::string, telemetry::Timestamp> m_nextTries; // of the feeds that failed
    std::deque<std::pair<telemetry::Timestamp, std::uint64_t>> m_recent; // items of the last minute
};

} // namespace pull
