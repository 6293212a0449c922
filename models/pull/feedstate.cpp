// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/feedstate.h"

#include <algorithm>

namespace pull {

namespace {

constexpr std::size_t kKnownRecords = 200'000;
constexpr std::chrono::milliseconds kFirstDelay(500);
constexpr std::chrono::milliseconds kLongestDelay(60'000);
constexpr std::chrono::seconds kLongestAsked(3600); // Retry-After beyond it is not believed
constexpr int kPullAttempts = 4; // of a pull that does not follow
constexpr std::chrono::seconds kPatience(30); // likewise: a longer Retry-After ends it
// Prometheus gives at most 11,000 points of a series at once.
constexpr int kMostSteps = 10'000;

} // namespace

void KnownSet::add(const std::vector<std::uint64_t>& hashes)
{
    for (const std::uint64_t hash : hashes)
        if (m_hashes.insert(hash).second)
            m_order.push_back(hash);
    while (m_order.size() > kKnownRecords) {
        m_hashes.erase(m_order.front());
        m_order.pop_front();
    }
}

FeedState::FeedState(const Feed& feed, std::string name, std::optional<telemetry::TimeRange> range,
                     std::optional<telemetry::Timestamp> cursor, std::uint32_t seed)
    : m_feed(&feed)
    , m_name(std::move(name))
    , m_range(range)
    , m_cursor(cursor)
    , m_random(seed + 1)
{
    report.feed = feed.id;
    report.upTo = cursor;
}

// Down to a multiple of the step, so that points and buckets are asked for on one grid.
telemetry::Timestamp FeedState::aligned(telemetry::Timestamp time) const
{
    if (m_feed->prometheus.queries.empty())
        return time;
    const telemetry::Duration step = m_feed->prometheus.step;
    return time - time.time_since_epoch() % step;
}

telemetry::Timestamp FeedState::sweepStart(telemetry::Timestamp now)
{
    const bool isLateLook =
        !m_lateLook || now - *m_lateLook >= telemetry::Duration(m_feed->late) / Feed::kLateShare;
    if (isLateLook)
        m_lateLook = now;
    if (!m_cursor)
        return m_limit - m_feed->first;
    return *m_cursor - (isLateLook ? std::max(m_feed->overlap, m_feed->late) : m_feed->overlap);
}

std::optional<telemetry::TimeRange> FeedState::nextWindow(telemetry::Timestamp now)
{
    if (!m_feed->isWindowed())
        return telemetry::TimeRange{.start = now - m_feed->every, .end = now};
    if (!m_position) { // a new sweep
        m_limit = m_range ? m_range->end : now - m_feed->settle;
        m_seen = m_range ? std::nullopt : m_cursor;
        m_position = m_sweepStart = aligned(m_range ? m_range->start : sweepStart(now));
        m_limit = aligned(m_limit);
        m_pending.reset();
    }
    telemetry::Duration width = m_width.value_or(m_feed->window);
    if (!m_feed->prometheus.queries.empty())
        width = std::min<telemetry::Duration>(width, m_feed->prometheus.step * kMostSteps);
    telemetry::TimeRange window{.start = *m_position,
                                .end = std::min(m_limit, aligned(*m_position + width))};
    if (!m_feed->prometheus.queries.empty() && window.end <= window.start)
        window.end = std::min(m_limit, window.start + m_feed->prometheus.step);
    if (!window.isEmpty())
        return window;
    m_position.reset();
    return std::nullopt;
}

void FeedState::restart(Clock::time_point now)
{
    m_position.reset();
    m_lateLook.reset();
    m_due = now;
}

bool FeedState::narrow(const telemetry::TimeRange& window, Clock::time_point now)
{
    if (window.duration() <= FeedRun::kNarrowest)
        return false;
    m_width = std::max<telemetry::Duration>(FeedRun::kNarrowest, window.duration() / 2);
    m_due = now;
    return true;
}

std::optional<telemetry::Timestamp> FeedState::backlogFrom() const
{
    const telemetry::Timestamp reached = std::max(m_reached, m_seen.value_or(m_reached));
    const bool isBacklog = m_isBehind && m_limit - reached > 2 * m_feed->every;
    return isBacklog ? std::optional(reached) : std::nullopt;
}

telemetry::Timestamp FeedState::cursorAfter(const telemetry::TimeRange& window,
                                            std::optional<telemetry::Timestamp> pending,
                                            telemetry::Timestamp now) const
{
    telemetry::Timestamp cursor = std::min(std::max(window.end, m_seen.value_or(window.end)), now);
    for (const auto& start : {pending, m_pending})
        if (start)
            cursor = std::min(cursor, *start);
    return cursor;
}

void FeedState::succeed(const telemetry::TimeRange& window, telemetry::Timestamp cursor,
                        std::optional<telemetry::Timestamp> pending, Clock::time_point now)
{
    m_failures = 0;
    if (!m_feed->isWindowed()) {
        m_due = now + m_feed->every;
        return;
    }
    if (!m_range)
        m_cursor = cursor;
    if (pending)
        m_pending = std::min(m_pending.value_or(*pending), *pending);
    m_isBehind = window.end < m_limit;
    m_reached = window.end;
    if (m_width && (*m_width *= 2) >= m_feed->window)
        m_width.reset();
    report.upTo = m_range ? window.end : cursor;
    if (m_isBehind) {
        m_position = window.end;
        m_due = now;
    } else {
        m_position.reset();
        m_due = now + m_feed->every;
    }
}

void FeedState::fail(const PullFailure& failure, bool isFollowing, Clock::time_point now)
{
    ++m_failures;
    m_due = now;
    const bool isHopeless = failure.isFinal || m_failures >= kPullAttempts
        || failure.retryAfter.value_or(std::chrono::seconds(0)) > kPatience;
    if (!isFollowing && isHopeless) {
        isDone = true;
        return;
    }
    const auto longest = std::min(kLongestDelay, kFirstDelay * (1 << std::min(m_failures, 12)));
    std::uniform_real_distribution<double> jitter(0.5, 1.0);
    auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(longest * jitter(m_random));
    if (failure.retryAfter) {
        const auto asked = std::chrono::milliseconds(std::min(*failure.retryAfter, kLongestAsked));
        delay = std::max(delay, asked) + std::chrono::milliseconds(m_random() % 500);
    }
    m_due = now + delay;
}

double FeedState::share() const
{
    if (isDone || !m_sweepStart || !m_position)
        return isDone ? 1 : 0;
    const double all = std::chrono::duration<double>(m_limit - *m_sweepStart).count();
    const double done = std::chrono::duration<double>(*m_position - *m_sweepStart).count();
    return all > 0 ? std::clamp(done / all, 0.0, 1.0) : 1;
}

} // namespace pull
