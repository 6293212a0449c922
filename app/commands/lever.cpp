// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commandroom.h"
#include "app/commands/commands.h"
#include "app/commands/jsonerrors.h"
#include "app/commands/leverwork.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/roomoptions.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using Work = int (*)(const LeverOptions&);

struct LeverPart
{
    const char* name;
    const char* description;
    const char* footer;
    Work work;
    bool needsLever;
    bool takesValue;
    bool sends;
};

constexpr LeverPart kParts[] = {
    {"list", "Names the levers of a control plane", "Example: plumbline lever list --profile etcd",
     listLevers, false, false, false},
    {"read", "Reads one lever's state",
     "Example: plumbline lever read --profile etcd --lever breaker:support-bot", readLever, true,
     false, false},
    {"test",
     "Tests the way to a control plane: reads one lever, and says what is wrong where it cannot; "
     "never writes",
     "Example: plumbline lever test --profile etcd\n"
     "0 it answers as it should, 1 it does not let us in, 4 it cannot be reached or is something "
     "else.",
     testLever, false, false, false},
    {"plan", "Shows what moving a lever would send; reads, never writes",
     "Example: plumbline lever plan --profile etcd --lever breaker:support-bot --to tripped",
     planLever, true, true, false},
    {"fire", "Moves a lever: writes once, then reads back",
     "Example: plumbline lever fire --profile etcd --lever breaker:support-bot --to tripped "
     "--confirm support-bot\n"
     "Ends in verified (0), conflict or refused (1), not_yet_visible or unknown (5). On some "
     "machines and not on others is not_yet_visible, in JSON with \"partial\": true. It never "
     "sends twice: while the same write is open it is refused (5), but for a trip and with "
     "--again.",
     fireLever, true, true, true},
    {"verify",
     "Compares a lever's state with --to, at the control plane and where it can be asked in what "
     "serves: 0 as expected, 1 not, or not served yet",
     "Example: plumbline lever verify --profile etcd --lever breaker:support-bot --to tripped",
     verifyLever, true, true, false},
    {"undo", "Puts back what the last firing from here found",
     "Example: plumbline lever undo --profile etcd --lever breaker:support-bot\n"
     "A conflict (1) when somebody else has changed the lever since, with --dry-run too. Where "
     "the\n"
     "write may yet land and there is nothing to put back, that is said (5). Of several machines,\n"
     "what was written from here is put back, and the others are left alone; partial (1) where "
     "one\n"
     "was missed. While an undo is open it is read back and not sent again (5).",
     undoLever, true, false, true},
    {"approve", "Agrees, as another person, to what somebody is about to fire",
     "Example: plumbline lever approve --profile etcd --lever pin:support-bot --to m-1 --record "
     "today.plumb --plan 3f2a9c01b7de\n"
     "The account is who approves. Another account's recording is not for yours to open: then "
     "--out FILE, which they name with --approval.\n"
     "Without --plan it shows the plan and its hash, and approves nothing. It holds 10 minutes.",
     approveLever, true, true, false},
};

