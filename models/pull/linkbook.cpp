// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/linkbook.h"

#include "models/ingest/linktrack.h"
#include "models/telemetry/linkreason.h"

#include <algorithm>
#include <vector>

namespace pull {

using telemetry::Duration;
using telemetry::linkReason;
using telemetry::LinkReason;
using telemetry::LinkState;

namespace {

constexpr Duration kRateWindow = std::chrono::minutes(1);
constexpr int kRateRounds = 3; // of slow feeds
constexpr int kRoundsMissed = 2; // then a feed's last round tells no rate any more
constexpr std::size_t kIntervalsKept = 64;
constexpr std::size_t kFewestIntervals = 3;
// Silence of so many usual intervals is too long, within bounds.
constexpr int kTolerance = 3;
constexpr Duration kSoonestStale = std::chrono::seconds(10);
constexpr Duration kLatestStale = std::chrono::hours(1);

// 90 % of the newest ones are no longer; nothing while there are too few.
std::optional<Duration> usual(const std::deque<Duration>& intervals)
{
    if (intervals.size() < kFewestIntervals)
        return std::nullopt;
    std::vector<Duration> sorted(intervals.begin(), intervals.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() * 9 / 10];
}

} // namespace

LinkBook::LinkBook(std::string source, std::chrono::seconds staleAfter, telemetry::Timestamp now)
    : m_staleAfter(staleAfter)
    , m_opened(now)
{
    m_status.source = std::move(source);
    m_status.since = now;
}

void LinkBook::add(const Round& round, telemetry::Timestamp now)
{
    m_hasRun = true;
    const auto set = [&](std::map<std::string, std::string>& texts, const std::string& text) {
        if (text.empty())
            texts.erase(round.feed);
        else
            texts[round.feed] = text;
    };
    set(m_problems, round.problem);
    set(m_behind, round.behind);
    if (round.nextTry && !round.problem.empty())
        m_nextTries[round.feed] = *round.nextTry;
    else
        m_nextTries.erase(round.feed);
    m_status.items += round.items;
    m_status.duplicates += round.duplicates;
    m_status.rejected += round.rejected;
    if (round.skew)
        m_status.skew = round.skew;
    if (round.items > 0) {
        m_status.lastData = now;
        // How old it is by the clock that it was written with.
        if (round.newest)
            m_status.lag =
                now + m_status.skew.value_or(telemetry::Duration::zero()) - *round.newest;
    }
    if (round.problem.empty())
        addTo(m_courses[round.feed], round, now);
}

void LinkBook::addTo(Course& course, const Round& round, telemetry::Timestamp now)
{
    course.every = round.every;
    course.rounds.emplace_back(now, round.items);
    const Duration window = std::max(kRateWindow, kRateRounds * round.every);
    while (course.rounds.size() > 2 && course.rounds[1].first + window < now)
        course.rounds.pop_front();
    if (round.items == 0)
        return;
    if (course.lastData && round.behind.empty())
        course.intervals.push_back(now - *course.lastData);
    if (course.intervals.size() > kIntervalsKept)
        course.intervals.pop_front();
    course.lastData = now;
}

std::string LinkBook::staleness(telemetry::Timestamp now) const
{
    const auto limit = std::chrono::duration_cast<Duration>(m_staleAfter);
    const telemetry::Timestamp last = m_status.lastData.value_or(m_opened);
    if (limit.count() > 0)
        return now - last > limit
            ? linkReason(LinkReason::NothingNew, {ingest::spokenDuration(limit)})
            : std::string();
    for (const auto& [feed, course] : m_courses) {
        const auto interval = usual(course.intervals);
        // A feed of which too little is known may rest as long as any.
        const Duration rounds = course.every * kTolerance;
        const Duration longest = std::max(kLatestStale, rounds);
        const Duration allowed = interval
            ? std::clamp(*interval * kTolerance, std::max(kSoonestStale, rounds), longest)
            : longest;
        if (!course.lastData || now - *course.lastData <= allowed)
            continue;
        const std::string silence = ingest::spokenDuration(now - *course.lastData);
        return interval
            ? linkReason(LinkReason::FeedSilent, {feed, silence, ingest::spokenDuration(*interval)})
            : linkReason(LinkReason::FeedSilentIrregular, {feed, silence});
    }
    return {};
}

// Of all feeds; nothing before the second round of any.
std::optional<double> LinkBook::rate(telemetry::Timestamp now) const
{
    std::optional<double> sum;
    for (const auto& [feed, course] : m_courses) {
        if (course.rounds.size() < 2)
            continue;
        std::uint64_t items = 0;
        for (std::size_t i = 1; i < course.rounds.size(); ++i)
            items += course.rounds[i].second;
        const telemetry::Timestamp last = course.rounds.back().first;
        const bool isLate = now - last > kRoundsMissed * std::max(course.every, kRateWindow);
        const double seconds =
            std::chrono::duration<double>((isLate ? now : last) - course.rounds.front().first)
                .count();
        if (seconds > 0)
            sum = sum.value_or(0) + static_cast<double>(items) / seconds;
    }
    return sum;
}

std::pair<LinkState, std::string> LinkBook::judged(telemetry::Timestamp now) const
{
    if (m_isClosed && m_problems.empty())
        return {LinkState::Closed, linkReason(LinkReason::PullEnded)};
    if (m_isClosed)
        return {LinkState::Closed,
                "failed, " + m_problems.begin()->first + ": " + m_problems.begin()->second};
    if (!m_problems.empty())
        return {LinkState::Failing, m_problems.begin()->first + ": " + m_problems.begin()->second};
    if (!m_hasRun)
        return {LinkState::Waiting, linkReason(LinkReason::NotAskedYet)};
    if (!m_behind.empty())
        return {LinkState::Lagging, m_behind.begin()->first + ": " + m_behind.begin()->second};
    if (std::string reason = staleness(now); !reason.empty())
        return {LinkState::Stale, std::move(reason)};
    if (!m_status.lastData)
        return {LinkState::Waiting, linkReason(LinkReason::NothingForUs)};
    return {LinkState::Connected, {}};
}

bool LinkBook::update(telemetry::Timestamp now)
{
    m_status.itemsPerSecond = rate(now);
    m_status.nextTry.reset();
    for (const auto& [feed, time] : m_nextTries)
        m_status.nextTry = std::min(time, m_status.nextTry.value_or(time));
    auto [state, reason] = judged(now);
    const bool isSame = state == m_status.state && reason == m_status.reason;
    if (state != m_status.state)
        m_status.since = now;
    m_status.state = state;
    m_status.reason = std::move(reason);
    return !isSame;
}

void LinkBook::close(telemetry::Timestamp now)
{
    m_isClosed = true;
    update(now);
}

} // namespace pull
