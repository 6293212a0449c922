// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace runbook {

enum class StepState : std::uint8_t
{
    Pending,
    Done,
    Skipped,
    Failed,
    Undone, // it was done, and its lever has been put back since
};
const char* toString(StepState state);

struct StepProgress
{
    std::string step; // id
    StepState state = StepState::Pending;
    std::string who;
    telemetry::Timestamp when; // zero while pending
    std::string note;
};

// One carrying-out of a runbook: what was done, by whom and when. Plain value.
struct RunbookRun
{
    std::string runbook; // id
    std::string who; // began it
    telemetry::Timestamp started;
    std::map<std::string, std::string> parameters;
    std::vector<StepProgress> steps; // in the runbook's order

    static RunbookRun start(const Runbook& runbook, std::string who, telemetry::Timestamp now,
                            std::map<std::string, std::string> parameters);

    const StepProgress* find(const std::string& step) const; // nullptr when there is none
    // The first step that is pending; nullptr when all are settled.
    const StepProgress* current() const;
    std::size_t doneCount() const;
    bool isFinished() const { return current() == nullptr; }

    // Pending becomes Done, Skipped or Failed; a failed or undone step may be done after all, or
    // skipped; a done one may turn out to have failed; a done or failed one may be undone. Refused:
    // unknown and settled steps, back to Pending, undoing what was not tried, skipping unsaid.
    telemetry::Result<void> settle(const StepProgress& progress);
};

} // namespace runbook
