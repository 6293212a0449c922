// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/linktrack.h"

#include "models/ingest/refusals.h"
#include "models/telemetry/linkreason.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ingest {

using telemetry::Duration;
using telemetry::linkReason;
using telemetry::LinkReason;
using telemetry::LinkState;
using telemetry::Timestamp;

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kIntervalsKept = 64;
constexpr std::size_t kFewestIntervals = 3;
constexpr std::size_t kDelaysKept = 64;
constexpr std::size_t kFewestDelays = 5;
constexpr std::size_t kNewestDelays = 5; // that say how late things are now
constexpr Duration kRateWindow = 1min;
constexpr Duration kRefusalShown = 30s;
// Deliveries at nearly the same time are one: exporters send several requests at once.
constexpr Duration kOneBurst = 50ms;
// Nothing can arrive before it happened: a little ahead is the two clocks' usual difference.
constexpr Duration kAhead = 2s;
// Behind by much and always by the same is a clock; behind by this and that is a delay.
constexpr Duration kBehind = 1min;
constexpr Duration kSteady = 5s;
constexpr int kSteadyShare = 20; // of the offset
constexpr Duration kSoonestLagging = 15s;

template<class T>
void keepNewest(std::deque<T>& list, std::size_t most)
{
    while (list.size() > most)
        list.pop_front();
}

// The value below which `share` of them lie; `values` is not empty.
Duration quantile(std::vector<Duration> values, double share)
{
    const auto rank =
        static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank),
                     values.end());
    return values[rank];
}

} // namespace

std::string spokenDuration(Duration duration)
{
    const double seconds = std::chrono::duration<double>(std::chrono::abs(duration)).count();
    const auto text = [](double value, const char* unit) {
        return std::to_string(std::llround(value)) + unit;
    };
    if (seconds < 120)
        return text(seconds, " s");
    if (seconds < 120 * 60)
        return text(seconds / 60, " min");
    if (seconds < 48 * 3600)
        return text(seconds / 3600, " h");
    return text(seconds / 86400, " d");
}

LinkTrack::LinkTrack(std::string source, std::string service, Timestamp now, std::string instance)
    : m_opened(now)
{
    m_status.source = std::move(source);
    m_status.service = std::move(service);
    m_status.instance = std::move(instance);
    m_status.since = now;
}

void LinkTrack::arrived(const Arrival& arrival)
{
    noteGap(arrival);
    m_isClosed = false;
    m_problem.clear();
    m_status.items += arrival.items;
    m_status.duplicates += arrival.duplicates;
    m_status.rejected += arrival.rejected;
    if (arrival.items + arrival.duplicates + arrival.rejected == 0)
        return; // an empty request is no data
    if (m_status.lastData && arrival.at - *m_status.lastData > kOneBurst)
        m_intervals.push_back(arrival.at - *m_status.lastData);
    keepNewest(m_intervals, kIntervalsKept);
    m_status.lastData = std::max(arrival.at, m_status.lastData.value_or(arrival.at));
    if (arrival.newest)
        m_delays.push_back({.at = arrival.at, .delay = arrival.at - *arrival.newest});
    keepNewest(m_delays, kDelaysKept);
    if (!m_recent.empty() && arrival.at - m_recent.back().first < kOneBurst)
        m_recent.back().second += arrival.items;
    else
        m_recent.emplace_back(arrival.at, arrival.items);
    forgetBefore(arrival.at - kRateWindow);
}

// Also where nobody asks for the status: a whole import comes over one link.
void LinkTrack::forgetBefore(Timestamp time)
{
    while (!m_recent.empty() && m_recent.front().first < time)
        m_recent.pop_front();
}

void LinkTrack::noteGap(const Arrival& arrival)
{
    if (!m_status.lastData || !expected() || arrival.at - *m_status.lastData <= staleAfter())
        return;
    // In our clock, as the gap's other end is.
    const Timestamp first =
        arrival.oldest ? *arrival.oldest - skew().value_or(Duration::zero()) : arrival.at;
    const Timestamp end = std::min(first, arrival.at);
    if (end - *m_status.lastData <= staleAfter())
        return;
    m_gap = store::Gap{
        .source = m_status.source,
        .range = {*m_status.lastData, end},
        .reason = linkReason(LinkReason::NothingCame, {spokenDuration(end - *m_status.lastData)}),
        .service = m_status.service};
}

