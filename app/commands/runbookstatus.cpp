// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/runbookstatus.h"

#include "app/commands/guardfacts.h"
#include "app/commands/jsonerrors.h"
#include "app/commands/jsonrows.h"
#include "app/commands/leverfiring.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/runrecord.h"
#include "app/commands/terminal.h"
#include "models/telemetry/timetext.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace commands {

using telemetry::Result;

namespace {

int showRun(const std::string& path, bool isJson)
{
    const auto past = readRun(path);
    if (!past)
        return report(past.error());
    const auto book = runbook::runbookOf(*past, {}).value_or(runbook::Runbook{});
    QJsonArray steps;
    std::vector<runbook::StepProgress> told = past->steps;
    if (!book.id.empty()) {
        told.clear();
        for (const runbook::Step& step : book.steps) {
            const runbook::StepProgress* known = past->find(step.id);
            told.push_back(
                known != nullptr
                    ? *known
                    : runbook::StepProgress{.step = step.id, .who = {}, .when = {}, .note = {}});
        }
    }
    const auto open = openWritesIn(path, {}); // of this run and of others
    const bool isNone = past->runbook.empty();
    const char* state = past->aborted ? "aborted" : isNone ? "none" : "going_on";
    if (!isJson)
        print(stdout, "%s\n",
              isNone ? "No run is going on."
                     : (past->title + " (" + past->runbook + "), begun by " + past->who + " at "
                        + telemetry::toRfc3339(past->started))
                           .c_str());
    if (!isJson && past->aborted)
        print(stdout, "aborted by %s: %s\n", past->aborted->who.c_str(),
              past->aborted->reason.c_str());
    for (const runbook::StepProgress& step : told) {
        const bool isPending = step.state == runbook::StepState::Pending;
        steps.append(QJsonObject{
            {u"step"_s, displayText(step.step)},
            {u"state"_s, QLatin1String(runbook::toString(step.state))},
            {u"who"_s, displayText(step.who)},
            {u"when"_s,
             isPending ? QJsonValue()
                       : QJsonValue(QString::fromStdString(telemetry::toRfc3339(step.when)))},
            {u"note"_s, displayText(step.note)},
            {u"times"_s, step.times}});
        if (!isJson)
            print(stdout, "%-24s %-8s %s%s%s\n", step.step.c_str(), runbook::toString(step.state),
                  step.who.c_str(), step.note.empty() ? "" : ": ", step.note.c_str());
    }
    QJsonArray commands;
    for (const runbook::PastCommand& command : past->commands) {
        const bool isUndoable = past->undoableOf(command.lever, command.to) == &command;
        commands.append(QJsonObject{{u"lever"_s, displayText(command.lever)},
                                    {u"to"_s, displayText(command.sentTo)},
                                    {u"undo"_s, command.isUndo},
                                    {u"who"_s, displayText(command.who)},
                                    {u"outcome"_s, displayText(command.outcome)},
                                    {u"unknown"_s, command.isUnknown()},
                                    {u"told"_s, displayText(command.outcomeText())},
                                    {u"undoable"_s, isUndoable}});
        if (!isJson)
            print(stdout, "%s to %s: %s\n", command.lever.c_str(), command.sentTo.c_str(),
                  command.outcomeText().c_str());
        if (!isJson && isUndoable)
            print(stdout,
                  "    to put it back: plumbline lever undo --profile PROFILE --lever %s "
                  "--record %s\n",
                  command.lever.c_str(), path.c_str());
    }
    QJsonObject parameters;
    for (const auto& [name, value] : past->parameters)
        parameters[displayText(name)] = displayText(value);
    if (isJson)
        printJson(
            {{u"runbook"_s, displayText(past->runbook)},
             {u"state"_s, QLatin1String(state)},
             {u"who"_s, displayText(past->who)},
             {u"started"_s,
              isNone ? QJsonValue()
                     : QJsonValue(QString::fromStdString(telemetry::toRfc3339(past->started)))},
             {u"parameters"_s, parameters},
             {u"digest"_s, displayText(past->digest)},
             {u"commit"_s, displayText(past->source.commit)},
             {u"reason"_s,
              past->aborted ? QJsonValue(displayText(past->aborted->reason)) : QJsonValue()},
             {u"steps"_s, steps},
             {u"levers"_s, commands},
             {u"open_writes"_s, openJson(open)}});
    else
        printOpen(open);
    return 0;
}

} // namespace

void addRunState(CLI::App& parent, int& status)
{
    auto path = std::make_shared<std::string>();
    auto isJson = std::make_shared<bool>(false);
    CLI::App* show = parent.add_subcommand(
        "status", "Tells how far the newest run of a recording is, whoever writes it");
    show->add_option("RECORDING", *path, "The recording")->required();
    show->add_flag("--json", *isJson, "One JSON document");
    show->footer("Example: plumbline runbook status today.plumb");
    show->callback([path, isJson, &status] {
        if (*isJson)
            setErrorsAsJson();
        status = showRun(*path, *isJson);
    });

    auto reason = std::make_shared<std::string>();
    CLI::App* abort = parent.add_subcommand("abort", "Ends the unfinished run of a recording");
    abort->add_option("RECORDING", *path, "The recording")->required();
    abort->add_option("--reason", *reason, "Why; it goes into the audit chain")->required();
    addOperatorOption(*abort);
    abort->footer("Example: plumbline runbook abort today.plumb --reason 'a false alarm'");
    abort->callback([path, reason, &status] {
        auto record = RunRecord::open(*path);
        const auto aborted =
            record ? record->abort(*reason) : Result<void>(tl::make_unexpected(record.error()));
        status = aborted ? 0 : report(aborted.error());
    });
}

} // namespace commands
