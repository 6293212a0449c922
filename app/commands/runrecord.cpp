// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/runrecord.h"

#include "app/commands/commandroom.h"
#include "app/commands/operatorname.h"
#include "models/runbook/leverentries.h"
#include "models/runbook/runentries.h"
#include "models/store/filelock.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

Result<runbook::PastRun> readRun(const std::string& path)
{
    const auto reader = store::Reader::open(path);
    if (!reader)
        return tl::make_unexpected(reader.error());
    static const std::vector<std::string> kKinds{"step", "action", "rung", "undo"};
    auto entries = (*reader)->timeline({}, kKinds);
    if (!entries)
        return tl::make_unexpected(entries.error());
    // In the chain's order: clocks may step back, or differ.
    std::ranges::sort(*entries, {}, &telemetry::TimelineEntry::sequence);
    return runbook::pastRun(*entries);
}

namespace {

// Who began the run, settled a step or moved a lever of it last.
std::string newestActor(const runbook::PastRun& past)
{
    std::string who = past.who;
    telemetry::Timestamp when = past.started;
    const auto take = [&](const std::string& actor, telemetry::Timestamp time) {
        if (time < when)
            return;
        who = actor;
        when = time;
    };
    for (const runbook::StepProgress& progress : past.steps)
        take(progress.who, progress.when);
    for (const runbook::PastCommand& command : past.commands)
        take(command.who, command.firedAt);
    return who;
}

} // namespace

Result<RunRecord> RunRecord::open(const std::string& path)
{
    if (const auto reader = store::Reader::open(path); !reader)
        return tl::make_unexpected(reader.error());
    auto writer = store::Writer::open(path);
    if (!writer)
        return tl::make_unexpected(telemetry::Error{
            writer.error().kind,
            writer.error().message
                + " One program at a time carries a run on: settle the step there."});
    // Only now: what another one settled before it let go is known.
    auto past = readRun(path);
    if (!past)
        return tl::make_unexpected(past.error());
    RunRecord record;
    record.m_writer = std::move(*writer);
    record.m_past = std::move(*past);
    return record;
}

Result<RunRecord> RunRecord::openAfterFiring(const std::string& path)
{
    constexpr auto kPatience = std::chrono::seconds(10);
    constexpr auto kPause = std::chrono::milliseconds(50);
    const auto until = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        auto record = open(path);
        if (record || !store::FileLock::isHeld(path) || std::chrono::steady_clock::now() >= until)
            return record;
        std::this_thread::sleep_for(kPause);
    }
}

Result<void> RunRecord::append(telemetry::TimelineEntry entry)
{
    entry.recorded = telemetry::SystemClock().now();
    entry.actor = currentOperator().text();
    const auto written = m_writer->append(std::move(entry));
    if (!written)
        return tl::make_unexpected(written.error());
    const auto committed = m_writer->commit();
    if (committed)
        shareInRoom(*written);
    return committed;
}

Result<void> RunRecord::begin(const runbook::Runbook& book,
                              const std::map<std::string, std::string>& parameters)
{
    const bool isGoingOn = !m_past.runbook.empty() && !m_past.aborted;
    if (isGoingOn) {
        auto known = runbook::runbookOf(m_past, {book});
        auto run = known ? runbook::resumable(m_past, *known)
                         : Result<runbook::RunbookRun>(tl::make_unexpected(known.error()));
        const bool isOurs = m_past.runbook == book.id;
        if (!run && isOurs)
            return tl::make_unexpected(run.error());
        if (run && !run->isFinished() && !isOurs)
            return failure(ErrorKind::Refused,
                           "The run of \"" + m_past.runbook + "\" that " + m_past.who
                               + " began is not finished; abort it first with 'plumbline runbook "
                                 "abort'.");
        // A finished one is carried on only to repeat a step of it: parameters tell.
        if (run && isOurs && (!run->isFinished() || run->parameters == parameters)) {
            m_book = std::move(*known);
            m_run = std::move(*run);
            // Taking over what another one carried so far is a fact of the run.
            return newestActor(m_past) == currentOperator().text()
                ? Result<void>{}
                : append(runbook::resumeEntry(m_run, m_book, telemetry::SystemClock().now()));
        }
    }
    for (const runbook::Step& step : book.steps) {
        for (const std::string& missing : runbook::missingParameters(step, parameters)) {
            if (!book.optional.contains(missing))
                return failure(ErrorKind::Usage,
                               "The run needs a value for " + missing
                                   + ". Give it as --param NAME=VALUE.");
        }
    }
    m_book = book;
    m_run = runbook::RunbookRun::start(book, currentOperator().text(),
                                       telemetry::SystemClock().now(), parameters);
    return append(runbook::startEntry(m_run, book));
}

Result<runbook::StepProgress> RunRecord::settle(const std::string& step, runbook::StepState state,
                                                const std::string& note, bool isAgain)
{
    const runbook::StepProgress progress{.step = step,
                                         .state = state,
                                         .who = currentOperator().text(),
                                         .when = telemetry::SystemClock().now(),
                                         .note = note};
    const auto settled = isAgain ? m_run.repeat(progress) : m_run.settle(progress);
    if (!settled)
        return tl::make_unexpected(settled.error());
    const runbook::StepProgress now = *m_run.find(step);
    std::string title = step;
    for (const runbook::Step& each : m_book.steps) {
        if (each.id == step)
            title = runbook::withKnownParameters(each, m_run.parameters).title;
    }
    const auto written = append(now.times > 1 ? runbook::repeatEntry(m_book.id, title, now)
                                              : runbook::stepEntry(m_book.id, title, now));
    return written ? Result<runbook::StepProgress>(now) : tl::make_unexpected(written.error());
}

Result<void> RunRecord::abort(const std::string& reason)
{
    if (m_past.runbook.empty() || m_past.aborted)
        return failure(ErrorKind::Usage, "No run in this recording is unfinished.");
    auto known = runbook::runbookOf(m_past, {});
    auto run = known ? runbook::resumable(m_past, *known).value_or(runbook::RunbookRun{})
                     : runbook::RunbookRun{};
    run.runbook = m_past.runbook;
    const auto aborted = run.abort({.who = currentOperator().text(),
                                    .when = telemetry::SystemClock().now(),
                                    .reason = reason});
    if (!aborted)
        return aborted;
    return append(runbook::abortEntry(run, m_past.title.empty() ? m_past.runbook : m_past.title));
}

} // namespace commands
