// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runentries.h"

#include "models/runbook/entryjson.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

// Bytes of a runbook kept with its run: all that the parser takes.
constexpr std::size_t kMostText = std::size_t{1024} * 1024;

QJsonObject mapJson(const std::map<std::string, std::string>& values)
{
    QJsonObject json;
    for (const auto& [name, value] : values)
        json[text(name)] = text(value);
    return json;
}

std::size_t settledCount(const RunbookRun& run)
{
    return static_cast<std::size_t>(
        std::count_if(run.steps.begin(), run.steps.end(), [](const StepProgress& progress) {
            return progress.state != StepState::Pending;
        }));
}

// "abc1234 with changes that are not committed"
std::string commitText(const RunbookSource& source)
{
    std::string words = source.commit.substr(0, 12);
    if (source.state == CommitState::Changed)
        words += words.empty() ? "never committed" : " with changes that are not committed";
    return words;
}

} // namespace

telemetry::TimelineEntry startEntry(const RunbookRun& run, const Runbook& runbook)
{
    QJsonObject payload{{u"runbook"_s, text(run.runbook)},
                        {u"title"_s, text(runbook.title)},
                        {u"state"_s, u"started"_s},
                        {u"parameters"_s, mapJson(run.parameters)},
                        {u"digest"_s, text(digestOf(runbook))}};
    if (!run.evidence.empty())
        payload[u"evidence"_s] = mapJson(run.evidence);
    if (!runbook.version.empty())
        payload[u"version"_s] = text(runbook.version);
    if (runbook.markdown.size() <= kMostText)
        payload[u"markdown"_s] = text(runbook.markdown);
    const RunbookSource& source = runbook.source;
    if (!source.file.empty()) {
        payload[u"file"_s] = text(source.file);
        payload[u"commit"_s] = text(source.commit);
        payload[u"commit_state"_s] = QLatin1String(toString(source.state));
    }
    const std::string commit = commitText(source);
    return entry("step", run.runbook,
                 "Runbook started: " + runbook.title + (commit.empty() ? "" : " (" + commit + ")"),
                 payload, run.started);
}

telemetry::TimelineEntry resumeEntry(const RunbookRun& run, const Runbook& runbook,
                                     telemetry::Timestamp now)
{
    const std::size_t settled = settledCount(run);
    return entry("step", run.runbook,
                 "Runbook taken up again: " + runbook.title + " (begun by " + run.who + ", "
                     + std::to_string(settled) + " of " + std::to_string(run.steps.size())
                     + " steps settled)",
                 {{u"runbook"_s, text(run.runbook)},
                  {u"state"_s, u"resumed"_s},
                  {u"begun_by"_s, text(run.who)},
                  {u"digest"_s, text(digestOf(runbook))},
                  {u"settled"_s, static_cast<qint64>(settled)},
                  {u"steps"_s, static_cast<qint64>(run.steps.size())}},
                 now);
}

telemetry::TimelineEntry abortEntry(const RunbookRun& run, const std::string& title)
{
    const RunAbort aborted = run.aborted.value_or(RunAbort{});
    QJsonArray pending;
    for (const StepProgress& progress : run.steps) {
        if (progress.state == StepState::Pending)
            pending.append(text(progress.step));
    }
    return entry("step", run.runbook, "Runbook aborted: " + title + " (" + aborted.reason + ")",
                 {{u"runbook"_s, text(run.runbook)},
                  {u"state"_s, u"aborted"_s},
                  {u"reason"_s, text(aborted.reason)},
                  {u"pending"_s, pending}},
                 aborted.when);
}

telemetry::TimelineEntry repeatEntry(const std::string& runbook, const std::string& title,
                                     const StepProgress& progress)
{
    return entry("step", runbook,
                 std::string("Step ") + toString(progress.state) + " again, time "
                     + std::to_string(progress.times) + ": " + title
                     + (progress.note.empty() ? "" : " (" + progress.note + ")"),
                 {{u"runbook"_s, text(runbook)},
                  {u"step"_s, text(progress.step)},
                  {u"state"_s, QLatin1String(toString(progress.state))},
                  {u"times"_s, progress.times},
                  {u"note"_s, text(progress.note)}},
                 progress.when);
}

} // namespace runbook
