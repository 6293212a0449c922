// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/linkbook.h"

#include <algorithm>

namespace pull {

using telemetry::LinkState;

namespace {

constexpr telemetry::Duration kRateWindow = std::chrono::minutes(1);

}

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
        m_recent.emplace_back(now, round.items);
    }
}

std::pair<LinkState, std::string> LinkBook::judged(telemetry::Timestamp now) const
{
    if (m_isClosed && m_problems.empty())
        return {LinkState::Closed, "the pull has ended"};
    if (m_isClosed)
        return {LinkState::Closed,
                "failed, " + m_problems.begin()->first + ": " + m_problems.begin()->second};
    if (!m_problems.empty())
        return {LinkState::Failing, m_problems.begin()->first + ": " + m_problems.begin()->second};
    if (!m_hasRun)
        return {LinkState::Waiting, "nothing has been asked for yet"};
    if (!m_behind.empty())
        return {LinkState::Lagging, m_behind.begin()->first + ": " + m_behind.begin()->second};
    const telemetry::Timestamp last = m_status.lastData.value_or(m_opened);
    if (m_staleAfter.count() > 0 && now - last > m_staleAfter)
        return {LinkState::Stale,
                "nothing new for more than " + std::to_string(m_staleAfter.count()) + " s"};
    if (!m_status.lastData)
        return {LinkState::Waiting, "it answers, and has nothing for us yet"};
    return {LinkState::Connected, {}};
}

bool LinkBook::update(telemetry::Timestamp now)
{
    while (!m_recent.empty() && m_recent.front().first + kRateWindow < now)
        m_recent.pop_front();
    std::uint64_t items = 0;
    for (const auto& [time, count] : m_recent)
        items += count;
    if (m_hasRun)
        m_status.itemsPerSecond =
            static_cast<double>(items) / std::chrono::duration<double>(kRateWindow).count();
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
