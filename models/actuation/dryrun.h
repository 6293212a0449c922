// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/leveraccess.h"
#include "models/runbook/lever.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace actuation {

// Asks control planes that can do so what they would say to a plan. A plan is made anew with every
// look at the lever, so an answer is kept for a while. One thread at a time.
class DryRuns
{
public:
    static constexpr std::chrono::seconds kKept{20};

    // Of each step that the profile knows to try and that needs nothing of the steps before it.
    // Changes nothing; what does not answer is Unknown, and never an error.
    std::vector<runbook::DryRun> of(const LeverAccess& access, const runbook::LeverPlan& plan);

private:
    struct Kept
    {
        std::string write; // all that would be sent, in its canonical form
        std::chrono::steady_clock::time_point when;
        std::vector<runbook::DryRun> answers;
    };
    std::map<std::string, Kept> m_kept; // the newest, by lever and endpoint
};

} // namespace actuation