void LinkTrack::failed(Timestamp at, std::string reason, std::uint64_t rejected)
{
    static_cast<void>(at);
    m_problem = std::move(reason);
    m_status.rejected += rejected;
}

void LinkTrack::refused(Timestamp at, std::string reason)
{
    ++m_status.refused;
    m_refusedAt = at;
    m_refusal = std::move(reason);
}

void LinkTrack::close(Timestamp at, std::string reason)
{
    m_isClosed = true;
    m_closing = std::move(reason);
    static_cast<void>(status(at));
}

std::optional<Duration> LinkTrack::expected() const
{
    if (m_intervals.size() < kFewestIntervals)
        return std::nullopt;
    return quantile({m_intervals.begin(), m_intervals.end()}, 0.9);
}

Duration LinkTrack::staleAfter() const
{
    const auto interval = expected();
    return interval ? std::max(*interval * kTolerance, kSoonestStale) : kUnlearned;
}

std::optional<Duration> LinkTrack::skew() const
{
    if (m_delays.size() < kFewestDelays)
        return std::nullopt;
    std::vector<Duration> delays;
    for (const Delay& delay : m_delays)
        delays.push_back(delay.delay);
    // The low end: what came fastest was delayed least. Not the lowest: one item with a wild time
    // does not move a clock.
    const Duration low = quantile(delays, 0.1);
    if (low < -kAhead)
        return -low;
    const Duration spread = quantile(delays, 0.9) - low;
    if (low > kBehind && spread < std::max(kSteady, low / kSteadyShare))
        return -low;
    return Duration::zero();
}

std::optional<Duration> LinkTrack::lag() const
{
    if (m_delays.empty())
        return std::nullopt;
    std::vector<Duration> delays;
    for (auto delay = m_delays.rbegin(); delay != m_delays.rend() && delays.size() < kNewestDelays;
         ++delay)
        delays.push_back(delay->delay);
    return std::max(Duration::zero(), quantile(delays, 0.5) + skew().value_or(Duration::zero()));
}

std::pair<LinkState, std::string> LinkTrack::judged(Timestamp now) const
{
    if (m_isClosed)
        return {LinkState::Closed, m_closing};
    if (!m_problem.empty())
        return {LinkState::Failing, m_problem};
    const bool wasBehind = m_refusal == Refusals::kQueueFull;
    // Who has no token does not make the link of those who have one look broken.
    const bool isTold = wasBehind || !m_status.lastData || now - *m_status.lastData > staleAfter();
    if (m_refusedAt && isTold && now - *m_refusedAt < kRefusalShown)
        return {
            LinkState::Failing,
            linkReason(wasBehind ? LinkReason::SentAwayFull : LinkReason::SentAway, {m_refusal})};
    if (!m_status.lastData)
        return {LinkState::Waiting, linkReason(LinkReason::NothingYet)};
    const Duration silence = now - *m_status.lastData;
    if (silence > staleAfter()) {
        const auto interval = expected();
        if (!interval)
            return {LinkState::Waiting,
                    linkReason(LinkReason::SilentIrregular, {spokenDuration(silence)})};
        return {LinkState::Stale,
                linkReason(
                    LinkReason::Silent,
                    {spokenDuration(silence), spokenDuration(std::max<Duration>(*interval, 1s))})};
    }
    const auto late = lag();
    const Duration usual = expected().value_or(Duration::zero());
    if (late && *late > std::max(kSoonestLagging, 2 * usual))
        return {LinkState::Lagging, linkReason(LinkReason::Late, {spokenDuration(*late)})};
    return {LinkState::Connected, {}};
}

telemetry::LinkStatus LinkTrack::status(Timestamp now)
{
    forgetBefore(now - kRateWindow);
    std::uint64_t items = 0;
    for (const auto& [time, count] : m_recent)
        items += count;
    // A first delivery is no rate yet.
    const Duration watched = std::clamp<Duration>(now - m_opened, 10s, kRateWindow);
    if (m_status.lastData)
        m_status.itemsPerSecond =
            static_cast<double>(items) / std::chrono::duration<double>(watched).count();
    m_status.lag = lag();
    m_status.skew = skew();
    m_status.expected = expected();
    auto [state, reason] = judged(now);
    if (state != m_status.state)
        m_status.since = now;
    m_status.state = state;
    m_status.reason = std::move(reason);
    return m_status;
}

} // namespace ingest
