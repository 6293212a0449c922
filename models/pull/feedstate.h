// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/feedrun.h"
#include "models/pull/puller.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

namespace pull {

// Hashes of the newest records that were taken; the oldest are forgotten.
class KnownSet
{
public:
    bool contains(std::uint64_t hash) const { return m_hashes.contains(hash); }
    void add(const std::vector<std::uint64_t>& hashes);

private:
    std::unordered_set<std::uint64_t> m_hashes;
    std::deque<std::uint64_t> m_order;
};

// How the totals and the cursor of a round fare. `problem` is written before isDone is set.
struct Recording
{
    std::atomic<bool> isDone = false;
    std::string problem;
};

// Which window of a feed is next, and when. The puller's thread.
class FeedState
{
public:
    using Clock = std::chrono::steady_clock;

    FeedState(const Feed& feed, std::string name, std::optional<telemetry::TimeRange> range,
              std::optional<telemetry::Timestamp> cursor, std::uint32_t seed);

    const Feed& feed() const { return *m_feed; }
    const std::string& name() const { return m_name; } // of its cursor
    // The next window by the back end's clock; nullopt when there is none yet.
    std::optional<telemetry::TimeRange> nextWindow(telemetry::Timestamp theirNow);

    // The back end's clock turned out to be another one than the window was made for.
    void restart(Clock::time_point now);
    // The back end cut what it gave of this window: half of it is next. False when it is too short
    // for that already.
    bool narrow(const telemetry::TimeRange& window, Clock::time_point now);
    void postpone(Clock::time_point now) { m_due = now + m_feed->every; }
    // After a round. `pending` is the start of the oldest span that was left for later. Returns the
    // cursor to store.
    telemetry::Timestamp cursorAfter(const telemetry::TimeRange& window,
                                     std::optional<telemetry::Timestamp> pending,
                                     telemetry::Timestamp theirNow) const;
    void succeed(const telemetry::TimeRange& window, telemetry::Timestamp cursor,
                 std::optional<telemetry::Timestamp> pending, Clock::time_point now);
    // Waits longer each time, with jitter, and no shorter than the back end asked for.
    void fail(const PullFailure& failure, bool isFollowing, Clock::time_point now);
    // A feed without a window is due once each interval.
    bool isDue(Clock::time_point now) const { return !isDone && now >= m_due; }
    Clock::time_point due() const { return m_due; }
    bool isBehind() const { return m_isBehind; } // windows are still to come
    // What has been seen reaches to here, and no further although more is there already. What is
    // only looked at again is no backlog.
    std::optional<telemetry::Timestamp> backlogFrom() const;
    double share() const;

    bool isDone = false;
    std::unique_ptr<FeedRun> run;
    std::shared_ptr<Recording> recording; // its totals and cursor are on the way to the disk
    telemetry::Timestamp nextCursor; // after the round
    KnownSet known;
    FeedReport report;
    telemetry::Timestamp theirNow; // at the start of the round
    std::optional<telemetry::Duration> skew; // that the round was made with

private:
    telemetry::Timestamp aligned(telemetry::Timestamp time) const;
    telemetry::Timestamp sweepStart(telemetry::Timestamp now);

    const Feed* m_feed;
    std::string m_name;
    std::optional<telemetry::TimeRange> m_range;
    std::optional<telemetry::Timestamp> m_cursor; // what is older has been seen
    std::optional<telemetry::Timestamp> m_position; // end of the newest window of this sweep
    std::optional<telemetry::Timestamp> m_sweepStart;
    std::optional<telemetry::Timestamp> m_pending;
    std::optional<telemetry::Timestamp> m_seen; // the cursor when this sweep began
    std::optional<telemetry::Timestamp> m_lateLook; // when a sweep last went back for Feed::late
    std::optional<telemetry::Duration> m_width; // of windows, while whole ones are cut
    telemetry::Timestamp m_reached; // the end of the last window
    telemetry::Timestamp m_limit; // of this sweep
    bool m_isBehind = false;
    int m_failures = 0; // in a row
    Clock::time_point m_due; // at once
    std::minstd_rand m_random;
};

} // namespace pull
