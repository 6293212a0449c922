// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/link.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <cstdint>
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

    // `staleAfter`: of the whole source; 0: learned feed by feed, as of links that are listened on.
    LinkBook(std::string source, std::chrono::seconds staleAfter, telemetry::Timestamp now);

    struct Round
    {
        std::string feed;
        telemetry::Duration every{}; // between rounds
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
    // What one feed brought, round by round.
    struct Course
    {
        telemetry::Duration every{};
        std::deque<telemetry::Duration> intervals; // between the newest rounds with something new
        std::optional<telemetry::Timestamp> lastData;
        // Rounds and their items, of the time that the rate is told of; the first only says since
        // when: what it brought is as old as the pull looks back.
        std::deque<std::pair<telemetry::Timestamp, std::uint64_t>> rounds;
    };
    void addTo(Course& course, const Round& round, telemetry::Timestamp now);
    std::pair<telemetry::LinkState, std::string> judged(telemetry::Timestamp now) const;
    // Why a feed is stale; empty when none is.
    std::string staleness(telemetry::Timestamp now) const;
    std::optional<double> rate(telemetry::Timestamp now) const;

    telemetry::LinkStatus m_status;
    std::chrono::seconds m_staleAfter;
    telemetry::Timestamp m_opened;
    bool m_isClosed = false;
    bool m_hasRun = false;
    std::map<std::string, std::string> m_problems; // by feed
    std::map<std::string, std::string> m_behind;
    std::map<std::string, telemetry::Timestamp> m_nextTries; // of the feeds that failed
    std::map<std::string, Course> m_courses; // by feed
};

} // namespace pull
