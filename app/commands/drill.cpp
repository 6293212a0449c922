// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/drillcommands.h"
#include "app/commands/drillfrom.h"
#include "app/commands/drillrecording.h"
#include "app/commands/drillsupport.h"
#include "app/commands/outcome.h"
#include "app/commands/portholder.h"
#include "app/commands/terminal.h"
#include "models/drill/chatendpoint.h"
#include "models/drill/fleet.h"
#include "models/drill/sandbox.h"
#include "models/drill/serving.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

struct DrillOptions
{
    drill::FleetSettings fleet;
    std::uint16_t control = 0;
    std::uint16_t chat = 0;
    bool hasChat = false;
    std::string duration;
    std::string recording;
    std::string start;
    std::vector<std::string> moves;
    DrillFromOptions from; // its source, and its files; the rest is filled in
};

constexpr auto kRecorded = std::chrono::minutes(10); // without --for

// "100s=breaker:code-assistant=tripped"
telemetry::Result<drill::LeverMove> moveOf(const std::string& text)
{
    const std::size_t first = text.find('=');
    const std::size_t second = first == std::string::npos ? first : text.find('=', first + 1);
    const auto at = telemetry::durationFromText(text.substr(0, first));
    if (second == std::string::npos || !at
        || !drill::isLever(text.substr(first + 1, second - first - 1)))
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "'" + text
                                      + "' is no TIME=LEVER=VALUE, for example "
                                        "100s=breaker:code-assistant=tripped.");
    return drill::LeverMove{.at = *at,
                            .lever = text.substr(first + 1, second - first - 1),
                            .value = text.substr(second + 1)};
}

telemetry::Result<drill::OfflineSettings> offlineSettings(const DrillOptions& options)
{
    drill::OfflineSettings settings;
    settings.scenario = options.fleet.scenario;
    settings.seed = options.fleet.seed;
    settings.isMixed = options.fleet.isMixed;
    settings.length = kRecorded;
    if (!options.duration.empty()) {
        const auto length = telemetry::durationFromText(options.duration);
        if (!length)
            return tl::make_unexpected(length.error());
        settings.length = *length;
    }
    settings.start = telemetry::SystemClock().now() - settings.length;
    if (!options.start.empty()) {
        const auto start = telemetry::timestampFromText(options.start);
        if (!start)
            return tl::make_unexpected(start.error());
        settings.start = *start;
    }
    for (const std::string& text : options.moves) {
        auto move = moveOf(text);
        if (!move)
            return tl::make_unexpected(move.error());
        if (move->at >= settings.length)
            return telemetry::failure(telemetry::ErrorKind::Usage,
                                      "'" + text + "' is after the end of the recording.");
        settings.moves.push_back(std::move(*move));
    }
    std::ranges::stable_sort(settings.moves, {}, &drill::LeverMove::at);
    return settings;
}

std::string releaseText(const drill::Release& release)
{
    std::string text = release.service.empty() ? "all services" : release.service;
    const auto add = [&text](const char* what, const std::string& value) {
        if (!value.empty())
            text += std::string(" ") + what + " " + value;
    };
    add("model", release.model);
    add("version", release.version);
    add("prompt version", release.promptVersion);
    add("adapter", release.adapter);
    add("index version", release.indexVersion);
    add("judge", release.judge);
    add("instrumentation version", release.instrumentationVersion);
    if (release.load > 1)
        text += " load";
    return text;
}

int recordOffline(const DrillOptions& options)
{
    const auto settings = offlineSettings(options);
    if (!settings)
        return report(settings.error());
    const auto truth = recordDrill(*settings, options.recording);
    if (!truth)
        return report(truth.error());
    print(stdout, "%s\n%llu generations from %s to %s\n", options.recording.c_str(),
          static_cast<unsigned long long>(truth->generations),
          telemetry::toRfc3339(settings->start).c_str(), telemetry::toRfc3339(truth->end).c_str());
    if (truth->faultTime >= truth->end)
        print(stdout, "no fault: it would have begun at %s, after the end\n",
              telemetry::toRfc3339(truth->faultTime).c_str());
    else
        print(stdout, "fault at %s (%s)\n", telemetry::toRfc3339(truth->faultTime).c_str(),
              truth->scenario.incidentClass.c_str());
    for (const drill::Traffic::Change& change : truth->redHerrings)
        print(stdout, "harmless change at %s: %s\n", telemetry::toRfc3339(change.time).c_str(),
              releaseText(change.release).c_str());
    const auto wrong = std::ranges::count_if(
        truth->handedOver, [](const drill::HandedOver& one) { return one.said.isFaulty; });
    print(stdout, "%zu answers of support-bot were taken to agent-orders, %td of them wrong\n",
          truth->handedOver.size(), wrong);
    return 0;
}

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
    if (!options.recording.empty())
        return recordOffline(options);
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
    std::unique_ptr<drill::ChatEndpoint> chat;
    if (options.hasChat) {
        drill::SandboxControlPlane& levers = **controlPlane;
        auto listening = drill::ChatEndpoint::listen(
            {.scenario = options.fleet.scenario,
             .seed = options.fleet.seed,
             .port = options.chat,
             .faultTime = (*fleet)->faultTime(),
             .levers = [&levers] { return drill::leversIn(levers.values()); }});
        if (!listening)
            return report(
                withHolder(listening.error(), {.address = "127.0.0.1", .port = options.chat}));
        chat = std::move(*listening);
        print(stderr, "models on %s\n", chat->url().c_str());
    }
    print(stderr, "control plane on %s\n", options.fleet.controlUrl.c_str());
    print(stderr, "fault at %s\n", telemetry::toRfc3339((*fleet)->faultTime()).c_str());
    waitForEnd(duration);
    return summarise(options.fleet, (*fleet)->statistics());
}

} // namespace

