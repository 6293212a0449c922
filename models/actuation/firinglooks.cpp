// SPDX-License-Identifier: GPL-3.0-or-later

// What a firing looks at after it has written: the state, and what serves.

#include "models/actuation/firing.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace actuation {

using runbook::ServingSight;
using runbook::TokenStrength;
using Clock = std::chrono::steady_clock;

std::string Firing::waitForServing()
{
    const auto& checks =
        m_plan.isRemoval ? m_access.operations().servesNothing : m_access.operations().serves;
    const auto start = Clock::now();
    std::string missing;
    for (const ServingCheck& check : checks) {
        if (!m_access.isFor(check, m_plan))
            continue;
        ServingSight sight = watch(check, start + check.within);
        if (!sight.isReached)
            missing += (missing.empty() ? "" : "; ") + sight.title + ": " + sight.detail;
        m_result.served.push_back(std::move(sight));
    }
    return missing;
}

// Until it holds as often in a row as the check wants. A row that has begun in time is finished.
ServingSight Firing::watch(const ServingCheck& check, Clock::time_point end) const
{
    ServingSight sight = m_access.look(check, m_plan);
    int inARow = sight.isReached ? 1 : 0;
    int longest = inARow;
    while (inARow < check.times && !isCancelled() && (inARow > 0 || Clock::now() < end)) {
        pause();
        if (isCancelled())
            break;
        sight = m_access.look(check, m_plan);
        inARow = sight.isReached ? inARow + 1 : 0;
        longest = std::max(longest, inARow);
    }
    sight.isReached = inARow >= check.times;
    if (check.times > 1)
        sight.detail += ", " + std::to_string(longest) + " of " + std::to_string(check.times)
            + " looks in a row";
    return sight;
}

Firing::ReadBack Firing::lookOnce() const
{
    ReadBack result;
    const auto state = m_access.read();
    if (!state) {
        result.problem = state.error().message;
        return result;
    }
    const bool hasVersion = m_access.operations().token != TokenStrength::None;
    result.state = *state;
    result.isInEffect = m_access.isInEffect(m_plan, *state);
    result.isOverwritten = !result.isInEffect && hasVersion && !isUnchangedSincePlan(*state)
        && state->version != m_plan.before.version;
    return result;
}

Firing::ReadBack Firing::readBack() const
{
    const auto end = Clock::now() + m_access.timeouts().readBack;
    ReadBack result;
    while (true) {
        ReadBack next = lookOnce();
        if (!next.state) // what was read before stays known, as of then
            next.state = std::move(result.state);
        result = std::move(next);
        if (result.isInEffect || result.isOverwritten || isCancelled())
            return result;
        if (Clock::now() + m_access.timeouts().poll >= end)
            return result;
        pause();
    }
}

void Firing::pause() const
{
    const auto next = Clock::now() + m_access.timeouts().poll;
    while (Clock::now() < next && !isCancelled())
        std::this_thread::sleep_for(
            std::min<Clock::duration>(next - Clock::now(), std::chrono::milliseconds(20)));
}

} // namespace actuation
