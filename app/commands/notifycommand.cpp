// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/notifywatch.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/uuid.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::Result;

// More than the pauses of some attempts: who tests wants to know, not to wait.
constexpr std::chrono::seconds kLongestSending(20);

Result<std::vector<notify::Target>> targetsOf(const std::string& named)
{
    const std::string file = named.empty() ? ownNotifyFile() : named;
    if (file.empty())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "There is no notify.yaml beside the settings: name a file with "
                                  "--notify.");
    return notify::loadTargets(file);
}

std::string wantedText(const notify::Target& target)
{
    std::string text;
    for (const notify::EventKind kind : target.events)
        text += (text.empty() ? "" : ", ") + std::string(notify::toString(kind));
    if (text.empty())
        text = "all events";
    if (target.minSeverity < 4)
        text += "; severity " + std::to_string(target.minSeverity) + " and worse";
    std::string services;
    for (const std::string& service : target.services)
        services += (services.empty() ? "; of " : ", ") + service;
    return text + services + (target.includesText ? "; with text" : "");
}

int list(const std::string& file)
{
    const auto targets = targetsOf(file);
    if (!targets)
        return report(targets.error());
    int status = 0;
    for (const notify::Target& target : *targets) {
        const auto url = notify::resolveUrl(target);
        print(stdout, "%s\t%s\t%s\t%s\n", target.name.c_str(),
              target.kind == notify::Target::Kind::Slack ? "slack" : "generic",
              url ? notify::shownUrl(*url).c_str() : "no URL", wantedText(target).c_str());
        if (!url)
            status = report(url.error());
    }
    return status;
}

int test(const std::string& file)
{
    const auto targets = targetsOf(file);
    if (!targets)
        return report(targets.error());
    auto addresses = webhooksOf(file.empty() ? ownNotifyFile() : file);
    if (!addresses)
        return report(addresses.error());
    notify::Event event;
    event.isTest = true;
    event.key = "test-" + telemetry::randomUuid();
    event.time = telemetry::SystemClock().now();
    event.subject = "A-0000";
    event.severity = 4;
    event.actor = "plumbline notify test";
    event.link = eventLink(event);
    std::mutex mutex; // guards the next one
    bool isAllSent = true;
    {
        notify::SenderTiming timing;
        timing.longest = kLongestSending;
        notify::Sender sender(
            std::move(*addresses),
            [&](const notify::Delivery& delivery) {
                const std::scoped_lock lock(mutex);
                if (delivery.state == notify::Delivery::State::Sent) {
                    print(stdout, "%s: sent, answered %d\n", delivery.target.c_str(),
                          delivery.status);
                    return;
                }
                const bool isFinal = delivery.state != notify::Delivery::State::Failing;
                isAllSent = isAllSent && !isFinal;
                print(stderr, "plumbline: %s: %s, %s\n", delivery.target.c_str(),
                      isFinal ? "not sent" : "not sent yet", delivery.reason.c_str());
            },
            timing);
        sender.submit(event);
        sender.drain(kLongestSending + timing.exchange);
    }
    return isAllSent ? 0 : exitStatus(telemetry::ErrorKind::Unreachable);
}

} // namespace

void addNotify(CLI::App& app, int& status)
{
    auto* command =
        app.add_subcommand("notify", "Webhooks that are told of alarms, incidents and levers");
    command->require_subcommand(1);
    const auto file = std::make_shared<std::string>();
    const auto add = [&](const char* name, const char* help, int (*run)(const std::string&)) {
        CLI::App* one = command->add_subcommand(name, help);
        one->add_option("--notify", *file, "The webhooks; else notify.yaml beside the settings")
            ->type_name("FILE");
        one->callback([file, run, &status] { status = run(*file); });
        one->footer("Example: plumbline notify " + std::string(name) + " --notify notify.yaml");
    };
    add("list", "Which there are, where to, and what they are told; URLs are not shown", &list);
    add("test", "Sends each a message that says it is a test", &test);
    command->footer("Example: plumbline notify test --notify notify.yaml");
}

} // namespace commands
