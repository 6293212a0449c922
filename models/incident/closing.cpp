// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/closing.h"

#include "models/runbook/pastrun.h"

#include <algorithm>
#include <utility>

namespace incident {

namespace {

using runbook::StepState;

std::string quoted(const std::string& text)
{
    return "\u201c" + text + "\u201d";
}

bool isOpen(const runbook::StepProgress& step)
{
    return step.state != StepState::Done && step.state != StepState::Skipped;
}

// What of a run is left, in a sentence; empty: nothing is.
std::string leftOf(const runbook::PastRun& past)
{
    const std::string name =
        "run of runbook " + quoted(past.title.empty() ? past.runbook : past.title);
    const std::string unfinished = "The " + name + " is unfinished: ";
    const auto book = runbook::runbookOf(past, {});
    const auto run = book
        ? runbook::resumable(past, *book)
        : telemetry::Result<runbook::RunbookRun>(tl::make_unexpected(book.error()));
    // Of a runbook whose text is not recorded it is not known which steps there are.
    if (!run)
        return past.steps.empty() ? unfinished + "no step of it was settled."
                                  : "Whether the " + name
                + " is finished is not known: the last step that was settled is "
                + quoted(past.steps.back().step) + ".";
    const auto open = std::ranges::find_if(run->steps, isOpen);
    if (open == run->steps.end())
        return {};
    const auto step = std::ranges::find(book->steps, open->step, &runbook::Step::id);
    const std::string title = step == book->steps.end()
        ? std::string()
        : runbook::withKnownParameters(*step, past.parameters).title;
    return unfinished + "at step " + quoted(title.empty() ? open->step : title) + ".";
}

} // namespace

std::vector<std::string> againstClosing(const Incident& incident,
                                        const std::vector<telemetry::TimelineEntry>& timeline,
                                        const std::string& who)
{
    std::vector<std::string> sentences;
    if (!incident.commander.empty() && incident.commander != who)
        sentences.push_back("Commanded by " + incident.commander + ".");
    std::vector<telemetry::TimelineEntry> within;
    std::ranges::copy_if(timeline, std::back_inserter(within),
                         [&incident](const auto& entry) { return incident.covers(entry.time); });
    const runbook::PastRun past = runbook::pastRun(within);
    if (past.runbook.empty() || past.aborted)
        return sentences;
    if (std::string left = leftOf(past); !left.empty())
        sentences.push_back(std::move(left));
    return sentences;
}

} // namespace incident
