// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/servinglook.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace actuation {

using runbook::ServingSight;

std::vector<ServingSight> ServingLook::look(bool isWaiting) const
{
    const auto& checks =
        m_plan.isRemoval ? m_access.operations().servesNothing : m_access.operations().serves;
    const auto start = Clock::now();
    std::vector<ServingSight> sights;
    for (const ServingCheck& check : checks) {
        if (m_access.isFor(check, m_plan))
            sights.push_back(watch(check, isWaiting ? start + check.within : start));
    }
    return sights;
}

// Until it holds as often in a row as the check wants. A row that has begun in time is finished.
ServingSight ServingLook::watch(const ServingCheck& check, Clock::time_point end) const
{
    ServingSight sight = m_access.look(check, m_plan);
    int inARow = sight.isReached ? 1 : 0;
    int longest = inARow;
    while (inARow < check.times && !isCancelled() && (inARow > 0 || Clock::now() < end)) {
        pauseBetweenLooks(m_access, m_cancel);
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

void pauseBetweenLooks(const LeverAccess& access, const std::atomic<bool>* cancel)
{
    using Steady = std::chrono::steady_clock;
    const auto next = Steady::now() + access.timeouts().poll;
    while (Steady::now() < next && (cancel == nullptr || !cancel->load()))
        std::this_thread::sleep_for(
            std::min<Steady::duration>(next - Steady::now(), std::chrono::milliseconds(20)));
}

} // namespace actuation
