// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbook.h"

#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/leverwork.h"
#include "app/commands/outcome.h"
#include "app/commands/problems.h"
#include "app/commands/terminal.h"
#include "models/telemetry/timetext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <thread>

#include <CLI/CLI.hpp>

namespace commands {

using namespace Qt::StringLiterals;
using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr qint64 kMaxBytes = 1024 * 1024;

struct RunOptions
{
    std::string file;
    std::string step;
    std::vector<std::string> parameters; // of the runbook
    LeverOptions lever; // for lever steps; its parameters are the profile's
};

Result<std::string> readText(const std::string& path)
{
    const QString builtIn = u":/runbooks/"_s + QString::fromStdString(path) + u".md"_s;
    const bool isBuiltIn = !QFile::exists(QString::fromStdString(path)) && QFile::exists(builtIn);
    QFile file(isBuiltIn ? builtIn : QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Unreadable, path + ": " + file.errorString().toStdString() + ".");
    return file.read(kMaxBytes + 1)
        .toStdString(); // one more, so that the parser sees it is too long
}

int lint(const std::vector<std::string>& files, bool isJson)
{
    QJsonArray all;
    int status = 0;
    for (const std::string& path : files) {
        const auto text = readText(path);
        if (!text)
            return report(text.error());
        const runbook::ParseResult parsed = runbook::parseRunbook(*text);
        const QJsonArray problems = tellProblems(path, parsed.problems, isJson);
        if (!problems.isEmpty())
            status = 1;
        all.append(QJsonObject{{u"file"_s, displayText(path)},
                               {u"id"_s, displayText(parsed.runbook.id)},
                               {u"steps"_s, static_cast<qint64>(parsed.runbook.steps.size())},
                               {u"problems"_s, problems}});
        if (!isJson && parsed.problems.empty())
            print(stdout, "%s: good, %zu steps\n", path.c_str(), parsed.runbook.steps.size());
    }
    if (isJson)
        printJson({{u"files"_s, all}});
    return status;
}

Result<runbook::Step> findStep(const RunOptions& options)
{
    const auto text = readText(options.file);
    if (!text)
        return tl::make_unexpected(text.error());
    const runbook::ParseResult parsed = runbook::parseRunbook(*text);
    if (!parsed.problems.empty()) {
        const yaml::Problem& first = parsed.problems.front();
        return failure(ErrorKind::Refused,
                       options.file + ":" + std::to_string(first.line) + ":"
                           + std::to_string(first.column) + ": " + first.message
                           + ". A runbook with problems is not run; see 'plumbline runbook lint'.");
    }
    const std::vector<runbook::Step>& steps = parsed.runbook.steps;
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const runbook::Step& step) {
        return step.id == options.step;
    });
    if (found != steps.end()) {
        const auto parameters = parametersFromText(options.parameters);
        return parameters ? runbook::withParameters(*found, *parameters)
                          : Result<runbook::Step>(tl::make_unexpected(parameters.error()));
    }
    std::string names;
    for (const runbook::Step& step : steps)
        names += (names.empty() ? "" : ", ") + step.id;
    return failure(ErrorKind::Usage,
                   "There is no step \"" + options.step + "\" in " + options.file
                       + "; it has: " + names + ".");
}

void printStep(const runbook::Step& step, const char* state, bool isJson)
{
    QJsonObject fields;
    for (const auto& [name, value] : step.fields)
        fields[displayText(name)] = displayText(value);
    if (isJson) {
        printJson({{u"step"_s, displayText(step.id)},
                   {u"kind"_s, QLatin1String(runbook::toString(step.kind))},
                   {u"title"_s, displayText(step.title)},
                   {u"text"_s, displayText(step.text)},
                   {u"fields"_s, fields},
                   {u"state"_s, QLatin1String(state)}});
        return;
    }
    print(stdout, "%s (%s)\n", step.title.c_str(), runbook::toString(step.kind));
    if (!step.text.empty())
        printProse(stdout, '\n' + step.text + "\n\n");
    for (const auto& [name, value] : step.fields)
        print(stdout, "%s: %s\n", name.c_str(), value.c_str());
}

