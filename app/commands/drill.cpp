// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/drillcommands.h"
#include "app/commands/drillsupport.h"
#include "app/commands/outcome.h"
#include "app/commands/portholder.h"
#include "app/commands/terminal.h"
#include "models/drill/fleet.h"
#include "models/drill/sandbox.h"
#include "models/telemetry/timetext.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

struct DrillOptions
{
    drill::FleetSettings fleet;
    std::uint16_t control = 0;
    std::string duration;
};

int summarise(const drill::FleetSettings& settings, const drill::Fleet::Statistics& done)
{
    print(stdout, "%llu generations, %llu spans delivered, %llu sends failed, %llu items dropped\n",
          static_cast<unsigned long long>(done.generations),
          static_cast<unsigned long long>(done.spans),
          static_cast<unsigned long long>(done.failedSends),
          static_cast<unsigned long long>(done.droppedItems));
    if (done.spans > 0 || done.failedSends == 0)
        return 0;
    return report(
        {telemetry::ErrorKind::Unreachable,
         "Nothing could be delivered to " + settings.otlpUrl + "; is a receiver listening there?"});
}

int runDrill(DrillOptions options)
{
    std::optional<telemetry::Duration> duration;
    if (!options.duration.empty()) {
        const auto parsed = telemetry::durationFromText(options.duration);
        if (!parsed)
            return report(parsed.error());
        duration = *parsed;
    }
    auto controlPlane = drill::SandboxControlPlane::listen("127.0.0.1", options.control,
                                                           drill::initialControlValues());
    if (!controlPlane)
        return report(withHolder(
            controlPlane.error(),
            {.address = "127.0.0.1", .port = static_cast<std::uint16_t>(options.control)}));
    options.fleet.controlUrl = (*controlPlane)->url();
    auto fleet = drill::Fleet::start(options.fleet);
    if (!fleet)
        return report(fleet.error());
    print(stderr, "control plane on %s\n", options.fleet.controlUrl.c_str());
    print(stderr, "fault at %s\n", telemetry::toRfc3339((*fleet)->faultTime()).c_str());
    waitForEnd(duration);
    return summarise(options.fleet, (*fleet)->statistics());
}

} // namespace

void waitForEnd(std::optional<telemetry::Duration> duration, const std::function<void()>& look)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    installSignalHandlers();
    while (!isInterrupted() && (!duration || Clock::now() - start < *duration)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (look)
            look();
    }
}

std::string scenarioHelp()
{
    std::string text = "What goes wrong:";
    for (const drill::ScenarioInfo& scenario : drill::scenarios())
        text += " " + scenario.name;
    return text;
}

void addDrill(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand(
        "drill", "The simulated fleet and its control plane as a process of its own");
    command->footer("Example: plumbline drill --scenario fabricated-apis --otlp "
                    "http://127.0.0.1:4318 --control 0");
    const auto options = std::make_shared<DrillOptions>();
    command->add_option("--scenario", options->fleet.scenario, scenarioHelp())->required();
    command
        ->add_option("--otlp", options->fleet.otlpUrl,
                     "Where the fleet sends, for example http://127.0.0.1:4318")
        ->check([](const std::string& url) {
            const bool isUrl = url.starts_with("http://") || url.starts_with("https://");
            return isUrl ? std::string() : "'" + url + "' is no http:// or https:// address";
        })
        ->required();
    command
        ->add_option("--control", options->control,
                     "Port of the control plane on loopback; 0 takes a free one")
        ->check(CLI::Range(0, 65535))
        ->required();
    command->add_option("--seed", options->fleet.seed, "The same seed gives the same texts")
        ->capture_default_str();
    command->add_option("--speed", options->fleet.speed, "Traffic and script run this much faster")
        ->capture_default_str();
    command->add_option("--for", options->duration,
                        "Ends by itself after this time, for example 90s");
    command->callback([options, &status] { status = runDrill(*options); });
}

} // namespace commands
