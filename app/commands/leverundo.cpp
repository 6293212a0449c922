// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandroom.h"
#include "app/commands/guardfacts.h"
#include "app/commands/jsonrows.h"
#include "app/commands/leverfiring.h"
#include "app/commands/leverjson.h"
#include "app/commands/levertext.h"
#include "app/commands/outcome.h"
#include "app/commands/runrecord.h"
#include "app/commands/terminal.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <optional>
#include <utility>

namespace commands {

using namespace Qt::StringLiterals;
using actuation::HttpLeverGateway;
using runbook::FireOutcome;
using runbook::LeverPlan;
using runbook::UndoPlan;
using telemetry::ErrorKind;

namespace {

const QString kOfTheRecording = u"of the recording"_s; // where no journal has it

// What a run fired from elsewhere, or from a window that is no more.
std::optional<LeverJournal::Entry> recordedFiring(const LeverOptions& options)
{
    const auto past = readRun(options.record);
    if (!past)
        return std::nullopt;
    const auto fired = std::ranges::find_if(
        past->commands.rbegin(), past->commands.rend(), [&](const runbook::PastCommand& command) {
            return command.lever == options.lever
                && past->undoableOf(command.lever, command.to) == &command;
        });
    if (fired == past->commands.rend())
        return std::nullopt;
    return LeverJournal::Entry{.before = fired->plan.before,
                               .plan = fired->plan,
                               .after = std::nullopt,
                               .writtenVersion = {},
                               .outcome = fired->outcome,
                               .fired = fired->fired,
                               .id = kOfTheRecording};
}

// What is not sent is no undo either, and says what would be one.
int statusOf(const UndoPlan& undo)
{
    return !undo.conflict.empty() ? 1 : undo.isSettled() ? 0 : 5;
}

// For a shell, which is to take nothing of it for its own: a value comes from the control plane.
std::string shellWord(const std::string& text)
{
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? "'\\''" : std::string(1, c);
    return word + "'";
}

std::string conflictText(const LeverOptions& options, const UndoPlan& undo,
                         const LeverJournal::Entry& entry)
{
    const LeverPlan& plan = undo.plan;
    const std::string& value = entry.before.value;
    const std::string conflict = conflictIn(options.record, undo, entry.fired);
    if (conflict.empty() || !entry.before.exists || value.empty())
        return conflict;
    std::string command = " --profile " + shellWord(options.profile);
    if (!options.baseUrl.empty())
        command += " --base-url " + shellWord(options.baseUrl);
    for (const std::string& parameter : options.parameters)
        command += " --param " + shellWord(parameter);
    if (!options.tokenFile.empty())
        command += " --token-file " + shellWord(options.tokenFile);
    return conflict + " For that: plumbline lever fire" + command + " --lever "
        + shellWord(plan.lever.id) + " --to " + shellWord(value) + " --confirm "
        + shellWord(plan.lever.target);
}

std::string unsettledText(const UndoPlan& undo)
{
    return undo.open
        + " There is nothing to put back yet, and nothing was sent. Read the lever again, and undo "
          "it when it has landed.";
}

// An undo of which nobody knows what became is sent once, as a firing is.
std::string sentText(const std::vector<runbook::Fired>& open, const LeverPlan& plan)
{
    const runbook::Fired* same = sameOpen(open, plan);
    return same == nullptr ? std::string()
                           : runbook::openText(*same)
            + " What was put back may yet land: it is read back, and not sent again. Read it with "
              "'plumbline lever read'; to send it all the same is a firing of its own, with "
              "--again.";
}

int showDryRun(const LeverOptions& options, const UndoPlan& undo, const LeverJournal::Entry& entry,
               const std::string& sent)
{
    const std::string conflict = conflictText(options, undo, entry);
    const int status = undo.conflict.empty() && !sent.empty() ? 5 : statusOf(undo);
    const std::string& open = sent.empty() ? undo.open : sent;
    if (options.isJson) {
        QJsonObject json = toJson(undo.plan);
        json[u"conflict"_s] = displayText(conflict);
        json[u"open"_s] = displayText(open);
        printJson(json);
        return status;
    }
    printPlan(undo.plan, true);
    if (!conflict.empty())
        print(stdout, "conflict: %s\n", conflict.c_str());
    else if (!open.empty())
        print(stdout, "open    %s\n",
              undo.isSettled() ? open.c_str() : unsettledText(undo).c_str());
    return status;
}

int undo(const LeverOptions& options, HttpLeverGateway& gateway, LeverJournal& journal,
         const LeverJournal::Entry& entry)
{
    auto undo = runbook::planUndo(gateway, entry.fired);
    if (!undo)
        return report(undo.error());
    const LeverPlan& plan = undo->plan;
    if (!options.confirm.empty()) {
        const auto confirmed = checkConfirmation(options, plan);
        if (!confirmed)
            return report(confirmed.error());
    }
    if (options.isDryRun)
        return showDryRun(
            options, *undo, entry,
            sentText(openWritesOf(options, gateway, journal, plan.lever, plan.before), plan));
    const auto roles = rolesOf(options);
    if (!roles)
        return report(roles.error());
    auto handedOver = handedOverOf(options);
    if (!handedOver)
        return report(handedOver.error());
    if (CommandRoom* room = CommandRoom::current(); room != nullptr && !isTrip(plan))
        std::ranges::move(room->approvalsOf(runbook::planHash(plan)),
                          std::back_inserter(*handedOver));
    auto record = LeverRecord::open(options.record);
    if (!record)
        return report(record.error());
    const LeverFiring firing{
        .gateway = gateway,
        .journal = journal,
        .record = *record,
        .options = options,
        .roles = *roles,
        .handedOver = std::move(*handedOver),
        .isJson = options.isJson,
        .undone = entry.id,
        .open = openWritesOf(options, gateway, journal, plan.lever, plan.before, &*record),
        .unjournalled = {}};
    if (!undo->conflict.empty())
        return reportUnsent(firing, plan, FireOutcome::Conflict,
                            conflictText(options, *undo, entry));
    if (!undo->isSettled())
        return reportUnsent(firing, plan, FireOutcome::Unknown, unsettledText(*undo));
    if (const std::string sent = sentText(firing.open, plan); !sent.empty())
        return reportUnsent(firing, plan, FireOutcome::Unknown, sent);
    return carryOut(firing, plan);
}

// Whether an entry is what the recording's run fired, and not another firing of the same.
bool isOfRun(const std::string& path, const LeverJournal::Entry& entry)
{
    if (path.empty())
        return false;
    const auto past = readRun(path);
    const runbook::PastCommand* fired =
        past ? past->undoableOf(entry.plan.lever.id, entry.plan.to) : nullptr;
    return fired != nullptr
        && (entry.id == kOfTheRecording
            || std::chrono::abs(fired->firedAt - entry.fired.when) <= std::chrono::seconds(5));
}

// The step of the recording's run whose lever was put back is done no more.
void settleUndone(const std::string& path, const LeverJournal::Entry& entry)
{
    const auto past = readRun(path);
    if (!past || past->runbook.empty() || past->aborted)
        return;
    const auto book = runbook::runbookOf(*past, {});
    if (!book)
        return;
    for (const runbook::Step& written : book->steps) {
        const auto step = runbook::withParameters(written, past->parameters);
        const runbook::StepProgress* progress = past->find(written.id);
        const bool isOurs = step && step->kind == runbook::StepKind::Lever
            && step->lever == entry.plan.lever.id && step->to == entry.plan.to;
        if (!isOurs || progress == nullptr || progress->state != runbook::StepState::Done)
            continue;
        auto record = RunRecord::open(path);
        const auto begun = record ? record->begin(*book, past->parameters)
                                  : telemetry::Result<void>(tl::make_unexpected(record.error()));
        const auto settled = begun
            ? record->settle(written.id, runbook::StepState::Undone, "put back", false)
            : telemetry::Result<runbook::StepProgress>(tl::make_unexpected(begun.error()));
        if (!settled)
            report(settled.error()); // the lever is put back all the same
        return;
    }
}

} // namespace

int undoLever(const LeverOptions& options)
{
    const auto gateway = openGateway(options);
    if (!gateway)
        return report(gateway.error());
    auto journal = openJournal(options, **gateway);
    if (!journal)
        return report(journal.error());
    runbook::LeverDescription lever;
    lever.id = options.lever;
    if (const auto* described = (*gateway)->profile().find(options.lever))
        lever = described->description;
    auto entry = journal->newestOf(lever);
    if (!entry && !options.record.empty())
        entry = recordedFiring(options);
    if (!entry)
        return report(
            {ErrorKind::Refused,
             "There is nothing to undo for " + options.lever + ": " + journal->path().toStdString()
                 + " holds no firing that is not undone"
                 + (options.record.empty()
                        ? ". With --record, the run of a recording is looked at, too."
                        : std::string(", and neither does the run of ") + options.record + ".")});
    const bool isStep = isOfRun(options.record, *entry); // told before it is put back
    const int status = undo(options, **gateway, *journal, *entry);
    if (status == 0 && !options.isDryRun && isStep)
        settleUndone(options.record, *entry);
    return status;
}

} // namespace commands