int runWait(const runbook::Step& step, const RunOptions& options)
{
    const auto duration = telemetry::durationFromText(step.fields.at("for"));
    if (!duration)
        return report(duration.error());
    installSignalHandlers();
    const auto end = std::chrono::steady_clock::now() + *duration;
    while (!options.lever.isDryRun && std::chrono::steady_clock::now() < end) {
        if (isInterrupted())
            return report(
                {ErrorKind::Refused, "The wait of step \"" + step.id + "\" was broken off."});
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    printStep(step, options.lever.isDryRun ? "not_run" : "done", options.lever.isJson);
    return 0;
}

int runLever(const runbook::Step& step, const RunOptions& options)
{
    LeverOptions lever = options.lever;
    if (lever.profile.empty())
        return report(
            {ErrorKind::Usage,
             "Step \"" + step.id + "\" moves a lever: name the control plane with --profile."});
    lever.lever = step.lever;
    lever.to = step.to;
    return lever.isDryRun ? planLever(lever) : fireLever(lever);
}

int runStep(const RunOptions& options)
{
    const auto step = findStep(options);
    if (!step)
        return report(step.error());
    if (step->kind == runbook::StepKind::Lever)
        return runLever(*step, options);
    if (step->kind == runbook::StepKind::Wait)
        return runWait(*step, options);
    // All others are for a person to do: the step is shown, and nothing is claimed to be done.
    printStep(*step, "for_a_person", options.lever.isJson);
    if (!options.lever.isJson)
        print(stdout, "This step is for a person to do.\n");
    return 0;
}

void addLint(CLI::App& parent, int& status)
{
    auto files = std::make_shared<std::vector<std::string>>();
    auto isJson = std::make_shared<bool>(false);
    CLI::App* command = parent.add_subcommand(
        "lint", "Checks runbooks; names file, line and column of each problem");
    command->add_option("FILE", *files, "Runbooks, in Markdown, or names of built-in ones")
        ->required();
    command->add_flag("--json", *isJson, "One JSON document");
    command->footer("Example: plumbline runbook lint runbooks/*.md");
    command->callback([files, isJson, &status] { status = lint(*files, *isJson); });
}

void addRun(CLI::App& parent, int& status)
{
    auto options = std::make_shared<RunOptions>();
    LeverOptions& lever = options->lever;
    CLI::App* command = parent.add_subcommand("run", "Runs one step of a runbook");
    command->add_option("FILE", options->file, "The runbook, or the name of a built-in one")
        ->required();
    command->add_option("--step", options->step, "The step's id")->required();
    command->add_option("--param", options->parameters,
                        "NAME=VALUE for {NAME} in the step; may be repeated");
    command->add_flag("--dry-run", lever.isDryRun,
                      "Show what would be done; for a lever, its plan");
    command->add_option("--profile", lever.profile, "For a lever: the control plane's profile");
    command->add_option("--profile-param", lever.parameters,
                        "NAME=VALUE: a parameter of the profile");
    command->add_option("--base-url", lever.baseUrl, "For a lever: where the control plane is");
    command->add_option("--token-file", lever.tokenFile, "File whose first line is the secret");
    command->add_option("--confirm", lever.confirm, "For a lever: repeats the target");
    command->add_option("--journal", lever.journal, "Where what is fired is kept for undo");
    command->add_option("--record", lever.record, "A recording whose audit chain is to hold it");
    command->add_flag("--json", lever.isJson, "One JSON document");
    command->footer("Example: plumbline runbook run fabricated-apis --step trip-breaker --param "
                    "service=code-assistant "
                    "--profile sandbox --confirm code-assistant");
    command->callback([options, &status] { status = runStep(*options); });
}

} // namespace

void addRunbook(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand("runbook", "Checks runbooks, and runs single steps");
    command->require_subcommand(1);
    command->footer("Example: plumbline runbook lint runbooks/fabricated-apis.md");
    addLint(*command, status);
    addRun(*command, status);
}

} // namespace commands