void waitForEnd(std::optional<telemetry::Duration> duration, const std::function<void()>& look)
{
    waitUntil(duration, [&look] {
        if (look)
            look();
        return false;
    });
}

void waitUntil(std::optional<telemetry::Duration> duration, const std::function<bool()>& isOver)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    installSignalHandlers();
    while (!isInterrupted() && (!duration || Clock::now() - start < *duration)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (isOver())
            return;
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
                    "http://127.0.0.1:4318 --control 0\n"
                    "         plumbline drill --scenario lost-context --mixed --out lost.plumb\n"
                    "         plumbline drill --from monday.plumb --incident INC-0001 --otlp "
                    "http://127.0.0.1:4318 --control 0");
    const auto options = std::make_shared<DrillOptions>();
    auto* scenario = command->add_option("--scenario", options->fleet.scenario, scenarioHelp());
    auto* from = addRecordedSource(*command, options->from.source)->excludes(scenario);
    auto* otlp =
        command
            ->add_option("--otlp", options->fleet.otlpUrl,
                         "Where the fleet sends, for example http://127.0.0.1:4318")
            ->check([](const std::string& url) {
                const bool isUrl = url.starts_with("http://") || url.starts_with("https://");
                return isUrl ? std::string() : "'" + url + "' is no http:// or https:// address";
            });
    auto* control = command
                        ->add_option("--control", options->control,
                                     "Port of the control plane on loopback; 0 takes a free one")
                        ->check(CLI::Range(0, 65535));
    auto* chat =
        command
            ->add_option(
                "--chat", options->chat,
                "Port of an OpenAI-compatible endpoint on loopback, whose models answer as "
                "the fleet does at the time; 0 takes a free one")
            ->check(CLI::Range(0, 65535))
            ->excludes(from);
    command->add_option("--seed", options->fleet.seed, "The same seed gives the same texts")
        ->capture_default_str()
        ->excludes(from);
    auto* speed =
        command
            ->add_option("--speed", options->fleet.speed, "Traffic and script run this much faster")
            ->capture_default_str();
    command
        ->add_flag("--mixed", options->fleet.isMixed,
                   "With a harmless change at about the time of the fault")
        ->excludes(from);
    command->add_option("--for", options->duration,
                        "Ends by itself after this time, for example 90s");
    addFromFiles(*command, options->from, *from);
    auto* out =
        command
            ->add_option(
                "--out", options->recording,
                "Records the whole drill at once, as a console would have, instead of sending "
                "it; 10 minutes of it without --for")
            ->excludes(from)
            ->excludes(otlp)
            ->excludes(control)
            ->excludes(chat)
            ->excludes(speed);
    command
        ->add_option("--start", options->start,
                     "When it begins in the recording; so that it ends now when left out")
        ->needs(out);
    command
        ->add_option("--move", options->moves,
                     "A lever that is moved so long after the start: TIME=LEVER=VALUE; may be "
                     "repeated")
        ->needs(out);
    command->callback([=, &status] {
        if (out->empty() && (otlp->empty() || control->empty()))
            throw CLI::RequiredError("--otlp and --control, or --out,");
        if (scenario->empty() && from->empty())
            throw CLI::RequiredError("--scenario, or --from,");
        if (!from->empty()) {
            options->from.otlpUrl = options->fleet.otlpUrl;
            options->from.control = options->control;
            options->from.speed = options->fleet.speed;
            options->from.duration = options->duration;
            status = runDrillFrom(options->from);
            return;
        }
        options->hasChat = chat->count() > 0;
        status = runDrill(*options);
    });
}

} // namespace commands
