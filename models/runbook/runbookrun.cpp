// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbookrun.h"

#include <algorithm>
#include <utility>

namespace runbook {

using telemetry::ErrorKind;
using telemetry::failure;

const char* toString(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return "pending";
    case StepState::Done:
        return "done";
    case StepState::Skipped:
        return "skipped";
    case StepState::Failed:
        return "failed";
    case StepState::Undone:
        return "undone";
    }
    return "pending";
}

RunbookRun RunbookRun::start(const Runbook& runbook, std::string who, telemetry::Timestamp now,
                             std::map<std::string, std::string> parameters)
{
    RunbookRun run{.runbook = runbook.id,
                   .who = std::move(who),
                   .started = now,
                   .parameters = std::move(parameters),
                   .evidence = {},
                   .steps = {},
                   .aborted = {}};
    for (const Step& step : runbook.steps)
        run.steps.push_back(
            {.step = step.id, .state = StepState::Pending, .who = {}, .when = {}, .note = {}});
    return run;
}

const StepProgress* RunbookRun::find(const std::string& step) const
{
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const StepProgress& progress) {
        return progress.step == step;
    });
    return found == steps.end() ? nullptr : &*found;
}

const StepProgress* RunbookRun::current() const
{
    const auto found = std::find_if(steps.begin(), steps.end(), [](const StepProgress& progress) {
        return progress.state == StepState::Pending;
    });
    return found == steps.end() ? nullptr : &*found;
}

std::size_t RunbookRun::doneCount() const
{
    return static_cast<std::size_t>(
        std::count_if(steps.begin(), steps.end(),
                      [](const auto& progress) { return progress.state == StepState::Done; }));
}

bool RunbookRun::isFinished() const
{
    return std::all_of(steps.begin(), steps.end(), [](const StepProgress& progress) {
        return progress.state == StepState::Done || progress.state == StepState::Skipped;
    });
}

telemetry::Result<StepProgress*> RunbookRun::stepToSettle(const std::string& step)
{
    if (aborted)
        return failure(ErrorKind::Refused,
                       "The run was aborted by " + aborted->who + ": " + aborted->reason);
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const StepProgress& candidate) {
        return candidate.step == step;
    });
    if (found == steps.end())
        return failure(ErrorKind::Usage, "There is no step \"" + step + "\" in this runbook.");
    return &*found;
}

telemetry::Result<void> RunbookRun::settle(const StepProgress& progress)
{
    const auto found = stepToSettle(progress.step);
    if (!found)
        return tl::make_unexpected(found.error());
    StepProgress& step = **found;
    const bool isUndoing = progress.state == StepState::Undone;
    const bool isUndoable = step.state == StepState::Done || step.state == StepState::Failed;
    if (isUndoing && !isUndoable)
        return failure(ErrorKind::Refused,
                       "Step \"" + progress.step + "\" was not done: it cannot be undone.");
    const bool isTurningOut = progress.state == StepState::Failed && step.state == StepState::Done;
    if (!isUndoing && !isTurningOut
        && (step.state == StepState::Done || step.state == StepState::Skipped))
        return failure(ErrorKind::Refused,
                       "Step \"" + progress.step + "\" was settled by " + step.who + ": "
                           + toString(step.state) + ".");
    if (progress.state == StepState::Pending)
        return failure(ErrorKind::Refused, "A step cannot go back to pending.");
    if (progress.state == StepState::Skipped && progress.note.empty())
        return failure(ErrorKind::Refused, "Say why step \"" + progress.step + "\" is skipped.");
    const int times = step.times + 1;
    step = progress;
    step.times = times;
    return {};
}

telemetry::Result<void> RunbookRun::repeat(const StepProgress& progress)
{
    const auto found = stepToSettle(progress.step);
    if (!found)
        return tl::make_unexpected(found.error());
    StepProgress& step = **found;
    if (step.state != StepState::Done && step.state != StepState::Skipped)
        return failure(ErrorKind::Refused,
                       "Step \"" + progress.step + "\" is " + toString(step.state)
                           + ": it is to be settled, not repeated.");
    if (progress.state != StepState::Done && progress.state != StepState::Failed)
        return failure(ErrorKind::Refused,
                       "A step that is repeated is done again, or fails this time.");
    const int times = step.times + 1;
    step = progress;
    step.times = times;
    return {};
}

telemetry::Result<void> RunbookRun::abort(const RunAbort& abort)
{
    if (aborted)
        return failure(ErrorKind::Refused, "The run was aborted by " + aborted->who + " before.");
    if (abort.reason.find_first_not_of(" \t\r\n") == std::string::npos)
        return failure(ErrorKind::Refused, "Say why the run is aborted.");
    aborted = abort;
    return {};
}

} // namespace runbook
