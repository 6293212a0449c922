// SPDX-License-Identifier: GPL-3.0-or-later

// What a firing looks at after it has written: the state, and what serves.

#include "models/actuation/firing.h"
#include "models/actuation/servinglook.h"

#include <chrono>
#include <utility>

namespace actuation {

using runbook::TokenStrength;
using Clock = std::chrono::steady_clock;

std::string Firing::waitForServing()
{
    const auto sights = ServingLook(m_access, m_plan, m_cancel).wait();
    m_result.served.insert(m_result.served.end(), sights.begin(), sights.end());
    return runbook::missingIn(sights);
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
    // Another version of the same value is somebody's other change: ours may still come.
    const bool isMoved = state->raw != m_plan.before.raw || state->exists != m_plan.before.exists;
    result.isOverwritten =
        !result.isInEffect && hasVersion && isMoved && state->version != m_plan.before.version;
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
        pauseBetweenLooks(m_access, m_cancel);
    }
}

} // namespace actuation
