// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/telemetry/link.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace ingest {

// What came over a link at once. Event times are the sender's.
struct Arrival
{
    telemetry::Timestamp at; // our clock
    std::optional<telemetry::Timestamp> oldest; // when its items ended
    std::optional<telemetry::Timestamp> newest;
    std::uint64_t items = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t rejected = 0;
};

// How one link is doing, learned from what came over it. All judgements of age go by our clock: a
// sender whose clock is hours off is neither stale nor from the future. One thread.
class LinkTrack
{
public:
    // A link is stale after kTolerance times the time that is usual between its deliveries (90 % of
    // the newest ones are nearer), but not sooner than kSoonestStale. While that is not known it
    // waits again after kUnlearned: that nothing comes may be its way, and is no gap.
    static constexpr int kTolerance = 3;
    static constexpr telemetry::Duration kSoonestStale = std::chrono::seconds(10);
    static constexpr telemetry::Duration kUnlearned = std::chrono::seconds(60);

    LinkTrack(std::string source, std::string service, telemetry::Timestamp now,
              std::string instance = {});

    void arrived(const Arrival& arrival);
    void failed(telemetry::Timestamp at, std::string reason, std::uint64_t rejected);
    void refused(telemetry::Timestamp at, std::string reason); // sent away unread
    void open() { m_isClosed = false; }
    void close(telemetry::Timestamp at, std::string reason);

    telemetry::LinkStatus status(telemetry::Timestamp now);
    // The stretch that nothing came for although it should have, once that is over. None when what
    // came afterwards covers it: a sender that kept it until it got through.
    std::optional<store::Gap> takeGap() { return std::exchange(m_gap, std::nullopt); }

private:
    std::optional<telemetry::Duration> expected() const;
    telemetry::Duration staleAfter() const;
    std::optional<telemetry::Duration> skew() const;
    std::optional<telemetry::Duration> lag() const; // without the skew
    std::pair<telemetry::LinkState, std::string> judged(telemetry::Timestamp now) const;
    void noteGap(const Arrival& arrival);
    void forgetBefore(telemetry::Timestamp time);

    struct Delay
    {
        telemetry::Timestamp at;
        telemetry::Duration delay{}; // our arrival less their newest event time
    };
    telemetry::LinkStatus m_status;
    telemetry::Timestamp m_opened;
    bool m_isClosed = false;
    std::string m_problem; // since the last arrival
    std::string m_closing;
    std::optional<telemetry::Timestamp> m_refusedAt;
    std::string m_refusal; // why
    std::deque<telemetry::Duration> m_intervals; // between the newest deliveries
    std::deque<Delay> m_delays;
    std::deque<std::pair<telemetry::Timestamp, std::uint64_t>> m_recent; // items, by burst
    std::optional<store::Gap> m_gap;
};

// "41 s", "12 min", "3 h", "2 d": for the reason of a state.
std::string spokenDuration(telemetry::Duration duration);

} // namespace ingest
