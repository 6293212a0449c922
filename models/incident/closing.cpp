// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/closing.h"

#include "models/runbook/pastrun.h"

#include <algorithm>

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

// Where it stands; empty: it is finished.
std::string placeOf(const runbook::PastRun& past)
{
    const auto book = runbook::runbookOf(past, {});
    const auto run = book
        ? runbook::resumable(past, *book)
        : telemetry::Result<runbook::RunbookRun>(tl::make_unexpected(book.error()));
    // Of a runbook whose text is not recorded it is not known which steps there are.
    if (!run)
        return past.steps.empty()
            ? "no step of it was settled"
            : "which steps are left is not known, the last that was settled is "
                + quoted(past.steps.back().step);
    const auto open = std::ranges::find_if(run->steps, isOpen);
    if (open == run->steps.end())
        return {};
    const auto step = std::ranges::find(book->steps, open->step, &runbook::Step::id);
    if (step == book->steps.end())
        return "at step " + quoted(open->step);
    const std::string title = runbook::withKnownParameters(*step, past.parameters).title;
    return "at step " + quoted(title.empty() ? open->step : title);
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
    if (const std::string place = placeOf(past); !place.empty())
        sentences.push_back("The run of runbook "
                            + quoted(past.title.empty() ? past.runbook : past.title)
                            + " is unfinished: " + place + ".");
    return sentences;
}

} // namespace incident
