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
                   .steps = {}};
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

telemetry::Result<void> RunbookRun::settle(const StepProgress& progress)
{
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const StepProgress& candidate) {
        return candidate.step == progress.step;
    });
    if (found == steps.end())
        return failure(ErrorKind::Usage,
                       "There is no step \"" + progress.step + "\" in this runbook.");
    const bool isUndoing = progress.state == StepState::Undone;
    const bool isUndoable = found->state == StepState::Done || found->state == StepState::Failed;
    if (isUndoing && !isUndoable)
        return failure(ErrorKind::Refused,
                       "Step \"" + progress.step + "\" was not done: it cannot be undone.");
    const bool isTurningOut =
        progress.state == StepState::Failed && found->state == StepState::Done;
    if (!isUndoing && !isTurningOut
        && (found->state == StepState::Done || found->state == StepState::Skipped))
        return failure(ErrorKind::Refused,
                       "Step \"" + progress.step + "\" was settled by " + found->who + ": "
                           + toString(found->state) + ".");
    if (progress.state == StepState::Pending)
        return failure(ErrorKind::Refused, "A step cannot go back to pending.");
    if (progress.state == StepState::Skipped && progress.note.empty())
        return failure(ErrorKind::Refused, "Say why step \"" + progress.step + "\" is skipped.");
    *found = progress;
    return {};
}

} // namespace runbook
