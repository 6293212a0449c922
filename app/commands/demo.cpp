// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/detectionfile.h"
#include "app/commands/drillcommands.h"
#include "app/commands/drilllist.h"
#include "app/commands/drillsupport.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/outward.h"
#include "app/commands/recordeddrills.h"
#include "app/commands/terminal.h"
#include "app/demosession.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

struct DemoOptions
{
    DemoSettings session;
    bool isHeadless = false;
    std::string duration;
    std::string roles;
    bool isReadOnly = false;
    bool isList = false;
    bool isJson = false;
    OutwardOptions outward; // a drill tells only whom it is told to
};

// "12.3 s after the fault", negative when before.
std::string sinceFault(telemetry::Timestamp time, telemetry::Timestamp fault)
{
    const double seconds = std::chrono::duration<double>(time - fault).count();
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.1f s %s the fault", seconds < 0 ? -seconds : seconds,
                  seconds < 0 ? "before" : "after");
    return text.data();
}

int summarise(const std::string& recording, telemetry::Timestamp fault,
              telemetry::Timestamp started)
{
    const auto reader = store::Reader::open(recording);
    if (!reader)
        return report(reader.error());
    const auto info = (*reader)->info();
    if (!info)
        return report(info.error());
    store::View view;
    view.range.start = started;
    const auto alarms = (*reader)->alarmTransitions(view);
    if (!alarms)
        return report(alarms.error());
    print(
        stdout,
        "%s\n%lld spans, %lld generations, %lld evaluations by the judge, %lld by our validators\n",
        recording.c_str(), static_cast<long long>(info->spans),
        static_cast<long long>(info->generations), static_cast<long long>(info->evaluations),
        static_cast<long long>(info->validatorEvaluations));
    print(stdout, "fault at %s\n", telemetry::toRfc3339(fault).c_str());
    if (alarms->empty())
        print(stdout, "no alarms\n");
    for (const telemetry::AlarmTransition& alarm : *alarms)
        print(stdout, "%s %s %s: %s (%s)\n", telemetry::toRfc3339(alarm.time).c_str(),
              alarm.alarm.c_str(), telemetry::toString(alarm.state), alarm.sentence.c_str(),
              sinceFault(alarm.time, fault).c_str());
    return 0;
}

int runHeadless(const DemoOptions& options)
{
    std::optional<telemetry::Duration> duration;
    if (!options.duration.empty()) {
        const auto parsed = telemetry::durationFromText(options.duration);
        if (!parsed)
            return report(parsed.error());
        duration = *parsed;
    }
    if (const auto checked = Outward::check(options.outward); !checked)
        return report(checked.error());
    const telemetry::Timestamp started = telemetry::SystemClock().now();
    auto session = DemoSession::start(options.session);
    if (!session)
        return report(session.error());
    const telemetry::Timestamp fault = (*session)->faultTime();
    for (const std::string& note : (*session)->notes())
        print(stderr, "%s\n", note.c_str());
    print(stderr, "listening on %s\n", (*session)->receiver().url().c_str());
    print(stderr, "control plane on %s\n", (*session)->controlPlane().url().c_str());
    if ((*session)->chat() != nullptr)
        print(stderr, "models on %s\n", (*session)->chat()->url().c_str());
    {
        const auto outward = Outward::start(options.outward, (*session)->pipeline());
        if (!outward)
            return report(outward.error());
        waitUntil(duration, [&session] { return (*session)->isOver(); });
    }
    if (const auto finished = (*session)->finish(); !finished)
        return report(finished.error());
    return summarise((*session)->recording(), fault, started);
}

} // namespace

void addDemo(CLI::App& app, int& status, DrillWindowRequest& window)
{
    auto* command =
        app.add_subcommand("demo", "Drill fleet, sandbox control plane and recording in one");
    command->footer("Example: plumbline demo --headless --for 120s --out drill.plumb");
    const auto options = std::make_shared<DemoOptions>();
    auto* scenario = command->add_option("--scenario", options->session.scenario, scenarioHelp())
                         ->capture_default_str();
    auto* from = addRecordedSource(*command, options->session.from)->excludes(scenario);
    command->add_option("--seed", options->session.seed, "The same seed gives the same texts")
        ->capture_default_str();
    command
        ->add_option("--speed", options->session.speed, "Traffic and script run this much faster")
        ->capture_default_str();
    command
        ->add_option("--control", options->session.controlPort,
                     "Port of the control plane on loopback; 0 takes a free one")
        ->check(CLI::Range(0, 65535));
    command
        ->add_flag("--mixed", options->session.isMixed,
                   "With a harmless change at about the time of the fault")
        ->excludes(from);
    command->add_option("--out", options->session.recording,
                        "The recording, in a file that is not there yet; a new temporary file when "
                        "left out");
    auto* headless = command->add_flag("--headless", options->isHeadless,
                                       "Without a window, and then in no shared room: "
                                       "PLUMBLINE_ROOM is for windows and for commands that take "
                                       "--room");
    command
        ->add_option("--for", options->duration, "Ends by itself after this time, for example 120s")
        ->needs(headless);
    command
        ->add_option("--roles", options->roles, "Who may move what in the window: a file of roles")
        ->excludes(headless);
    addOutwardOptions(*command, options->outward);
    addDetectionOption(*command, options->session.detection)->needs(headless);
    addOperatorOption(*command);
    command->add_flag("--read-only", options->isReadOnly, "A window that moves no lever")
        ->excludes(headless);
    auto* list = command
                     ->add_flag("--list", options->isList,
                                "Tells which drills there are, what each asks and how long it "
                                "takes, and does no more; nothing of their causes")
                     ->excludes(headless)
                     ->excludes(from);
    command->add_flag("--json", options->isJson, "The list as one JSON document")->needs(list);
    command->callback([options, &status, &window] {
        if (options->isList) {
            status = listDrills(options->isJson);
            return;
        }
        if (options->isHeadless) {
            status = runHeadless(*options);
            return;
        }
        window = {.isRequested = true,
                  .scenario = options->session.scenario,
                  .seed = options->session.seed,
                  .speed = options->session.speed,
                  .controlPort = options->session.controlPort,
                  .isMixed = options->session.isMixed,
                  .from = options->session.from,
                  .recording = options->session.recording,
                  .roles = options->roles,
                  .isReadOnly = options->isReadOnly,
                  .outward = options->outward};
    });
}

} // namespace commands
