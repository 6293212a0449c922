// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/leveraccess.h"
#include "models/runbook/lever.h"

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

namespace actuation {

// Looks at what serves: whether the state that the control plane shows has reached it. The referred
// outlive it. Blocks.
class ServingLook
{
public:
    // `cancel` may be null.
    ServingLook(const LeverAccess& access, const runbook::LeverPlan& plan,
                const std::atomic<bool>* cancel)
        : m_access(access)
        , m_plan(plan)
        , m_cancel(cancel)
    {
    }

    // By each check that is meant for what the plan writes, for as long as the check allows from
    // now. None: the profile does not say how to ask, or not of this.
    std::vector<runbook::ServingSight> wait() const { return look(true); }
    // The same, and not longer than one row of looks takes.
    std::vector<runbook::ServingSight> once() const { return look(false); }

private:
    using Clock = std::chrono::steady_clock;

    std::vector<runbook::ServingSight> look(bool isWaiting) const;
    runbook::ServingSight watch(const ServingCheck& check, Clock::time_point end) const;
    bool isCancelled() const { return m_cancel != nullptr && m_cancel->load(); }

    const LeverAccess& m_access;
    const runbook::LeverPlan& m_plan;
    const std::atomic<bool>* m_cancel;
};

// Sleeps the time between two looks, or until it is cancelled. `cancel` may be null.
void pauseBetweenLooks(const LeverAccess& access, const std::atomic<bool>* cancel);

} // namespace actuation