void addPart(CLI::App& parent, const LeverPart& part, int& status)
{
    auto options = std::make_shared<LeverOptions>();
    CLI::App* command = parent.add_subcommand(part.name, part.description);
    command
        ->add_option("--profile", options->profile,
                     "Profile: a YAML file, or the name of a built-in one")
        ->required();
    if (part.needsLever)
        command->add_option("--lever", options->lever, "The lever's id")->required();
    if (part.work == testLever)
        command->add_option("--lever", options->lever, "The lever to read; else the first one");
    if (part.takesValue)
        command->add_option("--to", options->to, "The value to move it to, or to expect")
            ->required();
    command->add_option("--base-url", options->baseUrl,
                        "Where the control plane is, instead of the profile's base_url");
    command->add_option("--param", options->parameters,
                        "NAME=VALUE: a parameter of the profile; may be repeated");
    command->add_option("--token-file", options->tokenFile, "File whose first line is the secret");
    command->add_flag("--json", options->isJson, "One JSON document");
    if (part.needsLever && part.work != approveLever)
        command->add_option("--journal", options->journal, "Where what is fired is kept for undo");
    if (part.sends) {
        command->add_option("--confirm", options->confirm,
                            part.work == fireLever
                                ? "Repeats the target; without it nothing is sent"
                                : "May repeat the target; then it has to be the lever's");
        command->add_option("--record", options->record,
                            "A recording whose audit chain is to hold it");
    }
    if (part.work == approveLever) {
        command->add_option("--record", options->record,
                            "The recording of the console that is to fire; it need not be "
                            "readable, but the folder it stands in is shared");
        command->add_option("--out", options->out,
                            "A file, or a folder, for the approval instead: that console takes it "
                            "with --approval");
        command->add_option("--plan", options->plan,
                            "The hash of the plan that is agreed to, or its first 12 digits");
    }
    if (part.sends || part.work == approveLever)
        command->add_option("--roles", options->roles,
                            "A file of roles, of accounts; else operator/roles of the settings, "
                            "else everybody may do everything");
    if (part.sends || part.work == approveLever)
        addOperatorOption(*command);
    if (part.sends)
        command->add_option("--approval", options->approvals,
                            "A file that somebody else wrote with approve --out, or a folder of "
                            "them; the account that owns it is who approved");
    if (part.sends)
        command->add_option("--break-glass", options->breakGlass,
                            "A reason: lifts caps and approvals, and is recorded");
    if (part.sends) {
        command->add_option("--answers", options->answers,
                            "A recording that another Plumbline writes: it is in effect once new "
                            "answers there show it");
        command->add_option("--answers-within", options->answersWithin,
                            "How long new answers are waited for; 60s unless said");
    }
    if (part.work == fireLever) {
        command->add_option("--recovered-within", options->recoveredWithin,
                            "With --answers: how long the alarm's signal is tested there once the "
                            "lever is in effect; the rung \"recovered\" tells what came of it");
        command
            ->add_option("--alarm", options->alarm,
                         "With --recovered-within: this alarm; else the worst that is open for "
                         "the target")
            ->needs("--recovered-within");
    }
    if (part.work == undoLever)
        command->add_flag("--as-recorded", options->isAsRecorded,
                          "Write what the control plane held, though the profile calls it "
                          "otherwise today");
    if (part.work == fireLever)
        command->add_option(
            "--expect-version", options->expectVersion,
            "Fire only if the state still has this version, as plan or read showed it");
    if (part.work == fireLever)
        command->add_flag("--again", options->isAgain,
                          "Fire it though the same write is open, and may yet land");
    if (part.work == undoLever)
        command->add_flag("--dry-run", options->isDryRun, "Show the request, send nothing");
    command->footer(part.footer);
    const Work work = part.work;
    const bool hasRoom = part.sends || part.work == approveLever;
    if (hasRoom)
        addRoomOptions(*command, options->room);
    command->callback([options, work, hasRoom, &status] {
        if (options->isJson)
            setErrorsAsJson();
        const auto room = hasRoom ? CommandRoom::enter(options->room)
                                  : telemetry::Result<std::unique_ptr<CommandRoom>>();
        status = room ? work(*options) : report(room.error());
    });
}

} // namespace

void addLever(CLI::App& app, int& status)
{
    CLI::App* command = app.add_subcommand("lever", "Reads and moves one lever of a control plane");
    command->require_subcommand(1);
    command->footer(
        "Example: plumbline lever list --profile sandbox --base-url http://127.0.0.1:2379\n"
        "Secrets come from PLUMBLINE_TOKEN_<NAME> or --token-file, never from an argument.");
    for (const LeverPart& part : kParts)
        addPart(*command, part, status);
}

} // namespace commands
