// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/actuation/leveraccess.h"
#include "models/runbook/lever.h"

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace actuation {

// Asks control planes that can do so what they would say to a plan. A plan is made anew with every
// look at the lever, so an answer is kept for a while. Any thread, each with an access of its own.
class DryRuns
{
public:
    static constexpr std::chrono::seconds kKept{20};
    static constexpr std::chrono::milliseconds kLongest{
        1000}; // that a plan waits for all its steps

    // Of each step that the profile knows to try and that needs nothing of the steps before it;
    // none of a plan toward the safe value, which waits for nothing. Changes nothing: a request
    // that is the write itself with these parameters is not sent. What does not answer is Unknown,
    // and never an error.
    std::vector<runbook::DryRun> of(const LeverAccess& access, const runbook::LeverPlan& plan);

private:
    struct Kept
    {
        std::string write; // all that would be sent, in its canonical form
        std::chrono::steady_clock::time_point when;
        std::vector<runbook::DryRun> answers;
    };
    std::mutex m_mutex; // guards m_kept
    std::map<std::string, Kept> m_kept; // the newest, by lever and endpoint
};

} // namespace actuation
