// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <map>
#include <optional>
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
    int times = 0; // how often it was settled so far, repeats included
};

// Given up before its end.
struct RunAbort
{
    std::string who;
    telemetry::Timestamp when;
    std::string reason;
};

// One carrying-out of a runbook: what was done, by whom and when. Plain value.
struct RunbookRun
{
    std::string runbook; // id
    std::string who; // began it
    telemetry::Timestamp started;
    std::map<std::string, std::string> parameters;
    // What the values of parameters rest on, in words; of those that were computed.
    std::map<std::string, std::string> evidence;
    std::vector<StepProgress> steps; // in the runbook's order
    std::optional<RunAbort> aborted;

    static RunbookRun start(const Runbook& runbook, std::string who, telemetry::Timestamp now,
                            std::map<std::string, std::string> parameters);

    const StepProgress* find(const std::string& step) const; // nullptr when there is none
    // The first step that is pending; nullptr when all are settled.
    const StepProgress* current() const;
    std::size_t doneCount() const;
    // Every step is done or skipped: what failed or was undone is still open.
    bool isFinished() const;
    bool isOver() const { return isFinished() || aborted.has_value(); }

    // Pending becomes Done, Skipped or Failed; a failed or undone step may be done after all, or
    // skipped; a done one may turn out to have failed; a done or failed one may be undone. Refused:
    // unknown and settled steps, back to Pending, undoing what was not tried, skipping unsaid.
    // Refused as well once the run was aborted. Whoever comes second is told who settled the step.
    telemetry::Result<void> settle(const StepProgress& progress);
    // A step that was done or skipped is done once more, or fails this time. Refused for what is
    // still to be done in the first place, and once the run was aborted.
    telemetry::Result<void> repeat(const StepProgress& progress);
    // Ends the run. Refused without a reason, and when it was aborted before.
    telemetry::Result<void> abort(const RunAbort& abort);

private:
    telemetry::Result<StepProgress*> stepToSettle(const std::string& step);
};

} // namespace runbook
