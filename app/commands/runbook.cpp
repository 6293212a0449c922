// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/runbook.h"

#include "app/commands/commandroom.h"
#include "app/commands/commands.h"
#include "app/commands/jsonerrors.h"
#include "app/commands/jsonrows.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/problems.h"
#include "app/commands/roomoptions.h"
#include "app/commands/runbookfile.h"
#include "app/commands/runbookstatus.h"
#include "app/commands/runbookstep.h"
#include "app/commands/terminal.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

namespace commands {

using namespace Qt::StringLiterals;

namespace {

int lintRunbooks(const std::vector<std::string>& files, bool isJson)
{
    QJsonArray all;
    int status = 0;
    for (const std::string& path : files) {
        const auto text = readRunbookText(path);
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

void addRunbookLint(CLI::App& parent, int& status)
{
    auto files = std::make_shared<std::vector<std::string>>();
    auto isJson = std::make_shared<bool>(false);
    CLI::App* command = parent.add_subcommand(
        "lint", "Checks runbooks; names file, line and column of each problem");
    command->add_option("FILE", *files, "Runbooks, in Markdown, or names of built-in ones")
        ->required();
    command->add_flag("--json", *isJson, "One JSON document");
    command->footer("Example: plumbline runbook lint runbooks/*.md");
    command->callback([files, isJson, &status] {
        if (*isJson)
            setErrorsAsJson();
        status = lintRunbooks(*files, *isJson);
    });
}

void addStepRun(CLI::App& parent, int& status)
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
    command->add_option("--token-file", lever.tokenFile,
                        "For a lever: a file whose first line is the secret");
    command->add_option("--probe-token-file", options->probeTokenFile,
                        "For a probe: the endpoint's bearer token (else PLUMBLINE_TOKEN_CANARY)");
    command->add_option("--current-token-file", options->currentTokenFile,
                        "For a probe: that of --current-endpoint; without it none is sent to "
                        "another host than --endpoint");
    command->add_option("--confirm", lever.confirm, "For a lever: repeats the target");
    command->add_option("--journal", lever.journal, "Where what is fired is kept for undo");
    command->add_option("--roles", lever.roles,
                        "For a lever: a file of roles, of accounts; else operator/roles of the "
                        "settings, else everybody may do everything");
    command->add_option("--approval", lever.approvals,
                        "For a lever: a file that somebody else wrote with lever approve --out, or "
                        "a folder of them");
    addOperatorOption(*command);
    command->add_option("--record", lever.record,
                        "A recording whose run is carried on, and whose audit chain is to hold it");
    command->add_option("--answers", lever.answers,
                        "For a lever: a recording that another Plumbline writes, whose new answers "
                        "have to show it");
    command->add_option("--answers-within", lever.answersWithin,
                        "How long new answers are waited for; 60s unless said");
    command->add_option(
        "--recovered-within", lever.recoveredWithin,
        "With --answers: how long the alarm's signal is tested there once the lever "
        "is in effect");
    command
        ->add_option("--alarm", lever.alarm,
                     "With --recovered-within: this alarm; else the worst that is open for the "
                     "target")
        ->needs("--recovered-within");
    command
        ->add_option("--as", options->as,
                     "With --record: what became of a step that a person does (a lever's can only "
                     "be skipped)")
        ->check(CLI::IsMember({"done", "failed", "skipped"}));
    command->add_option("--note", options->note, "What was seen, or why the step is skipped");
    command->add_flag("--again", options->isAgain, "The step was settled before, and is repeated");
    command->add_option("--endpoint", options->endpoint,
                        "For a probe: an OpenAI-compatible endpoint that is asked");
    command->add_option("--current-endpoint", options->currentEndpoint,
                        "For a probe: where the current version is, when not at --endpoint");
    command->add_option("--prices", options->prices,
                        "For a probe: what models cost, see resources/prices/README.md (else "
                        "PLUMBLINE_REASK_PRICES)");
    command->add_option("--break-glass", lever.breakGlass,
                        "For a lever: why caps, approvals and what the runbook requires are to be "
                        "lifted; it is recorded");
    addRoomOptions(*command, lever.room);
    command->add_flag("--json", lever.isJson, "One JSON document");
    command->footer("Example: plumbline runbook run fabricated-apis --step trip-breaker --param "
                    "service=code-assistant "
                    "--profile sandbox --confirm code-assistant");
    command->callback([options, &status] {
        if (options->lever.isJson)
            setErrorsAsJson();
        const auto room = options->lever.isDryRun
            ? telemetry::Result<std::unique_ptr<CommandRoom>>()
            : CommandRoom::enter(options->lever.room);
        status = room ? runStep(*options) : report(room.error());
    });
}

} // namespace

void addRunbook(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand("runbook", "Checks runbooks, and runs single steps");
    command->require_subcommand(1);
    command->footer("Example: plumbline runbook lint runbooks/fabricated-apis.md");
    addRunbookLint(*command, status);
    addStepRun(*command, status);
    addRunState(*command, status);
}

} // namespace commands
